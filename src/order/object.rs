//! What an order is made of, as ids name it: the subject, its sites, their domains, accesses and IP ranges.

use std::fmt;
use std::str::FromStr;

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

impl Object {
    /// The position of the site it belongs to; `None` for the subject.
    pub fn site(self) -> Option<u32> {
        match self {
            Object::Subject => None,
            Object::Site(site)
            | Object::Domain(site, _)
            | Object::Access(site, _)
            | Object::Ip(site, ..) => Some(site),
        }
    }

    /// The sort of object: `subject`, `site`, `domain`, `access` or `ip`.
    pub fn kind(self) -> &'static str {
        match self {
            Object::Subject => "subject",
            Object::Site(_) => "site",
            Object::Domain(..) => "domain",
            Object::Access(..) => "access",
            Object::Ip(..) => "ip",
        }
    }
}

impl fmt::Display for Object {
    /// `subject`, `site[2]`, `site[2].domain[1]`, `site[2].access[1].ip[3]`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Object::Subject => formatter.write_str("subject"),
            Object::Site(site) => write!(formatter, "site[{site}]"),
            Object::Domain(site, domain) => write!(formatter, "site[{site}].domain[{domain}]"),
            Object::Access(site, access) => write!(formatter, "site[{site}].access[{access}]"),
            Object::Ip(site, access, ip) => {
                write!(formatter, "site[{site}].access[{access}].ip[{ip}]")
            }
        }
    }
}

/// A text that names no object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no object of an order")]
pub struct NoObject(String);

impl FromStr for Object {
    type Err = NoObject;

    fn from_str(text: &str) -> Result<Object, NoObject> {
        let wrong = || NoObject(text.to_owned());
        let mut names = Vec::new();
        let mut positions = Vec::new();
        for step in text.split('.') {
            match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
                Some((name, position)) => {
                    names.push(name);
                    positions.push(position.parse::<u32>().map_err(|_| wrong())?);
                }
                None => names.push(step),
            }
        }
        match (names.as_slice(), positions.as_slice()) {
            (["subject"], []) => Ok(Object::Subject),
            (["site"], &[site]) => Ok(Object::Site(site)),
            (["site", "domain"], &[site, domain]) => Ok(Object::Domain(site, domain)),
            (["site", "access"], &[site, access]) => Ok(Object::Access(site, access)),
            (["site", "access", "ip"], &[site, access, ip]) => Ok(Object::Ip(site, access, ip)),
            _ => Err(wrong()),
        }
    }
}
