//! Finds all documents that a schema is made of: the one given, and what it includes, redefines and imports.
//!
//! Only local files are read. A document that an import names and that is not there, or lies on the network, is left
//! out, as the specification allows; whatever refers to its components is then refused by name and place. Two namespaces
//! that schemas import from the network all the time are known here: XML's own and XLink's.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use super::super::derivation::Derivations;
use super::super::encoding::{Declared, Encoding, Gbk};
use super::super::error::Place;
use super::super::names::{NOWHERE, Name, Spaces};
use super::super::node::Node;
use super::super::wording::{self, Wording};
use super::super::{Error, places, prolog};
use super::{invalid, misplaced, unsupported};

/// What stands in for a document of these namespaces that cannot be read.
const KNOWN: [(&str, &str, &str); 2] = [
    (
        "http://www.w3.org/XML/1998/namespace",
        "xml.xsd",
        include_str!("../known/xml.xsd"),
    ),
    (
        "http://www.w3.org/1999/xlink",
        "xlink.xsd",
        include_str!("../known/xlink.xsd"),
    ),
];

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

/// What is still to be read.
struct Waiting {
    bytes: Vec<u8>,
    name: String,
    path: Option<PathBuf>,
    /// The namespace it must have, and whether it may have none and take that on.
    expected: Option<(u32, bool)>,
}

/// Reads the document and all that it includes, redefines and imports; `path` is the file it comes from, if it is one.
pub(super) fn load(
    bytes: &[u8],
    name: &str,
    path: Option<&Path>,
) -> Result<(Spaces, Vec<Document>), Error> {
    let mut spaces = Spaces::default();
    let mut documents: Vec<Document> = Vec::new();
    // Files that have been met, with the namespace that they have or take on.
    let mut known: HashMap<(PathBuf, u32), usize> = HashMap::new();
    let mut waiting = VecDeque::from([Waiting {
        bytes: bytes.to_vec(),
        name: name.to_owned(),
        path: path.map(Path::to_owned),
        expected: None,
    }]);
    while let Some(next) = waiting.pop_front() {
        let index = documents.len();
        let mut document = document(&next, index, &mut spaces)?;
        if let Some(path) = &next.path {
            known.insert((canonical(path), document.target), index);
        }
        for (child, node) in document.root.children.iter().enumerate() {
            let must = match node.tag.as_str() {
                "include" | "redefine" => true,
                "import" => false,
                _ => continue,
            };
            let space = if must {
                document.target
            } else {
                imported(node, document.target, &mut spaces)?
            };
            let Some(path) = find(node, next.path.as_deref(), must)? else {
                continue;
            };
            let met = (canonical(&path), space);
            let linked = match (known.get(&met), std::fs::read(&path)) {
                (Some(&linked), _) => linked,
                (None, Ok(bytes)) => {
                    let linked = index + waiting.len() + 1;
                    known.insert(met, linked);
                    waiting.push_back(Waiting {
                        bytes,
                        name: path.display().to_string(),
                        path: Some(path),
                        expected: Some((space, must)),
                    });
                    linked
                }
                (None, Err(source)) if must => return Err(Error::Unreadable { path, source }),
                (None, Err(_)) => continue,
            };
            if must {
                document.links.push((child, linked));
            }
        }
        documents.push(document);
    }
    for (uri, name, text) in KNOWN {
        let space = spaces.number(uri);
        let is_wanted = documents
            .iter()
            .any(|document| document.visible.contains(&space));
        if is_wanted && documents.iter().all(|document| document.target != space) {
            let source = Waiting {
                bytes: text.as_bytes().to_vec(),
                name: name.to_owned(),
                path: None,
                expected: Some((space, false)),
            };
            documents.push(document(&source, documents.len(), &mut spaces)?);
        }
    }
    Ok((spaces, documents))
}

/// The namespace that an import is about.
fn imported(node: &Node, target: u32, spaces: &mut Spaces) -> Result<u32, Error> {
    let space = spaces.number(node.attribute("namespace").unwrap_or_default());
    if space == target {
        let reason = "a schema cannot import its own namespace";
        return Err(invalid(node, reason));
    }
    Ok(space)
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
    let is_name = super::super::chars::is_ncname(local);
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

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The file that an include, redefine or import names; an import need not name one.
fn find(node: &Node, from: Option<&Path>, must: bool) -> Result<Option<PathBuf>, Error> {
    if let Some(child) = node.children.first().filter(|_| node.tag != "redefine") {
        return Err(misplaced(child));
    }
    let Some(location) = node.attribute("schemaLocation").map(str::trim) else {
        return if must {
            Err(invalid(
                node,
                &format!("xs:{} needs a schemaLocation", node.tag),
            ))
        } else {
            Ok(None)
        };
    };
    let local = location.strip_prefix("file://").unwrap_or(location);
    if local.contains("://") {
        return if must {
            Err(unsupported(
                node,
                &format!("xs:{} over the network", node.tag),
            ))
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
        links: Vec::new(),
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
