//! The pieces of a document that may be long: text, and the insides of comments, sections and instructions.
//!
//! They need not fit into a window. What the window shows of one is passed over and given out, and the next window goes
//! on with the rest; [`Passed`] carries from one to the next what is needed for the limits. A piece never ends inside
//! what belongs together: a character, a line end of two, or what may be the end of the whole.

use super::chars::{CLASS, Class, has};
use super::encoding::Encoding;
use super::lexer::{Lexer, Passed, Result, Run, Span};
use super::limits;
use super::wording::Wording;

/// What has an inside that may hold anything but its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Comment,
    /// A CDATA section.
    Section,
    /// A processing instruction, from behind its target.
    Instruction,
}

impl Part {
    /// What ends the inside.
    fn end(self) -> &'static [u8] {
        match self {
            Self::Comment => b"--",
            Self::Section => b"]]>",
            Self::Instruction => b"?>",
        }
    }
}

/// The most bytes that a character has.
const WIDEST: usize = 4;

impl<E: Encoding> Lexer<'_, E> {
    /// The beginning of something that begins here.
    pub(crate) fn begin(&self) -> Passed {
        Passed {
            start: self.offset(self.at),
            bytes: 0,
        }
    }

    /// Passes over text up to the next `<` or `&`, or the end of the window, and measures it.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Run> {
        let (run, right) = self.text_after(self.begin());
        right.map(|()| run)
    }

    /// The same where some of the text has gone by already; gives also the text that stands before a fault.
    #[inline]
    pub(crate) fn text_after(&mut self, passed: Passed) -> (Run, Result<()>) {
        let start = self.at;
        let most = start + limits::TEXT.saturating_sub(passed.bytes);
        let bytes = &self.bytes[..self.bytes.len().min(most + WIDEST)];
        let mut at = start;
        let mut run = Run::default();
        let mut surplus = 0;
        let wrong = 'pieces: loop {
            at += ordinary(&bytes[at..]);
            let Some(&byte) = bytes.get(at) else {
                break None;
            };
            match CLASS[usize::from(byte)] {
                Class::Plain => at += 1,
                Class::Stop => break None,
                Class::Wide => {
                    // Such characters come together.
                    while let Some(length) = E::wide(bytes, at) {
                        at += length;
                        surplus += length - 1;
                        run.astral += usize::from(length == 4);
                        if bytes.get(at).is_none_or(|&byte| byte < 0x80) {
                            continue 'pieces;
                        }
                    }
                    if self.is_part() && E::is_cut(bytes, at) {
                        break None;
                    }
                    break Some(Wording::IllegalCharacter);
                }
                Class::Return => {
                    match bytes.get(at + 1) {
                        Some(b'\n') => surplus += 1,
                        None if self.is_part() => break None,
                        _ => {}
                    }
                    run.returns = true;
                    at += 1;
                }
                Class::Bracket => {
                    if bytes[at..].starts_with(b"]]>") {
                        break Some(Wording::SectionEnd);
                    }
                    if self.is_part() && b"]]>".starts_with(&bytes[at..]) {
                        break None;
                    }
                    at += 1;
                }
                Class::Illegal => break Some(Wording::IllegalCharacter),
            }
        };
        self.at = at.min(most);
        run.span = Span {
            start,
            end: self.at,
        };
        run.characters = at - start - surplus;
        let right = match wrong {
            _ if at > most => self.beyond(passed.start, "limit-text", limits::TEXT),
            Some(wrong) => self.malformed(at, wrong),
            None => Ok(()),
        };
        (run, right)
    }

    /// Passes over the inside of a part, or the rest of it, as far as the window shows it. Gives it, measured, and
    /// whether its end has been passed too, or the fault that stands behind it.
    pub(crate) fn inside(&mut self, part: Part, passed: Passed) -> (Run, Result<bool>) {
        let start = self.at;
        let most = start + limits::TEXT.saturating_sub(passed.bytes);
        let end = part.end();
        // Behind the end of a comment one more byte is looked at.
        let needed = end.len() + usize::from(part == Part::Comment);
        let mut run = Run::default();
        let mut surplus = 0;
        let mut ended = loop {
            let rest = &self.bytes[self.at..];
            let short = self.is_part() && rest.len() < needed;
            if rest.starts_with(end) {
                break Ok(!short);
            }
            if short && (end.starts_with(rest) || rest == b"\r" || E::is_cut(self.bytes, self.at)) {
                break Ok(false);
            }
            let from = self.at;
            if let Err(halt) = self.character() {
                break Err(halt);
            }
            surplus += self.at - from - 1 + usize::from(rest.starts_with(b"\r\n"));
            run.astral += usize::from(self.at - from == 4);
            run.returns |= rest.starts_with(b"\r");
            if self.at > most {
                self.at = most;
                break self.beyond(passed.start, "limit-text", limits::TEXT);
            }
        };
        run.span = Span {
            start,
            end: self.at,
        };
        run.characters = (self.at - start).saturating_sub(surplus);
        if let Ok(true) = ended {
            self.at += end.len();
            if part == Part::Comment {
                ended = self.expect(b'>', "-->").map(|()| true);
            }
        }
        (run, ended)
    }

    /// Passes over a comment of a document that is all there, from behind its `<!--`.
    pub(crate) fn comment(&mut self) -> Result<()> {
        self.inside(Part::Comment, self.begin()).1.map(drop)
    }

    /// Passes over a CDATA section of a document that is all there, from behind its `<![CDATA[`.
    pub(crate) fn cdata(&mut self) -> Result<()> {
        self.inside(Part::Section, self.begin()).1.map(drop)
    }

    /// Passes over a processing instruction of a document that is all there, from behind its `<?`.
    pub(crate) fn instruction(&mut self) -> Result<()> {
        self.target()?;
        self.inside(Part::Instruction, self.begin()).1.map(drop)
    }
}

