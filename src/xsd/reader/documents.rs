//! Finds all documents that a schema is made of: the one given, and what it includes, redefines and imports.
//!
//! Only local files are read. A document that an import names and that is not there, or lies on the network, is left
//! out, as the specification allows; whatever refers to its components is then refused by name and place. Two namespaces
//! that schemas import from the network all the time are known here: XML's own and XLink's.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use super::super::Error;
use super::super::names::Spaces;
use super::super::node::Node;
use super::document::{self, Document, Source};
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
    let mut waiting = VecDeque::from([Source {
        bytes: bytes.to_vec(),
        name: name.to_owned(),
        path: path.map(Path::to_owned),
        expected: None,
    }]);
    while let Some(next) = waiting.pop_front() {
        let index = documents.len();
        let mut document = document::read(&next, index, &mut spaces)?;
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
                    waiting.push_back(Source {
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
            let source = Source {
                bytes: text.as_bytes().to_vec(),
                name: name.to_owned(),
                path: None,
                expected: Some((space, false)),
            };
            documents.push(document::read(&source, documents.len(), &mut spaces)?);
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
