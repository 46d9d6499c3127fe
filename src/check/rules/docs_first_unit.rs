//! 单位首次备案的材料 | Documents of a unit's new filing
//!
//! ## 检查
//! 单位首次备案附主办单位证件、主体负责人证件，每个网站附核验单和当面核验照片；负责人相同的网站可共用照片。网站负责人
//! 证件由 docs-site-principal-unit 检查。
//! 用 APP 核验、视频核身或小程序的不要求照片。
//!
//! ## 原因
//! 缺少材料时审核退回。
//!
//! ## 正例
//! 主办单位证件、主体负责人证件、核验单、当面核验照片齐全
//!
//! ## 反例
//! 没有主办单位证件
//!
//! ## 处理
//! 补上缺少的附件；材料随后以单独核验单补交的，可在配置中把 `docs-*` 调为警告。
//!
//! ## Check
//! A unit's new filing has the unit's certificate, the subject principal's certificate, and for each site a
//! verification form and a photo; sites of the same principal may share the photo. The site principals' certificates
//! are looked at by docs-site-principal-unit. No photo is needed with verification by app or video, or through the
//! mini program.
//!
//! ## Reason
//! The review refuses incomplete material.
//!
//! ## Passes
//! Unit's certificate, principal's certificate, form and photo
//!
//! ## Fails
//! No certificate of the unit
//!
//! ## Remedy
//! Attach what is missing. Where documents follow later by themselves, the configuration may turn `docs-*` into
//! warnings.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::{SUBJECT_PRINCIPAL, UNIT_CERTIFICATE};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-first-unit",
    severity: Severity::Error,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_unit(order) {
        return;
    }
    if !documents::has(order, UNIT_CERTIFICATE) {
        documents::flag_missing(
            order,
            report,
            Text::new("缺少主办单位证件", "the unit's certificate is missing"),
        );
    }
    if !documents::has(order, SUBJECT_PRINCIPAL) {
        documents::flag_missing(
            order,
            report,
            Text::new(
                "缺少主体负责人证件",
                "the subject principal's certificate is missing",
            ),
        );
    }
    documents::flag_unverified_sites(order, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};

    #[test]
    fn complete_documents_pass_and_the_app_needs_no_photo() {
        assert_silent(&RULE, |_| ());
        assert_silent(&RULE, |order| {
            order.detach("当面核验照片");
            order.set("订单.拍照方式", "APP核验");
        });
    }

    #[test]
    fn each_missing_document_is_found() {
        for document in ["主办单位证件", "主体负责人证件", "核验单", "当面核验照片"]
        {
            assert_fires(&RULE, "用途", |order| order.detach(document));
        }
    }

    #[test]
    fn sites_of_one_principal_share_the_photo_but_not_the_form() {
        let mut sample = Sample::unit();
        let mut second = Sample::unit().order.sites.remove(0);
        second.position = crate::order::Site::default().position;
        sample.order.sites.push(second);
        let found: Vec<String> = findings(&RULE, &sample)
            .iter()
            .map(|finding| finding.message.zh.to_string())
            .collect();
        assert_eq!(found, ["网站 2 缺少核验单"]);
    }
}
