//! Takes the bytes of a document apart into tags, text and the rest, and is strict about XML 1.0.
//!
//! The lexer knows nothing of schemas. It never copies: what it finds is given as [`Span`]s of its window, and
//! decoded only by who needs the characters. Every character it passes over has been found legal.
//!
//! The window is the whole document, or a part of it. Where a part ends before it can be told what stands there, the
//! lexer halts as [`Halt::Starved`]. Whoever uses it then shows it a window that begins at the last [`Lexer::keep`] and
//! reaches further; so nothing may be changed between a `keep` and the next step that can starve.

use std::marker::PhantomData;

use super::chars::{self, CLASS, Class};
use super::encoding::Encoding;
use super::limits;
pub(crate) use super::span::{Fault, Halt, Passed, Result, Run, Span};
use super::wording::{self, Wording};

/// What follows the end of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing: the document ends.
    Document,
    /// Bytes that are no characters.
    Broken,
    /// More of the document.
    More,
}

/// A window on the document and how far it has been read.
pub(crate) struct Lexer<'w, E> {
    pub(crate) bytes: &'w [u8],
    pub(crate) at: usize,
    /// Offset in the document of the window's first byte.
    base: u64,
    end: End,
    /// What stands before this is done with.
    kept: usize,
    encoding: PhantomData<E>,
}

impl<'w, E: Encoding> Lexer<'w, E> {
    /// Begins at `at` of a document that is all there.
    pub(crate) fn new(bytes: &'w [u8], at: usize) -> Self {
        Self::window(bytes, at, 0, End::Document)
    }

    /// Begins at `at` of a window.
    pub(crate) fn window(bytes: &'w [u8], at: usize, base: u64, end: End) -> Self {
        Self {
            bytes,
            at,
            base,
            end,
            kept: at,
            encoding: PhantomData,
        }
    }

    /// What has been read so far is done with.
    #[inline]
    pub(crate) fn keep(&mut self) {
        self.kept = self.at;
    }

    /// Where reading must go on when the lexer has starved.
    pub(crate) fn kept(&self) -> usize {
        self.kept
    }

