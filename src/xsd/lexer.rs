//! Takes the bytes of a document apart into tags, text and the rest, and is strict about XML 1.0.
//!
//! The lexer knows nothing of schemas. It never copies: what it finds is given as [`Span`]s of the document, and
//! decoded only by who needs the characters. Every character it passes over has been found legal.

use std::marker::PhantomData;

use super::chars::{self, CLASS, Class};
use super::encoding::Encoding;
use super::limits;
pub(crate) use super::span::{Fault, Result, Run, Span};
use super::wording::{self, Wording};

/// The document and how far it has been read.
pub(crate) struct Lexer<'d, E> {
    pub(crate) bytes: &'d [u8],
    pub(crate) at: usize,
    /// Whether `bytes` ends where the document has bytes that are no characters.
    broken: bool,
    encoding: PhantomData<E>,
}

impl<'d, E: Encoding> Lexer<'d, E> {
    /// Begins at `at`; `broken` says that illegal bytes follow the end of `bytes`.
    pub(crate) fn new(bytes: &'d [u8], at: usize, broken: bool) -> Self {
        Self {
            bytes,
            at,
            broken,
            encoding: PhantomData,
        }
    }

    /// Whether illegal bytes follow the end.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
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

    /// A fault of well-formedness at `offset`.
    #[cold]
    pub(crate) fn malformed<T>(&self, offset: usize, wording: Wording<'_>) -> Result<T> {
        let rule = "xml-wellformed";
        Err(Box::new(Fault {
            offset,
            rule,
            message: wording::message(&wording),
        }))
    }

    /// A limit that the document exceeds at `offset`.
    #[cold]
    pub(crate) fn beyond<T>(&self, offset: usize, rule: &'static str, limit: usize) -> Result<T> {
        let message = wording::message(&Wording::Limit { rule, limit });
        Err(Box::new(Fault {
            offset,
            rule,
            message,
        }))
    }

    /// The next byte is not what XML wants here: says what stands there instead.
    #[cold]
    pub(crate) fn unexpected<T>(&self, wanted: &'static str) -> Result<T> {
        if self.at >= self.bytes.len() {
            let ended = if self.broken {
                Wording::IllegalCharacter
            } else {
                Wording::EndOfDocument
            };
            return self.malformed(self.at, ended);
        }
        match E::char_at(self.bytes, self.at).filter(|(c, _)| chars::is_xml(*c)) {
            Some((found, _)) => self.malformed(self.at, Wording::Unexpected { found, wanted }),
            None => self.malformed(self.at, Wording::IllegalCharacter),
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

    /// Passes over one character of any kind and gives its first byte.
    pub(crate) fn character(&mut self) -> Result<u8> {
        let Some(first) = self.peek() else {
            return self.unexpected("");
        };
        self.at += match CLASS[usize::from(first)] {
            Class::Illegal => return self.malformed(self.at, Wording::IllegalCharacter),
            Class::Wide => match E::wide(self.bytes, self.at) {
                Some(length) => length,
                None => return self.malformed(self.at, Wording::IllegalCharacter),
            },
            _ => 1,
        };
        Ok(first)
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
                return self.beyond(start, "limit-name", limits::NAME);
            }
        }
        if self.at == start {
            return self.unexpected("a name");
        }
        Ok(Span {
            start,
            end: self.at,
        })
    }

    /// Passes over characters until `end` has been passed too; gives what stands before it.
    fn until(&mut self, end: &'static [u8]) -> Result<Span> {
        let start = self.at;
        loop {
            if self.follows(end) {
                self.at += end.len();
                return Ok(Span {
                    start,
                    end: self.at - end.len(),
                });
            }
            self.character()?;
            if self.at - start > limits::TEXT {
                return self.beyond(start, "limit-text", limits::TEXT);
            }
        }
    }

    /// Passes over a comment, from behind its `<!--`.
    pub(crate) fn comment(&mut self) -> Result<()> {
        self.until(b"--")?;
        self.expect(b'>', "-->")
    }

    /// Passes over a CDATA section, from behind its `<![CDATA[`; gives its text.
    pub(crate) fn cdata(&mut self) -> Result<Span> {
        self.until(b"]]>")
    }

