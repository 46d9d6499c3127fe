//! The night as JSON lines. The keys are a contract: none is renamed or removed without a new major version.

use std::io::{self, Write};

use serde_json::json;

use super::Night;
use crate::order::Lang;

pub(super) fn write(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for outcome in &night.outcomes {
        serde_json::to_writer(&mut *out, &outcome.to_json(lang))?;
        writeln!(out)?;
    }
    serde_json::to_writer(&mut *out, &json!({ "totals": night.totals() }))?;
    writeln!(out)
}
