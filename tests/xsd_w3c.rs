//! The W3C XML Schema test suite (w3c/xsdtests), run from a folder that `XSD_W3C_SUITE` names.
//!
//! What counts is every instance of the sets of XML Schema 1.0 whose group has one schema document, which is expected
//! to be a valid schema. The verdicts are counted by test set; every wrong one, and every schema that is refused, must
//! be in `xsd_w3c.csv` with its reason, and nothing may be there that is right. The suite is not part of the
//! repository; without it the test says so and passes.
//!
//! NIST's instances are counted too, without their list: the names say `SV-IV` of the valid and `SV-II` of the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use beian::xsd::{Options, Schema};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rayon::prelude::*;

/// Sets about XML Schema 1.1 only are left out by their contributors' folders.
const CONTRIBUTORS: [&str; 5] = ["msMeta", "sunMeta", "boeingMeta", "wgMeta", "common"];

/// An instance of the suite.
#[derive(Debug, Clone)]
struct Case {
    set: String,
    name: String,
    schema: PathBuf,
    instance: PathBuf,
    valid: bool,
}

/// What came of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    AcceptedWrongly,
    RefusedWrongly,
    BehindRefused,
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::AcceptedWrongly => "accepted wrongly",
            Self::RefusedWrongly => "refused wrongly",
            Self::BehindRefused => "behind refused schema",
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Whether versions such as `1.0 1.1` include ours; none means all.
fn ours(versions: Option<&str>) -> bool {
    versions.is_none_or(|versions| {
        let mut words = versions.split_whitespace();
        words.any(|word| word == "1.0" || word == "Unicode_6.0.0")
            || !versions.contains("1.1") && !versions.contains("Unicode")
    })
}

/// The cases of one test set.
fn cases(file: &Path, set: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let folder = file.parent().expect("a file lies in a folder");
    let mut reader = Reader::from_str(&text);
    let mut cases = Vec::new();
    let mut applies = vec![true];
    let (mut schemas, mut schema_valid): (Vec<PathBuf>, Option<bool>) = (Vec::new(), None);
    let mut case: Option<Case> = None;
    let mut expected: Option<bool> = None;
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let local = tag.local_name().as_ref().to_owned();
                let path = || attribute(tag, "href").map(|href| folder.join(href));
                match local.as_str() {
                    "testSet" | "testGroup" | "instanceTest" | "schemaTest" => {
                        let inside = applies.last() == Some(&true);
                        applies.push(inside && ours(attribute(tag, "version").as_deref()));
                        if local == "testGroup" {
                            (schemas, schema_valid) = (Vec::new(), None);
                        }
                        expected = None;
                        case = (local == "instanceTest").then(|| Case {
                            set: set.to_owned(),
                            name: attribute(tag, "name").unwrap_or_default(),
                            schema: PathBuf::new(),
                            instance: PathBuf::new(),
                            valid: false,
                        });
                    }
                    "schemaDocument" => schemas.extend(path()),
                    "instanceDocument" => {
                        if let (Some(case), Some(path)) = (&mut case, path()) {
                            case.instance = path;
                        }
                    }
                    "expected" if ours(attribute(tag, "version").as_deref()) => {
                        expected = match attribute(tag, "validity").as_deref() {
                            Some("valid") => Some(true),
                            Some("invalid") => Some(false),
                            _ => None,
                        };
                    }
                    _ => {}
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "schemaTest" => {
                    schema_valid = expected;
                    applies.pop();
                }
                "instanceTest" => {
                    let applies = applies.pop() == Some(true);
                    if let (Some(mut case), Some(valid), [schema], Some(true), true) =
                        (case.take(), expected, &schemas[..], schema_valid, applies)
                    {
                        (case.schema, case.valid) = (schema.clone(), valid);
                        let there = case.schema.is_file() && case.instance.is_file();
                        cases.extend(there.then_some(case));
                    }
                }
                "testSet" | "testGroup" => drop(applies.pop()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    cases
}

/// NIST's instances: `NISTXML-SV-IV-…-2-3.xml` belongs to `NISTSchema-SV-IV-…-2.xsd`.
fn nist(folder: &Path) -> Vec<Case> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let instances = files.filter(|file| file.path().extension().is_some_and(|end| end == "xml"));
    let cases = instances.filter_map(|file| {
        let instance = file.path().to_owned();
        let name = instance.file_stem()?.to_str()?.to_owned();
        let (schema, _) = name.rsplit_once('-')?;
        let schema = schema.strip_prefix("NISTXML-")?;
        let valid = schema.starts_with("SV-IV-");
        let schema = instance.with_file_name(format!("NISTSchema-{schema}.xsd"));
        schema.is_file().then_some(Case {
            set: "nistData".to_owned(),
            name,
            schema,
            instance,
            valid,
        })
    });
    cases.collect()
}

fn verdict(case: &Case) -> (Verdict, String) {
    let schema = match Schema::read_file(&case.schema) {
        Ok(schema) => schema,
        Err(error) => return (Verdict::BehindRefused, error.to_string()),
    };
    let bytes = std::fs::read(&case.instance).expect("the instance is there");
    let outcome = schema.validate(&bytes, &Options::default());
    let said = outcome
        .violations
        .first()
        .map(|first| format!("{} {} {}", first.path, first.rule, first.message.en));
    let verdict = match (outcome.is_valid(), case.valid) {
        (ours, theirs) if ours == theirs => Verdict::Right,
        (true, _) => Verdict::AcceptedWrongly,
        (false, _) => Verdict::RefusedWrongly,
    };
    (verdict, said.unwrap_or_default())
}

/// What is known to be wrong, and why: set and test to verdict and reason.
fn known() -> BTreeMap<(String, String), String> {
    let text = include_str!("xsd_w3c.csv");
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("xsd_w3c.csv is well written"));
    rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].to_owned()))
        .collect()
}

