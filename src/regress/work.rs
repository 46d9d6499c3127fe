//! A case at work: a temporary folder with copies of what it reads, and the program run in it, step by step.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;
use tempfile::TempDir;
use walkdir::WalkDir;

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

impl Program {
    /// Runs all steps of a case.
    pub(super) fn run(&self, case: &Case) -> Result<Results, Error> {
        let work = Work::prepare(case)?;
        let mut results = BTreeMap::new();
        let mut exits = String::new();
        for step in &case.steps {
            let (output, code) = self.step(*step, &work)?;
            let exit = json!({ "step": step.name(), "exit": code });
            exits.push_str(&format!("{exit}\n"));
            if let Some(file) = step.file() {
                let lines = work.without_its_path(&output.stdout);
                let lines = expected::pinned(*step, &lines, &case.ignore);
                results.insert(file.to_owned(), lines.into_bytes());
            }
        }
        results.insert(EXITS.to_owned(), exits.into_bytes());
        results.extend(expected::xml_files(&work.folder.path().join(OUT))?);
        Ok(Results(results))
    }

    /// What `check` prints of a case's orders.
    pub(super) fn check(&self, case: &Case) -> Result<String, Error> {
        let work = Work::prepare(case)?;
        let (output, _) = self.step(Step::Check, &work)?;
        Ok(work.without_its_path(&output.stdout))
    }

    /// Runs a step; how it printed and ended. That orders are held back or that the bureau plays tricks is part of a case.
    fn step(&self, step: Step, work: &Work) -> Result<(Output, i32), Error> {
        let mut command = Command::new(&self.path);
        command.current_dir(work.folder.path()).arg(step.name());
        match step {
            Step::Check => command.args(&work.input).args(["--format", "json"]),
            Step::Build => command
                .args(&work.input)
                .args(["--out", OUT, "--format", "json"]),
            Step::Nightly => command.args(&work.input),
            Step::Ingest => command.args(&work.answers).args(["--format", "json"]),
            Step::Report => command.args(["--format", "json"]),
        };
        command.args(["--config", "beian.toml", "--lang", "zh", "--quiet"]);
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
struct Work {
    folder: TempDir,
    /// Names of the inputs within it.
    input: Vec<PathBuf>,
    /// Names of the answers within it.
    answers: Vec<PathBuf>,
}

impl Work {
    fn prepare(case: &Case) -> Result<Self, Error> {
        let folder = tempfile::tempdir().map_err(|source| Error::Unreadable {
            path: std::env::temp_dir(),
            source,
        })?;
        let bring = |paths: &[PathBuf]| -> Result<Vec<PathBuf>, Error> {
            let brought = paths.iter().map(|path| bring(path, folder.path(), case));
            brought.collect()
        };
        let (input, answers) = (bring(&case.input)?, bring(&case.answers)?);
        let path = folder.path().join("beian.toml");
        fs::write(&path, confined(case).to_string())
            .map_err(|source| Error::Unreadable { path, source })?;
        Ok(Self {
            folder,
            input,
            answers,
        })
    }

    /// What was printed, without the temporary folder's name, which is another one each time.
    fn without_its_path(&self, printed: &[u8]) -> String {
        let folder = format!("{}/", self.folder.path().display());
        String::from_utf8_lossy(printed).replace(&folder, "")
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
    if target.exists() || name == Path::new("beian.toml") {
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
    config.remove("paths");
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
