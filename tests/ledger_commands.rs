//! `ledger abandon`, `ledger lookup` and `codes import`, through the real program.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use std::fs;
use std::path::Path;
use std::process::Output;

use ledger_support::{document, result, results};
use night_support::{ORDERS, SmallNight, assert_exit, json_lines, said};

const ORDER: &str = ORDERS[0];

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn an_order_that_the_bureau_may_have_is_not_given_up_and_one_that_is_returned_is() {
    let night = SmallNight::sent(&[ORDER]);
    let abandon = ["ledger", "abandon", ORDER, "--reason", "主办者撤回申请"];
    let output = night.run(&abandon);
    assert_exit(&output, 2);
    assert!(
        said(&output).contains("the bureau may have it"),
        "{}",
        said(&output)
    );
    assert_eq!(night.state(ORDER), "under_review");
    let id = night.own_id(ORDER, "subject").to_string();
    night.ingest("a.xml", &results(&[result(1, &id, &[(1004, "")])], &[]));
    assert_exit(&night.run(&abandon), 0);
    assert_eq!(night.state(ORDER), "abandoned");
    let history = printed(&night.run(&["ledger", "lookup", ORDER]));
    assert!(
        history.contains("order given up: 主办者撤回申请"),
        "{history}"
    );
    let again = night.run(&abandon);
    assert_exit(&again, 2);
    assert!(said(&again).contains("is over"), "{}", said(&again));
    assert_eq!(night.ledger().check().unwrap(), []);
}

#[test]
fn what_a_person_wrote_is_looked_up_without_telephones_unless_asked_for() {
    let night = SmallNight::sent(&[ORDER]);
    let id = night.own_id(ORDER, "subject").to_string();
    night.ingest("a.xml", &results(&[result(1, &id, &[(1004, "")])], &[]));
    let reason = "主办者来电撤回（15400000001）";
    assert_exit(
        &night.run(&["ledger", "abandon", ORDER, "--reason", reason]),
        0,
    );
    let masked = printed(&night.run(&["ledger", "lookup", ORDER]));
    assert!(masked.contains("主办者来电撤回（"), "{masked}");
    assert!(!masked.contains("15400000001"), "{masked}");
    let whole = printed(&night.run(&["ledger", "lookup", ORDER, "--unmask"]));
    assert!(whole.contains(reason), "{whole}");
}

#[test]
fn an_order_is_given_up_only_with_a_reason_and_only_if_it_is_known() {
    let night = SmallNight::sent(&[ORDER]);
    for (arguments, words) in [
        (vec!["ledger", "abandon", ORDER], "--reason"),
        (
            vec!["ledger", "abandon", ORDER, "--reason", " "],
            "--reason",
        ),
        (
            vec!["ledger", "abandon", "no-such", "--reason", "x"],
            "no-such",
        ),
    ] {
        let output = night.run(&arguments);
        assert_exit(&output, 2);
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn a_filing_is_looked_up_by_everything_that_names_it_and_people_stay_hidden() {
    let night = SmallNight::sent(&[ORDER]);
    let filing = "<Baxx><Zt_xx><Ztid>7001</Ztid><Dwmc>南京青杉溪科技有限公司</Dwmc>\
        <Zj><Zjlx>1</Zjlx><Zjhm>91320100MA00000072</Zjhm></Zj><Fzr><Fzr_xm>林青杉</Fzr_xm></Fzr>\
        <Baxh>苏ICP备12345678号</Baxh></Zt_xx><Wz_xx><Wzid>8001</Wzid><Ym_xx><Ymid>1</Ymid><Ym>qingshan.cn</Ym></Ym_xx>\
        <Baxh>苏ICP备12345678号-1</Baxh></Wz_xx></Baxx>";
    night.ingest(
        "a.xml",
        &document(&format!("<ICP><BASJ>{filing}</BASJ></ICP>")),
    );
    for key in [
        "qingshan.cn",
        "QINGSHAN.CN",
        "91320100ma00000072",
        "苏icp备 12345678号-1",
        "7001",
        "8001",
    ] {
        let output = night.run(&["ledger", "lookup", key]);
        assert_exit(&output, 0);
        let text = printed(&output);
        assert!(text.contains("苏ICP备12345678号"), "{key}: {text}");
        assert!(!text.contains("林青杉"), "{key}: {text}");
    }
    let line = &json_lines(&night.run(&["ledger", "lookup", "7001", "--format", "json"]))[0];
    assert_eq!(
        (&line["record"], &line["id"]),
        (&"subject".into(), &7001.into())
    );
    let own = night.own_id(ORDER, "subject").to_string();
    let orders = json_lines(&night.run(&["ledger", "lookup", &own, "--format", "json"]));
    assert_eq!(orders[0]["order"], ORDER);
    let nothing = night.run(&["ledger", "lookup", "no-such.cn"]);
    assert_exit(&nothing, 2);
}

#[test]
fn imported_codes_are_shown_where_they_differ_and_count_from_then_on() {
    let night = SmallNight::of(&[]);
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers/jcdm/whole.xml");
    night.write("jcdm.xml", fs::read(fixture).unwrap());
    let shown = printed(&night.run(&["codes", "import", "jcdm.xml"]));
    let changes: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with(['+', '-', '~']))
        .collect();
    assert!(!changes.is_empty(), "{shown}");
    assert!(
        shown.contains(&format!("{} codes have changed", changes.len())),
        "{shown}"
    );
    let removed = changes.iter().find_map(|line| line.strip_prefix("- "));
    let (table, rest) = removed.unwrap().split_once(' ').unwrap();
    let id = rest.split(' ').next().unwrap();
    let table = printed(&night.run(&["codes", table]));
    let is_gone = table
        .lines()
        .all(|line| line.split_whitespace().next() != Some(id));
    assert!(is_gone, "{id} is still in {table}");
    let again = printed(&night.run(&["codes", "import", "jcdm.xml"]));
    assert!(again.contains("no code has changed"), "{again}");
}
