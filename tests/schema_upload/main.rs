//! Our upload schema is the bureau's: it compiles, explains itself, and gives the same verdict on every document
//! of every family. `xmllint` is the judge; where it, or the official schema, is absent, the test says so and passes.

mod document;
mod model;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use document::Element;
use model::{Declaration, Node};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const OURS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/v3.0/upload.xsd");
const OFFICIAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd/upload.xsd");

fn ours() -> Node {
    model::parse(&std::fs::read_to_string(OURS).expect("the schema lies in the repository"))
}

/// The official schema, or none where it is absent.
fn official() -> Option<Node> {
    let bytes = std::fs::read(OFFICIAL)
        .map_err(|_| println!("skipped: {OFFICIAL} is absent"))
        .ok()?;
    let (text, _, broken) = encoding_rs::GBK.decode(&bytes);
    assert!(!broken, "the official schema is GBK");
    Some(model::parse(&text))
}

fn has_xmllint() -> bool {
    let found = Command::new("xmllint").arg("--version").output().is_ok();
    if !found {
        println!("skipped: xmllint is not installed");
    }
    found
}

/// What `xmllint` says about each document.
fn verdicts(schema: &str, documents: &[String]) -> Vec<bool> {
    let folder = tempfile::tempdir().expect("the machine has a temporary folder");
    let mut verdicts = Vec::new();
    for chunk in documents.chunks(400) {
        let names: Vec<String> = (0..chunk.len())
            .map(|number| format!("{number}.xml"))
            .collect();
        for (name, document) in names.iter().zip(chunk) {
            std::fs::write(folder.path().join(name), document)
                .expect("the temporary folder can be written");
        }
        let mut command = Command::new("xmllint");
        command
            .current_dir(folder.path())
            .args(["--noout", "--schema"])
            .arg(Path::new(schema))
            .args(&names);
        let said = command.output().expect("xmllint was found before").stderr;
        let said = String::from_utf8_lossy(&said);
        let lines: BTreeSet<&str> = said.lines().collect();
        for name in names {
            let right = lines.contains(format!("{name} validates").as_str());
            let wrong = lines.contains(format!("{name} fails to validate").as_str());
            assert!(right != wrong, "xmllint gave no verdict on {name}: {said}");
            verdicts.push(right);
        }
    }
    verdicts
}

/// The root of an upload with its version, from a declaration of the root element.
fn upload(mut element: Element<'_>) -> Element<'_> {
    element.attributes = " version=\"V.3.0\"".to_owned();
    element
}

/// Documents with one flaw each, at every element of the schema in turn, and some that have none.
fn flawed_documents(root: &Declaration) -> BTreeSet<String> {
    let mut documents = BTreeSet::new();
    for branch in 0..3 {
        let full = upload(Element::full(root, branch));
        documents.insert(full.xml());
        for way in full.ways() {
            documents.extend(full.changed_at(&way).iter().map(Element::xml));
        }
    }
    documents
}

/// Random documents from a fixed seed, every other one with up to three random changes.
fn random_documents(root: &Declaration, count: usize) -> BTreeSet<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(20_180_528);
    let mut documents = BTreeSet::new();
    for number in 0..count {
        let mut document = upload(Element::random(root, &mut rng));
        let changes = if number % 2 == 0 {
            0
        } else {
            rng.random_range(1..=3)
        };
        for _ in 0..changes {
            let ways = document.ways();
            // An earlier change may have emptied the document.
            if ways.is_empty() {
                break;
            }
            let mut copies = document.changed_at(&ways[rng.random_range(0..ways.len())]);
            document = copies.swap_remove(rng.random_range(0..copies.len()));
        }
        documents.insert(document.xml());
    }
    documents
}

#[test]
fn ours_and_the_official_schema_give_the_same_verdict_on_every_document() {
    let Some(official) = official() else {
        return;
    };
    if !has_xmllint() {
        return;
    }
    let (ours, theirs) = (ours().root(), official.root());
    let mut documents = BTreeSet::new();
    for root in [&ours, &theirs] {
        documents.extend(flawed_documents(root));
        documents.extend(random_documents(root, 300));
    }
    let documents: Vec<String> = documents.into_iter().collect();
    let (ours, theirs) = (verdicts(OURS, &documents), verdicts(OFFICIAL, &documents));
    let accepted = theirs.iter().filter(|right| **right).count();
    println!("{} documents, {accepted} of them right", documents.len());
    assert!(
        accepted > 300 && documents.len() - accepted > 1000,
        "both verdicts are well represented"
    );
    for (position, document) in documents.iter().enumerate() {
        assert_eq!(
            ours[position], theirs[position],
            "ours (left) and the official schema disagree on {document}"
        );
    }
}

#[test]
fn every_family_may_be_sent_and_each_needs_its_sender() {
    if !has_xmllint() {
        return;
    }
    let document = |inner: &str| format!("<UploadData version=\"V.3.0\">{inner}</UploadData>");
    let documents = [
        document("<ICP><Qqdwid>330000000001</Qqdwid></ICP>"),
        document("<IP><Qqdwid>330000000001</Qqdwid></IP>"),
        document("<YM><Qqdwid>330000000001</Qqdwid></YM>"),
        document("<YM/>"),
        document("<ICP><Qqdwid>330000000001</Qqdwid><ZXBA/></ICP>"),
        document("<IP><Qqdwid>1</Qqdwid></IP><YM><Qqdwid>1</Qqdwid></YM>"),
        document("<JCDM/>"),
        "<UploadData><ICP><Qqdwid>330000000001</Qqdwid></ICP></UploadData>".to_owned(),
    ];
    assert_eq!(
        verdicts(OURS, &documents),
        [true, true, true, false, false, false, false, false]
    );
}

#[test]
fn every_type_has_a_name_and_every_part_is_explained_in_both_languages() {
    fn visit(node: &Node, depth: usize) {
        let explained = matches!(
            node.name.as_str(),
            "element" | "complexType" | "simpleType" | "attribute"
        );
        if explained {
            let name = node.attribute("name").unwrap_or_default();
            assert!(!name.is_empty(), "a {} without a name", node.name);
            assert!(
                !node.name.ends_with("Type") || depth == 1,
                "{name} is defined inside another element"
            );
            let languages: Vec<_> = node.child("annotation").map_or(Vec::new(), |annotation| {
                annotation
                    .children
                    .iter()
                    .filter_map(|text| text.attribute("xml:lang"))
                    .collect()
            });
            assert_eq!(languages, ["zh", "en"], "{name}");
        }
        node.children
            .iter()
            .for_each(|child| visit(child, depth + 1));
    }
    visit(&ours(), 0);
}
