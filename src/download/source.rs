//! Reads a document step by step, within the bounds that keep a hostile one harmless.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Error;
use super::element::Element;
use super::text::TextReader;

const MAX_DEPTH: usize = 256;
const MAX_NAME: usize = 1024;
const MAX_ATTRIBUTES: usize = 4096;

/// The largest record that is read, in bytes of text and in elements. A larger one is passed over, and its beginning kept.
const MAX_RECORD: usize = 16 << 20;
const MAX_ELEMENTS: usize = 100_000;

/// How much is kept of a record that is too large.
const KEPT_OF_LARGE: usize = 64 << 10;

/// Reads events, and keeps the text of the record that is being read.
pub(super) struct Source<R> {
    reader: Reader<TextReader<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What stands at the reader's position.
pub(super) enum Step {
    /// An element begins.
    Open(String),
    /// An element ends.
    Close,
    /// Text.
    Text(String),
    /// The document ends.
    End,
}

/// A record and its text.
pub(super) struct Record {
    /// `None` when it is larger than [`MAX_RECORD`] or [`MAX_ELEMENTS`].
    pub element: Option<Element>,
    /// Its text, or the beginning of it.
    pub raw: String,
}

impl<R: Read> Source<R> {
    pub fn new(source: R) -> Source<R> {
        let mut reader = Reader::from_reader(TextReader::new(source));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // A name such as `AT&T` spoils itself, but not the document.
        config.allow_dangling_amp = true;
        Source {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// As [`Source::step`], between records: what was kept of the text is forgotten.
    pub fn step_between(&mut self) -> Result<Step, Error> {
        self.reader.get_mut().restart();
        self.step()
    }

    /// The next step, comments and processing instructions left out.
    fn step(&mut self) -> Result<Step, Error> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().begin_piece();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(failure(&self.reader, error)),
            };
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Error::Bound {
                            zh: "元素嵌套超过 256 层",
                            en: "elements are nested deeper than 256",
                        });
                    }
                    Step::Open(name(&start)?)
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

    /// Reads a record whose start was the last step, to its end.
    pub fn record(&mut self, name: String) -> Result<Record, Error> {
        let mut open = vec![Element {
            name,
            span: 0..0,
            ..Element::default()
        }];
        let mut elements = 1;
        while self.kept_len() <= MAX_RECORD && elements <= MAX_ELEMENTS {
            let start = self.kept_len();
            let innermost = open
                .last_mut()
                .expect("the loop ends when the last open element is closed");
            match self.step()? {
                Step::Open(name) => {
                    elements += 1;
                    open.push(Element {
                        name,
                        span: start..start,
                        ..Element::default()
                    });
                }
                Step::Text(text) => innermost.text.push_str(&text),
                Step::Close => {
                    innermost.span.end = self.kept_len();
                    let closed = open.pop().unwrap_or_default();
                    match open.last_mut() {
                        Some(around) => around.children.push(closed),
                        None => {
                            return Ok(Record {
                                element: Some(closed),
                                raw: self.reader.get_ref().kept_from(0),
                            });
                        }
                    }
                }
                Step::End => return Err(Error::Truncated(innermost.name.clone())),
            }
        }
        let (name, depth) = (std::mem::take(&mut open[0].name), open.len());
        drop(open);
        self.pass_over(name, depth)
    }

    /// Reads on to the end of a record of which `open` elements are open, and keeps nothing of it.
    fn pass_over(&mut self, name: String, mut open: usize) -> Result<Record, Error> {
        let text = self.reader.get_mut();
        text.stop_keeping();
        let mut raw = text.kept_from(0);
        let mut end = KEPT_OF_LARGE.min(raw.len());
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        raw.truncate(end);
        raw.shrink_to_fit();
        while open > 0 {
            match self.step()? {
                Step::Open(_) => open += 1,
                Step::Close => open -= 1,
                Step::Text(_) => {}
                Step::End => return Err(Error::Truncated(name)),
            }
        }
        Ok(Record { element: None, raw })
    }

    fn kept_len(&self) -> usize {
        self.reader.get_ref().kept_len()
    }
}

fn failure<R: Read>(reader: &Reader<TextReader<R>>, error: quick_xml::Error) -> Error {
    if reader.get_ref().piece_is_too_long() {
        return Error::Bound {
            zh: "一段文字超过 4 MiB",
            en: "a text is longer than 4 MiB",
        };
    }
    match error {
        quick_xml::Error::Io(error) => Error::Read(error),
        error => Error::Xml {
            position: reader.error_position(),
            problem: error.to_string(),
        },
    }
}

fn name(start: &BytesStart<'_>) -> Result<String, Error> {
    let name = start.local_name();
    let name: &str = name.as_ref();
    if name.len() > MAX_NAME {
        return Err(Error::Bound {
            zh: "名称超过 1 KiB",
            en: "a name is longer than 1 KiB",
        });
    }
    // An attribute takes at least five bytes.
    if start.len() > 5 * MAX_ATTRIBUTES {
        let mut attributes = start.attributes();
        attributes.with_checks(false);
        if attributes.take(MAX_ATTRIBUTES + 1).count() > MAX_ATTRIBUTES {
            return Err(Error::Bound {
                zh: "一个元素的属性超过 4096 个",
                en: "an element has more than 4096 attributes",
            });
        }
    }
    Ok(name.to_owned())
}
