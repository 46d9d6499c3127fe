//! A run tried on copies: what it would do is found by doing it, away from everything that counts, and forgotten.
//!
//! The ledger is copied into a folder of its own (0700) below the system's for temporary files, and what would be built is
//! built there. No call is made, and nothing is changed anywhere else.

use std::fs;
use std::path::{Path, PathBuf};

use super::examine::Examination;
use super::office;
use super::progress::Progress;
use super::run::{NightError, open_ledger, prepare};
use super::serve::spent;
use crate::bureau::SendError;
use crate::config::{Bureau, Config};
use crate::disk;
use crate::envelope::rand_val;
use crate::ledger::{self, Direction, FileRecord, Ledger};
use crate::recompress::Recompressor;
use crate::xsd::Schema;

/// What would go to one bureau.
#[derive(Debug)]
pub struct Plan {
    /// Its name.
    pub bureau: String,
    /// The file that nobody knows the bureau to have: it is asked about first, and what comes after it depends on the answer.
    pub unsettled: Option<String>,
    /// The files that would be sent, in order.
    pub files: Vec<FileRecord>,
    /// The number that the first of them would have, if the bureau has what the ledger says.
    pub next: u32,
    /// Why none of them would be sent now.
    pub held: Option<SendError>,
}

/// The copies; they are removed when this is dropped.
pub struct Rehearsal {
    folder: PathBuf,
    /// The configuration, with the ledger and the outbox among the copies.
    config: Config,
    /// Where pictures that were made to fit are looked up.
    pictures: PathBuf,
}

impl Drop for Rehearsal {
    fn drop(&mut self) {
        // What is left lies in a folder for temporary files that only its owner can enter.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Rehearsal {
    /// Copies the ledger, or begins without one where there is none yet.
    pub fn begin(config: &Config) -> Result<Self, NightError> {
        let folder = std::env::temp_dir().join(format!("beian-rehearsal-{}", rand_val()));
        disk::create_folder(&folder).map_err(super::build::BuildError::from)?;
        let mut copied = config.clone();
        copied.ledger.path = folder.join("ledger.sqlite");
        copied.paths.outbox = folder.join("outbox");
        copied.paths.archive = folder.join("archive");
        let rehearsal = Self {
            folder,
            config: copied,
            pictures: config.pictures(),
        };
        let ledger = config.path(&config.ledger.path);
        Ledger::copy_unopened(&ledger, &rehearsal.config.ledger.path)?;
        Ok(rehearsal)
    }

    /// Checks and builds as a night would; what was looked at, and the names of the files.
    pub fn prepare(
        &self,
        inputs: &[PathBuf],
        schema: &Schema,
        progress: &dyn Progress,
    ) -> Result<(Examination, Vec<String>), NightError> {
        let config = &self.config;
        // What would stop the night before it begins.
        for bureau in &config.bureau {
            office::endpoint(config, bureau, &bureau.url)?;
        }
        let mut ledger = open_ledger(config, "rehearsal")?;
        ledger.begin_run("nightly", config.now())?;
        let pictures = Recompressor::reading(self.pictures.clone());
        prepare(
            inputs,
            config,
            schema,
            &mut ledger,
            None,
            &pictures,
            progress,
        )
    }

    /// The folder of what was built for a bureau.
    pub fn outbox(&self) -> &Path {
        &self.config.paths.outbox
    }

    /// What would go to these bureaus.
    pub fn plans(&self, bureaus: &[&Bureau]) -> Result<Vec<Plan>, NightError> {
        let config = &self.config;
        let ledger = open_ledger(config, "rehearsal")?;
        let mut plans = Vec::new();
        for bureau in bureaus {
            let endpoint = office::endpoint(config, bureau, &bureau.url)?;
            let unsettled = ledger.open_upload(&bureau.name)?.map(|file| file.name);
            let last = { ledger.sequences()?.into_iter() }
                .find(|health| health.bureau == bureau.name)
                .map_or(0, |health| health.last);
            let files = ledger.files_waiting(&bureau.name)?;
            let moment = config.moment();
            let held = match &endpoint.hours {
                Some(hours) if !hours.contains(moment.time()) => Some(SendError::Closed {
                    bureau: bureau.name.clone(),
                    hours: hours.clone(),
                    files: files.len(),
                }),
                _ => held_by_budget(&ledger, &endpoint, moment)?,
            };
            plans.push(Plan {
                bureau: bureau.name.clone(),
                held: held.filter(|_| !files.is_empty() || unsettled.is_some()),
                unsettled,
                files,
                next: last.saturating_add(1),
            });
        }
        Ok(plans)
    }
}

fn held_by_budget(
    ledger: &Ledger,
    endpoint: &crate::bureau::Endpoint,
    moment: ledger::Moment,
) -> ledger::Result<Option<SendError>> {
    let spent = spent(ledger, endpoint, Direction::Send, moment)?;
    Ok(spent.map(|(times, until)| SendError::Spent {
        bureau: endpoint.name.clone(),
        times,
        until,
    }))
}
