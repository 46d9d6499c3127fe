//! One order in a few words, as every renderer but JSON shows it.

use crate::codes::Who;
use crate::ledger::{Actor, Part};
use crate::order::{Kind, Lang};
use crate::outcome::{Outcome, OutcomeCode};

/// One order, ready to be printed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Order number.
    pub order: String,
    /// Kind of order.
    pub kind: &'static str,
    /// Part of the sum.
    pub part: Part,
    /// State in the operator's words.
    pub state: &'static str,
    /// What was found or answered, most important first.
    pub reasons: Vec<Reason>,
    /// Who acts next.
    pub who: &'static str,
    /// Filing number learned.
    pub filing_number: String,
    /// The file and its sequence number.
    pub file: String,
    /// The bureau's opinion.
    pub opinion: String,
    /// The day by which it should be done, and whether it has passed.
    pub due: String,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Why it waits.
    pub note: String,
}

/// One code or finding.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Code, or the rule when the bureau has no code for it.
    pub code: String,
    /// The cell to mend; empty for the bureau's own codes.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Line {
    /// The line of an outcome.
    pub fn new(outcome: &Outcome, lang: Lang) -> Self {
        let attempt = &outcome.latest;
        let who = attempt
            .codes
            .first()
            .filter(|_| attempt.state.part() == Part::Refused);
        Self {
            order: outcome.order.clone(),
            kind: attempt.kind.map_or("", Kind::name),
            part: attempt.state.part(),
            state: attempt.state.name(lang),
            reasons: attempt
                .codes
                .iter()
                .map(|code| Reason::new(code, lang))
                .collect(),
            who: who.map_or_else(
                || actor(attempt.state.who(), lang),
                |code| who_name(code.who, lang),
            ),
            filing_number: attempt.filing_number.clone().unwrap_or_default(),
            file: match (&attempt.file, attempt.sequence) {
                (Some(file), Some(sequence)) => format!("{file} #{sequence}"),
                (Some(file), None) => file.clone(),
                (None, _) => String::new(),
            },
            opinion: attempt.opinion(lang).unwrap_or_default(),
            due: attempt.due.map(|day| day.to_string()).unwrap_or_default(),
            overdue: attempt.overdue,
            note: attempt
                .note
                .as_ref()
                .map(|note| note.get(lang).to_owned())
                .unwrap_or_default(),
        }
    }
}

impl Reason {
    fn new(code: &OutcomeCode, lang: Lang) -> Self {
        let (rule, place) = match &code.found {
            Some((rule, place)) => (rule.clone(), place.to_string()),
            None => (String::new(), String::new()),
        };
        Self {
            code: code.code.map_or(rule, |code| code.to_string()),
            place,
            message: code.message.get(lang).to_owned(),
            remedy: code.remedy.get(lang).to_owned(),
        }
    }
}

fn actor(actor: Actor, lang: Lang) -> &'static str {
    let (zh, en) = match actor {
        Actor::Operator => ("操作员", "operator"),
        Actor::Customer => ("网站主办者", "customer"),
        Actor::Bureau => ("管局", "bureau"),
        Actor::Tool => ("本程序", "next run"),
        Actor::Nobody => ("—", "—"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Whose turn it is after a result code.
pub fn who_name(who: Who, lang: Lang) -> &'static str {
    let (zh, en) = match who {
        Who::Operator => ("操作员", "operator"),
        Who::Customer => ("网站主办者", "customer"),
        Who::Bureau => ("管局", "bureau"),
        Who::CarrierTech => ("接入商技术", "carrier's technicians"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
