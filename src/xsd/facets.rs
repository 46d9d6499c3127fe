//! Derives one simple type from another: each facet must fit the datatype and narrow what is there.

use std::cmp::Ordering;

use super::coherence;
use super::datum::Value;
use super::expression;
use super::lexical::{Lexical, Prefixes};
use super::pattern::Pattern;
use super::simple::{Bound, Listed, Simple, Variety, White};
use super::value::{self, How};

/// A facet as the schema writes it.
#[derive(Debug, Clone)]
pub(crate) struct Facet {
    /// Its element's name.
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether later steps must not change it.
    pub(crate) fixed: bool,
}

/// Why a restriction was not carried out.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It breaks a rule of XML Schema; the words say which.
    Invalid(String),
    /// A pattern is too large for us.
    TooLarge,
}

impl From<String> for Refusal {
    fn from(reason: String) -> Self {
        Self::Invalid(reason)
    }
}

/// Applies one restriction's facets to its base, of which `base_index` is the place in the schema's list.
pub(crate) fn restrict(
    base: &Simple,
    base_index: usize,
    facets: &[Facet],
    prefixes: Prefixes<'_>,
) -> Result<Simple, Refusal> {
    let mut derived = Simple {
        ancestor: Some(base_index),
        finals: Default::default(),
        members: Vec::new(),
        ..base.clone()
    };
    let mut listed = Vec::new();
    let mut patterns = Vec::new();
    for (n, facet) in facets.iter().enumerate() {
        let Facet { name, text, fixed } = facet;
        let repeats = matches!(name.as_str(), "enumeration" | "pattern");
        let earlier = &facets[..n];
        if !repeats && earlier.iter().any(|earlier| earlier.name == *name) {
            return Err(format!("the facet {name} stands twice").into());
        }
        if !fits(base, name) {
            return Err(format!("{} has no {name}", base.shown()).into());
        }
        match name.as_str() {
            "enumeration" => listed.push(text.as_str()),
            "pattern" => patterns.push(text.as_str()),
            "whiteSpace" => derived.white = narrower_white(base, text)?,
            "length" | "minLength" | "maxLength" => {
                set_length(&mut derived, name, count(name, text)?)?;
            }
            "totalDigits" | "fractionDigits" => set_digits(&mut derived, name, count(name, text)?)?,
            _ => {
                let side = &name[..3];
                if earlier
                    .iter()
                    .any(|other| other.name.starts_with(side) && other.name.ends_with("clusive"))
                {
                    return Err(format!("two facets give the {side} bound").into());
                }
                set_bound(&mut derived, base, name, text)?;
            }
        }
        if *fixed {
            derived.fixed.push(name.clone());
        }
    }
    coherence::unchanged(base, &derived, facets)?;
    if !patterns.is_empty() {
        let compiled = Pattern::compile(&patterns).map_err(|refusal| match refusal {
            expression::Refusal::Wrong(reason) => Refusal::Invalid(reason),
            expression::Refusal::TooLarge => Refusal::TooLarge,
        })?;
        derived.patterns.push(compiled);
    }
    if !listed.is_empty() {
        derived.enumeration = Some(enumeration(base, &listed, prefixes)?);
    }
    coherence::lengths(base, &derived, facets)?;
    coherence::room(&derived)?;
    Ok(derived.with_shortcut())
}

/// Whether the datatype has this facet.
fn fits(base: &Simple, name: &str) -> bool {
    let lexical = base.lexical;
    match (&base.variety, name) {
        (_, "pattern") => true,
        (Variety::Atomic, "enumeration") => lexical != Lexical::Boolean,
        (_, "enumeration") => true,
        (Variety::Union(_), _) => false,
        (_, "whiteSpace") => true,
        (Variety::List(_), "length" | "minLength" | "maxLength") => true,
        (Variety::List(_), _) => false,
        (_, "length" | "minLength" | "maxLength") => lexical.has_length(),
        (_, "totalDigits" | "fractionDigits") => lexical.is_decimal(),
        (_, "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive") => {
            lexical.is_ordered()
        }
        _ => false,
    }
}

