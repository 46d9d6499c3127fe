//! A case as its `case.toml` describes it, and where cases lie.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::de::IntoDeserializer as _;
use serde::{Deserialize, Deserializer, de};
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

    /// The file that what it prints is expected in; a night prints a page for people, and writes files.
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

/// A step that a case runs.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is run.
    pub step: Step,
    /// How often the case has run the same before, from 1 on.
    pub(super) number: usize,
    /// From which time on; `None` where the clock stands as before.
    pub(super) clock: Option<DateTime<FixedOffset>>,
    /// The orders that it reads.
    pub(super) input: Vec<PathBuf>,
    /// The answer files that it reads.
    pub(super) answers: Vec<PathBuf>,
}

impl Run {
    /// What it reads, and the key that names it.
    pub(super) fn reads(&self) -> Option<(&'static str, &[PathBuf])> {
        match self.step {
            Step::Check | Step::Build | Step::Nightly => Some(("input", &self.input)),
            Step::Ingest => Some(("answers", &self.answers)),
            Step::Report => None,
        }
    }

    /// The name under which something of this step is expected: of the second time `lists-2`, and so on.
    pub(super) fn named(&self, name: &str) -> String {
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        let dot = if extension.is_empty() { "" } else { "." };
        match self.number {
            1 => name.to_owned(),
            number => format!("{stem}-{number}{dot}{extension}"),
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
    pub runs: Vec<Run>,
    /// The orders.
    pub(super) input: Vec<PathBuf>,
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
    run: Vec<RunFile>,
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
            run: [Step::Check, Step::Build].map(RunFile::of).into(),
            ignore: Vec::new(),
            expected: "expected".into(),
        }
    }
}

/// A step as `run` names it: a word, or a table that says more.
#[derive(Debug)]
struct RunFile(RunTable);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunTable {
    step: Step,
    clock: Option<DateTime<FixedOffset>>,
    input: Option<Vec<PathBuf>>,
    answers: Option<Vec<PathBuf>>,
}

impl RunFile {
    fn of(step: Step) -> Self {
        Self(RunTable {
            step,
            clock: None,
            input: None,
            answers: None,
        })
    }
}

impl<'de> Deserialize<'de> for RunFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = RunFile;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a step such as \"check\", or a table with its `step`")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RunFile, E> {
                Step::deserialize(word.into_deserializer()).map(RunFile::of)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RunFile, A::Error> {
                RunTable::deserialize(de::value::MapAccessDeserializer::new(map)).map(RunFile)
            }
        }

        deserializer.deserialize_any(Visitor)
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
        let has_clock = |config: &toml::Table| {
            let clock = config.get("clock");
            clock.is_some_and(|clock| clock.get("now").is_some())
        };
        let first = || file.run.first().and_then(|RunFile(run)| run.clock);
        let clock = match file.clock {
            None if !has_clock(&config) => first(),
            clock => clock,
        };
        if let Some(clock) = clock {
            set_clock(&mut config, clock);
        }
        if !has_clock(&config) {
            return Err(Error::NoClock { path });
        }
        let input = within(folder, file.input.unwrap_or_else(|| vec!["orders".into()]));
        let answers = within(folder, file.answers);
        let mut runs: Vec<Run> = Vec::new();
        for RunFile(run) in file.run {
            let same = runs.iter().filter(|before| before.step == run.step);
            runs.push(Run {
                step: run.step,
                number: 1 + same.count(),
                clock: run.clock,
                input: run
                    .input
                    .map_or_else(|| input.clone(), |own| within(folder, own)),
                answers: { run.answers }.map_or_else(|| answers.clone(), |own| within(folder, own)),
            });
        }
        let case = Self {
            about: file.about,
            runs,
            input,
            ignore: file.ignore,
            expected: folder.join(file.expected),
            config,
            config_folder,
            folder: folder.to_owned(),
        };
        // What no step asks for need not be there.
        for run in &case.runs {
            let Some((key, paths)) = run.reads() else {
                continue;
            };
            if paths.is_empty() {
                let step = run.step.name();
                return Err(Error::NothingFor { path, step, key });
            }
            for path in paths {
                fs::metadata(path).map_err(|source| Error::Unreadable {
                    path: path.clone(),
                    source,
                })?;
            }
        }
        Ok(case)
    }
}

/// Fixes the time of a configuration.
pub(super) fn set_clock(config: &mut toml::Table, clock: DateTime<FixedOffset>) {
    let now = toml::Value::String(clock.to_rfc3339());
    let clock = toml::Table::from_iter([("now".to_owned(), now)]);
    config.insert("clock".to_owned(), clock.into());
}

fn within(folder: &Path, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().map(|path| folder.join(path)).collect()
}
