//! Whatever arrives, reading ends, and says in one way or the other what it was.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs;
use std::path::Path;

use beian::bureau::SavedAnswer;
use beian::download::Messages;
use beian::envelope::{Archive, Limits};
use beian::ledger::{Ledger, Moment};
use beian::outcome::{self, AnswerFile, Received};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    fs::read(folder.join(name)).unwrap()
}

const DOCUMENTS: [&str; 8] = [
    "icp-basj/whole.xml",
    "icp-bajg/whole.xml",
    "icp-wbawzlb/utf-8.xml",
    "ip-bajg/whole.xml",
    "jcdm/whole.xml",
    "sjtb-ip/whole.xml",
    "sjtb-ym/whole.xml",
    "calls/download.return.xml",
];

/// One thing that happens to bytes on their way.
#[derive(Clone, Debug)]
enum Damage {
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
    Overwrite(usize, Vec<u8>),
    Insert(usize, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>().prop_map(|index| index.index(1 << 16));
    let length = 1..200_usize;
    let bytes = prop::collection::vec(any::<u8>(), 1..12);
    let markup = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "&#0;",
        "</",
        "<!--",
        "]]>",
        "<![CDATA[",
        "<?x",
        "\u{feff}",
        "</ICP>",
        "<Bz/>",
    ]);
    let pieces = prop_oneof![
        bytes,
        markup.prop_map(|text: &str| text.as_bytes().to_vec())
    ];
    prop_oneof![
        at.clone().prop_map(Damage::Cut),
        (at.clone(), length.clone()).prop_map(|(at, length)| Damage::Drop(at, length)),
        (at.clone(), length).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (at.clone(), pieces.clone()).prop_map(|(at, bytes)| Damage::Overwrite(at, bytes)),
        (at, pieces).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let within = |at: &usize| at % (bytes.len() + 1);
    match damage {
        Damage::Cut(at) => bytes.truncate(within(at)),
        Damage::Drop(at, length) => {
            let at = within(at);
            let end = bytes.len().min(at + length);
            bytes.drain(at..end);
        }
        Damage::Repeat(at, length) => {
            let at = within(at);
            let end = bytes.len().min(at + length);
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        Damage::Overwrite(at, piece) => {
            let at = within(at);
            let end = bytes.len().min(at + piece.len());
            bytes.splice(at..end, piece.iter().copied());
        }
        Damage::Insert(at, piece) => {
            let at = within(at);
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// Reads to the end: every record once, and at most one error, the last.
fn read(bytes: &[u8]) {
    let mut broken = false;
    for (position, message) in (1..).zip(Messages::new(bytes)) {
        assert!(!broken, "nothing comes after an error");
        match message {
            Ok(message) => {
                assert_eq!(message.number, position);
                assert!(message.unknown().all(|unknown| unknown.starts_with('<')));
            }
            Err(_) => broken = true,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn damaged_documents_are_read_to_an_end(
        document in prop::sample::select(DOCUMENTS.to_vec()),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut bytes = fixture(document);
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        read(&bytes);
        // An answer that was damaged is an error or an answer.
        let _ = SavedAnswer::read(&bytes);
    }

    #[test]
    fn random_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&bytes);
        read(&[b"<DownloadData><ICP><BAJG>", &*bytes].concat());
    }

    #[test]
    fn a_damaged_archive_is_opened_whole_or_not_at_all(damages in prop::collection::vec(damage(), 1..4)) {
        let whole = fixture("calls/download.zip");
        let mut bytes = whole.clone();
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        if let Ok(archive) = Archive::in_memory(bytes, &Limits::default()) {
            let mut document = Vec::new();
            let read = archive.open().and_then(|mut from| std::io::Read::read_to_end(&mut from, &mut document));
            if read.is_ok() {
                prop_assert_eq!(document, fixture("icp-xgtz/whole.xml"));
            }
        }
    }
}

#[test]
fn what_is_damaged_changes_nothing_but_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let now = Moment::parse_from_rfc3339("2026-03-02T22:00:00+08:00").unwrap();
    let whole = fixture("icp-bajg/whole.xml");
    for length in (0..whole.len() - "</DownloadData>\n".len()).step_by(37) {
        let mut ledger = Ledger::in_memory().unwrap();
        let path = folder.path().join("half.xml");
        fs::write(&path, &whole[..length]).unwrap();
        let Received::Answer(answer) = AnswerFile::receive(&path).unwrap() else {
            panic!("half a document is no call's answer")
        };
        let codes = beian::codes::Codes::bundled();
        let line = outcome::ingest(&mut ledger, &answer.name, &answer, codes, now).unwrap();
        assert!(line.error.is_some() && line.records == 0, "{length}");
        let kept = ledger.kept(None).unwrap();
        assert_eq!(kept.len(), 1, "{length}");
        let text = encoding_rs::GBK.decode(&whole[..length]).0;
        assert!(
            text.starts_with(kept[0].raw.trim_end_matches('\u{fffd}')),
            "{length}"
        );
    }
}
