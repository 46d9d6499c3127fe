//! From a schema's text to components. The only place that knows the `xsd-parser` crate.
//!
//! The text is brought to UTF-8, looked through by [`places`](super::places), and parsed by the crate's [`Parser`] into
//! its [`Schemas`] model. The components are made by walking the model and the tree of places side by side.
//!
//! What the model loses, and what is done about it:
//!
//! - it keeps no lines and columns: the tree of places does;
//! - it ignores attributes that it does not know (`minOcurs="0"` reads as `minOccurs="1"`), takes `xs:minOccurs` for
//!   `minOccurs`, and reads `TRUE` and `yes` as booleans: the vocabulary of the tree refuses all of these;
//! - it passes over text between elements and does not look at DOCTYPE: the tree refuses both;
//! - it does not check what belongs together (`type` beside an inline type, two content models, occurrence bounds on
//!   global elements, `default` beside `fixed`): the walk does.
//!
//! It keeps the order of everything, anonymous types, facets and unescaped values. Should it ever drop an element,
//! the walk notices, because model and tree must be equally long everywhere.

mod particles;
mod simple;
mod types;

use std::collections::{BTreeMap, HashMap, HashSet};

use xsd_parser::Parser;
use xsd_parser::models::schema::xs::{Schema as Source, SchemaContent};
use xsd_parser::models::schema::{QName, Schemas};

use super::Error;
use super::encoding::{Declared, Encoding, Gbk, Utf8};
use super::model::{Model, Type};
use super::places::{self, Node};
use super::prolog;

/// Reads a schema that is a single document in GBK or UTF-8. `name` is what errors call it.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Model, Error> {
    let (text, start) = decode(bytes, name)?;
    let root = places::tree(&text, start, name)?;
    if root.tag != "schema" {
        return Err(invalid(&root, "the root must be xs:schema"));
    }
    let parsed = Parser::new()
        .resolve_includes(false)
        .add_schema_from_str(&text[start..]);
    let schemas: Schemas = parsed
        .map_err(|error| invalid(&root, &error.to_string()))?
        .finish();
    let Some((_, source)) = schemas.schemas().next() else {
        return Err(invalid(&root, "the file holds no schema"));
    };
    Reader::new(&source.schema, &root)?.components()
}

