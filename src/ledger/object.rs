//! What an order is made of, as ids name it: the subject, its sites, their domains, accesses and IP ranges.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

    /// Its kind, as `ranges.csv` names it.
    pub(super) fn kind(self) -> &'static str {
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

macro_rules! tags {
    ($( $(#[$doc:meta])* $name:ident ),* $(,)?) => {
        /// The element whose value an answer can name an order by.
        #[expect(missing_docs, reason = "the names are the interface's own, and the list is its documentation")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum KeyTag { $( $(#[$doc])* $name ),* }

        impl KeyTag {
            /// The element's name.
            pub fn name(self) -> &'static str {
                match self { $( KeyTag::$name => stringify!($name) ),* }
            }

            /// The element of a name.
            pub fn from_name(name: &str) -> Option<KeyTag> {
                match name { $( stringify!($name) => Some(KeyTag::$name), )* _ => None }
            }
        }
    };
}

tags! {
    IspZtid, IspWzid, IspYmid, IspJrid, IspIpid,
    Ztid, Wzid, Ymid, Jrid, Ipid,
    Ztbah, Wzbah, Jlid, Baxh,
}

impl KeyTag {
    /// Whether the carrier gives the id out itself, so that it belongs to one order only.
    pub fn is_own(self) -> bool {
        self.name().starts_with("Isp")
    }
}

/// One value by which an answer can name an attempt, or that an answer taught us.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The object it belongs to.
    pub object: Object,
    /// The element.
    pub tag: KeyTag,
    /// An id in decimal digits, or a filing number as it is transmitted.
    pub value: String,
}

impl Key {
    /// Pairs an object's element with its value.
    pub fn new(object: Object, tag: KeyTag, value: impl ToString) -> Key {
        Key {
            object,
            tag,
            value: value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_reads_back_as_it_is_written() {
        for object in [
            Object::Subject,
            Object::Site(10),
            Object::Domain(2, 1),
            Object::Access(1, 2),
            Object::Ip(1, 2, 3),
        ] {
            assert_eq!(object.to_string().parse(), Ok(object));
        }
        assert!("site[1].cellar[2]".parse::<Object>().is_err());
        assert!("site[x]".parse::<Object>().is_err());
    }
}
