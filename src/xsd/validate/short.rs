//! The short path: elements without attributes, in the order that the content model expects, and values that are
//! certainly right. It is where right documents spend their time.

use super::super::chars;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Opened};
use super::super::lexer::{Lexer, Result};
use super::super::limits;
use super::super::quick::{Parent, Quick};
use super::super::shortcut::{self, Shortcut};
use super::super::tables::Edge;
use super::super::tag::Tag;
use super::Validator;

impl<E: Encoding> Validator<'_, E> {
    /// Children with nothing but white space between them.
    pub(super) fn children(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        if self.watch.is_some() || self.runs_on || self.part.is_some() {
            return self.content(lexer);
        }
        let tables = self.tables;
        let bytes = lexer.bytes;
        let mut at = lexer.at;
        while let Some(frame) = self.frames.last_mut() {
            if !frame.is_parent() {
                return Ok(());
            }
            while bytes.get(at).is_some_and(|&byte| chars::is_space(byte)) {
                at += 1;
            }
            lexer.at = at;
            if bytes.get(at) != Some(&b'<') {
                return self.content(lexer);
            }
            if bytes.get(at + 1) == Some(&b'/') {
                let tag = frame.tag;
                let fits = Tag::head(bytes, at + 2).is_some_and(|head| {
                    tag.stands(head, bytes, at + 2, || self.trail.name(frame.name))
                });
                if !fits || !frame.complete(tables) {
                    return self.content(lexer);
                }
                at += tag.length() + 3;
                lexer.at = at;
                self.shut();
                continue;
            }
            let Some(edge) = frame.guess(tables, bytes, at + 1, self.namespaces.default) else {
                return self.content(lexer);
            };
            let place = self.trail.count(frame, edge);
            if self.frames.len() >= limits::DEPTH {
                return lexer.beyond(lexer.offset(at), "limit-depth", limits::DEPTH);
            }
            let behind = at + 2 + edge.tag.length();
            let quick = &tables.quick[edge.element as usize];
            if let Quick::Leaf(shortcut) = quick
                && let Some(end) = self.leaf(lexer, edge, shortcut, behind)
            {
                at = end;
                self.ordinal += 1;
                continue;
            }
            let name = &bytes[at + 1..behind - 1];
            let opened = Opened {
                name: self.trail.push(name),
                tag: edge.tag,
                start: lexer.offset(at),
                ordinal: self.ordinal,
                place,
            };
            at = behind;
            lexer.at = at;
            if let Quick::Parent(parent) = quick {
                self.enter_parent(opened, edge.element, parent);
            } else {
                lexer.keep();
                self.attributes.clear();
                self.open(lexer, opened, Some(edge.element))?;
            }
        }
        Ok(())
    }

    /// A value from `at`, behind its start tag, that is certainly right and ends at the next tag; gives that tag's end.
    /// Where there is doubt, because of the window's end too, nothing has been changed.
    #[inline]
    fn leaf(
        &self,
        lexer: &mut Lexer<'_, E>,
        edge: &Edge,
        shortcut: &Shortcut,
        at: usize,
    ) -> Option<usize> {
        let bytes = lexer.bytes;
        let end = match shortcut {
            Shortcut::Integer { min, max } => {
                let (value, end) = shortcut::integer(bytes, at)?;
                if !(*min..=*max).contains(&value) {
                    return None;
                }
                end
            }
            _ => {
                lexer.at = at;
                let run = lexer.text().ok()?;
                if !shortcut.accepts(&run, self.options.length) {
                    return None;
                }
                run.span.end
            }
        };
        let tag = end + 2;
        let closed = bytes.get(end..tag) == Some(b"</")
            && edge.stands(&self.tables.names, Tag::head(bytes, tag)?, bytes, tag);
        closed.then_some(tag + edge.tag.length() + 1)
    }

    /// Opens an element of which nothing is to be said before its children.
    #[inline]
    fn enter_parent(&mut self, opened: Opened, element: u32, parent: &Parent) {
        let mut frame = Frame::new(opened, parent.mode, self.namespaces.len());
        frame.element = element;
        frame.complex = parent.complex;
        frame.mixed = parent.mixed;
        frame.counts = self.trail.enter(parent.slots as usize);
        self.ordinal += 1;
        self.frames.push(frame);
    }
}
