//! 单位网站负责人的证件 | Certificates of a unit's site principals
//!
//! ## 检查
//! 单位备案时，每个网站都附网站负责人证件；负责人相同的网站可以共用。
//!
//! ## 原因
//! 主体负责人和网站负责人的证件要分别上传，缺少时审核退回。
//!
//! ## 正例
//! 主体负责人证件和网站负责人证件都有
//!
//! ## 反例
//! 只有主体负责人证件
//!
//! ## 处理
//! 补上网站负责人证件；与主体负责人是同一人的，同一文件再挂一次网站负责人证件。
//!
//! ## Check
//! A unit's order has the certificate of every site's principal; sites of the same principal may share it.
//!
//! ## Reason
//! The certificates of the subject's and the sites' principals are uploaded separately, and the review refuses
//! without.
//!
//! ## Passes
//! The subject principal's and the site principal's certificates
//!
//! ## Fails
//! The subject principal's only
//!
//! ## Remedy
//! Attach the site principal's certificate; for the same person attach the same file once more for this purpose.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::SITE_PRINCIPAL;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-site-principal-unit",
    severity: Severity::Error,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.is_unit(order) {
        let name = Text::new("网站负责人证件", "principal's certificate");
        documents::flag_sites_without(order, report, SITE_PRINCIPAL, true, &name);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn units_with_the_certificate_and_individuals_without_it_pass() {
        assert_silent(&RULE, |_| ());
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.detach("网站负责人证件")
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.detach("网站负责人证件")
        });
    }

    #[test]
    fn a_missing_certificate_is_found() {
        assert_fires(&RULE, "用途", |order| order.detach("网站负责人证件"));
    }
}