/// How many leading bytes are certainly ordinary characters of one byte: eight at a time, whole blocks once there have
/// been some. The byte behind them may be ordinary too.
#[inline]
fn ordinary(bytes: &[u8]) -> usize {
    /// After so many bytes more of them are likely.
    const MANY: usize = 32;
    let mut at = 0;
    while let Some(head) = bytes[at..].first_chunk() {
        let odd = odd(u64::from_le_bytes(*head));
        if odd != 0 {
            return at + odd.trailing_zeros() as usize / 8;
        }
        at += 8;
        if at == MANY {
            at += blocks(&bytes[at..]);
        }
    }
    at
}

/// The high bits of those of eight bytes that are not ordinary: control characters, `<`, `&`, `]`, and all from 0x80 on.
/// Above the first such byte others may be marked too.
#[inline]
fn odd(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let is = |byte: u8| zero(word ^ (ONES * u64::from(byte)));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (word | control | is(b'<') | is(b'&') | is(b']')) & (ONES * 0x80)
}

/// How many leading bytes are ordinary, rounded down to whole blocks.
///
/// Long text is looked at page by page, twice: the second look finds the page in the nearest cache, and both together
/// are less work than one that asks for everything at once.
fn blocks(bytes: &[u8]) -> usize {
    const PAGE: usize = 4096;
    const BLOCK: usize = 64;
    let mut at = 0;
    while let Some(page) = bytes[at..].first_chunk::<PAGE>() {
        let (blocks, _) = page.as_chunks::<BLOCK>();
        if blocks.iter().any(|block| has(block, is_extreme)) {
            break;
        }
        if memchr::memchr3(b'<', b'&', b']', page).is_some() {
            break;
        }
        at += PAGE;
    }
    let odd = |byte: u8| is_extreme(byte) | (byte == b'<') | (byte == b'&') | (byte == b']');
    let (blocks, _) = bytes[at..].as_chunks::<BLOCK>();
    let whole = blocks.iter().take_while(|block| !has(block, odd));
    at + BLOCK * whole.count()
}

/// A control character, or a byte from 0x80 on: as a signed number it is small too.
fn is_extreme(byte: u8) -> bool {
    (byte as i8) < 0x20
}

