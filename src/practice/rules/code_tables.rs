//! Values that have to stand in a code table: `code_tables.csv`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Reason, tables};
use crate::bundled;
use crate::bureau::tree::Element;
use crate::practice::scenario::Scenario;

/// The parts of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::practice) enum Part {
    #[serde(rename = "ICP")]
    Filings,
    #[serde(rename = "IP")]
    Ranges,
    #[serde(rename = "YM")]
    Domains,
}

/// One line: the values of an element have to stand in a table, or are refused with a code.
#[derive(Deserialize)]
struct Line {
    part: Part,
    tag: String,
    table: String,
    code: u32,
}

static LINES: LazyLock<Vec<Line>> =
    LazyLock::new(|| bundled::rows(include_str!("code_tables.csv")));

/// Adds a reason for every value of the record that its table has not got.
pub(in crate::practice) fn check(
    scenario: &Scenario,
    part: Part,
    record: &Element,
    reasons: &mut Vec<Reason>,
) {
    for element in record.descendants().filter(|one| one.children.is_empty()) {
        let text = element.text.trim();
        let mut lines = LINES.iter();
        let Some(line) = lines.find(|line| line.part == part && line.tag == element.name) else {
            continue;
        };
        let is_known = text
            .parse()
            .is_ok_and(|id| tables::allows(scenario, &line.table, id));
        if !is_known {
            reasons.push(Reason::new(
                line.code,
                format!("代码表中没有 {} {text}", line.tag),
            ));
        }
    }
}
