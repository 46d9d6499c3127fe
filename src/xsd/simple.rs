//! Simple types: a built-in datatype and the facets that narrow it, merged over all derivation steps.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::decimal::Decimal;
use super::lexical::Lexical;

/// What happens to white space before a value is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum White {
    /// Nothing.
    Preserve,
    /// Tabs and line ends become blanks.
    Replace,
    /// Runs of blanks become one, outer blanks go.
    Collapse,
}

/// A bound of the value space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bound {
    /// The bound, a decimal in canonical writing.
    pub(crate) text: String,
    /// Whether the bound itself is allowed.
    pub(crate) inclusive: bool,
}

impl Bound {
    /// The bound as a number.
    pub(crate) fn value(&self) -> Decimal<'_> {
        Decimal::parse(&self.text).expect("a bound is made from a decimal")
    }
}

/// A simple type with everything it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Simple {
    /// The nearest built-in datatype, without prefix.
    pub(crate) base: &'static str,
    /// How its values are written.
    pub(crate) lexical: Lexical,
    pub(crate) white: White,
    pub(crate) length: Option<u64>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) total_digits: Option<u64>,
    pub(crate) fraction_digits: Option<u64>,
    /// The only values allowed, white space normalised.
    pub(crate) enumeration: Option<Vec<String>>,
    /// A test that accepts most good values without decoding them.
    pub(crate) shortcut: Shortcut,
}

/// What can be decided on the raw bytes of a value. A shortcut only ever accepts; doubt goes the long way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// Nothing.
    None,
    /// A string whose length lies between the two.
    Length { min: u64, max: u64 },
    /// Up to 18 digits without sign whose value lies between the two.
    Integer { min: i64, max: i64 },
}

static BUILTINS: LazyLock<HashMap<&'static str, Simple>> = LazyLock::new(|| {
    let lines = include_str!("builtins.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    lines
        .map(|line| {
            let fields: Vec<&'static str> = line.split(',').collect();
            let [name, _, lexical, white, min, max] = fields[..] else {
                unreachable!("builtins.csv has six fields in every line");
            };
            let lexical =
                Lexical::named(lexical).expect("builtins.csv names known ways of writing");
            let bound = |text: &str| Bound {
                text: text.to_owned(),
                inclusive: true,
            };
            let bound = |text: &str| (!text.is_empty()).then(|| bound(text));
            let simple = Simple {
                base: name,
                lexical,
                white: White::named(white).expect("builtins.csv names known white space"),
                length: None,
                min_length: None,
                max_length: None,
                min: bound(min),
                max: bound(max),
                total_digits: None,
                fraction_digits: (lexical == Lexical::Integer).then_some(0),
                enumeration: None,
                shortcut: Shortcut::None,
            };
            (name, simple)
        })
        .collect()
});

impl White {
    /// The value of a `whiteSpace` facet.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "preserve" => Some(Self::Preserve),
            "replace" => Some(Self::Replace),
            "collapse" => Some(Self::Collapse),
            _ => None,
        }
    }

    /// Applies it to a value; copies only when something changes.
    pub(crate) fn normalise<'t>(self, text: &'t str, scratch: &'t mut String) -> &'t str {
        const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];
        match self {
            Self::Preserve => text,
            Self::Replace if text.contains(&SPACE[1..]) => {
                scratch.clear();
                scratch.extend(
                    text.chars()
                        .map(|c| if SPACE.contains(&c) { ' ' } else { c }),
                );
                scratch
            }
            Self::Replace => text,
            Self::Collapse => {
                let text = text.trim_matches(SPACE);
                if !text.contains(&SPACE[1..]) && !text.contains("  ") {
                    return text;
                }
                scratch.clear();
                for word in text.split(SPACE).filter(|word| !word.is_empty()) {
                    if !scratch.is_empty() {
                        scratch.push(' ');
                    }
                    scratch.push_str(word);
                }
                scratch
            }
        }
    }
}

impl Simple {
    /// The built-in datatype of this name; `None` when it is not supported.
    pub(crate) fn builtin(name: &str) -> Option<Self> {
        BUILTINS.get(name).cloned().map(Self::with_shortcut)
    }

    /// The built-in datatype this type descends from, before any facet of the schema.
    pub(crate) fn plain(&self) -> &'static Self {
        BUILTINS
            .get(self.base)
            .expect("a type's base is a built-in datatype")
    }

    /// The type with its shortcut worked out from its facets.
    pub(crate) fn with_shortcut(mut self) -> Self {
        self.shortcut = self.shortcut_of().unwrap_or(Shortcut::None);
        self
    }

    fn shortcut_of(&self) -> Option<Shortcut> {
        if self.enumeration.is_some() || self.total_digits.is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_restricts_a_builtin() {
        for line in include_str!("builtins.csv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(2)
        {
            let base = line.split(',').nth(1).expect("six fields");
            assert!(Simple::builtin(base).is_some(), "{line}");
        }
        assert!(Simple::builtin("gMonth").is_none());
    }

    #[test]
    fn white_space_is_normalised_as_the_type_says() {
        let mut scratch = String::new();
        let text = "\t a  b\nc ";
        assert_eq!(White::Preserve.normalise(text, &mut scratch), text);
        assert_eq!(White::Replace.normalise(text, &mut scratch), "  a  b c ");
        assert_eq!(White::Collapse.normalise(text, &mut scratch), "a b c");
        assert_eq!(
            White::Collapse.normalise(" \u{A0} ", &mut scratch),
            "\u{A0}"
        );
    }

    #[test]
    fn shortcuts_know_the_bounds() {
        let long = Simple::builtin("long").expect("supported");
        assert_eq!(
            long.shortcut,
            Shortcut::Integer {
                min: i64::MIN,
                max: i64::MAX
            }
        );
        let byte = Simple::builtin("unsignedByte").expect("supported");
        assert_eq!(byte.shortcut, Shortcut::Integer { min: 0, max: 255 });
        assert_eq!(
            Simple::builtin("token").expect("supported").shortcut,
            Shortcut::None
        );
    }
}
