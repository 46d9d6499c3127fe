//! What the bureau's lists ask for, through the real program: listed, proposed as a workbook that `check` accepts, told in
//! the report, and done when the order is sent or a person says so.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::{Path, PathBuf};

use night_support::{SmallNight, assert_exit, json_lines, said};
use serde_json::Value;

/// A carrier whose filings are known, and to whom these lists came.
fn asked(lists: &[&str]) -> SmallNight {
    let night = SmallNight::of(&[]);
    let answers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    for name in [&["icp-basj/whole"], lists].concat() {
        let file = format!("{}.xml", name.replace('/', "-"));
        night.write(
            &file,
            fs::read(answers.join(name).with_extension("xml")).unwrap(),
        );
        let output = night.run(&["ingest", &file]);
        assert!(output.status.code() <= Some(1), "{}", said(&output));
    }
    night
}

const LISTS: [&str; 5] = [
    "icp-hsrw/whole",
    "icp-wbawzlb/whole",
    "icp-hcjg/whole",
    "icp-xgtz/whole",
    "ip-hcjg/whole",
];

fn tasks(night: &SmallNight) -> Vec<Value> {
    json_lines(&night.run(&["ledger", "tasks", "--format", "json"]))
}

/// The orders that are proposed.
fn proposed(night: &SmallNight) -> Vec<String> {
    let tasks = tasks(night).into_iter();
    let orders = tasks.filter_map(|task| Some(task["order"].as_str()?.to_owned()));
    orders.collect()
}

/// Errors that `check` has about a batch, with their order, rule and message.
fn errors(night: &SmallNight, batch: &str) -> Vec<String> {
    let findings = json_lines(&night.run(&["check", batch, "--format", "json"]));
    let errors = findings
        .iter()
        .filter(|finding| finding["severity"] == "error");
    errors
        .map(|finding| {
            format!(
                "{} {} {} {}",
                finding["order"], finding["rule"], finding["field"], finding["message"]
            )
        })
        .collect()
}

fn proposals(night: &SmallNight) -> Vec<PathBuf> {
    let Ok(reports) = fs::read_dir(night.path("reports")) else {
        return Vec::new();
    };
    let paths = reports.map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = paths
        .filter(|path| path.to_string_lossy().contains("proposed"))
        .collect();
    found.sort();
    found
}

#[test]
fn the_checks_accept_every_order_that_is_proposed_and_name_the_cells_to_be_filled_in() {
    let night = asked(&LISTS);
    let proposed = proposed(&night);
    assert!(proposed.len() > 8, "{proposed:?}");
    assert_exit(
        &night.run(&["ledger", "tasks", "-o", "orders/proposed.xlsx"]),
        0,
    );
    assert_eq!(errors(&night, "orders"), [""; 0]);
    let checked = night.run(&["check", "orders", "--format", "json"]);
    assert_exit(&checked, 0);
    let left = json_lines(&checked).into_iter().filter_map(|finding| {
        let is_mark = finding["rule"] == "placeholder-to-fill-in";
        is_mark.then(|| finding["field"].as_str().unwrap().to_owned())
    });
    let left: std::collections::BTreeSet<String> = left.collect();
    for wanted in ["核实意见", "服务内容", "备案密码", "服务器放置地", "文件"] {
        assert!(left.contains(wanted), "{wanted}: {left:?}");
    }
    // Nothing of them is sent before a person has looked at it.
    let output = night.run(&["nightly"]);
    assert!(output.status.code() <= Some(1), "{}", said(&output));
    let outcomes = json_lines(&night.run(&["report", "--format", "json"]));
    let is_proposed = |line: &&Value| {
        line["order"]
            .as_str()
            .is_some_and(|order| proposed.iter().any(|one| one == order))
    };
    let told: Vec<_> = outcomes.iter().filter(is_proposed).collect();
    assert_eq!(told.len(), proposed.len());
    assert!(told.iter().all(|line| line["sequence"].is_null()));
}

#[test]
fn an_access_that_is_the_only_one_goes_with_its_site_because_the_bureau_lets_none_be_empty() {
    let night = asked(&["icp-hcjg/whole"]);
    let titles: Vec<String> = tasks(&night)
        .iter()
        .map(|task| task["title"].as_str().unwrap().to_owned())
        .collect();
    let excess = titles
        .iter()
        .find(|title| title.contains("connected elsewhere"));
    assert!(excess.unwrap().contains("cancel the site"), "{titles:?}");
}

#[test]
fn of_one_filing_one_change_is_proposed_and_the_other_notices_name_it() {
    let night = asked(&["icp-xgtz/whole"]);
    let tasks = tasks(&night);
    assert_eq!(tasks.len(), 2);
    let order = tasks[0]["order"].as_str().unwrap();
    assert_eq!(tasks[1]["order"], Value::Null);
    assert!(tasks[1]["title"].as_str().unwrap().contains(order));
}

#[test]
fn a_notice_about_the_subject_finds_the_change_that_one_about_its_site_proposed() {
    let night = asked(&[]);
    let notices = [
        "<Tzlb>1</Tzlb><Baxh>浙ICP备12345678号-1</Baxh><Tznr>网站名称与首页标题不符</Tznr>",
        "<Tzlb>0</Tzlb><Jlid>7001001</Jlid><Tznr>主体负责人手机号码无法接通</Tznr>",
    ];
    for (number, notice) in notices.iter().enumerate() {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DownloadData version=\"V.3.0\"><ICP><XGTZ>\
             <Tzxx>{notice}</Tzxx></XGTZ></ICP></DownloadData>"
        );
        let file = format!("notice{number}.xml");
        night.write(&file, document);
        assert_exit(&night.run(&["ingest", &file]), 0);
    }
    assert_eq!(tasks(&night).len(), 2);
    assert_eq!(proposed(&night).len(), 1);
}

#[test]
fn the_report_of_the_night_tells_what_is_asked_for_and_the_orders_lie_beside_it() {
    let night = asked(&LISTS);
    let output = night.run(&["nightly"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("work that the bureau asks for"), "{report}");
    assert!(report.contains("weibeian.example.cn"), "{report}");
    let page = fs::read_to_string(night.path("reports/2026-09-18.html")).unwrap();
    assert!(page.contains("weibeian.example.cn"));
    let written = proposals(&night);
    assert_eq!(written.len(), 1, "{written:?}");
    assert!(
        said(&output).contains("proposed orders"),
        "{}",
        said(&output)
    );
    // What was proposed once is not proposed again, so that nothing a person wrote into it is lost.
    night.run(&["nightly"]);
    assert_eq!(proposals(&night), written);
}

#[test]
fn the_report_tells_where_a_full_copy_differed() {
    let night = asked(&["sjtb-icp/breaks-schema-two-copies"]);
    let output = night.run(&["nightly"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("ledger and bureau differed"), "{report}");
}

#[test]
fn work_is_done_when_its_order_is_taken_or_when_a_person_says_so() {
    let night = asked(&["icp-wbawzlb/whole"]);
    let before = tasks(&night);
    assert_eq!(before.len(), 2);
    let number = before[0]["task"].to_string();
    let close =
        |reason: &[&str]| night.run(&[&["ledger", "tasks", "--close", &number], reason].concat());
    assert_exit(&close(&[]), 2);
    assert_exit(&close(&["--reason", "网站已关闭"]), 0);
    assert_eq!(tasks(&night), before[1..]);
    assert_exit(&close(&["--reason", "网站已关闭"]), 2);
}
