//! Changes are filled up from what the bureau has published, and cancellations find the bureau's ids by filing numbers.

mod support;

use std::fs;
use std::path::Path;

use beian::envelope::FileName;
use beian::ledger::mirror::{Record, RecordKind};
use beian::ledger::{ContentHash, Holder, Import, Ledger, Tally};
use chrono::DateTime;
use serde_json::Value;
use support::{Night, json_lines};

const CARRIER: u64 = 330_000_000_001;
const OTHER: u64 = 330_000_000_002;
const NUMBER: &str = "浙ICP备99000123号";

const CONFIG: &str = "
[carrier]
isp_id = 330000000001
[[bureau]]
name = \"练习管局\"
url = \"practice\"
[ledger]
path = \"ledger.sqlite\"
[clock]
now = \"2026-11-20T22:00:00+08:00\"
[checks.severity]
\"docs-colour-clear-valid\" = \"off\"
\"code-possible\" = \"off\"
";

fn part(kind: RecordKind, id: u64, values: &[(&str, &str)]) -> Record {
    let mut record = Record::new(kind, id);
    for (path, value) in values {
        record.fields.add(path, *value);
    }
    record
}

fn access(id: u64, carrier: u64, ranges: &[u64]) -> Record {
    let values = [
        ("Wz_xx/Jr_xx/Wzfb/Fbdd", "34"),
        ("Wz_xx/Jr_xx/Wzjrfs/Jrfs", "1"),
        ("Wz_xx/Jr_xx/Wzjrfs/Jrfs", "3"),
    ];
    let mut access = part(RecordKind::Access, id, &values);
    access.carrier = Some(carrier);
    access.parts = { ranges.iter() }
        .map(|id| {
            let address = (1_998_389_000 + id).to_string();
            let values = [
                ("Wz_xx/Jr_xx/Ip_xx/Qsip", address.as_str()),
                ("Wz_xx/Jr_xx/Ip_xx/Zzip", address.as_str()),
            ];
            part(RecordKind::Ip, *id, &values)
        })
        .collect();
    access
}

fn site(id: u64, position: u32, domains: &[(u64, &str)], accesses: Vec<Record>) -> Record {
    let values = [
        ("Wz_xx/Wzmc", "青杉溪网络官方网站"),
        ("Wz_xx/Fwnr/Fwnr_id", "8"),
        ("Wz_xx/Yylb/Yylb_id", "1"),
        ("Wz_xx/Wz_Fzr/Fzr_xm", "周溪石"),
        ("Wz_xx/Wz_Fzr/Fzr_dhhm", "086-0571-86013389"),
        ("Wz_xx/Wz_Fzr/Fzr_sjhm", "13912345671"),
        ("Wz_xx/Wz_Fzr/Fzr_dzyj", "zhou@qingshanxi-net.cn"),
        ("Wz_xx/Syurl", "www.qingshanxi-net.cn"),
    ];
    let mut site = part(RecordKind::Site, id, &values);
    site.number = Some(format!("{NUMBER}-{position}"));
    let domains = domains.iter().map(|(id, name)| {
        let mut domain = part(RecordKind::Domain, *id, &[("Wz_xx/Ym_xx/Ym", name)]);
        domain.own = Some(3_000_000_000 + id);
        domain
    });
    site.parts = domains.chain(accesses).collect();
    site
}

/// A scan of a pre-approval: the smallest thing that begins and ends as a picture does.
const SCAN: &[u8] = &[
    0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 2, 88, 2, 88, 3, 0, 0, 0, 0xff, 0xd9,
];

fn with_preapproval(mut site: Record) -> Record {
    let values = [
        ("Nrlx_id", "1".to_owned()),
        ("Qzsph", "浙新网2026-17号".to_owned()),
        ("Spwj", ContentHash::of(SCAN).to_string()),
    ];
    for (tag, value) in values {
        let path = format!("Wz_xx/Nrlx/Nrlx_xx[1]/{tag}");
        site.fields.add(&path, value);
    }
    site
}

