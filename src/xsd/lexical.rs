//! How values of the built-in datatypes are written, and when two writings mean the same value.

use super::chars;
use super::decimal::Decimal;

/// A way of writing values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexical {
    String,
    Language,
    Nmtoken,
    Name,
    Ncname,
    Boolean,
    Base64,
    Hex,
    Decimal,
    Integer,
}

impl Lexical {
    /// The way of writing that goes by this name in `builtins.csv`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "language" => Self::Language,
            "nmtoken" => Self::Nmtoken,
            "name" => Self::Name,
            "ncname" => Self::Ncname,
            "boolean" => Self::Boolean,
            "base64" => Self::Base64,
            "hex" => Self::Hex,
            "decimal" => Self::Decimal,
            "integer" => Self::Integer,
            _ => return None,
        })
    }

    /// Whether values are numbers, with bounds and digits; otherwise most have a length.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Decimal | Self::Integer)
    }

    /// Whether the text, white space normalised, is such a value.
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
            Self::Nmtoken => !text.is_empty() && text.chars().all(chars::is_name),
            Self::Name => {
                text.starts_with(chars::is_name_start) && text.chars().all(chars::is_name)
            }
            Self::Ncname => chars::is_ncname(text),
            Self::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            Self::Base64 => base64_octets(text).is_some(),
            Self::Hex => {
                text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())
            }
            Self::Decimal => Decimal::parse(text).is_some(),
            Self::Integer => !text.contains('.') && Decimal::parse(text).is_some(),
        }
    }

    /// Octets of a legal binary value; `None` for values whose length is counted in characters.
    pub(crate) fn octets(self, text: &str) -> Option<u64> {
        match self {
            Self::Base64 => base64_octets(text),
            Self::Hex => Some(text.len() as u64 / 2),
            _ => None,
        }
    }

    /// Whether two legal writings, white space normalised, mean the same value.
    pub(crate) fn same(self, a: &str, b: &str) -> bool {
        match self {
            Self::Boolean => matches!(a, "true" | "1") == matches!(b, "true" | "1"),
            Self::Base64 => a
                .bytes()
                .filter(|&c| c != b' ')
                .eq(b.bytes().filter(|&c| c != b' ')),
            Self::Hex => a.eq_ignore_ascii_case(b),
            Self::Decimal | Self::Integer => Decimal::parse(a) == Decimal::parse(b),
            _ => a == b,
        }
    }
}

/// Octets that a base64 text stands for. Single blanks may separate characters; the last group must not
/// carry bits that no octet uses.
fn base64_octets(text: &str) -> Option<u64> {
    let (mut digits, mut padding, mut last) = (0_u64, 0, 0);
    for byte in text.bytes().filter(|&byte| byte != b' ') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        (digits, last) = (digits + 1, digit);
    }
    match (digits % 4, padding) {
        (0, 0) => Some(digits / 4 * 3),
        (3, 1) if last & 0b11 == 0 => Some(digits / 4 * 3 + 2),
        (2, 2) if last & 0b1111 == 0 => Some(digits / 4 * 3 + 1),
        _ => None,
    }
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
    }

    #[test]
    fn equal_values_may_be_written_differently() {
        assert!(Lexical::Decimal.same("1.0", "01") && Lexical::Boolean.same("1", "true"));
        assert!(!Lexical::String.same("1.0", "01") && Lexical::Hex.same("ff", "FF"));
    }
}
