//! A case at work: a temporary folder with copies of what it reads, and the program run in it, step by step.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{DateTime, FixedOffset};
use serde_json::json;
use tempfile::TempDir;
use walkdir::WalkDir;

use super::case::{Run, set_clock};
use super::expected::{self, EXITS, Results};
use super::{Case, Error, Step};
use crate::config::PRACTICE;

/// The program that runs the cases: this one, or another version of it.
#[derive(Clone, Debug)]
pub struct Program {
    /// Where it lies.
    pub path: PathBuf,
}

/// Where `build` writes.
const OUT: &str = "out";

/// Where a night writes its reports.
const REPORTS: &str = "reports";

/// The configuration's name in the temporary folder.
const CONFIG: &str = "beian.toml";

impl Program {
    /// Runs all steps of a case.
    pub(super) fn run(&self, case: &Case) -> Result<Results, Error> {
        let mut work = Work::prepare(case)?;
        let mut results = BTreeMap::new();
        let mut exits = String::new();
        for run in &case.runs {
            if let Some(clock) = run.clock {
                work.set_clock(clock)?;
            }
            let reads = run.reads().map_or(&[][..], |(_, paths)| paths);
            let (output, code) = self.step(run.step, reads, &work)?;
            let exit = json!({ "step": run.step.name(), "exit": code });
            exits.push_str(&format!("{exit}\n"));
            if let Some(file) = run.step.file() {
                let lines = work.without_its_path(&output.stdout);
                let lines = expected::pinned(run.step, &lines, &case.ignore);
                results.insert(run.named(file), lines.into_bytes());
            }
            if run.step == Step::Nightly {
                for file in expected::written(&work.reports())? {
                    let text = work.without_its_path(&file.bytes);
                    let text = expected::without_columns(&file.name, text, &case.ignore);
                    let name = format!("{}/{}", run.named(file.folder), file.name);
                    results.insert(name, text.into_bytes());
                }
            }
        }
        results.insert(EXITS.to_owned(), exits.into_bytes());
        results.extend(expected::xml_files(&work.folder.path().join(OUT))?);
        Ok(Results(results))
    }

    /// What `check` prints of a case's orders.
    pub(super) fn check(&self, case: &Case) -> Result<String, Error> {
        let mut work = Work::prepare(case)?;
        work.bring(&case.input)?;
        let (output, _) = self.step(Step::Check, &case.input, &work)?;
        Ok(work.without_its_path(&output.stdout))
    }

    /// Runs a step; how it printed and ended. That orders are held back or that the bureau plays tricks is part of a case.
    fn step(&self, step: Step, reads: &[PathBuf], work: &Work) -> Result<(Output, i32), Error> {
        let mut command = Command::new(&self.path);
        command.current_dir(work.folder.path()).arg(step.name());
        command.args(reads.iter().filter_map(|path| work.brought.get(path)));
        match step {
            Step::Check | Step::Ingest | Step::Report => command.args(["--format", "json"]),
            Step::Build => command.args(["--out", OUT, "--format", "json"]),
            Step::Nightly => {
                // What lies there afterwards is of this night.
                remove(&work.reports())?;
                &mut command
            }
        };
        command.args(["--config", CONFIG, "--lang", "zh", "--quiet"]);
        let output = command.output().map_err(|source| Error::NoProgram {
            path: self.path.clone(),
            source,
        })?;
        match output.status.code() {
            Some(code @ (0 | 1 | 4 | 5)) => Ok((output, code)),
            _ => Err(Error::Stopped {
                step: step.name(),
                ended: output.status.to_string(),
                said: work.without_its_path(&output.stderr).trim().to_owned(),
            }),
        }
    }
}

/// The temporary folder; it ends with the case.
struct Work<'c> {
    case: &'c Case,
    folder: TempDir,
    /// The configuration as it stands there.
    config: toml::Table,
    /// Names of what was copied there, by where it came from.
    brought: BTreeMap<PathBuf, PathBuf>,
}

impl<'c> Work<'c> {
    fn prepare(case: &'c Case) -> Result<Self, Error> {
        let folder = tempfile::tempdir().map_err(|source| Error::Unreadable {
            path: std::env::temp_dir(),
            source,
        })?;
        let mut work = Self {
            case,
            folder,
            config: confined(case),
            brought: BTreeMap::new(),
        };
        for (_, paths) in case.runs.iter().filter_map(Run::reads) {
            work.bring(paths)?;
        }
        work.write_config()?;
        Ok(work)
    }