/// Subject 880012 with two sites of ours and one that only another carrier serves.
fn subject() -> Record {
    let values = [
        ("Zt_xx/Dwmc", "杭州青杉溪网络有限公司"),
        ("Zt_xx/Dwxz", "4"),
        ("Zt_xx/Txdz/Shengid", "330000"),
        ("Zt_xx/Txdz/Shiid", "330100"),
        ("Zt_xx/Txdz/Xxdz", "浙江省杭州市滨江区江南大道1号"),
        ("Zt_xx/Zj/Zjlx", "1"),
        ("Zt_xx/Zj/Zjhm", "91330108MA00056A0G"),
        ("Zt_xx/Zj/Zjzs", "浙江省杭州市滨江区江南大道1号"),
        ("Zt_xx/Fzr/Fzr_xm", "林青杉"),
        ("Zt_xx/Fzr/Fzr_sjhm", "13812345670"),
        ("Zt_xx/Fzr/Fzr_dzyj", "lin@qingshanxi-net.cn"),
    ];
    let mut subject = part(RecordKind::Subject, 880_012, &values);
    subject.number = Some(NUMBER.to_owned());
    let domains = [(21, "qingshanxi-net.cn"), (22, "qingshanxi-net.com")];
    subject.parts = vec![
        site(
            880_013,
            1,
            &domains,
            vec![access(31, CARRIER, &[41, 42]), access(32, OTHER, &[43])],
        ),
        with_preapproval(site(
            880_014,
            2,
            &[(23, "qingshanxi-shop.cn")],
            vec![access(33, CARRIER, &[44])],
        )),
        site(
            880_015,
            3,
            &[(24, "qingshanxi-bbs.cn")],
            vec![access(34, OTHER, &[45])],
        ),
    ];
    subject
}

/// A folder with a ledger that knows the subject, and these orders in a flat sheet.
struct Carrier {
    night: Night,
}

impl Carrier {
    fn with(orders: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("beian.toml"), CONFIG).expect("a writable folder");
        fs::create_dir(folder.path().join("orders")).expect("a folder");
        fs::write(folder.path().join("orders/orders.csv"), orders).expect("a writable folder");
        publish(
            &folder.path().join("ledger.sqlite"),
            "BASJ1.xml",
            &subject(),
        );
        let night = Night::of(folder.path(), &["beian.toml", "orders", "ledger.sqlite"]);
        Self { night }
    }

    /// What `check` finds, by rule.
    fn findings(&self, rule: &str) -> Vec<Value> {
        let output = self.night.beian(&["check", "orders", "--format", "json"]);
        let lines = json_lines(&output).into_iter();
        lines.filter(|line| line["rule"] == rule).collect()
    }

    /// The only file that `build` makes, one element a line, without indentation.
    fn build(&self) -> String {
        let output = self.night.beian(&["build", "orders", "--out", "out"]);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let out = fs::read_dir(self.night.path("out")).expect("files were built");
        let names = out.map(|entry| entry.expect("an entry").path());
        let xml = names
            .filter(|path| {
                path.file_name().is_some_and(|name| {
                    name.to_str()
                        .is_some_and(|name| name.parse::<FileName>().is_ok())
                })
            })
            .map(|path| fs::read(path).expect("a readable file"))
            .next()
            .expect("one file");
        encoding_rs::GBK.decode(&xml).0.replace("><", ">\n<")
    }
}

/// Lets the ledger take in an answer file in which the bureau publishes a record.
fn publish(ledger: &Path, name: &str, record: &Record) {
    let now = DateTime::parse_from_rfc3339("2026-11-19T22:00:00+08:00").expect("a moment");
    let mut ledger = Ledger::open(ledger, &Holder::this("test", now)).expect("a ledger");
    let hash = ContentHash::of(name.as_bytes());
    let Import::New(answers) = ledger.import(name, hash, now).expect("a readable ledger") else {
        panic!("{name} was taken in before")
    };
    answers.keep_scan(SCAN).expect("a scan");
    answers.publish(record).expect("a record");
    answers.finish(&Tally::default()).expect("a written ledger");
}

/// The text between the first `<tag>` after `from` and its end.
fn value<'x>(xml: &'x str, from: &str, tag: &str) -> &'x str {
    let rest = xml.split_once(from).expect(from).1;
    let rest = rest.split_once(&format!("<{tag}>")).expect(tag).1;
    rest.split_once(&format!("</{tag}>")).expect(tag).0
}

