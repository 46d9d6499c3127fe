//! `beian build --isolate FILE`: what is left of a refused file, packed again in two halves.

use std::path::Path;

use serde_json::Value;

use super::build::manifests;
use super::{Failure, Session};
use crate::ledger::{self, Ledger};
use crate::nightly::{self, HalveError, OutboxFolder};
use crate::xsd::Schema;

/// Packs the halves into `out`, or else the outbox; what lies beside them.
pub(super) fn run(
    file: &str,
    out: Option<&Path>,
    session: &Session,
    schema: &Schema,
    ledger: &mut Ledger,
) -> Result<Vec<Value>, Failure> {
    let config = &session.config;
    let outbox = |bureau: &str| match out {
        Some(folder) => OutboxFolder(folder.to_owned()),
        None => OutboxFolder::of(config, bureau),
    };
    let built = nightly::halve(file, config, schema, ledger, &outbox, &nightly::Unwatched);
    let built = built.map_err(|error| match error {
        HalveError::Isolated { .. } | HalveError::Unfit(_) => Failure::findings(error),
        HalveError::Ledger(ledger::Error::UnknownFile(_))
        | HalveError::NotRefused(_)
        | HalveError::NothingLeft(_)
        | HalveError::NoBureau(_) => Failure::usage(error),
        HalveError::Ledger(_) | HalveError::Build(_) | HalveError::Gone(_) => {
            Failure::machine(error)
        }
    })?;
    let bureaus = config.bureau.iter();
    let folders: Vec<OutboxFolder> = bureaus.map(|bureau| outbox(&bureau.name)).collect();
    manifests(&folders, &built)
}
