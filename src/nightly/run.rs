//! The whole night, from pending orders to what is known of each.

use std::path::PathBuf;

use super::build::{BuildError, Builder, OutboxFolder};
use super::enlist::{enlist, note_verdicts};
use super::examine::{Examination, ExamineError, read_and_check};
use super::fetch::{FetchError, fetch};
use super::office::{self, OfficeError};
use super::progress::{Progress, Stage};
use crate::bureau::{self, SendError, send_all};
use crate::check::Context;
use crate::codes::Codes;
use crate::config::{Bureau, Config};
use crate::ledger::{self, Holder, Ledger};
use crate::outcome::IngestLine;
use crate::xsd::Schema;

/// What stops the night before anything was sent, or keeps it from being remembered.
#[derive(Debug, thiserror::Error)]
pub enum NightError {
    /// The batch.
    #[error(transparent)]
    Examine(#[from] ExamineError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Files.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The way to the bureau.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

/// What came of a night. Trouble with one bureau does not stop the rest.
#[derive(Debug)]
pub struct NightRun {
    /// The batch and its verdicts.
    pub examination: Examination,
    /// Files that were built.
    pub built: Vec<String>,
    /// What stopped the sending.
    pub send_error: Option<SendError>,
    /// What stopped the fetching.
    pub fetch_error: Option<FetchError>,
    /// What each answer file came to.
    pub ingested: Vec<IngestLine>,
}

/// Opens the ledger that the configuration names, for writing.
pub fn open_ledger(config: &Config, command: &str) -> ledger::Result<Ledger> {
    Ledger::open(
        &config.path(&config.ledger.path),
        &Holder::this(command, config.now()),
    )
}

/// Checks, writes, proves and seals the batch; nothing leaves.
pub fn prepare(
    inputs: &[PathBuf],
    config: &Config,
    bureau: &Bureau,
    schema: &Schema,
    ledger: &mut Ledger,
    folder: &OutboxFolder,
    progress: &dyn Progress,
) -> Result<(Examination, Vec<String>), NightError> {
    let now = config.now();
    let mut examination = read_and_check(inputs, config, progress)?;
    let settings = config.settings().map_err(ExamineError::from)?;
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        today: now.date_naive(),
    };
    let enlisted = enlist(&mut examination, ledger, &context, now)?;
    ledger.note_findings(&examination.findings)?;
    let mut builder = Builder::new(schema, config, &bureau.name, folder, now);
    let examination = examination.prove(
        schema,
        config,
        &|order| enlisted.ids(order),
        progress,
        |verdicts, proven| -> Result<(), NightError> {
            note_verdicts(verdicts, &enlisted, ledger, now)?;
            Ok(builder.add(proven, ledger)?)
        },
    )?;
    let built = builder.finish(ledger, progress)?;
    Ok((examination, built))
}

/// Runs the whole night for one bureau.
pub fn run(
    inputs: &[PathBuf],
    config: &Config,
    bureau: &Bureau,
    schema: &Schema,
    ledger: &mut Ledger,
    progress: &dyn Progress,
) -> Result<NightRun, NightError> {
    let now = config.now();
    ledger.begin_run("nightly", now)?;
    let outbox = OutboxFolder::of(config, &bureau.name);
    let (examination, built) = prepare(inputs, config, bureau, schema, ledger, &outbox, progress)?;
    let office = office::open(config, bureau)?;
    let waiting = bureau::waiting(ledger, &bureau.name)?;
    progress.begin(Stage::Sending, Some(waiting as u64));
    let send_error = send_all(&office.client, ledger, &outbox, now, &|| progress.step()).err();
    let (ingested, fetch_error) = match fetch(&office.client, config, ledger, now, progress) {
        Ok(lines) => (lines, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    Ok(NightRun {
        examination,
        built,
        send_error,
        fetch_error,
        ingested,
    })
}
