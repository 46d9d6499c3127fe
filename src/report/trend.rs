//! Many nights side by side: how many orders each read and what has come of them, and what happened on it.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::screen::{Ink, Screen, padded, width};
use super::table::Table;
use crate::ledger::{Ledger, Part, Result, State};
use crate::order::{Lang, Text};
use crate::outcome::Totals;

/// One night in a few numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NightLine {
    /// The day on which its runs began.
    pub night: NaiveDate,
    /// The orders that were read, by what has come of them until now.
    #[serde(flatten)]
    pub totals: Totals,
    /// Orders that the bureau took on this night.
    pub uploaded: usize,
    /// Orders of any night that were approved on this one.
    pub approvals: usize,
    /// Orders of any night that were refused on this one.
    pub refusals: usize,
    /// Records in the answers of this night.
    pub answers: usize,
}

/// The latest `count` nights until `last`, oldest first.
pub fn read(ledger: &Ledger, last: Option<NaiveDate>, count: usize) -> Result<Vec<NightLine>> {
    let nights = ledger.nights(last, count)?.into_iter();
    let lines = nights.map(|night| {
        let moved = ledger.moved_on(night)?;
        let moved = |states: &[State]| -> usize {
            states.iter().filter_map(|state| moved.get(state)).sum()
        };
        Ok(NightLine {
            night,
            totals: totals(&ledger.count_by_state(night)?),
            uploaded: moved(&[State::Uploaded]),
            approvals: moved(&[State::Approved]),
            refusals: moved(&[
                State::ReturnedToCarrier,
                State::ReturnedToCustomer,
                State::PartlyApproved,
            ]),
            answers: ledger.answers_of(night)?.records,
        })
    });
    lines.collect()
}

fn totals(states: &std::collections::BTreeMap<State, usize>) -> Totals {
    let of = |part| {
        let states = states.iter().filter(|(state, _)| state.part() == part);
        states.map(|(_, count)| count).sum::<usize>()
    };
    let (approved, refused, pending) = (of(Part::Approved), of(Part::Refused), of(Part::Pending));
    Totals {
        read: states.values().sum(),
        held_back: of(Part::HeldBack),
        waiting: of(Part::Waiting),
        sent: approved + refused + pending,
        approved,
        refused,
        pending,
    }
}

/// Writes one line for each night.
pub fn json(nights: &[NightLine], out: &mut dyn Write) -> io::Result<()> {
    for night in nights {
        serde_json::to_writer(&mut *out, night)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes a table with a row for each night.
pub fn csv(nights: &[NightLine], out: &mut dyn Write) -> io::Result<()> {
    table(nights).csv(out)
}

fn table(nights: &[NightLine]) -> Table {
    let mut table = Table::new(
        "trend",
        Text::new("各夜走势", "trend over nights"),
        &[
            ("night", "日期", "night", 12),
            ("read", "读取", "read", 8),
            ("held_back", "保留", "held back", 8),
            ("waiting", "等待", "waiting", 8),
            ("sent", "上报", "sent", 8),
            ("approved", "通过", "approved", 8),
            ("refused", "退回", "refused", 8),
            ("pending", "待定", "pending", 8),
            ("uploaded", "当夜上报", "uploaded", 8),
            ("approvals", "当夜通过", "approvals", 8),
            ("refusals", "当夜退回", "refusals", 8),
            ("answers", "当夜答复", "answers", 8),
        ],
    );
    for NightLine {
        night,
        totals,
        uploaded,
        approvals,
        refusals,
        answers,
    } in nights
    {
        let counts = [
            totals.read,
            totals.held_back,
            totals.waiting,
            totals.sent,
            totals.approved,
            totals.refused,
            totals.pending,
            *uploaded,
            *approvals,
            *refusals,
            *answers,
        ];
        let mut row = vec![(*night).into()];
        row.extend(counts.map(Into::into));
        table.push(row);
    }
    table
}

/// Writes the table for a terminal, with a bar for each night where there is room: what was approved, is pending, was
/// refused, and was not sent.
pub fn text(nights: &[NightLine], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    const GAP: usize = 2;
    const NARROWEST_BAR: usize = 6;
    const WIDEST_BAR: usize = 40;
    let table = table(nights);
    let heads: Vec<&str> = { table.columns.iter() }
        .map(|column| column.name.get(screen.lang))
        .collect();
    let rows: Vec<Vec<String>> = { table.rows.iter() }
        .map(|row| row.iter().map(super::table::Cell::to_text).collect())
        .collect();
    let widths: Vec<usize> = { heads.iter().enumerate() }
        .map(|(at, head)| {
            let cells = rows.iter().map(|row| width(&row[at]));
            cells.chain([width(head)]).max().unwrap_or(0)
        })
        .collect();
    let used: usize = widths.iter().map(|width| width + GAP).sum();
    let room = screen.width.saturating_sub(used).min(WIDEST_BAR);
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, &columns))| match at {
            0 => padded(cell, columns),
            _ => format!("{}{cell}", " ".repeat(columns.saturating_sub(width(cell)))),
        });
        cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
    };
    let heads: Vec<String> = heads.into_iter().map(str::to_owned).collect();
    writeln!(out, "{}", screen.ink(Ink::Bold, &line(&heads)))?;
    let most = nights.iter().map(|night| night.totals.read).max();
    for (night, row) in nights.iter().zip(&rows) {
        write!(out, "{}", line(row))?;
        if room >= NARROWEST_BAR {
            write!(
                out,
                "{:GAP$}{}",
                "",
                bar(&night.totals, most.unwrap_or(0), room, screen)
            )?;
        }
        writeln!(out)?;
    }
    if room >= NARROWEST_BAR && !nights.is_empty() {
        let said = match screen.lang {
            Lang::Zh => "█ 通过  ▓ 待定  ▒ 退回  ░ 未上报",
            Lang::En => "█ approved  ▓ pending  ▒ refused  ░ not sent",
        };
        writeln!(out, "{}", screen.ink(Ink::Dim, said))?;
    }
    Ok(())
}

/// A bar as long as the night had orders, in parts; each part ends where its share of the whole ends.
fn bar(totals: &Totals, most: usize, room: usize, screen: &Screen) -> String {
    let parts = [
        (totals.approved, '█', Ink::Green),
        (totals.pending, '▓', Ink::Cyan),
        (totals.refused, '▒', Ink::Red),
        (totals.held_back + totals.waiting, '░', Ink::Yellow),
    ];
    let mut bar = String::new();
    let (mut sum, mut drawn) = (0, 0);
    for (count, mark, ink) in parts {
        sum += count;
        let end = (sum * room).div_ceil(most.max(1));
        let piece: String = std::iter::repeat_n(mark, end - drawn).collect();
        bar.push_str(&screen.ink(ink, &piece));
        drawn = end;
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_night_and_has_all_its_parts() {
        let screen = Screen {
            lang: Lang::En,
            color: false,
            width: 100,
        };
        let totals = Totals {
            read: 10,
            approved: 5,
            refused: 2,
            pending: 1,
            held_back: 2,
            ..Totals::default()
        };
        assert_eq!(bar(&totals, 20, 20, &screen), "█████▓▒▒░░");
        assert_eq!(bar(&Totals::default(), 0, 20, &screen), "");
    }
}
