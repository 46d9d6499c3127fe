//! A resident's ID number.

use chrono::{Datelike, NaiveDate};

use super::{Flaw, characters, in_capitals, value, weighted_sum};

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::spoiled;
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
    }

    proptest! {
        #[test]
        fn one_wrong_digit_of_a_resident_id_is_found(position in 0_usize..17, step in 1_usize..10) {
            let wrong = spoiled("110101199003070003", position, step, b"0123456789");
            prop_assert!(ResidentId::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
