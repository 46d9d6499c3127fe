//! 文字的长度 | Lengths of texts
//!
//! ## 检查
//! 每个要上报的文字不短于、不长于接口规定；多个值按用 `;` 连接后的长度计算。首页URL 在首次备案中最多 255 个字符，
//! 在新增网站中最多 512 个。
//!
//! ## 原因
//! 长度不符的文字不符合接口格式，整个文件会被退回 5001。
//!
//! ## 正例
//! 投资人或主管单位 `林青杉`
//!
//! ## 反例
//! 投资人或主管单位超过 255 个字符；首页URL 在首次备案中超过 255 个字符
//!
//! ## 处理
//! 按提示的长度缩短或补全；不必填的可清空。
//!
//! ## Check
//! Every text that is transmitted is as long as the interface asks; several values count as they are joined by `;`. The
//! address of a home page has at most 255 characters in a new filing and 512 in a new site.
//!
//! ## Reason
//! A text of the wrong length breaks the schema and has the whole file refused with 5001.
//!
//! ## Passes
//! Investor `林青杉`
//!
//! ## Fails
//! An investor of more than 255 characters; a home page of more than 255 characters in a new filing
//!
//! ## Remedy
//! Shorten or complete the text to the length given, or empty the cell if it is optional.

use crate::check::records::Placed;
use crate::check::{Check, Context, Report, Rule, length, records};
use crate::order::{Finding, Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "value-length",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::ALL,
    check: Check::Rest(check),
};

fn check(order: &Order, found: &[Finding], _: &Context<'_>, report: &mut Report<'_>) {
    for Placed { field, length, .. } in records::fields(order) {
        let (Some(value), Some(bounds)) = (field.value(), length) else {
            continue;
        };
        if found
            .iter()
            .any(|finding| finding.holds_back() && finding.place == value.place)
        {
            continue;
        }
        if let Some(message) = length::outside(field, bounds) {
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn texts_within_their_bounds_pass() {
        assert_silent(&RULE, |order| order.set("主体.主体负责人QQ", "12345"));
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", &"杉".repeat(255))
        });
    }

    #[test]
    fn too_short_and_too_long_texts_are_found() {
        assert_fires(&RULE, "主体负责人QQ", |order| {
            order.set("主体.主体负责人QQ", "1234")
        });
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", &"杉".repeat(256))
        });
    }

    #[test]
    fn a_character_beyond_the_basic_plane_counts_twice_towards_the_bound() {
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", &"𬱖".repeat(128))
        });
    }

    #[test]
    fn a_home_page_may_be_longer_in_a_new_site_than_in_a_new_filing() {
        let address = format!("www.qingshanxi-net.cn/{}", "a".repeat(300));
        assert_fires(&RULE, "首页URL", |order| {
            order.set("网站.首页URL", &address)
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("网站.首页URL", &address)
        });
    }

    #[test]
    fn several_values_count_as_they_are_joined() {
        let addresses: Vec<String> = (0..7)
            .map(|n| format!("lin{n}@qingshanxi-net.cn"))
            .collect();
        assert_fires(&RULE, "主体负责人邮箱", |order| {
            order.set("主体.主体负责人邮箱", &addresses.join("；"))
        });
    }
}
