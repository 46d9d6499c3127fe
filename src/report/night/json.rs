//! The night as JSON lines. The keys are a contract: none is renamed or removed without a new major version.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{
    DifferenceLine, FileLine, KeptLine, Night, RecordLine, RetentionLine, TaskLine, Turn, beside,
};
use crate::ledger::{Moment, SequenceHealth};
use crate::order::{Finding, Lang, Text};
use crate::outcome::Outcome;

pub(super) fn write(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for outcome in &night.outcomes {
        serde_json::to_writer(&mut *out, &order(outcome, lang))?;
        writeln!(out)?;
    }
    serde_json::to_writer(&mut *out, &last(night, lang))?;
    writeln!(out)
}

/// The line of an order: its outcome, and whose turn it is.
pub fn order(outcome: &Outcome, lang: Lang) -> Value {
    let mut line = outcome.to_json(lang);
    line["next"] = json!(Turn::after(&outcome.latest).id());
    line
}

/// The line with the totals, and everything that belongs to no order of the night.
fn last(night: &Night, lang: Lang) -> Value {
    let orders = |outcomes: &[Outcome]| list(outcomes, |outcome| order(outcome, lang));
    json!({
        "totals": night.totals(),
        "ties_out": night.ties_out(),
        "ties": list(&night.ties(), |tie| json!({ "holds": tie.holds, "text": tie.text.get(lang) })),
        "night": night.began.date_naive(),
        "as_of": time(&night.as_of),
        "remarks": list(&night.remarks, |text: &Text| json!(text.get(lang))),
        "earlier": orders(&night.earlier),
        "overdue": orders(&night.overdue),
        "awaiting_sms": list(&night.sms, |outcome: &Outcome| json!(outcome.order)),
        "findings": list(&night.findings, |finding| loose(finding, lang)),
        "files": list(&night.files, |line| file(line, lang)),
        "answers": {
            "files": night.answers.files,
            "broken": night.answers.broken,
            "records": night.answers.records,
            "matched": night.answers.matched,
            "unmatched": night.answers.unmatched,
            "ambiguous": night.answers.ambiguous,
        },
        "to_decide": list(&night.unmatched, |line| kept(line, lang)),
        "tasks": list(&night.tasks, |line| task(line, lang)),
        "differences": list(&night.differences, |line| difference(line, lang)),
        "records": list(&night.records, |line| record(line, lang)),
        "sequences": list(&night.sequences, sequence),
        "retention": list(&night.retention, retained),
    })
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

fn time(moment: &Moment) -> String {
    moment.to_rfc3339()
}

fn loose(finding: &Finding, lang: Lang) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "file": &*finding.place.file,
        "sheet": finding.place.sheet.as_deref(),
        "cell": finding.place.cell(),
        "message": finding.message.get(lang),
        "remedy": finding.remedy.get(lang),
    })
}

fn file(line: &FileLine, lang: Lang) -> Value {
    json!({
        "name": line.name,
        "bureau": line.bureau,
        "sequence": line.sequence,
        "state": line.state,
        "records": line.records,
        "orders": line.orders,
        "answered": line.answered,
        "missing": line.missing,
        "complete": line.is_complete(),
        "accepted": line.accepted.as_ref().map(time),
        "text": line.verdict().get(lang),
    })
}

fn kept(line: &KeptLine, lang: Lang) -> Value {
    json!({
        "answer": line.id,
        "file": line.download,
        "record": line.record,
        "family": line.family,
        "reason": line.reason.id(),
        "why": line.why.get(lang),
        "orders": line.candidates,
        "received": time(&line.received),
        "new": line.is_new,
    })
}

fn task(line: &TaskLine, lang: Lang) -> Value {
    json!({
        "task": line.id,
        "list": line.list,
        "title": line.title.get(lang),
        "order": line.order,
        "opened": time(&line.opened),
        "new": line.is_new,
    })
}

fn difference(line: &DifferenceLine, lang: Lang) -> Value {
    let [field, ours, theirs] = line.what.value();
    json!({
        "record": line.kind,
        "id": line.id,
        "filing_number": line.number,
        "what": line.id(),
        "field": field,
        "ledger": ours,
        "bureau": theirs,
        "text": line.text().get(lang),
    })
}

fn record(line: &RecordLine, lang: Lang) -> Value {
    json!({
        "what": line.what(),
        "id": line.id,
        "filing_number": line.number,
        "name": line.name,
        "text": line.text().get(lang),
    })
}

fn sequence(health: &SequenceHealth) -> Value {
    json!({
        "bureau": health.bureau,
        "base": health.base,
        "last": health.last,
        "gaps": health.gaps,
        "waiting": health.waiting,
        "unknown": health.unknown,
        "bureau_count": health.told.as_ref().map(|(taken, _)| taken),
        "bureau_counted_at": health.told.as_ref().map(|(_, at)| time(at)),
        "sound": beside::sequence_is_sound(health),
    })
}

fn retained(line: &RetentionLine) -> Value {
    json!({
        "file": line.file.name,
        "bureau": line.file.bureau,
        "accepted": time(&line.file.accepted),
        "until": line.until,
        "over": line.is_over,
        "open_orders": line.has_open_orders,
        "removable": line.is_removable(),
    })
}