#[test]
fn a_change_of_one_cell_becomes_a_snapshot_of_the_whole_record() {
    let carrier = Carrier::with(
        "订单号,订单类型,主体.主体备案号,主体.主体负责人手机\nB-1,变更备案,浙ICP备99000123号,13612345678\n",
    );
    let xml = carrier.build();
    assert_eq!(value(&xml, "<Zt_xx>", "Ztid"), "880012");
    assert_eq!(value(&xml, "<Zt_xx>", "Fzr_sjhm"), "13612345678");
    assert_eq!(value(&xml, "<Zt_xx>", "Dwmc"), "杭州青杉溪网络有限公司");
    assert_eq!(value(&xml, "<Zt_xx>", "Baxh"), NUMBER);
    let sites: Vec<&str> = xml.split("<Wz_xx>").skip(1).collect();
    assert_eq!(
        sites.len(),
        2,
        "a site without an access of ours is not ours to list"
    );
    for (site, id) in sites.iter().zip(["880013", "880014"]) {
        assert_eq!(value(site, "", "Wzid"), id);
    }
    assert_eq!(xml.matches("<Ym_xx>").count(), 3);
    assert_eq!(value(&xml, "<Ymid>22", "Ym"), "qingshanxi-net.com");
    assert_eq!(value(&xml, "<Ym_xx>", "IspYmid"), "3000000021");
    assert_eq!(
        xml.matches("<Jr_xx>").count(),
        2,
        "accesses of other carriers are theirs"
    );
    assert_eq!(xml.matches("<Ip_xx>").count(), 3);
    assert_eq!(xml.matches("<Jrfs>").count(), 4);
    assert!(
        carrier
            .findings("change-domain-removal-by-omission")
            .is_empty()
    );
    assert_eq!(value(sites[1], "<Nrlx>", "Qzsph"), "浙新网2026-17号");
    assert_eq!(
        value(sites[1], "<Nrlx>", "Spwj"),
        "/9j/wAALCAJYAlgDAAAA/9k="
    );
}

#[test]
fn what_a_list_lacks_is_removed_once_it_is_confirmed() {
    let orders = |confirmed: &str| {
        format!(
            "订单号,订单类型,删除确认,主体.省局主体Id,网站.网站备案号,域名,IP\n\
             B-1,变更备案,{confirmed},880012,浙ICP备99000123号-1,qingshanxi-net.cn;qingshanxi-new.cn,1998389042\n"
        )
    };
    let carrier = Carrier::with(&orders(""));
    let found = carrier.findings("change-domain-removal-by-omission");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], "error");
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.contains("qingshanxi-net.com"), "{message}");
    let built = carrier.night.beian(&["build", "orders", "--out", "out"]);
    assert_eq!(built.status.code(), Some(1), "the order is held back");

    let carrier = Carrier::with(&orders("是"));
    let xml = carrier.build();
    let first = xml.split("<Wz_xx>").nth(1).expect("a site");
    assert!(!first.contains("qingshanxi-net.com"));
    assert_eq!(value(first, "<Ym_xx>", "Ymid"), "21");
    let new = first.split("<Ym_xx>").nth(2).expect("the new domain");
    assert_eq!(value(new, "", "Ym"), "qingshanxi-new.cn");
    assert!(
        !new.split("</Ym_xx>")
            .next()
            .expect("it ends")
            .contains("<Ymid>")
    );
    assert_eq!(first.matches("<Ip_xx>").count(), 1);
    assert_eq!(value(first, "<Ip_xx>", "Ipid"), "42");
    let listed = &carrier.findings("change-domain-removal-by-omission")[0];
    assert_eq!(listed["severity"], "info");
}

#[test]
fn a_change_of_a_record_that_was_never_published_says_what_is_missing() {
    let carrier =
        Carrier::with("订单号,订单类型,主体.主体备案号\nB-1,变更备案,浙ICP备99000199号\n");
    let unknown = carrier.findings("change-record-known");
    assert_eq!(unknown.len(), 1);
    let missing = carrier.findings("value-required");
    let fields: Vec<&str> = missing
        .iter()
        .filter_map(|line| line["field"].as_str())
        .collect();
    for field in ["省局主体Id", "证件住所"] {
        assert!(fields.contains(&field), "{field}: {fields:?}");
    }
}

#[test]
fn a_cancellation_finds_the_bureaus_id_by_the_filing_number() {
    let order = |kind: &str, number: &str, id: &str| {
        let carrier = Carrier::with(&format!(
            "订单号,订单类型,确认注销,备案密码,注销.网站备案号,主体备案号,注销理由\nZ-1,{kind},是,k7Wq2p,{number},1\n"
        ));
        let xml = carrier.build();
        assert_eq!(value(&xml, "<Zx_xx>", "Jlid"), id, "{kind} {number}");
    };
    order("注销主体", ",浙ICP备99000123号", "880012");
    order("注销网站", "浙ICP备99000123号-2,", "880014");
    order("取消接入", "浙ICP备99000123号-1,", "31");
}

