//! Results of IP and domain reports (`IP/BAJG`, `YM/BAJG`): each names one record of an order, by the carrier's id or the
//! bureau's. There is no audit: 2998 and 3998 complete, anything else refuses.

use super::lookup::{AnswerKind, Lookup, kinds, lookup};
use super::matching::{no_order, unknown_operation};
use super::session::{Fate, Session};
use crate::codes::Kind as CodeKind;
use crate::download::{DomainResult, IpPart, IpResult};
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{Candidate, Key, KeyTag, Result};
use crate::order::{Object, Operation, Text};

/// What the results of reports have in common.
struct ReportResult {
    answer: AnswerKind,
    record: RecordKind,
    operation: Option<u32>,
    own: Option<u64>,
    bureau: Option<u64>,
    codes: Vec<(u32, String)>,
}

/// `Czlx` of a report: a record is new, changed, or deleted.
const DELETED: u32 = 3;

/// Takes in the result of an IP report.
pub(super) fn ip(session: &mut Session<'_>, number: u32, result: &IpResult) -> Result<Fate> {
    apply(session, number, &of_ip(result))
}

/// Takes in the result of a domain report.
pub(super) fn domain(
    session: &mut Session<'_>,
    number: u32,
    result: &DomainResult,
) -> Result<Fate> {
    apply(session, number, &of_domain(result))
}

/// Notes the result of an IP report at the order that a person gave it to.
pub(super) fn assign_ip(
    session: &mut Session<'_>,
    number: u32,
    result: &IpResult,
    candidate: &Candidate,
) -> Result<()> {
    assign(session, number, &of_ip(result), candidate)
}

/// Notes the result of a domain report at the order that a person gave it to.
pub(super) fn assign_domain(
    session: &mut Session<'_>,
    number: u32,
    result: &DomainResult,
    candidate: &Candidate,
) -> Result<()> {
    assign(session, number, &of_domain(result), candidate)
}

fn of_ip(result: &IpResult) -> ReportResult {
    let (answer, record) = match result.part {
        IpPart::Source => (AnswerKind::IpSource, RecordKind::IpSource),
        IpPart::Allocation => (AnswerKind::IpAllocation, RecordKind::IpAllocation),
        IpPart::Broadcast => (AnswerKind::IpBroadcast, RecordKind::IpBroadcast),
        IpPart::Own => (AnswerKind::IpOwn, RecordKind::IpOwn),
    };
    // Ranges that stand in the way belong to the code's words.
    let codes = result.codes.iter().map(|code| (code.code, words(code)));
    ReportResult {
        answer,
        record,
        operation: result.operation,
        own: result.own,
        bureau: result.bureau,
        codes: codes.collect(),
    }
}

fn of_domain(result: &DomainResult) -> ReportResult {
    ReportResult {
        answer: AnswerKind::Domain,
        record: RecordKind::DomainReport,
        operation: result.operation,
        own: result.own,
        bureau: result.bureau,
        codes: result.codes.clone(),
    }
}

fn words(code: &crate::download::IpCode) -> String {
    let ranges = code.related.iter().filter_map(|related| {
        let range = related.range?;
        Some(match related.bureau {
            Some(id) => format!("{range}（Id {id}）"),
            None => range.to_string(),
        })
    });
    let ranges: Vec<String> = ranges.collect();
    match (code.words.as_str(), ranges.is_empty()) {
        (words, true) => words.to_owned(),
        ("", false) => ranges.join("、"),
        (words, false) => format!("{words}：{}", ranges.join("、")),
    }
}

fn apply(session: &mut Session<'_>, number: u32, result: &ReportResult) -> Result<Fate> {
    let Some(operation) = result.operation else {
        return Ok(Fate::Unmatched(Text::new(
            "结果没有 Czlx",
            "the result has no Czlx",
        )));
    };
    if kinds(result.answer, operation).is_none() {
        return Ok(Fate::Unmatched(unknown_operation(operation)));
    }
    let mut candidates = candidates(session, result, operation)?;
    let mut note = None;
    if candidates.is_empty() && operation == DELETED {
        (candidates, note) = deleted_by_name(session, result)?;
    }
    match candidates.len() {
        0 => {
            let named = result.own.or(result.bureau);
            let named = named.map_or_else(|| "—".to_owned(), |id| id.to_string());
            Ok(Fate::Unmatched(no_order(&named)))
        }
        1 => {
            note_at(
                session,
                number,
                result,
                operation,
                &candidates.remove(0),
                note,
            )?;
            Ok(Fate::Matched)
        }
        _ => {
            let why = Text::new("几个订单都可能是它所指的", "several orders may be meant");
            Ok(Fate::Ambiguous(why, candidates))
        }
    }
}

/// Notes a result at its order.
fn note_at(
    session: &mut Session<'_>,
    number: u32,
    result: &ReportResult,
    operation: u32,
    candidate: &Candidate,
    note: Option<Text>,
) -> Result<()> {
    for (code, words) in &result.codes {
        session.answers.add_code(candidate, number, *code, words)?;
    }
    if succeeded(session, result) {
        accept(session, result, operation, candidate)?;
    }
    session.touch(candidate, number, note);
    Ok(())
}

