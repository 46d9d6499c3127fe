//! Holds a document against the compiled schema, in one pass over its bytes.
//!
//! Two paths lead through an element. The short one takes a start tag without attributes whose name is what the
//! content model expects, and a value that ends at the next tag and is certainly right; it copies nothing. Everything
//! else, and every problem, takes the long path, which starts again at the same byte.

mod content;
mod instance;
mod start;
mod values;
mod watch;

use super::attributes::Attribute;
use super::chars;
use super::encoding::{Declared, Encoding, Gbk, Utf8};
use super::frame::{Frame, Mode};
use super::lexer::{Fault, Lexer, Result, Span};
use super::locate::{self, Found};
use super::model::Type;
use super::namespaces::Namespaces;
use super::tables::{Edge, Tables};
use super::wording::{self, Wording};
use super::{Options, Outcome, limits, prolog, shortcut};

/// Validates a whole document.
pub(crate) fn validate(tables: &Tables, bytes: &[u8], options: &Options) -> Outcome {
    match prolog::prolog(bytes) {
        Ok(prolog) if prolog.encoding == Declared::Gbk => {
            Validator::<Gbk>::new(tables, Lexer::new(bytes, prolog.end, false), options).run()
        }
        Ok(prolog) => {
            let legal =
                std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let lexer = Lexer::new(&bytes[..legal], prolog.end, legal < bytes.len());
            Validator::<Utf8>::new(tables, lexer, options).run()
        }
        Err(fault) => {
            Validator::<Utf8>::new(tables, Lexer::new(bytes, 0, false), options).stop(*fault)
        }
    }
}

struct Validator<'d, 's, E> {
    tables: &'s Tables,
    options: &'s Options,
    lexer: Lexer<'d, E>,
    frames: Vec<Frame>,
    /// Start tags so far.
    ordinal: u32,
    namespaces: Namespaces,
    attributes: Vec<Attribute>,
    /// The value of the element in [`Mode::Value`], as far as it has been read.
    value: String,
    /// An attribute's value, and room for normalising either.
    attribute: String,
    scratch: String,
    found: Vec<Found>,
    total: u64,
    /// The IDs of the document and the references to them.
    ids: values::Ids,
    /// What identity constraints have seen; only if the schema has any.
    watch: Option<Box<watch::Watch>>,
}

impl<'d, 's, E: Encoding> Validator<'d, 's, E> {
    fn new(tables: &'s Tables, lexer: Lexer<'d, E>, options: &'s Options) -> Self {
        Self {
            tables,
            options,
            lexer,
            frames: Vec::with_capacity(32),
            ordinal: 0,
            namespaces: Namespaces::default(),
            attributes: Vec::new(),
            value: String::new(),
            attribute: String::new(),
            scratch: String::new(),
            found: Vec::new(),
            total: 0,
            ids: values::Ids::default(),
            watch: (!tables.constraints.is_empty()).then(Box::default),
        }
    }

    fn run(mut self) -> Outcome {
        match self.document() {
            Ok(()) => self.finish(),
            Err(fault) => self.stop(*fault),
        }
    }

    /// Ends with a fault, which counts as a violation of the innermost open element.
    fn stop(mut self, fault: Fault) -> Outcome {
        let Fault {
            offset,
            rule,
            message,
        } = fault;
        let ordinal = self.frames.last().map_or(0, |frame| frame.ordinal);
        self.total += 1;
        // A fault is always told, because it is why the rest of the document was not looked at.
        if self.found.len() >= self.options.max_violations {
            self.found.pop();
        }
        self.found.push(Found {
            offset,
            ordinal,
            attribute: None,
            rule,
            message,
        });
        self.finish()
    }

    fn finish(self) -> Outcome {
        let violations = locate::locate::<E>(self.lexer.bytes, self.found);
        Outcome {
            violations,
            total: self.total,
            elements: self.ordinal,
        }
    }

    fn document(&mut self) -> Result<()> {
        self.miscellany()?;
        if self.lexer.peek().is_none() {
            return self.lexer.unexpected("<");
        }
        self.start_tag()?;
        while let Some(frame) = self.frames.last() {
            match frame.mode {
                Mode::States { .. } | Mode::All { .. } => self.children()?,
                _ => self.content()?,
            }
        }
        self.check_references();
        self.miscellany()?;
        if self.lexer.at < self.lexer.bytes.len() {
            return self.lexer.malformed(self.lexer.at, Wording::OutsideRoot);
        }
        // Illegal bytes may follow where the lexer's view ends.
        if self.lexer.is_broken() {
            self.lexer.unexpected("")
        } else {
            Ok(())
        }
    }

