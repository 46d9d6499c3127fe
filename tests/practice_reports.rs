//! The practice bureau takes reports of IP ranges and domains, judges them by the rules it can decide, and answers in the
//! form of the bureau's own schema.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use beian::schemas::{DOWNLOAD, UPLOAD};
use beian::xsd;
use practice_support::*;
use tempfile::tempdir;

/// Sends the files of one part of the interface and gives the documents that come back.
fn answers(scenario: &str, root: &str, contents: &[&str]) -> Vec<String> {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), scenario);
    let client = client(&bureau);
    for (content, sequence) in contents.iter().zip(1..) {
        let upload = format!(
            "<UploadData version=\"V.3.0\"><{root}>{content}<Qqdwid>{CARRIER}</Qqdwid></{root}></UploadData>"
        );
        assert_fits(UPLOAD.schema(), &upload);
        let sealed = document(&format!("FILE{sequence}"), &upload, None);
        assert_eq!(client.upload(&sealed, sequence).unwrap().code, 0);
    }
    let documents = fetch_all(&client).into_iter().map(|(_, document)| document);
    documents
        .inspect(|document| assert_fits(DOWNLOAD.schema(), document))
        .collect()
}

fn assert_fits(schema: &xsd::Schema, document: &str) {
    let text = match document.starts_with("<?xml") {
        true => document.to_owned(),
        false => format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{document}"),
    };
    let bytes = encoding_rs::GBK.encode(&text).0;
    let outcome = schema.validate(&bytes, &xsd::Options::default());
    assert!(outcome.is_valid(), "{:#?}\n{document}", outcome.violations);
}

/// The codes in a document, in their order.
fn codes(document: &str) -> Vec<u32> {
    let pieces = document.split("<Jgdm>").skip(1);
    let codes = pieces.map(|piece| piece.split('<').next().unwrap().parse().unwrap());
    codes.collect()
}

fn source(id: u32, first: u32, last: u32) -> String {
    format!("<Ly><IspId>{id}</IspId><Qsip>{first}</Qsip><Zzip>{last}</Zzip><Lydw>2001</Lydw></Ly>")
}

fn allocation(id: u32, first: u32, last: u32) -> String {
    format!("<Fpsy><IspId>{id}</IspId><Qsip>{first}</Qsip><Zzip>{last}</Zzip><Fpfs>4</Fpfs></Fpsy>")
}

fn added(wrapper: &str, records: &[String]) -> String {
    format!("<XZBA><{wrapper}>{}</{wrapper}></XZBA>", records.concat())
}

#[test]
fn a_new_source_is_accepted_and_gets_an_id() {
    let answers = answers("", "IP", &[&added("Xzly", &[source(7, 100, 199)])]);
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].contains("<IP><BAJG><Lyjg>"), "{}", answers[0]);
    assert!(
        answers[0].contains("<Id>700001</Id><Czlx>1</Czlx><IspId>7</IspId>"),
        "{}",
        answers[0]
    );
    assert_eq!(codes(&answers[0]), [2998]);
}

#[test]
fn an_allocation_needs_a_source_that_is_filed() {
    let answers = answers(
        "",
        "IP",
        &[
            &added("Xzfp", &[allocation(1, 120, 129)]),
            &added("Xzly", &[source(2, 100, 149), source(3, 150, 199)]),
            &added(
                "Xzfp",
                &[
                    allocation(4, 120, 129),
                    allocation(5, 140, 160),
                    allocation(6, 190, 210),
                ],
            ),
        ],
    );
    assert_eq!(codes(&answers[0]), [2005]);
    // One lies within a source, one within two that touch, one reaches beyond.
    assert_eq!(codes(&answers[2]), [2998, 2998, 2005]);
    assert!(answers[2].contains("<Fpjg>"));
}

