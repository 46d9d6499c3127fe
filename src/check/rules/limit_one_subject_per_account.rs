//! 一个账号一个主体 | One subject for each account
//!
//! ## 检查
//! 一个账号报的主体只有一个：本批各订单和以前已上报的订单都算；有授权码的除外。
//!
//! ## 原因
//! 一个账号只放一个主体；别的主体用自己的账号，或用服务器所属账号给的授权码。管局看不到账号，所以只是警告。
//!
//! ## 正例
//! 账号 A 只报一个主体
//!
//! ## 反例
//! 账号 A 又报第二个主体，没有授权码
//!
//! ## 处理
//! 改用该主体自己的账号，或填写授权码。
//!
//! ## Check
//! An account files one subject only: the orders of the batch and those that were sent before count, except with an
//! authorization code.
//!
//! ## Reason
//! An account holds one subject; others use accounts of their own, or an authorization code of the account that has the
//! server. The bureau does not see accounts, so this is a warning.
//!
//! ## Passes
//! account A with one subject
//!
//! ## Fails
//! account A with a second subject and no authorization code
//!
//! ## Remedy
//! Use the subject's own account, or give the authorization code.

use std::collections::HashMap;

use crate::check::filed::{Claim, ClaimKind};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "limit-one-subject-per-account",
    severity: Severity::Warning,
    code: None,
    kinds: &[Kind::NewFiling, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Batch(check),
};

fn check(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let mut holders: HashMap<Claim, (Claim, &Order)> = HashMap::new();
    for order in orders {
        let field = &order.header.account;
        let certificate = order.subject.certificate_number.get();
        let (Some(account), Some(number)) = (field.get(), certificate) else {
            continue;
        };
        if !order.header.authorization_code.is_absent() {
            continue;
        }
        let (account, certificate) = (Claim::account(account), Claim::certificate(number));
        let filed = context.filed.claimed.beside(&account).iter();
        let mut filed = filed.filter(|(claim, _)| claim.kind == ClaimKind::Certificate);
        let filed = filed
            .find(|(claim, _)| *claim != certificate)
            .map(|(_, order)| order);
        let (held, holder) = holders
            .entry(account)
            .or_insert((certificate.clone(), order));
        let earlier = (*held != certificate).then_some(&holder.number.text);
        if let Some(other) = filed.or(earlier) {
            let message = Text::new(
                format!("该账号的订单 {other} 是另一个主体"),
                format!("order {other} of this account is of another subject"),
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Filed;
    use crate::check::filed::Claim;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{findings_among, second};

    fn found(certificate: &str, code: &str, filed: &Filed) -> Vec<Option<Box<str>>> {
        let (mut one, mut other) = (Sample::unit(), Sample::unit());
        for sample in [&mut one, &mut other] {
            sample.set("订单.账号", "qingshan");
        }
        other.set("主体.主办单位证件号码", certificate);
        other.set("订单.授权码", code);
        let found = findings_among(&RULE, &[one.order, second(other)], filed);
        found.into_iter().map(|finding| finding.order).collect()
    }

    #[test]
    fn orders_of_one_subject_pass_and_so_does_an_authorization_code() {
        assert!(found("91330100MA00000072", "", &Filed::default()).is_empty());
        assert!(found("91330106MA00056B9G", "SQM001", &Filed::default()).is_empty());
    }

    #[test]
    fn a_second_subject_of_the_batch_or_of_an_earlier_night_is_found() {
        let second = found("91330106MA00056B9G", "", &Filed::default());
        assert_eq!(second, [Some("T-0002".into())]);
        let mut filed = Filed::default();
        let earlier = Claim::certificate("91330108MA00056A0G");
        filed
            .claimed
            .add_beside(Claim::account("qingshan"), earlier, "T-0000".into());
        assert_eq!(found("91330100MA00000072", "", &filed).len(), 2);
    }
}
