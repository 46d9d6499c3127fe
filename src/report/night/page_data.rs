//! The night as the page's script reads it: texts once each, in both languages, and orders that point to them.
//!
//! Keys of orders are single letters, because a large night repeats them twenty thousand times; `night.js` reads them.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::line::Line;
use super::{
    DifferenceLine, KeptLine, Night, RecordLine, RetentionLine, TaskLine, URGENCY, beside,
    part_name,
};
use crate::ledger::{Part, TaskList};
use crate::order::{Kind, Lang, Severity, Text};
use crate::outcome::Turn;
use crate::outcome::{AGES, Ages, Outcome, RecordIds, Totals};
use crate::report::meaning;
use crate::report::trend::NightLine;

/// Everything that the page shows.
#[derive(Serialize)]
pub(super) struct PageData<'n> {
    lang: Lang,
    totals: Totals,
    ties: bool,
    parts: Vec<Choice>,
    turns: Vec<Choice>,
    texts: Vec<[String; 2]>,
    /// What the kinds of order are called in English.
    kinds: BTreeMap<&'static str, &'static str>,
    /// What each code and rule of the night means in general.
    meanings: BTreeMap<String, usize>,
    orders: Vec<Order<'n>>,
    earlier: Vec<Order<'n>>,
    files: Vec<File<'n>>,
    findings: Vec<Loose<'n>>,
    overdue: Vec<Order<'n>>,
    unmatched: Vec<usize>,
    cancelled: Vec<usize>,
    tasks: Vec<usize>,
    differences: Vec<usize>,
    records: Vec<usize>,
    sequences: Vec<usize>,
    retention: Vec<usize>,
    remarks: Vec<usize>,
    /// Every agreement of the figures: whether it holds, and what it says.
    checks: Vec<(bool, usize)>,
    /// How long orders have been waiting: the first day of each class, and for each turn a count of each class.
    ages: AgesData,
    trend: Trend,
}

/// What has come of the orders of several nights, oldest first.
#[derive(Serialize)]
struct Trend {
    /// Month and day.
    nights: Vec<String>,
    /// How many orders of each night are in each part of the sum.
    counts: Vec<[usize; URGENCY.len()]>,
}

/// How long all open orders have been waiting, for whom.
#[derive(Serialize)]
struct AgesData {
    from: [i64; AGES.len()],
    /// A turn, and how many orders of each class.
    rows: Vec<(usize, [usize; AGES.len()])>,
}

/// A part of the sum or somebody's turn, most urgent first.
#[derive(Serialize)]
struct Choice {
    id: &'static str,
    name: [String; 2],
}

/// One attempt of an order. Numbers point into the texts, the parts and the turns.
#[derive(Serialize)]
struct Order<'n> {
    /// Order number.
    o: &'n str,
    /// Kind.
    k: &'static str,
    /// Attempt.
    a: u32,
    /// Part of the sum.
    p: usize,
    /// State.
    s: usize,
    /// Whose turn it is.
    t: usize,
    /// What was found or answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    r: Vec<Reason>,
    /// Filing number.
    #[serde(skip_serializing_if = "str::is_empty")]
    n: &'n str,
    /// File.
    #[serde(skip_serializing_if = "str::is_empty")]
    f: &'n str,
    /// Sequence number.
    #[serde(skip_serializing_if = "Option::is_none")]
    q: Option<u32>,
    /// Opinion.
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<usize>,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    w: Option<usize>,
    /// Due day.
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<String>,
    /// Whether that day has passed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    v: bool,
    /// Ids of its objects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    i: Vec<Ids<'n>>,
    /// Earlier attempts, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    e: Vec<Order<'n>>,
}

/// Code or rule, place, message, remedy.
type Reason = (String, String, usize, usize);

/// Object, the carrier's id, the bureau's id, filing number.
type Ids<'n> = (usize, Option<u64>, Option<u64>, Option<&'n str>);

#[derive(Serialize)]
struct File<'n> {
    name: &'n str,
    bureau: &'n str,
    sequence: Option<u32>,
    records: u32,
    orders: usize,
    answered: usize,
    state: usize,
    verdict: usize,
    /// Whether the bureau has taken it and nothing is missing.
    complete: bool,
    missing: &'n [String],
}

#[derive(Serialize)]
struct Loose<'n> {
    rule: &'n str,
    severity: Severity,
    place: String,
    message: usize,
    remedy: usize,
}

/// Texts, each kept once.
#[derive(Default)]
struct Texts {
    places: HashMap<[String; 2], usize>,
    texts: Vec<[String; 2]>,
}

impl Texts {
    fn place(&mut self, text: &Text) -> usize {
        let next = self.texts.len();
        let pair = both(text);
        let place = *self.places.entry(pair.clone()).or_insert(next);
        if place == next {
            self.texts.push(pair);
        }
        place
    }
}

