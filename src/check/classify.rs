//! Which kind of order is called for: whether its subject and its domains are filed decides it.
//!
//! | subject filed | domain filed | kind |
//! |---|---|---|
//! | no | no | 首次备案 |
//! | yes, with this carrier | no | 新增网站 |
//! | yes, elsewhere | no | 无主体新增 |
//! | yes | yes, of the same subject | 接入备案, or a change where this carrier serves the site already |
//! | no | yes | none: the domain is filed for somebody else |

use super::compare::{SubjectKey, same};
use super::context::Context;
use super::filed::{Extent, FiledSite, FiledSubject};
use crate::order::{AnyField, Field, Flag, Kind, Order, Place, Site, Text};

/// Where a fact comes from. Of two, the later one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Filing numbers that the order names.
    Numbers,
    /// The order's own columns 主体已备案 and 域名已备案.
    Columns,
    /// What the ledger knows to be filed.
    Ledger,
    /// The bureau's public query.
    Bureau,
}

/// Something that is known, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What is known.
    pub value: T,
    /// From where.
    pub basis: Basis,
}

/// How many of an order's domains are filed, and whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domains {
    /// None of them.
    None,
    /// Some, and others not.
    Some,
    /// All of them, for the order's subject as far as anybody knows.
    All,
    /// One at least for another subject.
    OfAnother,
}

/// What is known of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the subject is filed.
    pub subject: Option<Fact<bool>>,
    /// Which domains are.
    pub domains: Option<Fact<Domains>>,
    /// Whether this carrier serves a site of the subject.
    pub at_home: Option<bool>,
    /// Whether this carrier serves the sites of the domains already.
    pub is_served: bool,
}

/// What the facts call for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// This kind.
    Kind(Kind),
    /// A new site; whether with this carrier or elsewhere is not known.
    NewSite,
    /// Nothing can be filed: the domain is somebody else's.
    OfAnother,
    /// Some domains are filed and others not: the order has to be divided.
    Mixed,
    /// It is not known whether the subject is filed.
    SubjectUnknown,
    /// It is not known whether the domains are filed.
    DomainsUnknown,
}

/// An order, what is known of it, and which kind is called for.
#[derive(Clone, Debug)]
pub struct Classified {
    /// The order number 订单号.
    pub order: Box<str>,
    /// The cell of the order number.
    pub place: Place,
    /// The kind that the order gives itself; `None` where that cannot be read.
    pub declared: Option<Kind>,
    /// What is known.
    pub facts: Facts,
    /// What that calls for; `None` for kinds that nothing but the order itself decides: changes, cancellations, reports.
    pub class: Option<Class>,
}

impl Classified {
    /// The order in the light of `facts`.
    pub fn new(order: &Order, facts: Facts) -> Self {
        let declared = order.kind();
        let decides = declared.is_none_or(|kind| Kind::FILINGS.contains(&kind));
        Self {
            order: order.number.text.clone(),
            place: order.number.place.clone(),
            declared,
            facts,
            class: decides.then(|| facts.class()),
        }
    }

    /// Whether the order is of a kind that is called for; `None` where that is not known.
    pub fn fits(&self) -> Option<bool> {
        match (self.class, self.declared) {
            (None, _) => Some(true),
            (Some(class), Some(kind)) => class.fits(kind),
            (Some(class), None) if class.kinds().is_empty() => class.fits(Kind::NewFiling),
            (Some(_), None) => Some(false),
        }
    }
}

impl Facts {
    /// What the order itself says: its columns, and the numbers of filings that it names.
    pub fn told(order: &Order) -> Self {
        let has_number = |site: &Site| {
            let numbers: [&dyn AnyField; 2] = [&site.filing_number, &site.bureau_id];
            numbers.iter().any(|field| !field.is_absent())
        };
        let of_sites = !order.sites.is_empty() && order.sites.iter().all(has_number);
        let numbers: [&dyn AnyField; 2] = [&order.subject.filing_number, &order.subject.bureau_id];
        let of_subject = of_sites || numbers.iter().any(|field| !field.is_absent());
        let named = |is_named: bool| is_named.then_some(true);
        let by_numbers = Self::answered(named(of_subject), named(of_sites), Basis::Numbers);
        by_numbers.and(Self::of_columns(order))
    }

    /// What the columns 主体已备案 and 域名已备案 say.
    pub fn of_columns(order: &Order) -> Self {
        let answer = |field: &Field<Flag>| field.get().map(|flag| flag.0);
        let header = &order.header;
        let (subject, domain) = (answer(&header.subject_filed), answer(&header.domain_filed));
        Self::answered(subject, domain, Basis::Columns)
    }

