//! Whatever is wrong inside a batch is a finding that names the place, and the rest is read all the same.

mod intake_support;

use beian::intake::pages;
use beian::order::{AnyField, PictureState, Severity};
use intake_support::{Folder, order};
use rust_xlsxwriter::Workbook;

const GOOD: &str = "订单号,订单类型\nG-1,首次备案\n";

#[test]
fn an_unreadable_file_is_named_and_the_others_are_read() {
    for (name, content) in [
        ("broken.xlsx", &b"PK\x03\x04 cut off"[..]),
        (
            "page.xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
        ),
        ("empty.xlsx", b""),
        (
            "torn.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more",
        ),
        ("latin.csv", b"number\n\xff\xfe\xff\n"),
        ("0001/order.toml", b"type = "),
        ("0001/order.json", b"[]"),
    ] {
        let folder = Folder::new();
        folder.file("good.csv", GOOD);
        folder.file(name, content);
        let batch = folder.read();
        assert_eq!(
            folder.findings(&batch),
            [("intake-unreadable-file".to_owned(), name.to_owned())],
            "{:#?}",
            batch.findings
        );
        assert_eq!(batch.orders.len(), 1, "{name}");
        let finding = &batch.findings[0];
        assert_eq!((finding.severity, &finding.order), (Severity::Error, &None));
        assert!(!finding.remedy.zh.is_empty() && !finding.message.en.is_empty());
        let source = batch
            .sources
            .iter()
            .find(|source| source.file.ends_with(name))
            .expect("an unreadable file is a source");
        assert_eq!(source.orders, 0);
    }
}

#[test]
fn a_workbook_cut_at_any_point_never_stops_the_batch() {
    let folder = Folder::new();
    let whole = folder.workbook(
        "whole.xlsx",
        &[("扁平", &[&["订单号", "主办单位名称"], &["A-1", "青杉溪"]])],
    );
    let bytes = std::fs::read(&whole).unwrap();
    std::fs::remove_file(whole).unwrap();
    for length in (0..bytes.len()).step_by(97) {
        folder.file("cut.xlsx", &bytes[..length]);
        let batch = folder.read();
        assert_eq!(
            folder.only(&batch, "intake-unreadable-file"),
            "cut.xlsx",
            "{length} bytes"
        );
    }
}

#[test]
fn an_unknown_header_is_reported_once_with_the_nearest_known_one() {
    let folder = Folder::new();
    folder.workbook(
        "batch.xlsx",
        &[(
            "扁平",
            &[
                &["订单号", "主体.主办单位名秤", "客户经理"],
                &["A-1", "青杉溪", "王"],
                &["A-2", "绿松茶", "王"],
            ],
        )],
    );
    let batch = folder.read();
    let findings = folder.findings(&batch);
    let expected = ["B1", "C1"].map(|cell| {
        (
            "intake-unknown-header".to_owned(),
            format!("batch.xlsx 扁平!{cell}"),
        )
    });
    assert_eq!(findings, expected);
    assert!(
        batch.findings[0].message.zh.contains("主办单位名称"),
        "{}",
        batch.findings[0].message.zh
    );
    assert!(
        !batch.findings[1].message.zh.contains("最接近"),
        "{}",
        batch.findings[1].message.zh
    );
    assert_eq!(batch.orders.len(), 2);
}

#[test]
fn a_second_column_of_the_same_meaning_is_not_read_and_said_so() {
    let folder = Folder::new();
    folder.file("flat.csv", "订单号,主体备注,主体.Bz\nA-1,first,second\n");
    let batch = folder.read();
    assert_eq!(folder.only(&batch, "intake-repeated-header"), "flat.csv C1");
    assert_eq!(order(&batch, "A-1").subject.remark.text(), "first");
}

#[test]
fn rows_and_tables_without_order_number_are_named() {
    let folder = Folder::new();
    folder.file(
        "flat.csv",
        "备注,订单号,订单类型\n,A-1,首次备案\n\n,,首次备案\n",
    );
    folder.file("notes.csv", "date,text\n2026-09-18,a\n");
    let batch = folder.read();
    let expected = [
        ("intake-missing-order-number", "flat.csv B4"),
        ("intake-missing-order-number", "notes.csv"),
    ];
    let found: Vec<_> = folder
        .findings(&batch)
        .into_iter()
        .filter(|(rule, _)| rule != "intake-unknown-header")
        .collect();
    assert_eq!(
        found,
        expected.map(|(rule, place)| (rule.to_owned(), place.to_owned()))
    );
    assert!(
        batch
            .findings
            .iter()
            .any(|finding| finding.message.zh.contains("第 4 行")),
        "{:#?}",
        batch.findings
    );
    assert_eq!(batch.orders.len(), 1);
}

