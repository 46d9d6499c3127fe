//! What became of one order, as reports print it: texts in both languages, chosen when it is printed.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::codes::{Retry, Who};
use crate::ledger::{Moment, Part, State};
use crate::order::{Frame, Kind, Lang, Object, Operation, Place, Text};

/// What became of one order: its latest attempt, and the earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The order number 订单号.
    pub order: String,
    /// The latest attempt.
    pub latest: Attempt,
    /// The attempts before it, oldest first.
    pub earlier: Vec<Attempt>,
}

/// One attempt: one content of the order, and the answers to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Counts from 1.
    pub number: u32,
    /// The cell of the order number, or the order file, in the operator's own files.
    pub place: Place,
    /// The kind of order 订单类型; `None` when the order does not say it readably.
    pub kind: Option<Kind>,
    /// What a report of IP ranges or domains does.
    pub operation: Option<Operation>,
    /// Where it stands.
    pub state: State,
    /// Why a ready order waits, or what a person has to know about the state.
    pub note: Option<Text>,
    /// Result codes of the bureau; for an order held back, what the checks predict.
    pub codes: Vec<OutcomeCode>,
    /// Name of the file that carried it last.
    pub file: Option<String>,
    /// That file's `dataSequence`; absent until an upload began.
    pub sequence: Option<u32>,
    /// Ids and filing numbers of its objects.
    pub ids: Vec<RecordIds>,
    /// The filing number that tells the order best: the subject's, or the first site's of a new site or access.
    pub filing_number: Option<String>,
    /// What the bureau's auditors wrote.
    pub opinions: Vec<Opinion>,
    /// When the bureau last took it.
    pub uploaded: Option<Moment>,
    /// The first day on which the bureau can be expected to decide, where that is known.
    pub earliest: Option<NaiveDate>,
    /// The day by which whoever acts should have acted.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// A result code with its meaning, or a finding of the checks.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeCode {
    /// The code; `None` for a finding that predicts none.
    pub code: Option<u32>,
    /// What it means, and what the bureau added to it.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
    /// Who must do it.
    pub who: Who,
    /// Whether and how to send again.
    pub retry: Retry,
    /// For a finding of the checks, the rule that found it and the cell to mend.
    pub found: Option<(String, Place)>,
}

/// An auditor's opinion `Gjsh`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The site it is about, by position in the order; `None` when it is about the whole order.
    pub site: Option<u32>,
    /// `Shjg`.
    pub approved: bool,
    /// The opinion's words `Shyj`.
    pub text: Option<String>,
    /// The auditor's name `Shrxm`.
    pub auditor: Option<String>,
    /// The auditor's telephone `Shr_dhhm`.
    pub phone: Option<String>,
    /// When it was given `Shsj`, as the bureau wrote it.
    pub time: Option<String>,
}

/// The ids of one object of an order: the carrier's own, the bureau's, and its filing number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordIds {
    /// The object, as its path in the order: `subject`, `site[1]`, `site[1].access[1]`.
    #[serde(serialize_with = "as_path")]
    pub object: Object,
    /// The carrier's id, `IspZtid`, `IspWzid`, …
    pub own: Option<u64>,
    /// The bureau's id, `Ztid`, `Wzid`, …
    pub bureau: Option<u64>,
    /// The filing number.
    pub filing_number: Option<String>,
}

fn as_path<S: Serializer>(object: &Object, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(object)
}

impl Outcome {
    /// The outcome line of machine-readable output; its keys are a contract.
    pub fn to_json(&self, lang: Lang) -> Value {
        let mut line = Map::new();
        line.insert("order".into(), json!(self.order));
        line.append(&mut self.latest.to_json(lang));
        let earlier = self
            .earlier
            .iter()
            .map(|attempt| Value::Object(attempt.to_json(lang)));
        line.insert("attempts".into(), Value::Array(earlier.collect()));
        Value::Object(line)
    }
}

