//! 身份证正反面齐全 | Both sides of an ID card
//!
//! ## 检查
//! 身份证作为负责人证件时，正面和反面都有；注明正反面时按注明判断，一张图含正反面的注明“正反面同图”。只有一张又没有注
//! 明的，作提示。
//!
//! ## 原因
//! 缺少一面时审核按材料不全退回。
//!
//! ## 正例
//! 正面、反面两张；一张注明 `正反面同图`
//!
//! ## 反例
//! 只有一张，注明 `正`
//!
//! ## 处理
//! 补上另一面，或在正反面一列注明“正反面同图”。
//!
//! ## Check
//! An ID card of a principal is there with front and back. The column 正反面 decides where it is filled in, 正反面同图
//! marks one picture of both; a single picture without it is only noted.
//!
//! ## Reason
//! The review refuses a card with one side as incomplete.
//!
//! ## Passes
//! Two pictures, front and back; one marked `正反面同图`
//!
//! ## Fails
//! One picture, marked `正`
//!
//! ## Remedy
//! Attach the other side, or mark the picture 正反面同图.

use crate::check::certificates::{Form, form};
use crate::check::documents;
use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::purpose::{SITE_PRINCIPAL, SUBJECT_PRINCIPAL};
use crate::order::{AnyField, Attachment, Kind, Order, Person, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-id-both-sides",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let of_subject = (
        Person::of_subject(&order.subject),
        documents::of(order, SUBJECT_PRINCIPAL).collect(),
    );
    let of_sites = order.sites.iter().map(|site| {
        let pictures: Vec<&Attachment> = documents::of_site(order, SITE_PRINCIPAL, site).collect();
        (Person::of_site(site), pictures)
    });
    for (person, pictures) in std::iter::once(of_subject).chain(of_sites) {
        if person
            .certificate_type
            .get()
            .is_some_and(|certificate| form(certificate) != Some(Form::ResidentId))
        {
            continue;
        }
        let marked = |mark: char| {
            pictures
                .iter()
                .any(|picture| picture.side.text().contains(mark))
        };
        let sides = (marked('正'), marked('反'));
        let unmarked = pictures
            .iter()
            .filter(|picture| picture.side.is_absent())
            .count();
        match (&pictures[..], sides) {
            ([], _) | (_, (true, true)) => {}
            ([picture], (false, false)) if unmarked == 1 => {
                report.flag(
                    order,
                    &picture.file,
                    Text::new(
                        "只有一张证件图片，没有注明是否含正反面",
                        "a single picture, and nothing says that it shows both sides",
                    ),
                );
                report.at_most(Severity::Info);
            }
            ([picture, ..], _) if unmarked == 0 => {
                report.flag(
                    order,
                    &picture.file,
                    Text::new("身份证缺少一面", "one side of the ID card is missing"),
                );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn two_sides_and_one_picture_of_both_pass() {
        assert_silent(&RULE, |order| {
            order.set("附件[2].正反面", "正");
            order.set("附件[3].正反面", "反");
        });
        assert_silent(&RULE, |order| {
            order.detach("主体负责人证件");
            order.set("附件[9].用途", "主体负责人证件");
            order.set("附件[9].文件", "attachments/both.jpg");
            order.set("附件[9].正反面", "正反面同图");
        });
        assert_silent(&RULE, |order| {
            order.order.attachments.remove(2);
            order.set("主体.主体负责人证件类型", "护照");
        });
    }

    #[test]
    fn a_side_that_is_missing_is_found() {
        assert_fires(&RULE, "文件", |order| {
            order.order.attachments.remove(2);
            order.set("附件[2].正反面", "正");
        });
    }

    #[test]
    fn a_single_picture_without_mark_is_only_noted() {
        let mut sample = Sample::unit();
        sample.order.attachments.remove(2);
        let severities: Vec<Severity> = findings(&RULE, &sample)
            .iter()
            .map(|finding| finding.severity)
            .collect();
        assert_eq!(severities, [Severity::Info]);
    }
}