#[test]
fn a_repeated_order_number_keeps_the_first_order_and_names_both_places() {
    let folder = Folder::new();
    folder.workbook(
        "a.xlsx",
        &[(
            "订单",
            &[
                &["订单号", "账号"],
                &["A-1", "first"],
                &["A-1", "second"],
                &["A-2", "third"],
            ],
        )],
    );
    folder.file("b/order.toml", "order_no = \"A-2\"\n");
    folder.file("c.csv", "订单号,账号\nA-3,x\nA-3,x\n");
    let batch = folder.read();
    let found: Vec<_> = batch
        .findings
        .iter()
        .map(|finding| {
            assert_eq!(
                (finding.rule.as_ref(), finding.severity),
                ("intake-duplicate-order-number", Severity::Error)
            );
            (
                finding.order.as_deref().unwrap(),
                folder.place(finding),
                folder.short(&finding.message.en),
            )
        })
        .collect();
    let places: Vec<_> = found
        .iter()
        .map(|(order, place, _)| (*order, place.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("A-1", "a.xlsx 订单!A3"),
            ("A-2", "b/order.toml order_no"),
            ("A-3", "c.csv A3")
        ]
    );
    assert!(
        found[0].2.contains("a.xlsx 订单!A2") && found[1].2.contains("a.xlsx 订单!A4"),
        "{found:?}"
    );
    assert_eq!(batch.orders.len(), 3);
    assert_eq!(order(&batch, "A-1").header.account.text(), "first");
}

#[test]
fn digits_that_excel_destroyed_are_an_error_at_their_cell() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    sheet
        .write_row(0, 0, ["订单号", "Zjhm", "主体负责人手机", "主办单位名称"])
        .unwrap();
    sheet.write_string(1, 0, "A-1").unwrap();
    sheet.write_number(1, 1, 110_101_199_003_070_003.0).unwrap();
    sheet.write_number(1, 2, 13_812_345_670.0).unwrap();
    sheet.write_string(1, 3, "1E+10").unwrap();
    folder.file("batch.xlsx", book.save_to_buffer().unwrap());
    folder.file("export.csv", "订单号,Zjhm\nA-2,1.10101E+17\n");
    folder.file(
        "0003/order.json",
        r#"{"order_no": "A-3", "subject": {"Zjhm": 1.10101199003070003e17}}"#,
    );
    folder.file(
        "0004/order.yaml",
        "order_no: A-4\nsubject:\n  Zjhm: 110101199003070003\n",
    );
    let batch = folder.read();
    let found: Vec<_> = batch
        .findings
        .iter()
        .map(|finding| (finding.order.as_deref().unwrap(), folder.place(finding)))
        .collect();
    let expected = [
        ("A-3", "0003/order.json subject.Zjhm"),
        ("A-1", "batch.xlsx 扁平!B2"),
        ("A-2", "export.csv B2"),
    ];
    assert_eq!(
        found,
        expected.map(|(order, place)| (order, place.to_owned())),
        "{:#?}",
        batch.findings
    );
    for finding in &batch.findings {
        assert_eq!(
            (finding.rule.as_ref(), finding.severity),
            ("intake-digits-lost", Severity::Error)
        );
        assert_eq!(
            (finding.field.as_ref(), finding.privacy),
            ("主办单位证件号码", beian::order::Privacy::Number)
        );
    }
    assert_eq!(
        order(&batch, "A-4").subject.certificate_number.text(),
        "110101199003070003"
    );
}

#[test]
fn an_error_value_is_no_value() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    sheet
        .write_row(0, 0, ["订单号", "订单类型", "主办单位名称"])
        .unwrap();
    sheet.write_row(1, 0, ["A-1", "首次备案"]).unwrap();
    sheet
        .write_formula(
            1,
            2,
            rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A"),
        )
        .unwrap();
    folder.file("batch.xlsx", book.save_to_buffer().unwrap());
    let batch = folder.read();
    assert_eq!(
        folder.only(&batch, "intake-error-cell"),
        "batch.xlsx 扁平!C2"
    );
    assert_eq!(batch.findings[0].order.as_deref(), Some("A-1"));
    assert_eq!(&*batch.findings[0].tag, "XZBA/Baxx/Zt_xx/Dwmc");
}

