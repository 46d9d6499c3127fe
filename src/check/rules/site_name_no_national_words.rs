//! 网站名称中的国字头词 | National words in names
//!
//! ## 检查
//! 非国家级单位的网站名称不含中国、中华、国家、人民；单位名称本身含有该词的除外。订单没有单位名称时只作提示；
//! 附件备注写明名称许可证明的也只作提示。
//!
//! ## 原因
//! 这类词需要主管部门批准才能使用。
//!
//! ## 正例
//! `杭州青杉溪网络官方网站`
//!
//! ## 反例
//! `青杉中国摄影网`
//!
//! ## 处理
//! 换一个名称，或附上名称许可证明并在附件备注中写明。
//!
//! ## Check
//! The name of a unit that is not national holds none of 中国, 中华, 国家, 人民, unless the unit's own name does. It is a note
//! where the order does not name the unit, or where an attachment's remark says that the name is permitted.
//!
//! ## Reason
//! These words need a permission of the competent authority.
//!
//! ## Passes
//! `杭州青杉溪网络官方网站`
//!
//! ## Fails
//! `青杉中国摄影网`
//!
//! ## Remedy
//! Choose another name, or attach the permission and say so in the attachment's remark.

use crate::check::{Check, Context, Report, Rule, site_names, words};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "site-name-no-national-words",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let within = |name: &str, foreign: &dyn Fn(&str) -> bool| {
        let word = words::list(context, "site-name-national")
            .find(|word| name.contains(word) && foreign(word));
        word.filter(|_| !site_names::begins_nationally(name, context))
    };
    site_names::flag_national(order, context, report, within, |word| {
        Text::new(
            format!("网站名称含“{word}”，需要主管部门许可"),
            format!("the name holds \"{word}\", which needs a permission"),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn the_words_of_the_units_own_name_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "杭州市青杉人民医院");
            order.set("网站.网站名称", "青杉人民医院官方网站");
        });
    }

    #[test]
    fn a_national_unit_may_use_them() {
        assert_silent(&RULE, |order| {
            order.set("主体.国家级单位", "是");
            order.set("网站.网站名称", "青杉中国摄影网");
        });
    }

    #[test]
    fn a_national_word_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉中国摄影网")
        });
    }

    #[test]
    fn with_a_permission_it_is_a_note() {
        let mut sample = Sample::unit();
        sample.set("网站.网站名称", "青杉中国摄影网");
        sample.set("附件.附件备注", "名称许可证明");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
