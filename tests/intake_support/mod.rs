//! A folder with a batch in it, and short ways to ask what was read from it.

#![allow(
    dead_code,
    reason = "each test file uses its own part of these helpers"
)]
#![allow(clippy::unwrap_used, reason = "these helpers are called by tests only")]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use beian::codes::Codes;
use beian::intake::{Batch, Bounds, Options, read};
use beian::order::{AnyField, Finding, Order};
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A batch on disk that goes away with the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file below the folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Writes a small JPEG picture.
    pub fn picture(&self, name: &str) -> PathBuf {
        let mut bytes = Vec::new();
        let pixels = vec![200; 30 * 40];
        jpeg_encoder::Encoder::new(&mut bytes, 60)
            .encode(&pixels, 30, 40, jpeg_encoder::ColorType::Luma)
            .unwrap();
        self.file(name, bytes)
    }

    /// Writes a workbook of text cells: sheets by name, rows of cells; an empty text is no cell.
    pub fn workbook(&self, name: &str, sheets: &[(&str, &[&[&str]])]) -> PathBuf {
        let mut book = Workbook::new();
        for (name, rows) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*name).unwrap();
            for (row, cells) in (0..).zip(*rows) {
                for (column, text) in (0..).zip(*cells) {
                    if !text.is_empty() {
                        sheet.write_string(row, column, *text).unwrap();
                    }
                }
            }
        }
        self.file(name, book.save_to_buffer().unwrap())
    }

    /// Reads the whole folder with the default bounds.
    pub fn read(&self) -> Batch {
        self.read_within(Bounds::default())
    }

    pub fn read_within(&self, bounds: Bounds) -> Batch {
        read_all(&[self.path().to_owned()], bounds)
    }

    /// A place below the folder, without the folder.
    pub fn place(&self, finding: &Finding) -> String {
        self.short(&finding.place.to_string())
    }

    pub fn short(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.path().display()), "")
            .replace(&self.path().display().to_string(), "")
    }

    /// Rule and place of every finding.
    pub fn findings(&self, batch: &Batch) -> Vec<(String, String)> {
        batch
            .findings
            .iter()
            .map(|finding| (finding.rule.to_string(), self.place(finding)))
            .collect()
    }

    /// The place of the only finding of `rule`.
    pub fn only(&self, batch: &Batch, rule: &str) -> String {
        let found: Vec<_> = batch
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .collect();
        assert_eq!(found.len(), 1, "{rule}: {:#?}", batch.findings);
        self.place(found[0])
    }

    /// Text and place of a field.
    pub fn at(&self, field: &dyn AnyField) -> String {
        let value = field.value().expect("the field is filled in");
        format!("{} @ {}", value.text, self.short(&value.place.to_string()))
    }
}

pub fn read_all(inputs: &[PathBuf], bounds: Bounds) -> Batch {
    read(
        inputs,
        &Options {
            codes: Codes::bundled(),
            bounds,
        },
        &|_| {},
    )
    .unwrap()
}

pub fn order<'b>(batch: &'b Batch, number: &str) -> &'b Order {
    let found = batch
        .orders
        .iter()
        .find(|order| &*order.number.text == number);
    found.unwrap_or_else(|| panic!("no order {number}: {:#?}", batch.findings))
}

/// Everything that was read, as comparable text.
pub fn transcript(batch: &Batch) -> String {
    format!(
        "{:#?}\n{:#?}\n{:#?}",
        batch.orders, batch.findings, batch.sources
    )
}

/// A zip package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        package.write_all(content).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// A flat workbook with one order, part by part.
pub fn flat_parts() -> Vec<(String, Vec<u8>)> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    sheet.write_row(0, 0, ["订单号", "订单类型"]).unwrap();
    sheet.write_row(1, 0, ["A-1", "首次备案"]).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let mut part = Vec::new();
            let mut content = archive.by_name(&name).unwrap();
            content.read_to_end(&mut part).unwrap();
            drop(content);
            (name, part)
        })
        .collect()
}

/// A package of these parts.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, part)| (name.as_str(), part.as_slice()))
        .collect();
    package(&parts)
}
