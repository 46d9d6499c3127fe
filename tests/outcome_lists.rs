//! The bureau's lists: each record becomes a task with the order that would do it, or changes what the ledger knows.

#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

#[path = "ledger_support/mod.rs"]
mod ledger_support;

use std::fs;
use std::path::Path;

use beian::codes::Codes;
use beian::ledger::mirror::{RecordKey, RecordKind, RecordState};
use beian::ledger::{BlacklistKey, Key, KeyTag, Ledger, TaskList, TaskRecord};
use beian::order::{Kind, Object};
use beian::outcome;
use ledger_support::*;

fn fixture(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join("fixtures/answers").join(name)).unwrap()
}

/// A ledger that has a full copy of the filings, and then this answer.
fn after(name: &str) -> Ledger {
    let mut ledger = ledger();
    ingest(&mut ledger, "copy.xml", &fixture("sjtb-icp/whole.xml"));
    ingest(&mut ledger, "answer.xml", &fixture(name));
    ledger
}

fn tasks(ledger: &Ledger, list: TaskList) -> Vec<TaskRecord> {
    let tasks = ledger.tasks().unwrap().into_iter();
    tasks.filter(|task| task.task.list == list).collect()
}

/// The kind of the order that a task proposes; empty for none.
fn proposed(task: &TaskRecord) -> &str {
    cell(task, "订单", "订单类型")
}

/// A cell of the order that a task proposes; empty where there is none.
fn cell<'t>(task: &'t TaskRecord, sheet: &str, header: &str) -> &'t str {
    let rows = task.task.rows.iter().filter(|row| row.sheet == sheet);
    let mut cells = rows.flat_map(|row| &row.cells);
    let found = cells.find(|(name, _)| name == header);
    found.map_or("", |(_, value)| value)
}

#[test]
fn an_audit_of_a_subject_proposes_a_change_and_says_what_is_wrong() {
    let ledger = after("icp-hcjg/whole.xml");
    let audits = tasks(&ledger, TaskList::Audit);
    let subject = audits
        .iter()
        .find(|task| task.task.key.starts_with("subject"));
    let subject = subject.unwrap();
    assert!(subject.task.title.zh.contains("证件号码与登记信息不一致"));
    assert_eq!(proposed(subject), "变更备案");
    assert_eq!(cell(subject, "主体", "省局主体Id"), "7001001");
}

#[test]
fn an_access_filed_too_much_is_cancelled_and_one_too_few_is_filed() {
    let ledger = after("icp-hcjg/whole.xml");
    let audits = tasks(&ledger, TaskList::Audit);
    let accesses: Vec<&TaskRecord> = { audits.iter() }
        .filter(|task| task.task.key.starts_with("access"))
        .collect();
    let [excess, missing] = accesses[..] else {
        panic!("two findings about accesses");
    };
    // It is the only access of its site: alone it would be refused with 1025.
    assert_eq!(proposed(excess), "注销网站");
    assert_eq!(cell(excess, "注销", "记录Id"), "7002002");
    assert_eq!(proposed(missing), "接入备案");
    assert_eq!(cell(missing, "域名", "域名"), "shaobao.example.cn");
    assert_eq!(cell(missing, "IP地址", "起始IP"), "203.0.113.99");
}

#[test]
fn an_access_of_a_site_that_nobody_knows_here_is_cancelled_by_itself() {
    let mut ledger = ledger();
    ingest(&mut ledger, "answer.xml", &fixture("icp-hcjg/whole.xml"));
    let audits = tasks(&ledger, TaskList::Audit);
    let excess = audits.iter().find(|task| proposed(task) == "取消接入");
    assert_eq!(cell(excess.unwrap(), "注销", "记录Id"), "7004003");
}

