//! What operators leave unsaid is understood alike by what reads their files and by what checks the orders.

mod intake_support;

use beian::check::{self, Context, Filed, Settings};
use beian::codes::Codes;
use beian::intake::Batch;
use beian::order::{AnyField, Finding, Severity};
use intake_support::{Folder, order};

const ORDERS: &[&[&str]] = &[&["订单号", "订单类型"], &["A-1", "首次备案"]];

const INDIVIDUAL: &[&[&str]] = &[
    &[
        "订单号",
        "主办单位名称",
        "主办单位证件类型",
        "主体负责人姓名",
        "主体负责人手机",
        "主体负责人证件号码",
    ],
    &[
        "A-1",
        "林青杉",
        "居民身份证",
        "林青杉",
        "13812345670",
        "110101199003070003",
    ],
];

fn batch(subject: &[&[&str]], sites: &[&[&str]], more: &[(&str, &[&[&str]])]) -> (Folder, Batch) {
    let folder = Folder::new();
    let mut sheets = vec![("订单", ORDERS), ("主体", subject), ("网站", sites)];
    sheets.extend_from_slice(more);
    folder.workbook("batch.xlsx", &sheets);
    let batch = folder.read();
    (folder, batch)
}

fn check(batch: &Batch) -> Vec<Finding> {
    let settings = Settings::default();
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        filed: &Filed::default(),
        today: Default::default(),
    };
    let orders = batch.orders.clone();
    let mut verdicts = check::run(orders, &batch.findings, &context, &|| ());
    verdicts.remove(0).findings
}

#[test]
fn an_individuals_site_that_names_nobody_has_the_subjects_principal() {
    let sites: &[&[&str]] = &[
        &["订单号", "网站序号", "网站名称"],
        &["A-1", "1", "山野笔记"],
    ];
    let (folder, batch) = batch(INDIVIDUAL, sites, &[]);
    let site = &order(&batch, "A-1").sites[0];
    assert_eq!(
        folder.at(&site.principal_name),
        "林青杉 @ batch.xlsx 主体!D2"
    );
    assert_eq!(
        folder.at(&site.principal_mobile),
        "13812345670 @ batch.xlsx 主体!E2"
    );
    assert_eq!(
        folder.at(&site.principal_certificate_number),
        "110101199003070003 @ batch.xlsx 主体!F2"
    );
    let findings = check(&batch);
    let note = findings
        .iter()
        .find(|finding| finding.rule == "site-principal-individual-same");
    assert_eq!(note.map(|note| note.severity), Some(Severity::Info));
    let missing = |finding: &&Finding| finding.field == "网站负责人姓名" && finding.holds_back();
    assert_eq!(findings.iter().find(missing), None);
}

#[test]
fn another_principal_a_refusal_and_a_unit_are_left_as_they_are() {
    let header: &[&str] = &["订单号", "网站序号", "同主体负责人", "网站负责人手机"];
    for row in [["A-1", "1", "否", ""], ["A-1", "1", "", "13912345671"]] {
        let (_folder, batch) = batch(INDIVIDUAL, &[header, &row], &[]);
        let site = &order(&batch, "A-1").sites[0];
        assert!(site.principal_name.is_absent(), "{row:?}");
    }
    let unit: &[&[&str]] = &[
        &["订单号", "主办单位证件类型", "主体负责人姓名"],
        &["A-1", "营业执照", "林青杉"],
    ];
    let (_folder, batch) = batch(unit, &[header, &["A-1", "1", "", ""]], &[]);
    assert!(order(&batch, "A-1").sites[0].principal_name.is_absent());
}

#[test]
fn a_row_that_says_that_no_pre_approval_is_needed_counts_as_none() {
    let sites: &[&[&str]] = &[&["订单号", "网站序号"], &["A-1", "1"]];
    let header: &[&str] = &["订单号", "网站序号", "前置审批类型", "审批号"];
    let of_sites = |batch: &Batch| order(batch, "A-1").sites[0].preapprovals.len();
    let about = |batch: &Batch| {
        let findings = check(batch).into_iter();
        let about = |finding: &Finding| finding.rule.starts_with("preapproval-");
        findings
            .filter(about)
            .map(|finding| finding.field.into_owned())
            .collect::<Vec<_>>()
    };
    for row in [["A-1", "1", "以上都不涉及", ""], ["A-1", "1", "无", "无"]] {
        let rows: &[&[&str]] = &[header, &row];
        let (_folder, none) = batch(INDIVIDUAL, sites, &[("前置审批", rows)]);
        assert_eq!(of_sites(&none), 0, "{row:?}");
        assert_eq!(about(&none), [""; 0], "{row:?}");
    }
    let rows: &[&[&str]] = &[header, &["A-1", "1", "无", "省新闻办2025-1"]];
    let (_folder, contradiction) = batch(INDIVIDUAL, sites, &[("前置审批", rows)]);
    assert_eq!(of_sites(&contradiction), 1);
    assert!(about(&contradiction).contains(&"前置审批类型".to_owned()));
}
