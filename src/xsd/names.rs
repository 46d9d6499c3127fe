//! Names with their namespaces. A namespace is a number, so that names are cheap to compare.

use std::collections::HashMap;

use super::packed::{Bytes, Packed};

/// No namespace.
pub(crate) const NOWHERE: u32 = 0;
/// The namespace of `xsi:` attributes.
pub(crate) const INSTANCE: u32 = 1;
/// The namespace of `xml:` attributes.
pub(crate) const XML: u32 = 2;
/// The namespace of XML Schema itself.
pub(crate) const SCHEMA: u32 = 3;
/// A namespace that the schema never mentions.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// The namespaces that have a number before any schema is read, in the order of their numbers.
const KNOWN: [&str; 4] = [
    "",
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2001/XMLSchema",
];

/// A local name and the number of its namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name {
    pub(crate) space: u32,
    pub(crate) local: String,
}

/// The namespaces that a schema mentions.
#[derive(Debug, Clone)]
pub(crate) struct Spaces {
    uris: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Default for Spaces {
    fn default() -> Self {
        let mut spaces = Self {
            uris: Vec::new(),
            numbers: HashMap::new(),
        };
        for uri in KNOWN {
            spaces.number(uri);
        }
        spaces
    }
}

impl Spaces {
    /// The number of a namespace, a new one if need be.
    pub(crate) fn number(&mut self, uri: &str) -> u32 {
        if let Some(&known) = self.numbers.get(uri) {
            return known;
        }
        let number = self.uris.len() as u32;
        self.uris.push(uri.to_owned());
        self.numbers.insert(uri.to_owned(), number);
        number
    }

    /// The number of a namespace, [`UNKNOWN`] when the schema never mentions it.
    pub(crate) fn find(&self, uri: &str) -> u32 {
        self.numbers.get(uri).copied().unwrap_or(UNKNOWN)
    }

    /// The name as a person reads it: `{namespace}local`, or the local name alone when there is no namespace.
    pub(crate) fn shown(&self, name: &Name) -> String {
        match self.uris.get(name.space as usize) {
            Some(uri) if !uri.is_empty() => format!("{{{uri}}}{}", name.local),
            _ => name.local.clone(),
        }
    }
}

impl Packed for Spaces {
    fn pack(&self, out: &mut Vec<u8>) {
        self.uris.pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let mut spaces = Self::default();
        for uri in Vec::<&'static str>::unpack(bytes)? {
            spaces.number(uri);
        }
        Some(spaces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_known_namespaces_have_their_numbers() {
        let mut spaces = Spaces::default();
        assert_eq!(spaces.find(""), NOWHERE);
        assert_eq!(spaces.find(KNOWN[1]), INSTANCE);
        assert_eq!(spaces.find(KNOWN[2]), XML);
        assert_eq!(spaces.find(KNOWN[3]), SCHEMA);
        assert_eq!(spaces.find("urn:x"), UNKNOWN);
        let x = spaces.number("urn:x");
        let name = Name {
            space: x,
            local: "a".to_owned(),
        };
        assert_eq!((x, spaces.shown(&name)), (4, "{urn:x}a".to_owned()));
    }
}
