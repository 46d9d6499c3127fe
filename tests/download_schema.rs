//! Every element that the official schemas of downloads and of call answers define is kept by some reader: with another
//! value in it, the message is another one.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use beian::bureau::SavedAnswer;
use beian::download::{Content, Message, Messages};
use beian::xsd::{OutlineLine, Schema};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An element of the schema.
#[derive(Default)]
struct Node {
    children: Vec<(String, Node)>,
    /// Of an element that holds text: the lines' facets.
    text: Option<OutlineLine>,
}

impl Node {
    /// Adds what a line of the outline says. Groups do not matter: a document may have all of a choice, and any order.
    fn add(&mut self, steps: &[&str], line: &OutlineLine) {
        let Some((first, rest)) = steps.split_first() else {
            let holds_text = !matches!(line.base.as_str(), "elements" | "empty");
            self.text = holds_text.then(|| line.clone());
            return;
        };
        let at = self.children.iter().position(|(name, _)| name == first);
        let at = at.unwrap_or_else(|| {
            self.children.push(((*first).to_owned(), Node::default()));
            self.children.len() - 1
        });
        self.children[at].1.add(rest, line);
    }

    /// Writes the element with all that may be in it. The value of the element at `changed` is another one than else.
    fn write(&self, path: &str, changed: &str, out: &mut String) {
        for (name, child) in &self.children {
            let path = format!("{path}/{name}");
            out.push_str(&format!("<{name}>"));
            match &child.text {
                Some(line) => out.push_str(&value(line, path == changed)),
                None => child.write(&path, changed, out),
            }
            out.push_str(&format!("</{name}>"));
        }
    }

    /// The paths of all elements that hold text.
    fn leaves(&self, path: &str, leaves: &mut Vec<String>) {
        for (name, child) in &self.children {
            let path = format!("{path}/{name}");
            if child.text.is_some() {
                leaves.push(path.clone());
            }
            child.leaves(&path, leaves);
        }
    }
}

/// One of two values that an element may have.
fn value(line: &OutlineLine, other: bool) -> String {
    // A sequence number has no type of its own, and a status is one of two words.
    let words = match line.path.rsplit('/').next() {
        Some("dataSequence") => ["7", "8"],
        Some("Bazt") => ["0", "1"],
        _ => ["2026-01-01", "2026-01-02"],
    };
    if line.base != "xs:long" {
        return words[usize::from(other)].to_owned();
    }
    let least = line
        .facets
        .iter()
        .find_map(|facet| facet.strip_prefix("min=")?.parse::<u64>().ok());
    (least.unwrap_or(1) + u64::from(other)).to_string()
}

fn read(document: &str) -> Vec<Message> {
    let messages: Result<_, _> = Messages::new(document.as_bytes()).collect();
    messages.unwrap_or_else(|error| panic!("{error}: {document}"))
}

/// An official schema, when it lies beside the checkout.
fn official(name: &str) -> Option<Schema> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd"));
    if !folder.is_dir() {
        eprintln!("skipped: the official schemas are not beside this checkout");
        return None;
    }
    Some(Schema::read_file(folder.join(name)).expect("the official schema loads as published"))
}

/// The names of the elements down to what a line is about.
fn steps(line: &OutlineLine) -> Vec<&str> {
    let steps = line.path.split('/');
    steps
        .filter(|step| !step.is_empty() && !step.starts_with('('))
        .collect()
}

#[test]
fn every_element_of_the_official_answers_is_kept_by_a_reader() {
    let mut count = 0;
    for call in [
        "upload",
        "download",
        "downloadack",
        "querypreviousupload",
        "querybeianstatus",
    ] {
        let Some(schema) = official(&format!("return-{call}.xsd")) else {
            return;
        };
        let mut root = Node::default();
        for line in schema.outline() {
            if line.kind == "element" {
                root.add(&steps(&line), &line);
            }
        }
        let read = |changed: &str| {
            let mut document = String::new();
            root.write("", changed, &mut document);
            SavedAnswer::read(document.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
        };
        let before = read("");
        let mut leaves = Vec::new();
        root.leaves("", &mut leaves);
        for leaf in &leaves {
            count += 1;
            assert!(read(leaf) != before, "{leaf} of {call} is ignored");
        }
    }
    assert_eq!(count, 30);
}

#[test]
fn every_element_of_the_official_schema_is_kept_by_a_reader() {
    let Some(schema) = official("download.xsd") else {
        return;
    };
    // A document has one of the groups; a full copy one of four.
    let mut families: BTreeMap<String, Node> = BTreeMap::new();
    for line in schema.outline() {
        let steps = steps(&line);
        let length = if steps.get(1) == Some(&"SJTB") { 3 } else { 2 };
        if line.kind == "element" && steps.len() > length {
            let family = families.entry(steps[1..length].join("/")).or_default();
            family.add(&steps[length..], &line);
        }
    }
    assert_eq!(
        families.keys().collect::<Vec<_>>(),
        [
            "ICP",
            "IP",
            "JCDM",
            "SJTB/ICP",
            "SJTB/IP",
            "SJTB/JCDM",
            "SJTB/YM",
            "YM"
        ]
        .iter()
        .collect::<Vec<_>>()
    );
    let mut count = 0;
    let mut ignored = Vec::new();
    for (family, node) in &families {
        let document = |changed: &str| {
            let mut body = String::new();
            node.write("", changed, &mut body);
            let (open, close): (String, String) = family
                .split('/')
                .map(|step| (format!("<{step}>"), format!("</{step}>")))
                .reduce(|outer, inner| (outer.0 + &inner.0, inner.1 + &outer.1))
                .unwrap();
            format!("<DownloadData version=\"V.3.0\">{open}{body}{close}</DownloadData>")
        };
        let contents = |changed: &str| -> Vec<Content> {
            read(&document(changed))
                .into_iter()
                .map(|message| message.content)
                .collect()
        };
        let before = read(&document(""));
        for message in &before {
            let unknown: Vec<&str> = message.unknown().collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", message.family);
            assert!(
                !matches!(message.content, Content::Unread(_)),
                "{message:?}"
            );
        }
        let before: Vec<Content> = before.into_iter().map(|message| message.content).collect();
        let mut leaves = Vec::new();
        node.leaves("", &mut leaves);
        for leaf in &leaves {
            count += 1;
            if contents(leaf) == before {
                ignored.push(format!("{family}{leaf}"));
            }
        }
    }
    println!(
        "{count} elements hold a value, {} are ignored",
        ignored.len()
    );
    assert!(count > 400, "only {count}");
    assert_eq!(ignored, [""; 0]);
}

#[test]
fn every_element_of_the_official_schema_stands_in_some_fixture() {
    let Some(schema) = official("download.xsd") else {
        return;
    };
    let mut missing: BTreeSet<String> = schema
        .outline()
        .iter()
        .filter(|line| line.kind == "element")
        .map(|line| steps(line).join("/"))
        .collect();
    assert!(missing.len() > 700, "only {}", missing.len());
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/answers"));
    for family in fs::read_dir(folder).unwrap() {
        let Ok(bytes) = fs::read(family.unwrap().path().join("whole.xml")) else {
            continue;
        };
        let text = encoding_rs::GBK.decode(&bytes).0;
        let mut reader = Reader::from_str(&text);
        let mut open: Vec<String> = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    open.push(start.name().as_ref().to_owned());
                    missing.remove(&open.join("/"));
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}
