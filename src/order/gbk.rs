//! Which characters the upload can carry: those that every GBK in use writes as the same bytes.
//!
//! The interface asks for GBK, and "GBK" means slightly different tables to different programs. What the bureau's system
//! reads with is unknown, so a character counts as writable only when the WHATWG encoder (which writes our files) agrees
//! with Java's GBK, Windows code page 936, Python's gbk and glibc's GBK on its two bytes: 21 790 characters beside ASCII.

use std::sync::OnceLock;

use encoding_rs::{EncoderResult, GBK};

/// Characters that the WHATWG encoder writes and another table does not know or writes differently, as inclusive ranges.
/// A range may also hold characters that no table has.
const DISPUTED: [(char, char); 11] = [
    ('\u{1F9}', '\u{1F9}'),
    ('\u{1E3F}', '\u{1E3F}'),
    // The euro sign: 0x80 here, A2E3 in Java, nothing in Python.
    ('\u{20AC}', '\u{20AC}'),
    ('\u{2295}', '\u{2295}'),
    // Radicals and the signs that describe how a character is composed.
    ('\u{2E80}', '\u{2FFF}'),
    ('\u{303E}', '\u{303E}'),
    // CJK extension A and the end of the basic block, added by GB 18030.
    ('\u{3400}', '\u{4DBF}'),
    ('\u{9FB4}', '\u{9FBB}'),
    // Private use: whatever a system makes of it.
    ('\u{E000}', '\u{F8FF}'),
    ('\u{FE10}', '\u{FE19}'),
    // Beyond the basic plane there is no GBK.
    ('\u{10000}', '\u{10FFFF}'),
];

/// The first character of `text` that cannot be written so that every reader of GBK understands it; `None` when all can.
pub fn unencodable(text: &str) -> Option<char> {
    text.chars().find(|&c| !c.is_ascii() && !is_writable(c))
}

/// The two bytes of a character beyond ASCII; `None` when not every reader of GBK would understand them.
pub fn encode(c: char) -> Option<[u8; 2]> {
    static PAIRS: OnceLock<Vec<u16>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        ('\0'..='\u{FFFF}').fold(vec![0; 0x1_0000], |mut pairs, c| {
            pairs[c as usize] = agreed_pair(c).map_or(0, u16::from_be_bytes);
            pairs
        })
    });
    let pair = *pairs.get(c as usize)?;
    (pair != 0).then(|| pair.to_be_bytes())
}

fn is_writable(c: char) -> bool {
    encode(c).is_some()
}

fn agreed_pair(c: char) -> Option<[u8; 2]> {
    if DISPUTED
        .iter()
        .any(|&(first, last)| (first..=last).contains(&c))
    {
        return None;
    }
    let (mut text, mut bytes) = ([0; 4], [0; 4]);
    let text = c.encode_utf8(&mut text);
    match GBK
        .new_encoder()
        .encode_from_utf8_without_replacement(text, &mut bytes, true)
    {
        (EncoderResult::InputEmpty, _, 2) => Some([bytes[0], bytes[1]]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_characters_on_which_all_tables_agree_can_be_written() {
        assert_eq!(
            ('\u{80}'..=char::MAX).filter(|&c| is_writable(c)).count(),
            21_790
        );
    }

    #[test]
    fn the_first_character_that_cannot_be_written_is_named() {
        assert_eq!(unencodable("镕字和喆字·《测试》 ABC-123"), None);
        assert_eq!(unencodable("价格€5"), Some('€'));
        assert_eq!(unencodable("林\u{A0}青杉"), Some('\u{A0}'));
        assert_eq!(unencodable("好😀"), Some('😀'));
        assert_eq!(unencodable("𬱖"), Some('𬱖'));
    }
}
