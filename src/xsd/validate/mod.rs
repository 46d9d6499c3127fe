//! Holds a document against the compiled schema, in one pass over its bytes.
//!
//! Two paths lead through an element. The short one takes a start tag without attributes whose name is what the
//! content model expects, and a value that ends at the next tag and is certainly right; it copies nothing. Everything
//! else, and every problem, takes the long path, which starts again at the same byte.
//!
//! The document may be shown in one piece or in windows. Nothing of the validator points into a window, so it can go
//! on in the next; what it found and what it may still have to report is located before a window goes.

mod attributes;
mod content;
mod instance;
mod report;
mod short;
mod start;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod watch;

use std::io::{self, Read};
use std::marker::PhantomData;

use super::attributes::Attribute;
use super::encoding::{Declared, Encoding, Gbk, Utf8};
use super::frame::{Frame, Opened};
use super::lexer::{Fault, Halt, Lexer, Passed, Result};
use super::locate::{Found, Ruler};
use super::namespaces::Namespaces;
use super::runs::Part;
use super::tables::Tables;
use super::tally::Tally;
use super::trail::Trail;
use super::window::Window;
use super::wording::Wording;
use super::{Options, Outcome, Violation, prolog};

/// Validates a whole document.
pub(crate) fn validate(tables: &Tables, bytes: &[u8], options: &Options) -> Outcome {
    match prolog::prolog(bytes) {
        Ok(prolog) if prolog.encoding == Declared::Gbk => {
            Validator::<Gbk>::new(tables, options).whole(bytes, prolog.end)
        }
        Ok(prolog) => Validator::<Utf8>::new(tables, options).whole(bytes, prolog.end),
        Err(fault) => Validator::<Utf8>::new(tables, options).stop(*fault, bytes),
    }
}

/// Validates a document as it is read.
pub(crate) fn validate_reader(
    tables: &Tables,
    reader: impl Read,
    options: &Options,
) -> io::Result<Outcome> {
    let mut window = Window::new(reader, options.window)?;
    while !window.has_ended() && !prolog::suffices(window.bytes()) {
        window.slide(0)?;
    }
    match prolog::prolog(window.bytes()) {
        Ok(prolog) if prolog.encoding == Declared::Gbk => {
            Validator::<Gbk>::new(tables, options).windows(window, prolog.end)
        }
        Ok(prolog) => Validator::<Utf8>::new(tables, options).windows(window, prolog.end),
        Err(fault) => Ok(Validator::<Utf8>::new(tables, options).stop(*fault, window.bytes())),
    }
}

struct Validator<'s, E> {
    tables: &'s Tables,
    options: &'s Options,
    frames: Vec<Frame>,
    trail: Trail,
    /// The element whose start tag is being looked at.
    opening: Option<Opened>,
    /// Start tags so far.
    ordinal: u32,
    /// The path of the root, once it has begun.
    root: String,
    namespaces: Namespaces,
    attributes: Vec<Attribute>,
    /// What has gone by of the run of text that may go on in the next window, and of the value that it belongs to.
    run: Passed,
    runs_on: bool,
    /// The comment, section or instruction that goes on in the next window, and what has gone by of it.
    part: Option<Part>,
    inside: Passed,
    /// The value of the innermost element, as far as it has been read, if it must be seen whole; else its tally.
    value: String,
    tally: Option<Tally>,
    /// An attribute's value, and room for normalising either.
    attribute: String,
    scratch: String,
    found: Vec<Found>,
    total: u64,
    /// How many of those found are located.
    located: usize,
    ruler: Ruler,
    /// Offsets in this window that may be reported at the end.
    later: Vec<u64>,
    /// The IDs of the document and the references to them.
    ids: values::Ids,
    /// What identity constraints have seen; only if the schema has any.
    watch: Option<Box<watch::Watch>>,
    encoding: PhantomData<E>,
}

impl<'s, E: Encoding> Validator<'s, E> {
    fn new(tables: &'s Tables, options: &'s Options) -> Self {
        Self {
            tables,
            options,
            frames: Vec::with_capacity(32),
            trail: Trail::default(),
            opening: None,
            ordinal: 0,
            root: String::new(),
            namespaces: Namespaces::default(),
            attributes: Vec::new(),
            run: Passed::default(),
            runs_on: false,
            part: None,
            inside: Passed::default(),
            value: String::new(),
            tally: None,
            attribute: String::new(),
            scratch: String::new(),
            found: Vec::new(),
            total: 0,
            located: 0,
            ruler: Ruler::default(),
            later: Vec::new(),
            ids: values::Ids::default(),
            watch: (!tables.constraints.is_empty()).then(Box::default),
            encoding: PhantomData,
        }
    }

