//! Whether the facets of a simple type agree: with those that its base has fixed, and with each other.

use super::facets::Facet;
use super::simple::Simple;

/// A fixed facet may be repeated, but not changed.
pub(crate) fn unchanged(base: &Simple, derived: &Simple, facets: &[Facet]) -> Result<(), String> {
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

/// A step that gives the exact length can only repeat the bounds of the length that the base has (Datatypes 4.3.1.4).
pub(crate) fn lengths(base: &Simple, derived: &Simple, facets: &[Facet]) -> Result<(), String> {
    let given = |name: &str| facets.iter().any(|facet| facet.name == name);
    let differs = given("minLength") && base.min_length != derived.min_length
        || given("maxLength") && base.max_length != derived.max_length;
    if given("length") && differs {
        return Err("length excludes minLength and maxLength".to_owned());
    }
    Ok(())
}

/// Facets of different steps must leave room for a value.
pub(crate) fn room(derived: &Simple) -> Result<(), String> {
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
        use std::cmp::Ordering::{Equal, Greater, Less};
        let meets = match min.datum.partial_cmp(&max.datum) {
            Some(Greater) => false,
            Some(Equal) => min.inclusive == max.inclusive,
            Some(Less) => true,
            // As others see it, an order that the specification leaves open is a contradiction for these.
            None => !min.inclusive && !max.inclusive,
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
