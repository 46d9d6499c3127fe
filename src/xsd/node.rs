//! The tree of a schema's text: elements of XML Schema, each with its place and the namespace declarations in force
//! there, because names stand in attribute values too.

use std::sync::Arc;

use super::error::Place;

/// The namespace of XML Schema.
pub(crate) const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Prefixes and what they stand for, innermost last; an empty prefix is the default namespace.
pub(crate) type Scope = Arc<Vec<(String, String)>>;

/// An element of the schema's text. Annotations are left out.
#[derive(Debug)]
pub(crate) struct Node {
    /// The local name, such as `complexType`.
    pub(crate) tag: String,
    /// Its attributes, values normalised.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) place: Place,
    pub(crate) children: Vec<Node>,
    /// The namespace declarations in force.
    pub(crate) scope: Scope,
    /// Which of the schema's documents it stands in.
    pub(crate) document: usize,
    /// How many redefinitions what its `base` or `ref` names lies behind; none if that name means what it says.
    pub(crate) redefinitions: usize,
}

impl Node {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The namespace that a prefix stands for here; the empty prefix may stand for none.
    pub(crate) fn uri(&self, prefix: &str) -> Option<&str> {
        uri(&self.scope, prefix)
    }
}

pub(crate) fn uri<'s>(scope: &'s Scope, prefix: &str) -> Option<&'s str> {
    if prefix == "xml" {
        return Some(XML);
    }
    let found = scope.iter().rev().find(|(known, _)| known == prefix);
    match found {
        Some((_, uri)) => Some(uri),
        None if prefix.is_empty() => Some(""),
        None => None,
    }
}
