//! Derives one simple type from another: each facet must fit the datatype and narrow what is there.

use super::decimal::Decimal;
use super::lexical::Lexical;
use super::simple::{Bound, Simple, White};
use super::{Length, value};

/// A facet as the schema writes it: its element's name and its value.
pub(crate) type Facet = (String, String);

/// Applies one restriction's facets to its base. The error says in words which rule of XML Schema they break.
pub(crate) fn restrict(base: &Simple, facets: &[Facet]) -> Result<Simple, String> {
    let mut derived = base.clone();
    let mut listed = Vec::new();
    for (n, (name, text)) in facets.iter().enumerate() {
        if name != "enumeration" && facets[..n].iter().any(|(earlier, _)| earlier == name) {
            return Err(format!("the facet {name} stands twice"));
        }
        let text = text.as_str();
        match name.as_str() {
            "enumeration" => listed.push(text),
            "whiteSpace" => derived.white = narrower_white(base, text)?,
            "length" | "minLength" | "maxLength" => {
                set_length(&mut derived, name, count(name, text)?)?
            }
            "totalDigits" | "fractionDigits" => set_digits(&mut derived, name, count(name, text)?)?,
            "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive" => {
                let side = &name[..3];
                if facets[..n]
                    .iter()
                    .any(|(earlier, _)| earlier.starts_with(side) && earlier.ends_with("clusive"))
                {
                    return Err(format!("two facets give the {side} bound"));
                }
                set_bound(&mut derived, name, text)?;
            }
            _ => return Err(format!("unknown facet {name}")),
        }
    }
    if !listed.is_empty() {
        derived.enumeration = Some(enumeration(base, &listed)?);
    }
    coherent(&derived)?;
    Ok(derived.with_shortcut())
}

fn narrower_white(base: &Simple, text: &str) -> Result<White, String> {
    let white = White::named(text).ok_or_else(|| format!("whiteSpace cannot be {text:?}"))?;
    // anySimpleType has no whiteSpace facet, and cannot be restricted by a schema anyway.
    if white < base.white || (base.lexical != Lexical::String && white != base.white) {
        return Err(format!(
            "whiteSpace {text} does not narrow xs:{}",
            base.base
        ));
    }
    Ok(white)
}

/// A non-negative whole number.
fn count(name: &str, text: &str) -> Result<u64, String> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let digits = text.strip_prefix('+').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = if plain { digits.parse().ok() } else { None };
    number.ok_or_else(|| format!("the facet {name} needs a whole number, not {text:?}"))
}

fn set_length(derived: &mut Simple, name: &str, length: u64) -> Result<(), String> {
    if derived.lexical.is_number() || derived.lexical == Lexical::Boolean {
        return Err(format!("xs:{} has no {name}", derived.base));
    }
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
    if !derived.lexical.is_number() {
        return Err(format!("xs:{} has no {name}", derived.base));
    }
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

fn set_bound(derived: &mut Simple, name: &str, text: &str) -> Result<(), String> {
    if !derived.lexical.is_number() {
        return Err(format!("xs:{} has no {name}", derived.base));
    }
    let mut scratch = String::new();
    let text = White::Collapse.normalise(text, &mut scratch);
    let legal = derived
        .lexical
        .allows(text)
        .then(|| Decimal::parse(text))
        .flatten();
    let Some(number) = legal else {
        return Err(format!(
            "{name} {text:?} is no value of xs:{}",
            derived.base
        ));
    };
    let bound = Bound {
        text: number.to_string(),
        inclusive: name.ends_with("Inclusive"),
    };
    let within = |inherited: &Bound, wider: bool| {
        let equal = bound.value() == inherited.value();
        if equal {
            inherited.inclusive || !bound.inclusive
        } else {
            !wider
        }
    };
    let (low, high) = (derived.min.as_ref(), derived.max.as_ref());
    let narrows = low.is_none_or(|low| within(low, bound.value() < low.value()))
        && high.is_none_or(|high| within(high, bound.value() > high.value()));
    if !narrows {
        return Err(format!("{name} {text} lies outside the base's bounds"));
    }
    let slot = if name.starts_with("min") {
        &mut derived.min
    } else {
        &mut derived.max
    };
    *slot = Some(bound);
    Ok(())
}

fn enumeration(base: &Simple, listed: &[&str]) -> Result<Vec<String>, String> {
    let mut scratch = String::new();
    let mut values = Vec::with_capacity(listed.len());
    for text in listed {
        if value::check(base, text, &mut scratch, Length::CodePoints).is_err() {
            return Err(format!(
                "the enumeration value {text:?} is no value of the base"
            ));
        }
        values.push(base.white.normalise(text, &mut scratch).to_owned());
    }
    Ok(values)
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
        let meets = min.value() == max.value() && min.inclusive == max.inclusive;
        if min.value() >= max.value() && !meets {
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

    fn derive(base: &str, facets: &[(&str, &str)]) -> Result<Simple, String> {
        let facets: Vec<Facet> = facets
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        restrict(&Simple::builtin(base).expect("supported"), &facets)
    }

    #[test]
    fn facets_accumulate_over_steps() {
        let text = derive("string", &[("maxLength", "255"), ("minLength", "1")]).expect("legal");
        let shorter = restrict(&text, &[("maxLength".into(), "10".into())]).expect("narrower");
        assert_eq!(
            (shorter.min_length, shorter.max_length),
            (Some(1), Some(10))
        );
        assert!(restrict(&shorter, &[("maxLength".into(), "11".into())]).is_err());
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
