//! Workbooks are zip packages of XML parts. What two readers could understand in two ways, and what would make a parser look
//! elsewhere, is refused before any part of it is used.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod intake_support;

use std::io::{Cursor, Write};

use beian::intake::Bounds;
use intake_support::{Folder, flat_parts, packed};
use zip::write::SimpleFileOptions;

fn with(name: &str, content: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts = flat_parts();
    parts.push((name.to_owned(), content.to_vec()));
    parts
}

/// Where `needle` begins, the `number`th time.
fn find(bytes: &[u8], needle: &[u8], number: usize) -> usize {
    let mut found = bytes
        .windows(needle.len())
        .enumerate()
        .filter(|(_, window)| *window == needle)
        .map(|(at, _)| at);
    found.nth(number).unwrap()
}

fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut count = 0;
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(to);
            count += 1;
        }
    }
    assert_eq!(count, 2, "local header and directory");
    bytes
}

fn read(book: &[u8]) -> Result<usize, String> {
    let folder = Folder::new();
    folder.file("book.xlsx", book);
    let batch = folder.read();
    match batch.findings.as_slice() {
        [] => Ok(batch.orders.len()),
        _ => {
            folder.only(&batch, "intake-unreadable-file");
            assert!(batch.orders.is_empty());
            Err(batch.findings[0].message.en.to_string())
        }
    }
}

#[track_caller]
fn refused(book: &[u8], reason: &str) {
    let message = read(book).unwrap_err();
    assert!(message.contains(reason), "{message}");
}

#[test]
fn the_workbook_that_is_bent_below_is_read_as_it_is() {
    assert_eq!(read(&packed(&flat_parts())), Ok(1));
    let svg =
        b"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\"><svg/>";
    assert_eq!(read(&packed(&with("xl/media/image1.svg", svg))), Ok(1));
    let mut commented = zip::ZipWriter::new(Cursor::new(Vec::new()));
    commented.set_comment("made by an export").unwrap();
    for (name, part) in flat_parts() {
        commented
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        commented.write_all(&part).unwrap();
    }
    let commented = commented.finish().unwrap().into_inner();
    assert_eq!(read(&commented), Ok(1));
}

#[test]
fn a_path_that_leads_out_of_the_package_is_refused() {
    for name in [
        "../evil.xml",
        "xl/../../evil.xml",
        "/etc/evil.xml",
        "..\\evil.xml",
        "\\evil.xml",
    ] {
        // The writer mends such names; so the bytes are changed behind its back.
        let stand_in = "n".repeat(name.len());
        let book = packed(&with(&stand_in, b"<a/>"));
        refused(
            &replaced(book, stand_in.as_bytes(), name.as_bytes()),
            "leads out",
        );
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let book = packed(&with("xl/worksheets/sheet9.xml", b"<a/>"));
    let (from, to) = (b"xl/worksheets/sheet9.xml", b"xl/worksheets/sheet1.xml");
    refused(&replaced(book, from, to), "package");
}

#[test]
fn what_stands_before_or_behind_a_package_is_refused() {
    let book = packed(&flat_parts());
    let other = packed(&with("a.xml", b"<a/>"));
    refused(&[&book[..], b"\0"].concat(), "package");
    refused(&[&book[..], &[b'x'; 70_000][..]].concat(), "package");
    refused(&[b"PK\x03\x04junk", &book[..]].concat(), "package");
    refused(&[&other[..], &book[..]].concat(), "package");
    // An end within the comment of the real one.
    let end = find(&book, b"PK\x05\x06", 0);
    let mut nested = book.clone();
    nested[end + 20..end + 22].copy_from_slice(&22_u16.to_le_bytes());
    nested.extend_from_slice(&book[end..]);
    refused(&nested, "package");
    for cut in [book.len() - 1, end, book.len() / 2, 10] {
        refused(&book[..cut], "package");
    }
}

#[test]
fn parts_that_share_their_bytes_are_refused() {
    // As bombs of many names over one content are made.
    let mut book = packed(&with("xl/worksheets/sheet9.xml", b"<a/>"));
    let entries = flat_parts().len();
    let offset_of = |entry: usize| find(&book, b"PK\x01\x02", entry) + 42;
    let (first, last) = (offset_of(entries - 1), offset_of(entries));
    book.copy_within(first..first + 4, last);
    refused(&book, "package");
}

#[test]
fn a_part_that_declares_a_document_type_is_refused_whichever_it_is() {
    let canary = tempfile::NamedTempFile::new().unwrap();
    let url = format!("file://{}", canary.path().display());
    let declarations = [
        "<!DOCTYPE a>".to_owned(),
        format!("<!DOCTYPE a SYSTEM \"{url}\">"),
        format!("<!DOCTYPE a [<!ENTITY e SYSTEM \"{url}\">]>"),
        "<!DOCTYPE a [<!ENTITY e \"ha\"><!ENTITY f \"&e;&e;&e;\">]>".to_owned(),
    ];
    let names = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    ];
    for name in names {
        for declaration in &declarations {
            let mut parts = flat_parts();
            let (_, part) = parts.iter_mut().find(|(one, _)| one == name).unwrap();
            let at = find(part, b"?>", 0) + 2;
            // Far enough in for a reader in pieces to meet it at a seam.
            let comment = format!("<!--{}-->", "x".repeat(8180));
            part.splice(at..at, format!("{comment}{declaration}").into_bytes());
            refused(&packed(&parts), "DOCTYPE");
        }
    }
}

