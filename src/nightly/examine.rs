//! The first half of the night: orders are read, checked, written and proven; nothing leaves and nothing is remembered.

use std::path::PathBuf;

use rayon::prelude::*;

use super::complete::complete;
use super::filed::Known;
use super::progress::{Progress, Stage};
use super::routing;
use crate::check::{self, Standing, Verdict};
use crate::config::{self, Config};
use crate::intake;
use crate::ledger;
use crate::order::{Bilingual, Finding, Id, Object, Order};
use crate::recompress::Recompressor;
use crate::upload::{self, Gate, Identities, Proven};
use crate::xsd::Schema;

/// A batch that was looked at.
#[derive(Debug)]
pub struct Examination {
    /// The files that were read.
    pub sources: Vec<intake::Source>,
    /// Findings that belong to no order.
    pub findings: Vec<Finding>,
    /// What was decided about each order, by order number.
    pub verdicts: Vec<Verdict>,
}

/// What stops a batch from being looked at: the operator must act.
#[derive(Debug, thiserror::Error)]
pub enum ExamineError {
    /// The input cannot be walked at all.
    #[error(transparent)]
    Intake(#[from] intake::Error),
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The bureau's records cannot be looked up.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
}

impl Bilingual for ExamineError {
    fn zh(&self) -> String {
        match self {
            Self::Intake(error) => error.zh(),
            Self::Config(error) => error.zh(),
            Self::Ledger(error) => error.zh(),
        }
    }
}

/// Reads and checks the batch, beside what is known already; `known` learns what the ledger has about it.
pub fn read_and_check(
    inputs: &[PathBuf],
    config: &Config,
    known: &mut Known<'_>,
    progress: &dyn Progress,
) -> Result<Examination, ExamineError> {
    let mut batch = read(inputs, config, known, progress)?;
    if let Some(ledger) = known.ledger {
        complete(&mut batch.orders, ledger, config.carrier.isp_id)?;
    }
    known.learn(&batch.orders, config.carrier.isp_id)?;
    let settings = config.settings()?;
    let context = known.context(&settings, config);
    progress.begin(Stage::Checking, Some(batch.orders.len() as u64));
    let verdicts = check::run(batch.orders, &batch.findings, &context, &|| progress.step())
        .into_iter()
        .map(|verdict| routing::hold_back_unrouted(verdict, config))
        .collect();
    let findings = batch
        .findings
        .into_iter()
        .filter(|finding| finding.order.is_none())
        .collect();
    Ok(Examination {
        sources: batch.sources,
        findings,
        verdicts,
    })
}

/// Reads the batch as the operator wrote it.
pub(super) fn read(
    inputs: &[PathBuf],
    config: &Config,
    known: &Known<'_>,
    progress: &dyn Progress,
) -> Result<intake::Batch, intake::Error> {
    progress.begin(Stage::Reading, None);
    let options = intake::Options {
        codes: &known.codes,
        bounds: config.limits.intake,
    };
    intake::read(inputs, &options, &|event| match event {
        intake::Progress::Found(files) => progress.begin(Stage::Reading, Some(files as u64)),
        intake::Progress::Read(_) => progress.step(),
    })
}

/// Orders that are written and proven at a time, and bytes of their records: a batch's pictures never lie in memory all
/// at once.
const PORTION_ORDERS: usize = 512;
const PORTION_BYTES: usize = 32_000_000;

impl Examination {
    /// Writes and proves the records of every order, with the ids that `identify` knows; `None` means that nothing of the
    /// order may be sent now. An order that fails is held back, and one that was held back before gets what the schema
    /// says of it beside what the rules said.
    ///
    /// `take` gets the verdicts portion by portion in the order of the batch, each with the records that may be sent; while
    /// it is at work, the next portion is proven. Portions depend on the orders only, not on the number of threads.
    pub fn prove<E>(
        mut self,
        schema: &Schema,
        config: &Config,
        pictures: &Recompressor,
        identify: &(dyn Fn(&Order) -> Option<Identities> + Sync),
        progress: &dyn Progress,
        mut take: impl FnMut(&[Verdict], Vec<Proven>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let gate = Gate::new(schema, config.carrier.isp_id);
        let options = upload::Options {
            unmappable: config.output.unmappable,
            pictures: Some(pictures),
            limits: config.limits.attachment,
        };
        progress.begin(Stage::Proving, Some(self.verdicts.len() as u64));
        let prove = |portion: Vec<Verdict>| -> Vec<(Verdict, Option<Proven>)> {
            let orders = portion.into_par_iter().map(|verdict| {
                let examined = prove_one(verdict, &gate, options, identify);
                progress.step();
                examined
            });
            orders.collect()
        };
        let mut batch = std::mem::take(&mut self.verdicts).into_iter();
        let mut current = prove(portion(&mut batch));
        while !current.is_empty() {
            let (verdicts, proven): (Vec<_>, Vec<_>) = current.into_iter().unzip();
            let coming = portion(&mut batch);
            let mut next = Vec::new();
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| next = prove(coming));
                take(&verdicts, proven.into_iter().flatten().collect())
            })?;
            self.verdicts.extend(verdicts);
            current = next;
        }
        Ok(self)
    }

    /// Every finding: those of no order first, then by order.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .chain(self.verdicts.iter().flat_map(|verdict| &verdict.findings))
    }
}

fn portion(batch: &mut impl Iterator<Item = Verdict>) -> Vec<Verdict> {
    let mut portion = Vec::new();
    let mut bytes = 0_usize;
    while portion.len() < PORTION_ORDERS
        && bytes < PORTION_BYTES
        && let Some(verdict) = batch.next()
    {
        bytes = bytes.saturating_add(upload::expected_length(verdict.order()));
        portion.push(verdict);
    }
    portion
}

fn prove_one(
    mut verdict: Verdict,
    gate: &Gate<'_>,
    options: upload::Options<'_>,
    identify: &(dyn Fn(&Order) -> Option<Identities> + Sync),
) -> (Verdict, Option<Proven>) {
    let Some(ids) = identify(verdict.order()) else {
        return (verdict, None);
    };
    let result = match &verdict.standing {
        // One that waits is proven all the same: what is wrong with it can be mended while it waits.
        Standing::Ready(checked) | Standing::Waiting(checked, _) => {
            upload::write(checked, &ids, options).and_then(|record| gate.prove(record))
        }
        Standing::InReview(..) => return (verdict, None),
        Standing::HeldBack(order) => Err(gate.probe(order, &ids, options)),
    };
    match result {
        Ok(proven) => {
            verdict.note(proven.record().notes());
            let may_be_sent = matches!(verdict.standing, Standing::Ready(_));
            (verdict, may_be_sent.then_some(proven))
        }
        Err(findings) => (verdict.hold_back(findings), None),
    }
}

/// Ids for looking only: right in form, remembered nowhere.
pub fn provisional_ids(order: &Order) -> Option<Identities> {
    let objects = Identities::missing(order);
    let ids = objects
        .into_iter()
        .zip(1..)
        .map(|(object, n): (Object, u64)| (object, Id(n)));
    Some(Identities::new(order, ids))
}
