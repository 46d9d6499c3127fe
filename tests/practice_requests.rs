//! The practice bureau takes changes, cancellations, verification results, unfiled sites and verification material, and
//! answers what the interface has an answer for.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::fs;
use std::path::Path;

use beian::schemas::{DOWNLOAD, UPLOAD};
use beian::xsd;
use practice_support::*;
use tempfile::tempdir;

/// Sends uploads, each `ICP` content of its own, and gives the documents that come back, with their names' kinds.
fn answers(scenario: &str, contents: &[String]) -> Vec<(String, String)> {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), scenario);
    let client = client(&bureau);
    for (content, sequence) in contents.iter().zip(1..) {
        let sealed = file(&format!("FILE{sequence}"), content, None);
        assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
    }
    let documents = fetch_all(&client).into_iter();
    let kind = |name: String| name.chars().take_while(char::is_ascii_alphabetic).collect();
    documents
        .map(|(name, document)| (kind(name), document))
        .collect()
}

/// What stands between `<ICP>` and `<Qqdwid>` in the expected file of a family.
fn expected(family: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/families");
    let files = fs::read_dir(folder.join(family).join("expected")).unwrap();
    let upload = { files.map(|entry| entry.unwrap().path()) }
        .find(|path| path.extension().is_some_and(|end| end == "xml"));
    let bytes = fs::read(upload.unwrap()).unwrap();
    assert!(
        UPLOAD
            .schema()
            .validate(&bytes, &xsd::Options::default())
            .is_valid()
    );
    let text = encoding_rs::GBK.decode(&bytes).0.into_owned();
    let (_, rest) = text.split_once("<ICP>").unwrap();
    rest.split_once("<Qqdwid>").unwrap().0.to_owned()
}

/// What stands in the elements of this name, in their order.
fn values<'d>(document: &'d str, tag: &str) -> Vec<&'d str> {
    let pieces = document
        .split(&format!("<{tag}>"))
        .skip(1)
        .collect::<Vec<_>>();
    pieces
        .iter()
        .map(|piece| piece.split('<').next().unwrap())
        .collect()
}

fn assert_fits_the_download_schema(document: &str) {
    let bytes = encoding_rs::GBK.encode(document).0;
    let outcome = DOWNLOAD.schema().validate(&bytes, &xsd::Options::default());
    assert!(outcome.is_valid(), "{:#?}\n{document}", outcome.violations);
}

fn kinds(answers: &[(String, String)]) -> Vec<&str> {
    answers.iter().map(|(kind, _)| kind.as_str()).collect()
}

#[test]
fn a_change_is_answered_by_the_subjects_id_and_published_as_it_is_now() {
    let answers = answers("", &[expected("bgba")]);
    assert_eq!(kinds(&answers), ["BAJG", "GJSHS", "BASJ"]);
    answers
        .iter()
        .for_each(|(_, document)| assert_fits_the_download_schema(document));
    let (results, opinions, filings) = (&answers[0].1, &answers[1].1, &answers[2].1);
    assert_eq!(values(results, "Czlx"), ["4", "4", "4"]);
    assert_eq!(values(results, "Bs"), ["880012", "880110", "880120"]);
    assert_eq!(values(opinions, "Jlid"), ["880012", "880110", "880120"]);
    assert_eq!(values(filings, "Ztid"), ["880012", "880110", "880120"]);
    assert_eq!(
        values(filings, "Ym")[..2],
        ["qingshanxi-net.cn", "qingshanxi-new.cn"]
    );
    assert_eq!(values(filings, "Jrid")[0], "880015");
    assert_eq!(values(filings, "Dwmc")[0], "杭州青杉溪网络有限公司");
}