    /// What may stand before and after the root: white space, comments, processing instructions.
    fn miscellany(&mut self) -> Result<()> {
        loop {
            self.lexer.space();
            if self.lexer.follows(b"<!--") {
                self.lexer.at += 4;
                self.lexer.comment()?;
            } else if self.lexer.follows(b"<?") {
                self.lexer.at += 2;
                self.lexer.instruction()?;
            } else if self.lexer.follows(b"<!") {
                return self.lexer.malformed(self.lexer.at, Wording::Doctype);
            } else if self.frames.is_empty()
                && self.ordinal == 0
                && self.lexer.peek().is_some_and(|byte| byte != b'<')
            {
                return self.lexer.malformed(self.lexer.at, Wording::OutsideRoot);
            } else {
                return Ok(());
            }
        }
    }

    /// The short path: children with nothing but white space between them.
    fn children(&mut self) -> Result<()> {
        let bytes = self.lexer.bytes;
        let mut at = self.lexer.at;
        while let Some(frame) = self.frames.last_mut() {
            if frame.exact || self.watch.is_some() {
                return self.content();
            }
            while bytes.get(at).is_some_and(|&byte| chars::is_space(byte)) {
                at += 1;
            }
            self.lexer.at = at;
            if bytes.get(at) != Some(&b'<') {
                return self.content();
            }
            if bytes.get(at + 1) == Some(&b'/') {
                let length = frame.name.len();
                let fits = bytes[at + 2..].starts_with(frame.name.of(bytes))
                    && bytes.get(at + 2 + length) == Some(&b'>');
                if !fits || !frame.complete(self.tables) {
                    return self.content();
                }
                at += length + 3;
                self.lexer.at = at;
                self.namespaces.truncate(frame.bindings);
                self.frames.pop();
                match self.frames.last() {
                    Some(Frame {
                        mode: Mode::States { .. } | Mode::All { .. },
                        ..
                    }) => continue,
                    _ => return Ok(()),
                }
            }
            let Some(edge) = frame.guess(self.tables, bytes, at + 1, self.namespaces.default)
            else {
                return self.content();
            };
            if let Some(end) = self.leaf(&edge, at + 1)? {
                at = end;
                self.ordinal += 1;
                continue;
            }
            self.descend(&edge, at + 1)?;
            match self.frames.last() {
                Some(Frame {
                    mode: Mode::States { .. } | Mode::All { .. },
                    ..
                }) => at = self.lexer.at,
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// An element that holds nothing but a value that is certainly right, from its name at `at`; gives its end.
    #[inline]
    fn leaf(&mut self, edge: &Edge, at: usize) -> Result<Option<usize>> {
        let row = &self.tables.elements[edge.element as usize];
        let Type::Simple(simple) = row.kind else {
            return Ok(None);
        };
        if !row.plain || self.frames.len() >= limits::DEPTH {
            return Ok(None);
        }
        let bytes = self.lexer.bytes;
        let name = Span {
            start: at,
            end: at + edge.length as usize,
        };
        self.lexer.at = name.end + 1;
        let run = self.lexer.text()?;
        let end = run.span.end;
        let closed = bytes.get(end..end + 2) == Some(b"</")
            && edge.stands(&self.tables.names, bytes, end + 2);
        let right = closed
            && shortcut::surely(
                &self.tables.simples[simple],
                &run,
                bytes,
                self.options.length,
            );
        Ok(right.then_some(end + 3 + name.len()))
    }

    /// Opens an element that has no attributes, from its name at `at`.
    fn descend(&mut self, edge: &Edge, at: usize) -> Result<()> {
        let name = Span {
            start: at,
            end: at + edge.length as usize,
        };
        self.lexer.at = name.end + 1;
        self.attributes.clear();
        self.open(name, Some(edge.element))
    }

    /// Notes a violation; the sentence is made only if it will be kept.
    fn report(
        &mut self,
        offset: usize,
        ordinal: u32,
        attribute: Option<Span>,
        rule: &'static str,
        wording: &Wording<'_>,
    ) {
        self.total += 1;
        if self.found.len() < self.options.max_violations {
            let message = wording::message(wording);
            self.found.push(Found {
                offset,
                ordinal,
                attribute,
                rule,
                message,
            });
        }
    }

    /// The characters of a span.
    fn decoded(&self, span: Span) -> String {
        let mut text = String::new();
        E::decode(span.of(self.lexer.bytes), &mut text);
        text
    }
}
