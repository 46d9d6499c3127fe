//! The operator's sheet: an empty workbook to start from, and workbooks given back with answers or repairs in them, in which
//! everything else is as it was, byte for byte.

mod annotate_support;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use annotate_support::{cells, converted, furnish, parts, pdf, python};
use beian::codes::Codes;
use beian::intake;
use beian::order::{AnyField, Kind};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::Value;
use support::{Night, json_lines};

const BATCH: &str = "orders/夜间订单.xlsx";

/// The parts that annotation may write anew.
fn may_change(name: &str) -> bool {
    let sheet = name.starts_with("xl/worksheets/");
    let comments = name.contains("comment") || name.ends_with(".vml");
    sheet || comments || name == "xl/styles.xml" || name == "[Content_Types].xml"
}

fn assert_rest_is_same(before: &Path, after: &Path) -> Vec<String> {
    let (before, after) = (parts(before), parts(after));
    let mut changed = Vec::new();
    for (name, part) in &before {
        match after.get(name) {
            Some(same) if same == part => {}
            Some(_) => changed.push(name.clone()),
            None => panic!("{name} is gone"),
        }
    }
    changed.extend(
        after
            .keys()
            .filter(|name| !before.contains_key(*name))
            .cloned(),
    );
    for name in &changed {
        assert!(may_change(name), "{name} changed");
    }
    changed
}

/// The findings of a file, without what names the file itself.
fn findings(night: &Night, file: &str, more: &[&str]) -> Vec<Value> {
    let arguments = [&["check", file, "--format", "json"], more].concat();
    let mut lines = json_lines(&night.beian(&arguments));
    for line in &mut lines {
        line["file"] = Value::Null;
        let message = line["message"].as_str().unwrap_or_default().to_owned();
        line["message"] = message.replace(file, "FILE").into();
    }
    lines
}

#[test]
fn the_workbook_comes_back_with_comments_and_a_column_and_nothing_else_changed() {
    let night = Night::copy();
    let before = findings(&night, BATCH, &["--annotate", "out"]);
    let (original, copy) = (night.path(BATCH), night.path("out/夜间订单.xlsx"));
    let changed = assert_rest_is_same(&original, &copy);
    assert!(
        changed.iter().any(|name| name.contains("comments")),
        "{changed:?}"
    );
    // Beside its attachments, the copy is the same batch: only cells of ours were added.
    fs::rename(&copy, night.path("orders/copy.xlsx")).unwrap();
    let after = findings(&night, "orders/copy.xlsx", &["--annotate", "again"]);
    assert!(before.len() > 20);
    assert_eq!(before, after);
    // Annotating what was annotated says the same once, in the same cells.
    let sheets = |path: &Path| -> BTreeMap<String, Vec<u8>> {
        let parts = parts(path).into_iter();
        let sheets = parts.filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        sheets.map(|(name, (bytes, _))| (name, bytes)).collect()
    };
    let (first, second) = (
        night.path("orders/copy.xlsx"),
        night.path("again/copy.xlsx"),
    );
    let size = |sheets: &BTreeMap<String, Vec<u8>>| -> Vec<(String, usize)> {
        let cells = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("<c ").count();
        sheets
            .iter()
            .map(|(name, bytes)| (name.clone(), cells(bytes)))
            .collect()
    };
    assert_eq!(size(&sheets(&first)), size(&sheets(&second)));
}

