//! The `pattern` facet: read by [`expression`], run by the regex crates' finite automaton. A pattern is about the whole
//! value.

use std::sync::{Arc, OnceLock};

use regex_automata::meta;
use regex_syntax::hir::{Hir, Look};

use super::expression::{self, Refusal};

/// The most memory that one pattern's automaton may take.
const SIZE: usize = 32 << 20;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// The pattern as the schema writes it; several of one derivation step as the alternatives that they are.
    pub(crate) text: Arc<str>,
    /// Made when it is first needed, if the text is known to be right.
    regex: OnceLock<meta::Regex>,
}

impl Pattern {
    /// Compiles a pattern; several of one derivation step are alternatives.
    pub(crate) fn compile(texts: &[&str]) -> Result<Self, Refusal> {
        let regex = automaton(texts)?;
        Ok(Self {
            regex: OnceLock::from(regex),
            ..Self::known(texts.join("|").into())
        })
    }

    /// A pattern with the text of one that has been compiled before.
    pub(crate) fn known(text: Arc<str>) -> Self {
        Self {
            text,
            regex: OnceLock::new(),
        }
    }

    /// Whether the whole text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| {
            automaton(&[&self.text]).expect("the same pattern has been compiled before")
        });
        regex.is_match(text)
    }
}

/// The automaton that accepts what any of the patterns matches.
fn automaton(texts: &[&str]) -> Result<meta::Regex, Refusal> {
    let mut branches = Vec::new();
    for text in texts {
        branches.push(expression::read(text)?);
    }
    let whole = Hir::concat(vec![
        Hir::look(Look::Start),
        Hir::alternation(branches),
        Hir::look(Look::End),
    ]);
    let config = meta::Config::new().nfa_size_limit(Some(SIZE));
    meta::Regex::builder()
        .configure(config)
        .build_from_hir(&whole)
        .map_err(|_| Refusal::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Pattern::compile(&[pattern]).expect(pattern).matches(text)
    }

    #[test]
    fn a_pattern_is_about_the_whole_value() {
        assert!(matches("ab|cd", "ab") && matches("ab|cd", "cd"));
        assert!(!matches("ab|cd", "abd") && !matches("b", "abc") && !matches("a", "a\n"));
        assert!(matches("", "") && matches("a||b", "") && !matches("", "x"));
    }

    #[test]
    fn anchors_are_ordinary_characters() {
        assert!(matches("^a$", "^a$") && !matches("^a$", "a"));
    }

    #[test]
    fn the_dot_leaves_out_both_line_ends_only() {
        assert!(matches(".", "\u{85}") && matches(".", "\u{2028}") && matches(".", "𠀀"));
        assert!(!matches(".", "\n") && !matches(".", "\r") && !matches(".", ""));
    }

    #[test]
    fn sets_subtract_from_the_inside_out() {
        assert!(matches("[a-z-[aeiou]]+", "xyz") && !matches("[a-z-[aeiou]]", "e"));
        assert!(matches("[a-z-[b-y-[m]]]+", "azm") && !matches("[a-z-[b-y-[m]]]", "n"));
        assert!(matches("[^a-c-[x]]", "y") && !matches("[^a-c-[x]]", "x"));
    }

    #[test]
    fn a_dash_stands_for_itself_at_either_end() {
        for pattern in ["[-a]", "[a-]", "[\\-a]", "[a\\-]", "[^b-]"] {
            assert!(matches(pattern, "-") == (pattern != "[^b-]"), "{pattern}");
        }
        assert!(Pattern::compile(&["[a-c-e]"]).is_err() && Pattern::compile(&["[+--]"]).is_err());
    }

    #[test]
    fn classes_follow_unicode() {
        assert!(matches("\\d{3}", "1٣3") && matches("\\w+", "中文1") && !matches("\\w", "_"));
        assert!(matches("\\i\\c*", "_a:b-1") && !matches("\\i", "1") && matches("\\I", "-"));
        assert!(matches("\\p{Lu}\\P{Lu}", "Aa") && matches("\\p{IsCJKUnifiedIdeographs}", "备"));
        assert!(matches("[\\p{IsBasicLatin}-[a]]", "b") && !matches("\\s", "\u{A0}"));
    }

    #[test]
    fn quantities_are_exact() {
        assert!(matches("a{2}", "aa") && !matches("a{2}", "aaa") && matches("a{0}", ""));
        assert!(
            matches("a{2,}", "aaaa") && !matches("a{2,3}", "aaaa") && matches("(ab){1,2}", "abab")
        );
    }

    #[test]
    fn what_the_grammar_does_not_know_is_refused() {
        for pattern in [
            "a**",
            "*",
            "+a",
            "a{",
            "a{x}",
            "a{2,1}",
            "(a",
            "a)",
            "[a",
            "[]",
            "[^]",
            "]",
            "{",
            "}",
            "\\",
            "\\b",
            "\\u0041",
            "\\p{Foo}",
            "\\p{IsFoo}",
            "\\pL",
            "[z-a]",
            "[a-\\d]",
            "(?:a)",
            "a+?",
            "[[a]]",
            "[a-z-[aeiou]x]",
            "\\1",
            "\\$",
        ] {
            assert!(
                matches!(Pattern::compile(&[pattern]), Err(Refusal::Wrong(_))),
                "{pattern}"
            );
        }
    }

    #[test]
    fn a_pattern_beyond_all_measure_is_refused() {
        assert_eq!(
            Pattern::compile(&["((\\w{1000}){1000}){1000}"]).err(),
            Some(Refusal::TooLarge)
        );
    }
}
