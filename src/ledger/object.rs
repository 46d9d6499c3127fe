//! By what answers can name an order: the ids and numbers of its objects.

use serde::{Deserialize, Serialize};

pub use crate::order::Object;

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
