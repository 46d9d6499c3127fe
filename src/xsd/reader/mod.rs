//! From a schema's documents to components: names resolved, derivations carried out, rules of XML Schema checked.
//!
//! The reader is our own, over the tree that [`places`](super::places) makes, and not the `xsd-parser` crate's schema
//! model, which the room used first. What decided it:
//!
//! - the model has no lines and columns, no namespace declarations for the names in `value`, `xpath` and
//!   `schemaLocation`, ignores attributes that it does not know (`minOcurs="0"` reads as `minOccurs="1"`), takes
//!   `xs:minOccurs` for `minOccurs`, reads `TRUE` and `yes` as booleans, and passes over text and DOCTYPE; so a tree of
//!   our own had to be made and walked beside it anyway, and says everything that the model says;
//! - of the time to load the official upload schema most was spent in the crate;
//! - the crate brings a second quick-xml and some 70 packages.

mod attributes;
mod constraints;
mod document;
mod documents;
mod inherit;
mod particles;
mod redefinition;
mod simple;
mod types;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::Error;
use super::derivation::{self, Derivations};
use super::limits;
use super::model::{Model, Particle, Type};
use super::names::{NOWHERE, Name, SCHEMA};
use super::node::Node;
use super::simple::Simple;
use document::{Document, resolve};
use redefinition::{Narrowed, starred};

/// Reads a schema. `name` is what errors call it; `path` the file it comes from, if it is one.
pub(crate) fn read(bytes: &[u8], name: &str, path: Option<&Path>) -> Result<Model, Error> {
    let (mut spaces, mut documents) = documents::load(bytes, name, path)?;
    let redefined = redefinition::carry_out(&mut documents, &mut |uri| spaces.number(uri))?;
    let model = Model {
        spaces,
        simples: Simple::builtins(),
        ..Model::default()
    };
    Reader::new(model, &documents, redefined)?.components()
}

/// The kinds of global components, each with a space of names of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Type,
    Element,
    Attribute,
    Group,
    AttributeGroup,
    Notation,
}

impl Kind {
    /// What an element of this name defines at the top of a schema.
    fn of(tag: &str) -> Option<Self> {
        Some(match tag {
            "simpleType" | "complexType" => Self::Type,
            "element" => Self::Element,
            "attribute" => Self::Attribute,
            "group" => Self::Group,
            "attributeGroup" => Self::AttributeGroup,
            "notation" => Self::Notation,
            _ => return None,
        })
    }
}

