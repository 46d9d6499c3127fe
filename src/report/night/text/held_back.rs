//! Orders held back, in the order in which they are mended: file by file, and in each file order by order, so that a
//! cell's address need not repeat the file's path.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::line::{Line, Reason};
use super::blocks::{remarks, sentence};
use crate::ledger::State;
use crate::report::screen::{Ink, Screen, padded, width};

/// A longer address stands on a line of its own.
const LONGEST_ADDRESS: usize = 22;

pub(super) fn write(lines: &[Line<'_>], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut files: BTreeMap<&str, Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines {
        files.entry(file_of(line)).or_default().push(line);
    }
    let (tables, single): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(_, orders)| orders.len() > 1);
    for (file, orders) in tables {
        let count = format!("  ({})", orders.len());
        screen.hang("", 0, 2, Ink::Bold, &format!("{file}{count}"), out)?;
        for line in orders {
            head(line, "", screen, out)?;
            reasons(line, file, screen, out)?;
        }
    }
    for (file, orders) in single {
        for line in orders {
            head(line, file, screen, out)?;
            reasons(line, file, screen, out)?;
        }
    }
    Ok(())
}

/// The file in which most of an order's mending begins: that of its first finding.
fn file_of<'l>(line: &'l Line<'_>) -> &'l str {
    let mut places = line.reasons.iter().filter_map(|reason| reason.place);
    places.next().map_or("", |place| &*place.file)
}

fn head(line: &Line<'_>, file: &str, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut words = vec![line.kind_name(screen.lang)];
    if line.state != State::CheckFailed {
        words.push(line.state.name(screen.lang));
    }
    words.push(file);
    words.retain(|word| !word.is_empty());
    let lead = format!("  {}", screen.ink(Ink::Bold, line.order));
    let lead_width = 2 + width(line.order);
    screen.hang(
        &lead,
        lead_width,
        lead_width + 2,
        Ink::Plain,
        &words.join("  "),
        out,
    )
}

fn reasons(line: &Line<'_>, file: &str, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let addresses: Vec<String> = line
        .reasons
        .iter()
        .map(|reason| address(reason, file))
        .collect();
    let column = addresses
        .iter()
        .map(|address| width(address))
        .filter(|width| *width <= LONGEST_ADDRESS)
        .max()
        .unwrap_or(0);
    let mut last = "";
    for (reason, address) in line.reasons.iter().zip(&addresses) {
        let shown = if address == last {
            ""
        } else {
            address.as_str()
        };
        last = address;
        let code = screen.ink(Ink::Yellow, &reason.code);
        let (lead, lead_width) = if width(shown) > LONGEST_ADDRESS {
            screen.hang("", 0, 4, Ink::Plain, shown, out)?;
            (format!("    {:column$}  {code}", ""), column)
        } else {
            (format!("    {}  {code}", padded(shown, column)), column)
        };
        let start = 4 + lead_width + 2;
        sentence(
            &lead,
            start + width(&reason.code),
            start + 6,
            reason,
            screen,
            out,
        )?;
    }
    remarks(line, screen, out)
}

/// The cell within `file`, or the whole place when it is in another one.
fn address(reason: &Reason<'_>, file: &str) -> String {
    let Some(place) = reason.place else {
        return String::new();
    };
    match &place.sheet {
        _ if &*place.file != file => place.to_string(),
        Some(sheet) => format!("{sheet}!{}", place.spot),
        None => place.cell(),
    }
}
