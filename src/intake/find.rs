//! Finds the sources of a batch: spreadsheets and order folders, walked in the order of their names.
//!
//! Hidden files and the lock files of Office (`~$batch.xlsx`) are none. CSV files named as sheets belong together when they
//! lie in one folder. A source that is named twice counts once.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::attach::ATTACHMENTS;
use super::error::Error;
use super::part::PartKind;
use super::rules;
use super::source::Format;
use crate::order::{Finding, Place, Text};

/// Something to read on its own.
#[derive(Debug)]
pub(super) struct Unit {
    pub kind: UnitKind,
    /// The folder that attachments' paths start from.
    pub base: PathBuf,
    /// The folder that they must not leave.
    pub batch: PathBuf,
}

#[derive(Debug)]
pub(super) enum UnitKind {
    Workbook(PathBuf),
    /// A flat CSV file.
    Csv(PathBuf),
    /// CSV files named as sheets, in the order of the parts.
    Sheets(Vec<(PartKind, PathBuf)>),
    /// An order folder with its order files; right only when there is exactly one.
    Folder(Vec<(Format, PathBuf)>),
}

/// Names of the order file of an order folder.
const ORDER_FILES: [(&str, Format); 4] = [
    ("order.toml", Format::Toml),
    ("order.yaml", Format::Yaml),
    ("order.yml", Format::Yaml),
    ("order.json", Format::Json),
];

impl Unit {
    /// How many files it is.
    pub(super) fn files(&self) -> usize {
        match &self.kind {
            UnitKind::Sheets(files) => files.len(),
            _ => 1,
        }
    }

    /// The file that names it.
    pub(super) fn file(&self) -> &Path {
        match &self.kind {
            UnitKind::Workbook(path) | UnitKind::Csv(path) => path,
            UnitKind::Sheets(files) => files.first().map_or(&self.base, |(_, path)| path),
            UnitKind::Folder(files) => files.first().map_or(&self.base, |(_, path)| path),
        }
    }
}

