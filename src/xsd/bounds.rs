//! Holds a legal value against the facets that bound it: lengths, lower and upper bounds, digits.

use std::cmp::Ordering;

use super::Length;
use super::decimal::Decimal;
use super::simple::{Bound, Simple};
use super::value::{Broken, broken};
use super::wording::{self, Wording};

impl Length {
    /// The lengths to hold against a minimum and a maximum, from code points and how many of them are astral.
    pub(crate) fn of(self, points: u64, astral: u64) -> (u64, u64) {
        match self {
            Self::CodePoints => (points, points),
            Self::Utf16 => (points + astral, points + astral),
            Self::Both => (points, points + astral),
        }
    }
}

/// Holds the length of a text against the facets, from its code points and how many of them are astral.
pub(crate) fn characters(
    simple: &Simple,
    points: u64,
    astral: u64,
    counted: Length,
) -> Result<(), Broken> {
    let (least, most) = counted.of(points, astral);
    let differ = (counted == Length::Both && astral > 0).then_some((points, points + astral));
    length(simple, least, most, differ)
}

/// Holds a length, or the two that count as its least and most, against the facets; `counts` are code points and
/// UTF-16 units where both are demanded and they differ.
pub(crate) fn length(
    simple: &Simple,
    least: u64,
    most: u64,
    counts: Option<(u64, u64)>,
) -> Result<(), Broken> {
    let (rule, wording, legal) = if let Some(exactly) = simple
        .length
        .filter(|&exactly| least != exactly || most != exactly)
    {
        let length = if least < exactly { least } else { most };
        (
            "cvc-length-valid",
            Wording::Length { length, exactly },
            exactly..=exactly,
        )
    } else if let Some(min) = simple.min_length.filter(|&min| least < min) {
        let length = least;
        (
            "cvc-minLength-valid",
            Wording::TooShort { length, min },
            min..=u64::MAX,
        )
    } else if let Some(max) = simple.max_length.filter(|&max| most > max) {
        let length = most;
        (
            "cvc-maxLength-valid",
            Wording::TooLong { length, max },
            0..=max,
        )
    } else {
        return Ok(());
    };
    let mut message = wording::message(&wording);
    if let Some((points, units)) = counts {
        let both = wording::message(&Wording::TwoLengths {
            points,
            units,
            points_fit: legal.contains(&points),
            units_fit: legal.contains(&units),
        });
        message.zh.push_str(&both.zh);
        message.en.push_str(&both.en);
    }
    Err(Broken { rule, message })
}

/// Holds an ordered value against its bounds, a number also against the count of its digits.
pub(crate) fn range(simple: &Simple, text: &str) -> Result<(), Broken> {
    let decimal = simple.lexical.is_decimal();
    if simple.min.is_none() && simple.max.is_none() && !decimal {
        return Ok(());
    }
    let value = simple.lexical.datum(text, &|_| None);
    let inside = |bound: &Bound, inner: Ordering| {
        let order = value
            .as_ref()
            .and_then(|value| value.partial_cmp(&bound.datum));
        order == Some(inner) || (bound.inclusive && order == Some(Ordering::Equal))
    };
    if let Some(Bound {
        text, inclusive, ..
    }) = simple
        .min
        .as_ref()
        .filter(|min| !inside(min, Ordering::Greater))
    {
        let rule = if *inclusive {
            "cvc-minInclusive-valid"
        } else {
            "cvc-minExclusive-valid"
        };
        let (bound, inclusive) = (text.as_str(), *inclusive);
        return broken(rule, &Wording::TooSmall { bound, inclusive });
    }
    if let Some(Bound {
        text, inclusive, ..
    }) = simple
        .max
        .as_ref()
        .filter(|max| !inside(max, Ordering::Less))
    {
        let rule = if *inclusive {
            "cvc-maxInclusive-valid"
        } else {
            "cvc-maxExclusive-valid"
        };
        let (bound, inclusive) = (text.as_str(), *inclusive);
        return broken(rule, &Wording::TooLarge { bound, inclusive });
    }
    if decimal {
        digits_of(simple, text)
    } else {
        Ok(())
    }
}

fn digits_of(simple: &Simple, text: &str) -> Result<(), Broken> {
    let value = Decimal::parse(text).expect("the text was found to be a number");
    for (rule, digits, most, fraction) in [
        (
            "cvc-totalDigits-valid",
            value.total_digits(),
            simple.total_digits,
            false,
        ),
        (
            "cvc-fractionDigits-valid",
            value.fraction_digits(),
            simple.fraction_digits,
            true,
        ),
    ] {
        if let Some(max) = most.filter(|&max| digits > max) {
            return broken(
                rule,
                &Wording::Digits {
                    digits,
                    max,
                    fraction,
                },
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{derive, rule};
    use super::super::value::{How, check};
    use super::*;

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
    fn the_sentence_gives_both_numbers_where_they_differ() {
        let broken = |facet: &str, value: &str, text: &str| {
            let how = How {
                length: Length::Both,
                ..How::default()
            };
            let simple = derive("string", &[(facet, value)]);
            check(&simple, text, &mut String::new(), &how)
                .expect_err("a length that does not fit")
                .message
        };
        let long = broken("maxLength", "2", "a\u{20000}");
        assert_eq!(
            long.zh,
            "长度 3，最多 2（两种算法不一致：按字符计 2，符合；按 UTF-16 计 3，不符合；两者都须符合）"
        );
        assert_eq!(
            long.en,
            "length 3, at most 2 (the two counts differ: 2 characters fit, 3 UTF-16 units do not; both must)"
        );
        let short = broken("minLength", "2", "\u{20000}");
        assert_eq!(
            short.en,
            "length 1, at least 2 (the two counts differ: 2 UTF-16 units fit, 1 characters do not; both must)"
        );
        assert!(
            short
                .zh
                .contains("按字符计 1，不符合；按 UTF-16 计 2，符合")
        );
        let neither = broken("length", "1", "a\u{20000}");
        assert_eq!(
            neither.en,
            "length 3, must be 1 (2 characters, 3 UTF-16 units; neither fits)"
        );
        let same = broken("maxLength", "2", "abc");
        assert_eq!(
            (&*same.zh, &*same.en),
            ("长度 3，最多 2", "length 3, at most 2")
        );
    }
}
