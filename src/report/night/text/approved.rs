//! What was approved: by state and kind, only numbers and filing numbers, in as many columns as fit.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::line::Line;
use super::hint;
use crate::report::screen::{Ink, Screen};

/// More orders than this are counted at a terminal; the other forms of the report name each.
const NAMED: usize = 400;

pub(super) fn write(lines: &[Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for line in lines {
        groups.entry((line.state, line.kind)).or_default().push(
            format!("{} {}", line.order, line.filing_number)
                .trim_end()
                .to_owned(),
        );
    }
    for ((state, kind), texts) in groups {
        let state = state.name(screen.lang);
        let kind = kind.map_or("", |kind| kind.named(screen.lang));
        writeln!(out, "  {kind}  {state}  ({})", texts.len())?;
        if lines.len() <= NAMED {
            screen.columns(&texts, 4, out)?;
        }
    }
    if lines.len() > NAMED {
        screen.hang("", 0, 2, Ink::Dim, hint(screen), out)?;
    }
    Ok(())
}
