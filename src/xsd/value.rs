//! Holds a value against a simple type: first on the raw bytes, and on the decoded text when that leaves doubt.

use std::sync::Arc;

use super::bounds;
use super::datum::{Datum, Value};
use super::lexical::{Lexical, Prefixes};
use super::simple::{Simple, Variety};
use super::wording::{self, Wording};
use super::{Length, Message};

/// The rule a value breaks, and the sentence about it.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

/// What else decides whether a text is a value of a type.
#[derive(Clone, Copy)]
pub(crate) struct How<'p> {
    /// How lengths are counted.
    pub(crate) length: Length,
    /// What prefixes of qualified names stand for.
    pub(crate) prefixes: Prefixes<'p>,
}

impl Default for How<'_> {
    fn default() -> Self {
        Self {
            length: Length::CodePoints,
            prefixes: &|prefix| prefix.is_empty().then(String::new),
        }
    }
}

/// Checks a decoded value: the datatype's writing first, then the facets; gives the first rule it breaks.
pub(crate) fn check(
    simple: &Simple,
    text: &str,
    scratch: &mut String,
    how: &How<'_>,
) -> Result<(), Broken> {
    let raw = text;
    let text = simple.white.normalise(text, scratch);
    match &simple.variety {
        Variety::Atomic => check_atomic(simple, text, how)?,
        Variety::List(item) => {
            let mut count = 0;
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                check(item, word, &mut String::new(), how)?;
                count += 1;
            }
            bounds::length(simple, count, count, None)?;
        }
        Variety::Union(members) => {
            let inner = &mut String::new();
            if !members
                .iter()
                .any(|member| check(member, raw, inner, how).is_ok())
            {
                return not_of(simple, "cvc-datatype-valid.1.2.3");
            }
        }
    }
    for pattern in &simple.patterns {
        if !pattern.matches(text) {
            return broken(
                "cvc-pattern-valid",
                &Wording::NoMatch {
                    pattern: &pattern.text,
                },
            );
        }
    }
    let Some(listed) = &simple.enumeration else {
        return Ok(());
    };
    let text_only = matches!(simple.variety, Variety::Atomic) && simple.lexical.is_text();
    let found = if text_only {
        listed.texts.iter().any(|one| one == text)
    } else {
        value_of(simple, raw, how.prefixes).is_some_and(|value| listed.values.contains(&value))
    };
    if found {
        return Ok(());
    }
    broken(
        "cvc-enumeration-valid",
        &Wording::NotListed {
            allowed: &shortened(&listed.texts),
        },
    )
}

/// The value that a legal text means.
pub(crate) fn value_of(simple: &Simple, text: &str, prefixes: Prefixes<'_>) -> Option<Value> {
    let mut scratch = String::new();
    let raw = text;
    let text = simple.white.normalise(text, &mut scratch);
    match &simple.variety {
        Variety::Atomic => Some(Value {
            family: simple.lexical.family(),
            datum: simple.lexical.datum(text, prefixes)?,
        }),
        Variety::List(item) => {
            let items = text.split(' ').filter(|word| !word.is_empty());
            let items = items.map(|word| value_of(item, word, prefixes));
            Some(Value {
                family: "list",
                datum: Datum::List(items.collect::<Option<_>>()?),
            })
        }
        Variety::Union(members) => value_of(chosen(members, raw, prefixes)?, raw, prefixes),
    }
}

/// The member of a union that a text belongs to.
fn chosen<'m>(
    members: &'m [Arc<Simple>],
    text: &str,
    prefixes: Prefixes<'_>,
) -> Option<&'m Arc<Simple>> {
    let how = How {
        prefixes,
        ..How::default()
    };
    members
        .iter()
        .find(|member| check(member, text, &mut String::new(), &how).is_ok())
}

