//! Cases: batches and answers with what is expected of them, so that whoever changes a rule sees what else it changes.
//!
//! A case is a folder with a `case.toml` (`docs/regress.md`). It runs in a temporary folder with a ledger and a practice
//! bureau of its own, by the program itself and as an operator would run it: what is held against the expected files is
//! what the commands print and the files that they write. A configuration is confined before it is used: whatever it
//! says, a case reaches neither a bureau nor the carrier's own ledger.

mod case;
mod compare;
mod difference;
mod error;
mod expected;
mod junit;
mod letters;
mod lines;
mod records;
mod show;
mod work;

pub use case::{Case, Named, Run, Step, find};
pub use compare::{Change, Comparison, compare};
pub use difference::Difference;
pub use error::Error;
pub use expected::bless;
pub use junit::junit;
pub use show::{show, show_comparison};
pub use work::Program;

use std::time::{Duration, Instant};

use rayon::prelude::*;

use difference::differences;
use expected::Results;

/// What came of a case.
#[derive(Debug)]
pub struct Outcome {
    /// The case; of one that cannot be read, its folder alone.
    pub name: String,
    /// How long it took.
    pub took: Duration,
    /// What was made of it, and where that differs from what is expected; or why it could not be run.
    pub result: Result<Made, Error>,
}

/// What a case made.
#[derive(Debug)]
pub struct Made {
    /// The case.
    pub case: Case,
    /// What the program made.
    pub results: Results,
    /// Where that is not what is expected.
    pub differences: Vec<Difference>,
}

impl Outcome {
    /// Whether everything is as expected.
    pub fn is_equal(&self) -> bool {
        (self.result.as_ref()).is_ok_and(|made| made.differences.is_empty())
    }
}

/// Runs all cases in parallel; the outcomes come in the order of the cases.
pub fn run(cases: Vec<Named>, program: &Program) -> Vec<Outcome> {
    let outcomes = cases.into_par_iter().map(|(name, case)| {
        let began = Instant::now();
        let result = case.and_then(|case| {
            let results = program.run(&case)?;
            let expected = Results::read(&case)?;
            let differences = differences(&expected, &results);
            Ok(Made {
                case,
                results,
                differences,
            })
        });
        Outcome {
            name,
            took: began.elapsed(),
            result,
        }
    });
    outcomes.collect()
}