#[test]
fn a_missing_attachment_is_an_error_of_its_order() {
    let folder = Folder::new();
    folder.picture("scans/there.jpg");
    folder.workbook(
        "batch.xlsx",
        &[
            ("订单", &[&["订单号", "订单类型"], &["A-1", "首次备案"]]),
            ("网站", &[&["订单号", "网站序号"], &["A-1", "1"]]),
            (
                "前置审批",
                &[
                    &["订单号", "审批文件"],
                    &["A-1", "scans/there.jpg;scans/gone.jpg"],
                ],
            ),
            (
                "附件",
                &[
                    &["订单号", "用途", "文件"],
                    &["A-1", "核验单", r"scans\there.jpg"],
                    &["A-1", "核验单", "lost.jpg"],
                    &["A-1", "核验单", "../out.jpg"],
                ],
            ),
        ],
    );
    let batch = folder.read();
    let expected = [
        ("intake-attachment-missing", "batch.xlsx 附件!C3"),
        ("intake-attachment-outside", "batch.xlsx 附件!C4"),
        ("intake-attachment-missing", "batch.xlsx 前置审批!B2"),
    ];
    assert_eq!(
        folder.findings(&batch),
        expected.map(|(rule, place)| (rule.to_owned(), place.to_owned()))
    );
    assert!(
        batch
            .findings
            .iter()
            .all(|finding| finding.order.as_deref() == Some("A-1") && finding.code.is_none())
    );
    assert_eq!(batch.findings[2].value.as_deref(), Some("scans/gone.jpg"));
    assert_eq!(batch.findings[2].field, "审批文件");
    let missing = order(&batch, "A-1")
        .pictures()
        .filter(|picture| picture.state == PictureState::Missing)
        .count();
    assert_eq!(missing, 3);
}

#[test]
fn rows_of_one_order_must_not_contradict_each_other() {
    let folder = Folder::new();
    folder.file(
        "flat.csv",
        "订单号,主办单位名称,主体备注,网站名称\nA-1,青杉溪,,一\nA-1,青杉溪,后补,二\nA-1,绿松茶,,三\n",
    );
    folder.workbook(
        "sheets.xlsx",
        &[
            ("订单", &[&["订单号"], &["B-1"]]),
            (
                "主体",
                &[
                    &["订单号", "主办单位名称", "主体备注"],
                    &["B-1", "青杉溪", "a"],
                    &["B-1", "绿松茶", "b"],
                ],
            ),
            (
                "网站",
                &[
                    &["订单号", "网站序号", "网站名称"],
                    &["B-1", "1", "一"],
                    &["B-1", "1", "二"],
                ],
            ),
        ],
    );
    let batch = folder.read();
    let expected = ["flat.csv B4", "sheets.xlsx 主体!B3", "sheets.xlsx 网站!C3"]
        .map(|place| ("intake-conflicting-rows".to_owned(), place.to_owned()));
    assert_eq!(folder.findings(&batch), expected);
    let message = folder.short(&batch.findings[1].message.zh);
    assert!(
        message.contains("sheets.xlsx 主体!B2") && message.contains("主办单位名称、主体备注"),
        "{message}"
    );
    let first = order(&batch, "A-1");
    assert_eq!(
        (
            first.subject.name.text(),
            first.subject.remark.text(),
            first.sites.len()
        ),
        ("青杉溪", "后补", 3)
    );
}

#[test]
fn a_row_that_belongs_to_nothing_is_an_error() {
    let folder = Folder::new();
    folder.workbook(
        "batch.xlsx",
        &[
            ("订单", &[&["订单号"], &["A-1"], &["A-2"]]),
            ("主体", &[&["订单号", "主体备注"], &["A-9", "x"]]),
            (
                "网站",
                &[&["订单号", "网站序号"], &["A-1", "1"], &["A-1", "2"]],
            ),
            (
                "域名",
                &[
                    &["订单号", "网站序号", "域名"],
                    &["A-1", "3", "a.cn"],
                    &["A-1", "", "b.cn"],
                    &["A-2", "", "c.cn"],
                ],
            ),
            ("接入", &[&["订单号", "网站序号"], &["A-1", "1"]]),
            (
                "IP地址",
                &[
                    &["订单号", "网站序号", "接入序号", "IP"],
                    &["A-1", "1", "2", "119.29.0.1"],
                ],
            ),
            (
                "附件",
                &[&["订单号", "网站序号", "用途"], &["A-1", "7", "核验单"]],
            ),
        ],
    );
    let batch = folder.read();
    let found: Vec<_> = batch
        .findings
        .iter()
        .map(|finding| {
            assert_eq!(
                (finding.rule.as_ref(), finding.severity),
                ("intake-orphan-row", Severity::Error)
            );
            (finding.order.as_deref(), folder.place(finding))
        })
        .collect();
    let expected = [
        (None, "batch.xlsx 主体!A2"),
        (Some("A-1"), "batch.xlsx 域名!B2"),
        (Some("A-1"), "batch.xlsx 订单!A2"),
        (Some("A-2"), "batch.xlsx 订单!A3"),
        (Some("A-1"), "batch.xlsx IP地址!C2"),
        (Some("A-1"), "batch.xlsx 附件!B2"),
    ];
    assert_eq!(
        found,
        expected.map(|(order, place)| (order, place.to_owned()))
    );
}

