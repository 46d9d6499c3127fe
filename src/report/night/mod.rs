//! The reconciliation of a night: what was read, what was sent, what came back, and that the sums agree.

mod csv;
mod html;
mod json;
mod line;
mod page_data;
mod read;
mod text;
mod turn;

pub use line::Line;

use std::io::{self, Write};

use chrono::{DateTime, FixedOffset};

use crate::ledger::Part;
use crate::order::{Finding, Lang, Text};
use crate::outcome::{Outcome, Totals};
use crate::report::screen::Screen;

/// One night: everything that its report says.
#[derive(Clone, Debug)]
pub struct Night {
    /// When the run began.
    pub began: DateTime<FixedOffset>,
    /// Who reports: name and unit id.
    pub carrier: String,
    /// The orders of the night, each once.
    pub outcomes: Vec<Outcome>,
    /// Orders of earlier nights about which something became known this night.
    pub earlier: Vec<Outcome>,
    /// Findings that belong to no order.
    pub findings: Vec<Finding>,
    /// The files that carried the night's orders.
    pub files: Vec<FileLine>,
    /// Answers that found no order, or more than one, or that leave open what becomes of it.
    pub unmatched: Vec<Text>,
    /// What the bureau's lists ask for and nobody has done yet.
    pub tasks: Vec<Text>,
    /// Where the bureau's full copies of this night differed from the ledger.
    pub differences: Vec<Text>,
}

/// One uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its name, which is the zip entry's.
    pub name: String,
    /// The bureau that it went to.
    pub bureau: String,
    /// Its number in the bureau's sequence; `None` before an upload began.
    pub sequence: Option<u32>,
    /// Orders in it.
    pub orders: usize,
    /// Orders in it that the bureau has answered.
    pub answered: usize,
    /// Where it stands.
    pub state: Text,
}

impl Night {
    /// The sums, counted from the outcomes.
    pub fn totals(&self) -> Totals {
        Totals::of(&self.outcomes)
    }

    /// The outcomes of one part, by order number.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Outcome> {
        self.outcomes
            .iter()
            .filter(move |outcome| outcome.latest.state.part() == part)
    }
}

/// Whether read = held back + waiting + sent, and sent = approved + refused + pending.
pub fn ties_out(totals: &Totals) -> bool {
    totals.read == totals.held_back + totals.waiting + totals.sent
        && totals.sent == totals.approved + totals.refused + totals.pending
}

/// The parts of a night, most urgent first.
pub const URGENCY: [Part; 5] = [
    Part::Refused,
    Part::HeldBack,
    Part::Pending,
    Part::Waiting,
    Part::Approved,
];

/// What a part is called.
pub fn part_name(part: Part, lang: Lang) -> &'static str {
    let (zh, en) = match part {
        Part::HeldBack => ("保留", "held back"),
        Part::Waiting => ("等待", "waiting"),
        Part::Pending => ("待定", "pending"),
        Part::Approved => ("通过", "approved"),
        Part::Refused => ("退回", "refused"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Writes the report for a terminal.
pub fn text(night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    text::write(night, screen, out)
}

/// Writes one line for each order, then one with the totals, in the stable form of the contract.
pub fn json(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    json::write(night, lang, out)
}

/// Writes a table with one row for each order.
pub fn csv(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    csv::write(night, lang, out)
}

/// Writes one self-contained page.
pub fn html(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    html::write(night, lang, out)
}
