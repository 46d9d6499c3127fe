//! What our schemas say about themselves, read from the files.

use std::collections::{BTreeSet, HashMap};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One XML element of a schema file.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: HashMap<String, String>,
    pub text: String,
    pub children: Vec<Node>,
}

/// Reads a schema file, given as text, into its elements.
pub fn parse(text: &str) -> Node {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("the schema is well-formed") {
            Event::Start(tag) => open.push(node(&tag)),
            Event::Empty(tag) => last(&mut open).children.push(node(&tag)),
            Event::Text(text) => last(&mut open).text.push_str(&text),
            Event::End(_) => {
                let closed = open.pop().expect("the reader matches tags");
                last(&mut open).children.push(closed);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.remove(0)
}

fn last(open: &mut [Node]) -> &mut Node {
    open.last_mut().expect("the outermost stays open")
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
        ..Node::default()
    }
}

impl Node {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The explanations with their languages.
    pub fn explanations(&self) -> Vec<(&str, &str)> {
        let notes = self
            .children
            .iter()
            .filter(|child| child.name == "annotation");
        notes
            .flat_map(|note| &note.children)
            .map(|text| (text.attribute("xml:lang"), text.text.as_str()))
            .collect()
    }

    /// Every element of the file with its depth, this one first.
    pub fn all(&self) -> Vec<(usize, &Node)> {
        let below = self.children.iter().flat_map(Node::all);
        let below = below.map(|(depth, node)| (depth + 1, node));
        std::iter::once((0, self)).chain(below).collect()
    }

    /// Names of what is explained as different from the published schema, in both languages.
    pub fn differences(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for (_, node) in self.all() {
            let explanations = node.explanations();
            let chinese = explanations
                .iter()
                .any(|(_, t)| t.contains("与公布的结构不同"));
            let english = explanations
                .iter()
                .any(|(_, t)| t.contains("Unlike the published schema"));
            assert_eq!(chinese, english, "{}", node.attribute("name"));
            if english {
                found.insert(node.attribute("name"));
            }
        }
        found
    }
}
