//! A small element tree for documents whose shape cannot be relied on: WSDLs, SOAP messages, call answers, and
//! the single records of a data file.
//!
//! Names are local names: bureaus disagree about prefixes and namespaces. Every dimension is bounded, a DOCTYPE
//! and any entity beyond XML's own five are refused, and the encoding a document declares is ignored, because an
//! answer that travelled as a string declares what it no longer is.

use std::borrow::Cow;

use encoding_rs::{GBK, UTF_8};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element with its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// The local name.
    pub name: String,
    /// Attributes by local name; namespace declarations are left out.
    pub attributes: Vec<(String, String)>,
    /// Elements inside, in order.
    pub children: Vec<Element>,
    /// All character data directly inside, unescaped and joined.
    pub text: String,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name, without outer blanks; `None` when absent or blank.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)
            .map(|child| child.text.trim())
            .filter(|text| !text.is_empty())
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// This element and everything below it, outer before inner.
    pub fn descendants(&self) -> Box<dyn Iterator<Item = &Element> + '_> {
        Box::new(std::iter::once(self).chain(self.children.iter().flat_map(Element::descendants)))
    }
}

/// Why a document gives no tree. Says nothing of its content.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum TreeError {
    #[error("it is neither UTF-8 nor GBK")]
    Encoding,
    #[error("it is not well-formed XML at byte {0}")]
    Syntax(u64),
    #[error("it has a DOCTYPE, which is refused")]
    Doctype,
    #[error("it refers to an entity that XML does not define")]
    Entity,
    #[error("it holds no element")]
    Empty,
    #[error("it has more than one outermost element, or text beside it")]
    Trailing,
    #[error("it is cut off")]
    CutOff,
    #[error("its elements are nested deeper than {DEPTH_LIMIT}")]
    Depth,
    #[error("an element holds more than {ELEMENT_LIMIT} elements")]
    Elements,
    #[error("an element has more than {ATTRIBUTE_LIMIT} attributes")]
    Attributes,
    #[error("a name is longer than {NAME_LIMIT} bytes")]
    Name,
    #[error("a text is longer than {0} bytes")]
    Text(usize),
}

pub(crate) const DEPTH_LIMIT: usize = 256;
pub(crate) const ELEMENT_LIMIT: usize = 100_000;
pub(crate) const ATTRIBUTE_LIMIT: usize = 4096;
pub(crate) const NAME_LIMIT: usize = 1024;

/// How much is kept of a text that is read past.
const HEAD_LENGTH: usize = 8;

/// Decodes by what the bytes are, not by what they say: UTF-8 when they are, else GBK.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, TreeError> {
    let (bytes, _) = encoding_rs::Encoding::for_bom(bytes)
        .filter(|(encoding, _)| *encoding == UTF_8)
        .map_or((bytes, 0), |(_, length)| (&bytes[length..], length));
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    GBK.decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(TreeError::Encoding)
}

/// Reads a whole document; no text in it may be longer than `text_limit` bytes.
pub(crate) fn parse(document: &str, text_limit: usize) -> Result<Element, TreeError> {
    let mut events = Events::new(document, text_limit);
    let root = loop {
        match events.next()? {
            Step::Start(start) => break events.element(&start)?,
            Step::Text(text) if text.trim().is_empty() => {}
            Step::Text(_) | Step::End => return Err(TreeError::Trailing),
            Step::Eof => return Err(TreeError::Empty),
        }
    };
    loop {
        match events.next()? {
            Step::Eof => return Ok(root),
            Step::Text(text) if text.trim().is_empty() => {}
            _ => return Err(TreeError::Trailing),
        }
    }
}

/// What a document is made of, once comments, declarations and kinds of text no longer matter.
pub(crate) enum Step<'a> {
    /// An element begins; an empty one is followed by its end.
    Start(Element),
    /// Character data, unescaped.
    Text(Cow<'a, str>),
    /// The innermost open element ends.
    End,
    /// The document ends; nothing is open.
    Eof,
}

/// Walks a document step by step, within the bounds.
pub(crate) struct Events<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    text_limit: usize,
}

