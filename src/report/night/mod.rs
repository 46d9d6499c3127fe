//! The reconciliation of a night: what was read, what was sent, what came back, what is still open since earlier nights,
//! and that the figures agree.

pub mod beside;
mod html;
mod json;
mod line;
mod page_data;
mod read;
mod tables;
mod text;
mod ties;
mod xlsx;

pub use crate::outcome::Turn;
pub use beside::{DifferenceLine, FileLine, KeptLine, RecordLine, RetentionLine, TaskLine, Unlike};
pub use json::order as order_json;
pub use line::Line;
pub use tables::Which;
pub use ties::{Tie, count_of};

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::ledger::{AnswerTally, Moment, Part, SequenceHealth, State};
use crate::order::{Finding, Lang, Text};
use crate::outcome::{Ages, Outcome, Totals};
use crate::report::discreet;
use crate::report::screen::Screen;
use crate::report::table::Table;
use crate::report::trend::NightLine;

/// One night: everything that its report says.
#[derive(Clone, Debug, Default)]
pub struct Night {
    /// When the night's first run began.
    pub began: Moment,
    /// As of when the report tells where things stand.
    pub as_of: Moment,
    /// Who reports: name and unit id.
    pub carrier: String,
    /// The orders of the night, each once.
    pub outcomes: Vec<Outcome>,
    /// Orders of earlier nights about which something became known this night.
    pub earlier: Vec<Outcome>,
    /// Further orders of earlier nights that are past their day.
    pub overdue: Vec<Outcome>,
    /// Orders whose people have to answer a short message, of any night, by when that ends.
    pub sms: Vec<Outcome>,
    /// How long all orders that are not over have been waiting for whom.
    pub ages: Ages,
    /// This night and those before it, oldest first.
    pub trend: Vec<NightLine>,
    /// Findings that belong to no order.
    pub findings: Vec<Finding>,
    /// The files that carried these orders, and all others that are not settled.
    pub files: Vec<FileLine>,
    /// Answers that found no order, or more than one, or that leave open what becomes of it; of this night and before.
    pub unmatched: Vec<KeptLine>,
    /// What the bureau's lists ask for and nobody has done yet.
    pub tasks: Vec<TaskLine>,
    /// Where the bureau's full copies of this night differed from the ledger.
    pub differences: Vec<DifferenceLine>,
    /// Records of the bureau that somebody has to look after.
    pub records: Vec<RecordLine>,
    /// The sequence numbers of every bureau.
    pub sequences: Vec<SequenceHealth>,
    /// Retained files whose time is over, or is within a week.
    pub retention: Vec<RetentionLine>,
    /// What the answer files of the night came to.
    pub answers: AnswerTally,
    /// The orders of the night by state, as the ledger counts them itself.
    pub counted: BTreeMap<State, usize>,
    /// What a reader has to know about the report itself.
    pub remarks: Vec<Text>,
}

impl Night {
    /// The night as it may be shown: what other people's words tell about a person is hidden, unless it is asked for.
    pub fn shown(mut self, unmask: bool) -> Self {
        if unmask {
            return self;
        }
        let orders = [
            &mut self.outcomes,
            &mut self.earlier,
            &mut self.overdue,
            &mut self.sms,
        ];
        orders.into_iter().flatten().for_each(discreet::outcome);
        for task in &mut self.tasks {
            discreet::text(&mut task.title);
        }
        for file in &mut self.files {
            file.said.iter_mut().for_each(discreet::words);
        }
        self
    }

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

/// Writes a table; that of the orders has one row for each.
pub fn csv(night: &Night, which: Which, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    which.of(night, lang).csv(out)
}

/// Writes the workbook that operators work from; `lists` are further sheets, `folder` is where the workbook will lie.
pub fn xlsx(
    night: &Night,
    lists: &[Table],
    lang: Lang,
    folder: &Path,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bytes = xlsx::workbook(night, lists, lang, folder).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// Writes one self-contained page.
pub fn html(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    html::write(night, lang, out)
}
