//! The answers of the six calls as they are saved, with what each of them says.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs;
use std::path::Path;

use beian::bureau::SavedAnswer;

fn read(name: &str) -> SavedAnswer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers/calls");
    let bytes = fs::read(folder.join(name)).unwrap();
    SavedAnswer::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn an_upload_that_was_not_taken_names_the_sequences_that_are_missing() {
    let answer = read("upload.soap.xml");
    assert_eq!((answer.code, answer.missing), (Some(14), vec![7, 8]));
    assert!(answer.msg.contains("漏报"), "{}", answer.msg);
}

#[test]
fn a_download_brings_a_file_or_says_that_there_is_none() {
    for (name, file) in [
        ("download.soap.xml", "BAJG20260917000001.zip"),
        ("download.return.xml", "BASJ20260917000001.zip"),
    ] {
        let answer = read(name);
        assert_eq!(answer.file.as_ref().unwrap().name, file);
        assert!(!answer.is_empty_handed());
    }
    let nothing = read("download-nothing.soap.xml");
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.is_empty_handed());
}

#[test]
fn an_acknowledgement_says_no_more_than_that_it_worked() {
    let answer = read("downloadack.soap.xml");
    assert_eq!((answer.code, &*answer.msg), (Some(0), "操作成功"));
    assert!(answer.file.is_none() && answer.status.is_none());
}

#[test]
fn the_last_upload_comes_with_its_sequence() {
    let answer = read("querypreviousupload.return.xml");
    assert_eq!(answer.sequence, Some(12));
    assert_eq!(
        answer.file.unwrap().name,
        "330000000001ZXBA20260917000001.zip"
    );
}

#[test]
fn a_status_tells_whether_something_is_filed() {
    let status = read("querybeianstatus.return.xml").status.unwrap();
    assert_eq!((status.condition_type, status.filed), (Some(0), Some(true)));
    assert_eq!(status.condition.as_deref(), Some("xinghe.example.cn"));
    assert_eq!(status.site_number.as_deref(), Some("浙ICP备12345678号-1"));
}

#[test]
fn a_password_is_right_or_wrong_also_without_a_code() {
    let answer = read("verifybamm.soap.xml");
    assert_eq!((answer.code, answer.right), (None, Some(false)));
}
