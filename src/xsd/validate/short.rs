//! The short path: elements without attributes, in the order that the content model expects, and values that are
//! certainly right. It is where right documents spend their time.

use super::super::chars;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode, Opened};
use super::super::lexer::{Lexer, Result};
use super::super::limits;
use super::super::model::Type;
use super::super::shortcut;
use super::super::tables::Edge;
use super::Validator;

impl<E: Encoding> Validator<'_, E> {
    /// Children with nothing but white space between them.
    pub(super) fn children(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        if self.watch.is_some() || self.runs_on || self.part.is_some() {
            return self.content(lexer);
        }
        let bytes = lexer.bytes;
        let mut at = lexer.at;
        while let Some(frame) = self.frames.last_mut() {
            if frame.exact {
                return self.content(lexer);
            }
            while bytes.get(at).is_some_and(|&byte| chars::is_space(byte)) {
                at += 1;
            }
            lexer.at = at;
            if bytes.get(at) != Some(&b'<') {
                return self.content(lexer);
            }
            if bytes.get(at + 1) == Some(&b'/') {
                let length = frame.name.len();
                let fits = bytes[at + 2..].starts_with(self.trail.name(frame.name))
                    && bytes.get(at + 2 + length) == Some(&b'>');
                if !fits || !frame.complete(self.tables) {
                    return self.content(lexer);
                }
                at += length + 3;
                lexer.at = at;
                self.shut();
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
                return self.content(lexer);
            };
            let place = self.trail.count(frame, &edge);
            if let Some(end) = self.leaf(lexer, &edge, at + 1) {
                at = end;
                self.ordinal += 1;
                continue;
            }
            self.descend(lexer, &edge, place, at + 1)?;
            match self.frames.last() {
                Some(Frame {
                    mode: Mode::States { .. } | Mode::All { .. },
                    ..
                }) => at = lexer.at,
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// An element that holds nothing but a value that is certainly right, from its name at `at`; gives its end. Where
    /// there is doubt, because of the window's end too, nothing has been changed.
    #[inline]
    fn leaf(&self, lexer: &mut Lexer<'_, E>, edge: &Edge, at: usize) -> Option<usize> {
        let row = &self.tables.elements[edge.element as usize];
        let Type::Simple(simple) = row.kind else {
            return None;
        };
        if !row.plain || self.frames.len() >= limits::DEPTH {
            return None;
        }
        let bytes = lexer.bytes;
        let length = edge.length as usize;
        lexer.at = at + length + 1;
        let run = lexer.text().ok()?;
        let end = run.span.end;
        let right = bytes.get(end..end + 2) == Some(b"</")
            && edge.stands(&self.tables.names, bytes, end + 2)
            && shortcut::surely(
                &self.tables.simples[simple],
                &run,
                bytes,
                self.options.length,
            );
        right.then_some(end + 3 + length)
    }

    /// Opens an element that has no attributes, from its name at `at`; it is the child of this number.
    fn descend(
        &mut self,
        lexer: &mut Lexer<'_, E>,
        edge: &Edge,
        place: u32,
        at: usize,
    ) -> Result<()> {
        let end = at + edge.length as usize;
        if self.frames.len() >= limits::DEPTH {
            return lexer.beyond(lexer.offset(at), "limit-depth", limits::DEPTH);
        }
        lexer.at = end + 1;
        lexer.keep();
        self.attributes.clear();
        let opened = Opened {
            name: self.trail.push(&lexer.bytes[at..end]),
            start: lexer.offset(at - 1),
            ordinal: self.ordinal,
            place,
        };
        self.open(lexer, opened, Some(edge.element))
    }
}
