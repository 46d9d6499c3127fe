//! Machine-readable output is what `--print-schema` says it is, key by key, on the whole first night.

mod support;

use std::fs;

use beian::report::json_schema::Shape;
use serde_json::Value;
use support::{Night, beian, json_lines};

/// How `value` departs from `schema`: what JSON Schema says for the keywords that our schemas use, and stricter in one
/// point, that a key which the schema does not name is wrong.
fn departures(value: &Value, schema: &Value, root: &Value, path: &str) -> Vec<String> {
    let Some(keywords) = schema.as_object() else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    for (keyword, wanted) in keywords {
        let fits = match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let pointer = wanted.as_str().and_then(|name| name.strip_prefix('#'));
                let target = root.pointer(pointer.expect("a reference within the schema"));
                wrong.extend(departures(value, target.expect("a definition"), root, path));
                true
            }
            "oneOf" => {
                let choices = wanted.as_array().expect("choices").iter();
                let departed: Vec<Vec<String>> = choices
                    .map(|choice| departures(value, choice, root, path))
                    .collect();
                if departed.iter().filter(|wrong| wrong.is_empty()).count() != 1 {
                    wrong.push(format!("{path} is not exactly one of: {departed:?}"));
                }
                true
            }
            "enum" => wanted.as_array().is_some_and(|known| known.contains(value)),
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|name| is_a(value, name)),
                name => is_a(value, name),
            },
            "required" => {
                let keys = wanted.as_array().expect("keys").iter();
                keys.filter_map(Value::as_str)
                    .all(|key| value.get(key).is_some())
            }
            "additionalProperties" => {
                let named = keywords.get("properties");
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if named.is_none_or(|named| named.get(key).is_none()) {
                        wrong.extend(departures(inner, wanted, root, &format!("{path}.{key}")));
                    }
                }
                true
            }
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    let more = keywords.get("additionalProperties");
                    match wanted.get(key).or(more) {
                        Some(schema) => {
                            wrong.extend(departures(inner, schema, root, &format!("{path}.{key}")))
                        }
                        None => wrong.push(format!("{path}.{key} is not in the schema")),
                    }
                }
                true
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    wrong.extend(departures(inner, wanted, root, &format!("{path}[{index}]")));
                }
                true
            }
            "minItems" => value
                .as_array()
                .is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a count")),
            "minimum" => value
                .as_i64()
                .is_none_or(|number| number >= wanted.as_i64().expect("a number")),
            "minLength" => value.as_str().is_none_or(|text| {
                text.chars().count() as u64 >= wanted.as_u64().expect("a length")
            }),
            "maxLength" => value.as_str().is_none_or(|text| {
                text.chars().count() as u64 <= wanted.as_u64().expect("a length")
            }),
            "format" => {
                let is_date = |text: &str| text.parse::<chrono::NaiveDate>().is_ok();
                let is_time = |text: &str| chrono::DateTime::parse_from_rfc3339(text).is_ok();
                value.as_str().is_none_or(|text| match wanted.as_str() {
                    Some("date") => is_date(text),
                    Some("date-time") => is_time(text),
                    _ => panic!("{path}: {wanted}"),
                })
            }
            other => panic!("this check does not know {other}"),
        };
        if !fits {
            wrong.push(format!("{path}: {keyword} {wanted} is not met by {value}"));
        }
    }
    wrong
}

fn is_a(value: &Value, name: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("this check does not know the type {other:?}"),
    }
}

/// The lines of a command in the fixture's folder, each held against the schema that the command prints. Where a command
/// has parts, the first two arguments name it.
fn conforming_lines(night: &Night, arguments: &[&str], shape: Shape) -> Vec<Value> {
    let words = if matches!(arguments[0], "ledger" | "archive") {
        2
    } else {
        1
    };
    let printed = beian()
        .args(&arguments[..words])
        .args(["--format", "json", "--print-schema"])
        .output()
        .expect("the program starts");
    assert_eq!(
        printed.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&printed.stderr)
    );
    let schema: Value = serde_json::from_slice(&printed.stdout).expect("a schema");
    assert_eq!(schema, shape.schema());
    let lines = json_lines(&night.beian(&[arguments, &["--format", "json"]].concat()));
    assert!(!lines.is_empty(), "{arguments:?} prints nothing");
    let wrong: Vec<String> = lines
        .iter()
        .flat_map(|line| departures(line, &schema, &schema, "line"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    lines
}

#[test]
fn findings_are_as_their_schema_says() {
    let night = Night::copy();
    let lines = conforming_lines(&night, &["check", "orders"], Shape::Finding);
    assert!(
        lines.iter().any(|line| line["code"].is_null())
            && lines.iter().any(|line| line["code"].is_u64())
    );
}

#[test]
fn outcomes_and_totals_are_as_their_schema_says() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    let lines = conforming_lines(&night, &["report"], Shape::Outcome);
    let totals = lines
        .iter()
        .filter(|line| line.get("totals").is_some())
        .count();
    assert_eq!(totals, 1);
    assert!(
        lines
            .last()
            .is_some_and(|line| line.get("totals").is_some()),
        "the totals come last"
    );
}

