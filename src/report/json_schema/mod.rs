//! The shape of machine-readable output, as JSON Schema: a contract that `--print-schema` prints and tests hold real output
//! against. The schemas are data files beside this one. They name every key that is there, and allow more: a later version
//! may add keys, and a reader that checks against an older schema goes on working.

use serde_json::Value;

use crate::ledger::export_schema;

/// What one line of a command's JSON output looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A file of `send`.
    Sent,
    /// A finding of `check`.
    Finding,
    /// A built file, or an order held back, of `build`.
    Build,
    /// An outcome, or the totals, of `report`.
    Outcome,
    /// A file of `validate`.
    Validation,
    /// A filing or an order of `ledger lookup`.
    Lookup,
    /// A task of `ledger tasks`.
    Tasks,
    /// An answer of `ledger assign`.
    Kept,
    /// An answer file of `ingest`.
    Ingest,
    /// An order of `classify`.
    Classified,
    /// A problem, or the totals, of `archive verify`.
    Archive,
    /// An invariant of `ledger check`.
    Check,
    /// A row of `ledger export`.
    Export,
    /// A night of `report --trend`.
    Trend,
    /// An order of `status`.
    Status,
}

impl Shape {
    /// The JSON Schema, complete in itself.
    pub fn schema(self) -> Value {
        match self {
            Self::Sent => read(include_str!("sent.json")),
            Self::Finding => read(include_str!("finding.json")),
            Self::Outcome => read(include_str!("outcome.json")),
            Self::Validation => read(include_str!("validation.json")),
            Self::Lookup => read(include_str!("lookup.json")),
            Self::Tasks => read(include_str!("tasks.json")),
            Self::Kept => read(include_str!("kept.json")),
            Self::Ingest => read(include_str!("ingest.json")),
            Self::Classified => read(include_str!("classified.json")),
            Self::Archive => read(include_str!("archive.json")),
            Self::Check => read(include_str!("check.json")),
            Self::Trend => read(include_str!("trend.json")),
            Self::Export => export_schema(),
            Self::Status => {
                let mut schema = read(include_str!("status.json"));
                let outcome = Self::Outcome.schema();
                let known = ["attempt", "turn", "source", "state", "code", "ids"];
                for name in known {
                    schema["$defs"][name] = outcome["$defs"][name].clone();
                }
                // A story is an outcome and what happened.
                let mut story = outcome["$defs"]["outcome"].clone();
                story["properties"]["events"] =
                    schema["$defs"]["story"]["properties"]["events"].take();
                if let Some(required) = story["required"].as_array_mut() {
                    required.push(Value::from("events"));
                }
                schema["$defs"]["story"] = story;
                schema
            }
            Self::Build => {
                let mut schema = read(include_str!("build.json"));
                let mut finding = Self::Finding.schema();
                if let Some(finding) = finding.as_object_mut() {
                    // Only the outermost schema says which dialect it is in.
                    finding.shift_remove("$schema");
                }
                schema["$defs"]["finding"] = finding;
                schema
            }
        }
    }
}

fn read(schema: &str) -> Value {
    serde_json::from_str(schema).expect("the bundled schemas are JSON, which a test reads")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{FileState, State};

    #[test]
    fn every_schema_reads_and_names_its_command() {
        for shape in [
            Shape::Sent,
            Shape::Finding,
            Shape::Build,
            Shape::Outcome,
            Shape::Validation,
            Shape::Lookup,
            Shape::Tasks,
            Shape::Kept,
            Shape::Ingest,
            Shape::Classified,
            Shape::Archive,
            Shape::Check,
            Shape::Export,
            Shape::Status,
            Shape::Trend,
        ] {
            let schema = shape.schema();
            let title = schema["title"].as_str().unwrap();
            assert!(title.starts_with("beian "), "{title}");
        }
    }

    #[test]
    fn the_schema_of_what_is_sent_knows_every_state_of_a_file() {
        let schema = Shape::Sent.schema();
        let states: Vec<&str> = FileState::ALL.iter().map(|state| state.id()).collect();
        assert_eq!(
            schema["properties"]["state"]["enum"],
            serde_json::json!(states)
        );
    }

    #[test]
    fn the_outcome_schema_knows_every_state() {
        let schema = Shape::Outcome.schema();
        let known: Vec<&str> = schema["$defs"]["state"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let states: Vec<&str> = State::ALL.iter().map(|state| state.id()).collect();
        assert_eq!(known, states);
    }
}