#[test]
fn a_change_replaces_what_was_published_before() {
    let without_a_domain = {
        let change = expected("bgba");
        let start = change.find("<Ym_xx><IspYmid>3000000001").unwrap();
        let end = start + change[start..].find("</Ym_xx>").unwrap() + "</Ym_xx>".len();
        let change = format!("{}{}", &change[..start], &change[end..]);
        // The range that was new in the first change is filed under its own id; this one is another.
        change.replacen("<IspIpid>5000000001<", "<IspIpid>5900000001<", 1)
    };
    let answers = answers("", &[expected("bgba"), without_a_domain]);
    let filings: Vec<&str> = { answers.iter() }
        .filter(|(kind, _)| kind == "BASJ")
        .map(|(_, document)| document.as_str())
        .collect();
    assert!(filings[0].contains("qingshanxi-new.cn") && !filings[1].contains("qingshanxi-new.cn"));
    assert_eq!(values(filings[0], "Jrid"), values(filings[1], "Jrid"));
}

#[test]
fn a_cancellation_is_answered_by_its_category_and_confirmed() {
    let answers = answers("", &[expected("zxba")]);
    assert_eq!(kinds(&answers), ["BAJG", "GJSHS", "ZXSJ"]);
    let (results, opinions, cancelled) = (&answers[0].1, &answers[1].1, &answers[2].1);
    let ids = ["880062", "880023", "880034", "880045"];
    assert_eq!(values(results, "Czlx"), ["6", "7", "5", "5"]);
    assert_eq!(values(results, "Bs"), ids);
    assert_eq!(values(opinions, "Jlid"), ids);
    assert_eq!(values(cancelled, "Zxlb"), ["0", "1", "2", "2"]);
    assert_eq!(values(cancelled, "Jlid"), ids);
    // Its own schema knows no cancelled access, and its own text does.
    assert_fits_the_download_schema(results);
    assert_fits_the_download_schema(opinions);
}

#[test]
fn material_is_stored_under_what_its_owner_was_called() {
    let answers = answers("", &[expected("xzhyd")]);
    assert_eq!(kinds(&answers), ["BAJG"]);
    let results = &answers[0].1;
    assert!(values(results, "Jgdm").iter().all(|code| *code == "1060"));
    assert!(
        values(results, "Czlx")
            .iter()
            .all(|operation| *operation == "35")
    );
    assert_eq!(
        values(results, "Bs")[..2],
        ["浙ICP备99000123号-1", "880012"]
    );
}

#[test]
fn what_the_interface_has_no_result_for_is_taken_in_silence() {
    let contents = [expected("hsjg"), expected("wbacljg")];
    assert!(answers("", &contents).is_empty());
    let scenario = "
        [[answer]]
        kind = 'WBACLJG'
        domain = 'weibei-shop.cn'
        codes = [5006]
        [[answer]]
        kind = 'HSJG'
        bureau_id = 880012
        codes = [1016]";
    let refused = answers(scenario, &contents);
    let told = |index: usize| {
        let (_, document) = &refused[index];
        (values(document, "Jgdm")[0], values(document, "Bs")[0])
    };
    assert_eq!(
        (told(0), told(1)),
        (("1016", "880012"), ("5006", "weibei-shop.cn"))
    );
}

fn cancellation(category: u32, id: &str) -> String {
    format!("<ZXBA><Zx_xx><Zxlb>{category}</Zxlb><Jlid>{id}</Jlid><Zxly>1</Zxly></Zx_xx></ZXBA>")
}

#[test]
fn what_was_cancelled_does_not_exist_any_more() {
    let change = expected("bgba");
    let codes = |contents: &[String]| -> Vec<String> {
        let answers = answers("", contents).into_iter();
        let results = answers.filter(|(kind, _)| kind == "BAJG");
        results
            .map(|(_, document)| values(&document, "Jgdm").join(" "))
            .collect()
    };
    let twice = [cancellation(0, "880012"), cancellation(0, "880012")];
    assert_eq!(codes(&twice), ["1001", "1049"]);
    let changed = [cancellation(0, "880012"), change.clone()];
    assert_eq!(codes(&changed), ["1001", "1049 1001 1001"]);
    // The sites of a cancelled subject are cancelled with it.
    let site = [
        change.clone(),
        cancellation(0, "880012"),
        cancellation(1, "880013"),
    ];
    assert_eq!(codes(&site)[1..], ["1001", "1050"]);
    // The only access of a site stays.
    let access = [change, cancellation(2, "880015")];
    assert_eq!(codes(&access)[1..], ["1025"]);
}