impl<'a> Events<'a> {
    pub fn new(document: &'a str, text_limit: usize) -> Self {
        let mut reader = Reader::from_str(document.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Events {
            reader,
            depth: 0,
            text_limit,
        }
    }

    /// The next step.
    pub fn next(&mut self) -> Result<Step<'a>, TreeError> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| TreeError::Syntax(self.reader.error_position()))?;
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH_LIMIT {
                        return Err(TreeError::Depth);
                    }
                    return self.start(&start).map(Step::Start);
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Step::End);
                }
                Event::Text(text) => return self.bounded(text.xml10_content()),
                Event::CData(text) => return self.bounded(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference
                        .resolve_char_ref()
                        .map_err(|_| TreeError::Entity)?;
                    let text = match character {
                        Some(character) => character.to_string(),
                        None => resolve_predefined_entity(&reference.into_inner())
                            .ok_or(TreeError::Entity)?
                            .to_owned(),
                    };
                    return Ok(Step::Text(Cow::Owned(text)));
                }
                Event::DocType(_) => return Err(TreeError::Doctype),
                Event::Eof if self.depth > 0 => return Err(TreeError::CutOff),
                Event::Eof => return Ok(Step::Eof),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    /// The element that began with `start`, read to its end.
    pub fn element(&mut self, start: &Element) -> Result<Element, TreeError> {
        self.element_shortened(start, &[])
    }

    /// As [`element`](Self::element), but of the text of elements named in `shortened` only the first characters are kept.
    pub fn element_shortened(
        &mut self,
        start: &Element,
        shortened: &[&str],
    ) -> Result<Element, TreeError> {
        let mut open = vec![start.clone()];
        let mut count = 0;
        loop {
            let innermost = open
                .last_mut()
                .expect("the loop returns when the last open element ends");
            match self.next()? {
                Step::Start(_) if count == ELEMENT_LIMIT => return Err(TreeError::Elements),
                Step::Start(child) => {
                    count += 1;
                    open.push(child);
                }
                Step::Text(text) if shortened.contains(&innermost.name.as_str()) => {
                    let room = HEAD_LENGTH.saturating_sub(innermost.text.len());
                    innermost.text.extend(text.trim_start().chars().take(room));
                }
                Step::Text(text) => {
                    if innermost.text.len() + text.len() > self.text_limit {
                        return Err(TreeError::Text(self.text_limit));
                    }
                    innermost.text.push_str(&text);
                }
                Step::End => {
                    let ended = open
                        .pop()
                        .expect("an element is open in every turn of the loop");
                    match open.last_mut() {
                        Some(parent) => parent.children.push(ended),
                        None => return Ok(ended),
                    }
                }
                Step::Eof => return Err(TreeError::CutOff),
            }
        }
    }

    fn bounded(&self, text: Cow<'a, str>) -> Result<Step<'a>, TreeError> {
        if text.len() > self.text_limit {
            Err(TreeError::Text(self.text_limit))
        } else {
            Ok(Step::Text(text))
        }
    }

    fn start(&self, start: &BytesStart<'_>) -> Result<Element, TreeError> {
        let syntax = |_| TreeError::Syntax(self.reader.buffer_position());
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|_| TreeError::Syntax(self.reader.buffer_position()))?;
            if attributes.len() == ATTRIBUTE_LIMIT {
                return Err(TreeError::Attributes);
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let name = bounded_name(attribute.key.local_name().as_ref())?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(syntax)?;
            attributes.push((name, value.into_owned()));
        }
        let name = bounded_name(start.local_name().as_ref())?;
        Ok(Element {
            name,
            attributes,
            ..Element::default()
        })
    }
}

fn bounded_name(name: &str) -> Result<String, TreeError> {
    if name.len() > NAME_LIMIT {
        Err(TreeError::Name)
    } else {
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &str) -> Result<Element, TreeError> {
        parse(document, 1000)
    }

    #[test]
    fn text_is_joined_from_plain_escaped_and_cdata_parts() {
        let root = read("<a>1&lt;<![CDATA[<2>]]>&#x33;<b x='&amp;'/></a>").unwrap();
        assert_eq!(root.text, "1<<2>3");
        assert_eq!(root.child("b").unwrap().attribute("x"), Some("&"));
    }

    #[test]
    fn a_declared_encoding_is_ignored() {
        let root = read("<?xml version=\"1.0\" encoding=\"GBK\"?><return><msg>成功</msg></return>")
            .unwrap();
        assert_eq!(root.value("msg"), Some("成功"));
    }

    #[test]
    fn bytes_are_decoded_by_what_they_are() {
        let (gbk, _, _) = GBK.encode("<msg>成功</msg>");
        assert_eq!(decode(&gbk).unwrap(), "<msg>成功</msg>");
        assert_eq!(
            decode("\u{feff}<msg>成功</msg>".as_bytes()).unwrap(),
            "<msg>成功</msg>"
        );
        assert_eq!(decode(b"\xff\xff"), Err(TreeError::Encoding));
    }

    #[test]
    fn doctypes_and_foreign_entities_are_refused() {
        assert_eq!(
            read("<!DOCTYPE a [<!ENTITY e 'x'>]><a/>"),
            Err(TreeError::Doctype)
        );
        assert_eq!(read("<a>&e;</a>"), Err(TreeError::Entity));
    }

    #[test]
    fn broken_and_doubled_documents_are_refused() {
        assert_eq!(read("<a><b></b>"), Err(TreeError::CutOff));
        assert_eq!(read("<a/><b/>"), Err(TreeError::Trailing));
        assert_eq!(read("  "), Err(TreeError::Empty));
        assert!(matches!(read("<a></b>"), Err(TreeError::Syntax(_))));
    }

    #[test]
    fn every_bound_is_kept() {
        let deep = |levels| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert!(read(&deep(DEPTH_LIMIT)).is_ok());
        assert_eq!(read(&deep(DEPTH_LIMIT + 1)), Err(TreeError::Depth));
        let name = |length| format!("<{}/>", "n".repeat(length));
        assert!(read(&name(NAME_LIMIT)).is_ok());
        assert_eq!(read(&name(NAME_LIMIT + 1)), Err(TreeError::Name));
        let wide = |count| format!("<a>{}</a>", "<b/>".repeat(count));
        assert!(read(&wide(ELEMENT_LIMIT)).is_ok());
        assert_eq!(read(&wide(ELEMENT_LIMIT + 1)), Err(TreeError::Elements));
        let many = |count| {
            let attributes: String = (0..count).map(|n| format!(" a{n}=''")).collect();
            format!("<a{attributes}/>")
        };
        assert!(read(&many(ATTRIBUTE_LIMIT)).is_ok());
        assert_eq!(read(&many(ATTRIBUTE_LIMIT + 1)), Err(TreeError::Attributes));
        let text = |length| format!("<a>{}&amp;</a>", "t".repeat(length));
        assert!(read(&text(999)).is_ok());
        assert_eq!(read(&text(1000)), Err(TreeError::Text(1000)));
    }
}