    /// The offset in the document of a place in the window.
    #[inline]
    pub(crate) fn offset(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    /// Whether more of the document follows the window.
    #[inline]
    pub(crate) fn is_part(&self) -> bool {
        self.end == End::More
    }

    /// The next byte.
    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether exactly these bytes come next.
    #[inline]
    pub(crate) fn follows(&self, text: &[u8]) -> bool {
        self.bytes[self.at..].starts_with(text)
    }

    /// Starves unless the window shows this many bytes more, or all there are.
    #[inline]
    pub(crate) fn need(&self, count: usize) -> Result<()> {
        if self.is_part() && self.bytes.len() - self.at < count {
            return self.starved();
        }
        Ok(())
    }

    /// The document must have ended here.
    pub(crate) fn finished(&self) -> Result<()> {
        match self.end {
            End::Document if self.at == self.bytes.len() => Ok(()),
            _ => self.unexpected(""),
        }
    }

    #[cold]
    pub(super) fn starved<T>(&self) -> Result<T> {
        Err(Box::new(Halt::Starved))
    }

    /// A fault of well-formedness at this place of the window.
    #[cold]
    pub(crate) fn malformed<T>(&self, at: usize, wording: Wording<'_>) -> Result<T> {
        Err(Box::new(Halt::Fault(Fault {
            offset: self.offset(at),
            rule: "xml-wellformed",
            message: wording::message(&wording),
        })))
    }

    /// A limit that the document exceeds at this offset.
    #[cold]
    pub(crate) fn beyond<T>(&self, offset: u64, rule: &'static str, limit: usize) -> Result<T> {
        let message = wording::message(&Wording::Limit { rule, limit });
        Err(Box::new(Halt::Fault(Fault {
            offset,
            rule,
            message,
        })))
    }

    /// The bytes at this place are no character, unless the window has cut one in two.
    #[cold]
    pub(crate) fn illegal<T>(&self, at: usize) -> Result<T> {
        if self.is_part() && E::is_cut(self.bytes, at) {
            return self.starved();
        }
        self.malformed(at, Wording::IllegalCharacter)
    }

    /// The next byte is not what XML wants here: says what stands there instead.
    #[cold]
    pub(crate) fn unexpected<T>(&self, wanted: &'static str) -> Result<T> {
        if self.at < self.bytes.len() {
            return match E::char_at(self.bytes, self.at).filter(|(c, _)| chars::is_xml(*c)) {
                Some((found, _)) => self.malformed(self.at, Wording::Unexpected { found, wanted }),
                None => self.illegal(self.at),
            };
        }
        match self.end {
            End::Document => self.malformed(self.at, Wording::EndOfDocument),
            End::Broken => self.malformed(self.at, Wording::IllegalCharacter),
            End::More => self.starved(),
        }
    }

    /// Passes over this byte or says that it is missing.
    #[inline]
    pub(crate) fn expect(&mut self, byte: u8, wanted: &'static str) -> Result<()> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        self.unexpected(wanted)
    }

    /// Passes over white space; says whether there was any.
    #[inline]
    pub(crate) fn space(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(chars::is_space) {
            self.at += 1;
        }
        self.at > from
    }

    /// The same inside a tag that began at `start`, so that the tag does not get too long.
    #[inline]
    pub(crate) fn space_in_tag(&mut self, start: usize) -> Result<bool> {
        let any = self.space();
        if self.at - start > limits::TEXT {
            return self.beyond(self.offset(start), "limit-text", limits::TEXT);
        }
        Ok(any)
    }

    /// Passes over one character of any kind.
    pub(crate) fn character(&mut self) -> Result<()> {
        let Some(first) = self.peek() else {
            return self.unexpected("");
        };
        self.at += match CLASS[usize::from(first)] {
            Class::Illegal => return self.illegal(self.at),
            Class::Wide => match E::wide(self.bytes, self.at) {
                Some(length) => length,
                None => return self.illegal(self.at),
            },
            _ => 1,
        };
        Ok(())
    }

    /// Passes over a name.
    pub(crate) fn name(&mut self) -> Result<Span> {
        let start = self.at;
        while let Some((c, length)) = E::char_at(self.bytes, self.at) {
            if !(if self.at == start {
                chars::is_name_start(c)
            } else {
                chars::is_name(c)
            }) {
                break;
            }
            self.at += length;
            if self.at - start > limits::NAME {
                return self.beyond(self.offset(start), "limit-name", limits::NAME);
            }
        }
        if self.is_part() && E::is_cut(self.bytes, self.at) {
            return self.starved();
        }
        if self.at == start {
            return self.unexpected("a name");
        }
        Ok(Span {
            start,
            end: self.at,
        })
    }

    /// Passes over the target of a processing instruction, from behind its `<?`.
    pub(crate) fn target(&mut self) -> Result<()> {
        let start = self.at;
        let target = self.name()?.of(self.bytes);
        if target.eq_ignore_ascii_case(b"xml") {
            return self.malformed(start, Wording::LateDeclaration);
        }
        if target.contains(&b':') {
            return self.malformed(start, Wording::QualifiedName);
        }
        self.need(2)?;
        if !self.follows(b"?>") && !self.peek().is_some_and(chars::is_space) {
            return self.unexpected("?>");
        }
        Ok(())
    }

    /// Passes over a reference, from its `&`; gives the character it stands for.
    pub(crate) fn reference(&mut self) -> Result<char> {
        const LONGEST: usize = 32;
        let start = self.at;
        let body = &self.bytes[start + 1..self.bytes.len().min(start + 1 + LONGEST)];
        let Some(length) = body.iter().position(|&byte| byte == b';') else {
            if self.is_part() && body.len() < LONGEST {
                return self.starved();
            }
            return self.malformed(start, Wording::BadReference);
        };
        match character_of(&body[..length]) {
            Some(c) => {
                self.at += length + 2;
                Ok(c)
            }
            None => self.malformed(start, Wording::BadReference),
        }
    }
}

/// The character that the inside of a reference names: one of the five entities, or a number.
fn character_of(body: &[u8]) -> Option<char> {
    let (digits, radix) = match body {
        b"lt" => return Some('<'),
        b"gt" => return Some('>'),
        b"amp" => return Some('&'),
        b"apos" => return Some('\''),
        b"quot" => return Some('"'),
        [b'#', b'x', digits @ ..] => (digits, 16),
        [b'#', digits @ ..] => (digits, 10),
        _ => return None,
    };
    if digits.is_empty() {
        return None;
    }
    let value = digits.iter().try_fold(0_u32, |value, &digit| {
        value
            .checked_mul(radix)?
            .checked_add(char::from(digit).to_digit(radix)?)
    })?;
    char::from_u32(value).filter(|c| chars::is_xml(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_legal_characters_only() {
        assert_eq!(character_of(b"#x20000"), Some('\u{20000}'));
        assert_eq!(character_of(b"#65"), Some('A'));
        for wrong in [
            &b"#0"[..],
            b"#xD800",
            b"#xFFFF",
            b"#",
            b"#x",
            b"#x110000",
            b"nbsp",
            b"#+5",
            b"#99999999999",
        ] {
            assert_eq!(
                character_of(wrong),
                None,
                "{}",
                String::from_utf8_lossy(wrong)
            );
        }
    }
}
