//! `xs:redefine`: what it redefines takes the name of what was there before, which goes on under another.
//!
//! The trees of the documents are changed so that the rest of the reader need not know. The redefinitions become global
//! components. What they redefine gets a name that no reference can write, its own with a star; only the redefinition's
//! reference to itself is marked so that it leads there. What is redefined twice, by one document through another,
//! gets a star for each.

use std::collections::{HashMap, HashSet};

use super::super::Error;
use super::super::names::Name;
use super::super::node::Node;
use super::document::{Document, resolve};
use super::{Kind, invalid, misplaced};

/// A group or attribute group that does not refer to itself, and so must be a restriction of what it redefines.
pub(super) struct Narrowed {
    pub(super) kind: Kind,
    pub(super) name: Name,
    /// The name under which what it redefines goes on.
    pub(super) original: Name,
}

/// The name of what lies behind a number of redefinitions.
pub(super) fn starred(name: &str, redefinitions: usize) -> String {
    format!("{name}{}", "*".repeat(redefinitions))
}

/// Where a global component stands: in which document, in which of the root's children, and in which of that one's if
/// it is a redefinition.
#[derive(Clone, Copy)]
struct Spot {
    document: usize,
    child: usize,
    inner: Option<usize>,
}

impl Spot {
    fn node(self, documents: &mut [Document]) -> &mut Node {
        let child = &mut documents[self.document].root.children[self.child];
        match self.inner {
            Some(inner) => &mut child.children[inner],
            None => child,
        }
    }
}

/// Carries out all redefinitions.
pub(super) fn carry_out(
    documents: &mut [Document],
    number: &mut dyn FnMut(&str) -> u32,
) -> Result<Vec<Narrowed>, Error> {
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    for document in 0..documents.len() {
        innermost_first(documents, document, &mut seen, &mut order);
    }
    let mut chains: Vec<(Kind, Name, Vec<Spot>)> = Vec::new();
    let mut known: HashMap<(Kind, Name), usize> = HashMap::new();
    for document in order {
        for &(child, linked) in &documents[document].links {
            let redefine = &documents[document].root.children[child];
            if redefine.tag != "redefine" {
                continue;
            }
            let mut reached = HashSet::from([document]);
            innermost_first(documents, linked, &mut reached, &mut Vec::new());
            reached.remove(&document);
            for (inner, node) in redefine.children.iter().enumerate() {
                let (kind, name) = component(node, documents)?;
                let at = match known.get(&(kind, name.clone())) {
                    Some(&at) => at,
                    None => {
                        let found = find(documents, &reached, kind, &name);
                        let missing = || {
                            let local = &name.local;
                            let reason = format!("the redefined document does not define {local}");
                            invalid(node, &reason)
                        };
                        chains.push((kind, name.clone(), vec![found.ok_or_else(missing)?]));
                        known.insert((kind, name.clone()), chains.len() - 1);
                        chains.len() - 1
                    }
                };
                let chain = &mut chains[at].2;
                if !reached.contains(&chain[chain.len() - 1].document) {
                    return Err(invalid(node, "another document redefines it already"));
                }
                chain.push(Spot {
                    document,
                    child,
                    inner: Some(inner),
                });
            }
        }
    }
    let mut narrowed = Vec::new();
    for (kind, name, chain) in chains {
        for (n, spot) in chain.iter().enumerate() {
            let above = chain.len() - 1 - n;
            let refers = match n {
                0 => true,
                _ => refer_to_original(documents, *spot, kind, &name, above + 1, number)?,
            };
            let own = |redefinitions| Name {
                space: name.space,
                local: starred(&name.local, redefinitions),
            };
            if !refers {
                narrowed.push(Narrowed {
                    kind,
                    name: own(above),
                    original: own(above + 1),
                });
            }
            let attributes = &mut spot.node(documents).attributes;
            for (_, text) in attributes.iter_mut().filter(|(name, _)| name == "name") {
                *text = own(above).local;
            }
        }
    }
    for document in documents {
        let mut hoisted = Vec::new();
        for child in &mut document.root.children {
            if child.tag == "redefine" {
                hoisted.append(&mut child.children);
            }
        }
        document.root.children.append(&mut hoisted);
    }
    Ok(narrowed)
}

