//! `order.toml`, `order.yaml` and `order.json` as one tree of texts: what an operator typed, digit by digit.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::cell::{Flaw, number_flaw, trim};
use super::source::Format;
use crate::order::Text;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing, or nothing but blanks.
    Absent,
    Scalar(String, Flaw),
    List(Vec<Node>),
    /// Keys in the document's order.
    Table(Vec<(String, Node)>),
}

/// Deepest nesting of a YAML document; the readers of TOML and JSON have bounds of their own.
const DEPTH: usize = 64;

impl Node {
    /// Reads a document; in words what is wrong with it.
    pub(super) fn parse(text: &str, format: Format) -> Result<Self, Text> {
        let root = match format {
            Format::Yaml => yaml(text)?,
            Format::Json => serde_json::from_str(text)
                .map(Self::from_json)
                .map_err(|error| syntax("JSON", Some(error.line()), ""))?,
            _ => text
                .parse::<toml::Table>()
                .map(Self::from_toml_table)
                .map_err(|error| {
                    let line = error
                        .span()
                        .map(|span| text[..span.start].matches('\n').count() + 1);
                    syntax("TOML", line, error.message())
                })?,
        };
        match root {
            Self::Table(_) => Ok(root),
            _ => Err(Text::new(
                "最外层不是键值表",
                "the outermost level is no table of keys",
            )),
        }
    }

    fn scalar(text: &str, flaw: Flaw) -> Self {
        let text = trim(text);
        if text.is_empty() {
            Self::Absent
        } else {
            Self::Scalar(text.to_owned(), flaw)
        }
    }

    fn flag(flag: bool) -> Self {
        Self::scalar(if flag { "是" } else { "否" }, Flaw::None)
    }

    fn number(number: f64) -> Self {
        Self::scalar(&number.to_string(), number_flaw(number))
    }

    fn from_toml_table(table: toml::Table) -> Self {
        Self::Table(
            table
                .into_iter()
                .map(|(key, value)| (key, Self::from_toml(value)))
                .collect(),
        )
    }

    fn from_toml(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::scalar(&text, Flaw::None),
            toml::Value::Integer(number) => Self::scalar(&number.to_string(), Flaw::None),
            toml::Value::Float(number) => Self::number(number),
            toml::Value::Boolean(flag) => Self::flag(flag),
            toml::Value::Datetime(moment) => Self::scalar(&moment.to_string(), Flaw::None),
            toml::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from_toml).collect())
            }
            toml::Value::Table(table) => Self::from_toml_table(table),
        }
    }

    fn from_json(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Absent,
            serde_json::Value::Bool(flag) => Self::flag(flag),
            // Whole numbers of up to 64 bits are exact; whatever else is a number has been rounded.
            serde_json::Value::Number(number) => match number.as_f64() {
                Some(rounded) if number.is_f64() => Self::number(rounded),
                _ => Self::scalar(&number.to_string(), Flaw::None),
            },
            serde_json::Value::String(text) => Self::scalar(&text, Flaw::None),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(table) => Self::Table(
                table
                    .into_iter()
                    .map(|(key, value)| (key, Self::from_json(value)))
                    .collect(),
            ),
        }
    }
}

/// Builds the tree from the parser's events, which keep every scalar as it was typed.
fn yaml(text: &str) -> Result<Node, Text> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| syntax("YAML", Some(error.marker().line()), error.info()))?;
        let refuse = |detail: &str| Err(syntax("YAML", Some(span.start.line()), detail));
        let node = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Table(Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
            Event::Scalar(text, style, ..) => match open.last_mut() {
                Some(Open::Table(rows, key @ None)) => {
                    if rows.iter().any(|(known, _)| *known == text) {
                        return refuse("a key stands twice in one table");
                    }
                    *key = Some(text.into_owned());
                    None
                }
                _ if style == ScalarStyle::Plain
                    && matches!(&*text, "~" | "null" | "Null" | "NULL") =>
                {
                    Some(Node::Absent)
                }
                _ => Some(Node::scalar(&text, Flaw::None)),
            },
            Event::Alias(_) => return refuse("anchors and aliases are not supported"),
            _ => None,
        };
        if open.len() > DEPTH {
            return refuse("nested too deeply");
        }
        let Some(node) = node else { continue };
        match open.last_mut() {
            Some(Open::List(items)) => items.push(node),
            Some(Open::Table(rows, key)) => match key.take() {
                Some(key) => rows.push((key, node)),
                None => return refuse("a key must be a text"),
            },
            None if root.is_none() => root = Some(node),
            None => return refuse("more than one document in the file"),
        }
    }
    Ok(root.unwrap_or(Node::Absent))
}

