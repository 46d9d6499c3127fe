//! 注销类别与订单类型一致 | The category of a cancellation
//!
//! ## 检查
//! 填写了注销类别时，与订单类型一致：注销主体为 0，注销网站为 1，取消接入为 2。留空则按订单类型。
//!
//! ## 原因
//! 类别决定记录Id 指的是主体、网站还是接入；填错会注销别的记录，或以 1016 退回。
//!
//! ## 正例
//! 订单类型 `注销网站`，注销类别 `1`
//!
//! ## 反例
//! 订单类型 `注销网站`，注销类别 `注销主体`
//!
//! ## 处理
//! 核对要注销的是什么，改正其中一个；记录Id 也要与它相符。
//!
//! ## Check
//! Where 注销类别 is given it fits the kind of order: 0 for a subject, 1 for a site, 2 for an access. A blank one follows the
//! kind.
//!
//! ## Reason
//! The category says whether 记录Id means a subject, a site or an access; a wrong one cancels another record, or comes back
//! with 1016.
//!
//! ## Passes
//! An order `注销网站` with the category `1`
//!
//! ## Fails
//! An order `注销网站` with the category `注销主体`
//!
//! ## Remedy
//! See what is to be cancelled and mend one of the two; 记录Id has to fit as well.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::ids::cancel_category;
use crate::order::{Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "cancel-category",
    severity: Severity::Error,
    code: Some(1016),
    kinds: Kind::CANCELLATIONS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(kind) = order.kind() else { return };
    let expected = match kind {
        Kind::CancelSubject => cancel_category::SUBJECT,
        Kind::CancelSite => cancel_category::SITE,
        _ => cancel_category::ACCESS,
    };
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row
            && row.category.get().is_some_and(|code| code.id != expected)
        {
            let message = Text::new(
                format!("注销类别与订单类型“{}”不一致", kind.name()),
                format!(
                    "the category does not fit the kind of order {}",
                    kind.name()
                ),
            );
            report.flag(order, &row.category, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};
    use crate::order::Kind;

    #[test]
    fn a_category_may_be_blank_or_say_what_the_kind_says() {
        for category in ["", "1", "注销网站", "网站注销"] {
            let sample = Sample::cancellation(Kind::CancelSite);
            assert_silent_on(&RULE, sample, |order| order.set("注销.注销类别", category));
        }
    }

    #[test]
    fn a_category_of_another_kind_is_found() {
        for (kind, category) in [
            (Kind::CancelSite, "注销主体"),
            (Kind::CancelSubject, "取消接入"),
            (Kind::CancelAccess, "1"),
        ] {
            assert_fires_on(&RULE, Sample::cancellation(kind), "注销类别", |order| {
                order.set("注销.注销类别", category)
            });
        }
    }
}
