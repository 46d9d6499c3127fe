//! XML 不允许的控制字符 | Control characters that XML forbids
//!
//! ## 检查
//! 要上报的文字不含 XML 1.0 不允许的字符：除制表符和换行以外的控制字符、U+FFFE、U+FFFF。
//!
//! ## 原因
//! 这些字符看不见，多从其他系统粘贴而来；含有它们的文件不是合法 XML，会被退回 5008。
//!
//! ## 正例
//! `A&B` 这样的标记字符可以使用
//!
//! ## 反例
//! 名称中混入 U+0003
//!
//! ## 处理
//! 删除该字符：重新手工输入整个单元格最可靠。
//!
//! ## Check
//! Transmitted texts have no character that XML 1.0 forbids: control characters other than tab and line ends, U+FFFE,
//! U+FFFF.
//!
//! ## Reason
//! They are invisible and come with pasted text; a file that holds one is no XML and is refused with 5008.
//!
//! ## Passes
//! markup characters such as `A&B` are fine
//!
//! ## Fails
//! a name with U+0003 in it
//!
//! ## Remedy
//! Delete the character; typing the cell anew is the surest way.

use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, records};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "file-illegal-characters",
    severity: Severity::Error,
    code: Some(5008),
    kinds: Kind::ALL,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let texts = records::fields(order).into_iter();
    for Placed { field, .. } in texts.filter(|placed| placed.length.is_some()) {
        if let Some((index, character)) = field
            .text()
            .chars()
            .enumerate()
            .find(|&(_, c)| is_illegal(c))
        {
            let position = index + 1;
            let message = Text::new(
                format!(
                    "第 {position} 个字符 U+{:04X} 是不可见的控制字符",
                    u32::from(character)
                ),
                format!(
                    "character {position}, U+{:04X}, is an invisible control character",
                    u32::from(character)
                ),
            );
            report.flag(order, field, message);
        }
    }
}

fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn markup_and_line_ends_pass() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站备注", "A&B <介绍>\n第二行")
        });
    }

    #[test]
    fn a_control_character_is_found() {
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.网站备注", "介绍\u{3}")
        });
    }
}
