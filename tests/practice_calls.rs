//! The client and the practice bureau over real HTTP: the six calls, their refusals, and what survives a restart.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::sync::Arc;

use beian::bureau::{CallError, Client, Endpoint};
use beian::envelope::Sealed;
use beian::practice::{Options, start};
use practice_support::*;
use secrecy::SecretString;
use tempfile::tempdir;

fn filing(name: &str, id: u32) -> Sealed {
    let domain = format!("site{id}.example.cn");
    file(
        name,
        &format!("<XZBA>{}</XZBA>", new_filing(id, &domain)),
        None,
    )
}

#[test]
fn an_upload_is_answered_by_results_opinions_and_filings() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    assert_eq!(client.download().unwrap().code, 2);

    let answer = client.upload(&filing("XZBA1", 10), 1).unwrap();
    assert_eq!((answer.code, &*answer.msg), (0, "操作成功"));

    let files = fetch_all(&client);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "BAJG20260302000001.xml",
            "GJSHS20260302000002.xml",
            "BASJ20260302000003.xml"
        ]
    );
    assert!(
        files[0]
            .1
            .contains("<Jgdm>1001</Jgdm></Jgxx><Czlx>1</Czlx><Bs>101</Bs>"),
        "{}",
        files[0].1
    );
    assert!(
        files[1]
            .1
            .contains("<Shjg>1</Shjg><Czlx>1</Czlx><Jlid>101</Jlid>"),
        "{}",
        files[1].1
    );
    assert!(
        files[2].1.contains("<IspZtid>101</IspZtid>"),
        "{}",
        files[2].1
    );
    assert!(
        files[2].1.contains("<Baxh>浙ICP备2026000001号</Baxh>"),
        "{}",
        files[2].1
    );
    assert!(
        files[2].1.contains("<Baxh>浙ICP备2026000001号-1</Baxh>"),
        "{}",
        files[2].1
    );
}

#[test]
fn the_same_file_is_delivered_until_it_is_acknowledged() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    client.upload(&filing("XZBA1", 10), 1).unwrap();

    let first = client.download().unwrap();
    let again = client.download().unwrap();
    assert_eq!((first.code, again.code), (3, 3));
    let (first, again) = (first.file.unwrap(), again.file.unwrap());
    assert_eq!(first, again);
    assert!(first.info.contains('\n'), "base64 comes in lines");

    assert_eq!(client.acknowledge("").unwrap().code, 21);
    assert_eq!(client.acknowledge("nothing.xml").unwrap().code, 999);
    assert_eq!(client.acknowledge(&first.name).unwrap().code, 0);
    assert_eq!(client.acknowledge(&first.name).unwrap().code, 0);
    assert_ne!(client.download().unwrap().file.unwrap().name, first.name);
}

#[test]
fn wrong_credentials_are_told_apart() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let code = |change: &dyn Fn(&mut Endpoint)| {
        let mut endpoint = endpoint(&bureau);
        change(&mut endpoint);
        Client::new(endpoint).download().unwrap().code
    };
    assert_eq!(code(&|_| {}), 2);
    assert_eq!(code(&|endpoint| endpoint.user = "someone".to_owned()), 4);
    assert_eq!(
        code(&|endpoint| endpoint.password = SecretString::from("wrong")),
        5
    );
    assert_eq!(code(&|endpoint| endpoint.isp_id = 1), 12);
}

#[test]
fn a_gap_in_the_sequence_lists_what_is_missing_and_takes_nothing() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    let answer = client.upload(&filing("XZBA4", 10), 4).unwrap();
    assert_eq!((answer.code, answer.missing), (14, vec![1, 2, 3]));
    assert_eq!(client.query_previous().unwrap().sequence, Some(0));
    assert_eq!(client.download().unwrap().code, 2);
}

#[test]
fn a_sequence_that_was_taken_is_not_taken_again() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    assert_eq!(client.upload(&filing("XZBA1", 10), 1).unwrap().code, 0);
    assert_eq!(client.upload(&filing("XZBA1", 10), 1).unwrap().code, 999);
    assert_eq!(client.query_previous().unwrap().sequence, Some(1));
    assert_eq!(fetch_all(&client).len(), 3);
}

