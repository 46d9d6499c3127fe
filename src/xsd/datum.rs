//! Values of simple types, for the few questions that are about values and not about how they are written: is it one
//! of those listed, is it the fixed one, does it lie between two bounds, has this key been seen before?

use std::cmp::Ordering;

use super::decimal::Decimal;
use super::duration::Duration;
use super::moment::Moment;

/// A value, and which primitive datatype it belongs to: values of different ones are never equal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) family: &'static str,
    pub(crate) datum: Datum,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Datum {
    /// Text, and everything that is compared as text.
    Text(String),
    Boolean(bool),
    /// A decimal in canonical writing.
    Decimal(String),
    /// A floating-point number; one that is no number equals itself.
    Number(f64),
    Moment(Moment),
    Duration(Duration),
    Octets(Vec<u8>),
    /// Namespace and local name.
    Name(String, String),
    List(Vec<Value>),
}

impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) | (Self::Decimal(a), Self::Decimal(b)) => a == b,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::Moment(a), Self::Moment(b)) => a == b,
            (Self::Duration(a), Self::Duration(b)) => a == b,
            (Self::Octets(a), Self::Octets(b)) => a == b,
            (Self::Name(a, b), Self::Name(c, d)) => (a, b) == (c, d),
            (Self::List(a), Self::List(b)) => a == b,
            _ => false,
        }
    }
}

impl PartialOrd for Datum {
    /// `None` where the specification leaves the order open, or knows none.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(a), Self::Decimal(b)) => {
                Decimal::parse(a).partial_cmp(&Decimal::parse(b))
            }
            (Self::Number(a), Self::Number(b)) if a.is_nan() && b.is_nan() => Some(Ordering::Equal),
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Moment(a), Self::Moment(b)) => a.partial_cmp(b),
            (Self::Duration(a), Self::Duration(b)) => a.partial_cmp(b),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_equals_itself_and_nothing_else() {
        let (none, zero) = (Datum::Number(f64::NAN), Datum::Number(0.0));
        assert!(none == none.clone() && none != zero && zero == Datum::Number(-0.0));
        assert_eq!(none.partial_cmp(&zero), None);
    }

    #[test]
    fn values_of_different_families_differ() {
        let value = |family, datum: &str| Value {
            family,
            datum: Datum::Text(datum.to_owned()),
        };
        assert_ne!(value("string", "a"), value("anyURI", "a"));
        assert_eq!(value("string", "a"), value("string", "a"));
    }
}
