//! The two encodings a document may have, read directly from its bytes.
//!
//! In GBK the second byte of a pair is 0x40 or more, so `<`, `>`, `&`, quotes and white space can be looked for
//! in the raw bytes; `[`, `]`, letters and digits cannot, because they may be second bytes. A pair counts as one
//! character only if GBK 1.0 assigns it (`gbk.csv`): the user-defined areas, what only GB18030 assigns, the four-byte
//! forms, and the lone bytes 0x80 and 0xFF are refused, since receivers disagree about them.

use super::chars;
use super::lexer::End;

/// How the bytes of a document become characters.
pub(crate) trait Encoding {
    /// The length in bytes of the character at `at`, whose first byte is 0x80 or more; `None` if it is illegal.
    fn wide(bytes: &[u8], at: usize) -> Option<usize>;

    /// Appends the characters of `bytes`, which have been found legal, to `out`.
    fn decode(bytes: &[u8], out: &mut String);

    /// How many characters `bytes` hold, which have been found legal.
    fn count(bytes: &[u8]) -> usize;

    /// How many leading bytes may be scanned, at most `step` of them if looking at them takes time, and what follows
    /// them. `last` says that the document ends where `bytes` end.
    fn legal(bytes: &[u8], step: usize, last: bool) -> (usize, End);

    /// Whether the character at `at` may go on behind the end of `bytes`.
    fn is_cut(bytes: &[u8], at: usize) -> bool;

    /// The character at `at` and its length in bytes; `None` if it is illegal or the input ends.
    fn char_at(bytes: &[u8], at: usize) -> Option<(char, usize)> {
        let first = *bytes.get(at)?;
        if first < 0x80 {
            return Some((char::from(first), 1));
        }
        let length = Self::wide(bytes, at)?;
        let mut text = String::new();
        Self::decode(bytes.get(at..at + length)?, &mut text);
        text.chars().next().map(|c| (c, length))
    }
}

/// UTF-8. What is scanned has been checked by [`str::from_utf8`] before.
pub(crate) struct Utf8;

/// GBK, as far as GBK 1.0 assigns codes.
pub(crate) struct Gbk;

impl Encoding for Utf8 {
    #[inline]
    fn wide(bytes: &[u8], at: usize) -> Option<usize> {
        match bytes[at] {
            0xC2..=0xDF => Some(2),
            0xEF if bytes.get(at + 1) == Some(&0xBF) && bytes.get(at + 2) >= Some(&0xBE) => None,
            0xE0..=0xEF => Some(3),
            0xF0..=0xF4 => Some(4),
            _ => None,
        }
    }

    fn decode(bytes: &[u8], out: &mut String) {
        out.push_str(&String::from_utf8_lossy(bytes));
    }

    fn count(bytes: &[u8]) -> usize {
        bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
    }

    fn legal(bytes: &[u8], step: usize, last: bool) -> (usize, End) {
        let looked = bytes.len().min(step);
        let all = last && looked == bytes.len();
        match std::str::from_utf8(&bytes[..looked]) {
            Ok(_) if all => (looked, End::Document),
            Ok(_) => (looked, End::More),
            Err(error) if all || error.error_len().is_some() => (error.valid_up_to(), End::Broken),
            Err(error) => (error.valid_up_to(), End::More),
        }
    }

    fn is_cut(bytes: &[u8], at: usize) -> bool {
        at >= bytes.len()
    }
}

impl Encoding for Gbk {
    #[inline]
    fn wide(bytes: &[u8], at: usize) -> Option<usize> {
        let trail = *bytes.get(at + 1)?;
        let row = &ASSIGNED[usize::from(bytes[at] & 0x7F)];
        (row[usize::from(trail >> 6)] >> (trail & 63) & 1 == 1).then_some(2)
    }

    fn decode(bytes: &[u8], out: &mut String) {
        out.push_str(&encoding_rs::GBK.decode_without_bom_handling(bytes).0);
    }

    fn count(bytes: &[u8]) -> usize {
        let (mut at, mut count) = (0, 0);
        while at < bytes.len() {
            let plain = chars::leading_ascii(&bytes[at..]);
            (at, count) = (at + plain, count + plain);
            while bytes.get(at).is_some_and(|&byte| byte >= 0x80) {
                (at, count) = (at + 2, count + 1);
            }
        }
        count
    }

    fn legal(bytes: &[u8], _: usize, last: bool) -> (usize, End) {
        let end = if last { End::Document } else { End::More };
        (bytes.len(), end)
    }

    fn is_cut(bytes: &[u8], at: usize) -> bool {
        bytes.get(at).is_none_or(|&byte| byte >= 0x80) && at + 1 >= bytes.len()
    }
}

/// One bit for every second byte, for every first byte from 0x80.
static ASSIGNED: [[u64; 4]; 128] = assigned(include_bytes!("gbk.csv"));

