//! Certificate numbers as what they are: with a check character, and for people a birthday.
//!
//! Each number is read by `parse`, which says by a [`Flaw`] what is wrong with a text, so that a message can be exact
//! without repeating a personal number. Letters are taken in either case; what is kept is in capitals.

mod resident;
mod unit;

pub use resident::ResidentId;
pub use unit::{CreditCode, LicenceNumber, OrganizationCode};

use super::text::Text;

/// Why a text is not a number of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has this many characters, which no number of the kind has.
    Length(usize),
    /// The character at this position, from 1, cannot stand there.
    Character(usize),
    /// The part that should be a birthday is no day of the calendar.
    Date,
    /// The check character does not fit the others: at least one character is wrong.
    Check,
}

impl Flaw {
    /// The flaw in words, to follow the name of the number.
    pub fn text(self) -> Text {
        match self {
            Self::Length(length) => Text::new(
                format!("长度不对（{length} 位）"),
                format!("has {length} characters, which is not its length"),
            ),
            Self::Character(position) => Text::new(
                format!("第 {position} 位字符不允许"),
                format!("has a character at position {position} that cannot stand there"),
            ),
            Self::Date => Text::new(
                "出生日期部分不是真实日期",
                "holds a birthday that is no day of the calendar",
            ),
            Self::Check => Text::new(
                "校验位不符，至少有一位写错",
                "fails its check character: at least one character is wrong",
            ),
        }
    }
}

/// Checks `text` against one rule per position; gives its characters in capitals.
fn characters(
    text: &str,
    length: usize,
    allowed: impl Fn(usize, u8) -> bool,
) -> Result<Vec<u8>, Flaw> {
    let found = text.chars().count();
    if found != length {
        return Err(Flaw::Length(found));
    }
    text.chars()
        .enumerate()
        .map(|(index, character)| {
            let byte = u8::try_from(character)
                .ok()
                .map(|byte| byte.to_ascii_uppercase());
            byte.filter(|&byte| allowed(index, byte))
                .ok_or(Flaw::Character(index + 1))
        })
        .collect()
}

/// The value of a digit or letter: 0 to 9, then 10 for `A`.
fn value(character: u8) -> u32 {
    match character {
        b'0'..=b'9' => u32::from(character - b'0'),
        letter => u32::from(letter - b'A') + 10,
    }
}

fn weighted_sum(characters: &[u8], weights: &[u32], value: impl Fn(u8) -> u32) -> u32 {
    characters
        .iter()
        .zip(weights)
        .map(|(&character, weight)| value(character) * weight)
        .sum()
}

fn in_capitals(characters: Vec<u8>) -> String {
    characters.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Replaces the character at `position` by another one of `alphabet`.
    pub(super) fn spoiled(number: &str, position: usize, step: usize, alphabet: &[u8]) -> String {
        let mut bytes = number.as_bytes().to_vec();
        let here = alphabet
            .iter()
            .position(|&known| known == bytes[position])
            .unwrap();
        bytes[position] = alphabet[(here + step) % alphabet.len()];
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn no_text_makes_a_parser_stumble(text in ".{0,20}") {
            let _ = (ResidentId::parse(&text), CreditCode::parse(&text));
            let _ = (LicenceNumber::parse(&text), OrganizationCode::parse(&text));
        }
    }
}
