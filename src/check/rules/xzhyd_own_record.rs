//! 单独核验单的对象要对得上 | Owner and number of material agree
//!
//! ## 检查
//! 单独核验单的附件，所属对象是主体的填主体备案号，是网站的填网站备案号。
//!
//! ## 原因
//! 对象和号码不符的，管局按 1055 退回。
//!
//! ## 正例
//! 所属对象 `网站`，所属备案号 `浙ICP备99000123号-1`
//!
//! ## 反例
//! 所属对象 `网站`，所属备案号 `浙ICP备99000123号`
//!
//! ## 处理
//! 把备案号改成该对象的：主体的没有序号，网站的带序号。
//!
//! ## Check
//! An attachment that is sent alone names a subject by a subject's number, a site by a site's.
//!
//! ## Reason
//! The bureau refuses a number that does not fit the owner with 1055.
//!
//! ## Passes
//! owner `网站` with `浙ICP备99000123号-1`
//!
//! ## Fails
//! owner `网站` with `浙ICP备99000123号`
//!
//! ## Remedy
//! Give the owner's own number: a subject's without, a site's with its serial number.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::owner_type;
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "xzhyd-own-record",
    severity: Severity::Error,
    code: Some(1055),
    kinds: &[Kind::VerificationMaterial],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in &order.attachments {
        let (Some(owner), Some(number)) =
            (attachment.owner.get(), attachment.owner_filing_number.get())
        else {
            continue;
        };
        let message = match (owner.id, number.site()) {
            (owner_type::SUBJECT, Some(_)) => Text::new(
                "所属对象是主体，备案号却是网站的",
                "the owner is a subject, but the number a site's",
            ),
            (owner_type::SITE, None) => Text::new(
                "所属对象是网站，备案号却是主体的",
                "the owner is a site, but the number a subject's",
            ),
            _ => continue,
        };
        report.flag(order, &attachment.owner_filing_number, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn the_number_of_the_owner_passes() {
        assert_silent_on(&RULE, Sample::material(), |order| {
            order.set("附件.所属对象", "网站")
        });
    }

    #[test]
    fn the_number_of_another_kind_of_owner_is_found() {
        for (owner, number) in [
            ("网站", "浙ICP备99000123号"),
            ("主体", "浙ICP备99000123号-1"),
        ] {
            let mut sample = Sample::material();
            sample.set("附件.所属备案号", number);
            assert_fires_on(&RULE, sample, "所属备案号", |order| {
                order.set("附件.所属对象", owner)
            });
        }
    }
}
