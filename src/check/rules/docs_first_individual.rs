//! 个人首次备案的材料 | Documents of an individual's new filing
//!
//! ## 检查
//! 个人首次备案附本人证件（用途为主体负责人证件、网站负责人证件或主办单位证件），每个网站附核验单和当面核验照片。
//! 用 APP 核验、视频核身或小程序的不要求照片。
//!
//! ## 原因
//! 缺少材料时审核退回。
//!
//! ## 正例
//! 本人证件、核验单、当面核验照片齐全
//!
//! ## 反例
//! 没有核验单
//!
//! ## 处理
//! 补上缺少的附件；材料随后以单独核验单补交的，可在配置中把 `docs-*` 调为警告。
//!
//! ## Check
//! An individual's new filing has the person's certificate (as principal's or organizer's), and for each site a
//! verification form and a photo. No photo is needed with verification by app or video, or through the mini program.
//!
//! ## Reason
//! The review refuses incomplete material.
//!
//! ## Passes
//! The person's certificate, form and photo
//!
//! ## Fails
//! No verification form
//!
//! ## Remedy
//! Attach what is missing. Where documents follow later by themselves, the configuration may turn `docs-*` into
//! warnings.

use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::{SITE_PRINCIPAL, SUBJECT_PRINCIPAL, UNIT_CERTIFICATE};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-first-individual",
    severity: Severity::Error,
    code: Some(1002),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_individual(order) {
        return;
    }
    if ![SUBJECT_PRINCIPAL, SITE_PRINCIPAL, UNIT_CERTIFICATE]
        .iter()
        .any(|&purpose| documents::has(order, purpose))
    {
        documents::flag_missing(
            order,
            report,
            Text::new("缺少本人证件", "the person's certificate is missing"),
        );
    }
    documents::flag_unverified_sites(order, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn complete_documents_pass() {
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.detach("网站负责人证件")
        });
    }

    #[test]
    fn each_missing_document_is_found() {
        for document in ["核验单", "当面核验照片"] {
            assert_fires_on(&RULE, Sample::individual(), "用途", |order| {
                order.detach(document)
            });
        }
        assert_fires_on(&RULE, Sample::individual(), "用途", |order| {
            order.detach("主体负责人证件");
            order.detach("网站负责人证件");
        });
    }
}