    /// Whether subject and domains are filed, by one source.
    pub fn answered(subject: Option<bool>, domain: Option<bool>, basis: Basis) -> Self {
        let domains = |filed| if filed { Domains::All } else { Domains::None };
        Self {
            subject: subject.map(|value| Fact { value, basis }),
            domains: domain.map(|filed| Fact {
                value: domains(filed),
                basis,
            }),
            ..Self::default()
        }
    }

    /// What the ledger knows of an order's subject and domains. Where the bureau has not given a full copy, only what is
    /// filed is known, not what is not.
    pub fn filed(order: &Order, context: &Context<'_>) -> Self {
        let filings = &context.filed.filings;
        let carrier = context.settings.carrier_id;
        let is_complete = filings.extent() == Extent::All;
        let subject = filings.subject_of(order).filter(|subject| subject.live);
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

    /// These facts, and beyond them what another source knows: where both know, the better source counts.
    pub fn and(self, other: Self) -> Self {
        fn better<T>(one: Option<Fact<T>>, other: Option<Fact<T>>) -> Option<Fact<T>> {
            match (one, other) {
                (Some(one), Some(other)) if other.basis > one.basis => Some(other),
                (None, other) => other,
                (one, _) => one,
            }
        }
        Self {
            subject: better(self.subject, other.subject),
            domains: better(self.domains, other.domains),
            at_home: other.at_home.or(self.at_home),
            is_served: self.is_served || other.is_served,
        }
    }

    /// What they call for.
    pub fn class(&self) -> Class {
        let subject = self.subject.map(|fact| fact.value);
        let domains = self.domains.map(|fact| fact.value);
        match (subject, domains) {
            (_, Some(Domains::OfAnother)) => Class::OfAnother,
            (_, Some(Domains::Some)) => Class::Mixed,
            (None, _) => Class::SubjectUnknown,
            (_, None) => Class::DomainsUnknown,
            (Some(false), Some(Domains::None)) => Class::Kind(Kind::NewFiling),
            (Some(false), Some(Domains::All)) => Class::OfAnother,
            (Some(true), Some(Domains::None)) => match self.at_home {
                Some(true) => Class::Kind(Kind::NewSite),
                Some(false) => Class::Kind(Kind::NewSiteElsewhere),
                None => Class::NewSite,
            },
            (Some(true), Some(Domains::All)) if self.is_served => Class::Kind(Kind::Change),
            (Some(true), Some(Domains::All)) => Class::Kind(Kind::NewAccess),
        }
    }

    /// The sources that the class rests on.
    pub fn basis(&self) -> Vec<Basis> {
        let subject = self.subject.map(|fact| fact.basis);
        let mut basis: Vec<Basis> = subject.into_iter().collect();
        basis.extend(self.domains.map(|fact| fact.basis));
        basis.dedup();
        basis
    }
}

impl Domains {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::All => "all",
            Self::OfAnother => "of_another",
        }
    }
}

impl Class {
    /// Whether an order of `kind` is what is called for; `None` where too little is known.
    pub fn fits(self, kind: Kind) -> Option<bool> {
        match self {
            Self::Kind(called_for) => Some(called_for == kind),
            Self::NewSite => Some([Kind::NewSite, Kind::NewSiteElsewhere].contains(&kind)),
            Self::OfAnother | Self::Mixed => Some(false),
            Self::SubjectUnknown | Self::DomainsUnknown => None,
        }
    }

    /// The kinds that it may be; none where nothing can be filed or too little is known.
    pub fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Kind(kind) => vec![kind],
            Self::NewSite => vec![Kind::NewSite, Kind::NewSiteElsewhere],
            _ => Vec::new(),
        }
    }

    /// The kinds by name, with a stroke between them.
    pub fn names(self) -> String {
        let names: Vec<&str> = self.kinds().iter().map(|kind| kind.name()).collect();
        names.join("/")
    }

    /// Why it is so, or what stands in the way.
    pub fn why(self) -> Text {
        let (zh, en) = match self {
            Self::Kind(Kind::NewFiling) => {
                ("主体和域名都未备案", "neither subject nor domain is filed")
            }
            Self::Kind(Kind::NewSite) => (
                "主体已在本接入商备案，域名未备案",
                "the subject is filed with this carrier, the domain is not",
            ),
            Self::Kind(Kind::NewSiteElsewhere) => (
                "主体已在别的接入商备案，域名未备案",
                "the subject is filed with another carrier, the domain is not",
            ),
            Self::Kind(Kind::Change) => (
                "主体和域名都已备案，网站已由本接入商接入",
                "subject and domain are filed, and this carrier serves the site already",
            ),
            Self::Kind(_) => (
                "主体和域名都已备案，本接入商还没有接入",
                "subject and domain are filed, and this carrier does not serve the site yet",
            ),
            Self::NewSite => (
                "主体已备案，域名未备案",
                "the subject is filed, the domain is not",
            ),
            Self::OfAnother => (
                "域名备案在别的主体名下：先凭域名证书请管局注销，或核对证件号码",
                "the domain is filed for another subject: have that cancelled with the domain's certificate, or correct the certificate number",
            ),
            Self::Mixed => (
                "部分域名已备案：已备案的报接入备案，其余报新增网站",
                "some domains are filed: an access for those, a new site for the others",
            ),
            Self::SubjectUnknown => (
                "不知道主体是否已备案：填写“主体已备案”，或加 --online 查询",
                "nobody knows whether the subject is filed: fill in 主体已备案, or ask with --online",
            ),
            Self::DomainsUnknown => (
                "不知道域名是否已备案：填写“域名已备案”，或加 --online 查询",
                "nobody knows whether the domain is filed: fill in 域名已备案, or ask with --online",
            ),
        };
        Text::new(zh, en)
    }
}