#[test]
fn an_empty_site_that_is_alive_gets_an_access_and_a_dead_one_is_cancelled() {
    let ledger = after("icp-hcjg/whole.xml");
    let audits = tasks(&ledger, TaskList::Audit);
    let of = |number: &str| {
        let mut found = audits
            .iter()
            .filter(|task| task.task.key.starts_with("empty"));
        found.find(|task| task.task.key.contains(number)).unwrap()
    };
    assert_eq!(proposed(of("-3")), "注销网站");
    assert!(of("-4").task.title.zh.contains("补报接入"));
}

#[test]
fn a_site_whose_life_is_asked_after_is_a_task_without_an_order() {
    let ledger = after("icp-hcjg/whole.xml");
    let audits = tasks(&ledger, TaskList::Audit);
    let alive = audits
        .iter()
        .find(|task| task.task.key.starts_with("alive"))
        .unwrap();
    assert!(alive.task.title.zh.contains("www.xinghe.example.cn"));
    assert_eq!(proposed(alive), "");
}

#[test]
fn rectifications_of_a_subject_and_of_its_site_propose_one_change() {
    let notices = fixture("icp-xgtz/whole.xml");
    let whole = encoding_rs::GBK.decode(&notices).0;
    let begin = whole.find("<Tzxx><Tzlb>1").unwrap();
    let end = whole.find("</XGTZ>").unwrap();
    let of_site = document(&format!("<ICP><XGTZ>{}</XGTZ></ICP>", &whole[begin..end]));
    let mut ledger = ledger();
    ingest(&mut ledger, "copy.xml", &fixture("sjtb-icp/whole.xml"));
    // A change says all of a filing, so that it is proposed once, whichever notice comes first.
    ingest(&mut ledger, "site.xml", &of_site);
    ingest(&mut ledger, "both.xml", &fixture("icp-xgtz/whole.xml"));
    let notices = tasks(&ledger, TaskList::Rectification);
    let [site, subject] = &notices[..] else {
        panic!("two notices");
    };
    assert_eq!((proposed(site), proposed(subject)), ("变更备案", ""));
    assert!(subject.task.title.zh.contains("手机号码无法接通"));
    assert!(
        subject
            .task
            .title
            .zh
            .contains(site.order.as_deref().unwrap())
    );
    let listed = { site.task.rows.iter() }.filter(|row| row.sheet == "网站");
    assert!(listed.count() > 1);
}

#[test]
fn the_blacklist_grows_changes_and_shrinks() {
    let ledger = after("icp-hmdlb/whole.xml");
    let listed = |key: BlacklistKey| ledger.is_blacklisted(&key).unwrap();
    assert!(listed(BlacklistKey::Subject("91320102MA1X9P073J".into())));
    assert!(!listed(BlacklistKey::Subject("330108199007212027".into())));
    assert!(listed(BlacklistKey::Domain(
        "www.caipiao.example.cn".into()
    )));
    assert!(listed(BlacklistKey::Domain("zhenggai.example.cn".into())));
    let mut ledger = ledger;
    let removed = "<ICP><HMDLB><Wzhmdxxs><Wz_xx><Ym_xx><Ym>caipiao.example.cn</Ym></Ym_xx></Wz_xx><Czlx>2</Czlx></Wzhmdxxs></HMDLB></ICP>";
    ingest(&mut ledger, "removed.xml", &document(removed));
    let key = BlacklistKey::Domain("caipiao.example.cn".into());
    assert!(!ledger.is_blacklisted(&key).unwrap());
}

#[test]
fn an_illegal_access_is_to_be_cut() {
    let ledger = after("icp-ffjrhmd/whole.xml");
    let cut = tasks(&ledger, TaskList::IllegalAccess);
    let titles: Vec<&str> = cut.iter().map(|task| &*task.task.title.zh).collect();
    assert_eq!(titles.len(), 2);
    assert!(titles[0].contains("feifa.example.cn") && titles[0].contains("切断"));
}

