//! Decimal numbers of any size, compared as values without being converted.

use std::cmp::Ordering;

/// A decimal in canonical parts: no leading zeros, no trailing zeros, no negative zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal<'t> {
    negative: bool,
    whole: &'t [u8],
    fraction: &'t [u8],
}

impl<'t> Decimal<'t> {
    /// Reads `sign? digits? ('.' digits?)?` with at least one digit; `None` for anything else.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, digits) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, bytes),
        };
        let point = digits.iter().position(|&byte| byte == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &[][..]),
        };
        let numeric = whole.iter().chain(fraction).all(u8::is_ascii_digit);
        if !numeric || whole.len() + fraction.len() == 0 {
            return None;
        }
        let leading = whole.iter().take_while(|&&digit| digit == b'0').count();
        let trailing = fraction
            .iter()
            .rev()
            .take_while(|&&digit| digit == b'0')
            .count();
        let (whole, fraction) = (&whole[leading..], &fraction[..fraction.len() - trailing]);
        Some(Self {
            negative: negative && whole.len() + fraction.len() > 0,
            whole,
            fraction,
        })
    }

    /// Digits of the canonical value: `totalDigits` bounds them. Zeros behind the point count when nothing
    /// stands before it, because the value is i × 10^-n with |i| < 10^totalDigits and n ≤ totalDigits.
    pub(crate) fn total_digits(&self) -> u64 {
        (self.whole.len() + self.fraction.len()) as u64
    }

    /// Digits behind the point of the canonical value.
    pub(crate) fn fraction_digits(&self) -> u64 {
        self.fraction.len() as u64
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            let whole = a
                .whole
                .len()
                .cmp(&b.whole.len())
                .then_with(|| a.whole.cmp(b.whole));
            whole.then_with(|| a.fraction.cmp(b.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Decimal<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |digits: &[u8]| String::from_utf8_lossy(digits).into_owned();
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() {
            "0".to_owned()
        } else {
            text(self.whole)
        };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{}", text(self.fraction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal<'_> {
        Decimal::parse(text).expect(text)
    }

    #[test]
    fn values_are_compared_not_their_writing() {
        assert_eq!(decimal("007"), decimal("+7.00"));
        assert_eq!(decimal("-0"), decimal("0.0"));
        let rising = [
            "-10.5",
            "-10",
            "-9",
            "-.5",
            "0",
            "0.05",
            ".5",
            "1",
            "1.01",
            "9",
            "10",
            "9223372036854775808",
        ];
        assert!(
            rising
                .windows(2)
                .all(|pair| decimal(pair[0]) < decimal(pair[1]))
        );
    }

    #[test]
    fn only_digits_with_a_sign_and_a_point_are_numbers() {
        for text in ["", "+", ".", "-.", "1e3", "1,0", "++1", "1 0", "1.2.3", "١"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(decimal("1.").to_string(), "1");
        assert_eq!(decimal("-00.50").to_string(), "-0.5");
    }

    #[test]
    fn digits_are_those_of_the_value() {
        assert_eq!(
            (
                decimal("0012.3400").total_digits(),
                decimal("0012.3400").fraction_digits()
            ),
            (4, 2)
        );
        assert_eq!(decimal("0.010").total_digits(), 2);
    }
}