/// All sources of `inputs`; findings say what could not be walked.
pub(super) fn find(
    inputs: &[PathBuf],
    limit: usize,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Unit>, Error> {
    let mut search = Search {
        units: Vec::new(),
        sheets: BTreeMap::new(),
        seen: HashSet::new(),
        met: 0,
        limit,
    };
    for input in inputs {
        let metadata = fs::metadata(input).map_err(|source| match source.kind() {
            ErrorKind::NotFound => Error::Missing(input.clone()),
            _ => Error::Disk {
                path: input.clone(),
                source,
            },
        })?;
        if metadata.is_dir() {
            let before = search.met;
            search.walk(input, findings)?;
            if search.met == before {
                let message = Text::new(
                    "文件夹里没有电子表格，也没有订单文件夹",
                    "the folder holds neither spreadsheets nor order folders",
                );
                findings.push(rules::EMPTY.at(whole(input), message));
            }
        } else {
            let folder = input.parent().unwrap_or(Path::new(""));
            if !search.file(input, folder)? {
                return Err(Error::NotAnInput(input.clone()));
            }
        }
    }
    Ok(search.finish())
}

fn whole(path: &Path) -> Place {
    Place::whole(path.display().to_string().into())
}

struct Search {
    units: Vec<Unit>,
    /// Position of the unit that holds a folder's sheets.
    sheets: BTreeMap<PathBuf, usize>,
    seen: HashSet<PathBuf>,
    /// Sources met, those that were named before included.
    met: usize,
    limit: usize,
}

impl Search {
    fn walk(&mut self, input: &Path, findings: &mut Vec<Finding>) -> Result<(), Error> {
        let mut entries = WalkDir::new(input)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.depth() == 0 => {
                    return Err(Error::Disk {
                        path: input.to_owned(),
                        source: error.into(),
                    });
                }
                Err(error) => {
                    let message = Text::new(
                        "无法列出，可能没有权限或链接成环",
                        "cannot be listed: no permission, or a link to itself",
                    );
                    findings.push(
                        rules::UNREADABLE_FILE.at(whole(error.path().unwrap_or(input)), message),
                    );
                    continue;
                }
            };
            let name = entry.file_name().to_string_lossy();
            let is_skipped = entry.depth() > 0 && (name.starts_with('.') || name.starts_with("~$"));
            if entry.file_type().is_dir() {
                if is_skipped || (entry.depth() > 0 && name == ATTACHMENTS) {
                    entries.skip_current_dir();
                } else if let Some(files) = order_files(entry.path()) {
                    self.add(UnitKind::Folder(files), entry.path(), entry.path(), input)?;
                    entries.skip_current_dir();
                }
            } else if !is_skipped {
                self.file(entry.path(), input)?;
            }
        }
        Ok(())
    }

    /// Takes in a file; `false` when it is none of ours.
    fn file(&mut self, path: &Path, batch: &Path) -> Result<bool, Error> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let folder = path.parent().unwrap_or(Path::new(""));
        if let Some((_, format)) = ORDER_FILES.iter().find(|(file, _)| *file == name) {
            self.add(
                UnitKind::Folder(vec![(*format, path.to_owned())]),
                folder,
                folder,
                batch,
            )?;
            return Ok(true);
        }
        if is_workbook(&name) {
            self.add(UnitKind::Workbook(path.to_owned()), path, folder, batch)?;
            return Ok(true);
        }
        let Some(stem) = name.strip_suffix(".csv") else {
            return Ok(false);
        };
        let Some(part) = PartKind::of_sheet(stem) else {
            self.add(UnitKind::Csv(path.to_owned()), path, folder, batch)?;
            return Ok(true);
        };
        match self.sheets.get(folder).copied() {
            Some(unit) => {
                if self.is_new(path)
                    && let UnitKind::Sheets(files) = &mut self.units[unit].kind
                {
                    files.push((part, path.to_owned()));
                }
            }
            None => {
                self.sheets.insert(folder.to_owned(), self.units.len());
                self.add(
                    UnitKind::Sheets(vec![(part, path.to_owned())]),
                    path,
                    folder,
                    batch,
                )?;
            }
        }
        Ok(true)
    }

    fn is_new(&mut self, path: &Path) -> bool {
        self.met += 1;
        self.seen
            .insert(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }

    fn add(
        &mut self,
        kind: UnitKind,
        identity: &Path,
        base: &Path,
        batch: &Path,
    ) -> Result<(), Error> {
        if self.is_new(identity) {
            self.units.push(Unit {
                kind,
                base: base.to_owned(),
                batch: batch.to_owned(),
            });
        }
        if self.seen.len() > self.limit {
            Err(Error::TooManyFiles(self.limit))
        } else {
            Ok(())
        }
    }

    fn finish(mut self) -> Vec<Unit> {
        for unit in &mut self.units {
            if let UnitKind::Sheets(files) = &mut unit.kind {
                files.sort_by_key(|(part, _)| *part as usize);
            }
        }
        self.units
    }
}

fn is_workbook(name: &str) -> bool {
    [".xlsx", ".xlsm", ".xls", ".et", ".ods"]
        .iter()
        .any(|extension| name.ends_with(extension))
}

/// The order files of an order folder; `None` when the folder is no order folder. One with attachments and nothing else is
/// one whose order file is missing.
fn order_files(folder: &Path) -> Option<Vec<(Format, PathBuf)>> {
    let files: Vec<_> = ORDER_FILES
        .iter()
        .map(|(name, format)| (*format, folder.join(name)))
        .filter(|(_, path)| path.is_file())
        .collect();
    if !files.is_empty() {
        return Some(files);
    }
    if !folder.join(ATTACHMENTS).is_dir() {
        return None;
    }
    let others = fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .any(|entry| {
            let name = entry.file_name().to_string_lossy().to_lowercase();
            let is_source = is_workbook(&name) || name.ends_with(".csv");
            is_source || (entry.path().is_dir() && name != ATTACHMENTS)
        });
    (!others).then(Vec::new)
}
