//! 证件已在别的账号下 | The certificate belongs to another account
//!
//! ## 检查
//! 该主体的证件号码没有由别的账号报过（且未被退回）。
//!
//! ## 原因
//! 一个主体对应一个账号；同一证件散在几个账号里，以后的变更和注销会互相妨碍。管局看不到账号，所以只是警告。
//!
//! ## 正例
//! 证件只在账号 A 报过
//!
//! ## 反例
//! 证件在账号 A 报过，又从账号 B 报
//!
//! ## 处理
//! 从已有该主体的账号办理。
//!
//! ## Check
//! No other account has filed a subject with this certificate, unless it was refused.
//!
//! ## Reason
//! A subject belongs to one account; with one certificate in several accounts, later changes and cancellations get in
//! each other's way. The bureau does not see accounts, so this is a warning.
//!
//! ## Passes
//! a certificate that only account A has filed
//!
//! ## Fails
//! a certificate that account A has filed, now from account B
//!
//! ## Remedy
//! File it from the account that has the subject.

use crate::check::filed::{Claim, ClaimKind};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "dup-id-in-other-account",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::NewFiling, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let field = &order.header.account;
    let (Some(account), Some(number)) = (field.get(), order.subject.certificate_number.get())
    else {
        return;
    };
    let account = Claim::account(account);
    let others = context
        .filed
        .claimed
        .beside(&Claim::certificate(number))
        .iter();
    let mut others = others.filter(|(claim, _)| claim.kind == ClaimKind::Account);
    if let Some((_, other)) = others.find(|(claim, _)| *claim != account) {
        let message = Text::new(
            format!("该证件已由另一个账号报过（订单 {other}）"),
            format!("another account has filed this certificate (order {other})"),
        );
        report.flag(order, field, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(account: &str) -> Vec<String> {
        let mut filed = Filed::default();
        let certificate = Claim::certificate("91330100MA00000072");
        filed
            .claimed
            .add_beside(certificate, Claim::account("qingshan"), "T-0000".into());
        let found = findings_beside(&RULE, Sample::unit(), &filed, |order| {
            order.set("订单.账号", account)
        });
        found
            .into_iter()
            .map(|finding| finding.message.zh.into_owned())
            .collect()
    }

    #[test]
    fn the_account_that_has_the_subject_passes() {
        assert!(found("qingshan").is_empty());
        assert!(found("").is_empty());
    }

    #[test]
    fn another_account_is_found() {
        assert!(found("lvsong")[0].contains("T-0000"));
    }
}
