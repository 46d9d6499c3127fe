//! Two versions of the program over the same cases: which verdicts change.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Value;

use super::{Error, Named, Program};

/// A verdict that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The case.
    pub case: String,
    /// The rule.
    pub rule: String,
    /// The order number; empty where it is of no order.
    pub order: String,
    /// File and cell.
    pub place: String,
    /// Severity and predicted code by the other version; nothing where the finding is new.
    pub old: Option<String>,
    /// The same by this version; nothing where it is gone.
    pub new: Option<String>,
}

/// What comes of two versions.
#[derive(Debug, Default)]
pub struct Comparison {
    /// How many cases were compared.
    pub cases: usize,
    /// How many verdicts either version gave.
    pub verdicts: usize,
    /// Those that are not the same, by rule and order.
    pub changes: Vec<Change>,
    /// Cases that could not be run by one of them.
    pub broken: Vec<(String, Error)>,
}

impl Comparison {
    /// Changed verdicts of a hundred.
    pub fn percent(&self) -> f64 {
        match self.verdicts {
            0 => 0.0,
            all => 100.0 * self.changes.len() as f64 / all as f64,
        }
    }

    /// The changes of each rule.
    pub fn by_rule(&self) -> BTreeMap<&str, Vec<&Change>> {
        let mut by_rule: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
        for change in &self.changes {
            by_rule.entry(&change.rule).or_default().push(change);
        }
        by_rule
    }
}

/// Checks the orders of all cases with both versions.
pub fn compare(cases: Vec<Named>, this: &Program, other: &Program) -> Comparison {
    let compared = cases.into_par_iter().map(|(name, case)| {
        let both = case.and_then(|case| Ok((other.check(&case)?, this.check(&case)?)));
        match both {
            Ok((old, new)) => Ok(changes(&name, &old, &new)),
            Err(error) => Err((name, error)),
        }
    });
    let mut comparison = Comparison::default();
    for one in compared.collect::<Vec<_>>() {
        match one {
            Ok((verdicts, changes)) => {
                comparison.cases += 1;
                comparison.verdicts += verdicts;
                comparison.changes.extend(changes);
            }
            Err(broken) => comparison.broken.push(broken),
        }
    }
    let changes = &mut comparison.changes;
    changes.sort_by(|a, b| (&a.rule, &a.order, &a.case).cmp(&(&b.rule, &b.order, &b.case)));
    comparison
}

/// A verdict is known again by these; how many of the same there are before it comes last.
type Key = (Vec<String>, usize);

/// How many verdicts there are, and which changed.
fn changes(case: &str, old: &str, new: &str) -> (usize, Vec<Change>) {
    let (old, new) = (verdicts(old), verdicts(new));
    let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
    let changed = keys.iter().filter(|key| old.get(key) != new.get(key));
    let changes = changed.map(|key| {
        let [rule, order, file, sheet, cell, _] = [0, 1, 2, 3, 4, 5].map(|at| key.0[at].clone());
        let place = match sheet.is_empty() {
            true => format!("{file} {cell}"),
            false => format!("{file} {sheet}!{cell}"),
        };
        Change {
            case: case.to_owned(),
            rule,
            order,
            place,
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        }
    });
    (keys.len(), changes.collect())
}

fn verdicts(printed: &str) -> BTreeMap<Key, String> {
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let lines = printed.lines().map(|line| {
        // A line of another kind is a verdict of its own.
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| Value::from(line));
        let text = |key: &str| match &line[key] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let key = ["rule", "order", "file", "sheet", "cell", "tag"].map(text);
        let verdict = [text("severity"), text("code")].join(" ");
        (key.to_vec(), verdict.trim_end().to_owned())
    });
    let mut verdicts = BTreeMap::new();
    for (key, verdict) in lines {
        let before = seen.entry(key.clone()).or_default();
        *before += 1;
        verdicts.insert((key, *before), verdict);
    }
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_verdicts() {
        let line = |severity: &str, message: &str| {
            format!(
                "{{\"order\":\"A\",\"rule\":\"r\",\"severity\":\"{severity}\",\"code\":1003,\"file\":\"f\",\"sheet\":null,\"cell\":\"D7\",\"tag\":\"\",\"message\":\"{message}\"}}\n"
            )
        };
        assert_eq!(
            changes("c", &line("error", "x"), &line("error", "y")),
            (1, Vec::new())
        );
        let (count, changed) = changes("c", &line("error", "x"), &line("warning", "x"));
        assert_eq!((count, changed.len()), (1, 1));
        assert_eq!(changed[0].old.as_deref(), Some("error 1003"));
        assert_eq!(changed[0].new.as_deref(), Some("warning 1003"));
    }
}
