//! Refuses compressed workbooks that would fill the memory, before anything of them is kept.
//!
//! The sizes that a package declares are looked at first; then every part is inflated once into nothing, because a package
//! may lie about them.

use std::fs::File;
use std::io::{self, BufReader, Read};

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
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        declared =
            declared.saturating_add(archive.by_index_data(index).map_err(|_| broken())?.size());
    }
    judge(declared, size, bounds)?;
    let mut inflated = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken())?;
        let promised = part.size();
        let written = io::copy(&mut part.take(promised.saturating_add(1)), &mut io::sink())
            .map_err(|_| broken())?;
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

fn broken() -> Text {
    Text::new("压缩包损坏或加密", "the package is broken or encrypted")
}
