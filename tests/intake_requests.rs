//! Orders that are no filings: their rows are read from every notation, and what they leave unsaid is completed.

mod intake_support;

use beian::order::{AnyField, Kind, Order, ReportRow};
use intake_support::{Folder, order};

fn cancellation(order: &Order) -> &beian::order::Cancellation {
    match order.reports.as_slice() {
        [ReportRow::Cancellation(row)] => row,
        other => panic!("one cancellation is expected: {other:#?}"),
    }
}

#[test]
fn a_cancellation_that_is_only_called_one_is_of_its_category() {
    let folder = Folder::new();
    folder.file(
        "flat.csv",
        "订单号,订单类型,注销类别,记录Id\nA-1,ZXBA,0,7\nA-2,注销,注销网站,8\nA-3,zxba,取消接入,9\nA-4,ZXBA,,10\n",
    );
    let batch = folder.read();
    let kinds = ["A-1", "A-2", "A-3", "A-4"].map(|number| order(&batch, number).kind());
    let expected = [
        Some(Kind::CancelSubject),
        Some(Kind::CancelSite),
        Some(Kind::CancelAccess),
        None,
    ];
    assert_eq!(kinds, expected);
    assert_eq!(order(&batch, "A-4").header.kind.text(), "ZXBA");
}

#[test]
fn the_filing_numbers_of_subject_and_site_are_those_of_the_cancellation() {
    let folder = Folder::new();
    folder.file(
        "flat.csv",
        "订单号,订单类型,主体备案号,网站.网站备案号,注销.网站备案号,注销理由\n\
         A-1,取消接入,浙ICP备99000123号,浙ICP备99000123号-1,,1\n\
         A-2,取消接入,,浙ICP备99000123号-1,浙ICP备99000124号-2,1\n",
    );
    let batch = folder.read();
    let first = cancellation(order(&batch, "A-1"));
    assert_eq!(first.subject_number.text(), "浙ICP备99000123号");
    assert_eq!(first.site_number.text(), "浙ICP备99000123号-1");
    let second = cancellation(order(&batch, "A-2"));
    assert_eq!(second.site_number.text(), "浙ICP备99000124号-2");
}

#[test]
fn what_stands_once_in_an_order_may_be_repeated_in_each_of_its_flat_rows() {
    let folder = Folder::new();
    folder.file(
        "flat.csv",
        "订单号,订单类型,网站.省局网站Id,核实.核实结果,核实.核实意见\n\
         A-1,核实结果,7,通过,信息真实\nA-1,,8,通过,信息真实\nA-1,,9,,\n",
    );
    folder.file(
        "unfiled.csv",
        "订单号,订单类型,未备案处理.域名,未备案处理.IP\n\
         B-1,未备案处理,weibei-shop.cn,119.29.0.9\nB-1,,weibei-mall.cn,119.29.0.9\n",
    );
    let batch = folder.read();
    let verified = order(&batch, "A-1");
    assert_eq!((verified.sites.len(), verified.reports.len()), (3, 1));
    assert_eq!(order(&batch, "B-1").reports.len(), 2);
}

#[test]
fn a_scan_that_a_preapproval_lists_is_no_stranger_among_the_attachments() {
    let folder = Folder::new();
    folder.file(
        "0001/order.yaml",
        "site: [{Wzmc: 一, preapproval: [{Qzsph: 1, Spwj: attachments/scan.jpg}]}]\n",
    );
    folder.picture("0001/attachments/scan.jpg");
    folder.picture("0001/attachments/other.jpg");
    let batch = folder.read();
    assert_eq!(
        folder.only(&batch, "intake-unknown-attachment"),
        "0001/attachments/other.jpg"
    );
}
