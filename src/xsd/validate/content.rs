//! The long path of what stands between tags, and of end tags.

use super::super::chars;
use super::super::encoding::Encoding;
use super::super::frame::Mode;
use super::super::lexer::{Result, Span};
use super::super::limits;
use super::super::value::shortened;
use super::super::wording::Wording;
use super::Validator;
use super::values::Given;

impl<E: Encoding> Validator<'_, '_, E> {
    /// One run of text and the piece of markup behind it.
    pub(super) fn content(&mut self) -> Result<()> {
        let run = self.lexer.text()?;
        if run.span.len() > 0 {
            self.text(run.span, run.returns)?;
        }
        match self.lexer.peek() {
            Some(b'&') => {
                let at = self.lexer.at;
                let c = self.lexer.reference()?;
                self.character(at, c)
            }
            None => self.lexer.unexpected("</"),
            _ if self.lexer.follows(b"</") => {
                let start = self.lexer.at;
                self.end_tag()?;
                self.close(start)
            }
            _ if self.lexer.follows(b"<!--") => {
                self.lexer.at += 4;
                self.lexer.comment()
            }
            _ if self.lexer.follows(b"<![CDATA[") => {
                self.lexer.at += 9;
                let span = self.lexer.cdata()?;
                let returns = span.of(self.lexer.bytes).contains(&b'\r');
                if span.len() > 0 {
                    self.text(span, returns)
                } else {
                    Ok(())
                }
            }
            _ if self.lexer.follows(b"<!") => self.lexer.malformed(self.lexer.at, Wording::Doctype),
            _ if self.lexer.follows(b"<?") => {
                self.lexer.at += 2;
                self.lexer.instruction()
            }
            _ => self.start_tag(),
        }
    }

    /// Text of at least one character inside the innermost open element.
    fn text(&mut self, span: Span, returns: bool) -> Result<()> {
        let Some(frame) = self.frames.last().copied() else {
            return Ok(());
        };
        match frame.mode {
            _ if frame.exact => E::decode(span.of(self.lexer.bytes), &mut self.value),
            Mode::Value { .. } => {
                if self.value.len() + span.len() > limits::TEXT {
                    return self.lexer.beyond(span.start, "limit-text", limits::TEXT);
                }
                if returns {
                    let text = self.decoded(span).replace("\r\n", "\n").replace('\r', "\n");
                    self.value.push_str(&text);
                } else {
                    E::decode(span.of(self.lexer.bytes), &mut self.value);
                }
            }
            Mode::Empty { .. } => self.stray(span.start),
            Mode::States { .. } | Mode::All { .. } if !frame.mixed => {
                let text = span.of(self.lexer.bytes);
                if let Some(first) = text.iter().position(|&byte| !chars::is_space(byte)) {
                    self.stray(span.start + first);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A character that was written as a reference.
    fn character(&mut self, at: usize, c: char) -> Result<()> {
        let Some(frame) = self.frames.last().copied() else {
            return Ok(());
        };
        match frame.mode {
            _ if frame.exact => self.value.push(c),
            Mode::Value { .. } => {
                if self.value.len() >= limits::TEXT {
                    return self.lexer.beyond(at, "limit-text", limits::TEXT);
                }
                self.value.push(c);
            }
            Mode::Empty { .. } => self.stray(at),
            Mode::States { .. } | Mode::All { .. }
                if !frame.mixed && !matches!(c, ' ' | '\t' | '\n' | '\r') =>
            {
                self.stray(at);
            }
            _ => {}
        }
        Ok(())
    }

    /// Text where none may stand; reported once for each element.
    fn stray(&mut self, at: usize) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if std::mem::replace(&mut frame.texted, true) {
            return;
        }
        let (mode, ordinal) = (frame.mode, frame.ordinal);
        let (rule, wording) = match mode {
            Mode::Empty { nil: true } => ("cvc-elt.3.2.1", Wording::NilWithContent),
            Mode::Empty { nil: false } => ("cvc-complex-type.2.1", Wording::NotEmpty),
            _ => ("cvc-complex-type.2.3", Wording::TextAmongElements),
        };
        self.report(at, ordinal, None, rule, &wording);
    }

    /// Reads an end tag and compares its name with the open element's.
    fn end_tag(&mut self) -> Result<()> {
        let start = self.lexer.at;
        let Some(frame) = self.frames.last().copied() else {
            return Ok(());
        };
        self.lexer.at += 2;
        let name = self.lexer.name()?;
        if name.of(self.lexer.bytes) != frame.name.of(self.lexer.bytes) {
            let open = self.decoded(frame.name);
            return self.lexer.malformed(start, Wording::EndTag { open: &open });
        }
        self.lexer.space();
        self.lexer.expect(b'>', ">")
    }

    /// Closes the innermost open element, whose end stands at `at`: its content is now whole.
    pub(super) fn close(&mut self, at: usize) -> Result<()> {
        let Some(frame) = self.frames.last().copied() else {
            return Ok(());
        };
        let tables = self.tables;
        let preset = match frame.element {
            u32::MAX => None,
            element => tables.elements[element as usize].preset.as_ref(),
        };
        let mut value = None;
        match frame.mode {
            Mode::Value { simple, .. } if !frame.damaged => {
                let text = std::mem::take(&mut self.value);
                let given = Given {
                    at: frame.name.start - 1,
                    ordinal: frame.ordinal,
                    attribute: None,
                };
                // An empty element takes its default or fixed value.
                let taken = preset.filter(|_| text.is_empty());
                let fixed = preset.filter(|preset| preset.fixed && taken.is_none());
                let held = taken.map_or(text.as_str(), |preset| preset.text.as_str());
                let own = taken.and_then(|preset| preset.value.clone());
                // A value taken from the schema was checked there, unless the document names another type.
                let right = (taken.is_some() && own.is_none())
                    || self.check_value(held, given, simple, fixed);
                if right && self.watch.is_some() {
                    value = own.or_else(|| self.value_of(held, simple));
                }
                self.value = text;
            }
            Mode::States { .. } | Mode::All { .. } if !frame.damaged && !frame.complete(tables) => {
                let expected = shortened(&frame.expected(tables));
                let wording = Wording::Incomplete {
                    expected: &expected,
                };
                self.report(at, frame.ordinal, None, "cvc-complex-type.2.4.b", &wording);
            }
            _ => {}
        }
        if frame.exact
            && let Some(preset) = preset
            && !self.value.is_empty()
            && self.value != preset.text
        {
            let wording = Wording::Fixed {
                value: &preset.text,
            };
            self.report(at, frame.ordinal, None, "cvc-elt.5.2.2.2.1", &wording);
        }
        self.leave(&frame, value);
        self.namespaces.truncate(frame.bindings);
        self.frames.pop();
        Ok(())
    }
}