#[test]
fn every_wrong_answer_to_the_suite_is_explained() {
    let Ok(folder) = std::env::var("XSD_W3C_SUITE") else {
        eprintln!("skipped: XSD_W3C_SUITE names no copy of w3c/xsdtests");
        return;
    };
    let folder = PathBuf::from(folder);
    let mut all = nist(&folder.join("nistData"));
    let suite = std::fs::read_to_string(folder.join("suite.xml")).expect("the suite is there");
    for part in suite.split("testSetRef xlink:href=\"").skip(1) {
        let set = part.split('"').next().unwrap_or_default();
        if CONTRIBUTORS.contains(&set.split('/').next().unwrap_or_default()) {
            all.extend(cases(&folder.join(set), set));
        }
    }
    let results: Vec<(Verdict, String)> = all.par_iter().map(verdict).collect();
    let mut known = known();
    let mut counts: BTreeMap<&str, BTreeMap<Verdict, usize>> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for (case, (verdict, said)) in all.iter().zip(&results) {
        *counts
            .entry(&case.set)
            .or_default()
            .entry(*verdict)
            .or_default() += 1;
        if *verdict == Verdict::Right {
            continue;
        }
        let explained = known.remove(&(case.set.clone(), case.name.clone()));
        if explained.as_deref() != Some(verdict.name()) {
            unexplained.push(format!(
                "{},{},{}: {} {said}",
                case.set,
                case.name,
                verdict.name(),
                case.instance.display()
            ));
        }
    }
    let (mut suite, mut nist) = (BTreeMap::new(), BTreeMap::new());
    for (set, counts) in &counts {
        println!("{set}: {}", line(counts));
        let sum = if *set == "nistData" {
            &mut nist
        } else {
            &mut suite
        };
        counts
            .iter()
            .for_each(|(verdict, n)| *sum.entry(*verdict).or_insert(0) += n);
    }
    println!("all but NIST: {}", line(&suite));
    println!("NIST: {}", line(&nist));
    assert!(
        unexplained.is_empty(),
        "not in xsd_w3c.csv:\n{}",
        unexplained.join("\n")
    );
    assert!(known.is_empty(), "in xsd_w3c.csv, but right: {known:?}");
}

fn line(counts: &BTreeMap<Verdict, usize>) -> String {
    let total: usize = counts.values().sum();
    let parts = counts
        .iter()
        .map(|(verdict, n)| format!("{n} {}", verdict.name()));
    format!(
        "{total} instances, {}",
        parts.collect::<Vec<_>>().join(", ")
    )
}
