//! Simple types for the tests of this room: a built-in one with facets.

use super::Length;
use super::facets::{Facet, Refusal, restrict};
use super::simple::Simple;
use super::value::{How, check};

/// A facet that a further step may change.
pub fn facet(name: &str, text: &str) -> Facet {
    Facet {
        name: name.to_owned(),
        text: text.to_owned(),
        fixed: false,
    }
}

/// A built-in type restricted by facets, or why that is not legal.
pub fn try_derive(base: &str, facets: &[(&str, &str)]) -> Result<Simple, Refusal> {
    let facets: Vec<Facet> = facets.iter().map(|(n, v)| facet(n, v)).collect();
    let index = Simple::builtin(base).expect("a built-in datatype");
    restrict(&Simple::builtins()[index], index, &facets, &|_| None)
}

/// A built-in type restricted by facets.
pub fn derive(base: &str, facets: &[(&str, &str)]) -> Simple {
    try_derive(base, facets).expect("legal")
}

/// The rule that a text breaks as a value of such a type; empty where it breaks none.
pub fn rule(base: &str, facets: &[(&str, &str)], text: &str, length: Length) -> &'static str {
    let how = How {
        length,
        ..How::default()
    };
    check(&derive(base, facets), text, &mut String::new(), &how)
        .err()
        .map_or("", |broken| broken.rule)
}