#[test]
fn the_previous_upload_comes_back_as_it_was_sent() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    let none = client.query_previous().unwrap();
    assert_eq!((none.code, none.sequence, none.file), (0, Some(0), None));

    let sent = filing("XZBA1", 10);
    client.upload(&sent, 1).unwrap();
    let previous = client.query_previous().unwrap();
    let file = previous.file.unwrap();
    assert_eq!(previous.sequence, Some(1));
    assert_eq!((&*file.name, &file.hash), ("XZBA1.xml", &sent.hash));
    assert_eq!(file.info.replace('\n', ""), sent.info);
}

#[test]
fn a_restart_keeps_sequence_queue_and_register() {
    let folder = tempdir().unwrap();
    let first = bureau(folder.path(), "");
    client(&first).upload(&filing("XZBA1", 10), 1).unwrap();
    first.stop();

    let second = bureau(folder.path(), "");
    let client = client(&second);
    assert_eq!(client.query_previous().unwrap().sequence, Some(1));
    assert_eq!(fetch_all(&client).len(), 3);
    assert_eq!(client.upload(&filing("XZBA2", 20), 2).unwrap().code, 0);
    let filings = fetch_all(&client).pop().unwrap().1;
    assert!(filings.contains("浙ICP备2026000002号"), "{filings}");
    assert_eq!(
        client
            .query_status(0, "SITE10.example.cn")
            .unwrap()
            .status
            .unwrap()
            .filed,
        Some(true)
    );
}

#[test]
fn encryption_is_used_both_ways_when_there_is_a_key() {
    let folder = tempdir().unwrap();
    let bureau = start(Options {
        key: Some(key()),
        ..options(folder.path(), "")
    })
    .unwrap();
    let client = Client::new(Endpoint {
        key: Some(key()),
        ..endpoint(&bureau)
    });
    let content = format!("<XZBA>{}</XZBA>", new_filing(10, "a.example.cn"));
    let sealed = file("XZBA1", &content, Some(&key()));
    assert_eq!(client.upload(&sealed, 1).unwrap().code, 0);
    assert_eq!(client.download().unwrap().file.unwrap().encrypt, 1);
    assert_eq!(fetch_all(&client).len(), 3);
}

#[test]
fn envelopes_that_cannot_be_opened_are_refused_by_their_codes() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    let good = filing("XZBA1", 10);
    let encrypted = file("XZBA1", "", Some(&key()));
    assert_eq!(client.upload(&encrypted, 1).unwrap().code, 6);
    let other = filing("XZBA2", 20);
    assert_eq!(
        client
            .upload(
                &Sealed {
                    hash: other.hash,
                    ..good.clone()
                },
                1
            )
            .unwrap()
            .code,
        7
    );
    let broken = Sealed::from_zip(good.name.clone(), b"no archive at all".to_vec(), None);
    assert_eq!(client.upload(&broken, 1).unwrap().code, 8);
    assert_eq!(client.upload(&good, 1).unwrap().code, 0);
}

#[test]
fn a_file_the_schema_refuses_is_taken_and_refused_as_a_whole() {
    let folder = tempdir().unwrap();
    let refuse = |xml: &[u8]| {
        if xml.windows(6).any(|six| six == b"broken") {
            Err("an element is missing".to_owned())
        } else {
            Ok(())
        }
    };
    let options = Options {
        schema_check: Some(Arc::new(refuse)),
        ..options(folder.path(), "")
    };
    let bureau = start(options).unwrap();
    let client = client(&bureau);
    let content = format!("<XZBA>{}</XZBA>", new_filing(10, "broken.example.cn"));
    assert_eq!(
        client
            .upload(&file("XZBA1", &content, None), 1)
            .unwrap()
            .code,
        0
    );
    let files = fetch_all(&client);
    assert_eq!(files.len(), 1);
    assert!(
        files[0]
            .1
            .contains("<Jgdm>5001</Jgdm><Dmms>XZBA1.xml</Dmms>"),
        "{}",
        files[0].1
    );

    assert_eq!(client.upload(&filing("XZBA2", 20), 2).unwrap().code, 0);
    assert_eq!(fetch_all(&client).len(), 3);
}

