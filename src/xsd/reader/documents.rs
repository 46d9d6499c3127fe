//! Finds all documents that a schema is made of: the one given, and what it includes and imports.
//!
//! Only local files are read. A document that an import names and that is not there, or lies on the network, is left
//! out, as the specification allows; whatever refers to its components is then refused by name and place.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::super::derivation::Derivations;
use super::super::encoding::{Declared, Encoding, Gbk};
use super::super::error::Place;
use super::super::names::{NOWHERE, Spaces};
use super::super::node::Node;
use super::super::wording::{self, Wording};
use super::super::{Error, places, prolog};
use super::{invalid, unsupported};

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
}

/// What is still to be read.
struct Waiting {
    bytes: Vec<u8>,
    name: String,
    path: Option<PathBuf>,
    /// The namespace it must have, and whether it may have none and take that on.
    expected: Option<(u32, bool)>,
}

/// Reads the document and all that it includes and imports; `path` is the file it comes from, if it is one.
pub(super) fn load(
    bytes: &[u8],
    name: &str,
    path: Option<&Path>,
) -> Result<(Spaces, Vec<Document>), Error> {
    let mut spaces = Spaces::default();
    let mut documents = Vec::new();
    let mut known: HashSet<(PathBuf, Option<u32>)> = HashSet::new();
    let mut waiting = vec![Waiting {
        bytes: bytes.to_vec(),
        name: name.to_owned(),
        path: path.map(Path::to_owned),
        expected: None,
    }];
    while let Some(next) = waiting.pop() {
        let document = document(&next, documents.len(), &mut spaces)?;
        if let Some(path) = &next.path {
            known.insert((canonical(path), Some(document.target)));
        }
        for node in &document.root.children {
            let expected = match node.tag.as_str() {
                "include" => (document.target, true),
                "import" => {
                    let space = spaces.number(node.attribute("namespace").unwrap_or_default());
                    if space == document.target {
                        let reason = "a schema cannot import its own namespace";
                        return Err(invalid(node, reason));
                    }
                    (space, false)
                }
                _ => continue,
            };
            let Some(path) = find(node, next.path.as_deref(), expected.1)? else {
                continue;
            };
            if !known.insert((canonical(&path), Some(expected.0))) {
                continue;
            }
            match std::fs::read(&path) {
                Ok(bytes) => waiting.push(Waiting {
                    bytes,
                    name: path.display().to_string(),
                    path: Some(path),
                    expected: Some(expected),
                }),
                Err(source) if expected.1 => return Err(Error::Unreadable { path, source }),
                Err(_) => {}
            }
        }
        documents.push(document);
    }
    Ok((spaces, documents))
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The file that an include or import names; an import need not name one.
fn find(node: &Node, from: Option<&Path>, must: bool) -> Result<Option<PathBuf>, Error> {
    if let Some(child) = node.children.first() {
        return Err(invalid(
            child,
            &format!("xs:{} cannot stand here", child.tag),
        ));
    }
    let Some(location) = node.attribute("schemaLocation").map(str::trim) else {
        return if must {
            Err(invalid(node, "xs:include needs a schemaLocation"))
        } else {
            Ok(None)
        };
    };
    let local = location.strip_prefix("file://").unwrap_or(location);
    if local.contains("://") {
        return if must {
            Err(unsupported(node, "xs:include over the network"))
        } else {
            Ok(None)
        };
    }
    match from {
        Some(from) => Ok(Some(from.parent().unwrap_or(Path::new("")).join(local))),
        None => Err(unsupported(
            node,
            &format!("xs:{} in a schema that is not read from a file", node.tag),
        )),
    }
}

fn document(source: &Waiting, index: usize, spaces: &mut Spaces) -> Result<Document, Error> {
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
        root,
    })
}

/// The schema's text in UTF-8, and where its XML declaration ends. Illegal bytes are an error.
fn decode(bytes: &[u8], name: &str) -> Result<(String, usize), Error> {
    let malformed = |line: usize, reason: String| Error::Malformed {
        place: Place {
            file: name.to_owned(),
            line: line as u32,
            column: 1,
            path: String::new(),
        },
        reason,
    };
    let prolog = prolog::prolog(bytes).map_err(|fault| malformed(1, fault.message.to_string()))?;
    let illegal = |offset: usize| {
        let ends = bytes[..offset].iter().filter(|&&byte| byte == b'\n');
        let reason = wording::message(&Wording::IllegalCharacter);
        malformed(1 + ends.count(), reason.to_string())
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