/// The walk over the documents, and what it has made so far.
struct Reader<'s> {
    model: Model,
    documents: &'s [Document],
    globals: BTreeMap<(Kind, Name), &'s Node>,
    /// Named types already made.
    types: HashMap<Name, Type>,
    /// Global elements and named groups already made.
    elements: HashMap<Name, usize>,
    groups: HashMap<Name, Particle>,
    attribute_groups: HashMap<Name, attributes::Uses>,
    /// Named identity constraints, and the references among them that wait for their keys.
    constraints: HashMap<Name, usize>,
    references: Vec<(usize, Name, &'s Node)>,
    /// Complex types by index, as far as their content has been read.
    pending: Vec<types::State<'s>>,
    /// How many types are being completed, each for the sake of the one before.
    completing: usize,
    /// Names being worked on, to notice definitions that contain themselves.
    busy: HashSet<(Kind, Name)>,
    /// Content that must restrict that of a complex type.
    restrictions: Vec<(Particle, usize, &'s Node)>,
    /// Groups that must restrict what they redefine.
    redefined: Vec<Narrowed>,
}

impl<'s> Reader<'s> {
    fn new(
        model: Model,
        documents: &'s [Document],
        redefined: Vec<Narrowed>,
    ) -> Result<Self, Error> {
        let mut globals: BTreeMap<(Kind, Name), &'s Node> = BTreeMap::new();
        for document in documents {
            for node in &document.root.children {
                if matches!(node.tag.as_str(), "include" | "redefine" | "import") {
                    continue;
                }
                let kind = Kind::of(&node.tag).ok_or_else(|| misplaced(node))?;
                let name = node
                    .attribute("name")
                    .ok_or_else(|| invalid(node, "a global component needs a name"))?;
                if let Some(local) = ["ref", "minOccurs", "maxOccurs", "form", "use"]
                    .iter()
                    .find(|a| node.attribute(a).is_some())
                {
                    return Err(invalid(node, &format!("a global component has no {local}")));
                }
                let name = Name {
                    space: document.target,
                    local: name.trim().to_owned(),
                };
                if let Some(earlier) = globals.insert((kind, name), node) {
                    let first = &earlier.place;
                    return Err(invalid(node, &format!("it is defined already: {first}")));
                }
            }
        }
        Ok(Self {
            model,
            documents,
            globals,
            types: HashMap::new(),
            elements: HashMap::new(),
            groups: HashMap::new(),
            attribute_groups: HashMap::new(),
            constraints: HashMap::new(),
            references: Vec::new(),
            pending: Vec::new(),
            completing: 0,
            busy: HashSet::new(),
            restrictions: Vec::new(),
            redefined,
        })
    }

    /// Makes everything that the schema defines, used or not, so that nothing in it goes unchecked.
    fn components(mut self) -> Result<Model, Error> {
        let mut globals: Vec<_> = self
            .globals
            .iter()
            .map(|((kind, name), node)| (*kind, name.clone(), *node))
            .collect();
        globals.sort_by_key(|(_, _, node)| (node.document, node.place.line, node.place.column));
        for (kind, name, node) in globals {
            match kind {
                Kind::Type => {
                    let made = self.named_type(&name, node)?;
                    // What has been redefined cannot be named.
                    if super::letters::is_ncname(&name.local) {
                        self.model.types.push((name, made));
                    }
                }
                Kind::Element => {
                    let element = self.global_element(&name, node)?;
                    self.model.roots.push(element);
                }
                Kind::Attribute => {
                    let attribute = self.global_attribute(&name, node)?;
                    self.model.attributes.push(attribute);
                }
                Kind::Group => drop(self.group(&name, node)?),
                Kind::AttributeGroup => drop(self.attribute_group(&name, node)?),
                Kind::Notation => notation(node)?,
            }
        }
        for index in 0.. {
            if index == self.pending.len() {
                break;
            }
            self.complete(index)?;
        }
        let any = Name {
            space: SCHEMA,
            local: "anyType".to_owned(),
        };
        self.model.types.push((any, Type::Any));
        self.resolve_references()?;
        self.check_presets()?;
        self.substitutions()?;
        self.check_restrictions()?;
        Ok(self.model)
    }

    /// Which elements may stand in whose place.
    fn substitutions(&mut self) -> Result<(), Error> {
        let model = &mut self.model;
        let mut substitutes = vec![Vec::new(); model.elements.len()];
        for index in 0..model.elements.len() {
            let element = &model.elements[index];
            let mut head = element.head;
            for above in 0.. {
                let Some(at) = head else { break };
                let other = &model.elements[at];
                if above == 0
                    && derivation::derived(&*model, element.kind, other.kind)
                        .is_none_or(|used| used.meets(other.finals))
                {
                    let name = &other.name.local;
                    return Err(Error::Invalid {
                        place: element.place.clone(),
                        reason: format!("the type does not allow substitution for {name}"),
                    });
                }
                let blocked = other.block.meets(Derivations::SUBSTITUTION)
                    || !derivation::substitutes(&*model, element.kind, other.kind, other.block);
                if !blocked {
                    substitutes[at].push(index);
                }
                head = other.head;
            }
        }
        model.substitutes = substitutes;
        Ok(())
    }

    /// Marks a definition as being worked on; an error when it already is.
    fn enter(&mut self, kind: Kind, name: &Name, node: &Node) -> Result<(), Error> {
        if self.busy.len() >= limits::DEPTH {
            return Err(unsupported(node, LONG_WAY));
        }
        if self.busy.insert((kind, name.clone())) {
            return Ok(());
        }
        Err(invalid(node, &format!("{} contains itself", name.local)))
    }

    fn leave(&mut self, kind: Kind, name: &Name) {
        self.busy.remove(&(kind, name.clone()));
    }

    fn document(&self, node: &Node) -> &'s Document {
        &self.documents[node.document]
    }

    /// The name that an attribute's text refers to. Its namespace must be one that the document can see.
    fn reference(&mut self, text: &str, node: &Node) -> Result<Name, Error> {
        let document = self.document(node);
        let spaces = &mut self.model.spaces;
        let number = &mut |uri: &str| spaces.number(uri);
        let name = resolve(text, node, document.target, document.adopted, number);
        let name = name.ok_or_else(|| {
            let reason = format!("{text:?} is no qualified name whose prefix is declared");
            invalid(node, &reason)
        })?;
        if name.space != SCHEMA && !document.visible.contains(&name.space) {
            return Err(invalid(
                node,
                &format!("the namespace of {text} is not imported"),
            ));
        }
        Ok(Name {
            local: starred(&name.local, node.redefinitions),
            ..name
        })
    }

    /// The name of a global component or, unless `qualified`, of a local one without namespace.
    fn own_name(&self, node: &Node, qualified: bool) -> Result<Name, Error> {
        let local = node
            .attribute("name")
            .ok_or_else(|| invalid(node, &format!("the {} has no name", node.tag)))?;
        let space = if qualified {
            self.document(node).target
        } else {
            NOWHERE
        };
        Ok(Name {
            space,
            local: local.trim().to_owned(),
        })
    }

    /// Whether a local declaration belongs to the target namespace.
    fn is_qualified(node: &Node, default: bool) -> Result<bool, Error> {
        match node.attribute("form").map(str::trim) {
            None => Ok(default),
            Some("qualified") => Ok(true),
            Some("unqualified") => Ok(false),
            Some(_) => Err(invalid(node, "form is qualified or unqualified")),
        }
    }

    /// A set of derivations in an attribute, or the default of the document as far as it is `allowed` here.
    fn derivations(
        node: &Node,
        attribute: &str,
        default: Derivations,
        allowed: Derivations,
    ) -> Result<Derivations, Error> {
        match node.attribute(attribute) {
            None => Ok(default.both(allowed)),
            Some(text) => Derivations::parse(text, allowed)
                .ok_or_else(|| invalid(node, &format!("{attribute} cannot be {text:?}"))),
        }
    }

    fn flag(node: &Node, attribute: &str) -> bool {
        node.attribute(attribute)
            .is_some_and(|value| matches!(value.trim(), "true" | "1"))
    }
}