#[test]
fn stories_are_as_their_schema_says() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    let file = "33000000000120260918XZBA000001.xml";
    let lines = conforming_lines(&night, &["status", file], Shape::Status);
    assert_eq!(lines.len(), 76, "every order of the file");
}

#[test]
fn built_files_and_orders_held_back_are_as_their_schema_says() {
    let night = Night::copy();
    let lines = conforming_lines(&night, &["build", "orders"], Shape::Build);
    let files: Vec<&Value> = lines
        .iter()
        .filter(|line| line.get("name").is_some())
        .collect();
    assert_eq!(files.len(), 3, "one file for each family");
    let (mut packed, mut held_back): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for line in &lines {
        packed.extend(
            line["orders"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str),
        );
        held_back.extend(line["order"].as_str());
    }
    assert_eq!(
        packed.len() + held_back.len(),
        176,
        "every order is in a file or held back"
    );
    assert!(held_back.iter().all(|order| !packed.contains(order)));
    assert!(
        lines.last().is_some_and(|line| line["order"].is_null()),
        "findings of no order come last"
    );
}

#[test]
fn files_that_are_sent_are_as_their_schema_says() {
    let night = Night::copy();
    night.beian(&["build", "orders"]);
    let planned = conforming_lines(&night, &["send", "--dry-run"], Shape::Sent);
    let numbers: Vec<Option<u64>> = planned
        .iter()
        .map(|line| line["sequence"].as_u64())
        .collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
    assert!(planned.iter().all(|line| line["state"] == "built"));
    let sent = conforming_lines(&night, &["send"], Shape::Sent);
    for (planned, sent) in planned.iter().zip(&sent) {
        for key in ["name", "bureau", "family", "sequence", "orders"] {
            assert_eq!(planned[key], sent[key], "{key}");
        }
        assert_eq!(sent["state"], "accepted");
        assert!(sent["accepted"].is_string());
    }
    assert_eq!(sent.len(), 3);
}

#[test]
fn what_is_said_of_the_ledger_and_the_archive_is_as_its_schema_says() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    let invariants = conforming_lines(&night, &["ledger", "check"], Shape::Check);
    assert!(invariants.iter().all(|line| line["holds"] == true));
    let sound = conforming_lines(&night, &["archive", "verify"], Shape::Archive);
    assert_eq!(sound.len(), 1, "the totals alone");
    // What is wrong has the same shape.
    let ledger = rusqlite::Connection::open(night.path("run/ledger.sqlite")).expect("a ledger");
    ledger
        .execute("UPDATE files SET sequence = 9 WHERE sequence = 3", [])
        .expect("a file");
    drop(ledger);
    let broken = conforming_lines(&night, &["ledger", "check"], Shape::Check);
    assert!(broken.iter().any(|line| line["holds"] == false));
    let contents = fs::read_dir(night.path("run/archive/files")).expect("an archive");
    let some = contents.flatten().next().expect("a file").path();
    let is_folder = some.is_dir();
    let gone = match is_folder {
        true => fs::remove_dir_all(&some),
        false => fs::remove_file(&some),
    };
    gone.expect("it can be removed");
    let problems = conforming_lines(&night, &["archive", "verify"], Shape::Archive);
    assert!(
        problems
            .iter()
            .any(|line| line["problem"] == "content_missing")
    );
}

#[test]
fn what_the_other_commands_of_the_ledger_say_is_as_its_schema_says() {
    let night = Night::copy();
    night.beian(&["nightly"]);
    let list = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/answers/icp-wbawzlb/whole.xml"
    );
    conforming_lines(&night, &["ingest", list], Shape::Ingest);
    conforming_lines(&night, &["ledger", "tasks"], Shape::Tasks);
    let domain = "cy-liudi-peng-clocks.com.cn";
    conforming_lines(&night, &["ledger", "lookup", domain], Shape::Lookup);
    conforming_lines(&night, &["classify", "orders"], Shape::Classified);
}

#[test]
fn validations_are_as_their_schema_says() {
    let night = Night::copy();
    fs::write(
        night.path("wrong.xml"),
        "<UploadData version=\"V.3.0\"><ICP/></UploadData>",
    )
    .expect("a file");
    let lines = conforming_lines(&night, &["validate", "wrong.xml"], Shape::Validation);
    assert_eq!(lines[0]["valid"], false);
    assert!(
        lines[0]["errors"]
            .as_array()
            .is_some_and(|errors| !errors.is_empty())
    );
}

#[test]
fn a_departure_is_noticed() {
    let schema = Shape::Finding.schema();
    let night = Night::copy();
    let lines = json_lines(&night.beian(&["check", "orders", "--format", "json"]));
    let mut without = lines[0].clone();
    without.as_object_mut().expect("a line").remove("rule");
    let mut renamed = lines[0].clone();
    renamed["colour"] = "red".into();
    let mut retyped = lines[0].clone();
    retyped["code"] = "5001".into();
    for line in [without, renamed, retyped] {
        assert_eq!(
            departures(&line, &schema, &schema, "line").len(),
            1,
            "{line}"
        );
    }
}
