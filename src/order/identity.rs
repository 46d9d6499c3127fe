//! Certificate numbers as what they are: with a check character, and for people a birthday.
//!
//! Each number is read by `parse`, which says by a [`Flaw`] what is wrong with a text, so that a message can be exact
//! without repeating a personal number. Letters are taken in either case; what is kept is in capitals.

use chrono::{Datelike, NaiveDate};

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

/// A resident's ID number: GB 11643 with 18 characters, or the form of 15 digits that was issued before 1999.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResidentId {
    text: String,
    birth: NaiveDate,
}

impl ResidentId {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";

    /// Reads a number; the form of 15 digits has no check character, so that only its date can be wrong.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let old = text.chars().count() == 15;
        let length = if old { 15 } else { 18 };
        let characters = characters(text, length, |index, byte| match byte {
            b'0' => index > 0,
            b'X' => index == 17,
            _ => byte.is_ascii_digit(),
        })?;
        let number = |range: std::ops::Range<usize>| {
            characters[range]
                .iter()
                .fold(0, |sum, &digit| sum * 10 + value(digit))
        };
        let (year, month, day) = if old {
            (1900 + number(6..8), number(8..10), number(10..12))
        } else {
            (number(6..10), number(10..12), number(12..14))
        };
        let year = i32::try_from(year).map_err(|_| Flaw::Date)?;
        let birth = NaiveDate::from_ymd_opt(year, month, day).ok_or(Flaw::Date)?;
        if !old {
            let sum = weighted_sum(&characters, &Self::WEIGHTS, value);
            if characters[17] != Self::CHECKS[(sum % 11) as usize] {
                return Err(Flaw::Check);
            }
        }
        Ok(Self {
            text: in_capitals(characters),
            birth,
        })
    }

    /// The number, a final `X` in capitals.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is of the form of 15 digits.
    pub fn is_old(&self) -> bool {
        self.text.len() == 15
    }

    /// The region that issued the first number, GB/T 2260 of that time.
    pub fn region(&self) -> u32 {
        self.text
            .bytes()
            .take(6)
            .fold(0, |sum, digit| sum * 10 + value(digit))
    }

    /// The day of birth.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// Whether the number is a man's: its sequence part is odd.
    pub fn is_male(&self) -> bool {
        let sequence = if self.is_old() { 14 } else { 16 };
        value(self.text.as_bytes()[sequence]) % 2 == 1
    }

    /// Full years of age on `day`; 0 before the birth.
    pub fn age(&self, day: NaiveDate) -> u32 {
        let had_birthday = (day.month(), day.day()) >= (self.birth.month(), self.birth.day());
        let years = day.year() - self.birth.year() - i32::from(!had_birthday);
        u32::try_from(years).unwrap_or(0)
    }
}

/// A unified social credit code (GB 32100), 18 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

impl CreditCode {
    /// The characters in the order of their values; I, O, S, V and Z are left out.
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// Reads a code.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let characters = characters(text, 18, |index, byte| match index {
            2..=7 => byte.is_ascii_digit(),
            _ => Self::ALPHABET.contains(&byte),
        })?;
        let value = |byte| {
            Self::ALPHABET
                .iter()
                .position(|&known| known == byte)
                .unwrap_or_default() as u32
        };
        let mut weight = 1;
        let sum: u32 = characters[..17]
            .iter()
            .map(|&byte| {
                let term = value(byte) * weight;
                weight = weight * 3 % 31;
                term
            })
            .sum();
        if !(sum + value(characters[17])).is_multiple_of(31) {
            return Err(Flaw::Check);
        }
        Ok(Self(in_capitals(characters)))
    }

    /// The code in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The region of the registering office, GB/T 2260 of that time.
    pub fn region(&self) -> u32 {
        self.0
            .bytes()
            .skip(2)
            .take(6)
            .fold(0, |sum, digit| sum * 10 + value(digit))
    }
}

/// The registration number of a business licence from before the credit codes: 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LicenceNumber(String);

impl LicenceNumber {
    /// Reads a number; the last digit is checked by MOD 11,10 (GB/T 17710).
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let characters = characters(text, 15, |_, byte| byte.is_ascii_digit())?;
        let product = characters[..14].iter().fold(10, |product, &digit| {
            match (product + value(digit)) % 10 {
                0 => 20 % 11,
                rest => rest * 2 % 11,
            }
        });
        if (product + value(characters[14])) % 10 != 1 {
            return Err(Flaw::Check);
        }
        Ok(Self(in_capitals(characters)))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An organisation code (GB 11714): eight characters and a check character, written with a dash between or without.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrganizationCode(String);

impl OrganizationCode {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

