//! 网站名称的国字头 | National words at the start of names
//!
//! ## 检查
//! 非国家级单位的网站名称不以中华、中国、国家、国际、全国开头；单位名称本身含有该词的除外。订单没有单位名称、
//! 或附件备注写明名称许可证明时只作提示。
//!
//! ## 原因
//! 以这些词开头的名称需要主管部门批准。
//!
//! ## 正例
//! `摄影国际交流`
//!
//! ## 反例
//! `国际摄影网`
//!
//! ## 处理
//! 换一个名称，或附上名称许可证明并在附件备注中写明。
//!
//! ## Check
//! The name of a unit that is not national does not begin with 中华, 中国, 国家, 国际 or 全国, unless the unit's own name holds
//! the word. It is a note where the order does not name the unit, or where an attachment's remark says that the name is
//! permitted.
//!
//! ## Reason
//! Names that begin so need a permission of the competent authority.
//!
//! ## Passes
//! `摄影国际交流`
//!
//! ## Fails
//! `国际摄影网`
//!
//! ## Remedy
//! Choose another name, or attach the permission and say so in the attachment's remark.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-national-prefix",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let at_start = |name: &str, foreign: &dyn Fn(&str) -> bool| {
        words::list(context, "site-name-national-start")
            .find(|word| name.starts_with(word) && foreign(word))
    };
    site_names::flag_national(order, context, report, at_start, |word| {
        Text::new(
            format!("网站名称以“{word}”开头，需要主管部门许可"),
            format!("the name begins with \"{word}\", which needs a permission"),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn the_word_may_stand_elsewhere() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "摄影国际交流"));
    }

    #[test]
    fn the_word_at_the_start_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "国际摄影网")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "中国摄影网")
        });
    }

    #[test]
    fn where_the_unit_is_not_named_it_is_a_note() {
        let mut sample = Sample::new_site();
        sample.set("网站.网站名称", "国际摄影网");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
