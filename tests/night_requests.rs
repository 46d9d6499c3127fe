//! Changes, cancellations, verification results, unfiled sites and verification material go the whole way through the
//! night, each to an outcome.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Night, json_lines};

const FAMILIES: [&str; 5] = ["bgba", "zxba", "hsjg", "wbacljg", "xzhyd"];

/// The fixtures of the families as one batch.
fn night() -> Night {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/families");
    let night = Night::of(&fixtures.join("zxba"), &["beian.toml"]);
    for family in FAMILIES {
        let orders = Night::of(&fixtures.join(family), &["orders"]);
        let place = night.path("orders").join(family);
        fs::create_dir_all(night.path("orders")).expect("a folder");
        fs::rename(orders.path("orders"), place).expect("a folder of the same disk");
    }
    // The families' fixtures are about one subject, which would have its orders dealt with one after the other.
    let config = night.path("beian.toml");
    let text = fs::read_to_string(&config).expect("the configuration");
    let severity = "[checks.severity]\n\"limit-one-inflight-order-per-account\" = \"off\"";
    fs::write(&config, text.replace("[checks.severity]", severity)).expect("a writable copy");
    night
}

/// The state of every order, by family.
fn states(night: &Night) -> BTreeMap<String, Vec<String>> {
    let lines = json_lines(&night.beian(&["report", "--format", "json"]));
    let mut states: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line["order"].is_string()) {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        states
            .entry(text(&line["operation"]))
            .or_default()
            .push(text(&line["state"]));
    }
    states
}

#[test]
fn every_order_is_answered_or_done_when_nothing_more_is_said() {
    let night = night();
    night.beian(&["nightly"]);
    let first = states(&night);
    assert_eq!(first["BGBA"], ["completed"; 3]);
    // Part of the second order's material is for a site that a cancellation of this night ends (1050).
    assert_eq!(
        first["XZHYD"],
        ["completed", "partly_approved", "completed"]
    );
    assert_eq!(first["ZXBA"], ["completed"; 4]);
    // The interface has no result for these two. One verified record is published, because it was changed.
    assert_eq!(first["HSJG"], ["completed", "under_review", "under_review"]);
    assert_eq!(first["WBACLJG"], ["under_review"; 3]);

    let config = night.path("beian.toml");
    let text = fs::read_to_string(&config).expect("the configuration");
    fs::write(&config, text.replace("2026-11-20T", "2026-11-21T")).expect("a writable copy");
    night.beian(&["nightly"]);
    let second = states(&night);
    assert_eq!(second["HSJG"], ["completed"; 3]);
    assert_eq!(second["WBACLJG"], ["completed"; 3]);
    let files = fs::read_dir(night.path("outbox/练习管局")).expect("an outbox");
    let sent = files.filter_map(Result::ok).filter(|file| {
        let name = file.file_name();
        name.to_string_lossy().ends_with(".zip")
    });
    assert_eq!(sent.count(), FAMILIES.len(), "nothing is sent twice");
}

#[test]
fn three_cancellations_share_a_file_and_refusals_find_their_orders() {
    let night = night();
    fs::write(
        night.path("practice.toml"),
        "[[answer]]\nkind = \"ZXBA\"\nbureau_id = 880023\ncodes = [1018]\n\
         [[answer]]\nkind = \"BGBA\"\nfiling_number = \"浙ICP备99000131号\"\nopinion = \"请补充更名证明\"\n\
         [[answer]]\nkind = \"XZHYD\"\nfiling_number = \"浙ICP备99000125号-1\"\ncodes = [1055]\n\
         [[answer]]\nkind = \"WBACLJG\"\ndomain = \"weibei-blog.cn\"\ncodes = [5006]\n",
    )
    .expect("a writable folder");
    let config = night.path("beian.toml");
    let text = fs::read_to_string(&config).expect("the configuration");
    let text = text.replace("[practice]", "[practice]\nscenario = \"practice.toml\"");
    fs::write(&config, text).expect("a writable copy");
    night.beian(&["nightly"]);
    let lines = json_lines(&night.beian(&["report", "--format", "json"]));
    let order = |number: &str| {
        let line = lines.iter().find(|line| line["order"] == number);
        line.unwrap_or_else(|| panic!("{number} is not reported"))
    };
    let codes = |number: &str| -> Vec<u64> {
        let codes = order(number)["codes"].as_array().expect("codes").iter();
        codes.filter_map(|code| code["code"].as_u64()).collect()
    };
    let file = |number: &str| order(number)["file"].as_str().expect("a file").to_owned();
    assert_eq!(file("ZXBA-0001"), file("ZXBA-0003"));
    assert_eq!(codes("ZXBA-0002"), [1018]);
    assert_eq!(codes("ZXBA-0001"), [1001]);
    assert_eq!(codes("BGBA-0002"), [1002]);
    let opinion = order("BGBA-0002")["opinion"].as_str().expect("an opinion");
    assert!(opinion.contains("请补充更名证明"), "{opinion}");
    assert_eq!(codes("XZHYD-0003"), [1055]);
    assert_eq!(codes("WBACLJG-0003"), [5006]);
    for number in ["ZXBA-0002", "BGBA-0002", "XZHYD-0003", "WBACLJG-0003"] {
        let state = order(number)["state"].as_str().expect("a state");
        assert!(state.starts_with("returned_to_"), "{number}: {state}");
    }
}
