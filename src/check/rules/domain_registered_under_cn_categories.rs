//! `.cn` 之下的类别域名和行政区域名 | Categories and provinces below .cn
//!
//! ## 检查
//! `.cn` 之下的类别域名（com、net、org、gov、edu、ac、mil、政务、公益）和各省的行政区域名（bj、sh、zj 等）是后缀：
//! 备案的是其下一级域名。
//!
//! ## 原因
//! 后缀本身和再下一级的主机名都不是注册域名，退回 1004。
//!
//! ## 正例
//! `qingshanxi-net.com.cn`，`bbs.bj.cn`
//!
//! ## 反例
//! `a.qingshanxi-net.com.cn`，`bj.cn`
//!
//! ## 处理
//! 改填在注册商处注册的域名，例如 `qingshanxi-net.com.cn`。
//!
//! ## Check
//! Category names (com, net, org, gov, edu, ac, mil, 政务, 公益) and province names (bj, sh, zj, …) below `.cn` are
//! suffixes: the domain is one label below them.
//!
//! ## Reason
//! Neither such a suffix nor a host below the domain is registered; the bureau refuses it with 1004.
//!
//! ## Passes
//! `qingshanxi-net.com.cn`, `bbs.bj.cn`
//!
//! ## Fails
//! `a.qingshanxi-net.com.cn`, `bj.cn`
//!
//! ## Remedy
//! Write the domain as it is registered, such as `qingshanxi-net.com.cn`.

use crate::check::domains::{self, Fault};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "domain-registered-under-cn-categories",
    severity: Severity::Error,
    code: Some(1004),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    domains::flag_faults(order, Fault::ChineseSuffix, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{assert_fires, assert_silent};

    #[test]
    fn a_domain_below_a_category_or_a_province_passes() {
        assert_silent(&RULE, |order| {
            order.set("域名.域名", "qingshanxi-net.com.cn")
        });
        assert_silent(&RULE, |order| order.set("域名.域名", "bbs.bj.cn"));
    }

    #[test]
    fn suffixes_and_hosts_are_found() {
        for wrong in ["a.qingshanxi-net.com.cn", "bj.cn", "com.cn"] {
            assert_fires(&RULE, "域名", |order| order.set("域名.域名", wrong));
        }
    }
}
