//! The two encodings a document may have, read directly from its bytes.
//!
//! In GBK the second byte of a pair is 0x40 or more, so `<`, `>`, `&`, quotes and white space can be looked for
//! in the raw bytes; `[`, `]`, letters and digits cannot, because they may be second bytes. A pair counts as one
//! character only if GBK 1.0 assigns it (`gbk.csv`): the user-defined areas, what only GB18030 assigns, the four-byte
//! forms, and the lone bytes 0x80 and 0xFF are refused, since receivers disagree about them.

use std::sync::LazyLock;

/// How the bytes of a document become characters.
pub(crate) trait Encoding {
    /// The length in bytes of the character at `at`, whose first byte is 0x80 or more; `None` if it is illegal.
    fn wide(bytes: &[u8], at: usize) -> Option<usize>;

    /// Appends the characters of `bytes`, which have been found legal, to `out`.
    fn decode(bytes: &[u8], out: &mut String);

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

/// UTF-8. The document has been checked by [`str::from_utf8`], up to its first fault, before it is scanned.
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
}

/// One bit for every second byte, for every first byte from 0x80.
static ASSIGNED: LazyLock<[[u64; 4]; 128]> = LazyLock::new(|| {
    let mut table = [[0; 4]; 128];
    let byte =
        |text: &str| u8::from_str_radix(text, 16).expect("gbk.csv holds hexadecimal bytes only");
    let lines = include_str!("gbk.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    for line in lines {
        let mut fields = line.split(',');
        let mut field = || {
            fields
                .next()
                .expect("gbk.csv has three fields in every line")
        };
        let (first, last, trails) = (byte(field()), byte(field()), field());
        for lead in first..=last {
            for range in trails.split(' ') {
                let (low, high) = range.split_once('-').unwrap_or((range, range));
                for trail in byte(low)..=byte(high) {
                    table[usize::from(lead & 0x7F)][usize::from(trail >> 6)] |= 1 << (trail & 63);
                }
            }
        }
    }
    table
});

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
