//! How operators really keep their workbooks: merged titles, filters, hidden rows and sheets, columns of their own.

mod intake_support;

use beian::order::AnyField;
use intake_support::{Folder, order};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn hidden_rows_and_sheets_filters_and_merged_titles_change_nothing() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let subjects = book.add_worksheet().set_name("主体").unwrap();
    subjects.set_hidden(true);
    subjects
        .write_row(0, 0, ["订单号", "主办单位名称"])
        .unwrap();
    subjects.write_row(1, 0, ["A-1", "青杉溪\u{a0}"]).unwrap();
    subjects.write_row(2, 0, ["A-2", "松径\n网络"]).unwrap();
    let orders = book.add_worksheet().set_name("订单").unwrap();
    let title = Format::new().set_bold();
    orders.merge_range(0, 0, 0, 3, "九月待报", &title).unwrap();
    orders
        .write_row(2, 0, ["订单号", "订单类型", "销售员", "订单备注"])
        .unwrap();
    orders
        .write_row(3, 0, ["A-1", "首次备案", "小周", "  加急 "])
        .unwrap();
    orders
        .write_row(4, 0, ["A-2", "首次备案", "小陈", ""])
        .unwrap();
    orders.autofilter(2, 0, 4, 3).unwrap();
    orders
        .filter_column(
            2,
            &rust_xlsxwriter::FilterCondition::new().add_list_filter("小周"),
        )
        .unwrap();
    orders.set_row_hidden(4).unwrap();
    orders.set_active(true);
    folder.file("batch.xlsx", book.save_to_buffer().unwrap());
    let batch = folder.read();
    // A column of the operator's own is named once and costs nothing.
    assert_eq!(
        folder.only(&batch, "intake-unknown-header"),
        "batch.xlsx 订单!C3"
    );
    assert_eq!(batch.findings.len(), 1, "{:#?}", batch.findings);
    let (first, second) = (order(&batch, "A-1"), order(&batch, "A-2"));
    assert_eq!(first.header.note.text(), "加急");
    assert_eq!(first.subject.name.text(), "青杉溪");
    assert_eq!(folder.at(&second.header.number), "A-2 @ batch.xlsx 订单!A5");
    assert_eq!(second.subject.name.text(), "松径\n网络");
}

#[test]
fn an_order_number_merged_over_several_rows_is_missing_in_all_but_the_first() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let orders = book.add_worksheet().set_name("订单").unwrap();
    orders.write_row(0, 0, ["订单号", "订单类型"]).unwrap();
    orders.write_row(1, 0, ["A-1", "首次备案"]).unwrap();
    let domains = book.add_worksheet().set_name("域名").unwrap();
    domains
        .write_row(0, 0, ["订单号", "网站序号", "域名"])
        .unwrap();
    domains.write_row(1, 1, ["1", "qingshanxi-net.cn"]).unwrap();
    domains.write_row(2, 1, ["1", "songjing-dns.cn"]).unwrap();
    domains
        .merge_range(1, 0, 2, 0, "A-1", &Format::new())
        .unwrap();
    let sites = book.add_worksheet().set_name("网站").unwrap();
    sites.write_row(0, 0, ["订单号", "网站序号"]).unwrap();
    sites.write_row(1, 0, ["A-1", "1"]).unwrap();
    folder.file("batch.xlsx", book.save_to_buffer().unwrap());
    let batch = folder.read();
    assert_eq!(
        folder.only(&batch, "intake-missing-order-number"),
        "batch.xlsx 域名!A3"
    );
    assert_eq!(order(&batch, "A-1").sites[0].domains.len(), 1);
}

#[test]
fn columns_that_this_program_added_are_no_strangers() {
    let folder = Folder::new();
    let rows: &[&[&str]] = &[
        &["订单号", "订单类型", "检查结果", "上报结果", "上报备案号"],
        &["A-1", "首次备案", "保留：1 个错误", "退回", ""],
    ];
    folder.workbook("batch.xlsx", &[("订单", rows)]);
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);
}
