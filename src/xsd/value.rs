//! Holds a value against a simple type: first on the raw bytes, and on the decoded text when that leaves doubt.

use super::decimal::Decimal;
use super::lexer::Run;
use super::simple::{Bound, Shortcut, Simple};
use super::wording::{self, Wording};
use super::{Length, Message};

/// The rule a value breaks, and the sentence about it.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

/// Whether the raw text of a value is certainly right; `false` means doubt. The run must have no `\r`.
#[inline]
pub(crate) fn surely(simple: &Simple, run: &Run, bytes: &[u8], length: Length) -> bool {
    match simple.shortcut {
        Shortcut::None => false,
        Shortcut::Length { min, max } => {
            let (least, most) = length.of(run.characters as u64, run.astral as u64);
            min <= least && most <= max && !run.returns
        }
        Shortcut::Integer { min, max } => {
            let digits = run.span.of(bytes);
            if digits.is_empty() || digits.len() > 18 {
                return false;
            }
            let mut value = 0_i64;
            for &digit in digits {
                let digit = digit.wrapping_sub(b'0');
                if digit > 9 {
                    return false;
                }
                value = value * 10 + i64::from(digit);
            }
            min <= value && value <= max
        }
    }
}

impl Length {
    /// The lengths to hold against a minimum and a maximum, from code points and how many of them are astral.
    fn of(self, points: u64, astral: u64) -> (u64, u64) {
        match self {
            Self::CodePoints => (points, points),
            Self::Utf16 => (points + astral, points + astral),
            Self::Both => (points, points + astral),
        }
    }
}

/// Checks a decoded value: the datatype's writing first, then the facets; gives the first rule it breaks.
pub(crate) fn check(
    simple: &Simple,
    text: &str,
    scratch: &mut String,
    length: Length,
) -> Result<(), Broken> {
    let text = simple.white.normalise(text, scratch);
    if !simple.lexical.allows(text) {
        let base = format!("xs:{}", simple.base);
        return broken(
            "cvc-datatype-valid.1.2.1",
            &Wording::NotOfType { base: &base },
        );
    }
    check_length(simple, text, length)?;
    if simple.lexical.is_number() {
        check_number(simple, text)?;
    }
    if let Some(allowed) = &simple.enumeration
        && !allowed.iter().any(|one| simple.lexical.same(one, text))
    {
        return broken(
            "cvc-enumeration-valid",
            &Wording::NotListed {
                allowed: &shortened(allowed),
            },
        );
    }
    Ok(())
}

fn broken<T>(rule: &'static str, wording: &Wording<'_>) -> Result<T, Broken> {
    Err(Broken {
        rule,
        message: wording::message(wording),
    })
}

fn check_length(simple: &Simple, text: &str, length: Length) -> Result<(), Broken> {
    if simple.length.is_none() && simple.min_length.is_none() && simple.max_length.is_none() {
        return Ok(());
    }
    let (least, most) = match simple.lexical.octets(text) {
        Some(octets) => (octets, octets),
        None => {
            let points = text.chars().count() as u64;
            let astral = text.chars().filter(|&c| c > '\u{FFFF}').count() as u64;
            length.of(points, astral)
        }
    };
    if let Some(exactly) = simple.length
        && (least < exactly || most > exactly)
    {
        let length = if least < exactly { least } else { most };
        return broken("cvc-length-valid", &Wording::Length { length, exactly });
    }
    if let Some(min) = simple.min_length.filter(|&min| least < min) {
        return broken(
            "cvc-minLength-valid",
            &Wording::TooShort { length: least, min },
        );
    }
    if let Some(max) = simple.max_length.filter(|&max| most > max) {
        return broken(
            "cvc-maxLength-valid",
            &Wording::TooLong { length: most, max },
        );
    }
    Ok(())
}

fn check_number(simple: &Simple, text: &str) -> Result<(), Broken> {
    let value = Decimal::parse(text).expect("the text was found to be a number");
    let outside =
        |bound: &Bound, beyond: bool| beyond || (!bound.inclusive && value == bound.value());
    if let Some(min) = simple
        .min
        .as_ref()
        .filter(|min| outside(min, value < min.value()))
    {
        let rule = if min.inclusive {
            "cvc-minInclusive-valid"
        } else {
            "cvc-minExclusive-valid"
        };
        return broken(
            rule,
            &Wording::TooSmall {
                bound: &min.text,
                inclusive: min.inclusive,
            },
        );
    }
    if let Some(max) = simple
        .max
        .as_ref()
        .filter(|max| outside(max, value > max.value()))
    {
        let rule = if max.inclusive {
            "cvc-maxInclusive-valid"
        } else {
            "cvc-maxExclusive-valid"
        };
        return broken(
            rule,
            &Wording::TooLarge {
                bound: &max.text,
                inclusive: max.inclusive,
            },
        );
    }
    let digits = value.total_digits();
    if let Some(max) = simple.total_digits.filter(|&max| digits > max) {
        return broken(
            "cvc-totalDigits-valid",
            &Wording::Digits {
                digits,
                max,
                fraction: false,
            },
        );
    }
    let digits = value.fraction_digits();
    if let Some(max) = simple.fraction_digits.filter(|&max| digits > max) {
        return broken(
            "cvc-fractionDigits-valid",
            &Wording::Digits {
                digits,
                max,
                fraction: true,
            },
        );
    }
    Ok(())
}

