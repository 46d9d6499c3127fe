//! One order in a few words, as every renderer but JSON shows it.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::ledger::{Part, State};
use crate::order::{Kind, Lang, Place, Text};
use crate::outcome::Turn;
use crate::outcome::{Attempt, Outcome, OutcomeCode};

/// One order, ready to be printed in either language.
#[derive(Clone, Debug)]
pub struct Line<'o> {
    /// Order number.
    pub order: &'o str,
    /// Kind of order; `None` when it cannot be read.
    pub kind: Option<Kind>,
    /// Counts from 1.
    pub attempt: u32,
    /// Part of the sum.
    pub part: Part,
    /// Where it stands.
    pub state: State,
    /// What was found or answered, most important first.
    pub reasons: Vec<Reason<'o>>,
    /// Who acts next.
    pub turn: Turn,
    /// Filing number learned.
    pub filing_number: &'o str,
    /// The file that carried it.
    pub file: &'o str,
    /// That file's number in the bureau's sequence.
    pub sequence: Option<u32>,
    /// The bureau's opinion.
    pub opinion: Option<Text>,
    /// The first day on which the bureau can be expected to decide, where that is known.
    pub earliest: Option<NaiveDate>,
    /// The day by which it should be done.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Why it waits.
    pub note: Option<&'o Text>,
}

/// One code or finding.
#[derive(Clone, Debug)]
pub struct Reason<'o> {
    /// Code, or the rule when the bureau has no code for it.
    pub code: Cow<'o, str>,
    /// The cell to mend; `None` for the bureau's own codes.
    pub place: Option<&'o Place>,
    /// What is wrong.
    pub message: &'o Text,
    /// What to do.
    pub remedy: &'o Text,
}

impl<'o> Line<'o> {
    /// The line of an outcome's latest attempt.
    pub fn new(outcome: &'o Outcome) -> Self {
        Self::of(&outcome.order, &outcome.latest)
    }

    /// The line of one attempt of an order.
    pub fn of(order: &'o str, attempt: &'o Attempt) -> Self {
        let opinion = |lang| attempt.opinion(lang).unwrap_or_default();
        Self {
            order,
            kind: attempt.kind,
            attempt: attempt.number,
            part: attempt.state.part(),
            state: attempt.state,
            reasons: attempt.codes.iter().map(Reason::new).collect(),
            turn: Turn::after(attempt),
            filing_number: attempt.filing_number.as_deref().unwrap_or_default(),
            file: attempt.file.as_deref().unwrap_or_default(),
            sequence: attempt.sequence,
            opinion: (!attempt.opinions.is_empty())
                .then(|| Text::new(opinion(Lang::Zh), opinion(Lang::En))),
            earliest: attempt.earliest,
            due: attempt.due,
            overdue: attempt.overdue,
            note: attempt.note.as_ref(),
        }
    }

    /// What its kind is called; nothing when it cannot be read.
    pub fn kind_name(&self, lang: Lang) -> &'static str {
        self.kind.map_or("", |kind| kind.named(lang))
    }

    /// Whether there is more to say than its number and state.
    pub fn has_reasons(&self) -> bool {
        !self.reasons.is_empty() || self.opinion.is_some() || self.note.is_some()
    }
}

impl<'o> Reason<'o> {
    fn new(code: &'o OutcomeCode) -> Self {
        let (rule, place) = match &code.found {
            Some((rule, place)) => (rule.as_str(), Some(place)),
            None => ("", None),
        };
        Self {
            code: code
                .code
                .map_or(Cow::Borrowed(rule), |code| Cow::Owned(code.to_string())),
            place,
            message: &code.message,
            remedy: &code.remedy,
        }
    }
}