#[test]
fn a_package_is_taken_up_to_its_bound_and_not_a_byte_more() {
    let book = packed(&flat_parts());
    let expanded: u64 = flat_parts().iter().map(|(_, part)| part.len() as u64).sum();
    let folder = Folder::new();
    folder.file("book.xlsx", &book);
    let read = |expanded_bytes| {
        folder.read_within(Bounds {
            expanded_bytes,
            ..Bounds::default()
        })
    };
    assert_eq!(read(expanded).findings, []);
    folder.only(&read(expanded - 1), "intake-unreadable-file");
}

#[test]
fn a_package_that_claims_more_than_the_bound_is_not_inflated() {
    assert_eq!(Bounds::default().expanded_bytes, 200 << 20);
    assert_eq!(Bounds::default().ratio, 100);
    // The claim alone refuses it: there are three bytes, and the claim is that they are a little more than 200 MiB.
    let mut book = packed(&with("xl/big.xml", b"abc"));
    let claim = (200_u32 << 20).to_le_bytes();
    let at = find(&book, b"PK\x01\x02", flat_parts().len()) + 24;
    book[at..at + 4].copy_from_slice(&claim);
    refused(&book, "200 MiB");
}

#[test]
fn a_hundredfold_is_read_and_more_is_refused() {
    let ratio = |letters: usize| {
        // Letters that do not compress, and blanks that do.
        let mut part: Vec<u8> = b"<a>".to_vec();
        let mut state = 1_u32;
        for _ in 0..letters {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            part.push(b'a' + (state >> 24) as u8 % 26);
        }
        part.resize(4 << 20, b' ');
        part.extend_from_slice(b"</a>");
        let book = packed(&with("xl/extra.xml", &part));
        let parts: usize = flat_parts().iter().map(|(_, part)| part.len()).sum();
        ((parts + part.len()) / book.len(), book)
    };
    let (mut below, mut above) = (None, None);
    for letters in (46_000..56_000).step_by(100) {
        match ratio(letters) {
            (100, book) => below = Some(book),
            (101, book) => above = Some(book),
            _ => {}
        }
    }
    assert_eq!(read(&below.expect("one of a hundredfold")), Ok(1));
    refused(&above.expect("one of a little more"), "100 times");
}