/// Reads the table while the program is compiled.
const fn assigned(csv: &[u8]) -> [[u64; 4]; 128] {
    let mut table = [[0; 4]; 128];
    let mut at = 0;
    // A line of comment and the header stand before the rows.
    let mut line = 0;
    while line < 2 {
        line += (csv[at] == b'\n') as usize;
        at += 1;
    }
    while at < csv.len() {
        let (first, last) = (hexadecimal(csv, at), hexadecimal(csv, at + 3));
        at += 6;
        loop {
            let (low, mut high) = (hexadecimal(csv, at), hexadecimal(csv, at));
            at += 2;
            if csv[at] == b'-' {
                high = hexadecimal(csv, at + 1);
                at += 3;
            }
            let mut lead = first;
            while lead <= last {
                let mut trail = low;
                while trail <= high {
                    table[lead & 0x7F][trail >> 6] |= 1 << (trail & 63);
                    trail += 1;
                }
                lead += 1;
            }
            at += 1;
            if csv[at - 1] == b'\n' {
                break;
            }
            assert!(csv[at - 1] == b' ', "gbk.csv separates ranges by a blank");
        }
    }
    table
}

/// A byte that is written in two hexadecimal digits.
const fn hexadecimal(text: &[u8], at: usize) -> usize {
    let mut value = 0;
    let mut n = 0;
    while n < 2 {
        value = value * 16
            + match text[at + n] {
                digit @ b'0'..=b'9' => digit - b'0',
                digit @ b'A'..=b'F' => digit - b'A' + 10,
                _ => panic!("gbk.csv holds bytes in two hexadecimal digits"),
            } as usize;
        n += 1;
    }
    value
}

/// The encodings that a document may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    /// UTF-8, also when nothing is declared.
    Utf8,
    /// GBK, also under the name of its subset GB2312.
    Gbk,
}

impl Declared {
    /// The encoding that goes by this name; letter case does not matter.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        if is("UTF-8") {
            Some(Self::Utf8)
        } else if is("GBK") || is("GB2312") {
            Some(Self::Gbk)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assigned_pair_is_one_character_outside_the_private_areas() {
        let mut assigned = 0;
        for lead in 0x80..=0xFF {
            for trail in 0..=0xFF {
                let pair = [lead, trail];
                if Gbk::wide(&pair, 0).is_some() {
                    let mut text = String::new();
                    Gbk::decode(&pair, &mut text);
                    let mut chars = text.chars();
                    let c = chars.next().expect("an assigned pair decodes");
                    assert_eq!(chars.next(), None, "{pair:02X?}");
                    assert!(
                        !('\u{E000}'..='\u{F8FF}').contains(&c) && c != '\u{FFFD}',
                        "{pair:02X?} is {c:?}"
                    );
                    assigned += 1;
                }
            }
        }
        assert_eq!(assigned, 21_791);
    }

    #[test]
    fn characters_are_counted_as_they_decode() {
        let text = "备案a\u{4E97}".repeat(9) + &"b".repeat(200) + "案";
        let (gbk, ..) = encoding_rs::GBK.encode(&text);
        for length in [0, 1, 9, 36, 190, 236, 237] {
            let part: String = text.chars().take(length).collect();
            let (part, ..) = encoding_rs::GBK.encode(&part);
            assert_eq!(Gbk::count(&part), length);
        }
        assert_eq!((Gbk::count(&gbk), Utf8::count(text.as_bytes())), (237, 237));
    }

    #[test]
    fn a_window_of_utf8_ends_between_characters() {
        let text = "a案b".as_bytes();
        assert_eq!(Utf8::legal(text, 9, true), (5, End::Document));
        assert_eq!(Utf8::legal(&text[..3], 9, false), (1, End::More));
        assert_eq!(Utf8::legal(&text[..3], 9, true), (1, End::Broken));
        assert_eq!(Utf8::legal(text, 2, true), (1, End::More));
        assert_eq!(Utf8::legal(b"a\xFFb", 9, false), (1, End::Broken));
    }

    #[test]
    fn euro_byte_private_areas_and_four_byte_forms_are_refused() {
        for pair in [
            &[0x80, 0x41][..],
            &[0xFF, 0x41],
            &[0xAA, 0xA1],
            &[0xFE, 0x50],
            &[0x81, 0x30],
            &[0xB0],
        ] {
            assert_eq!(Gbk::wide(pair, 0), None, "{pair:02X?}");
        }
    }

    #[test]
    fn the_two_noncharacters_are_refused_in_utf8() {
        assert_eq!(Utf8::wide("\u{FFFD}".as_bytes(), 0), Some(3));
        assert_eq!(Utf8::wide("\u{FFFE}".as_bytes(), 0), None);
        assert_eq!(Utf8::wide("\u{FFFF}".as_bytes(), 0), None);
    }
}