fn narrower_white(base: &Simple, text: &str) -> Result<White, String> {
    let white = White::named(text).ok_or_else(|| format!("whiteSpace cannot be {text:?}"))?;
    let atomic = matches!(base.variety, Variety::Atomic) && base.lexical.family() == "string";
    if white < base.white || (!atomic && white != base.white) {
        return Err(format!(
            "whiteSpace {text} does not narrow {}",
            base.shown()
        ));
    }
    Ok(white)
}

/// A non-negative whole number.
fn count(name: &str, text: &str) -> Result<u64, String> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let digits = text.strip_prefix('+').unwrap_or(text);
    let digits = if digits.trim_start_matches('0').is_empty() {
        digits.strip_prefix('-').unwrap_or(digits)
    } else {
        digits
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A number beyond all lengths bounds nothing.
    let number = plain.then(|| digits.parse().unwrap_or(u64::MAX));
    number.ok_or_else(|| format!("the facet {name} needs a whole number, not {text:?}"))
}

fn set_length(derived: &mut Simple, name: &str, length: u64) -> Result<(), String> {
    let slot = match name {
        "length" => &mut derived.length,
        "minLength" => &mut derived.min_length,
        _ => &mut derived.max_length,
    };
    let narrows = match (name, *slot) {
        (_, None) => true,
        ("length", Some(inherited)) => length == inherited,
        ("minLength", Some(inherited)) => length >= inherited,
        (_, Some(inherited)) => length <= inherited,
    };
    if !narrows {
        return Err(format!("{name} {length} is wider than the base's"));
    }
    *slot = Some(length);
    Ok(())
}

fn set_digits(derived: &mut Simple, name: &str, digits: u64) -> Result<(), String> {
    if name == "totalDigits" && digits == 0 {
        return Err("totalDigits must be positive".to_owned());
    }
    let slot = if name == "totalDigits" {
        &mut derived.total_digits
    } else {
        &mut derived.fraction_digits
    };
    if slot.is_some_and(|inherited| digits > inherited) {
        return Err(format!("{name} {digits} is wider than the base's"));
    }
    *slot = Some(digits);
    Ok(())
}

fn set_bound(derived: &mut Simple, base: &Simple, name: &str, text: &str) -> Result<(), String> {
    let mut scratch = String::new();
    let text = White::Collapse.normalise(text, &mut scratch);
    let lexical = base.lexical;
    let datum = lexical
        .allows(text)
        .then(|| lexical.datum(text, &|_| None))
        .flatten()
        .ok_or_else(|| format!("{name} {text:?} is no value of {}", base.shown()))?;
    let bound = Bound {
        text: match &datum {
            super::datum::Datum::Decimal(canonical) => canonical.clone(),
            _ => text.to_owned(),
        },
        datum,
        inclusive: name.ends_with("Inclusive"),
    };
    let lower = name.starts_with("min");
    // A bound is a value of the base. Only one that excludes what the base's own excludes already can be none.
    let mut within = base.clone();
    let own = side(&mut within, lower);
    let repeats = |own: &Bound| {
        let order = own.datum.partial_cmp(&bound.datum);
        !own.inclusive && !bound.inclusive && order == Some(Ordering::Equal)
    };
    if own.as_ref().is_some_and(repeats) {
        *own = None;
    }
    value::check(&within, text, &mut String::new(), &How::default()).map_err(|broken| {
        let reason = broken.message.en;
        format!("{name} {text} is no value of the base: {reason}")
    })?;
    *side(derived, lower) = Some(bound);
    Ok(())
}

/// The lower or the upper bound of a type.
fn side(simple: &mut Simple, lower: bool) -> &mut Option<Bound> {
    if lower {
        &mut simple.min
    } else {
        &mut simple.max
    }
}

