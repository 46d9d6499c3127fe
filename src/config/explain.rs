//! The configuration, explained: every key with its value, and where that comes from.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::Config;
use crate::bundled;
use crate::order::Text;

/// One line for each key: what it is for.
const KEYS: &str = include_str!("keys.csv");

#[derive(Deserialize)]
struct Key {
    key: String,
    zh: String,
    en: String,
}

static EXPLANATIONS: LazyLock<HashMap<String, Text>> = LazyLock::new(|| {
    let keys = bundled::rows(KEYS).into_iter();
    keys.map(|Key { key, zh, en }| (key, Text::new(zh, en)))
        .collect()
});

/// One key.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name as an operator would call it: `paths.orders`, `bureau[江苏].hours`.
    pub name: String,
    /// Its value; null where it is absent and has none by default.
    pub value: Value,
    /// The line of the file that sets it; none for a default.
    pub line: Option<usize>,
    /// What it is for.
    pub explanation: Option<&'static Text>,
}

/// Every key, in the order of the configuration's parts; `text` is the file that it was read from.
pub fn entries(config: &Config, text: &str) -> Vec<Entry> {
    let mut lines = HashMap::new();
    // A file that cannot be parsed has been told about; here it sets nothing.
    if let Ok(table) = DeTable::parse(text) {
        note_lines(table.get_ref(), "", text, &mut lines);
    }
    let mut entries = Vec::new();
    if let Ok(Value::Object(parts)) = serde_json::to_value(config) {
        for (part, value) in parts {
            match value {
                Value::Array(bureaus) => {
                    for (number, bureau) in bureaus.into_iter().enumerate() {
                        let name = bureau["name"].as_str().unwrap_or_default();
                        let shown = format!("{part}[{name}]");
                        let set = format!("{part}[{number}]");
                        flatten(bureau, &part, &shown, &set, &lines, &mut entries);
                    }
                }
                value => flatten(value, &part, &part, &part, &lines, &mut entries),
            }
        }
    }
    entries
}

/// Adds the keys below one; each goes by three names: the explanations', the operator's, and the file's.
fn flatten(
    value: Value,
    key: &str,
    shown: &str,
    set: &str,
    lines: &HashMap<String, usize>,
    entries: &mut Vec<Entry>,
) {
    let explanation = EXPLANATIONS.get(key);
    match value {
        Value::Object(members) if explanation.is_none() => {
            for (member, value) in members {
                let below = |name: &str| format!("{name}.{member}");
                flatten(
                    value,
                    &below(key),
                    &below(shown),
                    &below(set),
                    lines,
                    entries,
                );
            }
        }
        value => entries.push(Entry {
            name: shown.to_owned(),
            value,
            line: lines.get(set).copied(),
            explanation,
        }),
    }
}

/// Notes the line of every key of a file.
fn note_lines(table: &DeTable<'_>, above: &str, text: &str, lines: &mut HashMap<String, usize>) {
    for (key, value) in table.iter() {
        let name = match above {
            "" => key.get_ref().to_string(),
            above => format!("{above}.{}", key.get_ref()),
        };
        let before = text.as_bytes().iter().take(key.span().start);
        lines.insert(
            name.clone(),
            1 + before.filter(|byte| **byte == b'\n').count(),
        );
        match value.get_ref() {
            DeValue::Table(table) => note_lines(table, &name, text, lines),
            DeValue::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    if let DeValue::Table(table) = item.get_ref() {
                        note_lines(table, &format!("{name}[{number}]"), text, lines);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_explained_and_no_other() {
        let entries = entries(&Config::built_in(), "");
        let unexplained: Vec<&str> = { entries.iter() }
            .filter(|entry| entry.explanation.is_none())
            .map(|entry| entry.name.as_str())
            .collect();
        assert!(unexplained.is_empty(), "keys.csv lacks {unexplained:?}");
        let known: BTreeSet<String> = { entries.iter() }
            .map(|entry| entry.name.replace("[practice]", ""))
            .collect();
        let explained: BTreeSet<String> = EXPLANATIONS.keys().cloned().collect();
        assert_eq!(known, explained);
    }

    #[test]
    fn a_key_that_the_file_sets_has_its_line_and_the_others_are_defaults() {
        let text = "[carrier]\nname = \"甲\"\n\n[[bureau]]\nname = \"江苏\"\nurl = \"http://a\"\nretry.tries = 2\n[bureau.wsdl]\nignore = true\n";
        let config: Config = toml::from_str(text).unwrap();
        let entries = entries(&config, text);
        let line = |name: &str| {
            let entry = entries.iter().find(|entry| entry.name == name).expect(name);
            (entry.value.to_string(), entry.line)
        };
        assert_eq!(line("carrier.name"), ("\"甲\"".into(), Some(2)));
        assert_eq!(line("carrier.isp_id"), ("330000000001".into(), None));
        assert_eq!(line("bureau[江苏].url"), ("\"http://a\"".into(), Some(6)));
        assert_eq!(line("bureau[江苏].retry.tries"), ("2".into(), Some(7)));
        assert_eq!(line("bureau[江苏].wsdl.ignore"), ("true".into(), Some(9)));
        assert_eq!(line("bureau[江苏].hours"), ("null".into(), None));
    }
}