impl Basis {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Columns => "columns",
            Self::Ledger => "ledger",
            Self::Bureau => "bureau",
        }
    }

    /// What it is called towards people.
    pub fn name(self) -> Text {
        match self {
            Self::Numbers => Text::new("订单中的备案号", "the order's filing numbers"),
            Self::Columns => Text::new("订单中的查询结果", "the order's columns"),
            Self::Ledger => Text::new("台账", "the ledger"),
            Self::Bureau => Text::new("管局查询", "the bureau"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::filed::{CARRIER, OTHER_CARRIER, access};
    use crate::check::sample::{self, DAY, Sample};
    use crate::check::{Filed, Settings};
    use crate::codes::Codes;

    fn facts(subject: Option<bool>, domains: Option<Domains>) -> Facts {
        let basis = Basis::Columns;
        Facts {
            subject: subject.map(|value| Fact { value, basis }),
            domains: domains.map(|value| Fact { value, basis }),
            ..Facts::default()
        }
    }

    #[test]
    fn subject_and_domain_decide_the_kind() {
        let class = |subject, domains| facts(Some(subject), Some(domains)).class();
        assert_eq!(class(false, Domains::None), Class::Kind(Kind::NewFiling));
        assert_eq!(class(true, Domains::None), Class::NewSite);
        assert_eq!(class(true, Domains::All), Class::Kind(Kind::NewAccess));
        assert_eq!(class(false, Domains::All), Class::OfAnother);
        assert_eq!(class(true, Domains::OfAnother), Class::OfAnother);
        assert_eq!(class(true, Domains::Some), Class::Mixed);
    }

    #[test]
    fn whose_customer_the_subject_is_decides_between_the_kinds_of_new_sites() {
        let filed = facts(Some(true), Some(Domains::None));
        let class = |at_home| Facts { at_home, ..filed }.class();
        assert_eq!(class(Some(true)), Class::Kind(Kind::NewSite));
        assert_eq!(class(Some(false)), Class::Kind(Kind::NewSiteElsewhere));
        assert_eq!(class(None).fits(Kind::NewSite), Some(true));
        assert_eq!(class(None).fits(Kind::NewFiling), Some(false));
    }

    #[test]
    fn a_site_that_is_served_already_is_changed() {
        let all = Facts {
            is_served: true,
            ..facts(Some(true), Some(Domains::All))
        };
        assert_eq!(all.class(), Class::Kind(Kind::Change));
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(
            facts(None, Some(Domains::None)).class(),
            Class::SubjectUnknown
        );
        assert_eq!(facts(Some(false), None).class(), Class::DomainsUnknown);
        assert_eq!(Class::DomainsUnknown.fits(Kind::NewFiling), None);
    }

    #[test]
    fn the_bureau_knows_better_than_the_ledger_and_the_ledger_than_the_columns() {
        let told = facts(Some(false), Some(Domains::None));
        let known = Facts {
            subject: Some(Fact {
                value: true,
                basis: Basis::Ledger,
            }),
            ..Facts::default()
        };
        for both in [told.and(known), known.and(told)] {
            assert_eq!(both.class(), Class::NewSite);
            assert_eq!(both.basis(), [Basis::Ledger, Basis::Columns]);
        }
    }

    #[test]
    fn an_order_that_names_filing_numbers_says_what_is_filed() {
        let class = |sample: &Sample| Facts::told(&sample.order).class();
        assert_eq!(class(&Sample::new_access()), Class::Kind(Kind::NewAccess));
        let mut sample = Sample::new_site();
        assert_eq!(class(&sample), Class::DomainsUnknown);
        sample.set("订单.域名已备案", "否");
        assert_eq!(class(&sample), Class::NewSite);
        assert_eq!(class(&Sample::unit()), Class::SubjectUnknown);
    }

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
