//! The elements of XML Schema 1.0 and their attributes, from `vocabulary.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::chars;

/// What `vocabulary.csv` says about an element of XML Schema.
pub(crate) struct Word {
    pub(crate) supported: bool,
    pub(crate) attributes: Vec<&'static str>,
}

static VOCABULARY: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let lines = include_str!("vocabulary.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    lines
        .map(|line| {
            let mut fields = line.split(',');
            let mut field = || {
                fields
                    .next()
                    .expect("vocabulary.csv has three fields in every line")
            };
            let (name, supported) = (field(), field() == "yes");
            let attributes = field().split_whitespace().collect();
            (
                name,
                Word {
                    supported,
                    attributes,
                },
            )
        })
        .collect()
});

/// What is known about the element of this local name.
pub(crate) fn word(tag: &str) -> Option<&'static Word> {
    VOCABULARY.get(tag)
}

/// What is wrong with an attribute's value, as far as its name alone says what it may be.
pub(crate) fn wrong(tag: &str, name: &str, value: &str) -> Option<String> {
    let boolean = matches!(name, "nillable" | "mixed" | "abstract")
        || (name == "fixed" && !matches!(tag, "element" | "attribute"));
    if boolean && !matches!(value, "true" | "false" | "1" | "0") {
        return Some(format!("{name} is no boolean"));
    }
    if matches!(name, "name" | "id") && !chars::is_ncname(value) {
        return Some(format!("the {name} is no NCName"));
    }
    None
}
