//! 网站已有本公司的接入 | The site has an access of this carrier
//!
//! ## 检查
//! 接入备案的网站还没有本公司的接入，也没有别的接入订单在审。
//!
//! ## 原因
//! 接入备案是为在别处备案的网站增加本公司的接入；已有的再报，管局按 1029 退回。服务器IP变了的，是变更备案。
//!
//! ## 正例
//! 网站只有别的接入商的接入
//!
//! ## 反例
//! 网站已有本公司的接入 `880015`
//!
//! ## 处理
//! 服务器IP变了的改报变更备案，只改IP；重复的不要再报。
//!
//! ## Check
//! A site that is given an access has none of this carrier yet, and no other order that waits for the bureau gives it
//! one.
//!
//! ## Reason
//! An access adds this carrier to a site that is filed; a second one is refused with 1029. Where the server has another
//! address, a change is what is needed.
//!
//! ## Passes
//! a site with accesses of other carriers only
//!
//! ## Fails
//! a site with this carrier's access `880015`
//!
//! ## Remedy
//! File a change of the addresses alone where the server moved; do not send it again where it was sent before.

use crate::check::filed::{Claim, ClaimKind};
use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "type-access-definition",
    severity: Severity::Error,
    code: Some(1029),
    kinds: &[Kind::NewAccess],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let carrier = context.settings.carrier_id;
    for site in &order.sites {
        let meant = context.filed.filings.meant(site);
        let accesses = meant
            .iter()
            .filter(|(_, site)| site.live)
            .flat_map(|(_, site)| site.live_accesses());
        let mut own = accesses.filter(|access| carrier.is_some() && access.carrier == carrier);
        let ids = site
            .bureau_id
            .get()
            .map(|id| Claim::open(ClaimKind::Site, id.0));
        let numbers = site
            .filing_number
            .get()
            .map(|number| Claim::open(ClaimKind::Site, number));
        let claims: Vec<Claim> = ids.into_iter().chain(numbers).collect();
        let is_access = |kind| kind == Some(Kind::NewAccess);
        let message = if let Some(access) = own.next() {
            let id = access.id;
            Text::new(
                format!("网站已有本公司的接入 {id}；服务器IP变了的应报变更备案"),
                format!(
                    "the site has this carrier's access {id}; file a change where the server has another address"
                ),
            )
        } else if let Some(other) = context.filed.claimed.underway(&claims, order, is_access) {
            let Text { zh, en } = other.called();
            Text::new(
                format!("{zh}正在为此网站报接入"),
                format!("{en} is filing an access of this site"),
            )
        } else {
            continue;
        };
        report.flag(order, site.naming(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{OTHER_CARRIER, claimed, filed, findings_beside};
    use crate::order::Kind;

    #[test]
    fn a_site_that_another_carrier_serves_passes_and_so_does_an_unknown_one() {
        let foreign = filed(|s| s.sites[0].accesses[0].carrier = Some(OTHER_CARRIER));
        assert!(findings_beside(&RULE, Sample::new_access(), &foreign, |_| ()).is_empty());
        assert!(findings_beside(&RULE, Sample::new_access(), &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn a_site_that_this_carrier_serves_is_found() {
        let found = findings_beside(&RULE, Sample::new_access(), &filed(|_| ()), |_| ());
        assert!(found[0].message.zh.contains("880015"), "{found:#?}");
    }

    #[test]
    fn an_open_order_for_the_same_site_is_found() {
        let site = Claim::open(ClaimKind::Site, "浙ICP备99000123号-1");
        let filed = claimed(Filed::default(), site, Kind::NewAccess);
        assert_eq!(
            findings_beside(&RULE, Sample::new_access(), &filed, |_| ()).len(),
            1
        );
    }
}
