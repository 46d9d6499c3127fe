//! How values of the built-in datatypes are written, and which value a writing means.

use super::chars;
use super::datum::Datum;
use super::decimal::Decimal;
use super::duration::Duration;
use super::letters;
use super::moment::{Moment, Parts};
use super::uri;

/// A way of writing values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexical {
    String,
    Language,
    Nmtoken,
    Name,
    Ncname,
    Uri,
    Qname,
    Notation,
    Boolean,
    Base64,
    Hex,
    Float,
    Double,
    Duration,
    Moment(Parts),
    Decimal,
    Integer,
}

/// What a prefix stands for where a value is written; the empty prefix may stand for no namespace, which is `""`.
pub(crate) type Prefixes<'p> = &'p dyn Fn(&str) -> Option<String>;

impl Lexical {
    /// The way of writing that goes by this name in `builtins.csv`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "language" => Self::Language,
            "nmtoken" => Self::Nmtoken,
            "name" => Self::Name,
            "ncname" => Self::Ncname,
            "uri" => Self::Uri,
            "qname" => Self::Qname,
            "notation" => Self::Notation,
            "boolean" => Self::Boolean,
            "base64" => Self::Base64,
            "hex" => Self::Hex,
            "float" => Self::Float,
            "double" => Self::Double,
            "duration" => Self::Duration,
            "dateTime" => Self::Moment(Parts::DateTime),
            "time" => Self::Moment(Parts::Time),
            "date" => Self::Moment(Parts::Date),
            "gYearMonth" => Self::Moment(Parts::YearMonth),
            "gYear" => Self::Moment(Parts::Year),
            "gMonthDay" => Self::Moment(Parts::MonthDay),
            "gDay" => Self::Moment(Parts::Day),
            "gMonth" => Self::Moment(Parts::Month),
            "decimal" => Self::Decimal,
            "integer" => Self::Integer,
            _ => return None,
        })
    }

    /// The primitive datatype: values of different ones are never equal.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Self::String | Self::Language | Self::Nmtoken | Self::Name | Self::Ncname => "string",
            Self::Uri => "anyURI",
            Self::Qname => "QName",
            Self::Notation => "NOTATION",
            Self::Boolean => "boolean",
            Self::Base64 => "base64Binary",
            Self::Hex => "hexBinary",
            Self::Float => "float",
            Self::Double => "double",
            Self::Duration => "duration",
            Self::Moment(Parts::DateTime) => "dateTime",
            Self::Moment(Parts::Time) => "time",
            Self::Moment(Parts::Date) => "date",
            Self::Moment(Parts::YearMonth) => "gYearMonth",
            Self::Moment(Parts::Year) => "gYear",
            Self::Moment(Parts::MonthDay) => "gMonthDay",
            Self::Moment(Parts::Day) => "gDay",
            Self::Moment(Parts::Month) => "gMonth",
            Self::Decimal | Self::Integer => "decimal",
        }
    }

    /// Whether values are decimal numbers, with digits to count.
    pub(crate) fn is_decimal(self) -> bool {
        matches!(self, Self::Decimal | Self::Integer)
    }

    /// Whether values lie before and behind each other, so that bounds make sense.
    pub(crate) fn is_ordered(self) -> bool {
        self.is_decimal()
            || matches!(
                self,
                Self::Float | Self::Double | Self::Duration | Self::Moment(_)
            )
    }

    /// Whether values have a length.
    pub(crate) fn has_length(self) -> bool {
        !self.is_ordered() && self != Self::Boolean
    }

    /// Whether values are compared exactly as they are written.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.family(), "string" | "anyURI")
    }

    /// Whether the text, white space normalised, is such a value; of a qualified name only whether it is written well.
    pub(crate) fn allows(self, text: &str) -> bool {
        match self {
            Self::String => true,
            Self::Language => {
                let part = |part: &str| {
                    (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
                };
                let mut parts = text.split('-');
                let first = parts.next().is_some_and(|first| {
                    part(first) && first.bytes().all(|b| b.is_ascii_alphabetic())
                });
                first && parts.all(part)
            }
            Self::Nmtoken => !text.is_empty() && text.chars().all(letters::is_inside),
            Self::Name => letters::is_name(text),
            Self::Ncname => letters::is_ncname(text),
            Self::Uri => uri::is_reference(text),
            Self::Qname | Self::Notation => match text.split_once(':') {
                Some((prefix, local)) => letters::is_ncname(prefix) && letters::is_ncname(local),
                None => letters::is_ncname(text),
            },
            Self::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            Self::Base64 => base64_octets(text).is_some(),
            Self::Hex => {
                text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())
            }
            Self::Float | Self::Double => number(text, self == Self::Float).is_some(),
            Self::Duration => Duration::parse(text).is_some(),
            Self::Moment(parts) => Moment::parse(parts, text).is_some(),
            Self::Decimal => Decimal::parse(text).is_some(),
            Self::Integer => !text.contains('.') && Decimal::parse(text).is_some(),
        }
    }

    /// The value of a legal writing, white space normalised; `None` when a prefix stands for nothing.
    pub(crate) fn datum(self, text: &str, prefixes: Prefixes<'_>) -> Option<Datum> {
        Some(match self {
            Self::Boolean => Datum::Boolean(matches!(text, "true" | "1")),
            Self::Base64 => Datum::Octets(text.bytes().filter(|&c| c != b' ').collect()),
            Self::Hex => Datum::Octets(text.to_ascii_uppercase().into_bytes()),
            Self::Float | Self::Double => Datum::Number(number(text, self == Self::Float)?),
            Self::Duration => Datum::Duration(Duration::parse(text)?),
            Self::Moment(parts) => Datum::Moment(Moment::parse(parts, text)?),
            Self::Decimal | Self::Integer => Datum::Decimal(Decimal::parse(text)?.to_string()),
            Self::Qname | Self::Notation => {
                let (prefix, local) = text.split_once(':').unwrap_or(("", text));
                Datum::Name(prefixes(prefix)?, local.to_owned())
            }
            _ => Datum::Text(text.to_owned()),
        })
    }

    /// Octets of a legal binary value; `None` for values whose length is counted in characters.
    pub(crate) fn octets(self, text: &str) -> Option<u64> {
        match self {
            Self::Base64 => base64_octets(text),
            Self::Hex => Some(text.len() as u64 / 2),
            _ => None,
        }
    }
}