#[test]
fn a_workbook_of_openpyxl_keeps_its_charts_formats_sheets_and_comments() {
    let Some(python) = python() else { return };
    let night = Night::copy();
    let (source, target) = (night.path(BATCH), night.path("orders/台账.xlsx"));
    furnish(
        python,
        &[
            "furnish",
            &source.to_string_lossy(),
            &target.to_string_lossy(),
        ],
    );
    let found = findings(&night, "orders/台账.xlsx", &["--annotate", "out"]);
    let copy = night.path("out/台账.xlsx");
    let changed = assert_rest_is_same(&target, &copy);
    let untouched = [
        "xl/charts/chart1.xml",
        "xl/drawings/drawing1.xml",
        "xl/workbook.xml",
    ];
    for name in untouched {
        assert!(parts(&target).contains_key(name) && !changed.iter().any(|part| part == name));
    }
    let (before, after) = (cells(python, &target), cells(python, &copy));
    let mut added = 0;
    for (place, cell) in &after {
        match before.get(place) {
            // Value and font stay; the comment may have grown, and the fill may be ours.
            Some(old) => {
                assert_eq!((&old[0], &old[3]), (&cell[0], &cell[3]), "{place}");
                let (old, new) = (
                    old[1].as_str().unwrap_or(""),
                    cell[1].as_str().unwrap_or(""),
                );
                assert!(new.starts_with(old), "{place}: {new}");
            }
            None => added += 1,
        }
    }
    assert!(added > 20, "{added}");
    assert!(before.keys().all(|place| after.contains_key(place)));
    assert_eq!(after["统计!B4"][1], "每月一日更新");
    let marked = found.iter().filter(|finding| {
        let (sheet, cell) = (finding["sheet"].as_str(), finding["cell"].as_str());
        let Some(place) = sheet.zip(cell).filter(|(_, cell)| !cell.is_empty()) else {
            return false;
        };
        let cell = &after[&format!("{}!{}", place.0, place.1)];
        let message = finding["message"].as_str().expect("a message");
        let comment = cell[1].as_str().unwrap_or_default();
        assert!(comment.contains(message), "{place:?}: {comment}");
        assert!(cell[2].is_string(), "{place:?} is not coloured");
        true
    });
    assert!(marked.count() > 20);
    if let Some(pdf) = pdf(&copy, &night.path("out")) {
        assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000);
    }
}

#[test]
fn a_workbook_of_libreoffice_comes_back_too() {
    let night = Night::copy();
    let folder = night.path("orders/office");
    fs::create_dir_all(&folder).unwrap();
    let Some(path) = converted(&night.path(BATCH), &folder, "xlsx") else {
        return;
    };
    let before = findings(
        &night,
        "orders/office/夜间订单.xlsx",
        &["--annotate", "out"],
    );
    let copy = night.path("out/夜间订单.xlsx");
    assert_rest_is_same(&path, &copy);
    fs::rename(&copy, &path).unwrap();
    let after = findings(&night, "orders/office/夜间订单.xlsx", &[]);
    assert!(before.len() > 20);
    assert_eq!(before, after);
}

#[test]
fn old_formats_get_a_table_beside_them_and_are_told_so() {
    let night = Night::of(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    fs::write(night.path("beian.toml"), "").unwrap();
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake_support/flat.xls");
    fs::create_dir_all(night.path("orders")).unwrap();
    fs::copy(old, night.path("orders/旧表.xls")).unwrap();
    let output = night.beian(&["check", "orders", "--annotate", "out"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("不能原样标注"), "{said}");
    let table = fs::read_to_string(night.path("out/旧表.xls.csv")).unwrap();
    assert!(table.starts_with("\u{feff}订单号,工作表,单元格"), "{table}");
    assert!(table.lines().count() > 2, "{table}");
    assert!(!night.path("out/旧表.xls").exists());
}

#[test]
fn the_nights_outcome_goes_into_the_workbook_that_the_orders_came_from() {
    let night = Night::copy();
    night.beian(&["nightly", "orders", "--quiet"]);
    let original = fs::read(night.path(BATCH)).unwrap();
    let output = night.beian(&["report", "--annotate", "out", "--format", "json"]);
    let lines = json_lines(&output);
    assert_eq!(fs::read(night.path(BATCH)).unwrap(), original);
    assert_rest_is_same(&night.path(BATCH), &night.path("out/夜间订单.xlsx"));
    let sheets: Vec<String> = { parts(&night.path("out/夜间订单.xlsx")).into_iter() }
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, (bytes, _))| String::from_utf8(bytes).unwrap())
        .collect();
    let orders = sheets
        .iter()
        .find(|sheet| sheet.contains("上报结果"))
        .unwrap();
    for header in ["上报备案号", "上报返回码", "上报处理办法"] {
        assert!(orders.contains(header), "{header}");
    }
    let number = |line: &Value| line["filing_number"].as_str().map(str::to_owned);
    let numbers: Vec<String> = lines.iter().filter_map(number).collect();
    assert!(
        numbers
            .iter()
            .any(|number| orders.contains(number.as_str())),
        "{numbers:?}"
    );
    // CSV files come back in the encoding that they came in, with the same columns.
    let csv = fs::read(night.path("out/门店导出.csv")).unwrap();
    let (text, _, lost) = encoding_rs::GBK.decode(&csv);
    assert!(
        !lost && text.lines().next().unwrap().contains("上报结果"),
        "{text}"
    );
    let csv = fs::read(night.path("out/console-export.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}".as_bytes()));
    let found = fs::read_to_string(night.path("out/20260918-9012/findings.txt")).unwrap();
    assert!(
        found.contains("20260918-9012") && found.contains("上报结果"),
        "{found}"
    );
}