fn enumeration(base: &Simple, listed: &[&str], prefixes: Prefixes<'_>) -> Result<Listed, String> {
    let mut scratch = String::new();
    let mut texts = Vec::with_capacity(listed.len());
    let mut values: Vec<Value> = Vec::with_capacity(listed.len());
    let how = How {
        prefixes,
        ..How::default()
    };
    for text in listed {
        if value::check(base, text, &mut scratch, &how).is_err() {
            return Err(format!(
                "the enumeration value {text:?} is no value of the base"
            ));
        }
        texts.push(base.white.normalise(text, &mut scratch).to_owned());
        values.extend(value::value_of(base, text, prefixes));
    }
    Ok(Listed { texts, values })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{derive, facet, try_derive};
    use super::*;

    #[test]
    fn facets_accumulate_over_steps() {
        let text = derive("string", &[("maxLength", "255"), ("minLength", "1")]);
        let shorter = restrict(&text, 1, &[facet("maxLength", "10")], &|_| None).expect("narrower");
        assert_eq!(
            (shorter.min_length, shorter.max_length),
            (Some(1), Some(10))
        );
        assert!(restrict(&shorter, 1, &[facet("maxLength", "11")], &|_| None).is_err());
    }

    #[test]
    fn a_fixed_facet_can_only_be_repeated() {
        let fixed = Facet {
            fixed: true,
            ..facet("maxInclusive", "9")
        };
        let long = Simple::builtin("long").expect("a built-in datatype");
        let digit = restrict(&Simple::builtins()[long], long, &[fixed], &|_| None).expect("legal");
        for (name, text, right) in [
            ("maxInclusive", "9", true),
            ("maxInclusive", "8", false),
            ("maxExclusive", "9", false),
            ("minInclusive", "0", true),
        ] {
            let again = restrict(&digit, long, &[facet(name, text)], &|_| None);
            assert_eq!(again.is_ok(), right, "{name} {text}");
        }
    }

    #[test]
    fn a_bound_is_a_value_of_the_base_by_all_its_facets() {
        let base = derive("int", &[("pattern", "[0-9]+"), ("maxExclusive", "100")]);
        for (name, text, right) in [
            ("minInclusive", "7", true),
            ("minInclusive", "+7", false),
            ("minInclusive", "-7", false),
            ("maxExclusive", "100", true),
            ("maxInclusive", "100", false),
            ("minExclusive", "100", false),
        ] {
            let again = restrict(&base, 1, &[facet(name, text)], &|_| None);
            assert_eq!(again.is_ok(), right, "{name} {text}");
        }
    }

    #[test]
    fn a_facet_must_fit_the_datatype_and_narrow_it() {
        for (base, facet, value) in [
            ("string", "minInclusive", "1"),
            ("long", "maxLength", "3"),
            ("long", "minInclusive", "9223372036854775808"),
            ("long", "minInclusive", "1.5"),
            ("long", "fractionDigits", "1"),
            ("token", "whiteSpace", "preserve"),
            ("string", "maxLength", "-1"),
            ("string", "maxLength", "ten"),
            ("int", "enumeration", "x"),
            ("boolean", "length", "1"),
            ("boolean", "enumeration", "true"),
            ("NMTOKENS", "minInclusive", "a"),
            ("NMTOKENS", "whiteSpace", "preserve"),
            ("dateTime", "maxInclusive", "2000-01-01"),
            ("float", "totalDigits", "3"),
            ("string", "pattern", "["),
        ] {
            assert!(
                try_derive(base, &[(facet, value)]).is_err(),
                "{base} {facet} {value}"
            );
        }
        assert!(try_derive("long", &[("minInclusive", "2"), ("maxInclusive", "1")]).is_err());
        assert!(try_derive("long", &[("minInclusive", "2"), ("minExclusive", "1")]).is_err());
        assert!(try_derive("string", &[("maxLength", "2"), ("maxLength", "3")]).is_err());
    }
}
