//! Printed lines and the rows of lists held against those expected: a line is known again by what it is about, and compared
//! key by key.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Difference;
use super::difference::Shown;
use crate::order::Text;

/// The keys by which a line of each file is known again.
const KNOWN_BY: &[(&str, &[&str])] = &[
    (
        "findings.jsonl",
        &["order", "rule", "file", "sheet", "cell", "tag"],
    ),
    ("outcomes.jsonl", &["order"]),
    ("files.jsonl", &["name"]),
    ("answers.jsonl", &["file"]),
    ("exits.jsonl", &["step"]),
    ("block.csv", &["domain"]),
    ("unblock.csv", &["domain"]),
    ("cut-off.csv", &["task"]),
    ("transfer.csv", &["order"]),
    ("sms.csv", &["order"]),
    ("call.csv", &["order"]),
];

/// The keys of a file, which may be that of a second time: `outcomes-2.jsonl`, `lists-2/call.csv`.
fn known_by(file: &str) -> &'static [&'static str] {
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_of = |(known, _): &&(&str, _)| {
        let (stem, extension) = known.split_once('.').unwrap_or((known, ""));
        let between = name
            .strip_prefix(stem)
            .and_then(|rest| rest.strip_suffix(extension));
        let number = between.and_then(|rest| rest.strip_suffix('.'));
        number.is_some_and(|number| {
            let digits = number.strip_prefix('-').unwrap_or(number);
            digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    KNOWN_BY.iter().find(is_of).map_or(&[], |(_, keys)| keys)
}

/// A line: what it is known by, and how many of the same there are before it.
type Key = (Vec<String>, usize);

/// Where two files of lines differ.
pub(super) fn compare(file: &str, old: &[u8], new: &[u8]) -> Vec<Difference> {
    let (old, new) = (read(file, old), read(file, new));
    let [of_old, of_new] = [&old, &new].map(|lines| {
        let by_key = lines.iter().map(|(key, line)| (key, line));
        by_key.collect::<HashMap<&Key, &Value>>()
    });
    let difference = |key: &Key, line: &Value, place: &str, old, new| Difference {
        order: text(&line["order"]),
        file: file.to_owned(),
        place: [&place_of(line, &key.0), place]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        old,
        new,
    };
    let mut differences = Vec::new();
    for (key, line) in &old {
        match of_new.get(key) {
            None => differences.push(difference(key, line, "", Some(whole(line)), None)),
            Some(now) => {
                let (before, after) = (values(line), values(now));
                for place in before.keys().chain(after.keys()) {
                    let [before, after] = [&before, &after].map(|values| values.get(place));
                    if before != after {
                        let shown = |value: Option<&String>| value.cloned().map(Shown::Value);
                        let one = difference(key, line, place, shown(before), shown(after));
                        if !differences.contains(&one) {
                            differences.push(one);
                        }
                    }
                }
            }
        }
    }
    for (key, line) in &new {
        if !of_old.contains_key(key) {
            differences.push(difference(key, line, "", None, Some(whole(line))));
        }
    }
    if differences.is_empty() {
        differences.push(in_another_order(file, &old, &new));
    }
    differences
}

/// The same lines, not in the same order, or not written in the same way.
fn in_another_order(file: &str, old: &[(Key, Value)], new: &[(Key, Value)]) -> Difference {
    let moved = old.iter().zip(new).find(|(old, new)| old.0 != new.0);
    let said = |line: Option<&Key>| {
        Some(match line {
            Some((key, _)) => Shown::Value(key.join(" ")),
            None => Shown::Said(Text::new(
                "内容相同，写法不同",
                "the same, written in another way",
            )),
        })
    };
    Difference {
        order: String::new(),
        file: file.to_owned(),
        place: String::new(),
        old: said(moved.map(|(old, _)| &old.0)),
        new: said(moved.map(|(_, new)| &new.0)),
    }
}

fn read(file: &str, bytes: &[u8]) -> Vec<(Key, Value)> {
    let known_by = known_by(file);
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    let lines = match file.ends_with(".csv") {
        true => rows(bytes),
        false => {
            let text = String::from_utf8_lossy(bytes);
            // A line that is no JSON is compared as a text.
            let read = |line| serde_json::from_str(line).unwrap_or_else(|_| Value::from(line));
            text.lines().map(read).collect()
        }
    };
    let lines = lines.into_iter().map(|line| {
        let key: Vec<String> = known_by.iter().map(|key| self::text(&line[*key])).collect();
        let before = seen.entry(key.clone()).or_default();
        *before += 1;
        ((key, *before), line)
    });
    lines.collect()
}

/// The rows of a list, each as the line that its columns make; an empty cell says nothing.
fn rows(bytes: &[u8]) -> Vec<Value> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.flexible(true).from_reader(bytes);
    let header = reader.headers().cloned().unwrap_or_default();
    let rows = reader.records().flatten().map(|row| {
        let cells = header.iter().zip(row.iter());
        let cells = cells.filter(|(_, cell)| !cell.is_empty());
        let cells = cells.map(|(name, cell)| (name.to_owned(), Value::from(cell)));
        Value::Object(cells.collect())
    });
    rows.collect()
}

/// Where a line stands: a finding's rule and cell, or what else it is known by; its order is said apart.
fn place_of(line: &Value, key: &[String]) -> String {
    if line["rule"].is_null() {
        let about = key.iter().filter(|part| **part != text(&line["order"]));
        return about.cloned().collect::<Vec<_>>().join(" ");
    }
    let [rule, file, sheet, cell] = ["rule", "file", "sheet", "cell"].map(|key| text(&line[key]));
    match sheet.is_empty() {
        true => format!("{rule} {file} {cell}"),
        false => format!("{rule} {file} {sheet}!{cell}"),
    }
}

/// What there is to say of a line that is there on one side only.
fn whole(line: &Value) -> Shown {
    let told = ["severity", "state", "value", "message", "error", "exit"]
        .into_iter()
        .map(|key| text(&line[key]))
        .filter(|value| !value.is_empty());
    let told: Vec<String> = told.collect();
    Shown::Value(match told.is_empty() {
        true => line.to_string(),
        false => told.join(" "),
    })
}

/// The values of a line by their places: `codes[1].remedy`.
fn values(line: &Value) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    walk(line, String::new(), &mut values);
    values
}

fn walk(value: &Value, place: String, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let place = match place.is_empty() {
                    true => key.clone(),
                    false => format!("{place}.{key}"),
                };
                walk(value, place, into);
            }
        }
        Value::Array(values) => {
            for (number, value) in (1..).zip(values) {
                walk(value, format!("{place}[{number}]"), into);
            }
        }
        // A key that says nothing is as one that is not there.
        Value::Null => {}
        value => {
            into.insert(place, text(value));
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str, file: &str) -> Vec<String> {
        let differences = compare(file, old.as_bytes(), new.as_bytes());
        differences.iter().map(Difference::in_a_line).collect()
    }

    #[test]
    fn a_finding_is_known_again_by_its_rule_and_cell() {
        let old = r#"{"order":"A","rule":"mobile-format","severity":"error","file":"a.csv","sheet":null,"cell":"D7"}"#;
        let new = old.replace("error", "warning");
        assert_eq!(
            shown(old, &new, "findings.jsonl"),
            ["A | mobile-format a.csv D7 severity | error | warning"]
        );
        assert_eq!(
            shown(old, "", "findings.jsonl"),
            ["A | mobile-format a.csv D7 | error | -"]
        );
        assert_eq!(
            shown("", old, "findings.jsonl"),
            ["A | mobile-format a.csv D7 | - | error"]
        );
    }

    #[test]
    fn values_are_told_by_their_place_and_each_once() {
        let old = r#"{"order":"A","state":"completed","codes":[{"code":1003}]}"#;
        let new = r#"{"order":"A","state":"completed","codes":[{"code":1005}],"due":"2026-01-01"}"#;
        assert_eq!(
            shown(old, new, "outcomes.jsonl"),
            [
                "A | codes[1].code | 1003 | 1005",
                "A | due | - | 2026-01-01"
            ]
        );
    }

    #[test]
    fn a_row_of_a_list_is_known_again_by_its_order_also_of_a_second_night() {
        let old = "order,due,about\nA,2026-09-20,x\nB,,y\n";
        let new = old.replace("2026-09-20", "2026-09-21");
        for file in ["lists/call.csv", "lists-2/call.csv"] {
            assert_eq!(
                shown(old, &new, file),
                ["A | due | 2026-09-20 | 2026-09-21"]
            );
            let without = "order,due,about\nA,2026-09-20,x\n";
            assert_eq!(
                shown(old, without, file),
                ["B |  | {\"order\":\"B\",\"about\":\"y\"} | -"]
            );
        }
        assert_eq!(known_by("outcomes-2.jsonl"), ["order"]);
        assert_eq!(known_by("outcomes-of-mine.jsonl"), [""; 0]);
    }

    #[test]
    fn the_same_lines_in_another_order_are_a_difference_too() {
        let lines = ["{\"order\":\"A\"}\n", "{\"order\":\"B\"}\n"];
        let (old, new) = (lines.concat(), format!("{}{}", lines[1], lines[0]));
        assert_eq!(shown(&old, &new, "outcomes.jsonl"), [" |  | A | B"]);
    }
}
