//! A case as its `case.toml` describes it, and where cases lie.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use walkdir::WalkDir;

use super::Error;
use crate::config::{self, Config};

/// The file that makes a folder a case.
const FILE: &str = "case.toml";

/// What a case runs, in the order in which it names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// `check`: the findings.
    Check,
    /// `build`: the upload files and what each carries.
    Build,
    /// `nightly`, against the practice bureau.
    Nightly,
    /// `ingest` of the answers.
    Ingest,
    /// `report`: the outcomes.
    Report,
}

impl Step {
    /// The command's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Nightly => "nightly",
            Self::Ingest => "ingest",
            Self::Report => "report",
        }
    }

    /// The file that what it prints is expected in; a night prints a page for people.
    pub(super) fn file(self) -> Option<&'static str> {
        match self {
            Self::Check => Some("findings.jsonl"),
            Self::Build => Some("files.jsonl"),
            Self::Nightly => None,
            Self::Ingest => Some("answers.jsonl"),
            Self::Report => Some("outcomes.jsonl"),
        }
    }
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its folder.
    pub folder: PathBuf,
    /// What it shows.
    pub about: String,
    /// What it runs.
    pub steps: Vec<Step>,
    /// The orders.
    pub(super) input: Vec<PathBuf>,
    /// The answer files.
    pub(super) answers: Vec<PathBuf>,
    /// Keys of the printed lines that may say anything.
    pub(super) ignore: Vec<String>,
    /// The folder of what is expected.
    pub(super) expected: PathBuf,
    /// The configuration, with its clock fixed.
    pub(super) config: toml::Table,
    /// The folder from which the configuration's paths start.
    pub(super) config_folder: PathBuf,
}

/// `case.toml`; paths are relative to it.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CaseFile {
    about: String,
    config: Option<PathBuf>,
    clock: Option<DateTime<FixedOffset>>,
    input: Option<Vec<PathBuf>>,
    answers: Vec<PathBuf>,
    run: Vec<Step>,
    ignore: Vec<String>,
    expected: PathBuf,
}

impl Default for CaseFile {
    fn default() -> Self {
        Self {
            about: String::new(),
            config: None,
            clock: None,
            input: None,
            answers: Vec::new(),
            run: vec![Step::Check, Step::Build],
            ignore: Vec::new(),
            expected: "expected".into(),
        }
    }
}

/// A case by its path from the folder in which it was looked for, or why it cannot be read.
pub type Named = (String, Result<Case, Error>);

/// All cases below a folder, by their path from there.
pub fn find(root: &Path) -> Result<Vec<Named>, Error> {
    let mut cases = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Unreadable {
            path: error.path().unwrap_or(root).to_owned(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() && entry.file_name() == FILE {
            let folder = entry.path().parent().unwrap_or(root);
            let name = folder.strip_prefix(root).unwrap_or(folder);
            let name = match name.to_string_lossy() {
                // The folder that was asked for is itself a case.
                name if name.is_empty() => root.file_name().map_or_else(
                    || root.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                ),
                name => name.into_owned(),
            };
            cases.push((name, Case::read(folder)));
        }
    }
    Ok(cases)
}

impl Case {
    /// Reads the case of a folder.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let file: CaseFile = config::read_toml(&path)?;
        let config_path = match &file.config {
            Some(config) => Some(folder.join(config)),
            None => Some(folder.join("beian.toml")).filter(|path| path.exists()),
        };
        let (mut config, config_folder) = match &config_path {
            Some(path) => {
                // Its mistakes are told by its own lines, not by those of the confined copy.
                Config::read(path)?;
                let above = path.parent().unwrap_or(folder).to_owned();
                (config::read_toml(path)?, above)
            }
            None => (toml::Table::new(), folder.to_owned()),
        };
        if let Some(clock) = file.clock {
            let now = toml::Value::String(clock.to_rfc3339());
            let clock = toml::Table::from_iter([("now".to_owned(), now)]);
            config.insert("clock".to_owned(), clock.into());
        }
        let is_fixed = config
            .get("clock")
            .is_some_and(|clock| clock.get("now").is_some());
        if !is_fixed {
            return Err(Error::NoClock { path });
        }
        let input = match file.input {
            Some(input) => input,
            None => vec![PathBuf::from("orders")],
        };
        let case = Self {
            about: file.about,
            steps: file.run,
            input: within(folder, input),
            answers: within(folder, file.answers),
            ignore: file.ignore,
            expected: folder.join(file.expected),
            config,
            config_folder,
            folder: folder.to_owned(),
        };
        let reads_orders = [Step::Check, Step::Build, Step::Nightly];
        for (steps, paths, key) in [
            (&reads_orders[..], &case.input, "input"),
            (&[Step::Ingest][..], &case.answers, "answers"),
        ] {
            let step = { case.steps.iter() }.find(|step| steps.contains(step));
            if let Some(step) = step.filter(|_| paths.is_empty()) {
                let step = step.name();
                return Err(Error::NothingFor { path, step, key });
            }
        }
        // What no step asks for need not be there.
        let is_needed = |steps: &[Step]| case.steps.iter().any(|step| steps.contains(step));
        let input = case.input.iter().filter(|_| is_needed(&reads_orders));
        let answers = case.answers.iter().filter(|_| is_needed(&[Step::Ingest]));
        for path in input.chain(answers) {
            fs::metadata(path).map_err(|source| Error::Unreadable {
                path: path.clone(),
                source,
            })?;
        }
        Ok(case)
    }
}

fn within(folder: &Path, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().map(|path| folder.join(path)).collect()
}
