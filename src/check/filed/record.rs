//! Filings as the bureau has them: a subject with its sites, their domains and accesses.

use std::collections::BTreeMap;

use super::filings::FilingKey;
use crate::order::{AnyField, IpRange};

/// The values that the bureau has published of a record, by the path of the order's column, several joined by `;`.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<Box<str>, Box<str>>);

impl Values {
    /// The value of a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(AsRef::as_ref)
    }

    /// The value that stands in the column of `field`.
    pub fn of(&self, field: &dyn AnyField) -> Option<&str> {
        self.get(field.column().path)
    }

    /// Every path with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, value)| (&**path, &**value))
    }
}

impl<P: Into<Box<str>>, V: Into<Box<str>>> FromIterator<(P, V)> for Values {
    fn from_iter<I: IntoIterator<Item = (P, V)>>(values: I) -> Self {
        let values = values.into_iter();
        Self(values.map(|(p, v)| (p.into(), v.into())).collect())
    }
}

/// A subject with everything below it.
#[derive(Clone, Debug, Default)]
pub struct FiledSubject {
    /// The bureau's id, `Ztid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its filing number, as it is transmitted.
    pub number: Option<String>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// What was published.
    pub values: Values,
    /// Its sites, cancelled ones included.
    pub sites: Vec<FiledSite>,
}

/// A site of a subject.
#[derive(Clone, Debug, Default)]
pub struct FiledSite {
    /// The bureau's id, `Wzid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its filing number, as it is transmitted.
    pub number: Option<String>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// What was published.
    pub values: Values,
    /// Its domains.
    pub domains: Vec<FiledDomain>,
    /// Its accesses, those of other carriers included.
    pub accesses: Vec<FiledAccess>,
}

/// A domain of a site.
#[derive(Clone, Debug, Default)]
pub struct FiledDomain {
    /// The bureau's id, `Ymid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// The domain in lower-case ASCII.
    pub name: String,
    /// Whether the bureau still has it.
    pub live: bool,
}

/// An access of a site.
#[derive(Clone, Debug, Default)]
pub struct FiledAccess {
    /// The bureau's id, `Jrid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// The carrier that it belongs to; one whose owner was not published counts as ours.
    pub carrier: Option<u64>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// Its IP ranges.
    pub ranges: Vec<FiledIp>,
}

/// An IP range of an access.
#[derive(Clone, Debug)]
pub struct FiledIp {
    /// The bureau's id, `Ipid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its addresses.
    pub range: Option<IpRange>,
    /// Whether the bureau still has it.
    pub live: bool,
}

impl FiledSubject {
    /// The number of its certificate.
    pub fn certificate(&self) -> Option<&str> {
        self.values.get("Zt_xx/Zj/Zjhm")
    }

    /// The sites that the bureau still has.
    pub fn live_sites(&self) -> impl Iterator<Item = &FiledSite> {
        self.sites.iter().filter(|site| site.live)
    }

    /// What messages call it: its filing number, or the bureau's id.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }
}

impl FiledSite {
    /// What messages call it: its filing number, or the bureau's id.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// The domains that the bureau still has.
    pub fn live_domains(&self) -> impl Iterator<Item = &FiledDomain> {
        self.domains.iter().filter(|domain| domain.live)
    }

    /// The accesses that the bureau still has.
    pub fn live_accesses(&self) -> impl Iterator<Item = &FiledAccess> {
        self.accesses.iter().filter(|access| access.live)
    }

    /// Whether `carrier` has an access of it; where the carrier is not configured, nobody can tell.
    pub fn is_served_by(&self, carrier: Option<u64>) -> bool {
        self.live_accesses().any(|access| access.is_of(carrier))
    }

    pub(super) fn has_domain(&self, name: &str) -> bool {
        self.live_domains().any(|domain| domain.name == name)
    }

    /// By what it and everything below it are looked up.
    pub(super) fn keys(&self) -> impl Iterator<Item = FilingKey> {
        let own = |id: Option<u64>| id.map(FilingKey::Own);
        let site = [
            Some(FilingKey::Site(self.id)),
            own(self.own_id),
            self.number.clone().map(FilingKey::Number),
        ];
        let domains = self.domains.iter().flat_map(move |domain| {
            [
                Some(FilingKey::DomainId(domain.id)),
                Some(FilingKey::Domain(domain.name.clone())),
                own(domain.own_id),
            ]
        });
        let accesses = self.accesses.iter().flat_map(move |access| {
            let ranges = access.ranges.iter();
            let ranges = ranges.flat_map(move |ip| [Some(FilingKey::Range(ip.id)), own(ip.own_id)]);
            let access = [Some(FilingKey::Access(access.id)), own(access.own_id)];
            access.into_iter().chain(ranges)
        });
        site.into_iter().chain(domains).chain(accesses).flatten()
    }
}

impl FiledAccess {
    /// Whether it belongs to `carrier`, or may.
    pub fn is_of(&self, carrier: Option<u64>) -> bool {
        match (self.carrier, carrier) {
            (Some(owner), Some(carrier)) => owner == carrier,
            _ => true,
        }
    }
}
