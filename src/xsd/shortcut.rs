//! What can be decided about a value on its raw bytes, so that most good values are never decoded.

use super::Length;
use super::lexer::Run;
use super::lexical::Lexical;
use super::simple::{Bound, Simple, Variety, White};

/// A test that accepts most good values of a type. A shortcut only ever accepts; doubt goes the long way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// Nothing.
    None,
    /// A string whose length lies between the two.
    Length { min: u64, max: u64 },
    /// Up to 19 digits without sign whose value lies between the two.
    Integer { min: i64, max: i64 },
}

impl Simple {
    /// The type with its shortcut worked out from its facets.
    pub(crate) fn with_shortcut(mut self) -> Self {
        self.shortcut = self.shortcut_of().unwrap_or(Shortcut::None);
        self
    }

    fn shortcut_of(&self) -> Option<Shortcut> {
        if self.enumeration.is_some()
            || self.total_digits.is_some()
            || !self.patterns.is_empty()
            || !matches!(self.variety, Variety::Atomic)
        {
            return None;
        }
        match self.lexical {
            Lexical::String if self.white == White::Preserve => {
                let least = self.min_length.unwrap_or(0);
                let most = self.max_length.unwrap_or(u64::MAX);
                let (min, max) = match self.length {
                    Some(length) => (length.max(least), length.min(most)),
                    None => (least, most),
                };
                Some(Shortcut::Length { min, max })
            }
            Lexical::Integer => {
                let number = |bound: &Bound, inner: i128| -> Option<i64> {
                    let value: i128 = bound.text.parse().ok()?;
                    let value = if bound.inclusive {
                        value
                    } else {
                        value.checked_add(inner)?
                    };
                    Some(i64::try_from(value).unwrap_or(if value < 0 {
                        i64::MIN
                    } else {
                        i64::MAX
                    }))
                };
                let min = self
                    .min
                    .as_ref()
                    .map_or(Some(i64::MIN), |bound| number(bound, 1))?;
                let max = self
                    .max
                    .as_ref()
                    .map_or(Some(i64::MAX), |bound| number(bound, -1))?;
                Some(Shortcut::Integer { min, max })
            }
            _ => None,
        }
    }
}

impl Shortcut {
    /// Whether a text of this length is certainly right; `false` means doubt.
    #[inline]
    pub(crate) fn accepts(&self, run: &Run, length: Length) -> bool {
        let Self::Length { min, max } = *self else {
            return false;
        };
        let (least, most) = length.of(run.characters as u64, run.astral as u64);
        min <= least && most <= max
    }
}

/// A number that is written without a sign in one to 19 digits from `at` on, and where it ends.
#[inline]
pub(crate) fn integer(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    /// So many digits always fit into 64 bits without a sign.
    const DIGITS: usize = 19;
    let (mut value, mut end) = (0_u64, at);
    while let Some(&byte) = bytes.get(end) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        end += 1;
    }
    let value = i64::try_from(value).ok()?;
    (1..=DIGITS).contains(&(end - at)).then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_that_fit_are_certain() {
        let found = |text: &str| integer(text.as_bytes(), 1);
        assert_eq!(found("x7<"), Some((7, 2)));
        assert_eq!(found("x007"), Some((7, 4)));
        assert_eq!(found("x9223372036854775807<"), Some((i64::MAX, 20)));
        for doubtful in [
            "x",
            "x<",
            "x+7",
            "x-7",
            "x 7",
            "x9223372036854775808",
            "x00000000000000000007",
        ] {
            assert_eq!(found(doubtful), None, "{doubtful}");
        }
    }

    #[test]
    fn shortcuts_know_the_bounds() {
        let shortcut = |name| {
            let index = Simple::builtin(name).expect("a built-in datatype");
            Simple::builtins()[index].shortcut
        };
        assert_eq!(
            shortcut("long"),
            Shortcut::Integer {
                min: i64::MIN,
                max: i64::MAX
            }
        );
        assert_eq!(
            shortcut("unsignedByte"),
            Shortcut::Integer { min: 0, max: 255 }
        );
        assert_eq!(shortcut("token"), Shortcut::None);
    }
}