impl<'n> PageData<'n> {
    pub(super) fn new(night: &'n Night, lang: Lang) -> Self {
        let mut texts = Texts::default();
        let mut orders: Vec<Order<'n>> = night
            .outcomes
            .iter()
            .map(|outcome| order(outcome, &mut texts))
            .collect();
        orders.sort_by_key(|order| order.p);
        let earlier = night
            .earlier
            .iter()
            .map(|outcome| order(outcome, &mut texts))
            .collect();
        let files = night.files.iter().map(|file| File {
            name: &file.name,
            bureau: &file.bureau,
            sequence: file.sequence,
            orders: file.orders,
            records: file.records,
            answered: file.answered,
            state: texts.place(&Text::new(
                file.state.name(Lang::Zh),
                file.state.name(Lang::En),
            )),
            verdict: texts.place(&file.verdict()),
            complete: file.is_complete(),
            missing: &file.missing,
        });
        let files = files.collect();
        let findings = night.findings.iter().map(|finding| Loose {
            rule: &finding.rule,
            severity: finding.severity,
            place: finding.place.to_string(),
            message: texts.place(&finding.message),
            remedy: texts.place(&finding.remedy),
        });
        let findings = findings.collect();
        let overdue = { night.overdue.iter() }
            .map(|outcome| order(outcome, &mut texts))
            .collect();
        let (cancelled, tasks): (Vec<&TaskLine>, Vec<&TaskLine>) =
            { night.tasks.iter() }.partition(|task| task.list == TaskList::CancelledByBureau);
        let mut places = |lines: Vec<Text>| -> Vec<usize> {
            lines.iter().map(|line| texts.place(line)).collect()
        };
        let unmatched = places(night.unmatched.iter().map(KeptLine::text).collect());
        let cancelled = places(cancelled.into_iter().map(TaskLine::text).collect());
        let tasks = places(tasks.into_iter().map(TaskLine::text).collect());
        let differences = places(night.differences.iter().map(DifferenceLine::text).collect());
        let records = places(night.records.iter().map(RecordLine::text).collect());
        let sequences = places(night.sequences.iter().map(beside::sequence_text).collect());
        let retention = places(night.retention.iter().map(RetentionLine::text).collect());
        let remarks = places(night.remarks.clone());
        let checks = { night.ties().into_iter() }
            .map(|tie| (tie.holds, texts.place(&tie.text)))
            .collect();
        let reasons = orders.iter().flat_map(|order| &order.r);
        let meanings = reasons.filter_map(|(code, ..)| {
            let meaning = meaning(code)?;
            Some((code.clone(), texts.place(&meaning)))
        });
        let meanings = meanings.collect();
        let totals = night.totals();
        Self {
            lang,
            totals,
            ties: night.ties_out(),
            parts: URGENCY
                .map(|part| Choice {
                    id: part_id(part),
                    name: [Lang::Zh, Lang::En].map(|lang| part_name(part, lang).to_owned()),
                })
                .into(),
            turns: Turn::ALL
                .map(|turn| Choice {
                    id: turn.id(),
                    name: both(&turn.name()),
                })
                .into(),
            texts: texts.texts,
            kinds: { Kind::ALL.iter() }
                .map(|kind| (kind.name(), kind.named(Lang::En)))
                .collect(),
            meanings,
            orders,
            earlier,
            files,
            findings,
            overdue,
            unmatched,
            cancelled,
            tasks,
            differences,
            records,
            sequences,
            retention,
            remarks,
            checks,
            ages: ages(&night.ages),
            trend: trend(&night.trend),
        }
    }
}

fn ages(ages: &Ages) -> AgesData {
    let rows = { ages.by_turn.iter() }
        .map(|(turn, counts)| (position(&Turn::ALL, *turn), *counts))
        .collect();
    AgesData { from: AGES, rows }
}

fn trend(nights: &[NightLine]) -> Trend {
    let counts = |night: &NightLine| URGENCY.map(|part| night.totals.part(part));
    Trend {
        nights: { nights.iter() }
            .map(|night| night.night.format("%m-%d").to_string())
            .collect(),
        counts: nights.iter().map(counts).collect(),
    }
}

fn order<'n>(outcome: &'n Outcome, texts: &mut Texts) -> Order<'n> {
    let mut order = attempt(&Line::new(outcome), &outcome.latest.ids, texts);
    order.e = outcome
        .earlier
        .iter()
        .map(|earlier| attempt(&Line::of(&outcome.order, earlier), &earlier.ids, texts))
        .collect();
    order
}

fn attempt<'n>(line: &Line<'n>, ids: &'n [RecordIds], texts: &mut Texts) -> Order<'n> {
    let state = Text::new(line.state.name(Lang::Zh), line.state.name(Lang::En));
    let reasons = line.reasons.iter().map(|reason| {
        let place = reason.place.map(ToString::to_string).unwrap_or_default();
        let (message, remedy) = (texts.place(reason.message), texts.place(reason.remedy));
        (reason.code.to_string(), place, message, remedy)
    });
    let r = reasons.collect();
    Order {
        o: line.order,
        k: line.kind_name(Lang::Zh),
        a: line.attempt,
        p: position(&URGENCY, line.part),
        s: texts.place(&state),
        t: position(&Turn::ALL, line.turn),
        r,
        n: line.filing_number,
        f: line.file,
        q: line.sequence,
        c: line.opinion.as_ref().map(|opinion| texts.place(opinion)),
        w: line.note.map(|note| texts.place(note)),
        d: line.due.map(|day| day.to_string()),
        v: line.overdue,
        i: ids
            .iter()
            .map(|ids| {
                let number = ids.filing_number.as_deref();
                (texts.place(&ids.object.name()), ids.own, ids.bureau, number)
            })
            .collect(),
        e: Vec::new(),
    }
}

fn position<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or(0)
}

fn both(text: &Text) -> [String; 2] {
    [text.zh.to_string(), text.en.to_string()]
}

fn part_id(part: Part) -> &'static str {
    match part {
        Part::HeldBack => "held-back",
        Part::Waiting => "waiting",
        Part::Pending => "pending",
        Part::Approved => "approved",
        Part::Refused => "refused",
    }
}
