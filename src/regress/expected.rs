//! What a case expects, on disk: the lines that the commands print and the lists that a night writes, without what the case
//! leaves open; the letters; and the upload files byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::{Case, Error, Made, Step};
use crate::disk;

/// How each step ended.
pub(super) const EXITS: &str = "exits.jsonl";

/// Files by name: lines of JSON, uploads, lists, letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results(pub(super) BTreeMap<String, Vec<u8>>);

impl Results {
    /// Reads what a case expects; nothing when it has not been run yet.
    pub(super) fn read(case: &Case) -> Result<Self, Error> {
        let mut results = xml_files(&case.expected)?;
        results.extend(files(&case.expected, ".jsonl")?);
        for run in case.runs.iter().filter(|run| run.step == Step::Nightly) {
            for (folder, ending) in WRITTEN {
                let folder = run.named(folder);
                let files = files(&case.expected.join(&folder), ending)?.into_iter();
                results.extend(files.map(|(name, bytes)| (format!("{folder}/{name}"), bytes)));
            }
        }
        Ok(Self(results))
    }
}

/// What of a night's files is expected: the folders in which it writes them, and the ends of their names.
const WRITTEN: [(&str, &str); 2] = [("lists", ".csv"), ("notices", ".zh.txt")];

/// A file beside the reports of a night.
pub(super) struct Written {
    /// The folder in which the night writes it.
    pub folder: &'static str,
    /// Its name in there.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of [`WRITTEN`] that a night has left among its reports.
pub(super) fn written(reports: &Path) -> Result<Vec<Written>, Error> {
    let mut written = Vec::new();
    // A night that stopped has none.
    let entries = fs::read_dir(reports).into_iter().flatten().flatten();
    for night in entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
    {
        for (folder, ending) in WRITTEN {
            let files = files(&night.join(folder), ending)?.into_iter();
            written.extend(files.map(|(name, bytes)| Written {
                folder,
                name,
                bytes,
            }));
        }
    }
    Ok(written)
}

/// A list without the columns of `ignore` and without what begins it for spreadsheets; what is no list stays as it is.
pub(super) fn without_columns(name: &str, text: String, ignore: &[String]) -> String {
    if !name.ends_with(".csv") {
        return text;
    }
    let mut reader = csv::ReaderBuilder::new();
    let text = text.trim_start_matches('\u{FEFF}').to_owned();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let is_kept = |at: usize| {
        let header = rows.first().and_then(|header| header.get(at));
        !ignore.iter().any(|key| Some(key.as_str()) == header)
    };
    let mut kept = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        let cells = row.iter().enumerate().filter(|(at, _)| is_kept(*at));
        // Memory takes whatever is written.
        let _ = kept.write_record(cells.map(|(_, cell)| cell));
    }
    let bytes = kept.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or(text)
}

/// Writes what a case made as what it expects from now on, and removes what it has not made.
pub fn bless(made: &Made) -> Result<(), Error> {
    let folder = &made.case.expected;
    let before = Results::read(&made.case)?;
    for (name, bytes) in &made.results.0 {
        if before.0.get(name) != Some(bytes) {
            let path = folder.join(name);
            if let Some(above) = path.parent() {
                disk::create_folder(above)?;
            }
            disk::write(&path, bytes)?;
        }
    }
    let gone = before
        .0
        .keys()
        .filter(|name| !made.results.0.contains_key(*name));
    for name in gone {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|source| disk::DiskError { path, source })?;
    }
    Ok(())
}

/// Upload files of a folder, by name.
pub(super) fn xml_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    files(folder, ".xml")
}

/// The files of a folder whose names end so, by name; nothing of a folder that is not there.
fn files(folder: &Path, ending: &str) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Unreadable { path, source }
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.map_err(failed(folder))?,
    };
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(failed(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(ending) {
            let bytes = fs::read(&path).map_err(failed(&path))?;
            files.insert(name.into_owned(), bytes);
        }
    }
    Ok(files)
}

/// What a step printed, without the keys of `ignore` and what is expected elsewhere: of `build` the files alone, since their
/// bytes lie beside it and `check` says what is held back.
pub(super) fn pinned(step: Step, printed: &str, ignore: &[String]) -> String {
    let mut lines = String::new();
    for line in printed.lines() {
        let Ok(mut line) = serde_json::from_str::<Value>(line) else {
            lines.push_str(&format!("{}\n", Value::from(line)));
            continue;
        };
        if step == Step::Build {
            if line["orders"].is_null() {
                continue;
            }
            let of_bytes = ["bytes", "sha256"].map(str::to_owned);
            remove(&mut line, &of_bytes);
        }
        remove(&mut line, ignore);
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

/// Removes keys, however deep they lie.
fn remove(value: &mut Value, keys: &[String]) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _| !keys.contains(key));
            object.values_mut().for_each(|value| remove(value, keys));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| remove(value, keys)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_build_the_files_are_kept_and_what_is_left_open_is_not() {
        let printed = "{\"name\":\"a.xml\",\"sha256\":\"00\",\"bytes\":7,\"orders\":[\"1\"]}\n{\"order\":\"2\",\"findings\":[]}\n";
        assert_eq!(
            pinned(Step::Build, printed, &[]),
            "{\"name\":\"a.xml\",\"orders\":[\"1\"]}\n"
        );
        let printed = "{\"order\":\"1\",\"codes\":[{\"code\":1,\"message\":\"x\"}]}\n";
        assert_eq!(
            pinned(Step::Report, printed, &["message".to_owned()]),
            "{\"order\":\"1\",\"codes\":[{\"code\":1}]}\n"
        );
    }
}
