//! 未备案的域名不能随接入备案上报 | A domain that is not filed cannot ride along in an access
//!
//! ## 检查
//! 接入备案的订单中，其他网站有备案号时，不夹带只有域名而没有备案号的网站。
//!
//! ## 原因
//! 接入备案按网站备案号或省局网站Id上报，未备案的网站缺少二者，整个上报文件会以 5001 退回。
//!
//! ## 正例
//! 两个网站都有网站备案号
//!
//! ## 反例
//! 两个网站，其中一个只填了域名
//!
//! ## 处理
//! 把未备案的域名拆成单独的新增网站或无主体新增订单。
//!
//! ## Check
//! In an access whose other sites have filing numbers, no site has domains only.
//!
//! ## Reason
//! An access names sites by number or bureau's id; a site that is not filed has neither, and the whole file comes back
//! with 5001.
//!
//! ## Passes
//! Two sites with filing numbers
//!
//! ## Fails
//! Two sites, one of them with a domain only
//!
//! ## Remedy
//! Move the domain that is not filed to an order of its own for a new site.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Site, Text};

pub const RULE: Rule = Rule {
    id: "type-no-pending-plus-access",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::NewAccess],
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for site in order.sites.iter().filter(|site| rides_along(order, site)) {
        for domain in site.domains.iter().take(1) {
            report.flag(
                order,
                &domain.name,
                Text::new(
                    "未备案的域名不能随接入备案上报",
                    "a domain that is not filed cannot ride along in an access",
                ),
            );
        }
    }
}

/// Whether the site has domains only, while another site of the order is filed.
pub(super) fn rides_along(order: &Order, site: &Site) -> bool {
    let is_filed = |site: &Site| !site.filing_number.is_absent() || !site.bureau_id.is_absent();
    !is_filed(site) && !site.domains.is_empty() && order.sites.iter().any(is_filed)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    fn with_second_site(number: &str) -> Sample {
        let mut sample = Sample::new_access();
        sample.set("网站[2].网站序号", "2");
        sample.set("网站[2].网站备案号", number);
        let mut source = Sample::unit();
        sample.order.sites[1]
            .domains
            .append(&mut source.order.sites[0].domains);
        sample
    }

    #[test]
    fn sites_with_numbers_pass() {
        assert_silent_on(&RULE, with_second_site("浙ICP备99000123号-2"), |_| ());
    }

    #[test]
    fn a_site_with_a_domain_only_is_found() {
        assert_fires_on(
            &RULE,
            with_second_site("浙ICP备99000123号-2"),
            "域名",
            |order| order.set("网站[2].网站备案号", ""),
        );
    }
}
