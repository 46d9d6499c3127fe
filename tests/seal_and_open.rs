//! The envelope by hand: what `seal` makes, `open` opens; keys come from the configuration, and nothing is noted.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::process::Output;

use night_support::{SmallNight, assert_exit, json_lines, said};

const KEY: &str = "0123456789abcdef";
const IV: &str = "0102030405060708";

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn night() -> SmallNight {
    let night = SmallNight::of(&[]);
    night.write("key", KEY);
    night.write("iv", IV);
    night.configure("[[bureau]]\nname = \"practice\"\nencrypt = true\naes_key_file = \"key\"\naes_iv_file = \"iv\"\n");
    night
}

#[test]
fn what_is_sealed_is_opened_again_byte_for_byte_encrypted_or_not() {
    let night = night();
    let (document, _, _) = encoding_rs::GBK.encode(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><UploadData version=\"V.3.0\"><ICP><XZBA><Baxx>甲</Baxx></XZBA></ICP></UploadData>",
    );
    night.write("XZBA1.xml", &document);
    for (more, encrypt) in [(vec![], "1"), (vec!["--plain"], "0")] {
        let sealed = night.run(&[&["seal", "XZBA1.xml", "-o", "sealed.xml"][..], &more].concat());
        assert_exit(&sealed, 0);
        assert!(
            printed(&sealed).contains(&format!("encryptAlgorithm   {encrypt}")),
            "{}",
            printed(&sealed)
        );
        let opened = night.run(&["open", "sealed.xml", "-o", "opened.xml"]);
        assert_exit(&opened, 0);
        assert_eq!(fs::read(night.path("opened.xml")).unwrap(), *document);
        let printed = printed(&opened);
        for told in [
            "XZBA1.xml",
            "UploadData / ICP / XZBA / Baxx",
            "beianInfoHash",
        ] {
            assert!(printed.contains(told), "{told}: {printed}");
        }
        assert!(!printed.contains('甲'), "nothing of whom it is about");
    }
    assert!(!night.path("ledger.sqlite").exists(), "nothing is noted");
}

#[test]
fn several_files_go_into_a_folder_and_json_holds_what_the_call_carries() {
    let night = night();
    night.write("XZBA1.xml", "<UploadData/>");
    night.write("XZBA2.xml", "<UploadData/>");
    let sealed = night.run(&[
        "seal",
        "XZBA1.xml",
        "XZBA2.xml",
        "--plain",
        "-o",
        "out",
        "--format",
        "json",
    ]);
    assert_exit(&sealed, 0);
    let lines = json_lines(&sealed);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["name"], "XZBA1.xml");
    assert!(
        lines[0]["beianInfo"].as_str().unwrap().starts_with("UEs"),
        "a zip in base64"
    );
    let opened = night.run(&[
        "open",
        "out/XZBA1.return.xml",
        "out/XZBA2.return.xml",
        "-o",
        "documents",
    ]);
    assert_exit(&opened, 0);
    assert_eq!(
        fs::read(night.path("documents/XZBA2.xml")).unwrap(),
        b"<UploadData/>"
    );
    // The archive of the outbox is sealed as it is.
    let name = &lines[0]["name"];
    assert_eq!(name, "XZBA1.xml");
}

#[test]
fn the_archive_of_a_built_file_and_a_saved_answer_are_opened() {
    let night = SmallNight::of(&["20260918-0043"]);
    assert_exit(&night.run(&["nightly"]), 0);
    let name = night.uploads().remove(0).1;
    let archive = format!("outbox/practice/{}", name.replace(".xml", ".zip"));
    let opened = night.run(&["open", &archive, "-o", "out.xml"]);
    assert_exit(&opened, 0);
    let ours = fs::read(night.path("outbox/practice").join(&name)).unwrap();
    assert_eq!(fs::read(night.path("out.xml")).unwrap(), ours);
    let sealed = json_lines(&night.run(&["seal", &archive, "--format", "json"]));
    assert_eq!(sealed[0]["name"], name);
    assert_eq!(sealed[0]["bytes"], ours.len());
    let inbox: Vec<_> = fs::read_dir(night.path("inbox/practice"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for path in &inbox {
        let opened = night.run(&["open", path.to_str().unwrap()]);
        assert_exit(&opened, 0);
        for told in ["msg_code", "return_FileName", "DownloadData / ICP"] {
            assert!(
                printed(&opened).contains(told),
                "{told}: {}",
                printed(&opened)
            );
        }
    }
}

#[test]
fn what_cannot_be_opened_says_why_and_shows_what_stands_around_it() {
    let night = night();
    night.write("XZBA1.xml", "<UploadData/>");
    assert_exit(&night.run(&["seal", "XZBA1.xml", "-o", "sealed.xml"]), 0);
    night.write("key", "another key 1234");
    let wrong_key = night.run(&["open", "sealed.xml", "-o", "opened.xml"]);
    assert_exit(&wrong_key, 1);
    assert!(said(&wrong_key).contains("key"), "{}", said(&wrong_key));
    assert!(
        printed(&wrong_key).contains("return_FileName    XZBA1.xml"),
        "{}",
        printed(&wrong_key)
    );
    assert!(!night.path("opened.xml").exists());
    night.write("page.html", "<html><body>502</body></html>");
    assert_exit(&night.run(&["open", "page.html"]), 1);
    assert_exit(&night.run(&["open", "nothing"]), 2);
    night.write("no name.xml", "<UploadData/>");
    assert_exit(&night.run(&["seal", "no name.xml"]), 2);
    fs::remove_file(night.path("key")).unwrap();
    let no_key = night.run(&["open", "sealed.xml"]);
    assert_exit(&no_key, 2);
    for output in [&wrong_key, &no_key] {
        let told = format!("{}{}", printed(output), said(output));
        assert!(
            !told.contains("another key") && !told.contains(IV),
            "{told}"
        );
    }
}