/// A notation has nothing inside, and says what it is.
fn notation(node: &Node) -> Result<(), Error> {
    if let Some(child) = node.children.first() {
        return Err(misplaced(child));
    }
    match node.attribute("public").or(node.attribute("system")) {
        Some(_) => Ok(()),
        None => Err(invalid(node, "a notation has a public or a system")),
    }
}

/// What prefixes stand for at a node, for values of qualified names.
fn prefixes(node: &Node) -> impl Fn(&str) -> Option<String> + '_ {
    |prefix| node.uri(prefix).map(str::to_owned)
}

/// The error of a child that may not stand where it stands.
/// What refers to a global component says nothing else of it: it has no attribute of `others`, and no child.
fn only_refers(node: &Node, others: &[&str]) -> Result<(), Error> {
    if let Some(other) = others.iter().find(|a| node.attribute(a).is_some()) {
        return Err(invalid(
            node,
            &format!("ref and {other} exclude each other"),
        ));
    }
    match node.children.first() {
        Some(child) => Err(misplaced(child)),
        None => Ok(()),
    }
}

fn misplaced(node: &Node) -> Error {
    invalid(node, &format!("xs:{} cannot stand here", node.tag))
}

/// More than this is refused, because each step takes room on the stack.
const LONG_WAY: &str = "definitions that refer to each other over more than 256 steps";

fn invalid(node: &Node, reason: &str) -> Error {
    Error::Invalid {
        place: node.place.clone(),
        reason: reason.to_owned(),
    }
}

fn unsupported(node: &Node, construct: &str) -> Error {
    Error::Unsupported {
        place: node.place.clone(),
        construct: construct.to_owned(),
    }
}