/// The schema's text in UTF-8, and where its XML declaration ends. Illegal bytes are an error.
fn decode(bytes: &[u8], name: &str) -> Result<(String, usize), Error> {
    let malformed = |reason: String| Error::Malformed {
        place: super::error::Place {
            file: name.to_owned(),
            line: 1,
            column: 1,
            path: String::new(),
        },
        reason,
    };
    let prolog = prolog::prolog(bytes).map_err(|fault| malformed(fault.message.to_string()))?;
    let illegal = |offset: usize| {
        let line = 1 + bytes[..offset]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count() as u32;
        let place = super::error::Place {
            file: name.to_owned(),
            line,
            column: 1,
            path: String::new(),
        };
        let reason =
            super::wording::message(&super::wording::Wording::IllegalCharacter).to_string();
        Error::Malformed { place, reason }
    };
    let mut text = String::new();
    match prolog.encoding {
        Declared::Utf8 => {
            std::str::from_utf8(bytes).map_err(|error| illegal(error.valid_up_to()))?;
            Utf8::decode(bytes, &mut text);
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

/// The kinds of global components, each with a space of names of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Type,
    Element,
    Attribute,
    Group,
    AttributeGroup,
}

/// The walk over model and tree, and what it has made so far.
struct Reader<'s> {
    model: Model,
    globals: BTreeMap<(Space, String), (&'s SchemaContent, &'s Node)>,
    /// Named and built-in types already made.
    types: HashMap<String, Type>,
    /// Global elements already made.
    elements: HashMap<String, usize>,
    /// Complex types by index, as far as their content has been read.
    pending: Vec<types::State<'s>>,
    /// Names being worked on, to notice definitions that contain themselves.
    busy: HashSet<(u8, String)>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source, root: &'s Node) -> Result<Self, Error> {
        let content = source
            .content
            .iter()
            .filter(|part| !matches!(part, SchemaContent::Annotation(_)));
        let mut globals = BTreeMap::new();
        for (part, node) in pair(content, root, &root.children)? {
            let (space, name) = match part {
                SchemaContent::SimpleType(part) => (Space::Type, &part.name),
                SchemaContent::ComplexType(part) => (Space::Type, &part.name),
                SchemaContent::Group(part) => (Space::Group, &part.name),
                SchemaContent::AttributeGroup(part) => (Space::AttributeGroup, &part.name),
                SchemaContent::Element(part) => (Space::Element, &part.name),
                SchemaContent::Attribute(part) => (Space::Attribute, &part.name),
                _ => return Err(unsupported(node, &format!("xs:{}", node.tag))),
            };
            let name = name
                .as_ref()
                .ok_or_else(|| invalid(node, "a global component needs a name"))?;
            if let Some(local) = ["ref", "minOccurs", "maxOccurs", "form", "use"]
                .iter()
                .find(|a| node.attribute(a).is_some())
            {
                return Err(invalid(node, &format!("a global component has no {local}")));
            }
            if globals
                .insert((space, name.trim().to_owned()), (part, node))
                .is_some()
            {
                return Err(invalid(node, &format!("{name} is defined twice")));
            }
        }
        Ok(Self {
            model: Model::default(),
            globals,
            types: HashMap::new(),
            elements: HashMap::new(),
            pending: Vec::new(),
            busy: HashSet::new(),
        })
    }

    /// Makes everything that the schema defines, used or not, so that nothing in it goes unchecked.
    fn components(mut self) -> Result<Model, Error> {
        let mut globals: Vec<_> = self
            .globals
            .iter()
            .map(|((space, name), (_, node))| (*space, name.clone(), *node))
            .collect();
        globals.sort_by_key(|(_, _, node)| (node.place.line, node.place.column));
        for (space, name, node) in globals {
            match space {
                Space::Type => drop(self.named_type(&name, node)?),
                Space::Element => {
                    let element = self.global_element(&name, node)?;
                    self.model.roots.push(element);
                }
                Space::Attribute => {
                    let attribute = self.global_attribute(&name, node)?;
                    self.model.attributes.push(attribute);
                }
                Space::Group => drop(self.group(&name, node)?),
                Space::AttributeGroup => self.attribute_group(&name, node, &mut Vec::new())?,
            }
        }
        for index in 0.. {
            if index == self.pending.len() {
                break;
            }
            self.complete(index)?;
        }
        self.check_presets()?;
        Ok(self.model)
    }

    /// Marks a definition as being worked on; an error when it already is.
    fn enter(&mut self, space: Space, name: &str, node: &Node) -> Result<(), Error> {
        if self.busy.insert((space as u8, name.to_owned())) {
            return Ok(());
        }
        Err(invalid(node, &format!("{name} contains itself")))
    }

    fn leave(&mut self, space: Space, name: &str) {
        self.busy.remove(&(space as u8, name.to_owned()));
    }
}

/// The name a reference refers to, and whether it is one of XML Schema's own.
fn reference(name: &QName, node: &Node) -> Result<(String, bool), Error> {
    let local = String::from_utf8_lossy(name.local_name()).into_owned();
    match name.namespace() {
        Some(namespace) if namespace.as_ref() == b"http://www.w3.org/2001/XMLSchema" => {
            Ok((local, true))
        }
        None if name.prefix().is_none() => Ok((local, false)),
        _ => Err(unsupported(
            node,
            &format!(
                "a name of another namespace ({})",
                String::from_utf8_lossy(name.as_bytes())
            ),
        )),
    }
}

/// Model and tree side by side; they must be equally long.
fn pair<'a, T>(
    parts: impl Iterator<Item = &'a T>,
    parent: &Node,
    nodes: &'a [Node],
) -> Result<Vec<(&'a T, &'a Node)>, Error> {
    let parts: Vec<&T> = parts.collect();
    if parts.len() != nodes.len() {
        return Err(invalid(
            parent,
            &format!(
                "a child of xs:{} stands where XML Schema does not allow it",
                parent.tag
            ),
        ));
    }
    Ok(parts.into_iter().zip(nodes).collect())
}

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
