//! What an order is made of, as ids name it: the subject, its sites, their domains, accesses and IP ranges.

use std::fmt;

/// One object of an order; positions count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// The subject.
    Subject,
    /// A site.
    Site(u32),
    /// A domain: site, domain.
    Domain(u32, u32),
    /// An access: site, access.
    Access(u32, u32),
    /// An IP range: site, access, range.
    Ip(u32, u32, u32),
}

impl fmt::Display for Object {
    /// `subject`, `site[2]`, `site[2].domain[1]`, `site[2].access[1].ip[3]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subject => f.write_str("subject"),
            Self::Site(site) => write!(f, "site[{site}]"),
            Self::Domain(site, domain) => write!(f, "site[{site}].domain[{domain}]"),
            Self::Access(site, access) => write!(f, "site[{site}].access[{access}]"),
            Self::Ip(site, access, ip) => write!(f, "site[{site}].access[{access}].ip[{ip}]"),
        }
    }
}
