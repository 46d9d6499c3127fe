//! 多值的分隔符 | Separators of several values
//!
//! ## 检查
//! 电话、手机、邮箱、QQ、网站名称和首页URL 的多个值用半角 `;` 分隔；全角分号、顿号、全角逗号和换行已自动改为 `;`。
//!
//! ## 原因
//! 接口只认半角 `;`，其他分隔符会使整个值无效。
//!
//! ## 正例
//! `13812345670;13912345671`
//!
//! ## 反例
//! `13812345670；13912345671`
//!
//! ## 处理
//! 不必处理；如果本来只有一个值，检查是否误分成了几个。
//!
//! ## Check
//! Several telephone, mobile and QQ numbers, addresses, site names and home pages are separated by `;`; full-width
//! semicolons and commas, 、 and line ends were replaced by it.
//!
//! ## Reason
//! The interface knows `;` only; with another separator the whole value is invalid.
//!
//! ## Passes
//! `13812345670;13912345671`
//!
//! ## Fails
//! `13812345670；13912345671`
//!
//! ## Remedy
//! Nothing, unless the cell held a single value that was split by mistake.

use crate::check::{Check, Context, Report, Rule};
use crate::order::values::LOOSE_SEPARATORS;
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "msn-or-extra-separators",
    severity: Severity::Info,
    code: None,
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let mut fields: Vec<&dyn AnyField> = Vec::new();
    for person in order.people() {
        let lists: [&dyn AnyField; 4] = [person.phone, person.mobile, person.email, person.qq];
        fields.extend(lists);
    }
    for site in &order.sites {
        let lists: [&dyn AnyField; 2] = [&site.name, &site.home_page];
        fields.extend(lists);
    }
    for field in fields
        .into_iter()
        .filter(|field| field.text().contains(LOOSE_SEPARATORS))
    {
        report.flag(
            order,
            field,
            Text::new("分隔符已改为半角 ;", "the separators were replaced by ;"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn the_separator_of_the_interface_passes() {
        assert_silent(&RULE, |order| {
            order.set("主体.主体负责人手机", "13812345670;13912345671")
        });
    }

    #[test]
    fn another_separator_is_noted() {
        assert_fires(&RULE, "主体负责人手机", |order| {
            order.set("主体.主体负责人手机", "13812345670；13912345671")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉溪网络、青杉溪官网")
        });
    }
}
