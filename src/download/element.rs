//! One record of a document as a small tree, with the bounds that keep a hostile document harmless.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::Error;

const MAX_DEPTH: usize = 256;
const MAX_NAME: usize = 1024;
const MAX_TEXT: usize = 64 << 20;

/// An element of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// Its own text.
    pub text: String,
    /// Its children, in order.
    pub children: Vec<Element>,
    /// Where it stands in the document's text.
    pub span: Range<usize>,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of a child without outer blanks; none when it is absent or empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The text of a child as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.parse().ok()
    }
}

/// Reads events and keeps count of where they stand.
pub(super) struct Source<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
}

/// What stands at the reader's position.
pub(super) enum Step {
    /// An element begins: its name and where its tag begins.
    Open(String, usize),
    /// An element ends.
    Close,
    /// Text.
    Text(String),
    /// The document ends.
    End,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str) -> Source<'t> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Source { reader, depth: 0 }
    }

    /// The next step, comments and processing instructions left out.
    pub fn step(&mut self) -> Result<Step, Error> {
        loop {
            let position = self.reader.buffer_position();
            let event = self.reader.read_event().map_err(|error| Error::Xml {
                position: self.reader.error_position(),
                problem: error.to_string(),
            })?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Error::Bound("elements are nested deeper than 256"));
                    }
                    let name = start.local_name();
                    let name: &str = name.as_ref();
                    if name.len() > MAX_NAME {
                        return Err(Error::Bound("a name is longer than 1 KiB"));
                    }
                    Step::Open(
                        name.to_owned(),
                        usize::try_from(position).unwrap_or(usize::MAX),
                    )
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Step::Close
                }
                Event::Text(text) => Step::Text((*text).to_owned()),
                Event::CData(text) => Step::Text((*text).to_owned()),
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    let character = reference.resolve_char_ref().ok().flatten();
                    Step::Text(match (character, resolve_predefined_entity(name)) {
                        (Some(character), _) => character.to_string(),
                        (None, Some(text)) => text.to_owned(),
                        (None, None) => format!("&{name};"),
                    })
                }
                Event::DocType(_) => return Err(Error::DocumentType),
                Event::Eof => Step::End,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Reads an element whose start has been read, to its end.
    pub fn element(&mut self, name: String, start: usize) -> Result<Element, Error> {
        let mut element = Element {
            name,
            ..Element::default()
        };
        loop {
            match self.step()? {
                Step::Open(name, start) => element.children.push(self.element(name, start)?),
                Step::Text(text) => {
                    if element.text.len() + text.len() > MAX_TEXT {
                        return Err(Error::Bound("a text is longer than 64 MiB"));
                    }
                    element.text.push_str(&text);
                }
                Step::Close => {
                    element.span = start..self.position();
                    return Ok(element);
                }
                Step::End => return Err(Error::Truncated(element.name)),
            }
        }
    }

    /// Offset in the text after the last step.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}
