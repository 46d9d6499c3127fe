//! Old and foreign spreadsheets are read like new ones, and none of them can fill this machine.

mod intake_support;

use std::time::{Duration, Instant};

use beian::intake::{Batch, Bounds, Format};
use beian::order::AnyField;
use intake_support::{Folder, order, package};
use rust_xlsxwriter::Workbook;

const MANIFEST: &str = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;

/// An OpenDocument spreadsheet with one table of these rows.
fn ods(table: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content
            xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
            <table:table table:name="{table}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    // As LibreOffice writes it: nothing between the elements.
    let content: String = content
        .lines()
        .map(|line| line.trim_start().to_owned() + if line.ends_with('>') { "" } else { " " })
        .collect();
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    package(&[
        ("mimetype", mimetype),
        ("META-INF/manifest.xml", MANIFEST.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

fn text(text: &str) -> String {
    format!(
        r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
    )
}

fn refused(folder: &Folder, bounds: Bounds, reason: &str) {
    let started = Instant::now();
    let batch = folder.read_within(bounds);
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "took {:?}",
        started.elapsed()
    );
    folder.only(&batch, "intake-unreadable-file");
    assert!(
        batch.findings[0].message.en.contains(reason),
        "{}",
        batch.findings[0].message.en
    );
    assert!(batch.orders.is_empty());
}

fn assert_flat(folder: &Folder, batch: &Batch, name: &str, format: Format) {
    assert_eq!(batch.sources[0].format, format);
    let order = order(batch, "X-1");
    assert_eq!(
        folder.at(&order.subject.name),
        format!("杭州青杉溪网络有限公司 @ {name} 扁平!D4")
    );
    assert_eq!(order.subject.certificate_expires.text(), "2030-01-01");
    assert_eq!(order.subject.principal_mobile.text(), "13812345670");
    assert_eq!(order.subject.national.text(), "否");
    assert_eq!(
        folder.only(batch, "intake-digits-lost"),
        format!("{name} 扁平!G4")
    );
    assert_eq!(batch.findings.len(), 1);
}

#[test]
fn a_workbook_of_before_2007_is_read_like_a_new_one() {
    for name in ["flat.xls", "wps.et", "renamed.xlsx"] {
        let folder = Folder::new();
        folder.file(name, include_bytes!("intake_support/flat.xls"));
        assert_flat(&folder, &folder.read(), name, Format::Xls);
    }
}

#[test]
fn an_opendocument_spreadsheet_is_read_like_a_workbook() {
    let headers = [
        "订单号",
        "订单类型",
        "主体.主办单位名称",
        "主体.证件有效期至",
        "主体.主体负责人手机",
        "主体.Zjhm",
        "主体.国家级单位",
    ];
    let headers: String = headers.into_iter().map(text).collect();
    let rows = format!(
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell/>{headers}</table:table-row>
        <table:table-row><table:table-cell/>{}{}{}
        <table:table-cell office:value-type="date" office:date-value="2030-01-01"><text:p>2030/1/1</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="13812345670"><text:p>13812345670</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="1.10101199003070E+017"><text:p>1.1E17</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>FALSE</text:p></table:table-cell>
        </table:table-row>
        <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
        text("X-1"),
        text("首次备案"),
        text("杭州青杉溪网络有限公司"),
    );
    let folder = Folder::new();
    folder.file("flat.ods", ods("扁平", &rows));
    assert_flat(&folder, &folder.read(), "flat.ods", Format::Ods);
}

#[test]
fn one_far_cell_costs_nothing() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    sheet.write_row(0, 0, ["订单号", "订单类型"]).unwrap();
    sheet.write_row(1, 0, ["A-1", "首次备案"]).unwrap();
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    folder.file("far.xlsx", book.save_to_buffer().unwrap());
    let started = Instant::now();
    let batch = folder.read();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(batch.orders.len(), 1);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_inflated() {
    let folder = Folder::new();
    let spaces = vec![b' '; 8 * 1024 * 1024];
    folder.file(
        "bomb.xlsx",
        package(&[("xl/worksheets/sheet1.xml", &spaces)]),
    );
    refused(&folder, Bounds::default(), "zip bombs");
    refused(
        &folder,
        Bounds {
            expanded_bytes: 4 * 1024 * 1024,
            ..Bounds::default()
        },
        "more than 4 MiB",
    );
}

#[test]
fn a_package_that_lies_about_its_size_is_refused() {
    let folder = Folder::new();
    let spaces = vec![b' '; 8 * 1024 * 1024];
    let mut bytes = package(&[("xl/worksheets/sheet1.xml", &spaces)]);
    let lie = 1000_u32.to_le_bytes();
    for (signature, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = bytes
            .windows(4)
            .position(|window| window == signature)
            .unwrap();
        bytes[at + offset..at + offset + 4].copy_from_slice(&lie);
    }
    folder.file("liar.xlsx", bytes);
    refused(&folder, Bounds::default(), "package");
}

#[test]
fn a_sheet_that_extends_too_far_is_refused() {
    let folder = Folder::new();
    let far = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    folder.file("far.ods", ods("扁平", far));
    refused(&folder, Bounds::default(), "extends too far");
}

#[test]
fn rows_and_cells_beyond_the_bounds_refuse_the_whole_file() {
    let rows: String = (0..100).map(|number| format!("A-{number},x\n")).collect();
    let csv = Folder::new();
    csv.file("flat.csv", format!("订单号,订单备注\n{rows}"));
    refused(
        &csv,
        Bounds {
            rows: 50,
            ..Bounds::default()
        },
        "50 rows",
    );
    refused(
        &csv,
        Bounds {
            cells: 60,
            ..Bounds::default()
        },
        "60 cells",
    );
    refused(
        &csv,
        Bounds {
            expanded_bytes: 100,
            ..Bounds::default()
        },
        "too large",
    );

    let book = Folder::new();
    let numbers: Vec<String> = (0..100).map(|number| format!("A-{number}")).collect();
    let cells: Vec<[&str; 2]> = std::iter::once(["订单号", "订单备注"])
        .chain(numbers.iter().map(|number| [number.as_str(), "x"]))
        .collect();
    let cells: Vec<&[&str]> = cells.iter().map(|row| row.as_slice()).collect();
    book.workbook("flat.xlsx", &[("扁平", &cells)]);
    refused(
        &book,
        Bounds {
            rows: 50,
            ..Bounds::default()
        },
        "50 rows",
    );
    refused(
        &book,
        Bounds {
            cells: 60,
            ..Bounds::default()
        },
        "60 cells",
    );

    let folder = Folder::new();
    folder.file("0001/order.toml", "type = \"首次备案\"\n");
    refused(
        &folder,
        Bounds {
            document_bytes: 10,
            ..Bounds::default()
        },
        "too large",
    );
}

#[test]
fn more_orders_than_the_bound_refuse_the_whole_file() {
    let folder = Folder::new();
    let rows: String = (0..10).map(|number| format!("A-{number}\n")).collect();
    folder.file("flat.csv", format!("订单号\n{rows}"));
    let bounds = |orders| Bounds {
        orders,
        ..Bounds::default()
    };
    assert_eq!(folder.read_within(bounds(10)).orders.len(), 10);
    refused(&folder, bounds(9), "more than 9 orders");
    refused(&folder, bounds(5), "more than 5 orders");
}

#[test]
fn rows_without_a_number_are_told_one_by_one_up_to_a_thousand_and_counted_exactly() {
    let folder = Folder::new();
    let write = |rows: usize| {
        folder.file(
            "flat.csv",
            format!("订单号,订单备注\n{}", ",x\n".repeat(rows)),
        )
    };
    write(1000);
    assert_eq!(folder.read().findings.len(), 1000);
    write(30_000);
    let batch = folder.read();
    assert_eq!(batch.findings.len(), 1001);
    assert_eq!(batch.sources[0].rows, 30_000);
    let last = &batch.findings[1000].message.en;
    assert!(
        last.contains("30000 rows") && last.contains("29000 more"),
        "{last}"
    );
}

#[test]
fn bounds_are_set_one_by_one_in_the_configuration() {
    let bounds: Bounds = toml::from_str("rows = 5").unwrap();
    assert_eq!(
        bounds,
        Bounds {
            rows: 5,
            ..Bounds::default()
        }
    );
    assert!(toml::from_str::<Bounds>("rowz = 5").is_err());
}
