//! The package: parts are read one by one, and copied as they lie unless they were written anew.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Error;

/// An open package.
pub(super) struct Package {
    archive: ZipArchive<BufReader<File>>,
    changed: BTreeMap<String, String>,
}

const MARK: char = '\u{feff}';

impl Package {
    pub(super) fn open(file: File) -> Result<Self, Error> {
        Ok(Self {
            archive: ZipArchive::new(BufReader::new(file))?,
            changed: BTreeMap::new(),
        })
    }

    /// The name under which the package has a part: names are compared without regard to case.
    pub(super) fn name(&self, part: &str) -> Option<String> {
        let same = |name: &str| name.eq_ignore_ascii_case(part);
        let changed = self.changed.keys().find(|name| same(name)).cloned();
        changed.or_else(|| {
            let mut names = self.archive.file_names().filter_map(Result::ok);
            names.find(|name| same(name)).map(Cow::into_owned)
        })
    }

    /// The text of a part that must be there.
    pub(super) fn text(&mut self, part: &str) -> Result<String, Error> {
        self.find(part)?
            .ok_or_else(|| Error::Missing(part.to_owned()))
    }

    /// The text of a part, where there is one.
    pub(super) fn find(&mut self, part: &str) -> Result<Option<String>, Error> {
        let Some(name) = self.name(part) else {
            return Ok(None);
        };
        if let Some(text) = self.changed.get(&name) {
            return Ok(Some(text.clone()));
        }
        let mut bytes = Vec::new();
        self.archive.by_name(&name)?.read_to_end(&mut bytes)?;
        let text = String::from_utf8(bytes).map_err(|error| Error::xml(part, error))?;
        Ok(Some(match text.strip_prefix(MARK) {
            Some(text) => text.to_owned(),
            None => text,
        }))
    }

    /// Writes a part anew.
    pub(super) fn put(&mut self, part: &str, text: String) {
        let name = self.name(part).unwrap_or_else(|| part.to_owned());
        self.changed.insert(name, text);
    }

    /// The first name `before1after`, `before2after`, … that no part has.
    pub(super) fn free_name(&self, before: &str, after: &str) -> String {
        let mut number = 1_u32;
        loop {
            let name = format!("{before}{number}{after}");
            if self.name(&name).is_none() {
                return name;
            }
            number += 1;
        }
    }

    /// Writes the whole package.
    pub(super) fn write_to(mut self, out: &mut (impl Write + Seek)) -> Result<(), Error> {
        let mut writer = ZipWriter::new(out);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            let Some(text) = self.changed.remove(&name) else {
                writer.raw_copy_file(part)?;
                continue;
            };
            let options = match part.last_modified() {
                Some(moment) => options.last_modified_time(moment),
                None => options,
            };
            writer.start_file(name, options)?;
            writer.write_all(text.as_bytes())?;
        }
        for (name, text) in self.changed {
            writer.start_file(name, options)?;
            writer.write_all(text.as_bytes())?;
        }
        writer.finish()?;
        Ok(())
    }
}
