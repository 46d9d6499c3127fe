//! Our schemas are the bureau's: they explain themselves, and give the same verdict on every document as the published
//! ones, except for the differences named in `differences.rs`.
//!
//! The outlines are compared line by line; then documents are judged by our engine and by `xmllint`, against ours and
//! the published schema: one flaw after the other at every element, and random documents made from either schema, right
//! ones and ones with one to three changes. Where the published schemas or `xmllint` are absent, a message says so.
//!
//! `SCHEMAS_DOCUMENTS` sets how many random documents are made for each of our schemas, `SCHEMAS_SEED` the seed; with a
//! number set, `xmllint` sees every document, else a sample. The long run is
//! `SCHEMAS_DOCUMENTS=20000 cargo test --test schemas -- --nocapture`.

mod compare;
mod differences;
mod explained;
#[path = "../xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod generate;
#[path = "../xsd_oracle/mutate.rs"]
mod mutate;
mod outlines;
mod pair;
mod systematic;
#[path = "../xsd_oracle/tree.rs"]
mod tree;
#[path = "../xsd_oracle/xmllint.rs"]
mod xmllint;

use std::collections::BTreeSet;
use std::path::Path;

use beian::xsd::{Options, Schema};
use differences::Difference;
use generate::Plan;
use pair::{Pair, Read};
use tree::Style;

const PLAIN: Style = Style {
    gbk: false,
    indented: false,
    crlf: false,
};

/// Every which document `xmllint` sees without a setting.
const SAMPLE: usize = 8;

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

fn nth() -> usize {
    setting::<usize>("SCHEMAS_DOCUMENTS").map_or(SAMPLE, |_| 1)
}

/// The smallest document around an element of ours, which gets the value.
fn with_value(plan: &Plan, path: &str, value: &str) -> Vec<u8> {
    let mut document = systematic::least(plan, path);
    let found = systematic::element_at(&mut document, path).expect("the path is ours");
    found.content = vec![tree::Item::Text(value.to_owned())];
    document.bytes(PLAIN)
}

/// The examples of a difference as documents, with what ours and the published schemas shall say of them.
fn examples(pair: &Pair, difference: &Difference) -> Vec<(Vec<u8>, (bool, bool))> {
    let groups = [
        (difference.only_ours, (true, false)),
        (difference.both, (true, true)),
        (difference.neither, (false, false)),
    ];
    let all = groups
        .iter()
        .flat_map(|(examples, verdicts)| examples.iter().map(move |example| (*example, *verdicts)));
    if difference.only_ours[0].starts_with('<') {
        let text = "文".repeat(256);
        return all
            .map(|(example, verdicts)| (example.replace("{256}", &text).into_bytes(), verdicts))
            .collect();
    }
    let (plan, lines) = (pair.ours.plan(), pair.ours.schema.outline());
    let mut documents = Vec::new();
    for place in difference.places {
        let numbers = lines.iter().filter(|line| line.base == "xs:long");
        let paths: Vec<&str> = numbers
            .map(|line| line.path.as_str())
            .filter(|path| outlines::plain(path).ends_with(&format!("/{place}")))
            .collect();
        assert!(!paths.is_empty(), "{place} is nowhere");
        for path in paths {
            let document = |(value, verdicts)| (with_value(&plan, path, value), verdicts);
            documents.extend(all.clone().map(document));
        }
    }
    documents
}

fn one_flaw_at_every_element(pair: &Pair) {
    // What ours and the published schema have in common is made once.
    let documents: BTreeSet<Vec<u8>> = pair
        .schemas()
        .map(Read::plan)
        .flat_map(|plan| systematic::documents(&plan))
        .map(|document| document.bytes(PLAIN))
        .collect();
    let documents: Vec<Vec<u8>> = documents.into_iter().collect();
    let tally = compare::compare(pair, &documents, nth());
    tally.check(&format!("{}, one flaw at every element", pair.name));
}

fn random_documents(pair: &Pair) {
    let count = setting("SCHEMAS_DOCUMENTS").unwrap_or(1000);
    let documents = pair.random(count, setting("SCHEMAS_SEED").unwrap_or(1));
    let tally = compare::compare(pair, &documents, 1);
    tally.check(&format!("{}, random documents", pair.name));
}

