//! What an answer can name an order by: an element's value, and the object of the order that it belongs to.

use serde::{Deserialize, Serialize};

use super::{Error, Result};
use crate::order::Object;

/// An object as `ranges.csv` names its kind.
pub(super) fn kind_of(object: Object) -> &'static str {
    match object {
        Object::Subject => "subject",
        Object::Site(_) => "site",
        Object::Domain(..) => "domain",
        Object::Access(..) => "access",
        Object::Ip(..) => "ip",
        Object::Record(_) => "record",
    }
}

/// Reads an object as [`Object`] prints it; the tables hold nothing else.
pub(super) fn read_object(text: &str) -> Result<Object> {
    parse(text).ok_or_else(|| Error::Inconsistent(format!("`{text}` names no object of an order")))
}

fn parse(text: &str) -> Option<Object> {
    let mut names = Vec::new();
    let mut positions = Vec::new();
    for step in text.split('.') {
        match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((name, position)) => {
                names.push(name);
                positions.push(position.parse::<u32>().ok()?);
            }
            None => names.push(step),
        }
    }
    Some(match (names.as_slice(), positions.as_slice()) {
        (["subject"], []) => Object::Subject,
        (["site"], &[site]) => Object::Site(site),
        (["site", "domain"], &[site, domain]) => Object::Domain(site, domain),
        (["site", "access"], &[site, access]) => Object::Access(site, access),
        (["site", "access", "ip"], &[site, access, ip]) => Object::Ip(site, access, ip),
        (["record"], &[row]) => Object::Record(row),
        _ => return None,
    })
}

macro_rules! tags {
    ($( $(#[$doc:meta])* $name:ident ),* $(,)?) => {
        /// The element whose value an answer can name an order by.
        #[expect(missing_docs, reason = "the names are the interface's own, and the list is its documentation")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum KeyTag { $( $(#[$doc])* $name ),* }

        impl KeyTag {
            /// Every element.
            pub const ALL: [KeyTag; [$( stringify!($name) ),*].len()] = [$( KeyTag::$name ),*];

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
    /// The carrier's id of a record of an IP or domain report.
    IspId,
    /// The bureau's id of such a record.
    Id,
    /// First address of a reported IP range.
    Qsip,
    /// Last address of a reported IP range.
    Zzip,
    /// A reported domain, by which a deletion can name it.
    Ym,
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
    fn an_object_reads_back_as_it_is_printed() {
        for object in [
            Object::Subject,
            Object::Site(10),
            Object::Domain(2, 1),
            Object::Access(1, 2),
            Object::Ip(1, 2, 3),
            Object::Record(4),
        ] {
            assert_eq!(parse(&object.to_string()), Some(object));
        }
        assert_eq!(parse("site[1].cellar[2]"), None);
        assert_eq!(parse("site[x]"), None);
    }

    #[test]
    fn an_element_reads_back_as_it_is_named() {
        assert_eq!(
            KeyTag::from_name(KeyTag::IspWzid.name()),
            Some(KeyTag::IspWzid)
        );
        assert_eq!(KeyTag::from_name("Dwmc"), None);
    }
}