#[cfg(test)]
mod tests {
    use super::super::encoding::{Gbk, Utf8};
    use super::super::lexer::End;
    use super::*;

    #[test]
    fn text_is_measured_in_characters() {
        let text = "统一a\u{20000}\r\n<".as_bytes();
        let run = Lexer::<Utf8>::new(text, 0).text().expect("legal text");
        assert_eq!((run.characters, run.astral, run.returns), (5, 1, true));
    }

    #[test]
    fn second_bytes_that_look_like_brackets_are_no_brackets() {
        let bytes = [0x81, 0x5D, 0x81, 0x5D, b'>', b'<'];
        let run = Lexer::<Gbk>::new(&bytes, 0)
            .text()
            .expect("two characters and a sign");
        assert_eq!(run.characters, 3);
    }

    #[test]
    fn a_section_end_in_text_is_refused() {
        let halt = Lexer::<Utf8>::new(b"a]]>b<", 0)
            .text()
            .expect_err("not allowed in text");
        assert_eq!(halt.fault().expect("a fault").offset, 1);
    }

    #[test]
    fn what_a_window_cuts_in_two_is_left_to_the_next() {
        let passed = |bytes: &[u8]| {
            let mut lexer = Lexer::<Gbk>::window(bytes, 0, 0, End::More);
            lexer.text().expect("legal text");
            lexer.at
        };
        assert_eq!(passed(b"ab\xD6"), 2);
        assert_eq!(passed(b"ab\xD6\xD0"), 4);
        assert_eq!(passed(b"ab\r"), 2);
        assert_eq!(passed(b"ab\r\n"), 4);
        assert_eq!(
            (passed(b"ab]"), passed(b"ab]]"), passed(b"ab]]]")),
            (2, 2, 3)
        );
        assert_eq!(passed(b"ab]x"), 4);
    }

    #[test]
    fn parts_end_only_where_their_end_is_seen_whole() {
        let inside = |part: Part, bytes: &[u8]| {
            let mut lexer = Lexer::<Gbk>::window(bytes, 0, 0, End::More);
            let (run, ended) = lexer.inside(part, Passed::default());
            (run.span.len(), lexer.at, ended.expect("legal"))
        };
        assert_eq!(inside(Part::Section, b"ab]"), (2, 2, false));
        assert_eq!(inside(Part::Section, b"ab]]>c"), (2, 5, true));
        assert_eq!(inside(Part::Section, b"ab\r"), (2, 2, false));
        assert_eq!(inside(Part::Section, b"\xD6"), (0, 0, false));
        assert_eq!(inside(Part::Comment, b"a-b--"), (3, 3, false));
        assert_eq!(inside(Part::Comment, b"a-b-->"), (3, 6, true));
        assert_eq!(inside(Part::Instruction, b"a>?"), (2, 2, false));
    }

    #[test]
    fn the_first_odd_byte_is_found_wherever_it_is() {
        for byte in 0..=255 {
            let ordinary = CLASS[usize::from(byte)] == Class::Plain && byte >= 0x20;
            for place in 0..8 {
                let mut head = *b"a~ >;[^}";
                head[place] = byte;
                let odd = odd(u64::from_le_bytes(head));
                let expected = if ordinary { 8 } else { place };
                assert_eq!(
                    odd.trailing_zeros() as usize / 8,
                    expected,
                    "{byte} at {place}"
                );
            }
        }
    }

    #[test]
    fn long_runs_stop_at_the_same_place_as_short_ones() {
        let lengths = (0..300).chain(4000..4300).chain(8150..8350);
        for length in lengths {
            for odd in [&b"&b<"[..], b"<", b"\t]a<", "é<".as_bytes()] {
                let text = [&vec![b'a'; length], odd].concat();
                let run = Lexer::<Utf8>::new(&text, 0).text().expect("legal text");
                let ordinary = odd.iter().position(|byte| matches!(byte, b'<' | b'&'));
                assert_eq!(run.span.end, length + ordinary.expect("an end"));
            }
        }
    }
}