#[test]
fn every_row_of_a_csv_file_keeps_its_text() {
    let night = Night::copy();
    night.beian(&["check", "orders", "--annotate", "out", "--quiet"]);
    for name in ["门店导出.csv", "console-export.csv"] {
        let read = |path: &str| {
            let bytes = fs::read(night.path(path)).unwrap();
            match String::from_utf8(bytes.clone()) {
                Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
                Err(_) => encoding_rs::GBK.decode(&bytes).0.into_owned(),
            }
        };
        let (before, after) = (
            read(&format!("orders/{name}")),
            read(&format!("out/{name}")),
        );
        let rows = |text: &str| -> Vec<csv::StringRecord> {
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            reader.into_records().map(Result::unwrap).collect()
        };
        let (before, after) = (rows(&before), rows(&after));
        assert_eq!(before.len(), after.len());
        let width = before.iter().map(csv::StringRecord::len).max().unwrap();
        assert_eq!(&after[0][width], "检查结果");
        for (old, new) in before.iter().zip(&after) {
            assert!(old.iter().eq(new.iter().take(old.len())), "{new:?}");
        }
        assert!(
            after
                .iter()
                .skip(1)
                .any(|row| row.len() > width && !row[width].is_empty())
        );
    }
}

#[test]
fn the_operators_own_files_are_never_written_over() {
    let night = Night::copy();
    let original = fs::read(night.path(BATCH)).unwrap();
    // Below the orders it would be read as orders the next time.
    let output = night.beian(&["check", "orders", "--annotate", "orders/out"]);
    assert_eq!(output.status.code(), Some(2));
    let output = night.beian(&["check", BATCH, "--annotate", "orders"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("没有标注"), "{said}");
    assert_eq!(fs::read(night.path(BATCH)).unwrap(), original);
}

#[test]
fn safe_repairs_go_into_a_copy_with_a_list_of_every_change() {
    let night = Night::of(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    fs::write(night.path("beian.toml"), "").unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    let headers = [
        "订单号",
        "订单类型",
        "主体.主办单位证件号码",
        "主体.主体负责人手机",
        "主体.主体负责人办公电话",
        "网站.网站名称",
        "域名",
    ];
    sheet.write_row(0, 0, headers).unwrap();
    let row = [
        "A-1",
        "首次备案",
        "11010119900307123x",
        "１３８ 1234 5670",
        "(0571)86013388",
        "青杉的山野笔记",
        "HTTP://Qingshanxi-Net.cn/",
    ];
    sheet.write_row(1, 0, row).unwrap();
    let formula = Formula::new("LOWER(\"A.CN\")&\"/\"").set_result("http://a.cn/");
    sheet.write_row(2, 0, ["A-2", "首次备案"]).unwrap();
    sheet.write_formula(2, 6, formula).unwrap();
    fs::create_dir_all(night.path("orders")).unwrap();
    let original = book.save_to_buffer().unwrap();
    fs::write(night.path("orders/a.xlsx"), &original).unwrap();
    let text = "订单号,订单类型,主体.主体负责人手机,备注\r\nB-1,首次备案,+86 13812345670,\"两行\n备注\"\r\n";
    fs::write(night.path("orders/b.csv"), encoding_rs::GBK.encode(text).0).unwrap();
    let document = "type = \"首次备案\"\n[subject]\nZjhm = \"11010119900307123x\"  # 个人\n";
    fs::create_dir_all(night.path("orders/C-1")).unwrap();
    fs::write(night.path("orders/C-1/order.toml"), document).unwrap();
    night.beian(&["check", "orders", "--fix", "out"]);

    assert_eq!(fs::read(night.path("orders/a.xlsx")).unwrap(), original);
    assert_rest_is_same(&night.path("orders/a.xlsx"), &night.path("out/a.xlsx"));
    let options = intake::Options {
        codes: Codes::bundled(),
        bounds: intake::Bounds::default(),
    };
    let batch = intake::read(&[night.path("out/a.xlsx")], &options, &|_| ()).unwrap();
    let order = &batch.orders[0];
    let subject = &order.subject;
    assert_eq!(subject.certificate_number.text(), "11010119900307123X");
    assert_eq!(subject.principal_mobile.text(), "13812345670");
    assert_eq!(subject.principal_phone.text(), "086-0571-86013388");
    assert_eq!(order.sites[0].domains[0].name.text(), "qingshanxi-net.cn");
    assert_eq!(order.sites[0].name.text(), "青杉的山野笔记");
    // A formula is the operator's own business.
    assert_eq!(
        batch.orders[1].sites[0].domains[0].name.text(),
        "http://a.cn/"
    );
    let csv = fs::read(night.path("out/b.csv")).unwrap();
    let csv = encoding_rs::GBK.decode(&csv).0.into_owned();
    assert_eq!(csv, text.replace("+86 13812345670", "13812345670"));
    let copy = fs::read_to_string(night.path("out/C-1/order.toml")).unwrap();
    assert_eq!(copy, document.replace("123x", "123X"));
    let list = fs::read_to_string(night.path("out/changes.csv")).unwrap();
    assert_eq!(list.lines().count(), 7, "{list}");
    assert!(
        list.contains("C2") && list.contains("11010119900307123X"),
        "{list}"
    );
}

#[test]
fn the_example_of_an_empty_workbook_is_a_clean_order_that_nobody_sends() {
    let mut picture = Vec::new();
    jpeg_encoder::Encoder::new(&mut picture, 40)
        .encode(
            &vec![200; 700 * 900 * 3],
            700,
            900,
            jpeg_encoder::ColorType::Rgb,
        )
        .unwrap();
    for (position, kind) in Kind::ALL.iter().enumerate() {
        let night = Night::of(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
        fs::write(
            night.path("beian.toml"),
            "[carrier]\nisp_id = 330000000001\nroles = [\"access\", \"group\", \"domain\"]\n[[bureau]]\nname = \"b\"\nurl = \"practice\"\nfamilies = [\"ICP\", \"IP\", \"YM\"]\n",
        )
        .unwrap();
        let output = night.beian(&["template", "--kind", kind.name(), "-o", "空白.xlsx"]);
        assert!(output.status.success(), "{output:?}");
        fs::create_dir_all(night.path("attachments")).unwrap();
        for number in 1..=7 {
            let name = format!("attachments/{}-{number}.jpg", position + 1);
            fs::write(night.path(&name), &picture).unwrap();
        }
        let output = night.beian(&["check", "空白.xlsx"]);
        let said = String::from_utf8(output.stdout).unwrap();
        for words in ["1 个文件，1 个订单", "审核中 1", "错误 0"] {
            assert!(said.contains(words), "{}: {said}", kind.name());
        }
    }
}

#[test]
fn the_empty_workbook_has_every_column_and_lists_that_exist() {
    let night = Night::of(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    fs::write(night.path("beian.toml"), "").unwrap();
    night.beian(&["template", "-o", "全部.xlsx"]);
    // It is never written over.
    let output = night.beian(&["template", "-o", "全部.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    let parts = parts(&night.path("全部.xlsx"));
    let all: String = parts
        .values()
        .map(|(bytes, _)| String::from_utf8_lossy(bytes))
        .collect();
    for column in beian::order::columns() {
        assert!(
            all.contains(&format!(">{}<", column.header)),
            "{}",
            column.header
        );
    }
    assert!(all.contains("<dataValidation type=\"list\""));
    if let Some(python) = python() {
        let cells = cells(python, &night.path("全部.xlsx"));
        assert_eq!(cells["订单!A1"][0], "订单号");
        assert!(cells["订单!B1"][1].as_str().unwrap().contains("订单类型"));
    }
    if let Some(pdf) = pdf(&night.path("全部.xlsx"), &night.path("out")) {
        assert!(pdf.starts_with(b"%PDF"));
    }
}