impl Attempt {
    /// The bureau's opinions in one text, each with who gave it and when.
    pub fn opinion(&self, lang: Lang) -> Option<String> {
        let opinions: Vec<String> = self
            .opinions
            .iter()
            .map(|opinion| opinion.to_text(lang))
            .collect();
        (!opinions.is_empty()).then(|| opinions.join(if lang == Lang::Zh { "；" } else { "; " }))
    }

    /// Where its records stand in an upload.
    fn frame(&self) -> Option<&'static Frame> {
        Frame::of(self.kind?, self.operation)
    }

    fn to_json(&self, lang: Lang) -> Map<String, Value> {
        let codes: Vec<Value> = self.codes.iter().map(|code| code.to_json(lang)).collect();
        let line = json!({
            "kind": self.kind.map(Kind::name),
            "operation": self.frame().map(|frame| &frame.element),
            "attempt": self.number,
            "state": self.state,
            "state_name": self.state.name(Lang::Zh),
            "codes": codes,
            "file": self.file,
            "sequence": self.sequence,
            "ids": self.ids,
            "filing_number": self.filing_number,
            "opinion": self.opinion(lang),
            "due": self.due,
            "overdue": self.overdue,
            "uploaded": self.uploaded.map(|moment| moment.to_rfc3339()),
            "earliest": self.earliest,
            "note": self.note.as_ref().map(|note| note.get(lang)),
            "source": { "file": &*self.place.file, "sheet": self.place.sheet.as_deref(), "cell": self.place.cell() },
        });
        match line {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

impl OutcomeCode {
    fn to_json(&self, lang: Lang) -> Value {
        let message = match &self.found {
            Some((_, place)) => format!("{place}: {}", self.message.get(lang)),
            None => self.message.get(lang).to_owned(),
        };
        json!({
            "code": self.code,
            "message": message,
            "remedy": self.remedy.get(lang),
            "who": self.who,
            "retry": self.retry,
        })
    }
}

impl Opinion {
    /// The opinion with who gave it and when.
    pub fn to_text(&self, lang: Lang) -> String {
        let chinese = lang == Lang::Zh;
        let mut text = String::new();
        if let Some(site) = self.site {
            text += &if chinese {
                format!("网站{site}：")
            } else {
                format!("site {site}: ")
            };
        }
        text += match (chinese, self.approved) {
            (true, true) => "通过",
            (true, false) => "拒绝",
            (false, true) => "approved",
            (false, false) => "refused",
        };
        let extras = [&self.text, &self.auditor, &self.phone, &self.time];
        for extra in extras.into_iter().flatten() {
            text += if chinese { "，" } else { ", " };
            text += extra.trim_end_matches(['。', '.']);
        }
        text
    }
}

/// The sums of a night: `read = held_back + waiting + sent`, and `sent = approved + refused + pending`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Orders read.
    pub read: usize,
    /// Not sent, and not to be sent as they are.
    pub held_back: usize,
    /// Not sent yet: in the carrier's own review, or waiting for the next upload.
    pub waiting: usize,
    /// Taken by the bureau.
    pub sent: usize,
    /// Of these, approved.
    pub approved: usize,
    /// Of these, refused wholly or in part.
    pub refused: usize,
    /// Of these, not decided.
    pub pending: usize,
}

impl Totals {
    /// The orders of one part of the sum.
    pub fn part(&self, part: Part) -> usize {
        match part {
            Part::HeldBack => self.held_back,
            Part::Waiting => self.waiting,
            Part::Pending => self.pending,
            Part::Approved => self.approved,
            Part::Refused => self.refused,
        }
    }

    /// Counts every outcome once, by the state of its latest attempt.
    pub fn of(outcomes: &[Outcome]) -> Totals {
        let mut totals = Totals {
            read: outcomes.len(),
            ..Totals::default()
        };
        for outcome in outcomes {
            match outcome.latest.state.part() {
                Part::HeldBack => totals.held_back += 1,
                Part::Waiting => totals.waiting += 1,
                Part::Pending => totals.pending += 1,
                Part::Approved => totals.approved += 1,
                Part::Refused => totals.refused += 1,
            }
        }
        totals.sent = totals.approved + totals.refused + totals.pending;
        totals
    }
}