/// A list or table that is not yet closed; a table with the key whose value comes next.
enum Open {
    List(Vec<Node>),
    Table(Vec<(String, Node)>, Option<String>),
}

impl Open {
    fn close(self) -> Node {
        match self {
            Self::List(items) => Node::List(items),
            Self::Table(rows, _) => Node::Table(rows),
        }
    }
}

fn syntax(language: &str, line: Option<usize>, detail: &str) -> Text {
    let (zh, en) = match line {
        Some(line) => (format!("第 {line} 行"), format!(" in line {line}")),
        None => Default::default(),
    };
    let detail = if detail.is_empty() {
        String::new()
    } else {
        format!(": {detail}")
    };
    Text::new(
        format!("{zh}不是正确的 {language}{detail}"),
        format!("not well-formed {language}{en}{detail}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(text: &str, format: Format) -> (String, Flaw) {
        match Node::parse(text, format) {
            Ok(Node::Table(rows)) => match rows.into_iter().next() {
                Some((_, Node::Scalar(text, flaw))) => (text, flaw),
                other => panic!("no scalar: {other:?}"),
            },
            other => panic!("no table: {other:?}"),
        }
    }

    #[test]
    fn yaml_digits_survive_as_they_were_typed() {
        for digits in [
            "110101199003070003",
            "0571",
            "1.10101E+17",
            "1_000",
            "0x10",
            "007",
        ] {
            assert_eq!(get(&format!("Zjhm: {digits}"), Format::Yaml).0, digits);
        }
        assert_eq!(get("Zjhm: '0571'", Format::Yaml).0, "0571");
    }

    #[test]
    fn numbers_that_json_or_toml_cannot_keep_are_marked() {
        assert_eq!(
            get(r#"{"Zjhm": 110101199003070003}"#, Format::Json),
            ("110101199003070003".into(), Flaw::None)
        );
        assert_eq!(
            get(r#"{"Zjhm": 110101199003070003110101199003}"#, Format::Json).1,
            Flaw::DigitsLost
        );
        assert_eq!(
            get(r#"{"Zjhm": 1.10101199003070003e17}"#, Format::Json).1,
            Flaw::DigitsLost
        );
        assert_eq!(
            get("Zjhm = 1.1010119900307e17", Format::Toml).1,
            Flaw::DigitsLost
        );
        assert_eq!(
            get("Zjhm = 110101199003070003", Format::Toml),
            ("110101199003070003".into(), Flaw::None)
        );
    }

    #[test]
    fn what_is_not_well_formed_is_refused_with_its_line() {
        let refused = |text: &str, format| Node::parse(text, format).unwrap_err().en.into_owned();
        assert!(refused("a = 1\nb = ", Format::Toml).contains("line 2"));
        assert!(refused("{\"a\": 1,\n}", Format::Json).contains("line 2"));
        assert!(refused("a: 1\na: 2\n", Format::Yaml).contains("line 2"));
        assert!(refused("a: &x 1\nb: *x\n", Format::Yaml).contains("aliases"));
        assert!(refused(&"- ".repeat(5000), Format::Yaml).contains("deeply"));
        assert!(refused(&"[".repeat(5000), Format::Yaml).contains("YAML"));
        assert!(refused("[1]", Format::Json).contains("outermost"));
    }
}
