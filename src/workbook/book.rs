//! Which part is which sheet.

use super::Error;
use super::package::Package;
use super::relations::Links;
use super::xml::{self, TagKind};

/// The workbook's table of contents.
pub(super) struct Book {
    /// The workbook's own part.
    pub part: String,
    /// The part with the styles, where there is one.
    pub styles: Option<String>,
    sheets: Vec<(String, String)>,
}

impl Book {
    pub(super) fn read(package: &mut Package) -> Result<Self, Error> {
        let part = Links::read(package, "")?
            .of_kind("officeDocument")
            .ok_or_else(|| Error::Missing("workbook".to_owned()))?;
        let text = package.text(&part)?;
        let links = Links::read(package, &part)?;
        let mut sheets = Vec::new();
        xml::each(&text, &part, |tag| {
            if tag.name != "sheet" || tag.kind == TagKind::End {
                return;
            }
            let target = tag.link().and_then(|id| links.get(&id));
            if let (Some(name), Some((target, "worksheet"))) = (tag.get("name"), target) {
                sheets.push((name.into_owned(), target));
            }
        })?;
        Ok(Self {
            styles: links.of_kind("styles"),
            part,
            sheets,
        })
    }

    /// The part of the sheet called `name`.
    pub(super) fn sheet(&self, name: &str) -> Option<&str> {
        { self.sheets.iter() }
            .find(|(given, _)| given == name)
            .map(|(_, part)| part.as_str())
    }
}
