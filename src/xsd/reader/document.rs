//! One document of a schema: its text decoded, its tree read, what its root says about all that is in it.

use std::path::PathBuf;

use super::super::derivation::Derivations;
use super::super::encoding::{Declared, Encoding, Gbk};
use super::super::error::Place;
use super::super::names::{NOWHERE, Name, Spaces};
use super::super::node::Node;
use super::super::wording::{self, Wording};
use super::super::{Error, Message, letters, places, prolog};
use super::invalid;

/// What a document is read from.
pub(super) struct Source {
    pub(super) bytes: Vec<u8>,
    pub(super) name: String,
    pub(super) path: Option<PathBuf>,
    /// The namespace it must have, and whether it may have none and take that on.
    pub(super) expected: Option<(u32, bool)>,
}

/// One document of a schema.
pub(super) struct Document {
    pub(super) root: Node,
    /// The namespace of its global components.
    pub(super) target: u32,
    /// Whether it has no namespace of its own and takes on that of the document that includes it.
    pub(super) adopted: bool,
    /// The namespaces that its references may be about.
    pub(super) visible: Vec<u32>,
    pub(super) qualified_elements: bool,
    pub(super) qualified_attributes: bool,
    pub(super) block: Derivations,
    pub(super) finals: Derivations,
    /// The children of the root that include or redefine a document, and which one.
    pub(super) links: Vec<(usize, usize)>,
}

/// Reads a document; `index` is its place among the schema's.
pub(super) fn read(source: &Source, index: usize, spaces: &mut Spaces) -> Result<Document, Error> {
    let (text, start) = decode(&source.bytes, &source.name)?;
    let root = places::tree(&text, start, &source.name, index)?;
    if root.tag != "schema" {
        return Err(invalid(&root, "the root must be xs:schema"));
    }
    let uri = root.attribute("targetNamespace").map(str::trim);
    if uri == Some("") {
        return Err(invalid(&root, "targetNamespace cannot be empty"));
    }
    let own = uri.map_or(NOWHERE, |uri| spaces.number(uri));
    let (target, adopted) = match source.expected {
        Some((space, true)) if own == NOWHERE => (space, space != NOWHERE),
        Some((space, _)) if own != space => {
            return Err(invalid(
                &root,
                "targetNamespace is not the one for which this document is included or imported",
            ));
        }
        _ => (own, false),
    };
    let qualified = |attribute: &str| match root.attribute(attribute).map(str::trim) {
        None | Some("unqualified") => Ok(false),
        Some("qualified") => Ok(true),
        Some(_) => Err(invalid(&root, &format!("{attribute} is wrong"))),
    };
    let derivations = |attribute: &str, allowed| {
        let text = root.attribute(attribute).unwrap_or_default();
        Derivations::parse(text, allowed)
            .ok_or_else(|| invalid(&root, &format!("{attribute} is wrong")))
    };
    let both = Derivations::EXTENSION | Derivations::RESTRICTION;
    let mut visible = vec![target];
    for node in root.children.iter().filter(|node| node.tag == "import") {
        visible.push(spaces.number(node.attribute("namespace").unwrap_or_default()));
    }
    Ok(Document {
        target,
        adopted,
        visible,
        qualified_elements: qualified("elementFormDefault")?,
        qualified_attributes: qualified("attributeFormDefault")?,
        block: derivations("blockDefault", both | Derivations::SUBSTITUTION)?,
        finals: derivations(
            "finalDefault",
            both | Derivations::LIST | Derivations::UNION,
        )?,
        links: Vec::new(),
        root,
    })
}

/// The schema's text in UTF-8, and where its XML declaration ends. Illegal bytes are an error.
fn decode(bytes: &[u8], name: &str) -> Result<(String, usize), Error> {
    let malformed = |line: usize, reason: Message| Error::Malformed {
        place: Place {
            file: name.to_owned(),
            line: line as u32,
            column: 1,
            path: String::new(),
        },
        reason,
    };
    let prolog = prolog::prolog(bytes).map_err(|fault| malformed(1, fault.message))?;
    let illegal = |offset: usize| {
        let ends = bytes[..offset].iter().filter(|&&byte| byte == b'\n');
        let reason = wording::message(&Wording::IllegalCharacter);
        malformed(1 + ends.count(), reason)
    };
    let mut text = String::new();
    match prolog.encoding {
        Declared::Utf8 => {
            let legal = std::str::from_utf8(bytes).map_err(|error| illegal(error.valid_up_to()))?;
            text.push_str(legal);
        }
        Declared::Gbk => {
            let mut at = 0;
            while at < bytes.len() {
                let step = if bytes[at] < 0x80 {
                    Some(1)
                } else {
                    Gbk::wide(bytes, at)
                };
                at += step.ok_or_else(|| illegal(at))?;
            }
            Gbk::decode(bytes, &mut text);
        }
    }
    Ok((text, prolog.end))
}

/// The name that a text refers to at a node of a document with this target namespace, which it has `adopted` from the
/// document that includes it or not. Nothing if it is no qualified name, or its prefix is not declared.
pub(super) fn resolve(
    text: &str,
    node: &Node,
    target: u32,
    adopted: bool,
    number: &mut dyn FnMut(&str) -> u32,
) -> Option<Name> {
    let text = text.trim();
    let (prefix, local) = text.split_once(':').unwrap_or(("", text));
    let is_name = letters::is_ncname(local);
    let uri = node.uri(prefix).filter(|_| is_name)?;
    let mut space = number(uri);
    if space == NOWHERE && adopted {
        space = target;
    }
    Some(Name {
        space,
        local: local.to_owned(),
    })
}
