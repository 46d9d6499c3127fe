//! One cell as a file holds it, whatever the file: a trimmed text, and what has gone wrong with it before it came here.

use crate::order::{Column, Privacy};

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Zero-based column.
    pub column: u32,
    /// The text without outer blanks; never empty.
    pub text: Box<str>,
    pub flaw: Flaw,
}

/// What a spreadsheet has done to a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Flaw {
    #[default]
    None,
    /// A number of more than 15 digits, of which only 15 are kept.
    DigitsLost,
    /// An error value such as `#N/A`.
    Broken,
}

/// The first whole number with more digits than a spreadsheet keeps.
const SIXTEEN_DIGITS: f64 = 1e15;

impl Cell {
    /// A text cell; `None` when nothing but blanks stands in it.
    pub(super) fn text(column: u32, text: &str) -> Option<Self> {
        let text = trim(text);
        (!text.is_empty()).then(|| Self {
            column,
            text: text.into(),
            flaw: Flaw::None,
        })
    }

    /// A number as an operator would have typed it: without `.0` and without an exponent.
    pub(super) fn number(column: u32, number: f64) -> Self {
        Self {
            column,
            text: number.to_string().into(),
            flaw: number_flaw(number),
        }
    }
}

/// Whether a number can still be what the operator typed.
pub(super) fn number_flaw(number: f64) -> Flaw {
    if number.abs() >= SIXTEEN_DIGITS {
        Flaw::DigitsLost
    } else {
        Flaw::None
    }
}

/// `text` without outer blanks, full-width and invisible ones included.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Whether a text of `column` shows that a spreadsheet once took it for a number: `1.10101E+17` in a certificate number.
pub(super) fn is_destroyed(text: &str, column: &Column) -> bool {
    holds_digits(column) && is_scientific(text)
}

fn holds_digits(column: &Column) -> bool {
    matches!(column.privacy, Privacy::Number | Privacy::Phone)
        || column.english.ends_with("_id")
        || (column.sheet == "订单" && column.english == "number")
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1
        && digits(whole)
        && digits(fraction)
        && exponent.strip_prefix('+').is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Part, Subject};

    #[test]
    fn whole_numbers_have_no_fraction_and_no_exponent() {
        assert_eq!(&*Cell::number(0, 330_000.0).text, "330000");
        assert_eq!(&*Cell::number(0, 13_812_345_670.0).text, "13812345670");
        assert_eq!(&*Cell::number(0, 0.5).text, "0.5");
    }

    #[test]
    fn the_sixteenth_digit_is_one_too_many() {
        assert_eq!(Cell::number(0, 999_999_999_999_999.0).flaw, Flaw::None);
        assert_eq!(
            Cell::number(0, 1_101_011_990_030_700.0).flaw,
            Flaw::DigitsLost
        );
        assert_eq!(
            &*Cell::number(0, 1.101_011_990_030_7e17).text,
            "110101199003070000"
        );
    }

    #[test]
    fn full_width_and_invisible_blanks_are_outer_blanks_too() {
        assert_eq!(trim("\u{3000}林 青杉\u{a0}\u{200b}\n"), "林 青杉");
        assert_eq!(Cell::text(0, "\u{3000} "), None);
    }

    #[test]
    fn an_exponent_is_suspect_only_where_digits_are_expected() {
        let column = |english: &str| {
            Subject::columns()
                .iter()
                .find(|column| column.english == english)
                .unwrap()
        };
        assert!(is_destroyed("1.10101E+17", column("certificate_number")));
        assert!(is_destroyed("1E+10", column("principal_mobile")));
        assert!(!is_destroyed("1E+10", column("name")));
        assert!(!is_destroyed("E2E+8", column("certificate_number")));
        assert!(!is_destroyed(
            "91330100MA00000072",
            column("certificate_number")
        ));
    }
}