#[test]
fn a_range_is_filed_once_and_the_answer_names_the_other() {
    let answers = answers(
        "",
        "IP",
        &[&added(
            "Xzly",
            &[source(1, 100, 199), source(2, 150, 250), source(3, 9, 8)],
        )],
    );
    assert_eq!(codes(&answers[0]), [2998, 2003, 2002]);
    assert!(
        answers[0].contains("<Xgsj><Id>700001</Id><Qsip>100</Qsip><Zzip>199</Zzip></Xgsj>"),
        "{}",
        answers[0]
    );
    let broadcast = |id| {
        format!(
            "<Jsxx><IspId>{id}</IspId><Gbdw>1</Gbdw><Sqdw>2</Sqdw><Qsip>1</Qsip><Zzip>9</Zzip></Jsxx>"
        )
    };
    let again = added("Xzgbjs", &[broadcast(1), broadcast(2)]);
    let answers = self::answers("", "IP", &[&again]);
    assert_eq!(codes(&answers[0]), [2998, 2004]);
    assert!(answers[0].contains("<Gbjs>"));
}

#[test]
fn a_change_moves_a_range_and_a_deletion_ends_it() {
    let change = "<XGBA><Xgly><Ly_xx><Id>700001</Id><Qsip>150</Qsip><Zzip>299</Zzip><Lydw>2001</Lydw></Ly_xx></Xgly></XGBA>";
    let delete = "<SCBA><Scly><Ly><Id>700001</Id></Ly></Scly></SCBA>";
    let of_the_past = "<SCBA><Scly><Ly><Id>31</Id></Ly></Scly></SCBA>";
    let first = added("Xzly", &[source(1, 100, 199)]);
    let second = added("Xzly", &[source(2, 100, 149)]);
    let answers = answers(
        "",
        "IP",
        &[&first, change, &second, delete, delete, of_the_past],
    );
    let all: Vec<u32> = answers.iter().flat_map(|answer| codes(answer)).collect();
    assert_eq!(all, [2998, 2998, 2998, 2998, 2055, 2998]);
    assert!(
        answers[4].contains("<Id>700001</Id><Czlx>3</Czlx>"),
        "{}",
        answers[4]
    );
}

#[test]
fn what_an_allocation_lacks_and_units_that_are_one_are_refused() {
    let fpsy =
        |rest: &str| format!("<Fpsy><IspId>1</IspId><Qsip>100</Qsip><Zzip>101</Zzip>{rest}</Fpsy>");
    let in_use = fpsy("<Fpfs>1</Fpfs><Syfs>1</Syfs><Fprq>2026-01-05</Fprq>");
    let handed_on = fpsy("<Fpfs>2</Fpfs>");
    let to_itself = fpsy(&format!("<Fpfs>2</Fpfs><Fpdx>{CARRIER}</Fpdx>"));
    let files =
        [&in_use, &handed_on, &to_itself].map(|record| added("Xzfp", std::slice::from_ref(record)));
    let answers = answers("", "IP", &files.each_ref().map(String::as_str));
    assert_eq!(
        codes(&answers[0]),
        [2031, 2034, 2037, 2038, 2036, 2040, 2039, 2042, 2005]
    );
    assert_eq!(codes(&answers[1]), [2047, 2005]);
    assert_eq!(codes(&answers[2]), [2050, 2005]);
}

#[test]
fn a_customers_own_range_names_its_source() {
    let own = |kind: u32, source: &str| {
        format!(
            "<Zdxx><IspId>1</IspId><Qsip>500</Qsip><Zzip>509</Zzip><Sfymtz>0</Sfymtz><Syfs>1</Syfs><Fprq>2026-01-05</Fprq>\
             <Dwmc>杭州演习有限公司</Dwmc><Dwxz>4</Dwxz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xxdz>演习路1号</Xxdz>\
             <Lxrxm>张演习</Lxrxm><Lxrdh>13800000000</Lxrdh><Lxrdzyj>a@example.cn</Lxrdzyj><Wgip>1998389249</Wgip><Wgdz>机房</Wgdz>\
             <Ly_dwlx>{kind}</Ly_dwlx><Lydw>{source}</Lydw></Zdxx>"
        )
    };
    let named = "<Ly_dwmc>演习海外公司</Ly_dwmc>";
    let wrong = added("Zdip", &[own(1, named)]);
    let right = added("Zdip", &[own(0, named)]);
    let answers = answers("", "IP", &[&wrong, &right]);
    assert_eq!(codes(&answers[0]), [2028]);
    assert_eq!(codes(&answers[1]), [2998]);
    assert!(answers[1].contains("<Zdip>"));
}

