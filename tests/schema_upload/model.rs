//! As much of a schema as is needed to write documents for it: elements, how often, in which arrangement, and
//! the bounds of their values. Named and anonymous types look the same here.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One XML element of the schema file itself.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: HashMap<String, String>,
    pub children: Vec<Node>,
}

/// An element that a document may hold.
#[derive(Clone, Debug)]
pub struct Declaration {
    pub name: String,
    pub min: usize,
    /// None: any number.
    pub max: Option<usize>,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// A string with its bounds in characters.
    Text { min: usize, max: Option<usize> },
    /// A whole number with its bounds.
    Number { min: i64, max: Option<i64> },
    /// Child elements.
    Parts(Arrangement, Vec<Declaration>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrangement {
    Sequence,
    Choice,
    All,
}

/// Reads a schema file, given as text, into its elements.
pub fn parse(text: &str) -> Node {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("the schema is well-formed") {
            Event::Start(tag) => open.push(node(&tag)),
            Event::Empty(tag) => open
                .last_mut()
                .expect("the root is open")
                .children
                .push(node(&tag)),
            Event::End(_) => {
                let closed = open.pop().expect("the reader matches tags");
                open.last_mut()
                    .expect("the root is open")
                    .children
                    .push(closed);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.remove(0)
}

fn node(tag: &BytesStart<'_>) -> Node {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.expect("the schema is well-formed");
        (
            attribute.key.as_ref().to_owned(),
            attribute.value.into_owned(),
        )
    });
    Node {
        name: tag.local_name().as_ref().to_owned(),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}

impl Node {
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The declaration of the root element.
    pub fn root(&self) -> Declaration {
        self.declaration(
            self.child("element")
                .expect("the schema declares a root element"),
        )
    }

    fn declaration(&self, element: &Node) -> Declaration {
        let count = |name| element.attribute(name).unwrap_or("1").parse::<usize>();
        let own = element
            .child("complexType")
            .or_else(|| element.child("simpleType"));
        let named = || {
            self.children
                .iter()
                .find(|n| n.name != "element" && n.attribute("name") == element.attribute("type"))
        };
        Declaration {
            name: element
                .attribute("name")
                .expect("every element has a name")
                .to_owned(),
            min: count("minOccurs").expect("minOccurs is a number"),
            max: count("maxOccurs").ok(),
            // An element without a type, or of `xs:anyType`, holds anything, and so a text.
            content: own
                .or_else(named)
                .map_or(Content::Text { min: 0, max: None }, |definition| {
                    self.content(definition)
                }),
        }
    }

    fn content(&self, definition: &Node) -> Content {
        if let Some(restriction) = definition.child("restriction") {
            let bound = |name| {
                restriction
                    .child(name)
                    .map(|facet| facet.attribute("value").expect("a facet has a value"))
            };
            return match restriction.attribute("base") {
                Some("xs:string") => Content::Text {
                    min: bound("minLength")
                        .map_or(0, |value| value.parse().expect("a length is a number")),
                    max: bound("maxLength")
                        .map(|value| value.parse().expect("a length is a number")),
                },
                Some("xs:long") => Content::Number {
                    min: bound("minInclusive")
                        .expect("every number has a lower bound")
                        .parse()
                        .expect("it is a number"),
                    max: bound("maxInclusive")
                        .map(|value| value.parse().expect("a bound is a number")),
                },
                other => panic!("a base type that these tests do not know: {other:?}"),
            };
        }
        let arrangements = [
            ("sequence", Arrangement::Sequence),
            ("choice", Arrangement::Choice),
            ("all", Arrangement::All),
        ];
        let (group, arrangement) = arrangements
            .iter()
            .find_map(|(name, arrangement)| {
                definition.child(name).map(|group| (group, *arrangement))
            })
            .expect("a complex type arranges elements");
        Content::Parts(
            arrangement,
            group
                .children
                .iter()
                .map(|element| self.declaration(element))
                .collect(),
        )
    }
}
