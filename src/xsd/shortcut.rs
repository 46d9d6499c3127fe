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
    /// Up to 18 digits without sign whose value lies between the two.
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

/// Whether the raw text of a value is certainly right; `false` means doubt.
#[inline]
pub(crate) fn surely(simple: &Simple, run: &Run, bytes: &[u8], length: Length) -> bool {
    match simple.shortcut {
        Shortcut::None => false,
        Shortcut::Length { min, max } => {
            let (least, most) = length.of(run.characters as u64, run.astral as u64);
            min <= least && most <= max
        }
        Shortcut::Integer { min, max } => {
            let digits = run.span.of(bytes);
            if digits.is_empty() || digits.len() > 18 {
                return false;
            }
            let mut value = 0_i64;
            for &digit in digits {
                let digit = digit.wrapping_sub(b'0');
                if digit > 9 {
                    return false;
                }
                value = value * 10 + i64::from(digit);
            }
            min <= value && value <= max
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
