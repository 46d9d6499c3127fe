//! The numbers of units: credit code, registration number, organisation code.

use super::{Flaw, characters, in_capitals, value, weighted_sum};

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

    use super::super::tests::spoiled;
    use super::*;

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

    #[test]
    fn a_flaw_says_what_is_wrong() {
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

    proptest! {
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
        fn every_body_of_a_licence_number_has_exactly_one_check_digit(body in "[0-9]{14}") {
            let fitting = (0..10).filter(|check| LicenceNumber::parse(&format!("{body}{check}")).is_ok()).count();
            prop_assert_eq!(fitting, 1);
        }
    }
}
