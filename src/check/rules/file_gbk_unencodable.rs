//! GBK 写不出的字符 | Characters that GBK cannot write
//!
//! ## 检查
//! 要上报的文字只用各种 GBK 实现一致认可的字符。配置允许以数字引用代替（`unmappable = "reference"`）时不核对。
//!
//! ## 原因
//! 上报文件必须是 GBK 编码，写不出的字符会变成乱码，被退回 5008。
//!
//! ## 正例
//! `林镕`，`青杉·溪`
//!
//! ## 反例
//! `林𬱖`，`青杉😀`，不换行空格 U+00A0
//!
//! ## 处理
//! 换成管局认可的写法：生僻字用身份证件登记机关给出的替代字或拼音，符号删除，特殊空格改为普通空格。
//!
//! ## Check
//! Transmitted texts use only characters on which all implementations of GBK agree. Not checked when the configuration
//! writes the others as numeric references (`unmappable = "reference"`).
//!
//! ## Reason
//! The upload is GBK; a character that GBK lacks would arrive garbled and is refused with 5008.
//!
//! ## Passes
//! `林镕`, `青杉·溪`
//!
//! ## Fails
//! `林𬱖`, `青杉😀`, the no-break space U+00A0
//!
//! ## Remedy
//! Use the spelling that the bureau accepts: a variant or the pinyin for a rare character, a plain blank for a special
//! one; delete symbols.

use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, records};
use crate::order::gbk::unencodable;
use crate::order::{Kind, Order, Privacy, Severity, Text};

pub const RULE: Rule = Rule {
    id: "file-gbk-unencodable",
    severity: Severity::Error,
    code: Some(5008),
    kinds: Kind::ALL,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    if context.settings.unmappable_as_reference {
        return;
    }
    let texts = records::fields(order).into_iter();
    for Placed { field, .. } in texts.filter(|placed| placed.length.is_some()) {
        let text = field.written();
        if let Some(character) = unencodable(&text) {
            let position = text
                .chars()
                .position(|c| c == character)
                .map_or(1, |index| index + 1);
            let message = match field.column().privacy {
                Privacy::Secret => Text::new(
                    "密码中有 GBK 没有的字符",
                    "the password has a character that GBK lacks",
                ),
                _ => Text::new(
                    format!(
                        "第 {position} 个字符 U+{:04X} 不在 GBK 中",
                        u32::from(character)
                    ),
                    format!(
                        "character {position}, U+{:04X}, is not in GBK",
                        u32::from(character)
                    ),
                ),
            };
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Settings;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings_in};

    #[test]
    fn rare_characters_of_gbk_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人姓名", "林镕喆"));
        assert_silent(&RULE, |order| order.set("网站.网站名称", "青杉·溪"));
    }

    #[test]
    fn characters_outside_gbk_are_found() {
        assert_fires(&RULE, "主体负责人姓名", |order| {
            order.set("主体.主体负责人姓名", "林𬱖")
        });
        assert_fires(&RULE, "网站备注", |order| {
            order.set("网站.网站备注", "欢迎😀")
        });
        assert_fires(&RULE, "通信地址", |order| {
            order.set("主体.通信地址", "江南大道\u{A0}1号")
        });
    }

    #[test]
    fn what_is_not_transmitted_may_hold_any_character() {
        assert_silent(&RULE, |order| order.set("订单.订单备注", "加急😀"));
        assert_silent(&RULE, |order| order.set("附件.文件", "附件/😀.jpg"));
    }

    #[test]
    fn numeric_references_may_be_configured_instead() {
        let mut sample = Sample::unit();
        sample.set("主体.主体负责人姓名", "林𬱖");
        let settings = Settings {
            unmappable_as_reference: true,
            ..Settings::default()
        };
        assert!(findings_in(&RULE, &[sample.order], &settings).is_empty());
    }
}
