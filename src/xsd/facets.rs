//! Derives one simple type from another: each facet must fit the datatype and narrow what is there.

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
    unchanged(base, &derived, facets)?;
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
    lengths_agree(base, &derived, facets)?;
    coherent(&derived)?;
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

/// A fixed facet may be repeated, but not changed.
fn unchanged(base: &Simple, derived: &Simple, facets: &[Facet]) -> Result<(), String> {
    for facet in facets {
        let name = facet.name.as_str();
        let bound = name.ends_with("clusive").then(|| &name[..3]);
        let Some(fixed) = base.fixed.iter().find(|fixed| {
            *fixed == name
                || bound.is_some_and(|side| fixed.starts_with(side) && fixed.ends_with("clusive"))
        }) else {
            continue;
        };
        let same = match fixed.as_str() {
            "whiteSpace" => base.white == derived.white,
            "length" => base.length == derived.length,
            "minLength" => base.min_length == derived.min_length,
            "maxLength" => base.max_length == derived.max_length,
            "totalDigits" => base.total_digits == derived.total_digits,
            "fractionDigits" => base.fraction_digits == derived.fraction_digits,
            side if side.starts_with("min") => base.min == derived.min,
            _ => base.max == derived.max,
        };
        if !same {
            return Err(format!("the base has fixed {fixed}"));
        }
    }
    Ok(())
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
    use std::cmp::Ordering::{Equal, Greater, Less};
    let within =
        |inherited: &Bound, inner, same_side: bool| match bound.datum.partial_cmp(&inherited.datum)
        {
            Some(Equal) if same_side => inherited.inclusive || !bound.inclusive,
            Some(Equal) => {
                inherited.inclusive && bound.inclusive
                    || (inherited.inclusive != bound.inclusive && !bound.inclusive)
            }
            order => order == Some(inner),
        };
    let lower = name.starts_with("min");
    let narrows = base
        .min
        .as_ref()
        .is_none_or(|low| within(low, Greater, lower))
        && base
            .max
            .as_ref()
            .is_none_or(|high| within(high, Less, !lower));
    if !narrows {
        return Err(format!("{name} {text} lies outside the base's bounds"));
    }
    let slot = if lower {
        &mut derived.min
    } else {
        &mut derived.max
    };
    *slot = Some(bound);
    Ok(())
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

/// A step that gives the exact length can only repeat the bounds of the length that the base has (Datatypes 4.3.1.4).
fn lengths_agree(base: &Simple, derived: &Simple, facets: &[Facet]) -> Result<(), String> {
    let given = |name: &str| facets.iter().any(|facet| facet.name == name);
    let differs = given("minLength") && base.min_length != derived.min_length
        || given("maxLength") && base.max_length != derived.max_length;
    if given("length") && differs {
        return Err("length excludes minLength and maxLength".to_owned());
    }
    Ok(())
}

/// Facets of different steps must leave room for a value.
fn coherent(derived: &Simple) -> Result<(), String> {
    let least = derived.min_length.unwrap_or(0);
    let most = derived.max_length.unwrap_or(u64::MAX);
    if least > most
        || derived
            .length
            .is_some_and(|length| length < least || length > most)
    {
        return Err("the length facets contradict each other".to_owned());
    }
    if let (Some(min), Some(max)) = (&derived.min, &derived.max) {
        use std::cmp::Ordering::{Equal, Less};
        let meets = match min.datum.partial_cmp(&max.datum) {
            Some(Less) => true,
            Some(Equal) => min.inclusive == max.inclusive,
            _ => false,
        };
        if !meets {
            return Err("the lower bound lies above the upper".to_owned());
        }
    }
    if let (Some(fraction), Some(total)) = (derived.fraction_digits, derived.total_digits)
        && fraction > total
    {
        return Err("fractionDigits is more than totalDigits".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(name: &str, text: &str) -> Facet {
        Facet {
            name: name.to_owned(),
            text: text.to_owned(),
            fixed: false,
        }
    }

    fn derive(base: &str, facets: &[(&str, &str)]) -> Result<Simple, Refusal> {
        let facets: Vec<Facet> = facets.iter().map(|(n, v)| facet(n, v)).collect();
        let index = Simple::builtin(base).expect("a built-in datatype");
        restrict(&Simple::builtins()[index], index, &facets, &|_| None)
    }

    #[test]
    fn facets_accumulate_over_steps() {
        let text = derive("string", &[("maxLength", "255"), ("minLength", "1")]).expect("legal");
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
                derive(base, &[(facet, value)]).is_err(),
                "{base} {facet} {value}"
            );
        }
        assert!(derive("long", &[("minInclusive", "2"), ("maxInclusive", "1")]).is_err());
        assert!(derive("long", &[("minInclusive", "2"), ("minExclusive", "1")]).is_err());
        assert!(derive("string", &[("maxLength", "2"), ("maxLength", "3")]).is_err());
    }
}
