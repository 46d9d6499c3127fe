//! 谁要完成短信核验 | Who has to confirm by short message
//!
//! ## 检查
//! 主体所在省要短信核验时（各省规则中的 `sms_verification`），指出谁会收到短信：首次备案为主体负责人和各网站负责人，新增网站和
//! 接入备案为网站负责人，变更备案为被变更的主体或网站的负责人；同一人只核验一次。注销和取消接入不核验。
//!
//! ## 原因
//! 上报后 48 小时内没有全部核验，管局自动退回订单。
//!
//! ## 正例
//! 省 `330000`（没有短信核验）
//!
//! ## 反例
//! 省 `460000`：只是提示，告诉您该通知谁
//!
//! ## 处理
//! 通知负责人：短信约 5 分钟内到达，次日 12 时重发，也可在核验网站上重发；凭验证码、手机号码和证件号码后六位核验，证件号码
//! 输错 5 次即失败。超时或失败退回的，原样重报即重新发短信。
//!
//! ## Check
//! Where the subject's province confirms by short message (`sms_verification` in the province rules) it is said who gets
//! one: for a new filing the principals of the subject and of every site, for a new site or an access those of the sites,
//! for a change the principal of the subject or site that is changed; one person once. Cancellations are not confirmed.
//!
//! ## Reason
//! An order that is not confirmed by all within 48 hours of the upload is sent back by itself.
//!
//! ## Passes
//! Province `330000`, which sends no messages
//!
//! ## Fails
//! Province `460000`: only a note that tells whom to prepare
//!
//! ## Remedy
//! Tell the principals: the message comes within some five minutes and again at noon of the next day, or when it is asked
//! for on the site; they confirm with its code, their mobile number and the last six characters of their certificate number,
//! which may be mistaken five times. An order that came back for a missed message is sent again as it is.

use crate::check::{Check, Context, Report, Rule, messages};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "sms-verification",
    severity: Severity::Info,
    code: None,
    kinds: messages::CONFIRMED,
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let site = context.peculiarities(order).sms_site.as_deref();
    let (zh_where, en_where) = match site {
        Some(site) => (format!("在 {site} "), format!(" at {site}")),
        None => Default::default(),
    };
    let recorded = order.kind() == Some(Kind::NewAccess);
    for person in messages::answering(order, context) {
        let (zh, en) = match (person.site, recorded) {
            (None, _) => ("主体负责人", "the subject's principal"),
            (Some(_), false) => ("网站负责人", "the site's principal"),
            (Some(_), true) => ("备案记录中的网站负责人", "the site's principal on record"),
        };
        let message = Text::new(
            format!("上报后 48 小时内，{zh}要{zh_where}完成短信核验"),
            format!("within 48 hours of the upload {en} has to confirm by short message{en_where}"),
        );
        report.flag(order, person.mobile, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn a_province_without_messages_passes() {
        assert_silent(&RULE, |order| order.set("主体.省", "330000"));
    }

    #[test]
    fn whoever_has_to_answer_is_named_with_the_site_where() {
        assert_fires(&RULE, "主体负责人手机", |order| {
            order.set("主体.省", "460000")
        });
        let mut sample = Sample::unit();
        sample.set("主体.省", "460000");
        let [finding] = &findings(&RULE, &sample)[..] else {
            panic!("one note");
        };
        assert_eq!(finding.severity, Severity::Info);
        assert!(finding.message.zh.contains("hncainfo.miitbeian.gov.cn"));
    }
}
