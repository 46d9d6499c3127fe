//! `--annotate DIR`: the operator's own files given back with the answers in them, for `check` and `report`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Failure, Session};
use crate::codes::Codes;
use crate::order::Text;
use crate::report::returned::{Answers, GivenBack, Surroundings, give_back};

/// The argument `--annotate`.
#[derive(Clone, Debug, clap::Args)]
pub struct Annotate {
    /// 把原工作簿写回此文件夹，标出问题和结果 / give the workbooks back in this folder with the answers in them
    #[arg(long, value_name = "DIR")]
    annotate: Option<PathBuf>,
}

impl Annotate {
    /// Fails when the folder would be read as orders the next time: it lies below one of `inputs`.
    pub fn look_at(&self, inputs: &[PathBuf]) -> Result<(), Failure> {
        match &self.annotate {
            Some(folder) => outside(folder, inputs),
            None => Ok(()),
        }
    }

    /// Gives back the files of `answers`, and says what was written where.
    pub fn write(
        &self,
        answers: impl FnOnce() -> Answers,
        session: &Session,
    ) -> Result<(), Failure> {
        let Some(folder) = &self.annotate else {
            return Ok(());
        };
        let given = give_back(&answers(), folder, &surroundings(session));
        let given = given.map_err(Failure::machine)?;
        tell(
            &given,
            ["已标注", "没有标注"],
            ["annotated", "was not annotated"],
            session,
        );
        Ok(())
    }
}

/// What giving back depends on.
pub(super) fn surroundings(session: &Session) -> Surroundings<'_> {
    Surroundings {
        codes: Codes::bundled(),
        bounds: &session.config.limits.intake,
        lang: session.lang,
    }
}

/// Says what was written where; `zh` and `en` are what was done, and what was not.
pub(super) fn tell(given: &[GivenBack], zh: [&str; 2], en: [&str; 2], session: &Session) {
    for file in given {
        let from = &file.from;
        match (&file.to, &file.note) {
            (Some(to), None) => {
                let to = to.display();
                session.talk(&format!("{}：{to}", zh[0]), &format!("{}: {to}", en[0]));
            }
            (Some(to), Some(note)) => {
                let to = to.display();
                session.warn(
                    &format!("{from} → {to}：{}", note.zh),
                    &format!("{from} → {to}: {}", note.en),
                );
            }
            (None, note) => {
                let note = note.clone().unwrap_or_default();
                session.warn(
                    &format!("{from} {}：{}", zh[1], note.zh),
                    &format!("{from} {}: {}", en[1], note.en),
                );
            }
        }
    }
}

/// Fails when `folder` lies below one of `inputs`, where the next run would read every order twice.
pub(super) fn outside(folder: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let real = |path: &Path| {
        let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut below = Vec::new();
        // What does not exist yet lies below what does.
        loop {
            if let Ok(real) = fs::canonicalize(&path) {
                break below
                    .into_iter()
                    .rev()
                    .fold(real, |path: PathBuf, name| path.join(name));
            }
            match path.file_name().map(ToOwned::to_owned) {
                Some(name) if path.pop() => below.push(name),
                _ => break path,
            }
        }
    };
    let folder_at = real(folder);
    let within = { inputs.iter() }
        .map(|input| real(input))
        .find(|input| input.is_dir() && folder_at != *input && folder_at.starts_with(input));
    match within {
        None => Ok(()),
        Some(input) => {
            let (folder, input) = (folder.display(), input.display());
            Err(Failure::usage(Text::new(
                format!(
                    "{folder} 在待报订单的文件夹 {input} 之内，下次会被当作订单读取：请用另一个文件夹"
                ),
                format!(
                    "{folder} lies within the folder of orders {input} and would be read as orders the next time: name another folder"
                ),
            )))
        }
    }
}
