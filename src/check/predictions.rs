//! Which rules foresee a result code: by the code that a rule declares, and by those that it gives to some of its findings
//! (`data/further_codes.csv`, and for the cells of reports `data/report_values.csv`).

use std::sync::OnceLock;

use serde::Deserialize;

use super::rule::Rule;
use super::{report_values, rules};
use crate::bundled;

#[derive(Deserialize)]
struct Further {
    rule: String,
    codes: String,
}

/// The rules that foresee a code, by id.
pub fn predicting(code: u32) -> impl Iterator<Item = &'static Rule> {
    let all = rules::all().iter().map(|(rule, _)| *rule);
    all.filter(move |rule| foresees(rule, code))
}

/// Whether findings of the rule may bear the code.
pub(super) fn foresees(rule: &Rule, code: u32) -> bool {
    static FURTHER: OnceLock<Vec<Further>> = OnceLock::new();
    let further = FURTHER.get_or_init(|| bundled::rows(include_str!("data/further_codes.csv")));
    let listed = |row: &Further| {
        row.rule == rule.id
            && row
                .codes
                .split(' ')
                .any(|listed| listed == code.to_string())
    };
    rule.code == Some(code) || further.iter().any(listed) || report_values::gives(rule.id, code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;

    #[test]
    fn every_code_that_is_foreseen_exists_and_every_rule_listed_too() {
        let results = Codes::bundled().results();
        let mut foreseen = 0;
        for code in (0..6000).filter(|&code| predicting(code).next().is_some()) {
            assert!(results.get(code).is_some(), "{code}");
            foreseen += 1;
        }
        assert!(foreseen > 80, "{foreseen}");
        let rows = include_str!("data/further_codes.csv").lines().skip(1);
        for rule in rows.filter_map(|row| row.split(',').next()) {
            assert!(rules::find(rule).is_some(), "{rule}");
        }
    }
}
