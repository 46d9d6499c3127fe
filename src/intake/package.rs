//! Refuses compressed workbooks that would fill the memory, or that two readers would understand in two ways, before
//! anything of them is kept.
//!
//! The sizes that a package declares are looked at first; then every part is inflated once, because a package may lie about
//! them. Nothing may stand before, behind or twice in it, no part may have a path that leads out of it, and none may
//! declare a document type, which no workbook needs and which could make a parser read other files.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use memchr::memmem;
use zip::ZipArchive;

use super::bounds::Bounds;
use crate::order::Text;

/// Below this size the ratio says nothing: a small sheet of equal rows compresses very well.
const SMALL: u64 = 1024 * 1024;

/// What a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Package {
    Excel,
    OpenDocument,
}

/// The record at the end of a package, without the package's comment.
const END_RECORD: &[u8] = b"PK\x05\x06";
const END_RECORD_LENGTH: u64 = 22;
/// What stands right before it in a package of the large form.
const LARGE_LOCATOR: &[u8] = b"PK\x06\x07";
const LARGE_LOCATOR_LENGTH: u64 = 20;

/// What the package of `file` holds, when it may be opened; in words why it may not.
pub(super) fn inspect(file: &File, bounds: &Bounds) -> Result<Package, Text> {
    let size = file.metadata().map_err(|_| broken())?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    if archive.has_duplicate_names() {
        return Err(Text::new(
            "压缩包里有同名的部分",
            "the package holds two parts of the same name",
        ));
    }
    if archive.offset() != 0 || archive.has_overlapping_files().map_err(|_| broken())? {
        return Err(confused());
    }
    ends_with_itself(file, size, archive.comment())?;
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        declared =
            declared.saturating_add(archive.by_index_data(index).map_err(|_| broken())?.size());
    }
    judge(declared, size, bounds)?;
    let mut inflated = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?;
        if leads_out(&name) {
            return Err(Text::new(
                "压缩包里有指向包外的路径",
                "a part of the package has a path that leads out of it",
            ));
        }
        // A picture in SVG may declare what it likes: nobody parses it here.
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        drop(name);
        let promised = part.size();
        let mut sink = DocumentType::default();
        let written = io::copy(&mut part.take(promised.saturating_add(1)), &mut sink)
            .map_err(|_| broken())?;
        if is_xml && sink.found {
            return Err(Text::new(
                "工作簿的 XML 声明了文档类型（DOCTYPE），不予读取",
                "a part of the package declares a document type (DOCTYPE); it is not read",
            ));
        }
        if written != promised {
            return Err(Text::new(
                "压缩包声明的大小与内容不符",
                "the package lies about the size of its parts",
            ));
        }
        inflated = inflated.saturating_add(written);
        judge(inflated, size, bounds)?;
    }
    // Only OpenDocument packages say their type in a part of its own.
    let is_open_document = archive.index_for_name("mimetype").is_some();
    Ok(if is_open_document {
        Package::OpenDocument
    } else {
        Package::Excel
    })
}

/// Whether the package ends where the file does, right behind its directory: a reader that looks for the end in another way
/// must find the same one.
fn ends_with_itself(mut file: &File, size: u64, comment: &[u8]) -> Result<(), Text> {
    let at = size.checked_sub(END_RECORD_LENGTH + comment.len() as u64);
    let at = at.ok_or_else(broken)?;
    let mut read = |at: u64, bytes: &mut [u8]| {
        { file.seek(SeekFrom::Start(at)) }
            .and_then(|_| file.read_exact(bytes))
            .map_err(|_| broken())
    };
    let mut record = [0; END_RECORD_LENGTH as usize];
    read(at, &mut record)?;
    let long = |at: usize| {
        let four = [record[at], record[at + 1], record[at + 2], record[at + 3]];
        u64::from(u32::from_le_bytes(four))
    };
    let (directory_length, directory_at) = (long(12), long(16));
    let mut locator = [0; LARGE_LOCATOR.len()];
    read(at.saturating_sub(LARGE_LOCATOR_LENGTH), &mut locator)?;
    let is_behind = directory_at + directory_length == at || locator == *LARGE_LOCATOR;
    let twice = memmem::find(comment, END_RECORD).is_some();
    if !record.starts_with(END_RECORD) || !is_behind || twice {
        return Err(confused());
    }
    Ok(())
}

/// Whether a part's name would leave the folder that the package is unpacked to. Nothing is unpacked here; who makes such
/// a package means harm elsewhere.
fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|step| step == "..")
}

/// Takes a part and keeps nothing but whether a document type was declared in it.
#[derive(Default)]
struct DocumentType {
    found: bool,
    /// The end of what was taken: the declaration may begin in it.
    tail: Vec<u8>,
}

impl Write for DocumentType {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const DECLARATION: &[u8] = b"<!DOCTYPE";
        let most = DECLARATION.len() - 1;
        self.tail.extend_from_slice(&bytes[..bytes.len().min(most)]);
        self.found |= memmem::find(&self.tail, DECLARATION).is_some()
            || memmem::find(bytes, DECLARATION).is_some();
        if bytes.len() > most {
            self.tail.clear();
            self.tail.extend_from_slice(&bytes[bytes.len() - most..]);
        }
        let kept = self.tail.len().min(most);
        self.tail.drain(..self.tail.len() - kept);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn judge(expanded: u64, size: u64, bounds: &Bounds) -> Result<(), Text> {
    if expanded > bounds.expanded_bytes {
        let limit = bounds.expanded_bytes / SMALL;
        return Err(Text::new(
            format!("解压后超过 {limit} MiB，没有解压"),
            format!("more than {limit} MiB when expanded; it was not expanded"),
        ));
    }
    if expanded > SMALL && expanded / size.max(1) > bounds.ratio {
        let ratio = bounds.ratio;
        return Err(Text::new(
            format!("压缩比超过 {ratio}，可能是压缩炸弹，没有解压"),
            format!("compressed by more than {ratio} times, as zip bombs are; it was not expanded"),
        ));
    }
    Ok(())
}

fn confused() -> Text {
    Text::new(
        "压缩包前后有多余内容，或各部分相互重叠",
        "something stands before or behind the package, or its parts overlap",
    )
}

fn broken() -> Text {
    Text::new("压缩包损坏或加密", "the package is broken or encrypted")
}
