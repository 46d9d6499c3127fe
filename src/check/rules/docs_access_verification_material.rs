//! 接入备案的核验单 | Verification forms of an access
//!
//! ## 检查
//! 接入备案的每个网站附核验单。
//!
//! ## 原因
//! 转接入也要核验，缺少核验单时审核退回。
//!
//! ## 正例
//! 每个网站一份核验单
//!
//! ## 反例
//! 没有核验单
//!
//! ## 处理
//! 下载、打印、签署核验单后作为附件补上。
//!
//! ## Check
//! Every site of an access has its verification form.
//!
//! ## Reason
//! An access is verified too; the review refuses without the form.
//!
//! ## Passes
//! A form for every site
//!
//! ## Fails
//! No form
//!
//! ## Remedy
//! Print and sign the form, and attach it.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::FORM;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-access-verification-material",
    severity: Severity::Error,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    documents::flag_sites_without(
        order,
        report,
        FORM,
        false,
        &Text::new("核验单", "verification form"),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_form_for_every_site_passes() {
        assert_silent_on(&RULE, Sample::new_access(), |_| ());
    }

    #[test]
    fn a_missing_form_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "用途", |order| {
            order.detach("核验单")
        });
        assert_fires_on(&RULE, Sample::new_access(), "用途", |order| {
            order.set("网站[2].网站序号", "2");
            order.set("网站[2].网站备案号", "浙ICP备99000123号-2");
        });
    }
}
