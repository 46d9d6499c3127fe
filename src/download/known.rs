//! The elements that the interface defines for the records read here (`known.csv`); others are kept and reported.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::element::Element;

#[derive(Deserialize)]
struct Row {
    record: String,
    element: String,
    children: String,
}

type Children = BTreeMap<(String, String), Vec<String>>;

/// The outermost elements of a record that the interface does not define.
pub(super) fn unknown_in(record: &Element) -> Vec<&Element> {
    let mut unknown = Vec::new();
    collect(&record.name, record, &mut unknown);
    unknown
}

fn collect<'e>(record: &str, element: &'e Element, unknown: &mut Vec<&'e Element>) {
    let known = table().get(&(record.to_owned(), element.name.clone()));
    for child in &element.children {
        if known.is_some_and(|known| known.contains(&child.name)) {
            collect(record, child, unknown);
        } else {
            unknown.push(child);
        }
    }
}

fn table() -> &'static Children {
    static TABLE: OnceLock<Children> = OnceLock::new();
    TABLE.get_or_init(|| {
        csv::Reader::from_reader(include_str!("known.csv").as_bytes())
            .deserialize()
            .map(|row| {
                let row: Row =
                    row.expect("the table is built into the program, and a test reads all of it");
                let children = row.children.split_whitespace().map(str::to_owned).collect();
                ((row.record, row.element), children)
            })
            .collect()
    })
}
