//! 别的账号的服务器要授权码 | A server of another account needs a code
//!
//! ## 检查
//! 接入的 IP 段由别的账号报过的，订单有授权码。
//!
//! ## 原因
//! 没有服务器的主体，凭服务器所属账号生成的授权码备案；没有授权码，初审无法确认服务器归谁用。
//! 授权码对应哪些 IP 由接入商系统核对。
//!
//! ## 正例
//! IP 段只由本账号报过，或填了授权码
//!
//! ## 反例
//! IP 段由另一个账号报过，没有授权码
//!
//! ## 处理
//! 请服务器所属账号为这些 IP 生成授权码，填入“授权码”；或让客户自己购买服务器。
//!
//! ## Check
//! Where another account has filed an IP range of the order, the order has an authorization code.
//!
//! ## Reason
//! A subject without a server files with a code that the account of the server gives out; without it the first review
//! cannot tell who may use the server. Which addresses a code stands for is known to the carrier's own system.
//!
//! ## Passes
//! a range that only this account has filed, or an authorization code
//!
//! ## Fails
//! a range that another account has filed, and no code
//!
//! ## Remedy
//! Ask the account that has the server for a code for these addresses and write it into 授权码, or let the customer buy a
//! server.

use crate::check::filed::{Claim, ClaimKind};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField as _, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "account-auth-code-for-foreign-server",
    severity: Severity::Warning,
    code: None,
    kinds: Kind::FILINGS,
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let header = &order.header;
    let Some(account) = header
        .account
        .get()
        .filter(|_| header.authorization_code.is_absent())
    else {
        return;
    };
    let account = Claim::account(account);
    for range in order.addresses().filter_map(|address| address.range()) {
        let claim = Claim::open(ClaimKind::Range, range);
        let mut others = context.filed.claimed.beside(&claim).iter();
        if let Some((_, other)) = others.find(|(claim, _)| *claim != account) {
            let message = Text::new(
                format!("IP {range} 由另一个账号报过（订单 {other}），没有授权码"),
                format!(
                    "another account has filed {range} (order {other}), and there is no authorization code"
                ),
            );
            report.flag(order, &header.authorization_code, message);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;

    fn found(account: &str, code: &str) -> Vec<String> {
        let mut filed = Filed::default();
        let range = Claim::open(ClaimKind::Range, "119.29.0.1-119.29.0.5");
        filed
            .claimed
            .add_beside(range, Claim::account("qingshan"), "T-0000".into());
        let found = findings_beside(&RULE, Sample::unit(), &filed, |order| {
            order.set("订单.账号", account);
            order.set("订单.授权码", code);
        });
        found
            .into_iter()
            .map(|finding| finding.field.into_owned())
            .collect()
    }

    #[test]
    fn an_own_server_and_a_code_pass() {
        assert!(found("qingshan", "").is_empty());
        assert!(found("lvsong", "SQM001").is_empty());
    }

    #[test]
    fn a_server_of_another_account_without_a_code_is_found() {
        assert_eq!(found("lvsong", ""), ["授权码"]);
    }
}
