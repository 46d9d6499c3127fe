//! Sealing and opening together, and every archive that must not be opened.

use super::*;
use base64::engine::general_purpose::STANDARD;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const XML: &[u8] = b"<DownloadData version=\"V.3.0\"/>";

fn sealed(xml: &[u8], key: Option<&AesKey>) -> Sealed {
    let name: FileName = "BAJG0000000001.xml".parse().unwrap();
    seal(
        xml,
        &name,
        &SealOptions {
            key: key.cloned(),
            ..SealOptions::default()
        },
    )
    .unwrap()
}

/// Opens an archive as if a bureau had delivered it with the right hash.
fn deliver(archive: &[u8]) -> Result<Opened, OpenError> {
    open(
        &STANDARD.encode(archive),
        &md5_base64(archive),
        0,
        None,
        &Limits::default(),
    )
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn key(text: &str) -> AesKey {
    AesKey::new(text, "0102030405060708").unwrap()
}

#[test]
fn what_was_sealed_opens_with_and_without_a_key() {
    for key in [None, Some(key("0123456789abcdef"))] {
        let sealed = sealed(XML, key.as_ref());
        let encrypt = u32::from(sealed.encrypted);
        let opened = open(
            &sealed.info,
            &sealed.hash,
            encrypt,
            key.as_ref(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(
            opened,
            Opened {
                name: "BAJG0000000001.xml".into(),
                xml: XML.to_vec()
            }
        );
    }
}

#[test]
fn base64_may_hold_line_breaks_and_lack_its_padding() {
    let sealed = sealed(XML, None);
    let lines: Vec<&str> = sealed
        .info
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    let folded = format!("\r\n{}\r\n", lines.join("\r\n")).replace('=', "");
    assert_eq!(
        open(&folded, &sealed.hash, 0, None, &Limits::default())
            .unwrap()
            .xml,
        XML
    );
}

#[test]
fn a_wrong_hash_or_a_wrong_key_is_not_opened() {
    let plain = sealed(XML, None);
    let other = md5_base64(b"something else");
    assert!(matches!(
        open(&plain.info, &other, 0, None, &Limits::default()),
        Err(OpenError::Hash)
    ));
    assert!(matches!(
        open(&plain.info, "short", 0, None, &Limits::default()),
        Err(OpenError::HashForm)
    ));

    let secret = sealed(XML, Some(&key("0123456789abcdef")));
    let wrong = key("fedcba9876543210");
    let result = open(
        &secret.info,
        &secret.hash,
        1,
        Some(&wrong),
        &Limits::default(),
    );
    assert!(matches!(result, Err(OpenError::Decrypt | OpenError::Hash)));
    let result = open(&secret.info, &secret.hash, 1, None, &Limits::default());
    assert!(matches!(result, Err(OpenError::KeyMissing)));
    let result = open(&secret.info, &secret.hash, 2, None, &Limits::default());
    assert!(matches!(result, Err(OpenError::Algorithm(2))));
}

#[test]
fn two_files_or_none_are_refused() {
    let two = archive(&[("a.xml", XML), ("b.xml", XML)]);
    assert!(matches!(deliver(&two), Err(OpenError::EntryCount(2))));
    assert!(matches!(
        deliver(&archive(&[])),
        Err(OpenError::EntryCount(0))
    ));
}

#[test]
fn a_second_file_hidden_from_the_count_is_refused() {
    let mut two = archive(&[("a.xml", XML), ("b.xml", XML)]);
    let end = two.len() - 22;
    two[end + 8..end + 12].copy_from_slice(&[1, 0, 1, 0]);
    assert!(matches!(deliver(&two), Err(OpenError::Archive(_))));
}

#[test]
fn a_name_with_a_path_is_refused() {
    for name in [
        "../a.xml", "/a.xml", "d/a.xml", "c:a.xml", "d\\a.xml", "a\n.xml",
    ] {
        assert!(
            matches!(deliver(&archive(&[(name, XML)])), Err(OpenError::EntryName)),
            "{name:?}"
        );
    }
}

#[test]
fn bytes_before_between_or_after_are_refused() {
    let good = archive(&[("a.xml", XML)]);
    assert!(deliver(&good).is_ok());

    let before = [b"MZ".as_slice(), &good].concat();
    assert!(matches!(deliver(&before), Err(OpenError::Archive(_))));
    let after = [good.as_slice(), b"PK"].concat();
    assert!(matches!(deliver(&after), Err(OpenError::Archive(_))));
}

#[test]
fn every_truncation_is_refused() {
    let good = sealed(XML, None).zip;
    for length in 0..good.len() {
        assert!(
            deliver(&good[..length]).is_err(),
            "{length} of {} bytes",
            good.len()
        );
    }
}

#[test]
fn a_size_that_lies_is_refused_whichever_way_it_lies() {
    for claimed in [XML.len() as u32 - 1, XML.len() as u32 + 1] {
        let mut lying = sealed(XML, None).zip;
        let directory = lying
            .windows(4)
            .position(|four| four == b"PK\x01\x02")
            .unwrap();
        lying[22..26].copy_from_slice(&claimed.to_le_bytes());
        lying[directory + 24..directory + 28].copy_from_slice(&claimed.to_le_bytes());
        assert!(matches!(deliver(&lying), Err(OpenError::Unpack(_))));
    }
}

#[test]
fn headers_that_contradict_each_other_are_refused() {
    let mut archive = archive(&[("a.xml", XML)]);
    archive[14] ^= 1;
    assert!(matches!(deliver(&archive), Err(OpenError::Archive(_))));
}

#[test]
fn sizes_that_follow_the_data_are_understood_with_and_without_signature() {
    let mut writer = ZipWriter::new_stream(Vec::new());
    writer
        .start_file("a.xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(XML).unwrap();
    let signed = writer.finish().unwrap().into_inner();
    assert_eq!(deliver(&signed).unwrap().xml, XML);

    let descriptor = signed
        .windows(4)
        .position(|four| four == b"PK\x07\x08")
        .unwrap();
    let mut bare = signed.clone();
    bare.drain(descriptor..descriptor + 4);
    let end = bare.len() - 22;
    let directory = u32::from_le_bytes(bare[end + 16..end + 20].try_into().unwrap()) - 4;
    bare[end + 16..end + 20].copy_from_slice(&directory.to_le_bytes());
    assert_eq!(deliver(&bare).unwrap().xml, XML);
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let bomb = sealed(&vec![b' '; 4 << 20], None);
    assert!(matches!(
        open(
            &bomb.info,
            &bomb.hash,
            0,
            None,
            &Limits {
                ratio: 100,
                ..Limits::default()
            }
        ),
        Err(OpenError::Ratio(100))
    ));
    assert!(matches!(
        open(
            &bomb.info,
            &bomb.hash,
            0,
            None,
            &Limits {
                bytes: 1 << 20,
                ratio: 5000
            }
        ),
        Err(OpenError::TooLarge {
            size: 4_194_304,
            limit: 1_048_576
        })
    ));
}
