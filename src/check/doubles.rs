//! Promises of the catalogue as a whole: what is wrong with a cell is said once, by the rule that knows it best, and an
//! operator who mends it hears of nothing else that was known before.

use super::sample::Sample;
use super::{Context, Filed, Profile, Settings, Standing, run};
use crate::codes::Codes;
use crate::order::{Finding, Severity};

/// Everything but notes that the whole catalogue says of an order.
fn said(sample: &Sample, profile: Profile) -> Vec<Finding> {
    let settings = Settings {
        profile,
        ..Settings::default()
    };
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        filed: &Filed::default(),
        today: super::sample::DAY,
    };
    let mut verdicts = run(vec![sample.order.clone()], &[], &context, &|| ());
    let mut findings = verdicts.remove(0).findings;
    findings.retain(|finding| finding.severity > Severity::Info);
    findings
}

/// Expects exactly one finding, by `rule` about the column `header`, after the cells were changed.
fn assert_said_once(mut sample: Sample, profile: Profile, cells: &[(&str, &str)], rule: &str) {
    for (cell, text) in cells {
        sample.set(cell, text);
    }
    let found = said(&sample, profile);
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_ref()).collect();
    assert_eq!(rules, [rule], "{cells:?}: {found:#?}");
}

#[test]
fn a_name_that_is_no_name_is_refused_once() {
    for (name, rule) in [
        ("www.qingshanxi-net.cn", "site-name-not-homepage-url"),
        ("qingshanxi-net.cn", "site-name-not-domain"),
        ("qingshanxi-net", "site-name-not-domain"),
        ("12345", "site-name-not-digits"),
        ("My Photo", "site-name-not-latin"),
        ("abc123", "site-name-three-han"),
        ("ABC网", "site-name-three-han"),
        ("青溪", "site-name-min-3-han"),
        ("青杉★溪网络", "site-name-no-special-chars"),
        ("六合彩大全", "nine-prohibitions"),
        ("青杉溪反腐网", "site-name-no-sensitive-words"),
        ("中国青杉溪网络", "site-name-no-national-prefix"),
    ] {
        let cells = [("网站.网站名称", name)];
        assert_said_once(Sample::unit(), Profile::Lenient, &cells, rule);
    }
    for (name, rule) in [
        ("摄影论坛天地", "forum-individual-forbidden"),
        ("青杉新闻网", "site-name-individual-nature-mismatch"),
        ("青杉摄影公司", "site-name-individual-no-org-words"),
    ] {
        let cells = [("网站.网站名称", name)];
        assert_said_once(Sample::individual(), Profile::Lenient, &cells, rule);
    }
}

#[test]
fn a_forum_of_an_individual_is_refused_once_for_each_cell() {
    let mut sample = Sample::individual();
    sample.set("前置审批.前置审批类型", "电子公告服务");
    sample.set("前置审批.审批号", "省通管2025-1");
    sample.set("前置审批.审批文件", "attachments/approval.jpg");
    assert_said_once(sample, Profile::Lenient, &[], "forum-individual-forbidden");
}

#[test]
fn a_registrant_is_refused_by_the_strictest_rule_that_looks() {
    let other = ("域名.域名注册人", "绿松茶业有限公司");
    let cells = [other];
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &cells,
        "domain-owner-unit",
    );
    assert_said_once(
        Sample::unit(),
        Profile::Strict,
        &cells,
        "domain-owner-consistent",
    );
    assert_said_once(
        Sample::individual(),
        Profile::Lenient,
        &cells,
        "domain-owner-individual",
    );
}

#[test]
fn numbers_that_cannot_be_called_are_refused_once() {
    let mobile = "主体.主体负责人手机";
    assert_said_once(
        Sample::individual(),
        Profile::Lenient,
        &[(mobile, "1381234567")],
        "contact-1007",
    );
    assert_said_once(
        Sample::individual(),
        Profile::Lenient,
        &[(mobile, "")],
        "contact-1007",
    );
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &[(mobile, "1381234567")],
        "mobile-format",
    );
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &[("主体.主体负责人办公电话", "0755-86013388转1")],
        "phone-charset-digits-dash",
    );
}

#[test]
fn what_a_remark_should_explain_is_asked_for_once() {
    let address = ("主体.通信地址", "浙江省杭州市滨江区");
    let remark = ("主体.主体备注", "夜间无人");
    let unit = Sample::unit;
    assert_said_once(
        unit(),
        Profile::Lenient,
        &[address],
        "subject-address-house-number",
    );
    assert_said_once(
        unit(),
        Profile::Lenient,
        &[address, remark],
        "subject-address-no-number-remark",
    );
    let domain = ("域名[2].域名", "lvsong.net");
    let remark = ("网站.网站备注", "企业官网");
    assert_said_once(
        unit(),
        Profile::Lenient,
        &[domain],
        "domain-prefix-different-sites",
    );
    assert_said_once(
        unit(),
        Profile::Lenient,
        &[domain, remark],
        "domain-same-site-remark",
    );
}

#[test]
fn a_missing_postal_address_is_asked_for_once() {
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &[("主体.通信地址", "")],
        "subject-address-house-number",
    );
}

#[test]
fn numbers_of_filings_are_refused_once() {
    let site = "网站.网站备案号";
    assert_said_once(
        Sample::new_access(),
        Profile::Lenient,
        &[(site, "京ICP证-1")],
        "filing-number-commercial-syntax-spec",
    );
    assert_said_once(
        Sample::new_access(),
        Profile::Lenient,
        &[(site, "浙ICP备2号-1")],
        "filing-number-syntax-site",
    );
    assert_said_once(
        Sample::new_site(),
        Profile::Lenient,
        &[
            ("主体.主体备案号", ""),
            ("主体.主办单位名称", "杭州青杉溪网络有限公司"),
        ],
        "type-nosubject-site-definition",
    );
}

#[test]
fn the_age_of_a_principal_is_refused_once() {
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &[
            ("主体.主体负责人证件号码", "330102201101210000"),
            ("主体.主体负责人证件号码", "33010220101121000X"),
        ],
        "subject-principal-age-unit-16",
    );
}

#[test]
fn a_sole_trader_hears_once_what_its_nature_is() {
    assert_said_once(
        Sample::unit(),
        Profile::Lenient,
        &[
            ("主体.主体类型", "个体工商户(有字号)"),
            ("主体.主办单位性质", "社会团体"),
        ],
        "soletrader-with-trade-name",
    );
}

#[test]
fn of_a_damaged_cell_only_the_damage_is_said() {
    let mut sample = Sample::unit();
    sample.set("主体.主体负责人证件号码", "110101199003070001");
    let settings = Settings::default();
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        filed: &Filed::default(),
        today: super::sample::DAY,
    };
    let orders = || vec![sample.order.clone()];
    let mut damage = run(orders(), &[], &context, &|| ()).remove(0).findings;
    assert_eq!(damage.len(), 1, "{damage:#?}");
    damage[0].rule = "intake-digits-lost".into();
    let verdict = run(orders(), &damage, &context, &|| ()).remove(0);
    assert_eq!(verdict.findings, damage);
    assert!(matches!(verdict.standing, Standing::HeldBack(_)));
}
