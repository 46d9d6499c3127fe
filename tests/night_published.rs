//! What the practice bureau publishes of its own accord goes through a real night: lists become work, copies agree with what
//! was filed, code tables count.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;

use night_support::{ORDERS, SmallNight, json_lines, said};

const LISTS: [&str; 11] = [
    "JCDM",
    "SJTB-ICP",
    "HMDLB",
    "FFJRHMD",
    "WBAWZLB",
    "HSRW",
    "HCJG",
    "XGTZ",
    "IP-HCJG",
    "SJTB-JCDM",
    "ZXSJ",
];

#[test]
fn every_list_that_is_published_is_taken_in_and_acknowledged() {
    let night = SmallNight::of(&ORDERS);
    let mut scenario = "
        [[filed]]
        organizer = '杭州演习贸易有限公司'
        number = '浙ICP备2020000001号'
        [[filed.site]]
        name = '演习贸易网'
        domains = ['trade.example.cn']
        [[blacklist]]
        domain = 'black.example.cn'
        certificate_number = 'PRACTICE7'
        [[unfiled]]
        domain = 'unfiled.example.cn'
        ip = '203.0.113.7'
        "
    .to_owned();
    for list in LISTS {
        let numbers = match list {
            "ZXSJ" => "numbers = ['浙ICP备2020000001号']",
            _ => "",
        };
        scenario.push_str(&format!(
            "[[publish]]\nwhat = '{list}'\nafter = 1\n{numbers}\n"
        ));
    }
    night.write("practice.toml", scenario);
    let first = night.run(&["nightly"]);
    assert!(
        first.status.code().is_some_and(|code| code < 2),
        "{}",
        said(&first)
    );
    assert!(
        !said(&first).contains("not acknowledged"),
        "{}",
        said(&first)
    );
    assert_eq!(
        night.report().last().unwrap()["totals"]["approved"],
        ORDERS.len()
    );
    let tasks = night.run(&["ledger", "tasks", "--format", "json", "--unmask"]);
    let tasks = json_lines(&tasks);
    let kinds = |kind: &str| {
        tasks
            .iter()
            .filter(|task| task.to_string().contains(kind))
            .count()
    };
    for kind in ["unfiled.example.cn", "浙ICP备2020000001号"] {
        assert!(kinds(kind) > 0, "{kind} in {tasks:?}");
    }
    let stored = || fs::read_dir(night.path("inbox/practice")).unwrap().count();
    let before = stored();
    assert!(before >= LISTS.len(), "{before}");
    let second = night.run(&["nightly"]);
    assert!(
        second.status.code().is_some_and(|code| code < 2),
        "{}",
        said(&second)
    );
    assert_eq!(stored(), before, "everything was acknowledged");
    night.assert_agreement();
}