/// The first few of a list, for a sentence.
pub(crate) fn shortened(values: &[impl AsRef<str>]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = values.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let more = if values.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::facets;
    use super::*;

    fn rule(base: &str, facets: &[(&str, &str)], text: &str, length: Length) -> &'static str {
        let facets: Vec<_> = facets
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        let simple = facets::restrict(&Simple::builtin(base).expect("supported"), &facets)
            .expect("legal facets");
        check(&simple, text, &mut String::new(), length)
            .err()
            .map_or("", |broken| broken.rule)
    }

    #[test]
    fn lengths_count_as_the_caller_demands() {
        let (two, facets) = ("\u{20000}b", [("maxLength", "2")]);
        assert_eq!(rule("string", &facets, two, Length::CodePoints), "");
        assert_eq!(
            rule("string", &facets, two, Length::Utf16),
            "cvc-maxLength-valid"
        );
        assert_eq!(
            rule("string", &facets, two, Length::Both),
            "cvc-maxLength-valid"
        );
        assert_eq!(
            rule("string", &[("minLength", "3")], two, Length::Utf16),
            ""
        );
        assert_eq!(
            rule("string", &[("minLength", "3")], two, Length::Both),
            "cvc-minLength-valid"
        );
        assert_eq!(
            rule("string", &[("length", "2")], two, Length::Both),
            "cvc-length-valid"
        );
    }

    #[test]
    fn numbers_are_compared_as_values() {
        let facets = [("minInclusive", "1"), ("maxInclusive", "999")];
        for right in ["1", "+5", "007", " 999\n", "0000000000000000000000001"] {
            assert_eq!(rule("long", &facets, right, Length::Both), "", "{right:?}");
        }
        assert_eq!(
            rule("long", &facets, "0", Length::Both),
            "cvc-minInclusive-valid"
        );
        assert_eq!(
            rule("long", &facets, "1000", Length::Both),
            "cvc-maxInclusive-valid"
        );
        assert_eq!(
            rule("long", &[], "9223372036854775808", Length::Both),
            "cvc-maxInclusive-valid"
        );
        assert_eq!(rule("long", &[], "-9223372036854775808", Length::Both), "");
        assert_eq!(
            rule("long", &[("maxExclusive", "99")], "99", Length::Both),
            "cvc-maxExclusive-valid"
        );
        for wrong in ["", " ", "1.0", "1 0", "1e2", "٣"] {
            assert_eq!(
                rule("long", &[], wrong, Length::Both),
                "cvc-datatype-valid.1.2.1",
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn the_sentence_gives_both_numbers() {
        let simple = facets::restrict(
            &Simple::builtin("string").expect("supported"),
            &[("maxLength".into(), "2".into())],
        );
        let broken = check(
            &simple.expect("legal"),
            "abc",
            &mut String::new(),
            Length::Both,
        )
        .expect_err("too long");
        assert_eq!(broken.message.zh, "长度 3，最多 2");
        assert_eq!(broken.message.en, "length 3, at most 2");
    }

    #[test]
    fn enumerations_and_digits_have_their_rules() {
        assert_eq!(
            rule(
                "string",
                &[("enumeration", "a"), ("enumeration", "b")],
                "c",
                Length::Both
            ),
            "cvc-enumeration-valid"
        );
        assert_eq!(
            rule("long", &[("enumeration", "7")], "+07", Length::Both),
            ""
        );
        assert_eq!(
            rule("decimal", &[("totalDigits", "3")], "12.34", Length::Both),
            "cvc-totalDigits-valid"
        );
        assert_eq!(
            rule("decimal", &[("fractionDigits", "1")], "1.20", Length::Both),
            ""
        );
        assert_eq!(
            rule("decimal", &[("fractionDigits", "1")], "1.25", Length::Both),
            "cvc-fractionDigits-valid"
        );
    }
}
