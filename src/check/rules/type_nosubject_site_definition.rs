//! 无主体新增凭备案号，不填主体资料 | A new site for a subject filed elsewhere names it by number
//!
//! ## 检查
//! 无主体新增没有主体备案号和省局主体Id时，不应填写主体的名称和证件：那是首次备案的资料。
//!
//! ## 原因
//! 无主体新增不上报主体资料，只凭备案号和备案密码；缺少备案号时整个上报文件以 5001 退回。
//!
//! ## 正例
//! 主体备案号 `浙ICP备99000001号`，备案密码已填
//!
//! ## 反例
//! 没有主体备案号，填写了主办单位名称和证件
//!
//! ## 处理
//! 主体已备案的补填主体备案号和备案密码；从未备案的改为首次备案。
//!
//! ## Check
//! An order of this kind without filing number and bureau's id does not hold the subject's name and certificate, which
//! belong to a new filing.
//!
//! ## Reason
//! The subject's data are not sent, only its number and password; without a number the whole file comes back with
//! 5001.
//!
//! ## Passes
//! Filing number `浙ICP备99000001号` and a password
//!
//! ## Fails
//! No number, but an organizer's name and certificate
//!
//! ## Remedy
//! For a filed subject give number and password; for one that was never filed choose 首次备案.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-nosubject-site-definition",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewSiteElsewhere],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if has_data_instead_of_number(order) {
        report.flag(
            order,
            &order.header.kind,
            Text::new(
                "填写了主体资料而没有备案号，像是首次备案",
                "a subject's data without its number: this looks like a new filing",
            ),
        );
    }
}

/// Whether an order for a subject filed elsewhere holds the subject's data but not its number.
pub(super) fn has_data_instead_of_number(order: &Order) -> bool {
    let subject = &order.subject;
    let data: [&dyn AnyField; 2] = [&subject.name, &subject.certificate_number];
    order.kind() == Some(Kind::NewSiteElsewhere)
        && subject.filing_number.is_absent()
        && subject.bureau_id.is_absent()
        && data.iter().any(|field| !field.is_absent())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn a_number_is_enough_and_data_beside_it_do_no_harm() {
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主体备案号", "浙ICP备99000001号")
        });
        assert_silent_on(&RULE, Sample::new_site(), |order| {
            order.set("主体.主办单位名称", "杭州青杉溪网络有限公司")
        });
    }

    #[test]
    fn data_instead_of_a_number_are_found() {
        assert_fires_on(&RULE, Sample::new_site(), "订单类型", |order| {
            order.set("主体.主体备案号", "");
            order.set("主体.主办单位名称", "杭州青杉溪网络有限公司");
        });
    }
}