#[test]
fn a_cancellation_that_finds_none_or_several_names_what_is_missing() {
    let message = |numbers: &str| {
        let carrier = Carrier::with(&format!(
            "订单号,订单类型,确认注销,注销.网站备案号,主体备案号,注销理由\nZ-1,取消接入,是,{numbers},1\n"
        ));
        let found = carrier.findings("cancel-record-id");
        assert_eq!(found.len(), 1, "{found:?}");
        found[0]["message"].as_str().expect("a message").to_owned()
    };
    assert!(message("浙ICP备99000777号-1,").contains("台账中没有"));
    assert!(message(",浙ICP备99000123号").contains("31、33"));
}

#[test]
fn a_completed_order_is_the_same_order_the_next_night() {
    let carrier = Carrier::with(
        "订单号,订单类型,主体.主体备案号,主体.主体负责人手机\nB-1,变更备案,浙ICP备99000123号,13612345678\n",
    );
    carrier.build();
    let mut renamed = subject();
    renamed.fields = Default::default();
    renamed.fields.add("Zt_xx/Dwmc", "杭州青杉溪科技有限公司");
    publish(&carrier.night.path("ledger.sqlite"), "BASJ2.xml", &renamed);
    let again = carrier.night.beian(&["build", "orders", "--out", "again"]);
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(
        !said.contains("已生成") && !said.contains("edit-after-submission"),
        "{said}"
    );
}

#[test]
fn what_was_filed_one_night_is_changed_the_next_from_its_filing_number_alone() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/families/xzba");
    let night = Night::of(&fixtures, &["beian.toml", "orders"]);
    night.beian(&["nightly"]);
    let filed = json_lines(&night.beian(&["report", "--format", "json"]));
    let first = filed.iter().find(|line| line["order"] == "XZBA-0001");
    let number = first.expect("it was reported")["filing_number"].clone();
    let number = number.as_str().expect("a filing number");

    fs::remove_dir_all(night.path("orders")).expect("a copy");
    fs::create_dir(night.path("orders")).expect("a folder");
    let change = format!(
        "订单号,订单类型,主体.主体备案号,主体.主体备注\nB-1,变更备案,{number},每周五不接待来访\n"
    );
    fs::write(night.path("orders/changes.csv"), change).expect("a writable folder");
    let config = night.path("beian.toml");
    let text = fs::read_to_string(&config).expect("the configuration");
    fs::write(&config, text.replace("2026-11-20T", "2026-11-21T")).expect("a writable copy");
    let second = night.beian(&["nightly"]);
    let said = String::from_utf8_lossy(&second.stdout);
    let lines = json_lines(&night.beian(&["report", "--format", "json"]));
    let changed = lines
        .iter()
        .find(|line| line["order"] == "B-1")
        .expect("it is reported");
    assert_eq!(changed["state"], "completed", "{said}");

    let built = fs::read_dir(night.path("outbox/练习管局")).expect("an outbox");
    let names = built.map(|entry| entry.expect("an entry").path());
    let mut names = names.filter(|path| path.to_string_lossy().ends_with("BGBA000002.xml"));
    let xml = fs::read(names.next().expect("the change was built")).expect("a readable file");
    let xml = encoding_rs::GBK.decode(&xml).0.into_owned();
    let expected = fs::read_dir(fixtures.join("expected")).expect("expected files");
    let before = { expected.map(|entry| entry.expect("an entry").path()) }
        .find(|path| path.extension().is_some_and(|end| end == "xml"));
    let before = fs::read(before.expect("an upload")).expect("readable");
    let before = encoding_rs::GBK.decode(&before).0.into_owned();
    assert_eq!(value(&xml, "<Zt_xx>", "Bz"), "每周五不接待来访");
    for tag in [
        "Dwmc", "Tzr", "Xianid", "Zjhm", "Zjzs", "Fzr_dhhm", "Msn", "Qq", "Fzr_zjhm",
    ] {
        assert_eq!(
            value(&xml, "<Zt_xx>", tag),
            value(&before, "<Zt_xx>", tag),
            "{tag}"
        );
    }
    for tag in [
        "Wzmc", "Fwnr", "Yylb", "IspYmid", "Ym", "Wz_Fzr", "Syurl", "Wz_Bz", "Qsip",
    ] {
        assert_eq!(
            value(&xml, "<Wz_xx>", tag),
            value(&before, "<Wz_xx>", tag),
            "{tag}"
        );
    }
    assert_eq!(xml.matches("<Jr_xx>").count(), 2);
    assert_eq!(xml.matches("<Ip_xx>").count(), 3);
}
