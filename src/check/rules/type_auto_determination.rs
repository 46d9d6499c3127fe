//! 订单类型与查询结果相符 | The kind of order fits the answers of the query
//!
//! ## 检查
//! 填写了“主体已备案”“域名已备案”时，与订单类型相符：首次备案两者为否，新增网站和无主体新增为主体已备案而域名未备案，
//! 接入备案两者为是。
//!
//! ## 原因
//! 类型由主体和域名是否已备案决定；选错时管局以 1003（主体已备案）、1005（域名已备案）或 1016（查不到）退回。
//!
//! ## 正例
//! 首次备案，`否`、`否`
//!
//! ## 反例
//! 首次备案，`是`、`是`（应为接入备案）
//!
//! ## 处理
//! 改为提示中的订单类型。拿不准时在工信部公共查询中按域名、首页网址、IP 或主办单位名称查，证件号码和单位名称各查一次，或用
//! `beian classify --online`；域名备案在别人名下的，先凭域名证书请管局注销。
//!
//! ## Check
//! Where 主体已备案 and 域名已备案 are filled in they fit the kind: a new filing has neither, a new site a filed
//! subject and a domain that is not filed, an access both.
//!
//! ## Reason
//! Whether subject and domain are filed decides the kind; a wrong one is refused with 1003 (subject filed), 1005
//! (domain filed) or 1016 (not found).
//!
//! ## Passes
//! 首次备案 with `否` and `否`
//!
//! ## Fails
//! 首次备案 with `是` and `是`, which should be 接入备案
//!
//! ## Remedy
//! Change the kind to the one named. In doubt ask the ministry's public query by domain, home page, IP or organizer, by the
//! certificate's number and by the name as well, or `beian classify --online`; a domain that is filed for somebody else is
//! first cancelled at the bureau with the domain's certificate.

use crate::check::{Basis, Check, Context, Domains, Facts, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-auto-determination",
    severity: Severity::Error,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

/// What the bureau answers to a subject or a domain that is filed already, and to one that is not.
const SUBJECT_FILED: u32 = 1003;
const DOMAIN_FILED: u32 = 1005;
const NOT_FOUND: u32 = 1016;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let header = &order.header;
    let Some(kind) = order.kind() else { return };
    let expected = match kind {
        Kind::NewFiling => (false, false),
        Kind::NewAccess => (true, true),
        _ => (true, false),
    };
    let told = Facts::of_columns(order);
    let usual = Facts::answered(Some(expected.0), Some(expected.1), Basis::Numbers);
    // What the columns leave open is taken to be as the kind has it.
    let class = usual.and(told).class();
    if class.fits(kind) != Some(false) {
        return;
    }
    let subject = told.subject.map(|fact| fact.value);
    let is_filed = if subject.is_some_and(|filed| filed != expected.0) {
        subject.map(|filed| (filed, SUBJECT_FILED))
    } else {
        let domains = told.domains.map(|fact| fact.value == Domains::All);
        domains.map(|filed| (filed, DOMAIN_FILED))
    };
    let message = match class.names() {
        names if names.is_empty() => class.why(),
        names => Text::new(
            format!("按查询结果应为{names}"),
            format!("by the answers of the query this should be {names}"),
        ),
    };
    report.flag(order, &header.kind, message);
    report.with_code(match is_filed {
        Some((true, code)) => code,
        _ => NOT_FOUND,
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on, findings};

    fn answer(sample: &mut Sample, subject: &str, domain: &str) {
        sample.set("订单.主体已备案", subject);
        sample.set("订单.域名已备案", domain);
    }

    #[test]
    fn fitting_answers_and_no_answers_pass() {
        assert_silent(&RULE, |order| answer(order, "否", "否"));
        assert_silent(&RULE, |order| answer(order, "", ""));
        assert_silent_on(&RULE, Sample::new_site(), |order| answer(order, "是", "否"));
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            answer(order, "是", "是")
        });
    }

    #[test]
    fn other_answers_are_found_with_the_code_they_lead_to() {
        assert_fires(&RULE, "订单类型", |order| answer(order, "是", "是"));
        for (mut sample, subject, domain, code) in [
            (Sample::unit(), "是", "否", 1003),
            (Sample::unit(), "否", "是", 1005),
            (Sample::new_site(), "否", "", 1016),
            (Sample::new_access(), "是", "否", 1016),
        ] {
            answer(&mut sample, subject, domain);
            assert_eq!(findings(&RULE, &sample)[0].code, Some(code));
        }
    }
}
