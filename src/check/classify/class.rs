//! What the facts call for: a kind of order, or what stands in the way of one.

use super::facts::{Domains, Facts};
use crate::order::{Kind, Text};

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

impl Facts {
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

#[cfg(test)]
mod tests {
    use super::super::{Basis, Fact};
    use super::*;

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
}