fn domain(key: &str, name: &str, registered: &str, expires: &str) -> String {
    let person = |tags: [&str; 7]| -> String {
        let values = [
            "演习公司",
            "演习公司",
            "演习路1号",
            "330000",
            "330100",
            "a@example.cn",
            "13800000000",
        ];
        let leaves = tags.iter().zip(values);
        leaves
            .map(|(tag, value)| format!("<{tag}>{value}</{tag}>"))
            .collect()
    };
    let registrant = [
        "Zcr_mc",
        "Zcr_zz",
        "Zcr_txdz",
        "Zcr_shengid",
        "Zcr_shiid",
        "Zcr_dzyj",
        "Zcr_dhhm",
    ];
    let administrator = [
        "Gly_mz",
        "Gly_zz",
        "Gly_dz",
        "Gly_shengid",
        "Gly_shiid",
        "Gly_dzyj",
        "Gly_dh",
    ];
    format!(
        "<Xzxx>{key}<Ym>{name}</Ym><Ymlx>1</Ymlx><Zcsj>{registered}</Zcsj>{}{}<Ym_zcs>演习注册商</Ym_zcs>\
         <Ym_fwq>ns1.example.cn</Ym_fwq><Yxrq>{expires}</Yxrq></Xzxx>",
        person(registrant),
        person(administrator)
    )
}

#[test]
fn domains_are_added_changed_and_deleted_by_id_or_name() {
    let record = |key, name| domain(key, name, "2020-01-01", "2030-01-01");
    let two = ["<IspId>1</IspId>", "<IspId>2</IspId>"].map(|key| record(key, "a.example.cn"));
    let add = format!("<XZBA>{}</XZBA>", two.concat());
    let change = format!("<XGBA>{}</XGBA>", record("<Id>700001</Id>", "b.example.cn"));
    let by_id = "<SCBA><Scxx><Id>700001</Id></Scxx></SCBA>";
    let by_name = "<SCBA><Scxx><Ym>A.example.cn</Ym></Scxx></SCBA>";
    let answers = answers("", "YM", &[&add, &change, by_id, by_id, by_name]);
    let all: Vec<u32> = answers.iter().flat_map(|answer| codes(answer)).collect();
    assert_eq!(all, [3998, 3998, 3998, 3998, 3037, 3998]);
    assert!(answers[0].contains("<YM><BAJG><Jg_xx>"), "{}", answers[0]);
    assert!(
        answers[4].contains("<Id>700002</Id><Czlx>3</Czlx>"),
        "{}",
        answers[4]
    );
}

#[test]
fn a_registration_that_is_over_or_lies_ahead_is_refused() {
    let over = domain(
        "<IspId>1</IspId>",
        "a.example.cn",
        "2020-01-01",
        "2026-03-01",
    );
    let ahead = domain(
        "<IspId>2</IspId>",
        "b.example.cn",
        "2026-03-03",
        "2030-01-01",
    );
    let answers = answers("", "YM", &[&format!("<XZBA>{over}{ahead}</XZBA>")]);
    assert_eq!(codes(&answers[0]), [3004, 3035]);
}

#[test]
fn a_scenario_decides_reports_by_their_own_ids_and_codes_of_filings_do_not_reach_them() {
    let scenario = "
        [[answer]]
        own_id = 1
        pending = true
        [[answer]]
        own_id = 2
        codes = [2056]
        [[answer]]
        codes = [1003]";
    let sources = [source(1, 1, 9), source(2, 10, 19), source(3, 20, 29)];
    let answers = answers(scenario, "IP", &[&added("Xzly", &sources)]);
    assert_eq!(codes(&answers[0]), [2056, 2998]);
}