#[test]
fn one_flaw_at_any_element_gets_the_same_verdict_from_ours_and_the_published_schemas() {
    pair::all().iter().for_each(one_flaw_at_every_element);
}

#[test]
fn random_documents_get_the_same_verdict_from_ours_and_the_published_schemas() {
    pair::all().iter().for_each(random_documents);
}

#[test]
fn outlines_are_the_same_line_by_line_but_for_the_named_differences() {
    for pair in pair::all() {
        let places: BTreeSet<String> = match pair.published.as_slice() {
            [_] => outlines::different(&pair)
                .iter()
                .map(|(ours, _)| outlines::plain(&ours.path))
                .collect(),
            _ => outlines::apart(&pair),
        };
        for place in &places {
            let mut differences = pair.differences.iter();
            assert!(
                differences.any(|difference| difference.concerns(place)),
                "{}: {place}",
                pair.name
            );
        }
    }
}

#[test]
fn every_named_difference_is_there_and_goes_no_further() {
    for pair in pair::all() {
        let differences = pair.differences.iter();
        let examples: Vec<_> = differences.flat_map(|one| examples(&pair, one)).collect();
        for (bytes, verdicts) in &examples {
            let accepts = |read: &Read| read.schema.validate(bytes, &Options::default()).is_valid();
            let said = (accepts(&pair.ours), pair.published.iter().any(accepts));
            assert_eq!(said, *verdicts, "{}", String::from_utf8_lossy(bytes));
        }
        let documents: Vec<Vec<u8>> = examples.into_iter().map(|(bytes, _)| bytes).collect();
        let tally = compare::compare(&pair, &documents, 1);
        assert_eq!(tally.disagreements, Vec::<String>::new());
    }
}

#[test]
fn the_smallest_document_around_any_element_is_right() {
    for (name, ..) in pair::ALL {
        let schema = Schema::read_file(pair::folder().join(name)).expect(name);
        let plan = Plan::forest(&schema.outline(), false).swap_remove(0);
        for line in schema.outline() {
            if line.kind == "element" {
                let bytes = systematic::least(&plan, &line.path).bytes(PLAIN);
                let outcome = schema.validate(&bytes, &Options::default());
                assert_eq!(outcome.violations, [], "{}", line.path);
            }
        }
    }
}

#[test]
fn every_type_has_a_name_and_every_part_is_explained_in_both_languages() {
    for (name, _, differences) in pair::ALL {
        let text = std::fs::read_to_string(pair::folder().join(name)).expect(name);
        let schema = explained::parse(&text);
        for (depth, node) in schema.all() {
            if !["element", "complexType", "simpleType", "attribute"].contains(&node.name.as_str())
            {
                continue;
            }
            let part = node.attribute("name");
            assert!(!part.is_empty(), "{name}: a {} without a name", node.name);
            assert!(
                !node.name.ends_with("Type") || depth == 1,
                "{name}: {part} is defined inside another element"
            );
            let explanations = node.explanations();
            let languages: Vec<&str> = explanations.iter().map(|(language, _)| *language).collect();
            assert_eq!(languages, ["zh", "en"], "{name}: {part}");
            assert!(
                explanations.iter().all(|(_, text)| !text.trim().is_empty()),
                "{name}: {part}"
            );
        }
        let named: BTreeSet<&str> = differences.iter().map(|one| one.explained_at).collect();
        assert_eq!(schema.differences(), named, "{name}");
    }
}

