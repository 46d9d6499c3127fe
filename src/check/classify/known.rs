//! What the filings that are known tell of an order's subject and domains.

use super::facts::{Basis, Domains, Fact, Facts};
use crate::check::compare::{SubjectKey, same};
use crate::check::context::Context;
use crate::check::filed::{Extent, FiledSite, FiledSubject};
use crate::order::Order;

impl Facts {
    /// What the ledger knows of an order's subject and domains. Where the bureau has not given a full copy, only what is
    /// filed is known, not what is not.
    pub fn filed(order: &Order, context: &Context<'_>) -> Self {
        let filings = &context.filed.filings;
        let carrier = context.settings.carrier_id;
        let is_complete = filings.extent() == Extent::All;
        let subject = filings.live_subject_of(order);
        let is_named = SubjectKey::of(order).is_some();
        let mut names = 0;
        let mut sites: Vec<(&FiledSubject, &FiledSite)> = Vec::new();
        for name in order.domains().filter_map(|domain| domain.name.get()) {
            names += 1;
            sites.extend(filings.sites_of(name.ascii()).next());
        }
        if names == 0 {
            let meant = order.sites.iter().flat_map(|site| filings.meant(site));
            sites.extend(meant.filter(|(_, site)| site.live));
            names = sites.len();
        }
        let is_of_another = |(owner, _): &(&FiledSubject, &FiledSite)| match subject {
            Some(subject) => owner.id != subject.id,
            None => {
                let own = order.subject.certificate_number.get();
                let pair = owner.certificate().zip(own.map(AsRef::as_ref));
                pair.is_some_and(|(owner, own)| !same(owner, own))
            }
        };
        let domains = if sites.iter().any(is_of_another) {
            Some(Domains::OfAnother)
        } else if sites.is_empty() {
            (is_complete && names > 0).then_some(Domains::None)
        } else if sites.len() < names && is_complete {
            Some(Domains::Some)
        } else {
            Some(Domains::All)
        };
        let fact = |filed: bool| Fact {
            value: filed,
            basis: Basis::Ledger,
        };
        Self {
            subject: match subject {
                Some(_) => Some(fact(true)),
                None if is_complete && is_named => Some(fact(false)),
                None => None,
            },
            domains: domains.map(|value| Fact {
                value,
                basis: Basis::Ledger,
            }),
            at_home: subject.map(|subject| {
                let mut sites = subject.live_sites();
                sites.any(|site| site.is_served_by(carrier))
            }),
            is_served: !sites.is_empty()
                && sites.iter().all(|(_, site)| site.is_served_by(carrier)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Class, Classified};
    use super::*;
    use crate::check::sample::filed::{CARRIER, OTHER_CARRIER, access};
    use crate::check::sample::{self, DAY, Sample};
    use crate::check::{Filed, Settings};
    use crate::codes::Codes;
    use crate::order::Kind;

    /// The facts that a ledger with this filing tells of an order.
    fn filed(sample: &Sample, filed: &Filed) -> Facts {
        let settings = Settings {
            carrier_id: Some(CARRIER),
            ..Settings::default()
        };
        let context = Context {
            codes: Codes::bundled(),
            settings: &settings,
            filed,
            today: DAY,
        };
        Facts::filed(&sample.order, &context)
    }

    #[test]
    fn the_ledger_knows_subject_domain_and_who_serves_the_site() {
        let own = sample::filed::filed(|_| ());
        let unit = Sample::unit();
        assert_eq!(filed(&unit, &own).class(), Class::Kind(Kind::Change));
        let elsewhere = sample::filed::filed(|subject| {
            subject.sites[0].accesses = vec![access(880_015, OTHER_CARRIER)];
        });
        assert_eq!(
            filed(&unit, &elsewhere).class(),
            Class::Kind(Kind::NewAccess)
        );
        let mut other_domain = Sample::unit();
        other_domain.set("域名.域名", "lvsong.cn");
        let facts = filed(&other_domain, &elsewhere);
        assert_eq!(
            facts.domains, None,
            "some are known, and this one may be filed all the same"
        );
        let all = |filed| Facts {
            domains: Some(Fact {
                value: Domains::None,
                basis: Basis::Bureau,
            }),
            ..filed
        };
        let class = |known| all(filed(&other_domain, known)).class();
        assert_eq!(class(&elsewhere), Class::Kind(Kind::NewSiteElsewhere));
        assert_eq!(class(&own), Class::Kind(Kind::NewSite));
    }

    #[test]
    fn an_access_beside_another_carriers_needs_nothing_of_that_carrier() {
        let elsewhere = sample::filed::filed(|subject| {
            subject.sites[0].accesses = vec![access(880_015, OTHER_CARRIER)];
        });
        let order = Sample::new_access();
        let classified = Classified::new(&order.order, filed(&order, &elsewhere));
        assert_eq!(classified.fits(), Some(true));
    }

    #[test]
    fn with_a_full_copy_what_is_not_known_is_not_filed() {
        let complete = sample::filed::filed_within(Extent::All, |_| ());
        let mut stranger = Sample::unit();
        stranger.set("主体.主办单位证件号码", "91330100MA00000158");
        stranger.set("域名.域名", "lvsong.cn");
        let class = filed(&stranger, &complete).class();
        assert_eq!(class, Class::Kind(Kind::NewFiling));
        stranger.set("域名.域名", "qingshanxi-net.cn");
        assert_eq!(filed(&stranger, &complete).class(), Class::OfAnother);
    }
}