/// Appends the documents that this one includes and redefines, and then itself.
fn innermost_first(
    documents: &[Document],
    document: usize,
    seen: &mut HashSet<usize>,
    order: &mut Vec<usize>,
) {
    let mut open = vec![(document, 0)];
    if !seen.insert(document) {
        return;
    }
    while let Some((at, next)) = open.last_mut() {
        match documents[*at].links.get(*next) {
            Some(&(_, linked)) => {
                *next += 1;
                if seen.insert(linked) {
                    open.push((linked, 0));
                }
            }
            None => {
                order.push(*at);
                open.pop();
            }
        }
    }
}

/// What a child of `xs:redefine` redefines.
fn component(node: &Node, documents: &[Document]) -> Result<(Kind, Name), Error> {
    let kind = match node.tag.as_str() {
        "simpleType" | "complexType" => Kind::Type,
        "group" => Kind::Group,
        "attributeGroup" => Kind::AttributeGroup,
        _ => return Err(misplaced(node)),
    };
    let local = node
        .attribute("name")
        .ok_or_else(|| invalid(node, "a global component needs a name"))?;
    let name = Name {
        space: documents[node.document].target,
        local: local.trim().to_owned(),
    };
    Ok((kind, name))
}

/// Where one of the documents defines a component.
fn find(documents: &[Document], within: &HashSet<usize>, kind: Kind, name: &Name) -> Option<Spot> {
    let within = within
        .iter()
        .map(|&document| (document, &documents[document]));
    within
        .filter(|(_, found)| found.target == name.space)
        .find_map(|(document, found)| {
            let child = found.root.children.iter().position(|node| {
                let local = node.attribute("name").map(str::trim);
                Kind::of(&node.tag) == Some(kind) && local == Some(&name.local)
            })?;
            Some(Spot {
                document,
                child,
                inner: None,
            })
        })
}

/// Marks a redefinition's references to its own name. A type must have one, where it says what it is derived from;
/// groups may have one. Gives whether there is one.
fn refer_to_original(
    documents: &mut [Document],
    spot: Spot,
    kind: Kind,
    name: &Name,
    redefinitions: usize,
    number: &mut dyn FnMut(&str) -> u32,
) -> Result<bool, Error> {
    let (target, adopted) = {
        let document = &documents[spot.document];
        (document.target, document.adopted)
    };
    let node = spot.node(documents);
    let mut is_own = |node: &Node, text: &str| {
        resolve(text, node, target, adopted, number).is_some_and(|found| found == *name)
    };
    if kind == Kind::Type {
        let place = node.place.clone();
        let mut at = node;
        while at.children.first().is_some_and(is_derivation) {
            at = &mut at.children[0];
        }
        if !at.attribute("base").is_some_and(|base| is_own(at, base)) {
            return Err(Error::Invalid {
                place,
                reason: "a redefined type must be derived from itself".to_owned(),
            });
        }
        at.redefinitions = redefinitions;
        return Ok(true);
    }
    let tag = node.tag.clone();
    let mut found = Vec::new();
    own_references(node, &tag, &mut is_own, &mut found);
    let once = |node: &Node, bound: &str| node.attribute(bound).is_none_or(|n| n.trim() == "1");
    match &mut found[..] {
        [] => Ok(false),
        [reference] if once(reference, "minOccurs") && once(reference, "maxOccurs") => {
            reference.redefinitions = redefinitions;
            Ok(true)
        }
        [reference, ..] => {
            let reason = "a redefined group refers to itself at most once, occurring once";
            Err(invalid(reference, reason))
        }
    }
}

/// Whether a node leads to what says from which type another is derived, or is that itself.
fn is_derivation(node: &Node) -> bool {
    let tags = [
        "simpleContent",
        "complexContent",
        "restriction",
        "extension",
    ];
    tags.contains(&node.tag.as_str())
}

/// Collects the references of this kind of group to its own name.
fn own_references<'n>(
    node: &'n mut Node,
    tag: &str,
    is_own: &mut dyn FnMut(&Node, &str) -> bool,
    found: &mut Vec<&'n mut Node>,
) {
    for child in &mut node.children {
        let own = child.tag == tag
            && child
                .attribute("ref")
                .is_some_and(|text| is_own(child, text));
        if own {
            found.push(child);
        } else {
            own_references(child, tag, is_own, found);
        }
    }
}
