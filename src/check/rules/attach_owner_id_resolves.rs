//! 附件属于本订单的主体或网站 | Attachments belong to the order's own subject or sites
//!
//! ## 检查
//! 网站材料的网站序号是本订单的一个网站；只有一个网站时可以不填。所填的企业侧Id 是本订单主体或网站的Id，
//! Id 和备案号不同时填写。单独核验单写明所属备案号或省局Id，附件自己的，或主体、网站的。
//!
//! ## 原因
//! 附件挂到别的备案上时管局退回 1055。
//!
//! ## 正例
//! 核验单，网站序号 `1`
//!
//! ## 反例
//! 网站序号 `3`，而订单只有两个网站
//!
//! ## 处理
//! 改正网站序号或所属对象，使其指向本订单的主体或网站。
//!
//! ## Check
//! The site number of a site's document is a site of the order; with a single site it may be absent. An owner's own id
//! is that of the order's subject or site, and id and filing number exclude each other. Verification material names the
//! filing number or the bureau's id of its owner, its own or that of subject or site.
//!
//! ## Reason
//! The bureau refuses an attachment of another filing with 1055.
//!
//! ## Passes
//! form, site number `1`
//!
//! ## Fails
//! site number `3` in an order of two sites
//!
//! ## Remedy
//! Let site number and owner point at the order's own subject or site.

use crate::check::{Check, Context, Owner, Report, Rule, owner};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "attach-owner-id-resolves",
    severity: Severity::Error,
    code: Some(1055),
    kinds: Kind::WITH_ATTACHMENTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for attachment in &order.attachments {
        let owner = owner(order, attachment);
        let is_named = [&attachment.owner_id, &attachment.owner_own_id]
            .iter()
            .any(|id| !id.is_absent())
            || !attachment.owner_filing_number.is_absent();
        let missing = owner.is_none() && !is_named && !attachment.usage.is_absent();
        if order.kind() == Some(Kind::VerificationMaterial) && !is_named && !is_filed(order, owner)
        {
            let message = Text::new(
                "没有写明所属备案号，也没有省局Id",
                "neither the owner's filing number nor the bureau's id of it is given",
            );
            report.flag(order, &attachment.owner_filing_number, message);
        } else if missing && attachment.site.is_absent() {
            let message = Text::new(
                "没有写明属于哪个网站",
                "which site it belongs to is not said",
            );
            report.flag(order, &attachment.site, message);
        } else if missing {
            report.flag(
                order,
                &attachment.site,
                Text::new("订单没有这个网站", "the order has no such site"),
            );
        }
        if let Some(id) = attachment
            .owner_own_id
            .get()
            .filter(|_| order.kind() == Some(Kind::NewFiling))
        {
            let sites = order.sites.iter().map(|site| &site.own_id);
            if !sites
                .chain([&order.subject.own_id])
                .any(|own| own.get() == Some(id))
            {
                let message = Text::new(
                    "不是本订单主体或网站的企业侧Id",
                    "this is the id of neither the order's subject nor its sites",
                );
                report.flag(order, &attachment.owner_own_id, message);
            }
        }
        if !attachment.owner_id.is_absent() && !attachment.owner_filing_number.is_absent() {
            let message = Text::new(
                "所属对象的Id 和备案号只能填一个",
                "id and filing number of the owner exclude each other",
            );
            report.flag(order, &attachment.owner_id, message);
        }
    }
}

/// Whether the order says what the bureau calls its subject or site.
fn is_filed(order: &Order, owner: Option<Owner>) -> bool {
    match owner {
        Some(Owner::Subject) => {
            let subject = &order.subject;
            !subject.filing_number.is_absent() || !subject.bureau_id.is_absent()
        }
        Some(Owner::Site(index)) => { order.sites.get(index) }
            .is_some_and(|site| !site.filing_number.is_absent() || !site.bureau_id.is_absent()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    #[test]
    fn verification_material_names_its_owner_itself_or_by_subject_and_site() {
        assert_silent_on(&RULE, Sample::material(), |_| {});
        assert_silent_on(&RULE, Sample::material(), |order| {
            order.set("附件.所属备案号", "");
            order.set("网站.省局网站Id", "880013");
        });
        assert_fires_on(&RULE, Sample::material(), "所属备案号", |order| {
            order.set("附件.所属备案号", "")
        });
    }

    #[test]
    fn the_only_site_needs_no_number() {
        assert_silent(&RULE, |order| order.set("附件[6].网站序号", ""));
    }

    #[test]
    fn an_own_id_of_the_order_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.企业侧主体Id", "1000000001");
            order.set("附件.所属对象(企业侧Id)", "1000000001");
        });
    }

    #[test]
    fn a_site_that_is_not_there_and_one_of_several_are_found() {
        assert_fires(&RULE, "网站序号", |order| {
            order.set("附件[6].网站序号", "3")
        });
        assert_fires(&RULE, "网站序号", |sample| {
            sample.set("网站[2].网站序号", "2");
            sample.set("附件[6].网站序号", "");
        });
    }

    #[test]
    fn a_foreign_id_and_two_names_of_one_owner_are_found() {
        assert_fires(&RULE, "所属对象(企业侧Id)", |order| {
            order.set("附件.所属对象(企业侧Id)", "7")
        });
        assert_fires_on(
            &RULE,
            Sample::new_access(),
            "所属对象(省局Id/企业侧网站Id)",
            |order| {
                order.set("附件.所属对象(省局Id/企业侧网站Id)", "90001");
                order.set("附件.所属备案号", "浙ICP备99000123号-1");
            },
        );
    }
}