/// A floating-point number of 64 bits, or rounded to the 32 of `xs:float`.
fn number(text: &str, single: bool) -> Option<f64> {
    match text {
        "INF" => return Some(f64::INFINITY),
        "-INF" => return Some(f64::NEG_INFINITY),
        "NaN" => return Some(f64::NAN),
        _ => {}
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if Decimal::parse(mantissa).is_none() || !whole {
        return None;
    }
    if single {
        text.parse::<f32>().ok().map(f64::from)
    } else {
        text.parse().ok()
    }
}

/// Base64 data as far as it has gone by. White space may separate characters; the last group must not carry bits that
/// no octet uses.
#[derive(Debug, Default)]
pub(crate) struct Base64 {
    digits: u64,
    padding: u64,
    last: u8,
    wrong: bool,
}

impl Base64 {
    /// Takes in the next byte.
    pub(crate) fn take(&mut self, byte: u8) {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => return self.padding += 1,
            _ if chars::is_space(byte) => return,
            _ => return self.wrong = true,
        };
        self.wrong |= self.padding > 0;
        (self.digits, self.last) = (self.digits + 1, digit);
    }

    /// The octets that the whole stands for, if it is base64 data.
    pub(crate) fn octets(&self) -> Option<u64> {
        let triples = self.digits / 4 * 3;
        match (self.digits % 4, self.padding) {
            _ if self.wrong => None,
            (0, 0) => Some(triples),
            (3, 1) if self.last & 0b11 == 0 => Some(triples + 2),
            (2, 2) if self.last & 0b1111 == 0 => Some(triples + 1),
            _ => None,
        }
    }
}

fn base64_octets(text: &str) -> Option<u64> {
    let mut base64 = Base64::default();
    text.bytes().for_each(|byte| base64.take(byte));
    base64.octets()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_counted_in_octets() {
        let cases = [
            ("", 0),
            ("QQ==", 1),
            ("QUI=", 2),
            ("Q U J D", 3),
            ("QUJDRA==", 4),
        ];
        for (text, octets) in cases {
            assert_eq!(Lexical::Base64.octets(text), Some(octets), "{text}");
        }
        for wrong in ["Q", "QQ", "QQ=", "QR==", "QUJ=", "QQ==QQ==", "Q-==", "===="] {
            assert!(!Lexical::Base64.allows(wrong), "{wrong}");
        }
    }

    #[test]
    fn each_datatype_has_its_own_writing() {
        assert!(Lexical::Integer.allows("+007") && !Lexical::Integer.allows("7.0"));
        assert!(Lexical::Boolean.allows("1") && !Lexical::Boolean.allows("TRUE"));
        assert!(Lexical::Hex.allows("0aFF") && !Lexical::Hex.allows("0aF"));
        assert!(Lexical::Language.allows("zh-Hans-CN") && !Lexical::Language.allows("zh_CN"));
        assert!(Lexical::Nmtoken.allows("1-a") && !Lexical::Name.allows("1-a"));
        assert!(Lexical::Qname.allows("a:b") && !Lexical::Qname.allows("a:b:c"));
        for right in ["1", "-1.5E+3", ".5", "1.e2", "INF", "-INF", "NaN"] {
            assert!(Lexical::Double.allows(right), "{right}");
        }
        for wrong in [
            "", "+INF", "inf", "nan", "1e", "e5", "1e1.5", "0x1", "1 e5", "infinity",
        ] {
            assert!(!Lexical::Float.allows(wrong), "{wrong}");
        }
    }

    #[test]
    fn equal_values_may_be_written_differently() {
        let same = |lexical: Lexical, a: &str, b: &str| {
            let none = |prefix: &str| prefix.is_empty().then(String::new);
            lexical.datum(a, &none) == lexical.datum(b, &none)
        };
        assert!(same(Lexical::Decimal, "1.0", "01") && same(Lexical::Boolean, "1", "true"));
        assert!(!same(Lexical::String, "1.0", "01") && same(Lexical::Hex, "ff", "FF"));
        assert!(same(Lexical::Float, "1e2", "100") && same(Lexical::Float, "-0", "0"));
        assert!(same(Lexical::Float, "16777217", "16777216"));
        assert!(!same(Lexical::Double, "16777217", "16777216"));
    }
}