    /// Validates a document that is all there, from behind its declaration.
    fn whole(mut self, bytes: &[u8], start: usize) -> Outcome {
        /// So much is looked at before it is scanned, while it is still near.
        const STEP: usize = 1 << 18;
        let (mut at, mut shown) = (start, start);
        loop {
            let (legal, end) = E::legal(&bytes[shown..], STEP, true);
            shown += legal;
            let mut lexer = Lexer::window(&bytes[..shown], at, 0, end);
            match self.document(&mut lexer).map_err(|halt| *halt) {
                Ok(()) => return self.finish(bytes),
                Err(Halt::Fault(fault)) => return self.stop(fault, bytes),
                Err(Halt::Starved) => at = lexer.kept(),
            }
        }
    }

    /// Validates a document window by window.
    fn windows<R: Read>(mut self, mut window: Window<R>, start: usize) -> io::Result<Outcome> {
        let mut at = start;
        loop {
            let mut lexer = window.lexer(at);
            match self.document(&mut lexer).map_err(|halt| *halt) {
                Ok(()) => return Ok(self.finish(window.bytes())),
                Err(Halt::Fault(fault)) => return Ok(self.stop(fault, window.bytes())),
                Err(Halt::Starved) => {
                    let used = lexer.kept();
                    self.pass(window.bytes(), used);
                    window.slide(used)?;
                    at = 0;
                }
            }
        }
    }

    /// Locates what the window shows and may be asked for later, before its first bytes go.
    fn pass(&mut self, window: &[u8], used: usize) {
        self.ruler
            .locate::<E>(window, &mut self.found[self.located..]);
        self.located = self.found.len();
        let open = self.frames.iter().map(|frame| frame.start);
        let open = open.chain([self.run.start, self.inside.start]);
        let later = std::mem::take(&mut self.later);
        self.ruler.pass::<E>(window, used, open, later.into_iter());
    }

    /// Ends with a fault, which counts as a violation of the innermost open element.
    fn stop(mut self, fault: Fault, window: &[u8]) -> Outcome {
        let ordinal = self.frames.last().map_or(0, |frame| frame.ordinal);
        let path = match self.frames.as_slice() {
            [] if self.root.is_empty() => "/".to_owned(),
            [] => self.root.clone(),
            frames => self.trail.path::<E>(frames, None),
        };
        self.total += 1;
        // A fault is always told, because it is why the rest of the document was not looked at.
        if self.found.len() >= self.options.max_violations {
            self.found.pop();
            self.located = self.located.min(self.found.len());
        }
        self.found.push(Found {
            offset: fault.offset,
            ordinal,
            path,
            rule: fault.rule,
            message: fault.message,
            place: None,
        });
        self.finish(window)
    }

    fn finish(mut self, window: &[u8]) -> Outcome {
        self.ruler
            .locate::<E>(window, &mut self.found[self.located..]);
        self.found.sort_by_key(|found| found.offset);
        let violations = self.found.into_iter().map(|found| {
            let (line, column) = found.place.unwrap_or_default();
            Violation {
                line,
                column,
                offset: found.offset,
                element: found.ordinal,
                path: found.path,
                rule: found.rule,
                message: found.message,
            }
        });
        Outcome {
            violations: violations.collect(),
            total: self.total,
            elements: self.ordinal,
        }
    }

    /// Goes on to the end of the document, or of the window.
    fn document(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        if self.ordinal == 0 {
            self.miscellany(lexer)?;
            if lexer.peek().is_none() {
                return lexer.unexpected("<");
            }
            self.start_tag(lexer)?;
        }
        while let Some(frame) = self.frames.last() {
            if frame.is_parent() {
                self.children(lexer)?;
            } else {
                self.content(lexer)?;
            }
        }
        self.check_references();
        self.miscellany(lexer)?;
        if lexer.at < lexer.bytes.len() {
            return lexer.malformed(lexer.at, Wording::OutsideRoot);
        }
        lexer.finished()
    }

    /// What may stand before and after the root: white space, comments, processing instructions.
    fn miscellany(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        loop {
            if self.part.is_some() {
                self.rest_of_part(lexer)?;
            }
            lexer.space();
            lexer.keep();
            lexer.need(4)?;
            if lexer.follows(b"<!--") {
                lexer.at += 4;
                self.begin_part(lexer, Part::Comment);
            } else if lexer.follows(b"<?") {
                lexer.at += 2;
                lexer.target()?;
                self.begin_part(lexer, Part::Instruction);
            } else if lexer.follows(b"<!") {
                return lexer.malformed(lexer.at, Wording::Doctype);
            } else if self.ordinal == 0 && lexer.peek().is_some_and(|byte| byte != b'<') {
                return lexer.malformed(lexer.at, Wording::OutsideRoot);
            } else {
                return Ok(());
            }
        }
    }

    /// Forgets the innermost open element.
    #[inline]
    fn shut(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.namespaces.truncate(frame.bindings);
            self.trail.leave(&frame);
        }
    }
}
