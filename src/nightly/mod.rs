//! The night that ties the stages together.
//!
//! [`read_and_check`] and [`Examination::prove`] look at a batch; nothing leaves and nothing is remembered. [`prepare`]
//! goes on to sealed files and a ledger that knows them, [`run`] to the bureau's answers.

mod adopt;
mod build;
mod changes;
mod classify;
mod complete;
mod enlist;
mod examine;
mod fetch;
mod filed;
mod fingerprint;
mod keep;
mod learn;
pub mod office;
mod pages;
mod progress;
mod prune;
mod refused;
mod rehearsal;
mod routing;
mod run;
mod serve;

pub use adopt::Predecessor;
pub use build::{BuildError, OutboxFolder};
pub use changes::compare;
pub use classify::{CERTIFICATES, Classification, DOMAIN, Inquiry, classify};
pub use examine::{Examination, ExamineError, provisional_ids, read_and_check};
pub use fetch::{FetchError, Fetched, fetch};
pub use filed::Known;
pub use keep::{KeptFiles, archive};
pub use pages::pages;
pub use progress::{Progress, Stage, Unwatched};
pub use prune::{KEPT_DAYS, prune};
pub use refused::{HalveError, halve, inspect};
pub use rehearsal::{Plan, Rehearsal};
pub use run::{NightError, NightRun, Trouble, carry, open_ledger, prepare, run};
pub use serve::{Served, Traffic, serve};

use crate::config::Config;
use crate::upload;
use crate::xsd::{self, Schema};

/// The upload schema: ours, or the one that the bureaus' configuration names.
pub enum UploadSchema {
    /// Built in.
    Bundled(&'static Schema),
    /// Read from a file.
    Configured(Box<Schema>),
}

impl std::ops::Deref for UploadSchema {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        match self {
            Self::Bundled(schema) => schema,
            Self::Configured(schema) => schema,
        }
    }
}

/// The schema that uploads are held against.
pub fn schema(config: &Config) -> Result<UploadSchema, xsd::Error> {
    let configured = config
        .bureau
        .iter()
        .find_map(|bureau| bureau.schema.as_deref());
    match configured {
        Some(path) => Ok(UploadSchema::Configured(Box::new(Schema::read_file(
            config.path(path),
        )?))),
        None => Ok(UploadSchema::Bundled(upload::schema::bundled())),
    }
}
