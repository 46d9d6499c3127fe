//! 接入备案不能改动备案信息 | An access cannot change filed data
//!
//! ## 检查
//! 接入备案的订单不带只有变更备案才能上报的信息：主体的名称、性质、证件、地址和负责人，网站的名称、服务内容、语言和负
//! 责人。域名和首页可以写明供核对；证件、通信地址、负责人和网站名称是控制台收集的核对项，只作提示。
//!
//! ## 原因
//! 接入备案只上报备案号和接入信息，其余不会上报；与已备案信息不同的，审核会要求先变更。
//!
//! ## 正例
//! 只有网站备案号和接入信息
//!
//! ## 反例
//! 订单里填写了新的主办单位名称或网站负责人
//!
//! ## 处理
//! 清空这些列；确需修改的，接入前在原接入商、或接入后在本接入商提交变更备案。
//!
//! ## Check
//! An access carries no data that only a change can report: the subject's name, nature, certificate, address and
//! principal, the site's name, contents, languages and principal. Domains and home page may stand there. Certificate,
//! address, principals and the site's name, which the console collects to compare them, are only noted.
//!
//! ## Reason
//! An access sends the filing number and the access, nothing else; where the rest differs from what is filed, the
//! review asks for a change first.
//!
//! ## Passes
//! The site's number and the access only
//!
//! ## Fails
//! A new organizer's name or site principal in the order
//!
//! ## Remedy
//! Empty these cells. What has to change is changed before, at the other carrier, or afterwards at this one.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "access-no-data-change",
    severity: Severity::Warning,
    code: Some(1002),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let of_subject: [&dyn AnyField; 6] = [
        &subject.name,
        &subject.nature,
        &subject.certificate_type,
        &subject.certificate_number,
        &subject.address,
        &subject.principal_name,
    ];
    let of_sites = order.sites.iter().flat_map(|site| -> [&dyn AnyField; 4] {
        [&site.service_content, &site.language, &site.name, &site.principal_name]
    });
    for field in of_subject.into_iter().chain(of_sites).filter(|field| !field.is_absent()) {
        report.flag(
            order,
            field,
            Text::new(
                "接入备案不会上报这一列，修改请另报变更备案",
                "an access does not send this; to change it, file a change",
            ),
        );
        // The carrier's console collects these for its own comparison, which is no mistake of the operator.
        report.at_most(if is_collected(field) { Severity::Info } else { Severity::Warning });
    }
}

/// What the carrier's console asks for in an access, to compare it with what is filed.
fn is_collected(field: &dyn AnyField) -> bool {
    ["Zjlx", "Zjhm", "Xxdz", "Fzr_xm", "Wzmc"].contains(&field.column().tag())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};
    use crate::order::Severity;

    #[test]
    fn the_site_and_its_domain_pass() {
        assert_silent_on(&RULE, Sample::new_access(), |order| {
            order.set("域名.域名", "qingshanxi-net.cn");
            order.set("网站.首页URL", "www.qingshanxi-net.cn");
        });
    }

    #[test]
    fn data_that_only_a_change_can_report_is_found() {
        assert_fires_on(&RULE, Sample::new_access(), "主办单位名称", |order| {
            order.set("主体.主办单位名称", "杭州青杉溪科技有限公司")
        });
        assert_fires_on(&RULE, Sample::new_access(), "服务内容", |order| order.set("网站.服务内容", "网络购物"));
    }

    #[test]
    fn what_the_console_collects_is_only_noted() {
        for (cell, text) in
            [("主体.通信地址", "浙江省杭州市滨江区江南大道1号"), ("网站.网站名称", "青杉溪网络官方网站")]
        {
            let mut sample = Sample::new_access();
            sample.set(cell, text);
            assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
        }
    }
}
