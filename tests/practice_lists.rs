//! What the practice bureau gives of its own accord: lists, full copies and code tables, each when the scenario says and in
//! the form of the bureau's own schema.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use beian::practice::{Options, start};
use beian::schemas::DOWNLOAD;
use beian::xsd;
use chrono::NaiveDate;
use practice_support::*;
use tempfile::tempdir;

const NUMBER: &str = "浙ICP备2020000001号";

/// A subject with a site that is filed before, and lists to choose from.
const PAST: &str = r#"
[[filed]]
organizer = "杭州演习贸易有限公司"
number = "浙ICP备2020000001号"
id = 880001
[[filed.site]]
name = "演习贸易网"
id = 880002
homepage = "www.trade.example.cn"
domains = ["trade.example.cn"]
[[blacklist]]
domain = "black.example.cn"
certificate_number = "PRACTICE7"
[[unfiled]]
domain = "unfiled.example.cn"
ip = "203.0.113.7"
"#;

/// What a fresh bureau gives under a scenario, without having been sent anything: names' kinds and documents.
fn given(scenario: &str) -> Vec<(String, String)> {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), &format!("{scenario}\n{PAST}"));
    kinds(fetch_all(&client(&bureau)))
}

fn kinds(files: Vec<(String, String)>) -> Vec<(String, String)> {
    let kind = |name: String| name.chars().take_while(char::is_ascii_alphabetic).collect();
    let files = files.into_iter();
    files
        .map(|(name, document)| (kind(name), document))
        .collect()
}

fn assert_fits(document: &str) {
    let bytes = encoding_rs::GBK.encode(document).0;
    let outcome = DOWNLOAD.schema().validate(&bytes, &xsd::Options::default());
    assert!(outcome.is_valid(), "{:#?}\n{document}", outcome.violations);
}

fn publish(what: &str, more: &str) -> String {
    format!("[[publish]]\nwhat = \"{what}\"\n{more}\n")
}

#[test]
fn every_list_fits_the_download_schema_and_says_what_the_scenario_has() {
    let numbers = format!("numbers = [\"{NUMBER}\"]\ntext = \"请核实电话\"");
    let site = format!("numbers = [\"{NUMBER}-1\"]");
    for (what, more, kind, expected) in [
        ("JCDM", "", "JCDM", "<Dwxz_dms><Dwxz_xx><Id>1</Id>"),
        ("SJTB-JCDM", "", "SJTBJCDM", "<SJTB><JCDM><Bbdwlb>"),
        (
            "SJTB-ICP",
            "",
            "SJTBICP",
            "<SJTB><ICP><Baxx><Zt_xx><Ztid>880001</Ztid>",
        ),
        ("HMDLB", "", "HMDLB", "<Ym>black.example.cn</Ym>"),
        ("HMDLB", "", "HMDLB", "<Zjhm>PRACTICE7</Zjhm>"),
        (
            "WBAWZLB",
            "",
            "WBAWZLB",
            "<Wzym_mc>unfiled.example.cn</Wzym_mc><IP>3405803783</IP>",
        ),
        (
            "FFJRHMD",
            "",
            "FFJRHMD",
            "<Ym>unfiled.example.cn</Ym><Ip>3405803783</Ip>",
        ),
        ("HSRW", numbers.as_str(), "HSRW", "<Ztid>880001</Ztid>"),
        ("HCJG", "", "HCJG", "<Kkwzhc><Wzid>880002</Wzid>"),
        (
            "XGTZ",
            numbers.as_str(),
            "XGTZ",
            "<Tzlb>0</Tzlb><Baxh>浙ICP备2020000001号</Baxh><Jlid>880001</Jlid><Tznr>请核实电话",
        ),
        (
            "XGTZ",
            site.as_str(),
            "XGTZ",
            "<Tzlb>1</Tzlb><Baxh>浙ICP备2020000001号-1</Baxh><Jlid>880002</Jlid>",
        ),
        (
            "ZXSJ",
            site.as_str(),
            "ZXSJ",
            "<Zxlb>1</Zxlb><Jlid>880002</Jlid>",
        ),
        ("IP-HCJG", "", "IPHCJG", "<Wb><Qsip>3405803777</Qsip>"),
        (
            "XGTZ",
            "content = \"<Tzxx><Tzlb>0</Tzlb><Tznr>自拟</Tznr></Tzxx>\"",
            "XGTZ",
            "<Tznr>自拟</Tznr>",
        ),
    ] {
        let files = given(&publish(what, more));
        assert_eq!(files.len(), 1, "{what}: {files:?}");
        assert_eq!(files[0].0, kind);
        assert!(files[0].1.contains(expected), "{what}: {}", files[0].1);
        assert_fits(&files[0].1);
    }
}

#[test]
fn what_the_bureau_cancels_is_gone() {
    let folder = tempdir().unwrap();
    let scenario = publish("ZXSJ", &format!("numbers = [\"{NUMBER}\"]"));
    let bureau = bureau(folder.path(), &format!("{scenario}{PAST}"));
    let client = client(&bureau);
    let filed = || {
        let status = client.query_status(0, "trade.example.cn").unwrap().status;
        status.unwrap().filed
    };
    assert_eq!(filed(), Some(true));
    let told = kinds(fetch_all(&client));
    assert!(told[0].1.contains("<Zxlb>0</Zxlb><Jlid>880001</Jlid>"));
    assert_eq!(filed(), Some(false));
    let content = format!(
        "<XZWZ>{}</XZWZ>",
        new_sites(NUMBER, &[site(4, "a.example.cn")])
    );
    client.upload(&file("XZWZ1", &content, None), 1).unwrap();
    let refused = fetch_all(&client).pop().unwrap().1;
    assert!(refused.contains("<Jgdm>1049</Jgdm>"), "{refused}");
}

