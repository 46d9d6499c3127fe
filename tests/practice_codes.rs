//! Which codes the practice bureau decides, by `src/practice/codes.csv`: every code of the interface stands there once, and
//! for each that is decided an upload or a call gets it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use beian::bureau::Client;
use beian::envelope::{FileName, SealOptions, Sealed, password_hash, seal};
use beian::practice::{Options, Running, start};
use beian::schemas::{DOWNLOAD, UPLOAD};
use beian::xsd;
use practice_support::*;
use secrecy::SecretString;
use serde::Deserialize;
use tempfile::{TempDir, tempdir};

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[derive(Deserialize)]
struct Line {
    code: u32,
    decided: String,
    how: String,
}

/// `codes.csv` by code.
fn lines() -> BTreeMap<u32, Line> {
    let mut reader = csv::Reader::from_path(in_project("src/practice/codes.csv")).unwrap();
    let lines = reader.deserialize().map(|line| {
        let line: Line = line.unwrap();
        (line.code, line)
    });
    lines.collect()
}

fn decided(kind: &str) -> BTreeSet<u32> {
    let lines = lines().into_iter();
    lines
        .filter(|(_, line)| line.decided == kind)
        .map(|(code, _)| code)
        .collect()
}

/// `fixtures/practice/codes.toml`.
#[derive(Deserialize)]
struct Cases {
    past: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// All codes of the answer to the last upload.
    codes: Vec<u32>,
    #[serde(default)]
    scenario: String,
    uploads: Vec<Upload>,
    /// Whether the uploads fit the schema.
    #[serde(default = "yes")]
    schema: bool,
}

#[derive(Deserialize)]
struct Upload {
    base: String,
    #[serde(default = "icp")]
    root: String,
    #[serde(default)]
    replace: Vec<(String, String)>,
    #[serde(default = "version")]
    version: String,
    #[serde(default = "carrier")]
    carrier: u64,
    /// Bytes before the closing tag of the root.
    #[serde(default)]
    bytes: Vec<u8>,
}

fn yes() -> bool {
    true
}

fn icp() -> String {
    "ICP".to_owned()
}

fn version() -> String {
    "V.3.0".to_owned()
}

fn carrier() -> u64 {
    CARRIER
}

