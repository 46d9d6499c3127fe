//! The documents the practice bureau answers with: against the official schema where it lies beside the project,
//! and under scenarios that refuse, delay and split.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use beian::practice::{Options, start};
use chrono::NaiveDate;
use practice_support::*;
use tempfile::tempdir;

/// Sends the files under a scenario and gives the documents that come back.
fn answers(scenario: &str, contents: &[String]) -> Vec<String> {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), scenario);
    let client = client(&bureau);
    for (content, sequence) in contents.iter().zip(1..) {
        let sealed = file(&format!("FILE{sequence}"), content, None);
        assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
    }
    fetch_all(&client)
        .into_iter()
        .map(|(_, document)| document)
        .collect()
}

fn filings(ids: &[u32]) -> String {
    let records: String = ids
        .iter()
        .map(|id| new_filing(*id, &format!("site{id}.example.cn")))
        .collect();
    format!("<XZBA>{records}</XZBA>")
}

/// The official schema's file of this name, where it lies beside the project and xmllint is installed.
fn official_schema(name: &str) -> Option<PathBuf> {
    let schemas = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd"));
    let schema = schemas.join(name);
    let usable = schema.exists() && Command::new("xmllint").arg("--version").output().is_ok();
    usable.then_some(schema)
}

/// What xmllint says of a document.
fn validate(schema: &Path, document: &[u8]) -> Result<(), String> {
    let folder = tempdir().unwrap();
    let path = folder.path().join("document.xml");
    std::fs::write(&path, document).unwrap();
    let output = Command::new("xmllint")
        .args(["--noout", "--schema"])
        .args([schema, &path])
        .output()
        .unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn files_that_fit_the_official_schema_get_answers_that_fit_it_too() {
    let (Some(upload), Some(download)) = (
        official_schema("upload.xsd"),
        official_schema("download.xsd"),
    ) else {
        eprintln!("skipped: the official schemas or xmllint are not there");
        return;
    };
    let scenario = "
        [[answer]]
        organizer_contains = '演习20'
        codes = [1003, 1005]
        [[answer]]
        organizer_contains = '演习30'
        opinion = '请更换核验照片 <清晰>'
        [[answer]]
        partial = ['b.example.cn']
        [whole_file]
        refuse_5001 = [4]";
    let number = "浙ICP备2026000001号";
    let two = [site(40, "a.example.cn"), site(41, "b.example.cn")];
    let elsewhere = new_sites("粤ICP备2020000009号", &[site(50, "c.example.cn")]);
    let own_access = new_access(60, &format!("{number}-1"));
    let other_access = new_access(61, "京ICP备2020000001号-3");
    let contents = [
        filings(&[10, 20, 30]),
        format!("<XZWZ>{}{elsewhere}</XZWZ>", new_sites(number, &two)),
        format!("<XZJR>{own_access}{other_access}</XZJR>"),
        filings(&[70]),
        filings(&[80]).replace("<Bbfs>1</Bbfs>", ""),
    ];
    let folder = tempdir().unwrap();
    let check = move |xml: &[u8]| validate(&upload, xml);
    let bureau = start(Options {
        schema_check: Some(Arc::new(check)),
        ..options(folder.path(), scenario)
    });
    let bureau = bureau.unwrap();
    let client = client(&bureau);
    for (content, sequence) in contents.iter().zip(1..) {
        let sealed = file(&format!("FILE{sequence}"), content, None);
        assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
    }
    let documents = fetch_all(&client);
    let kinds: Vec<&str> = documents.iter().map(|(name, _)| &name[..4]).collect();
    let whole = ["BAJG", "GJSH", "BASJ"];
    assert_eq!(
        kinds,
        [&whole[..], &whole, &whole, &["BAJG", "BAJG"]].concat(),
        "{documents:?}"
    );
    assert!(
        documents[10].1.contains("Bbfs"),
        "the remark says what is missing: {}",
        documents[10].1
    );
    for (_, document) in documents {
        let checked = validate(&download, &encoding_rs::GBK.encode(&document).0);
        assert!(checked.is_ok(), "{checked:?}\n{document}");
    }
}

#[test]
fn refused_records_are_neither_reviewed_nor_filed() {
    let documents = answers(
        "[[answer]]\nown_id = 101\ncodes = [1003, 1005]",
        &[filings(&[10])],
    );
    assert_eq!(documents.len(), 1);
    let codes =
        "<Jgxx><Jgdm>1003</Jgdm></Jgxx><Jgxx><Jgdm>1005</Jgdm></Jgxx><Czlx>1</Czlx><Bs>101</Bs>";
    assert!(documents[0].contains(codes), "{}", documents[0]);
}

#[test]
fn an_audit_refusal_comes_with_its_opinion() {
    let documents = answers(
        "[[answer]]\ndomain = 'site10.example.cn'\nopinion = '照片不清晰'",
        &[filings(&[10])],
    );
    assert_eq!(documents.len(), 2);
    assert!(documents[0].contains("<Jgdm>1002</Jgdm>"));
    assert!(
        documents[1].contains("<Shyj>照片不清晰</Shyj><Shjg>0</Shjg>"),
        "{}",
        documents[1]
    );
}

#[test]
fn a_pending_record_has_no_answer_yet() {
    assert_eq!(
        answers("[[answer]]\npending = true", &[filings(&[10])]),
        Vec::<String>::new()
    );
}

#[test]
fn a_partial_approval_files_the_approved_sites_only() {
    let two = [site(40, "a.example.cn"), site(41, "b.example.cn")];
    let content = format!("<XZWZ>{}</XZWZ>", new_sites("浙ICP备2026000001号", &two));
    let documents = answers("[[answer]]\npartial = ['b.example.cn']", &[content]);
    assert!(
        documents[0].contains("<Jgdm>1062</Jgdm></Jgxx><Czlx>2</Czlx><Bs>浙ICP备2026000001号</Bs>")
    );
    assert!(documents[1].contains("<Shjg>1</Shjg><Czlx>2</Czlx><Jlid>402</Jlid>"));
    assert!(documents[1].contains("<Shjg>0</Shjg><Czlx>2</Czlx><Jlid>412</Jlid>"));
    assert!(
        documents[2].contains("<IspWzid>402</IspWzid>")
            && !documents[2].contains("<IspWzid>412</IspWzid>")
    );
}

#[test]
fn new_sites_and_accesses_join_what_was_filed_before() {
    let number = "浙ICP备2026000001号";
    let documents = answers(
        "",
        &[
            filings(&[10]),
            format!(
                "<XZWZ>{}</XZWZ>",
                new_sites(number, &[site(40, "a.example.cn")])
            ),
            format!("<XZJR>{}</XZJR>", new_access(60, &format!("{number}-2"))),
        ],
    );
    let (new_site, new_access) = (&documents[5], &documents[8]);
    assert!(
        new_site.contains("<Dwmc>杭州演习10有限公司</Dwmc>"),
        "{new_site}"
    );
    assert!(
        new_site.contains(&format!("<Baxh>{number}-2</Baxh>")),
        "{new_site}"
    );
    assert!(
        documents[6].contains("<Czlx>3</Czlx><Bs>60</Bs>"),
        "{}",
        documents[6]
    );
    assert!(
        new_access.contains("<IspJrid>404</IspJrid>"),
        "the site's first access is still there"
    );
    assert!(new_access.contains("<IspJrid>60</IspJrid>"), "{new_access}");
}

#[test]
fn an_access_can_be_answered_by_its_filing_number() {
    let content = format!("<XZJR>{}</XZJR>", new_access(60, "京ICP备2020000001号-3"));
    let documents = answers("[review]\naccess_by = 'filing_number'", &[content]);
    assert!(
        documents[0].contains("<Bs>京ICP备2020000001号-3</Bs>"),
        "{}",
        documents[0]
    );
    assert!(
        documents[2].contains("<Baxh>京ICP备2020000001号</Baxh>"),
        "{}",
        documents[2]
    );
}

#[test]
fn whole_files_are_refused_by_sequence_kind_version_carrier_and_operation() {
    let refused = |scenario: &str, root: &str, code: u32| {
        let folder = tempdir().unwrap();
        let bureau = bureau(folder.path(), scenario);
        let client = client(&bureau);
        let answer = client.upload(&document("FILE1", root, None), 1).unwrap();
        assert_eq!(answer.code, 0);
        let documents = fetch_all(&client);
        let refusal = format!("<Jgdm>{code}</Jgdm><Dmms>FILE1.xml</Dmms>");
        assert!(
            documents.len() == 1 && documents[0].1.contains(&refusal),
            "{code}: {documents:?}"
        );
    };
    let root = |version: &str, content: &str, carrier: u64| {
        format!(
            "<UploadData version=\"{version}\"><ICP>{content}<Qqdwid>{carrier}</Qqdwid></ICP></UploadData>"
        )
    };
    let good = root("V.3.0", &filings(&[10]), CARRIER);
    refused("[whole_file]\nrefuse_5001 = [1]", &good, 5001);
    refused("[whole_file]\nkinds = ['XZBA']", &good, 5001);
    refused("", &root("V.3.0", &filings(&[10]), 1), 5003);
    refused("", &root("3.0", &filings(&[10]), CARRIER), 5004);
    refused("", &root("V.3.0", "<DJTB><Djxx/></DJTB>", CARRIER), 5011);
    refused("", &root("V.3.0", "<XZBA></XZBA>", CARRIER), 5001);
    refused("", &good[..good.len() - 20], 5001);
    let too_many: String = (1..=1001)
        .map(|id| new_filing(id, "a.example.cn"))
        .collect();
    refused(
        "",
        &root("V.3.0", &format!("<XZBA>{too_many}</XZBA>"), CARRIER),
        5001,
    );
}

#[test]
fn results_wait_for_their_day() {
    let folder = tempdir().unwrap();
    let scenario = "[review]\nopinion_days = 1\nfiling_days = 2";
    let day = |day: u32| Options {
        today: Arc::new(move || NaiveDate::from_ymd_opt(2026, 3, day).unwrap()),
        ..options(folder.path(), scenario)
    };
    for (today, kind) in [(2, "BAJG"), (3, "GJSHS"), (4, "BASJ")] {
        let bureau = start(day(today)).unwrap();
        let client = client(&bureau);
        if today == 2 {
            client
                .upload(&file("XZBA1", &filings(&[10]), None), 1)
                .unwrap();
        }
        let names: Vec<String> = fetch_all(&client)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert!(names.len() == 1 && names[0].starts_with(kind), "{names:?}");
    }
}

#[test]
fn the_same_calls_give_the_same_answers() {
    let contents = [filings(&[10, 20]), filings(&[30])];
    let scenario = "[[answer]]\nshare = 50\ncodes = [1004]";
    assert_eq!(answers(scenario, &contents), answers(scenario, &contents));
}

#[test]
fn a_thousand_records_in_fifty_megabytes_are_taken() {
    let attachment = format!(
        "<Fj><Fjxx><Fjwjgs>1</Fjwjgs><Fjyt>2</Fjyt><Fjnr>{}</Fjnr><Fjssdx><Ssdxlx>1</Ssdxlx>\
         <Ssdxbs>OWNER</Ssdxbs></Fjssdx></Fjxx></Fj>",
        "/9j/4AAQSkZJRgABAQEAYABgAAD".repeat(1770)
    );
    let records: String = (1..=1000)
        .map(|id| {
            let record = new_filing(id, &format!("site{id}.example.cn"));
            let attachment = attachment.replace("OWNER", &format!("{id}1"));
            record.replace("</Baxx>", &format!("{attachment}</Baxx>"))
        })
        .collect();
    let sealed = file("XZBA1", &format!("<XZBA>{records}</XZBA>"), None);
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    let start = Instant::now();
    assert_eq!(client.upload(&sealed, 1).unwrap().code, 0);
    eprintln!("taken in {:?}", start.elapsed());
    let filings = fetch_all(&client).pop().unwrap().1;
    assert_eq!(filings.matches("<Baxx>").count(), 1000);
}
