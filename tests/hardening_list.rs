//! `docs/hardening.md` lists what may go wrong and the test that proves that it does not: a test that is named there exists.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the tables: threat, promise, and the proofs as they are written.
fn rows() -> Vec<[String; 3]> {
    let text = fs::read_to_string(root().join("docs/hardening.md")).unwrap();
    let lines = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| threat"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [threat, promise, proof] = cells.as_slice() else {
                panic!("three cells: {line}");
            };
            [threat, promise, proof].map(|cell| (*cell).to_owned())
        })
        .collect()
}

/// The quoted words of a cell.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_threat_has_a_promise_and_a_proof_that_exists() {
    let rows = rows();
    assert!(rows.len() > 20, "{}", rows.len());
    for [threat, promise, proof] in &rows {
        assert!(!promise.is_empty(), "{threat}");
        let proofs = quoted(proof);
        assert!(!proofs.is_empty(), "{threat} has no proof");
        for proof in proofs {
            let (file, test) = proof.split_once("::").unwrap_or((proof, ""));
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            let of_macro = text.contains("targets! {");
            let is_there = text.contains("#[test]")
                && (test.is_empty()
                    || text.contains(&format!("fn {test}()"))
                    || of_macro
                        && text
                            .lines()
                            .any(|line| line.trim().starts_with(&format!("{test} "))));
            assert!(is_there, "{threat}: no test {proof}");
        }
    }
}

#[test]
fn no_threat_stands_there_twice() {
    let mut threats: Vec<String> = rows().into_iter().map(|[threat, ..]| threat).collect();
    let all = threats.len();
    threats.sort();
    threats.dedup();
    assert_eq!(threats.len(), all);
}