/// Calls `note` for every part of a legal value that names something across the document, with the datatype's name.
pub(crate) fn tracked(
    simple: &Simple,
    text: &str,
    prefixes: Prefixes<'_>,
    note: &mut dyn FnMut(&'static str, &str),
) {
    if !simple.tracked {
        return;
    }
    let mut scratch = String::new();
    match &simple.variety {
        Variety::Atomic => note(simple.base, simple.white.normalise(text, &mut scratch)),
        Variety::List(item) => simple
            .white
            .normalise(text, &mut scratch)
            .split(' ')
            .filter(|word| !word.is_empty())
            .for_each(|word| tracked(item, word, prefixes, note)),
        Variety::Union(members) => {
            if let Some(member) = chosen(members, text, prefixes) {
                tracked(member, text, prefixes, note);
            }
        }
    }
}

fn check_atomic(simple: &Simple, text: &str, how: &How<'_>) -> Result<(), Broken> {
    let lexical = simple.lexical;
    if !lexical.allows(text) {
        return not_of(simple, "cvc-datatype-valid.1.2.1");
    }
    match lexical {
        Lexical::Qname | Lexical::Notation => {
            if lexical.datum(text, how.prefixes).is_none() {
                return not_of(simple, "cvc-datatype-valid.1.2.1");
            }
            // Qualified names have no length that a facet could mean.
            Ok(())
        }
        _ if lexical.is_ordered() => bounds::range(simple, text),
        _ if simple.length.is_none()
            && simple.min_length.is_none()
            && simple.max_length.is_none() =>
        {
            Ok(())
        }
        _ => match lexical.octets(text) {
            Some(octets) => bounds::length(simple, octets, octets, None),
            None => {
                let points = text.chars().count() as u64;
                let astral = text.chars().filter(|&c| c > '\u{FFFF}').count() as u64;
                bounds::characters(simple, points, astral, how.length)
            }
        },
    }
}

/// A text that is not written as its datatype wants it.
pub(crate) fn not_of<T>(simple: &Simple, rule: &'static str) -> Result<T, Broken> {
    let base = simple.shown();
    broken(rule, &Wording::NotOfType { base: &base })
}

pub(crate) fn broken<T>(rule: &'static str, wording: &Wording<'_>) -> Result<T, Broken> {
    Err(Broken {
        rule,
        message: wording::message(wording),
    })
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
    use super::super::sample::{derive, rule};
    use super::*;

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

    #[test]
    fn lists_and_unions_are_held_against_their_parts() {
        assert_eq!(
            rule("NMTOKENS", &[("length", "2")], " a\n b ", Length::Both),
            ""
        );
        assert_eq!(
            rule("NMTOKENS", &[("maxLength", "2")], "a b c", Length::Both),
            "cvc-maxLength-valid"
        );
        assert_eq!(
            rule("NMTOKENS", &[], " ", Length::Both),
            "cvc-minLength-valid"
        );
        assert_eq!(
            rule("NMTOKENS", &[], "a ,", Length::Both),
            "cvc-datatype-valid.1.2.1"
        );
        assert_eq!(
            rule("NMTOKENS", &[("enumeration", "a b")], "a  b", Length::Both),
            ""
        );
        let parts = ["integer", "boolean"].map(|base| Arc::new(derive(base, &[])));
        let either = Simple::union(parts.to_vec(), Vec::new());
        let valid = |text: &str| check(&either, text, &mut String::new(), &How::default()).is_ok();
        assert!(valid(" 7 ") && valid("true") && !valid("x") && !valid(""));
        let value = |text: &str| value_of(&either, text, &|_| None);
        assert!(value("1") == value("01") && value("1") != value("true"));
    }

    #[test]
    fn patterns_and_bounds_apply_to_every_family() {
        assert_eq!(
            rule("string", &[("pattern", "[a-c]+")], "abd", Length::Both),
            "cvc-pattern-valid"
        );
        assert_eq!(
            rule(
                "date",
                &[("maxInclusive", "2000-01-01")],
                "2000-01-02",
                Length::Both
            ),
            "cvc-maxInclusive-valid"
        );
        assert_eq!(
            rule(
                "date",
                &[("maxExclusive", "2000-01-01")],
                "2000-01-01Z",
                Length::Both
            ),
            "cvc-maxExclusive-valid"
        );
        assert_eq!(
            rule("double", &[("minInclusive", "1")], "NaN", Length::Both),
            "cvc-minInclusive-valid"
        );
        assert_eq!(
            rule("QName", &[("maxLength", "1")], "abc", Length::Both),
            ""
        );
        assert_eq!(
            rule("QName", &[], "p:abc", Length::Both),
            "cvc-datatype-valid.1.2.1"
        );
    }
}
