//! `beian build --isolate FILE`: what is left of a refused file, packed again in two halves.

use std::path::Path;

use serde_json::Value;

use super::build::manifests;
use super::{Failure, Session};
use crate::ledger::{self, Ledger};
use crate::nightly::{self, HalveError};
use crate::xsd::Schema;

/// Packs the halves into the outbox, with copies in `out`; what lies beside them.
pub(super) fn run(
    file: &str,
    out: Option<&Path>,
    session: &Session,
    schema: &Schema,
    ledger: &mut Ledger,
) -> Result<Vec<Value>, Failure> {
    let config = &session.config;
    let built = nightly::halve(file, config, schema, ledger, out, &nightly::Unwatched);
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
    manifests(config, &built)
}
