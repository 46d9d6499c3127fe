//! What becomes of text: part of a value, of no interest, or wrong where it stands.

use super::super::chars;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode};
use super::super::lexer::{Lexer, Result, Run};
use super::super::limits;
use super::super::runs::Part;
use super::super::tally::Tally;
use super::super::wording::Wording;
use super::Validator;

impl<E: Encoding> Validator<'_, E> {
    /// Makes ready for the text of an element that is about to open.
    pub(super) fn begin_value(&mut self, frame: &Frame) {
        self.run = Default::default();
        self.runs_on = false;
        if !frame.holds_value() {
            return;
        }
        self.value.clear();
        let plain = self.watch.is_none() && !frame.exact;
        self.tally = match frame.mode {
            Mode::Value { simple, .. } if plain && self.preset(frame).is_none() => {
                Tally::of(&self.tables.simples[simple as usize])
            }
            _ => None,
        };
    }

    /// Whether a value goes on in the innermost element.
    fn holds_value(&self) -> bool {
        self.frames.last().is_some_and(Frame::holds_value)
    }

    /// A run of text, or the rest of one that began in an earlier window.
    pub(super) fn run_of_text(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        if !self.runs_on {
            self.begin_run(lexer);
        }
        let (run, right) = lexer.text_after(self.run);
        self.runs_on = lexer.is_part() && !matches!(lexer.peek(), Some(b'<' | b'&'));
        self.text(lexer.bytes, lexer.offset(run.span.start), &run);
        lexer.keep();
        right
    }

    fn begin_run(&mut self, lexer: &Lexer<'_, E>) {
        self.run.start = lexer.begin().start;
        if !self.holds_value() {
            self.run.bytes = 0;
        }
    }

    /// Enters a comment, section or instruction.
    pub(super) fn begin_part(&mut self, lexer: &mut Lexer<'_, E>, part: Part) {
        lexer.keep();
        self.part = Some(part);
        self.inside = lexer.begin();
        if part == Part::Section {
            self.begin_run(lexer);
        }
    }

    /// The inside of the part that has been entered, as far as it is shown; starves if its end is not.
    pub(super) fn rest_of_part(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        let Some(part) = self.part else {
            return Ok(());
        };
        let section = part == Part::Section;
        let passed = if section { self.run } else { self.inside };
        let (run, ended) = lexer.inside(part, passed);
        if section {
            self.text(lexer.bytes, lexer.offset(run.span.start), &run);
        }
        self.inside.bytes += run.span.len();
        lexer.keep();
        if !ended? {
            return lexer.starved();
        }
        self.part = None;
        Ok(())
    }

    /// Text inside the innermost open element.
    fn text(&mut self, bytes: &[u8], offset: u64, run: &Run) {
        let text = run.span.of(bytes);
        self.run.bytes += text.len();
        let Some(frame) = self.frames.last().filter(|_| !text.is_empty()) else {
            return;
        };
        match frame.mode {
            _ if frame.holds_value() => match &mut self.tally {
                Some(tally) => tally.run::<E>(run, bytes),
                None if run.returns => {
                    let text = self.decoded(text).replace("\r\n", "\n").replace('\r', "\n");
                    self.value.push_str(&text);
                }
                None => E::decode(text, &mut self.value),
            },
            Mode::Empty | Mode::Nil { .. } => self.stray(offset),
            Mode::States { .. } | Mode::All { .. } if !frame.mixed => {
                if let Some(first) = text.iter().position(|&byte| !chars::is_space(byte)) {
                    self.stray(offset + first as u64);
                }
            }
            _ => {}
        }
    }

    /// A character that was written as a reference at this offset.
    pub(super) fn character(&mut self, lexer: &Lexer<'_, E>, offset: u64, c: char) -> Result<()> {
        let Some(frame) = self.frames.last() else {
            return Ok(());
        };
        match frame.mode {
            _ if frame.holds_value() => {
                self.run.bytes += c.len_utf8();
                if self.run.bytes > limits::TEXT {
                    return lexer.beyond(offset, "limit-text", limits::TEXT);
                }
                match &mut self.tally {
                    Some(tally) => tally.character(c),
                    None => self.value.push(c),
                }
            }
            Mode::Empty | Mode::Nil { .. } => self.stray(offset),
            Mode::States { .. } | Mode::All { .. }
                if !frame.mixed && !matches!(c, ' ' | '\t' | '\n' | '\r') =>
            {
                self.stray(offset);
            }
            _ => {}
        }
        Ok(())
    }

    /// Text where none may stand; reported once for each element.
    fn stray(&mut self, offset: u64) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if std::mem::replace(&mut frame.texted, true) {
            return;
        }
        let (mode, ordinal) = (frame.mode, frame.ordinal);
        let (rule, wording) = match mode {
            Mode::Nil { .. } => ("cvc-elt.3.2.1", Wording::NilWithContent),
            Mode::Empty => ("cvc-complex-type.2.1", Wording::NotEmpty),
            _ => ("cvc-complex-type.2.3", Wording::TextAmongElements),
        };
        self.report(offset, ordinal, None, rule, &wording);
    }
}