    /// Passes over a processing instruction, from behind its `<?`.
    pub(crate) fn instruction(&mut self) -> Result<()> {
        let start = self.at;
        let target = self.name()?.of(self.bytes);
        if target.eq_ignore_ascii_case(b"xml") {
            return self.malformed(start, Wording::LateDeclaration);
        }
        if target.contains(&b':') {
            return self.malformed(start, Wording::QualifiedName);
        }
        if !self.space() && !self.follows(b"?>") {
            return self.unexpected("?>");
        }
        self.until(b"?>").map(drop)
    }

    /// Passes over a reference, from its `&`; gives the character it stands for.
    pub(crate) fn reference(&mut self) -> Result<char> {
        let start = self.at;
        self.at += 1;
        let body = &self.bytes[self.at..self.bytes.len().min(self.at + 32)];
        let Some(length) = body.iter().position(|&byte| byte == b';') else {
            return self.malformed(start, Wording::BadReference);
        };
        match character_of(&body[..length]) {
            Some(c) => {
                self.at += length + 1;
                Ok(c)
            }
            None => self.malformed(start, Wording::BadReference),
        }
    }

    /// Passes over text up to the next `<` or `&`, or the end of the document, and measures it.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Run> {
        let start = self.at;
        let bytes = self.bytes;
        let mut at = start;
        let mut run = Run::default();
        let mut surplus = 0;
        while let Some(&byte) = bytes.get(at) {
            match CLASS[usize::from(byte)] {
                Class::Plain => {
                    let from = at;
                    at += 1;
                    while bytes
                        .get(at)
                        .is_some_and(|&byte| CLASS[usize::from(byte)] == Class::Plain)
                    {
                        at += 1;
                        if (at - from) % BLOCK == LONG {
                            at += plain(&bytes[at..]);
                        }
                    }
                }
                Class::Stop => break,
                Class::Wide => {
                    let Some(length) = E::wide(bytes, at) else {
                        return self.malformed(at, Wording::IllegalCharacter);
                    };
                    at += length;
                    surplus += length - 1;
                    run.astral += usize::from(length == 4);
                }
                Class::Return => {
                    run.returns = true;
                    at += 1;
                }
                Class::Bracket => {
                    if bytes[at..].starts_with(b"]]>") {
                        return self.malformed(at, Wording::SectionEnd);
                    }
                    at += 1;
                }
                Class::Illegal => return self.malformed(at, Wording::IllegalCharacter),
            }
        }
        if at - start > limits::TEXT {
            return self.beyond(start, "limit-text", limits::TEXT);
        }
        self.at = at;
        run.span = Span { start, end: at };
        run.characters = at - start - surplus;
        Ok(run)
    }
}

/// After this many ordinary bytes in a row more of them are likely, and whole blocks are tried.
const LONG: usize = 32;
const BLOCK: usize = 64;

/// How many leading bytes are ordinary, rounded down to whole blocks.
fn plain(bytes: &[u8]) -> usize {
    let control = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\t');
    let odd = |byte: u8| {
        control(byte) | (byte >= 0x80) | (byte == b'<') | (byte == b'&') | (byte == b']')
    };
    let blocks = bytes.chunks_exact(BLOCK);
    BLOCK
        * blocks
            .take_while(|block| !block.iter().fold(false, |any, &byte| any | odd(byte)))
            .count()
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
    use super::super::encoding::{Gbk, Utf8};
    use super::*;

    #[test]
    fn text_is_measured_in_characters() {
        let text = "统一a\u{20000}\r\n<".as_bytes();
        let run = Lexer::<Utf8>::new(text, 0, false)
            .text()
            .expect("legal text");
        assert_eq!((run.characters, run.astral, run.returns), (6, 1, true));
    }

    #[test]
    fn second_bytes_that_look_like_brackets_are_no_brackets() {
        let bytes = [0x81, 0x5D, 0x81, 0x5D, b'>', b'<'];
        let run = Lexer::<Gbk>::new(&bytes, 0, false)
            .text()
            .expect("two characters and a sign");
        assert_eq!(run.characters, 3);
    }

    #[test]
    fn a_section_end_in_text_is_refused() {
        let fault = Lexer::<Utf8>::new(b"a]]>b<", 0, false)
            .text()
            .expect_err("not allowed in text");
        assert_eq!(fault.offset, 1);
    }

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

    #[test]
    fn long_runs_stop_at_the_same_place_as_short_ones() {
        for length in 0..300 {
            let text = [vec![b'a'; length], b"&b<".to_vec()].concat();
            let run = Lexer::<Utf8>::new(&text, 0, false)
                .text()
                .expect("legal text");
            assert_eq!(run.span.end, length);
        }
    }
}