#[test]
fn every_family_has_its_place_and_a_file_holds_one() {
    let sender = "<Qqdwid>330000000001</Qqdwid>";
    let full = "<Baxx><Zt_xx/></Baxx>";
    let files = [
        ("UploadData", format!("<ICP>{sender}</ICP>"), true),
        ("UploadData", format!("<IP>{sender}</IP>"), true),
        ("UploadData", format!("<YM>{sender}</YM>"), true),
        ("UploadData", "<YM/>".to_owned(), false),
        ("UploadData", format!("<JCDM>{sender}</JCDM>"), false),
        (
            "UploadData",
            format!("<IP>{sender}</IP><YM>{sender}</YM>"),
            false,
        ),
        ("UploadData", format!("<ICP>{sender}<ZXBA/></ICP>"), false),
        ("DownloadData", "<ICP/>".to_owned(), true),
        (
            "DownloadData",
            "<ICP><BAJG/><HMDLB/></ICP>".to_owned(),
            true,
        ),
        ("DownloadData", "<IP><BAJG/></IP>".to_owned(), true),
        ("DownloadData", "<YM/>".to_owned(), true),
        ("DownloadData", "<JCDM/>".to_owned(), true),
        ("DownloadData", "<SJTB/>".to_owned(), true),
        ("DownloadData", "<SJTB><JCDM/></SJTB>".to_owned(), true),
        ("DownloadData", "<ICP/><IP/>".to_owned(), false),
        (
            "DownloadData",
            format!("<SJTB><ICP>{full}</ICP></SJTB>"),
            false,
        ),
    ];
    for (root, inner, right) in files {
        let name = if root == "UploadData" {
            "upload.xsd"
        } else {
            "download.xsd"
        };
        let schema = Schema::read_file(pair::folder().join(name)).expect(name);
        let accepts = |document: &str| {
            let outcome = schema.validate(document.as_bytes(), &Options::default());
            outcome.is_valid()
        };
        let document = format!("<{root} version=\"V.3.0\">{inner}</{root}>");
        assert_eq!(accepts(&document), right, "{document}");
        assert!(
            !accepts(&format!("<{root}>{inner}</{root}>")),
            "version is required"
        );
    }
}

#[test]
fn the_answers_that_bureaus_send_are_right() {
    let schema = Schema::read_file(pair::folder().join("answers.xsd")).expect("loads");
    let answers = [
        "<msg_code>0</msg_code><msg>操作成功</msg>",
        "<msg_code>901</msg_code><msg/>",
        "<msg_code>14</msg_code><msg>请首先上载漏报的数据</msg>\
         <dataSequences><dataSequence>7</dataSequence><dataSequence>8</dataSequence></dataSequences>",
        "<msg_code>1</msg_code><msg>数据已经下载完毕</msg><fileInfos><hashAlgorithm>0</hashAlgorithm>\
         <compressionFormat>0</compressionFormat><encryptAlgorithm>0</encryptAlgorithm>\
         <return_FileName>a1.xml</return_FileName><beianInfo>UEsD\nBBQA</beianInfo>\
         <beianInfoHash>QUJD</beianInfoHash></fileInfos>",
        "<msg_code>0</msg_code><msg>操作成功</msg><fileInfos><hashAlgorithm>0</hashAlgorithm>\
         <compressionFormat>0</compressionFormat><encryptAlgorithm>0</encryptAlgorithm>\
         <dataSequence>0</dataSequence><return_FileName/><beianInfo/><beianInfoHash/></fileInfos>",
        "<msg_code>0</msg_code><msg>操作成功</msg><StatusInfo><Cxtjlx>11</Cxtjlx>\
         <Cxtj>beian-example.cn</Cxtj><Bazt>1</Bazt></StatusInfo>",
        "<msg_code>0</msg_code><msg>操作成功</msg><VerifyRes>1</VerifyRes>",
        "<VerifyRes>0</VerifyRes>",
    ];
    for answer in answers {
        let document = format!("<return>{answer}</return>");
        let outcome = schema.validate(document.as_bytes(), &Options::default());
        assert_eq!(outcome.violations, [], "{answer}");
    }
    let mixed =
        "<return><msg_code>0</msg_code><msg/><VerifyRes>0</VerifyRes><dataSequences/></return>";
    assert!(
        !schema
            .validate(mixed.as_bytes(), &Options::default())
            .is_valid()
    );
}

#[test]
fn fixtures_of_downloads_and_answers_are_right() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let read = |name: &str| Schema::read_file(pair::folder().join(name)).expect(name);
    let (downloads, answers) = (read("download.xsd"), read("answers.xsd"));
    let mut held = 0;
    for entry in walkdir::WalkDir::new(&fixtures) {
        let path = entry.expect("the fixtures can be read").into_path();
        let name = path
            .strip_prefix(&fixtures)
            .expect("below")
            .to_string_lossy();
        let schema = if name.ends_with("whole.xml") {
            &downloads
        } else if name.ends_with(".return.xml") {
            &answers
        } else {
            continue;
        };
        let bytes = std::fs::read(&path).expect("a readable fixture");
        let outcome = schema.validate(&bytes, &Options::default());
        assert_eq!(outcome.violations, [], "{name}");
        held += 1;
    }
    assert!(held > 15, "only {held} fixtures");
}
