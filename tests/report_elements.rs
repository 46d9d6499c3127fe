//! The elements of IP and domain reports are those of the official schema: names, what may be left out, lengths.

use std::collections::BTreeSet;
use std::path::Path;

use beian::order::{Element, Frame, Kind, Operation, Presence, ReportRow};
use beian::xsd::{OutlineLine, Schema};

fn official() -> Option<Schema> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/upload.xsd");
    if !path.exists() {
        eprintln!("skipped: the official schema is not beside this checkout");
        return None;
    }
    Some(Schema::read_file(path).expect("the official schema loads as published"))
}

/// Every report with what it does, and where its records stand.
fn reports() -> Vec<(Kind, Operation, &'static Frame)> {
    let operations = |kind: &'static Kind| {
        let operations = Operation::ALL.iter().copied();
        operations.map(move |operation| {
            let frame = Frame::of(*kind, Some(operation)).expect("every report has a frame");
            (*kind, operation, frame)
        })
    };
    Kind::REPORTS.iter().flat_map(operations).collect()
}

/// The path of a line without its groups: what a document shows.
fn shown(line: &OutlineLine) -> String {
    let steps = line.path.split('/').filter(|step| !step.starts_with('('));
    steps.collect::<Vec<_>>().join("/")
}

fn facet(line: &OutlineLine, name: &str) -> Option<u32> {
    let mut values = line.facets.iter();
    values.find_map(|facet| facet.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

#[test]
fn each_record_has_the_elements_of_the_schema() {
    let Some(schema) = official() else { return };
    let outline = schema.outline();
    for (kind, operation, frame) in reports() {
        let around: Vec<&str> = frame.path().chain([frame.record.as_str()]).collect();
        let record = format!("/UploadData/{}/", around.join("/"));
        let lines = outline.iter().filter(|line| line.kind == "element");
        let inside: Vec<(String, &OutlineLine)> = lines
            .filter_map(|line| Some((shown(line).strip_prefix(&record)?.to_owned(), line)))
            .collect();
        // An element that only holds others is no column.
        let is_leaf = |path: &str| {
            !inside
                .iter()
                .any(|(other, _)| other.starts_with(&format!("{path}/")))
        };
        let leaves: BTreeSet<&str> = { inside.iter().map(|(path, _)| path.as_str()) }
            .filter(|path| is_leaf(path))
            .collect();
        let ours = Element::of(kind, Some(operation));
        let paths: BTreeSet<&str> = ours.iter().map(|element| element.path.as_str()).collect();
        assert_eq!(paths, leaves, "{} {}", kind.name(), operation.name());
        for element in ours {
            let (_, line) = inside
                .iter()
                .find(|(path, _)| *path == element.path)
                .expect("just compared");
            let within = line.path.rsplit_once(&format!("/{}/", frame.record));
            let in_choice = within.is_some_and(|(_, path)| path.contains("(choice)"));
            let expected = match (in_choice, line.occurs.0) {
                (true, _) => Presence::Choice,
                (false, 0) => Presence::Optional,
                (false, _) if ["IspId", "Zzip"].contains(&element.tag()) => Presence::Allocated,
                (false, _) => Presence::Required,
            };
            let place = format!("{} {} {}", kind.name(), operation.name(), element.path);
            assert_eq!(element.presence, expected, "{place}");
            let lengths = facet(line, "minLength").zip(facet(line, "maxLength"));
            // A day has ten characters, which its type sees to.
            let lengths = lengths.filter(|(least, most)| least != most);
            let columns = ReportRow::columns(kind).iter();
            let column = { columns }.find(|column| column.path == element.column);
            let column = column.expect("every element has a column");
            assert_eq!(element.length(column), lengths, "{place}");
        }
    }
}

#[test]
fn tags_are_those_of_the_schema_where_its_prose_has_others() {
    let add = Element::of(Kind::DomainReport, Some(Operation::Add));
    let has = |tag: &str| add.iter().any(|element| element.tag() == tag);
    assert!(has("Jfr_mz") && has("Zcr_shengid"));
    assert!(!has("Zfr_mz") && !has("Zcr__shengid"));
}
