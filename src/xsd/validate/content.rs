//! The long path of what stands between tags, and of end tags.

use super::super::datum::Value;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode};
use super::super::lexer::{Lexer, Result};
use super::super::model::Preset;
use super::super::runs::Part;
use super::super::value::shortened;
use super::super::wording::Wording;
use super::Validator;
use super::values::Given;

/// Bytes of the longest beginning by which markup is told apart.
const MARKUP: usize = b"<![CDATA[".len();

impl<'s, E: Encoding> Validator<'s, E> {
    /// One run of text and the piece of markup behind it.
    pub(super) fn content(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        lexer.keep();
        if self.part.is_some() {
            return self.rest_of_part(lexer);
        }
        self.run_of_text(lexer)?;
        if lexer.peek() == Some(b'&') {
            let offset = lexer.offset(lexer.at);
            let c = lexer.reference()?;
            return self.character(lexer, offset, c);
        }
        lexer.need(MARKUP)?;
        match lexer.peek() {
            Some(b'<') if lexer.follows(b"</") => {
                let offset = lexer.offset(lexer.at);
                self.end_tag(lexer)?;
                self.close(offset);
                Ok(())
            }
            Some(b'<') if lexer.follows(b"<!--") => {
                lexer.at += 4;
                self.begin_part(lexer, Part::Comment);
                Ok(())
            }
            Some(b'<') if lexer.follows(b"<![CDATA[") => {
                lexer.at += MARKUP;
                self.begin_part(lexer, Part::Section);
                Ok(())
            }
            Some(b'<') if lexer.follows(b"<!") => lexer.malformed(lexer.at, Wording::Doctype),
            Some(b'<') if lexer.follows(b"<?") => {
                lexer.at += 2;
                lexer.target()?;
                self.begin_part(lexer, Part::Instruction);
                Ok(())
            }
            Some(b'<') => self.start_tag(lexer),
            _ => lexer.unexpected("</"),
        }
    }

    /// Reads an end tag and compares its name with the open element's.
    fn end_tag(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        let start = lexer.at;
        let Some(frame) = self.frames.last() else {
            return Ok(());
        };
        lexer.at += 2;
        let name = lexer.name()?;
        let open = self.trail.name(frame.name);
        if name.of(lexer.bytes) != open {
            let open = self.decoded(open);
            return lexer.malformed(start, Wording::EndTag { open: &open });
        }
        lexer.space_in_tag(start)?;
        lexer.expect(b'>', ">")
    }

    /// The default or fixed value of an open element.
    pub(super) fn preset(&self, frame: &Frame) -> Option<&'s Preset> {
        match frame.element {
            u32::MAX => None,
            element => self.tables.elements[element as usize].preset.as_ref(),
        }
    }

    /// Closes the innermost open element, whose end stands at this offset: its content is now whole.
    pub(super) fn close(&mut self, offset: u64) {
        let Some(frame) = self.frames.last().copied() else {
            return;
        };
        let tables = self.tables;
        let mut value = None;
        match frame.mode {
            Mode::Value { simple, .. } if !frame.damaged => {
                let given = Given {
                    offset: frame.start,
                    ordinal: frame.ordinal,
                    attribute: None,
                };
                if let Some(tally) = self.tally.take() {
                    let checked =
                        tally.check(&tables.simples[simple as usize], self.options.length);
                    self.check_done(checked, given);
                } else {
                    value = self.close_value(&frame, simple as usize, given);
                }
            }
            Mode::States { .. } | Mode::All { .. } if !frame.damaged && !frame.complete(tables) => {
                let expected = shortened(&frame.expected(tables));
                let wording = Wording::Incomplete {
                    expected: &expected,
                };
                let rule = "cvc-complex-type.2.4.b";
                self.report(offset, frame.ordinal, None, rule, &wording);
            }
            _ => {}
        }
        if frame.exact
            && !frame.damaged
            && let Some(preset) = self.preset(&frame)
            && !self.value.is_empty()
            && self.value != preset.text
        {
            let wording = Wording::Fixed {
                value: &preset.text,
            };
            let rule = "cvc-elt.5.2.2.2.1";
            self.report(offset, frame.ordinal, None, rule, &wording);
        }
        self.leave(&frame, value);
        self.shut();
    }

    /// Holds a value that has been kept whole against its type; gives what it means where somebody asks for that.
    fn close_value(&mut self, frame: &Frame, simple: usize, given: Given<'_>) -> Option<Value> {
        let preset = self.preset(frame);
        let text = std::mem::take(&mut self.value);
        // An empty element takes its default or fixed value.
        let taken = preset.filter(|_| text.is_empty());
        let fixed = preset.filter(|preset| preset.fixed && taken.is_none());
        let held = taken.map_or(text.as_str(), |preset| preset.text.as_str());
        let own = taken.and_then(|preset| preset.value.clone());
        // A value taken from the schema was checked there, unless the document names another type.
        let right =
            (taken.is_some() && own.is_none()) || self.check_value(held, given, simple, fixed);
        let value = (right && self.watch.is_some())
            .then(|| own.or_else(|| self.value_of(held, simple)))
            .flatten();
        self.value = text;
        value
    }
}
