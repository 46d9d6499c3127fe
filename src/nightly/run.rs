//! The whole night, from pending orders to what is known of each.

use std::path::{Path, PathBuf};

use super::build::{BuildError, Builder};
use super::enlist::{enlist, note_verdicts};
use super::examine::{Examination, ExamineError, read_and_check};
use super::fetch::FetchError;
use super::filed::Known;
use super::office::{self, Office, OfficeError};
use super::progress::Progress;
use super::serve::{Served, Traffic, serve};
use super::{refused, routing};
use crate::bureau::SendError;
use crate::check::Context;
use crate::config::{Bureau, Config};
use crate::ledger::{self, Holder, Ledger};
use crate::order::Bilingual;
use crate::outcome::{self, IngestLine};
use crate::recompress::Recompressor;
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

impl Bilingual for NightError {
    fn zh(&self) -> String {
        match self {
            Self::Examine(error) => error.zh(),
            Self::Ledger(error) => error.zh(),
            Self::Build(error) => error.zh(),
            Self::Office(error) => error.zh(),
        }
    }
}

/// What went wrong on the way to a bureau or back. It stops neither the other bureaus nor the report.
#[derive(Debug)]
pub enum Trouble {
    /// A file was not sent.
    Send(SendError),
    /// Answers may be left at the bureau.
    Fetch(FetchError),
}

/// What came of a night.
#[derive(Debug)]
pub struct NightRun {
    /// The batch and its verdicts.
    pub examination: Examination,
    /// Files that were built.
    pub built: Vec<String>,
    /// What went wrong with the bureaus.
    pub troubles: Vec<Trouble>,
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

/// Checks, writes, proves and seals the batch into the outbox, with copies in a folder where one is named; nothing leaves.
/// The names of the files that were built come in the order in which they will be sent.
pub fn prepare(
    inputs: &[PathBuf],
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
    copies: Option<&Path>,
    pictures: &Recompressor,
    progress: &dyn Progress,
) -> Result<(Examination, Vec<String>), NightError> {
    let now = config.now();
    let mut known = Known::by(Some(ledger), config)?;
    let mut examination = read_and_check(inputs, config, &mut known, progress)?;
    let Known { codes, filed, .. } = known;
    let settings = config.settings().map_err(ExamineError::from)?;
    let context = Context {
        codes: &codes,
        settings: &settings,
        filed: &filed,
        today: now.date_naive(),
    };
    let enlisted = enlist(&mut examination, ledger, &context, now)?;
    ledger.note_findings(&examination.findings)?;
    let mut builders: Vec<Builder<'_>> = config
        .bureau
        .iter()
        .map(|bureau| Builder::new(schema, config, &bureau.name, copies, now))
        .collect();
    let examination = examination.prove(
        schema,
        config,
        pictures,
        &|order| enlisted.ids(order),
        progress,
        |verdicts, mut proven| -> Result<(), NightError> {
            note_verdicts(verdicts, &enlisted, &filed.filings, ledger, now)?;
            for (bureau, builder) in config.bureau.iter().zip(&mut builders) {
                builder.add(routing::take_for(bureau, config, &mut proven), ledger)?;
            }
            Ok(())
        },
    )?;
    let mut built = Vec::new();
    for builder in builders {
        built.extend(builder.finish(ledger, progress)?);
    }
    Ok((examination, built))
}

/// Runs the whole night for every bureau.
pub fn run(
    inputs: &[PathBuf],
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
    progress: &dyn Progress,
) -> Result<NightRun, NightError> {
    // A configuration that cannot work is found before anything is done.
    let bureaus: Vec<&Bureau> = config.bureau.iter().collect();
    let offices = open_offices(config, &bureaus)?;
    ledger.begin_run("nightly", config.now())?;
    let pictures = Recompressor::with_folder(config.pictures());
    let (examination, built) = prepare(inputs, config, schema, ledger, None, &pictures, progress)?;
    let served = serve(&offices, Traffic::Both, config, ledger, progress)?;
    let Served {
        mut troubles,
        ingested,
    } = conclude(served, true, config, schema, ledger)?;
    troubles.extend(stranded(config, ledger)?.map(Trouble::Send));
    Ok(NightRun {
        examination,
        built,
        troubles,
        ingested,
    })
}

/// Sends what is built for these bureaus, or fetches what they have answered, without reading orders.
pub fn carry(
    traffic: Traffic,
    bureaus: &[&Bureau],
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
    progress: &dyn Progress,
) -> Result<Served, NightError> {
    let offices = open_offices(config, bureaus)?;
    let command = match traffic {
        Traffic::Send => "send",
        Traffic::Fetch | Traffic::Both => "fetch",
    };
    ledger.begin_run(command, config.now())?;
    let served = serve(&offices, traffic, config, ledger, progress)?;
    match traffic {
        Traffic::Send => Ok(served),
        Traffic::Fetch | Traffic::Both => {
            let is_all = bureaus.len() == config.bureau.len();
            conclude(served, is_all, config, schema, ledger)
        }
    }
}

fn open_offices(config: &Config, bureaus: &[&Bureau]) -> Result<Vec<Office>, OfficeError> {
    let offices = bureaus.iter().map(|bureau| office::open(config, bureau));
    offices.collect()
}

/// Draws the conclusions from the answers that came in, and, where every bureau was asked, from those that did not.
fn conclude(
    served: Served,
    is_all: bool,
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
) -> Result<Served, NightError> {
    let now = config.now();
    refused::inspect(config, schema, ledger, now)?;
    // With answers left at a bureau, silence says nothing.
    let is_whole = |trouble: &Trouble| matches!(trouble, Trouble::Send(SendError::Closed { .. }));
    if is_all && served.troubles.iter().all(is_whole) {
        outcome::settle_unanswered(ledger, now)?;
    }
    Ok(served)
}

/// Files that wait for bureaus that the configuration does not name.
fn stranded<'c>(
    config: &'c Config,
    ledger: &Ledger,
) -> ledger::Result<impl Iterator<Item = SendError> + use<'c>> {
    let waiting = ledger.sequences()?.into_iter().filter(|health| {
        let is_named = config
            .bureau
            .iter()
            .any(|bureau| bureau.name == health.bureau);
        !is_named && (health.waiting > 0 || health.unknown.is_some())
    });
    Ok(waiting.map(|health| SendError::NoBureau {
        files: health.waiting + u32::from(health.unknown.is_some()),
        bureau: health.bureau,
    }))
}