fn cases() -> Cases {
    let text = fs::read_to_string(in_project("fixtures/practice/codes.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

impl Upload {
    fn document(&self) -> Vec<u8> {
        let base = format!("fixtures/practice/base/{}.xml", self.base);
        let mut content = fs::read_to_string(in_project(&base)).unwrap();
        for (old, new) in &self.replace {
            assert!(content.contains(old), "{}: no {old}", self.base);
            content = content.replace(old, new);
        }
        let Upload {
            root,
            version,
            carrier,
            ..
        } = self;
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"GBK\"?><UploadData version=\"{version}\"><{root}>{}<Qqdwid>{carrier}</Qqdwid>",
            content.trim()
        );
        let mut bytes = encoding_rs::GBK.encode(&text).0.into_owned();
        bytes.extend(&self.bytes);
        bytes.extend(format!("</{root}></UploadData>").bytes());
        bytes
    }
}

fn fits(schema: &xsd::Schema, document: &[u8]) -> Result<(), String> {
    let outcome = schema.validate(document, &xsd::Options::default());
    match outcome.violations.first() {
        None => Ok(()),
        Some(violation) => Err(format!("{} {}", violation.path, violation.rule)),
    }
}

/// A bureau that holds files against the schema, as `beian practice` does.
fn strict_bureau(folder: &TempDir, scenario: &str) -> Running {
    start(Options {
        schema_check: Some(Arc::new(|xml| fits(UPLOAD.schema(), xml))),
        ..options(folder.path(), scenario)
    })
    .unwrap()
}

fn sealed(name: &str, xml: &[u8]) -> Sealed {
    let name: FileName = format!("{name}.xml").parse().unwrap();
    seal(xml, &name, &SealOptions::default()).unwrap()
}

/// Sends the uploads of a case, and gives the codes of the answers to the last one.
fn answered(case: &Case, past: &str) -> Vec<u32> {
    let folder = tempdir().unwrap();
    let bureau = strict_bureau(&folder, &format!("{}\n{past}", case.scenario));
    let client = client(&bureau);
    let mut documents = Vec::new();
    for (upload, sequence) in case.uploads.iter().zip(1..) {
        let xml = upload.document();
        let checked = fits(UPLOAD.schema(), &xml);
        assert_eq!(checked.is_ok(), case.schema, "{}: {checked:?}", upload.base);
        let sealed = sealed(&format!("FILE{sequence}"), &xml);
        assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
        documents = fetch_all(&client);
    }
    let mut codes = Vec::new();
    for (name, document) in &documents {
        let bytes = encoding_rs::GBK.encode(document).0;
        assert_eq!(fits(DOWNLOAD.schema(), &bytes), Ok(()), "{document}");
        if name.contains("BAJG") {
            let found = document.split("<Jgdm>").skip(1);
            codes.extend(
                found.map(|rest| -> u32 { rest.split('<').next().unwrap().parse().unwrap() }),
            );
        }
    }
    codes
}

#[test]
fn every_code_of_the_interface_is_listed_once_with_how_it_is_decided_or_why_not() {
    let table = in_project("schemas/v3.0/codes/result_codes.csv");
    let mut reader = csv::Reader::from_path(table).unwrap();
    let codes = reader
        .records()
        .map(|record| record.unwrap()[0].parse().unwrap());
    let codes: Vec<u32> = codes.collect();
    let listed: Vec<u32> = lines().into_keys().collect();
    assert_eq!(
        listed,
        codes
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    let text = fs::read_to_string(in_project("src/practice/codes.csv")).unwrap();
    assert_eq!(text.lines().count(), codes.len() + 1, "each code once");
    for line in lines().into_values() {
        let known = ["state", "call", "scenario", "no"];
        assert!(known.contains(&line.decided.as_str()), "{}", line.code);
        assert!(line.how.len() > 5, "{} says how or why not", line.code);
    }
}

#[test]
fn every_code_decided_by_the_state_is_answered_to_an_upload_that_asks_for_it() {
    let Cases { past, case } = cases();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (case, place) in case.iter().zip(1..) {
        let answered = answered(case, &past);
        if answered != case.codes {
            wrong.push(format!("case {place}: {:?}, not {answered:?}", case.codes));
        }
        seen.extend(answered);
    }
    eprintln!("{} cases, {} codes", case.len(), seen.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(seen, decided("state"), "what is listed is what is answered");
}

#[test]
fn every_record_the_cases_begin_with_is_accepted_as_it_is() {
    let Cases { past, .. } = cases();
    let parts = [
        (
            "ICP",
            "xzba xzwz xzjr bgba cancel-subject cancel-site cancel-access hsjg wbacljg xzhyd",
        ),
        ("IP", "source source-change allocation broadcast own-range"),
        ("YM", "domain"),
    ];
    for (root, bases) in parts {
        for base in bases.split(' ') {
            let case = toml::from_str(&format!(
                "codes = []\nuploads = [{{ base = \"{base}\", root = \"{root}\" }}]"
            ));
            let answered = answered(&case.unwrap(), &past);
            assert!(
                answered
                    .iter()
                    .all(|code| [1001, 1060, 2998, 3998].contains(code)),
                "{base}: {answered:?}"
            );
        }
    }
}

fn filing(name: &str, id: u32) -> Sealed {
    let content = format!(
        "<XZBA>{}</XZBA>",
        new_filing(id, &format!("s{id}.example.cn"))
    );
    file(name, &content, None)
}

/// Makes a call with parameters as they are, and gives its code.
fn raw(bureau: &Running, method: &str, changed: &[(&str, &str)]) -> u32 {
    let rand_val = "abcdefghij0123456789";
    let hash = password_hash(&SecretString::from(PASSWORD), rand_val).unwrap();
    let sent = filing("XZBA1", 1);
    let carrier = CARRIER.to_string();
    let all = [
        ("ispId", carrier.as_str()),
        ("userName", USER),
        ("randVal", rand_val),
        ("pwdHash", &hash),
        ("beianInfo", &sent.info),
        ("beianInfoHash", &sent.hash),
        ("dataSequence", "1"),
        ("encryptAlgorithm", "0"),
        ("hashAlgorithm", "0"),
        ("compressionFormat", "0"),
    ];
    let parameters: String = { all.iter() }
        .map(|(name, value)| {
            let other = changed.iter().find(|(changed, _)| changed == name);
            let value = other.map_or(value, |(_, value)| value);
            format!("<{name}>{value}</{name}>")
        })
        .collect();
    let answer = post(
        bureau,
        "ISPWebService/upDownLoad",
        &format!("<{method}>{parameters}</{method}>"),
    );
    let (_, rest) = answer.split_once("msg_code&gt;").unwrap();
    rest.split("&lt;").next().unwrap().parse().unwrap()
}

#[test]
fn every_code_decided_by_a_call_is_answered_to_a_call_that_asks_for_it() {
    let mut seen = BTreeSet::new();
    let folder = tempdir().unwrap();
    let scenario = "[description]\nspelling = \"ispId\"\n[password]\ntries = 1";
    let bureau = bureau(folder.path(), scenario);
    let mut raw = |method: &str, changed: &[(&str, &str)], code: u32| {
        assert_eq!(raw(&bureau, method, changed), code, "{method} {changed:?}");
        seen.insert(code);
    };
    raw("isp_upload", &[("userName", "someone")], 4);
    raw("isp_upload", &[("pwdHash", "AAAA")], 5);
    raw("isp_upload", &[("beianInfo", "*")], 6);
    raw(
        "isp_upload",
        &[("beianInfoHash", "AAAAAAAAAAAAAAAAAAAAAA==")],
        7,
    );
    let broken = sealed_zip(b"no archive".to_vec());
    raw(
        "isp_upload",
        &[("beianInfo", &broken.info), ("beianInfoHash", &broken.hash)],
        8,
    );
    raw("isp_upload", &[("encryptAlgorithm", "2")], 9);
    raw("isp_upload", &[("hashAlgorithm", "1")], 10);
    raw("isp_upload", &[("compressionFormat", "1")], 11);
    raw("isp_upload", &[("ispId", "1")], 12);
    raw("isp_upload", &[("dataSequence", "2")], 14);
    raw("isp_upload", &[("randVal", "short")], 16);
    let two = sealed_zip(two_entries());
    raw(
        "isp_upload",
        &[("beianInfo", &two.info), ("beianInfoHash", &two.hash)],
        17,
    );
    let large = sealed("LARGE", &large_document());
    raw(
        "isp_upload",
        &[("beianInfo", &large.info), ("beianInfoHash", &large.hash)],
        18,
    );
    raw("isp_downloadack", &[], 21);
    raw("isp_download", &[], 2);
    raw("isp_upload", &[], 0);
    raw("isp_upload", &[], 999);
    raw("isp_download", &[], 3);

    let client = client(&bureau);
    for _ in 0..2 {
        let waiting = client.download().unwrap();
        client.acknowledge(&waiting.file.unwrap().name).unwrap();
    }
    raw("isp_download", &[], 1);
    let verify = |client: &Client| {
        let answer = client.verify_password("浙ICP备2026000001号", &SecretString::from("1"));
        answer.unwrap().code
    };
    assert_eq!((verify(&client), verify(&client)), (0, 22));
    seen.insert(22);
    assert_eq!(seen, decided("call"));
}

#[test]
fn every_code_that_only_a_scenario_gives_is_given() {
    let mut seen = BTreeSet::new();
    for (action, code) in [("limit", 15), ("window", 20), ("maintenance", 901)] {
        let folder = tempdir().unwrap();
        let scenario = format!("[[fault]]\ncall = \"isp_upload\"\ndo = \"{action}\"");
        let bureau = bureau(folder.path(), &scenario);
        let answer = client(&bureau).upload(&filing("XZBA1", 1), 1).unwrap();
        assert_eq!(answer.code, code);
        seen.insert(code);
    }
    let folder = tempdir().unwrap();
    let scenario = "[[fault]]\ncall = \"isp_download\"\ndo = \"maintenance\"";
    let under_maintenance = bureau(folder.path(), scenario);
    let answer = client(&under_maintenance).download().unwrap();
    seen.insert(answer.code);
    for result in [
        "opinion = \"请更换照片\"",
        "partial = [\"added.example.cn\"]",
    ] {
        let case = format!(
            "codes = []\nscenario = '''\n[[answer]]\n{result}\n'''\nuploads = [{{ base = \"xzwz\" }}]"
        );
        seen.extend(answered(&toml::from_str(&case).unwrap(), &cases().past));
    }
    assert_eq!(seen, decided("scenario"));
}

fn sealed_zip(zip: Vec<u8>) -> Sealed {
    Sealed::from_zip("XZBA1.xml".parse().unwrap(), zip, None)
}

fn two_entries() -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.xml", "b.xml"] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(b"<UploadData/>").unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// More than 50 MB that do not pack as if they were a bomb.
fn large_document() -> Vec<u8> {
    let mut text = String::new();
    let mut number = 1_u64;
    while text.len() < 53 << 20 {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text.push_str(&format!("<a>{number}</a>{:200}\n", ""));
    }
    text.into_bytes()
}