#[test]
fn status_is_known_for_what_was_filed() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    client.upload(&filing("XZBA1", 10), 1).unwrap();

    let domain = client
        .query_status(0, "site10.example.cn")
        .unwrap()
        .status
        .unwrap();
    assert_eq!(domain.filed, Some(true));
    assert_eq!(domain.site_name.as_deref(), Some("演习网站10"));
    assert_eq!(domain.site_number.as_deref(), Some("浙ICP备2026000001号-1"));
    let certificate = client
        .query_status(1, "PRACTICE10")
        .unwrap()
        .status
        .unwrap();
    assert_eq!(
        certificate.subject_number.as_deref(),
        Some("浙ICP备2026000001号")
    );
    let unknown = client
        .query_status(0, "unknown.example.cn")
        .unwrap()
        .status
        .unwrap();
    assert_eq!(unknown.filed, Some(false));
}

#[test]
fn filing_passwords_are_right_or_wrong_and_tries_are_counted() {
    let folder = tempdir().unwrap();
    let number = "浙ICP备2026000001号";
    let bureau = bureau(
        folder.path(),
        &format!("[password]\nwrong_for = [\"{number}\"]\ntries = 2"),
    );
    let client = client(&bureau);
    let verify = |number: &str| {
        client
            .verify_password(number, &SecretString::from("123456"))
            .unwrap()
    };
    assert_eq!(verify("浙ICP备2026000002号").right, Some(true));
    assert_eq!(verify(number).right, Some(false));
    assert_eq!(verify(number).right, Some(false));
    assert_eq!((verify(number).code, verify(number).right), (22, None));
}

#[test]
fn every_style_and_spelling_of_the_description_is_understood() {
    for description in [
        "spelling = \"mixed\"",
        "spelling = \"ispId\"\nstyle = \"rpc\"",
        "spelling = \"ispID\"\nstyle = \"document\"",
    ] {
        for reply in ["", "[reply]\ncdata = true\nline_breaks = false"] {
            let folder = tempdir().unwrap();
            let bureau = bureau(
                folder.path(),
                &format!("[description]\n{description}\n{reply}"),
            );
            let client = client(&bureau);
            assert_eq!(
                client.upload(&filing("XZBA1", 10), 1).unwrap().code,
                0,
                "{description}"
            );
            assert_eq!(fetch_all(&client).len(), 3, "{description}");
            let status = client
                .query_status(0, "site10.example.cn")
                .unwrap()
                .status
                .unwrap();
            assert_eq!(status.filed, Some(true), "{description}");
            let password = client
                .verify_password("x", &SecretString::from("123456"))
                .unwrap();
            assert_eq!(password.right, Some(true), "{description}");
        }
    }
}

#[test]
fn without_a_description_the_operators_settings_are_used() {
    let folder = tempdir().unwrap();
    let bureau = bureau(
        folder.path(),
        "[description]\nserve = false\nspelling = \"ispID\"",
    );
    assert_eq!(
        client(&bureau).download().unwrap().code,
        12,
        "the bureau does not know ispId"
    );

    let mut endpoint = endpoint(&bureau);
    let names = ["ispID", "userName", "randVal", "pwdHash", "hashAlgorithm"].map(str::to_owned);
    endpoint
        .overrides
        .parameters
        .insert("isp_download".to_owned(), names.to_vec());
    assert_eq!(Client::new(endpoint).download().unwrap().code, 2);
}

#[test]
fn a_bureau_that_is_not_there_was_sent_nothing() {
    let folder = tempdir().unwrap();
    let bureau = bureau(folder.path(), "");
    let client = client(&bureau);
    bureau.stop();
    let error = client.upload(&filing("XZBA1", 10), 1).unwrap_err();
    assert!(matches!(error, CallError::NotReached { .. }), "{error}");
    assert!(!error.outcome_unknown());
}

#[test]
fn errors_name_no_secret() {
    let folder = tempdir().unwrap();
    let bureau = bureau(
        folder.path(),
        "[[fault]]\ncall = \"isp_upload\"\ndo = \"garbage\"",
    );
    let error = client(&bureau).upload(&filing("XZBA1", 10), 1).unwrap_err();
    for text in [format!("{error}"), format!("{error:?}")] {
        assert!(
            !text.contains(PASSWORD) && !text.contains("not available"),
            "{text}"
        );
    }
}
