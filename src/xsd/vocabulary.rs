//! The elements of XML Schema 1.0 and their attributes, from `vocabulary.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::letters;
use super::lexical::Lexical;

static VOCABULARY: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("vocabulary.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let (name, attributes) = line
                .split_once(',')
                .expect("vocabulary.csv has two fields in every line");
            (name, attributes.split_whitespace().collect())
        })
        .collect()
});

/// The attributes of the element of this local name; nothing if XML Schema has no such element.
pub(crate) fn attributes(tag: &str) -> Option<&'static [&'static str]> {
    VOCABULARY.get(tag).map(Vec::as_slice)
}

/// What is wrong with an attribute's value, as far as its name alone says what it may be.
pub(crate) fn wrong(tag: &str, name: &str, value: &str) -> Option<String> {
    let boolean = matches!(name, "nillable" | "mixed" | "abstract")
        || (name == "fixed" && !matches!(tag, "element" | "attribute"));
    if boolean && !matches!(value, "true" | "false" | "1" | "0") {
        return Some(format!("{name} is no boolean"));
    }
    if matches!(name, "name" | "id") && !letters::is_ncname(value) {
        return Some(format!("the {name} is no NCName"));
    }
    if name == "xml:lang" && !Lexical::Language.allows(value) {
        return Some(format!("{name} is no language"));
    }
    None
}
