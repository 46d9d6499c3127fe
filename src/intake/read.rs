//! Reads a batch: finds its sources, reads them in parallel, and puts the orders together.

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::bounds::Bounds;
use super::error::Error;
use super::find::{self, Unit};
use super::link::duplicate;
use super::source::Source;
use super::unit::read_unit;
use crate::codes::Codes;
use crate::order::{Finding, Order};

/// What reading depends on beside the files.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The code tables that give names their ids.
    pub codes: &'a Codes,
    /// How much is taken in.
    pub bounds: Bounds,
}

/// How far reading has come; sent from several threads.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// So many files will be read.
    Found(usize),
    /// One of them has been read.
    Read(&'a Source),
}

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The orders, in the order of their sources and rows; no two have the same number.
    pub orders: Vec<Order>,
    /// What is wrong with files, rows and cells; what concerns an order names it.
    pub findings: Vec<Finding>,
    /// Every file, in the order of reading.
    pub sources: Vec<Source>,
}

/// Reads every order of `inputs`: spreadsheets, order folders, and folders of either.
///
/// Anything wrong inside the batch is a finding, and the rest is read all the same.
///
/// # Errors
/// A path that does not exist or is no input at all, a folder that cannot be listed, too many files.
pub fn read(
    inputs: &[PathBuf],
    options: &Options<'_>,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Batch, Error> {
    let mut batch = Batch::default();
    let units = find::find(inputs, options.bounds.files, &mut batch.findings)?;
    progress(Progress::Found(units.iter().map(Unit::files).sum()));
    let read: Vec<Batch> = units
        .par_iter()
        .map(|unit| {
            let part = read_unit(unit, options);
            part.sources
                .iter()
                .for_each(|source| progress(Progress::Read(source)));
            part
        })
        .collect();
    let mut numbers: HashMap<Box<str>, usize> = HashMap::new();
    for part in read {
        batch.findings.extend(part.findings);
        batch.sources.extend(part.sources);
        for order in part.orders {
            match numbers.get(&order.number.text) {
                Some(&first) => batch
                    .findings
                    .push(duplicate(&batch.orders[first], &order.number)),
                None => {
                    numbers.insert(order.number.text.clone(), batch.orders.len());
                    batch.orders.push(order);
                }
            }
        }
    }
    Ok(batch)
}
