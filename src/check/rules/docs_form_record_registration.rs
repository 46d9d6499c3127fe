//! 核验单登记为有效 | The verification form is registered as valid
//!
//! ## 检查
//! 核验单状态填写了时是“未收到”“有效”“无效”之一，且不是“无效”。
//!
//! ## 原因
//! 接入商登记为无效的核验单，备案会被退回。
//!
//! ## 正例
//! `有效`
//!
//! ## 反例
//! `无效`
//!
//! ## 处理
//! 请客户重新签署核验单，收到后改登记为有效。
//!
//! ## Check
//! A stated 核验单状态 is 未收到, 有效 or 无效, and not 无效.
//!
//! ## Reason
//! With a form that the carrier registered as invalid the filing is returned.
//!
//! ## Passes
//! `有效`
//!
//! ## Fails
//! `无效`
//!
//! ## Remedy
//! Let the customer sign a new form, and register it as valid.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "docs-form-record-registration",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for state in order
        .attachments
        .iter()
        .map(|attachment| &attachment.form_state)
    {
        let message = match state.text() {
            "" | "未收到" | "有效" => continue,
            "无效" => Text::new(
                "核验单登记为无效",
                "the verification form is registered as invalid",
            ),
            _ => Text::new(
                "核验单状态只有未收到、有效、无效",
                "the form's state is 未收到, 有效 or 无效",
            ),
        };
        report.flag(order, state, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn valid_and_awaited_forms_pass() {
        for state in ["有效", "未收到", ""] {
            assert_silent(&RULE, |order| order.set("附件[6].核验单状态", state));
        }
    }

    #[test]
    fn invalid_forms_and_unknown_words_are_found() {
        for state in ["无效", "待定"] {
            assert_fires(&RULE, "核验单状态", |order| {
                order.set("附件[6].核验单状态", state)
            });
        }
    }
}