/// Notes a result at the order that a person gave it to: at the record that it names, or else at the whole order. Without
/// `Czlx` it is about what the order does.
fn assign(
    session: &mut Session<'_>,
    number: u32,
    result: &ReportResult,
    candidate: &Candidate,
) -> Result<()> {
    let operation = result.operation.unwrap_or(match candidate.operation {
        Some(Operation::Modify) => 2,
        Some(Operation::Delete) => DELETED,
        _ => 1,
    });
    let names = names(result, operation);
    let keys = session.answers.evidence(candidate.attempt)?.keys;
    let named = keys.iter().find(|key| {
        let is_key = |(tag, id): &(KeyTag, u64)| *tag == key.tag && key.value == id.to_string();
        names.iter().any(is_key)
    });
    let candidate = Candidate {
        object: named.map_or(Object::Subject, |key| key.object),
        ..candidate.clone()
    };
    note_at(session, number, result, operation, &candidate, None)
}

/// The orders whose record the result names: those that wait first, then those that are decided.
fn candidates(
    session: &Session<'_>,
    result: &ReportResult,
    operation: u32,
) -> Result<Vec<Candidate>> {
    let mut decided = Vec::new();
    for (tag, id) in names(result, operation) {
        let mut holders = session.answers.holders(tag, &id.to_string())?;
        let kinds = kinds(result.answer, operation).unwrap_or_default();
        holders.retain(|holder| holder.kind.is_some_and(|kind| kinds.contains(&kind)));
        // A change and a deletion may name one record.
        if holders.iter().any(|holder| does(holder, operation)) {
            holders.retain(|holder| does(holder, operation));
        }
        let (waiting, others): (Vec<_>, Vec<_>) = holders
            .into_iter()
            .partition(|holder| holder.latest && holder.state.awaits_answer());
        if !waiting.is_empty() {
            return Ok(waiting);
        }
        decided.extend(others.into_iter().filter(|_| tag.is_own()));
    }
    Ok(decided)
}

/// Whether an order does what an operation says.
fn does(candidate: &Candidate, operation: u32) -> bool {
    let meant = match operation {
        1 => Operation::Add,
        2 => Operation::Modify,
        _ => Operation::Delete,
    };
    candidate.operation == Some(meant)
}

/// The order that deletes a domain by its name, which the answer does not give: by what the ledger knows of the id, or the
/// only such order that waits.
fn deleted_by_name(
    session: &Session<'_>,
    result: &ReportResult,
) -> Result<(Vec<Candidate>, Option<Text>)> {
    let Some(id) = result
        .bureau
        .filter(|_| result.record == RecordKind::DomainReport)
    else {
        return Ok((Vec::new(), None));
    };
    let waits = |candidate: &Candidate| {
        let state = candidate.state;
        candidate.latest && state.awaits_answer() && does(candidate, DELETED)
    };
    let known = session.answers.filings(RecordKey::Id(result.record, id))?;
    let names = known.iter().filter_map(|record| record.fields.first("Ym"));
    for name in names {
        let mut holders = session.answers.holders(KeyTag::Ym, name)?;
        holders.retain(waits);
        if !holders.is_empty() {
            return Ok((holders, None));
        }
    }
    let mut unnamed = Vec::new();
    for candidate in session.answers.waiting()?.into_iter().filter(waits) {
        let keys = session.answers.evidence(candidate.attempt)?.keys;
        let by_name = keys.iter().filter(|key| key.tag == KeyTag::Ym);
        let without_id = by_name.filter(|named| {
            !keys
                .iter()
                .any(|key| key.tag == KeyTag::Id && key.object == named.object)
        });
        unnamed.extend(without_id.map(|key| Candidate {
            object: key.object,
            ..candidate.clone()
        }));
    }
    let note = Text::new(
        "管局的答复只有 Id，没有域名；推定为唯一待答复的按域名删除",
        "the bureau's answer gives an id and no domain; inferred: the only deletion by domain that waits",
    );
    Ok(match unnamed.len() {
        1 => (unnamed, Some(note)),
        _ => (Vec::new(), None),
    })
}

/// The ids of the result with their tags, the likeliest first.
fn names(result: &ReportResult, operation: u32) -> Vec<(KeyTag, u64)> {
    let value = |tag: &KeyTag| {
        if tag.is_own() {
            result.own
        } else {
            result.bureau
        }
    };
    let Some(Lookup { tags, .. }) = lookup(result.answer, operation, "0") else {
        return Vec::new();
    };
    tags.iter()
        .filter_map(|tag| Some((*tag, value(tag)?)))
        .collect()
}

fn succeeded(session: &Session<'_>, result: &ReportResult) -> bool {
    let results = session.codes.results();
    result.codes.iter().all(|(code, _)| {
        results
            .get(*code)
            .is_some_and(|code| code.kind == CodeKind::Success)
    })
}

/// Learns the record's id, and brings the ledger's own records up to date with what the order said of it.
fn accept(
    session: &Session<'_>,
    result: &ReportResult,
    operation: u32,
    candidate: &Candidate,
) -> Result<()> {
    let Some(id) = result.bureau else {
        return Ok(());
    };
    let key = Key::new(candidate.object, KeyTag::Id, id);
    session.answers.learn(candidate.attempt, &key)?;
    if operation == DELETED {
        session.answers.cancel(result.record, id)?;
        return Ok(());
    }
    let mut record = Record::new(result.record, id);
    record.own = result.own;
    let keys = session.answers.evidence(candidate.attempt)?.keys;
    for key in keys.iter().filter(|key| key.object == candidate.object) {
        match key.tag {
            KeyTag::Qsip | KeyTag::Zzip | KeyTag::Ym => {
                record.fields.add(key.tag.name(), &key.value)
            }
            KeyTag::IspId => record.own = key.value.parse().ok(),
            _ => {}
        }
    }
    session.answers.learn_report(&record)
}