    /// Copies files and folders into the folder, each once.
    fn bring(&mut self, paths: &[PathBuf]) -> Result<(), Error> {
        for path in paths {
            if !self.brought.contains_key(path) {
                let name = bring(path, self.folder.path(), self.case)?;
                self.brought.insert(path.clone(), name);
            }
        }
        Ok(())
    }

    fn write_config(&self) -> Result<(), Error> {
        let path = self.folder.path().join(CONFIG);
        fs::write(&path, self.config.to_string())
            .map_err(|source| Error::Unreadable { path, source })
    }

    /// Moves the clock of what is run from now on.
    fn set_clock(&mut self, clock: DateTime<FixedOffset>) -> Result<(), Error> {
        set_clock(&mut self.config, clock);
        self.write_config()
    }

    fn reports(&self) -> PathBuf {
        self.folder.path().join(REPORTS)
    }

    /// What was printed, without the temporary folder's name, which is another one each time.
    fn without_its_path(&self, printed: &[u8]) -> String {
        let folder = format!("{}/", self.folder.path().display());
        String::from_utf8_lossy(printed).replace(&folder, "")
    }
}

/// Removes a folder that may not be there.
fn remove(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Unreadable {
            path: folder.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

/// Copies a file or a folder into the temporary folder; its name there.
fn bring(path: &Path, folder: &Path, case: &Case) -> Result<PathBuf, Error> {
    let whole = path.canonicalize().map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let name = PathBuf::from(whole.file_name().unwrap_or_default());
    let target = folder.join(&name);
    if target.exists() || [CONFIG, REPORTS].iter().any(|own| name == Path::new(own)) {
        return Err(Error::SameName {
            path: case.folder.clone(),
            name: name.display().to_string(),
        });
    }
    for entry in WalkDir::new(&whole).follow_links(true) {
        let entry = entry.map_err(|error| Error::Unreadable {
            path: error.path().unwrap_or(path).to_owned(),
            source: error.into(),
        })?;
        let below = entry.path().strip_prefix(&whole).unwrap_or(entry.path());
        let to = match below.as_os_str().is_empty() {
            true => target.clone(),
            false => target.join(below),
        };
        let copied = match entry.file_type().is_dir() {
            true => fs::create_dir(&to),
            false => fs::copy(entry.path(), &to).map(drop),
        };
        copied.map_err(|source| Error::Unreadable {
            path: entry.path().to_owned(),
            source,
        })?;
    }
    Ok(name)
}

/// The configuration of a case as it is used: everything that is written lies in the temporary folder, every bureau is the
/// practice bureau and needs no secret, and what is only read is read where it lies.
fn confined(case: &Case) -> toml::Table {
    let mut config = case.config.clone();
    let paths = [("reports".to_owned(), REPORTS.into())];
    config.insert("paths".to_owned(), toml::Table::from_iter(paths).into());
    config.remove("ledger");
    let folder = std::path::absolute(&case.config_folder);
    let folder = folder.unwrap_or_else(|_| case.config_folder.clone());
    let settle = |table: &mut toml::Table, key: &str| {
        if let Some(toml::Value::String(path)) = table.get_mut(key) {
            *path = folder.join(&*path).display().to_string();
        }
    };
    if let Some(toml::Value::Table(practice)) = config.get_mut("practice") {
        practice.remove("state");
        settle(practice, "scenario");
    }
    let read_where_they_lie: [(&str, &[&str]); 2] = [
        ("checks", &["provinces", "holidays", "area_codes"]),
        ("notices", &["refused_zh", "refused_en", "sms_zh", "sms_en"]),
    ];
    for (table, keys) in read_where_they_lie {
        if let Some(toml::Value::Table(table)) = config.get_mut(table) {
            keys.iter().for_each(|key| settle(table, key));
        }
    }
    if let Some(toml::Value::Array(bureaus)) = config.get_mut("bureau") {
        for bureau in bureaus.iter_mut().filter_map(toml::Value::as_table_mut) {
            bureau.retain(|key, _| OF_A_BUREAU.contains(&key));
            bureau.insert("url".to_owned(), PRACTICE.into());
            settle(bureau, "schema");
        }
    }
    config
}

/// What the practice bureau needs to know of a bureau; the rest is secrets and ways to reach a real one.
const OF_A_BUREAU: [&str; 4] = ["name", "province", "schema", "families"];
