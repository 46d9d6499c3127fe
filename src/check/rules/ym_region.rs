//! 域名报备的省市 | Regions of a domain report
//!
//! ## 检查
//! 注册人、管理员和缴费人的省、市是行政区划代码或名称，级别正确，市在省内。
//!
//! ## 原因
//! 管局按 3028（注册人）、3029（管理员）、3030（缴费人）退回错误的省市。
//!
//! ## 正例
//! `330000` / `330100`
//!
//! ## 反例
//! `330000` / `440300`
//!
//! ## 处理
//! 按行政区划填写同一地方的省和市。
//!
//! ## Check
//! Province and city of registrant, administrator and payer are codes or names of regions, each of its level, the city within
//! the province.
//!
//! ## Reason
//! The bureau refuses wrong regions with 3028 (registrant), 3029 (administrator) or 3030 (payer).
//!
//! ## Passes
//! `330000` / `330100`
//!
//! ## Fails
//! `330000` / `440300`
//!
//! ## Remedy
//! Write province and city of one place.

use crate::check::regions::Nest;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Operation, Order, Severity};

pub const RULE: Rule = Rule {
    id: "ym-region",
    severity: Severity::Error,
    code: Some(3028),
    kinds: &[Kind::DomainReport],
    check: Check::Order(check),
};

const PEOPLE: [([&str; 2], u32); 3] = [
    (["Zcr_shengid", "Zcr_shiid"], 3028),
    (["Gly_shengid", "Gly_shiid"], 3029),
    (["Jfr_shengid", "Jfr_shiid"], 3030),
];

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if order.operation() == Some(Operation::Delete) {
        return;
    }
    for (_, row) in order.reported() {
        for (tags, code) in PEOPLE {
            let mut nest = Nest::new(context);
            for field in tags.iter().filter_map(|tag| row.field(tag)) {
                if let Some((_, message)) = nest.look_at(field) {
                    report.flag(order, field, message);
                    report.with_code(code);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings};
    use crate::order::Kind;

    #[test]
    fn regions_that_nest_pass() {
        assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |order| {
            order.set("域名报备.缴费人省", "广东");
            order.set("域名报备.缴费人市", "深圳");
        });
    }

    #[test]
    fn each_person_has_a_code_of_its_own() {
        for (header, code) in [("注册人市", 3028), ("管理员市", 3029), ("缴费人市", 3030)]
        {
            let mut sample = Sample::report(Kind::DomainReport);
            sample.set("域名报备.缴费人省", "浙江");
            sample.set(&format!("域名报备.{header}"), "440300");
            assert_eq!(findings(&RULE, &sample)[0].code, Some(code), "{header}");
        }
    }
}
