//! `beian codes import FILE`: the bureau's own tables take the place of the bundled ones; what changes is shown.

use std::io::{self, Write};
use std::path::PathBuf;

use super::exit::unless_reader_left;
use super::{Exit, Failure, Session, ingest};
use crate::codes::CodeChange;
use crate::nightly;
use crate::order::Lang;
use crate::outcome;

/// Arguments of `codes import`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 管局下发的基础代码（JCDM）或全量数据（SJTB）文件 / a JCDM or SJTB file of the bureau
    file: PathBuf,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let now = session.config.now();
    let mut ledger =
        nightly::open_ledger(&session.config, "codes import").map_err(Failure::machine)?;
    ledger
        .begin_run("codes import", now)
        .map_err(Failure::machine)?;
    let before = outcome::effective_codes(&ledger).map_err(Failure::machine)?;
    let line = ingest::take_in(&arguments.file, &mut ledger, session)?;
    let after = outcome::effective_codes(&ledger).map_err(Failure::machine)?;
    let changes = before.changes_to(&after);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = print(&changes, session.lang, &mut out);
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    if let Some(why) = &line.error {
        return Err(Failure::findings(why.clone()));
    }
    Ok(if line.is_clean() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// One line for each code that means something else from now on, and how many there are.
pub(super) fn print(changes: &[CodeChange], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for CodeChange {
        table,
        id,
        before,
        after,
    } in changes
    {
        match (before, after) {
            (Some(before), Some(after)) => writeln!(out, "~ {table} {id} {before} → {after}")?,
            (Some(before), None) => writeln!(out, "- {table} {id} {before}")?,
            (None, Some(after)) => writeln!(out, "+ {table} {id} {after}")?,
            (None, None) => {}
        }
    }
    match (changes.len(), lang) {
        (0, Lang::Zh) => writeln!(out, "代码表没有变化"),
        (0, Lang::En) => writeln!(out, "no code has changed"),
        (count, Lang::Zh) => writeln!(out, "{count} 个代码有变化，从现在起以管局的代码表为准"),
        (count, Lang::En) => writeln!(
            out,
            "{count} codes have changed; from now on the bureau's tables count"
        ),
    }
}
