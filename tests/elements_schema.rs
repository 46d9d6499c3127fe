//! The table of elements says what the upload schema says: every element where it stands, whether it must be there, and
//! how long its text may be.

use std::collections::{BTreeMap, BTreeSet};

use beian::order::{
    Access, Address, Attachment, Column, Domain, Element, Frame, Header, Kind, Operation, Part,
    Preapproval, Presence, ReportRow, Site, Subject,
};
use beian::upload::schema;
use beian::xsd::OutlineLine;

/// The elements of the bundled schema, by path without the groups around them; with whether a choice contains them.
fn declared() -> BTreeMap<String, (OutlineLine, bool)> {
    let lines = schema::bundled().outline().into_iter();
    lines
        .filter(|line| line.kind == "element")
        .map(|line| {
            let steps = line.path.split('/').filter(|step| !step.starts_with('('));
            let path = steps.collect::<Vec<_>>().join("/");
            let parent = line.path.rsplit_once('/').map_or("", |(parent, _)| parent);
            let in_choice = parent.ends_with("(choice)");
            (path, (line, in_choice))
        })
        .collect()
}

/// Every record of every kind: its place, and its elements.
fn records() -> Vec<(Kind, String, &'static [Element])> {
    let operations = || Operation::ALL.iter().copied().map(Some).chain([None]);
    let mut records = Vec::new();
    for kind in Kind::ALL {
        for operation in operations() {
            if operation.is_some() != Kind::REPORTS.contains(kind) {
                continue;
            }
            let frame = Frame::of(*kind, operation).expect("every record has a frame");
            let steps = frame.path().chain([frame.record.as_str()]);
            let place = format!("/UploadData/{}", steps.collect::<Vec<_>>().join("/"));
            records.push((*kind, place, Element::of(*kind, operation)));
        }
    }
    records
}

fn column(kind: Kind, element: &Element) -> &'static Column {
    let sheets = [
        ReportRow::columns(kind),
        Header::columns(),
        Subject::columns(),
        Site::columns(),
        Preapproval::columns(),
        Domain::columns(),
        Access::columns(),
        Address::columns(),
        Attachment::columns(),
    ];
    let mut columns = sheets.into_iter().flatten();
    let column = columns.find(|column| column.path == element.column);
    column.unwrap_or_else(|| panic!("no column {}", element.column))
}

#[test]
fn every_element_of_the_table_is_what_the_schema_says() {
    let declared = declared();
    for (kind, place, elements) in records() {
        for element in elements {
            let path = format!("{place}/{}", element.path);
            let (line, in_choice) = declared
                .get(&path)
                .unwrap_or_else(|| panic!("the schema has no {path}"));
            let must = line.occurs.0 > 0 && !in_choice;
            match element.presence {
                Presence::Required => assert!(must, "{path} may be left out"),
                Presence::Optional => assert!(!must, "{path} must not be left out"),
                Presence::Choice => assert!(in_choice, "{path} is no choice"),
                Presence::Allocated => assert!(!in_choice, "{path} is a choice"),
            }
            let facet = |name: &str| {
                let facets = line.facets.iter();
                let values = facets.filter_map(|facet| facet.strip_prefix(name));
                values
                    .filter_map(|value| value.strip_prefix('=')?.parse().ok())
                    .next()
            };
            let bounds = facet("minLength").zip(facet("maxLength"));
            let ours = element.length(column(kind, element));
            // Dates have a length of ten and no other; one text has no type at all.
            if bounds != Some((10, 10)) && line.base != "xs:anyType" {
                assert_eq!(ours, bounds, "{path}");
            }
        }
    }
}

#[test]
fn every_value_of_the_schema_has_a_row_in_the_table() {
    let known: BTreeSet<String> = records()
        .into_iter()
        .flat_map(|(_, place, elements)| {
            let paths = elements
                .iter()
                .map(|element| format!("{place}/{}", element.path));
            paths.collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<String> = declared()
        .into_iter()
        .filter(|(path, (line, _))| {
            line.base != "elements" && !path.ends_with("/Qqdwid") && !known.contains(path)
        })
        .map(|(path, _)| path)
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn tags_are_those_of_the_schema_where_its_prose_has_others() {
    let add = Element::of(Kind::DomainReport, Some(Operation::Add));
    let has = |tag: &str| add.iter().any(|element| element.tag() == tag);
    assert!(has("Jfr_mz") && has("Zcr_shengid"));
    assert!(!has("Zfr_mz") && !has("Zcr__shengid"));
}