#[test]
fn what_the_bureau_cancels_on_its_own_is_cancelled_here_and_told() {
    let ledger = after("icp-zxsj/whole.xml");
    let site = RecordKey::Id(RecordKind::Site, 7_002_002);
    let filing = &ledger.filings(site).unwrap()[0];
    assert_eq!(
        filing.site(7_002_002).unwrap().state,
        RecordState::Cancelled
    );
    // Of the subject beside it this ledger knows nothing.
    assert_eq!(tasks(&ledger, TaskList::CancelledByBureau).len(), 1);
    // The schema knows no cancelled access (2), the interface's text does.
    let ledger = after("icp-zxsj/breaks-schema-access.xml");
    let told = tasks(&ledger, TaskList::CancelledByBureau);
    assert_eq!(told.len(), 1);
    assert!(told[0].task.key.contains("7004003"), "{}", told[0].task.key);
}

#[test]
fn ranges_out_of_bounds_in_conflict_and_unreported_are_told_apart() {
    let ledger = after("ip-hcjg/whole.xml");
    let audits = tasks(&ledger, TaskList::IpAudit);
    let about = |words: &str| -> Vec<&TaskRecord> {
        let found = audits
            .iter()
            .filter(|task| task.task.title.zh.contains(words));
        found.collect()
    };
    assert_eq!(about("超出来源").len(), 1);
    assert_eq!(about("冲突").len(), 1);
    let unreported = about("未报备");
    assert_eq!(unreported.len(), 2);
    // Of an unreported source the order is known; who uses an allocation, only the carrier knows.
    assert_eq!(proposed(unreported[0]), "IP来源");
    assert_eq!(proposed(unreported[1]), "");
}

#[test]
fn code_tables_that_come_take_the_place_of_the_bundled_ones() {
    for name in ["jcdm/whole.xml", "sjtb-jcdm/whole.xml"] {
        let ledger = after(name);
        let codes = outcome::effective_codes(&ledger).unwrap();
        let nature = codes.table("unit_nature").unwrap();
        assert_eq!(
            nature.rows().len(),
            2,
            "{name}: a row that is not valid is no code"
        );
        assert!(Codes::bundled().table("unit_nature").unwrap().rows().len() > 2);
        assert_eq!(codes.table("cancel_reason").unwrap().rows().len(), 1);
    }
}

#[test]
fn a_full_copy_is_the_mirror_from_then_on() {
    let ledger = after("icp-xgtz/whole.xml");
    for key in [
        RecordKey::Number("浙ICP备12345678号"),
        RecordKey::Domain("xinghe.example.cn"),
        RecordKey::Certificate("91330106MA2B0K312D"),
        RecordKey::Own(1_000_000_001),
    ] {
        let found = ledger.filings(key).unwrap();
        assert_eq!(found[0].id, 7_001_001, "{key:?}");
    }
}

#[test]
fn a_wrong_password_is_recovered_with_what_the_ledger_knows_and_in_guangdong_online_only() {
    let mut ledger = ledger();
    ingest(&mut ledger, "copy.xml", &fixture("sjtb-icp/whole.xml"));
    let mut refused = |order: &str, number: &str| {
        ready(&mut ledger, order, Kind::NewSiteElsewhere);
        let keys = vec![
            Key::new(Object::Subject, KeyTag::Ztbah, number),
            Key::new(Object::Site(1), KeyTag::IspWzid, 2_000_000_000_u64),
        ];
        send(&mut ledger, &[(order, keys)]);
        let record = result(2, number, &[(1018, "")]);
        ingest(
            &mut ledger,
            &format!("{order}.xml"),
            &results(&[record], &[]),
        );
        outcome_of(&ledger, order)
            .latest
            .note
            .unwrap()
            .zh
            .into_owned()
    };
    let known = refused("W1", "浙ICP备12345678号");
    for part in ["浙ICP备12345678号", "尾号 312D", "尾号 0001", "邮寄"] {
        assert!(known.contains(part), "{known}");
    }
    assert!(!known.contains("91330106"), "{known}");
    let guangdong = refused("W2", "粤ICP备99000123号");
    assert!(
        guangdong.contains("只能线上找回") && !guangdong.contains("邮寄"),
        "{guangdong}"
    );
}