    /// Reads a code.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let plain = match text.split_once('-') {
            Some((body, check)) if body.chars().count() == 8 => format!("{body}{check}"),
            _ => text.to_owned(),
        };
        let characters = characters(&plain, 9, |index, byte| match byte {
            b'X' => true,
            b'A'..=b'Z' => index < 8,
            _ => byte.is_ascii_digit(),
        })?;
        let check = match 11 - weighted_sum(&characters, &Self::WEIGHTS, value) % 11 {
            10 => b'X',
            11 => b'0',
            digit => b'0' + digit as u8,
        };
        if characters[8] != check {
            return Err(Flaw::Check);
        }
        Ok(Self(in_capitals(characters)))
    }

    /// The nine characters in capitals, without the dash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_resident_id_tells_birthday_region_and_sex() {
        let id = ResidentId::parse("110101199003070003").unwrap();
        assert_eq!(id.birth(), NaiveDate::from_ymd_opt(1990, 3, 7).unwrap());
        assert_eq!(
            (id.region(), id.is_male(), id.is_old()),
            (110_101, false, false)
        );
        let birthday = |year| NaiveDate::from_ymd_opt(year, 3, 7).unwrap();
        assert_eq!(id.age(birthday(2026)), 36);
        assert_eq!(id.age(birthday(2026).pred_opt().unwrap()), 35);
        assert_eq!(id.age(birthday(1980)), 0);
    }

    #[test]
    fn the_last_character_of_a_resident_id_may_be_an_x_in_either_case() {
        let lower = ResidentId::parse("33010219900305000x");
        assert_eq!(lower, ResidentId::parse("33010219900305000X"));
        assert_eq!(lower.unwrap().as_str(), "33010219900305000X");
    }

    #[test]
    fn the_old_form_of_fifteen_digits_is_recognised() {
        let id = ResidentId::parse("110101900307001").unwrap();
        assert!(id.is_old() && id.is_male());
        assert_eq!(id.birth().year(), 1990);
        assert_eq!(ResidentId::parse("110101901307001"), Err(Flaw::Date));
    }

    #[test]
    fn a_flaw_says_what_is_wrong() {
        assert_eq!(ResidentId::parse("110101199003070001"), Err(Flaw::Check));
        assert_eq!(ResidentId::parse("11010119900230000X"), Err(Flaw::Date));
        assert_eq!(ResidentId::parse("1101011990030700"), Err(Flaw::Length(16)));
        assert_eq!(
            ResidentId::parse("11010119900307000１"),
            Err(Flaw::Character(18))
        );
        assert_eq!(
            CreditCode::parse("91330100MA0000007I"),
            Err(Flaw::Character(18))
        );
        assert_eq!(
            CreditCode::parse("9133010OMA00000072"),
            Err(Flaw::Character(8))
        );
        assert_eq!(
            LicenceNumber::parse("33010000000001"),
            Err(Flaw::Length(14))
        );
        assert_eq!(OrganizationCode::parse("MA000000"), Err(Flaw::Length(8)));
    }

    #[test]
    fn numbers_of_units_are_read_with_their_check_characters() {
        assert_eq!(
            CreditCode::parse("91330100ma00000072").unwrap().as_str(),
            "91330100MA00000072"
        );
        assert_eq!(
            CreditCode::parse("91330100MA00000072").unwrap().region(),
            330_100
        );
        assert_eq!(CreditCode::parse("91330100MA00000073"), Err(Flaw::Check));
        assert_eq!(
            LicenceNumber::parse("330100000000011").unwrap().as_str(),
            "330100000000011"
        );
        assert_eq!(LicenceNumber::parse("330100000000012"), Err(Flaw::Check));
        assert_eq!(
            OrganizationCode::parse("D2143569-X"),
            OrganizationCode::parse("D2143569X")
        );
        assert_eq!(OrganizationCode::parse("D2143569-1"), Err(Flaw::Check));
    }

    /// Replaces the character at `position` by another one of `alphabet`.
    fn spoiled(number: &str, position: usize, step: usize, alphabet: &[u8]) -> String {
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
        fn one_wrong_digit_of_a_resident_id_is_found(position in 0_usize..17, step in 1_usize..10) {
            let wrong = spoiled("110101199003070003", position, step, b"0123456789");
            prop_assert!(ResidentId::parse(&wrong).is_err(), "{wrong}");
        }

        #[test]
        fn one_wrong_character_of_a_credit_code_is_found(position in 0_usize..18, step in 1_usize..31) {
            let wrong = spoiled("91330100MA00000072", position, step, CreditCode::ALPHABET);
            prop_assert!(CreditCode::parse(&wrong).is_err(), "{wrong}");
        }

        #[test]
        fn one_wrong_digit_of_a_licence_number_is_found(position in 0_usize..15, step in 1_usize..10) {
            let wrong = spoiled("330100000000011", position, step, b"0123456789");
            prop_assert!(LicenceNumber::parse(&wrong).is_err(), "{wrong}");
        }

        #[test]
        fn no_text_makes_a_parser_stumble(text in ".{0,20}") {
            let _ = (ResidentId::parse(&text), CreditCode::parse(&text));
            let _ = (LicenceNumber::parse(&text), OrganizationCode::parse(&text));
        }

        #[test]
        fn every_body_of_a_licence_number_has_exactly_one_check_digit(body in "[0-9]{14}") {
            let fitting = (0..10).filter(|check| LicenceNumber::parse(&format!("{body}{check}")).is_ok()).count();
            prop_assert_eq!(fitting, 1);
        }
    }
}