#[test]
fn a_full_copy_has_what_was_filed_and_reported_here() {
    let folder = tempdir().unwrap();
    let scenario = ["SJTB-ICP", "SJTB-IP", "SJTB-YM"].map(|what| publish(what, "after = 2"));
    let bureau = bureau(folder.path(), &scenario.concat());
    let client = client(&bureau);
    let filing = format!("<XZBA>{}</XZBA>", new_filing(10, "a.example.cn"));
    client.upload(&file("XZBA1", &filing, None), 1).unwrap();
    let names: Vec<String> = kinds(fetch_all(&client))
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(names, ["BAJG", "GJSHS", "BASJ"], "no copy yet");
    let base = |name: &str| {
        let path = format!(
            "{}/fixtures/practice/base/{name}.xml",
            env!("CARGO_MANIFEST_DIR")
        );
        std::fs::read_to_string(path).unwrap()
    };
    let report = |root: &str, content: &str| {
        format!(
            "<UploadData version=\"V.3.0\"><{root}>{content}<Qqdwid>{CARRIER}</Qqdwid></{root}></UploadData>"
        )
    };
    let uploads = [
        report("IP", &base("source")),
        report("IP", &base("broadcast")),
        report("IP", &base("own-range")),
        report("YM", &base("domain")),
    ];
    for (upload, sequence) in uploads.iter().zip(2..) {
        let name = format!("FILE{sequence}");
        assert_eq!(
            client
                .upload(&document(&name, upload, None), sequence)
                .unwrap()
                .code,
            0
        );
    }
    let files = kinds(fetch_all(&client));
    let copy = |kind: &str| {
        let found = files.iter().find(|(name, _)| name == kind).unwrap();
        assert_fits(&found.1);
        found.1.clone()
    };
    let filings = copy("SJTBICP");
    assert!(
        filings.contains("<Ym>a.example.cn</Ym>") && filings.contains("<IspJrid>104</IspJrid>")
    );
    let ranges = copy("SJTBIP");
    for tag in ["<Iply><Lyxx>", "<Ipgb><Gbxx>", "<Zdip><Zdxx>"] {
        assert!(ranges.contains(tag), "{tag} in {ranges}");
    }
    assert!(copy("SJTBYM").contains("<IspId>3001</IspId><Ym>report.example.cn</Ym>"));
}

#[test]
fn a_list_comes_once_when_it_is_due_and_the_day_goes_on_while_the_bureau_runs() {
    let folder = tempdir().unwrap();
    let scenario = format!("{}{PAST}", publish("HMDLB", "days = 1"));
    let day = Arc::new(AtomicU32::new(2));
    let today = Arc::clone(&day);
    let bureau = start(Options {
        today: Arc::new(move || {
            NaiveDate::from_ymd_opt(2026, 3, today.load(Ordering::SeqCst)).unwrap()
        }),
        ..options(folder.path(), &scenario)
    })
    .unwrap();
    let client = client(&bureau);
    assert_eq!(client.download().unwrap().code, 2);
    day.store(3, Ordering::SeqCst);
    assert_eq!(fetch_all(&client).len(), 1);
    day.store(4, Ordering::SeqCst);
    assert_eq!(client.download().unwrap().code, 2);
}

#[test]
fn code_tables_that_are_not_public_are_the_scenarios_own() {
    let scenario = format!(
        "{}[codes.cancel_reason]\n7 = \"主动注销\"\n[codes.unregistered_site_status]\n1 = \"已断开\"\n",
        publish("JCDM", "")
    );
    let files = given(&scenario);
    assert_fits(&files[0].1);
    assert!(files[0].1.contains("<Zxly_xx><Id>7</Id><Nr>主动注销</Nr>"));
    assert!(
        files[0]
            .1
            .contains("<Wbacl_xx><Id>1</Id><Ztmc>已断开</Ztmc>")
    );
}

#[test]
fn the_page_for_rehearsals_has_a_scenario_that_can_be_read_and_names_every_fault() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/practice.md"));
    let page = page.unwrap();
    let (_, rest) = page
        .split_once("The first evening of a carrier might be:")
        .unwrap();
    let (example, _) = rest.split_once("###").unwrap();
    let scenario = beian::practice::Scenario::parse(example).unwrap();
    assert_eq!((scenario.faults.len(), scenario.publish.len()), (1, 1));
    let source = include_str!("../src/practice/scenario/calls.rs");
    let (_, actions) = source.split_once("pub enum Action {").unwrap();
    let (actions, _) = actions.split_once("\n}").unwrap();
    let variants = actions
        .lines()
        .filter_map(|line| line.trim().strip_suffix(','));
    let mut count = 0;
    for variant in variants.filter(|name| name.chars().all(char::is_alphanumeric)) {
        let mut name = String::new();
        for letter in variant.chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.extend(letter.to_lowercase());
        }
        let name = name.replace("http", "http_");
        assert!(page.contains(&format!("`{name}`")), "{name}");
        count += 1;
    }
    assert!(count >= 18, "{count}");
}
