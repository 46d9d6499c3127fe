//! What the bureau's lists ask for is known to the checks: answers to what was not asked, answers that come twice, ranges
//! in conflict.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::path::Path;

use night_support::{SmallNight, assert_exit, json_lines};

const UNFILED: &str = "订单号,订单类型,未备案处理.域名,未备案处理.IP,未备案处理.运营商,未备案处理.接入商,未备案处理.省,未备案处理.处理结果,\
     未备案处理.处理意见,未备案处理.入表时间,未备案处理.处理时限";

/// A night that has taken in an answer file of the fixtures.
fn told(fixture: &str) -> SmallNight {
    let night = SmallNight::of(&[]);
    take_in(&night, fixture);
    night
}

fn take_in(night: &SmallNight, fixture: &str) {
    let answers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let path = answers.join(fixture).join("whole.xml");
    let output = night.run(&["ingest", path.to_str().unwrap()]);
    assert!(matches!(output.status.code(), Some(0 | 1)));
}

/// What `check` finds by these rules: order, rule and code.
fn found(night: &SmallNight, rules: &str) -> Vec<(String, String, Option<u64>)> {
    let lines = json_lines(&night.run(&["check", "orders", "--format", "json"])).into_iter();
    let found = lines.filter_map(|line| {
        let text = |key: &str| line[key].as_str().map(str::to_owned);
        let rule = text("rule")?;
        rule.starts_with(rules)
            .then(|| Some((text("order")?, rule, line["code"].as_u64())))?
    });
    found.collect()
}

fn entry(order: &str, rule: &str, code: u64) -> (String, String, Option<u64>) {
    (order.to_owned(), rule.to_owned(), Some(code))
}

#[test]
fn an_unfiled_site_is_answered_once_and_only_when_the_bureau_has_listed_it() {
    let night = told("icp-wbawzlb");
    let tasks = String::from_utf8(night.run(&["ledger", "tasks"]).stdout).unwrap();
    assert!(tasks.contains("weibeian.example.cn"), "{tasks}");
    let row = |order: &str, domain: &str| {
        format!(
            "{order},未备案处理,{domain},203.0.113.90,330000000009,330000000001,浙江,1,已断开接入,2026-09-16,2026-09-30"
        )
    };
    let write = |rows: &[String]| {
        night.write(
            "orders/unfiled.csv",
            format!("{UNFILED}\n{}\n", rows.join("\n")),
        );
    };
    let listed = row("W-1", "weibeian.example.cn");
    write(&[listed.clone(), row("W-2", "weibei-else.example.cn")]);
    assert_eq!(found(&night, "wba-"), [entry("W-2", "wba-own-site", 5005)]);
    night.run(&["nightly"]);
    assert_eq!(night.state("W-1"), "under_review");
    assert_eq!(night.state("W-2"), "check_failed");

    write(&[listed, row("W-3", "weibeian.example.cn")]);
    assert_eq!(found(&night, "wba-"), [entry("W-3", "wba-not-twice", 5006)]);
}

#[test]
fn a_verification_result_answers_a_task() {
    let night = told("icp-hsrw");
    let tasks = String::from_utf8(night.run(&["ledger", "tasks"]).stdout).unwrap();
    assert!(tasks.contains("杭州星河网络科技有限公司"), "{tasks}");
    night.write(
        "orders/results.csv",
        "订单号,订单类型,主体.省局主体Id,网站.省局网站Id\nH-1,核实结果,7001001,7002001\nH-2,核实结果,31,32\n",
    );
    assert_eq!(
        found(&night, "hsjg-answers"),
        [entry("H-2", "hsjg-answers-task", 1016)]
    );
}

#[test]
fn a_range_in_conflict_is_not_reported_again() {
    let night = told("ip-hcjg");
    night.write(
        "orders/ranges.csv",
        "订单号,订单类型,操作,IP来源.起始IP\nI-1,IP来源,新增,198.51.100.40/30\nI-2,IP来源,新增,198.51.101.40/30\n",
    );
    assert_eq!(
        found(&night, "ip-conflict-2056"),
        [entry("I-1", "ip-conflict-2056", 2056)]
    );
}

#[test]
fn a_carrier_that_is_no_reporting_unit_is_told_once_the_table_has_come() {
    let night = SmallNight::of(&["20260918-0042"]);
    assert_eq!(found(&night, "file-reporting-unit"), []);
    night.write(
        "units.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DownloadData version=\"V.3.0\"><JCDM><Bbdwlb>\
         <Bbdw><Id>330000000009</Id><Dwmc>另一家接入商</Dwmc><Sfyx>1</Sfyx></Bbdw>\
         <Bbdw><Id>330000000001</Id><Dwmc>示例接入商</Dwmc><Sfyx>0</Sfyx></Bbdw>\
         </Bbdwlb></JCDM></DownloadData>",
    );
    assert_exit(&night.run(&["ingest", "units.xml"]), 0);
    let expected = [entry("20260918-0042", "file-reporting-unit-valid", 5009)];
    assert_eq!(found(&night, "file-reporting-unit"), expected);
}
