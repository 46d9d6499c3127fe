//! 名称与主办者性质相称 | The name fits what the organizer is
//!
//! ## 检查
//! 个人以身份证备案时，主办单位名称是 2 至 5 个汉字或带间隔号的姓名；单位的名称多于 3 个字。
//!
//! ## 原因
//! 性质选错时名称与证件对不上，会以 1008 退回。
//!
//! ## 正例
//! 个人 `林青杉`
//!
//! ## 反例
//! 单位 `张三`
//!
//! ## 处理
//! 单位填写单位全称，个人填写姓名；性质选错的改正证件类型和主办单位性质。
//!
//! ## Check
//! An individual with an ID card has a name of 2 to 5 Chinese characters, or one with a middle dot; a unit's name has
//! more than 3 characters.
//!
//! ## Reason
//! With the wrong nature, name and certificate do not belong together and are refused with 1008.
//!
//! ## Passes
//! The individual `林青杉`
//!
//! ## Fails
//! The unit `张三`
//!
//! ## Remedy
//! Write a unit's full name or a person's name, or correct certificate type and nature.

use crate::check::certificates::resident_id;
use crate::check::{Check, Context, Organizer, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "first-individual-nature-by-account",
    severity: Severity::Warning,
    code: Some(1008),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let Some(name) = subject.name.get() else {
        return;
    };
    match context.organizer(order) {
        Some(Organizer::Unit) if name.chars().count() <= 3 => {
            report.flag(
                order,
                &subject.name,
                Text::new("单位的名称像姓名", "a unit's name looks like a person's"),
            );
        }
        Some(Organizer::Individual)
            if resident_id(&subject.certificate_type, &subject.certificate_number).is_some()
                && !is_persons(name) =>
        {
            report.flag(
                order,
                &subject.name,
                Text::new(
                    "个人的名称不像姓名",
                    "an individual's name does not look like a person's",
                ),
            );
        }
        _ => {}
    }
}

/// Whether it may be a name on an ID card: Chinese characters, any number of them when a dot separates the parts.
fn is_persons(name: &str) -> bool {
    const DOTS: [char; 4] = ['·', '•', '・', '．'];
    let characters = name.chars().filter(|character| !DOTS.contains(character));
    let dotted = name.contains(DOTS);
    characters.clone().all(|character| !character.is_ascii())
        && ((2..=5).contains(&characters.count()) || dotted)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{
        Sample, assert_fires, assert_fires_on, assert_silent, assert_silent_on,
    };

    #[test]
    fn names_of_persons_and_units_pass() {
        for name in ["张三", "欧阳青杉", "阿依古丽·买买提艾力"] {
            assert_silent_on(&RULE, Sample::individual(), |order| {
                order.set("主体.主办单位名称", name)
            });
        }
        assert_silent(&RULE, |order| order.set("主体.主办单位名称", "青杉书店"));
    }

    #[test]
    fn exchanged_names_are_found() {
        assert_fires(&RULE, "主办单位名称", |order| {
            order.set("主体.主办单位名称", "张三")
        });
        assert_fires_on(&RULE, Sample::individual(), "主办单位名称", |order| {
            order.set("主体.主办单位名称", "杭州青杉溪网络有限公司")
        });
    }
}