#[test]
fn an_order_folder_has_exactly_one_order_file() {
    let folder = Folder::new();
    folder.file("0001/order.toml", "type = \"首次备案\"");
    folder.file("0001/order.json", "{}");
    folder.picture("0002/attachments/subject_licence.jpg");
    folder.file("0003/order.yml", "type: 首次备案");
    let batch = folder.read();
    let expected =
        ["0001", "0002"].map(|place| ("intake-order-files".to_owned(), place.to_owned()));
    assert_eq!(folder.findings(&batch), expected);
    assert_eq!(batch.orders.len(), 1);
}

#[test]
fn a_sheet_that_is_none_of_the_order_model_is_named_when_something_stands_in_it() {
    let folder = Folder::new();
    folder.workbook(
        "batch.xlsx",
        &[
            ("备忘", &[&["请先填写订单"]]),
            // The template has such a sheet.
            ("说明", &[&["订单一页一行"]]),
            ("Sheet2", &[]),
            ("订单", &[&["订单号"], &["A-1"]]),
        ],
    );
    let batch = folder.read();
    let rules: Vec<_> = batch
        .findings
        .iter()
        .map(|finding| (finding.rule.as_ref(), finding.severity))
        .collect();
    assert_eq!(rules, [("intake-unknown-sheet", Severity::Info)]);
    assert_eq!(batch.findings[0].place.sheet.as_deref(), Some("备忘"));
}

#[test]
fn attachments_of_a_folder_are_not_guessed_to_belong_to_a_site() {
    let folder = Folder::new();
    folder.file("0001/order.yaml", "site: [{Wzmc: 一}, {Wzmc: 二}]\n");
    folder.picture("0001/attachments/照片.jpg");
    folder.picture("0001/attachments/site3_form.jpg");
    folder.file("0002/order.yaml", "site: [{Wzmc: 一}]\n");
    folder.picture("0002/attachments/照片.jpg");
    let batch = folder.read();
    let expected = [
        ("intake-unknown-attachment", "0001/attachments/照片.jpg"),
        ("intake-orphan-row", "0001/attachments/site3_form.jpg"),
    ];
    assert_eq!(
        folder.findings(&batch),
        expected.map(|(rule, place)| (rule.to_owned(), place.to_owned()))
    );
    assert_eq!(
        order(&batch, "0002").attachments[0].site.get().unwrap().0,
        1
    );
}

#[test]
fn two_sites_of_one_number_are_a_contradiction() {
    let folder = Folder::new();
    folder.file(
        "0001/order.yaml",
        "site: [{网站序号: 1, Wzmc: 一}, {网站序号: 1, Wzmc: 二}]\n",
    );
    let batch = folder.read();
    assert_eq!(
        folder.only(&batch, "intake-conflicting-rows"),
        "0001/order.yaml site[2]"
    );
    assert_eq!(order(&batch, "0001").sites.len(), 1);
}

#[test]
fn a_file_or_folder_without_orders_is_said_to_be_empty() {
    let folder = Folder::new();
    assert_eq!(folder.only(&folder.read(), "intake-empty"), "");
    folder.workbook("batch.xlsx", &[("订单", &[&["订单号", "订单类型"]])]);
    assert_eq!(folder.only(&folder.read(), "intake-empty"), "batch.xlsx");
}

#[test]
fn unknown_keys_of_an_order_file_are_named_by_their_path() {
    let folder = Folder::new();
    folder.file(
        "0001/order.toml",
        "colour = 1\n[subject]\nDwm = \"青杉溪\"\n[[site]]\nWzmc = { a = 1 }\n[cancel]\nJld = 1\n",
    );
    let batch = folder.read();
    let mut found = folder.findings(&batch);
    found.sort();
    let expected = [
        ("intake-unknown-header", "0001/order.toml cancel.Jld"),
        ("intake-unknown-header", "0001/order.toml colour"),
        ("intake-unknown-header", "0001/order.toml site[1].Wzmc.a"),
        ("intake-unknown-header", "0001/order.toml subject.Dwm"),
    ];
    assert_eq!(
        found,
        expected.map(|(rule, place)| (rule.to_owned(), place.to_owned()))
    );
}

#[test]
fn every_finding_of_this_room_has_a_page() {
    let ids: Vec<&str> = pages().iter().map(|(id, _)| *id).collect();
    for id in [
        "intake-unreadable-file",
        "intake-digits-lost",
        "intake-duplicate-order-number",
        "intake-orphan-row",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
    assert!(ids.iter().all(|id| id.starts_with("intake-")));
}
