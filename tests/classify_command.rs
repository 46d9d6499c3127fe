//! `classify` says which kind of order each row is: by the order's own columns, by the ledger, by the bureau's query.

#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

#[path = "night_support/mod.rs"]
mod night_support;

use std::process::Output;

use night_support::{SmallNight, json_lines};
use serde_json::Value;

const FILING: &str = "20260918-0042";

const ROWS: &str = "\
订单号,订单类型,主体已备案,域名已备案
A-1,首次备案,否,否
A-2,首次备案,是,否
A-3,首次备案,是,是
A-4,新增网站,否,是
A-5,接入备案,,
A-6,取消接入,,
A-7,备案,是,是
";

fn classify(night: &SmallNight, arguments: &[&str]) -> Output {
    let mut all = vec!["classify", "--format", "json"];
    all.extend(arguments);
    night.run(&all)
}

fn line(output: &Output, order: &str) -> Value {
    let lines = json_lines(output).into_iter();
    let mut of_order = lines.filter(|line| line["order"] == order);
    of_order.next().unwrap()
}

fn kinds(line: &Value) -> Vec<&str> {
    let kinds = line["kinds"].as_array().unwrap();
    kinds.iter().map(|kind| kind.as_str().unwrap()).collect()
}

#[test]
fn the_columns_of_an_order_decide_where_nothing_better_is_known() {
    let night = SmallNight::of(&[]);
    night.write("rows.csv", ROWS);
    let output = classify(&night, &["rows.csv"]);
    assert_eq!(output.status.code(), Some(1));
    for (order, expected, fits) in [
        ("A-1", &["首次备案"][..], Value::Bool(true)),
        ("A-2", &["新增网站", "无主体新增"], Value::Bool(false)),
        ("A-3", &["接入备案"], Value::Bool(false)),
        ("A-4", &[], Value::Bool(false)),
        ("A-5", &[], Value::Null),
        ("A-6", &["取消接入"], Value::Bool(true)),
        ("A-7", &["接入备案"], Value::Bool(false)),
    ] {
        let line = line(&output, order);
        assert_eq!(kinds(&line), expected, "{line}");
        assert_eq!(line["fits"], fits, "{line}");
    }
}

#[test]
fn a_person_reads_what_each_should_be_and_why() {
    let night = SmallNight::of(&[]);
    night.write("rows.csv", ROWS);
    let output = night.run(&["classify", "rows.csv", "--lang", "zh"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("✗ A-3  首次备案"), "{text}");
    assert!(text.contains("应为接入备案"), "{text}");
    assert!(text.contains("7 个订单：类型相符 2"), "{text}");
    let output = night.run(&["classify", "rows.csv", "--format", "csv"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.contains("A-2,首次备案,新增网站/无主体新增,no,yes,none"),
        "{table}"
    );
}

#[test]
fn the_bureau_is_asked_about_what_nobody_else_knows() {
    let night = SmallNight::of(&[FILING]);
    let asked = || classify(&night, &["orders", "--online"]);
    let before = line(&asked(), FILING);
    assert_eq!(kinds(&before), ["首次备案"], "{before}");
    assert_eq!(before["basis"], serde_json::json!(["bureau"]));
    assert_eq!(night.run(&["nightly"]).status.code(), Some(0));
    // Without a ledger, only the bureau knows what was filed.
    std::fs::remove_file(night.path("ledger.sqlite")).unwrap();
    let after = asked();
    assert_eq!(after.status.code(), Some(1));
    let after = line(&after, FILING);
    assert_eq!(kinds(&after), ["接入备案"], "{after}");
    assert_eq!(after["fits"], false);
}

#[test]
fn no_more_is_asked_than_the_budget_allows() {
    let night = SmallNight::of(&[FILING]);
    let output = classify(&night, &["orders", "--online", "--budget", "0"]);
    assert_eq!(output.status.code(), Some(0));
    let line = line(&output, FILING);
    assert_eq!(line["basis"], serde_json::json!(["columns"]), "{line}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("1 orders were not asked about"), "{said}");
}

#[test]
fn a_bureau_that_cannot_be_reached_ends_with_4_and_the_rest_is_told() {
    let night = SmallNight::of(&[FILING]);
    night.configure(
        "[[bureau]]\nname = \"elsewhere\"\nurl = \"http://127.0.0.1:1\"\npassword_env = \"BEIAN_TEST_PASSWORD\"\n",
    );
    let output = classify(&night, &["orders", "--online"]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(json_lines(&output).len(), 1);
}

fn query(night: &SmallNight, arguments: &[&str]) -> (String, Option<i32>) {
    let mut all = vec!["query"];
    all.extend(arguments);
    let output = night.run(&all);
    let mut said = String::from_utf8(output.stdout).unwrap();
    said += &String::from_utf8(output.stderr).unwrap();
    (said, output.status.code())
}

#[test]
fn one_question_about_a_domain_or_a_certificate() {
    let night = SmallNight::of(&[FILING]);
    let licence = ["--certificate", "营业执照"];
    let ask = |value: &str, more: &[&str]| query(&night, &[&["status", value], more].concat());
    assert!(ask("91450103MA00003P0F", &licence).0.contains("not filed"));
    assert_eq!(night.run(&["nightly"]).status.code(), Some(0));
    let (said, exit) = ask("91450103MA00003P0F", &licence);
    assert!(
        said.starts_with("filed") && said.contains("桂ICP备"),
        "{said}"
    );
    assert_eq!(exit, Some(0));
    let (said, exit) = ask("1", &["--certificate", "图书证"]);
    assert!(
        said.contains("query_condition_type") && exit == Some(2),
        "{said}"
    );
}

#[test]
fn a_password_is_tried_once_and_its_limit_is_told() {
    let night = SmallNight::of(&[]);
    let wrong = "浙ICP备99000123号";
    night.write(
        "practice.toml",
        format!("[password]\nwrong_for = [\"{wrong}\"]\ntries = 2\n"),
    );
    night.write("password.txt", "k7Wq2p\n");
    let ask = |number: &str| {
        query(
            &night,
            &["password", number, "--password-file", "password.txt"],
        )
    };
    assert_eq!(ask("浙ICP备99000124号").1, Some(0));
    for _ in 0..2 {
        let (said, exit) = ask(wrong);
        assert!(said.contains("wrong") && exit == Some(1), "{said}");
    }
    let (said, exit) = ask(wrong);
    assert!(said.contains("22") && exit == Some(1), "{said}");
    assert_eq!(ask("浙ICP备1号").1, Some(2));
}
