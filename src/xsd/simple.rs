//! Simple types: a built-in datatype and the facets that narrow it, merged over all derivation steps.

use std::sync::{Arc, LazyLock};

use super::datum::{Datum, Value};
use super::derivation::Derivations;
use super::lexical::Lexical;
use super::pattern::Pattern;
use super::shortcut::Shortcut;

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
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bound {
    /// The bound as text; a decimal in canonical writing.
    pub(crate) text: String,
    /// The bound as a value.
    pub(crate) datum: Datum,
    /// Whether the bound itself is allowed.
    pub(crate) inclusive: bool,
}

impl Bound {
    /// A bound that is a decimal.
    fn decimal(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            datum: Datum::Decimal(text.to_owned()),
            inclusive: true,
        }
    }
}

/// How a type is built from others.
#[derive(Debug, Clone)]
pub(crate) enum Variety {
    /// One value, written as [`Simple::lexical`] says.
    Atomic,
    /// Values of another type, separated by blanks.
    List(Arc<Simple>),
    /// A value of one of these types, the first that fits.
    Union(Vec<Arc<Simple>>),
}

/// The values that an enumeration allows.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// As the schema writes them, white space normalised.
    pub(crate) texts: Vec<String>,
    pub(crate) values: Vec<Value>,
}

/// A simple type with everything it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Simple {
    /// The nearest built-in datatype, without prefix.
    pub(crate) base: &'static str,
    pub(crate) variety: Variety,
    /// How atomic values are written.
    pub(crate) lexical: Lexical,
    pub(crate) white: White,
    pub(crate) length: Option<u64>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) total_digits: Option<u64>,
    pub(crate) fraction_digits: Option<u64>,
    /// Each must match.
    pub(crate) patterns: Vec<Pattern>,
    /// The only values allowed.
    pub(crate) enumeration: Option<Listed>,
    /// Facets that later steps must not change.
    pub(crate) fixed: Vec<String>,
    /// Whether values name things across the document (`xs:ID`, `xs:IDREF`, `xs:ENTITY`).
    pub(crate) tracked: bool,
    /// The type it is derived from, by index in the schema's list; none for `xs:anySimpleType`.
    pub(crate) ancestor: Option<usize>,
    /// The members of a union, by index in the schema's list.
    pub(crate) members: Vec<usize>,
    /// Derivations that the type forbids.
    pub(crate) finals: Derivations,
    /// A test that accepts most good values without decoding them.
    pub(crate) shortcut: Shortcut,
}

/// The built-in datatypes in the order of `builtins.csv`, with their names.
static BUILTINS: LazyLock<Vec<(&'static str, Simple)>> = LazyLock::new(|| {
    let lines = include_str!("builtins.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    let mut made: Vec<(&'static str, Simple)> = Vec::new();
    for line in lines {
        let fields: Vec<&'static str> = line.split(',').collect();
        let [name, base, lexical, white, min, max] = fields[..] else {
            unreachable!("builtins.csv has six fields in every line");
        };
        let ancestor = made.iter().position(|(known, _)| *known == base);
        let bound = |text: &str| (!text.is_empty()).then(|| Bound::decimal(text));
        let mut simple = Simple {
            base: name,
            variety: Variety::Atomic,
            lexical: Lexical::named(lexical).unwrap_or(Lexical::String),
            white: White::named(white).expect("builtins.csv names known white space"),
            length: None,
            min_length: None,
            max_length: None,
            min: bound(min),
            max: bound(max),
            total_digits: None,
            fraction_digits: (lexical == "integer").then_some(0),
            patterns: Vec::new(),
            enumeration: None,
            fixed: Vec::new(),
            tracked: matches!(name, "ID" | "IDREF" | "ENTITY"),
            ancestor,
            members: Vec::new(),
            finals: Derivations::default(),
            shortcut: Shortcut::None,
        };
        if lexical == "list" {
            let item = ancestor.expect("a list of builtins.csv has its item above it");
            simple = Simple {
                base: name,
                min_length: Some(1),
                ..Simple::list(&made[item].1)
            };
        }
        made.push((name, simple.with_shortcut()));
    }
    made
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
    /// All built-in datatypes; the schema's list of simple types begins with them.
    pub(crate) fn builtins() -> Vec<Self> {
        BUILTINS.iter().map(|(_, simple)| simple.clone()).collect()
    }

    /// The built-in datatype of this name, by index.
    pub(crate) fn builtin(name: &str) -> Option<usize> {
        BUILTINS.iter().position(|(known, _)| *known == name)
    }

    /// A type whose values are lists of this one's.
    pub(crate) fn list(item: &Self) -> Self {
        Self {
            variety: Variety::List(Arc::new(item.clone())),
            white: White::Collapse,
            tracked: item.tracked,
            ..Self::any()
        }
    }

    /// A type whose values are those of any of these.
    pub(crate) fn union(members: Vec<Arc<Self>>, indexes: Vec<usize>) -> Self {
        Self {
            tracked: members.iter().any(|member| member.tracked),
            variety: Variety::Union(members),
            white: White::Collapse,
            members: indexes,
            ..Self::any()
        }
    }

    /// The ancestor of all simple types, as the ancestor of a new one.
    fn any() -> Self {
        Self {
            base: "anySimpleType",
            variety: Variety::Atomic,
            lexical: Lexical::String,
            white: White::Preserve,
            length: None,
            min_length: None,
            max_length: None,
            min: None,
            max: None,
            total_digits: None,
            fraction_digits: None,
            patterns: Vec::new(),
            enumeration: None,
            fixed: Vec::new(),
            tracked: false,
            ancestor: Some(0),
            members: Vec::new(),
            finals: Derivations::default(),
            shortcut: Shortcut::None,
        }
    }

    /// The built-in datatype this type descends from, before any facet of the schema.
    pub(crate) fn plain(&self) -> &'static Self {
        let index = Self::builtin(self.base).expect("a type's base is a built-in datatype");
        &BUILTINS[index].1
    }

    /// What a person calls the type's values.
    pub(crate) fn shown(&self) -> String {
        match &self.variety {
            Variety::List(item) if self.base == "anySimpleType" => {
                format!("list({})", item.shown())
            }
            Variety::Union(members) => {
                let members: Vec<String> = members.iter().map(|member| member.shown()).collect();
                format!("union({})", members.join(" "))
            }
            _ => format!("xs:{}", self.base),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_has_a_way_of_writing_and_an_ancestor_above_it() {
        for line in include_str!("builtins.csv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(2)
        {
            let fields: Vec<&str> = line.split(',').collect();
            let (name, base) = (Simple::builtin(fields[0]), Simple::builtin(fields[1]));
            assert!(base.is_some() && base < name, "{line}");
            assert!(
                fields[2] == "list" || Lexical::named(fields[2]).is_some(),
                "{line}"
            );
        }
        assert!(Simple::builtin("dayTimeDuration").is_none());
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
}
