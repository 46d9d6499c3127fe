//! Every rule that the field knows is in the catalogue, proven elsewhere, or lies outside what a program can do.
//!
//! `src/check/data/coverage.csv` lists the field's own rules (`given`) and those that we added (`own`). Each is covered by
//! a rule of the catalogue, or proven by a test of this repository (`file::test`, or a file of them), or says in words why
//! it lies outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use beian::check::rules;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    origin: String,
    rule: String,
    proof: String,
    outside: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> Vec<Row> {
    let table = root().join("src/check/data/coverage.csv");
    let mut reader = csv::Reader::from_path(table).expect("the table lies in the repository");
    let rows = reader.deserialize().map(|row| row.expect("a row"));
    rows.collect()
}

#[test]
fn every_id_stands_once_and_says_one_thing() {
    let mut ids = BTreeSet::new();
    for row in rows() {
        let says = [&row.rule, &row.proof, &row.outside];
        let count = says.iter().filter(|text| !text.is_empty()).count();
        assert_eq!(count, 1, "{}", row.id);
        assert!(
            ["given", "own"].contains(&row.origin.as_str()),
            "{}",
            row.id
        );
        assert!(ids.insert(row.id.clone()), "{} stands there twice", row.id);
    }
}

#[test]
fn every_rule_of_the_catalogue_is_listed_and_every_rule_named_exists() {
    let rows = rows();
    for (rule, _) in rules::all() {
        let row = rows.iter().find(|row| row.id == rule.id);
        assert_eq!(row.map(|row| row.rule.as_str()), Some(rule.id));
    }
    for row in rows.iter().filter(|row| !row.rule.is_empty()) {
        assert!(rules::find(&row.rule).is_some(), "no rule {}", row.rule);
    }
}

#[test]
fn every_proof_lies_in_the_repository_and_every_reason_is_in_words() {
    for row in rows() {
        if !row.proof.is_empty() {
            let (file, test) = row.proof.split_once("::").unwrap_or((&row.proof, ""));
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            let is_there = text.contains("#[test]")
                && (test.is_empty() || text.contains(&format!("fn {test}()")));
            assert!(is_there, "{}: no test {}", row.id, row.proof);
        }
        let words = row.outside.split_whitespace().count();
        assert!(words == 0 || words > 3, "{} needs a reason", row.id);
    }
}

#[test]
fn exactly_the_rules_of_the_field_are_covered() {
    let given = root().join("../shared/rules/rules.csv");
    let Ok(mut reader) = csv::Reader::from_path(given) else {
        eprintln!("skipped: the field's rules are not beside this checkout");
        return;
    };
    let expected: BTreeSet<String> = reader
        .records()
        .map(|record| {
            record.expect("a row")[0]
                .trim_start_matches('\u{feff}')
                .to_owned()
        })
        .collect();
    let rows = rows().into_iter().filter(|row| row.origin == "given");
    let listed: BTreeSet<String> = rows.map(|row| row.id).collect();
    assert_eq!(listed.len(), 503);
    assert_eq!(listed, expected);
}
