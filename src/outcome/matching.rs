//! Which order a result or an opinion is about, and the few ways of telling several apart.

use super::aliases::{Aliases, aliases};
use super::lookup::{AnswerKind, Lookup, kinds, lookup, lookup_by_code};
use super::session::Session;
use crate::codes::{Kind as CodeKind, Scope};
use crate::download::ResultRecord;
use crate::ledger::{Candidate, KeyTag, Result, State};
use crate::order::{Kind, Text};

/// What was found for a result.
pub(super) enum Match {
    /// No order; why.
    None(Text),
    /// One, and what a person has to know about how it was found.
    One(Candidate, Option<Text>),
    /// Several, and nothing tells them apart.
    Several(Vec<Candidate>),
}

/// Finds the order that a result is about.
pub(super) fn find(session: &Session<'_>, record: &ResultRecord) -> Result<Match> {
    if let Some(lookup) = lookup_by_code(record) {
        return about_unnamed(session, record, &lookup);
    }
    let Some(operation) = record.operation else {
        let why = Text::new("结果没有 Czlx", "the result has no Czlx");
        return Ok(Match::None(why));
    };
    let Some(kinds) = kinds(AnswerKind::Result, operation) else {
        return Ok(Match::None(unknown_operation(operation)));
    };
    let Some(about) = &record.about else {
        return only_one_waiting(session, record, kinds);
    };
    let Some(lookup) = lookup(AnswerKind::Result, operation, about) else {
        return Ok(Match::None(no_order(about)));
    };
    let mut candidates = holders(session, &lookup, !fails(session, record))?;
    if candidates.len() > 1 {
        candidates = tell_apart(session, record, candidates, &lookup)?;
    }
    Ok(match candidates.len() {
        0 => Match::None(no_order(about)),
        1 => Match::One(candidates.remove(0), None),
        _ => Match::Several(candidates),
    })
}

/// Codes that only one kind of order can get, whatever `Czlx` comes with them: the interface has none for that kind.
fn about_unnamed(session: &Session<'_>, record: &ResultRecord, lookup: &Lookup) -> Result<Match> {
    let mut named = holders(session, lookup, !fails(session, record))?;
    match named.len() {
        0 => only_one_waiting(session, record, lookup.kinds),
        1 => Ok(Match::One(named.remove(0), None)),
        _ => Ok(Match::Several(named)),
    }
}

/// Without `Bs`, the only order of its kind that waits is meant; not so for codes about whole files.
fn only_one_waiting(session: &Session<'_>, record: &ResultRecord, kinds: &[Kind]) -> Result<Match> {
    let mut waiting = session.answers.waiting()?;
    waiting.retain(|candidate| candidate.kind.is_some_and(|kind| kinds.contains(&kind)));
    if waiting.len() == 1 && !is_about_files(session, record) {
        let note = Text::new(
            "管局未给出 Bs；推定为唯一待答复的同类订单",
            "the bureau gave no Bs; inferred: the only order of this kind that waits",
        );
        return Ok(Match::One(waiting.remove(0), Some(note)));
    }
    Ok(Match::None(Text::new(
        "结果没有 Bs，无法确定订单",
        "the result has no Bs, so that no order is named",
    )))
}

/// The attempts that a value names. Those that wait for an answer come before all others; if none waits, an answer
/// may still confirm or contradict what was decided: always when it names one of our own ids, and when it names
/// something that several orders can share, only if it says what was decided already. Where no order holds the value
/// itself, the record that it names may be called otherwise by the order (see [`super::aliases`]).
pub(super) fn holders(
    session: &Session<'_>,
    lookup: &Lookup,
    success: bool,
) -> Result<Vec<Candidate>> {
    let mut decided = Vec::new();
    for tag in lookup.tags {
        let (waiting, others) = holding(session, lookup, *tag, &lookup.value)?;
        if !waiting.is_empty() {
            return Ok(waiting);
        }
        decided.extend(
            others
                .into_iter()
                .filter(|candidate| may_be_meant(*tag, candidate.state, success)),
        );
    }
    for tag in lookup.tags {
        let Aliases { same, below, above } = aliases(session, *tag, &lookup.value)?;
        for names in [same, below, above] {
            let mut meant: Vec<Candidate> = Vec::new();
            for (tag, value) in names {
                for candidate in holding(session, lookup, tag, &value)?.0 {
                    if meant.iter().all(|known| known.attempt != candidate.attempt) {
                        meant.push(candidate);
                    }
                }
            }
            if !meant.is_empty() {
                meant.sort_by_key(|candidate| candidate.attempt);
                return Ok(meant);
            }
        }
    }
    Ok(decided)
}

/// The attempts of the right kinds that hold a key: those that wait for an answer, and the others.
fn holding(
    session: &Session<'_>,
    lookup: &Lookup,
    tag: KeyTag,
    value: &str,
) -> Result<(Vec<Candidate>, Vec<Candidate>)> {
    let mut all = session.answers.holders(tag, value)?;
    all.retain(|candidate| {
        candidate
            .kind
            .is_some_and(|kind| lookup.kinds.contains(&kind))
    });
    Ok(all
        .into_iter()
        .partition(|candidate| candidate.latest && candidate.state.awaits_answer()))
}

fn may_be_meant(tag: KeyTag, state: State, success: bool) -> bool {
    use State::{
        AwaitingDecision, AwaitingRetry, Completed, PartlyApproved, ReturnedToCarrier,
        ReturnedToCustomer,
    };
    tag.is_own()
        || match state {
            PartlyApproved | AwaitingDecision => true,
            Completed => success,
            ReturnedToCarrier | ReturnedToCustomer | AwaitingRetry => !success,
            _ => false,
        }
}

/// Several orders hold what the answer names: the one about which the same file holds an opinion of the same sense;
/// for accesses of one site the newest without an answer; or the only one for which the checks predicted a code.
fn tell_apart(
    session: &Session<'_>,
    record: &ResultRecord,
    candidates: Vec<Candidate>,
    lookup: &Lookup,
) -> Result<Vec<Candidate>> {
    let success = !fails(session, record);
    let same_sense: Vec<_> = candidates
        .iter()
        .filter(|candidate| session.opinions.contains(&(candidate.attempt, success)))
        .collect();
    if let [only] = same_sense.as_slice() {
        return Ok(vec![(*only).clone()]);
    }
    if lookup.kinds == [Kind::NewAccess] {
        let newest = candidates
            .iter()
            .rev()
            .find(|candidate| !candidate.answered)
            .cloned();
        return Ok(newest.map_or(candidates, |newest| vec![newest]));
    }
    let mut predicted = Vec::new();
    for candidate in &candidates {
        for (code, _) in &record.codes {
            if !success && session.answers.predicts(candidate.attempt, *code)? {
                predicted.push(candidate.clone());
                break;
            }
        }
    }
    Ok(if predicted.len() == 1 {
        predicted
    } else {
        candidates
    })
}

/// Whether a result says more than that all is well. A code that nobody has heard of counts as bad news.
pub(super) fn fails(session: &Session<'_>, record: &ResultRecord) -> bool {
    let results = session.codes.results();
    record.codes.iter().any(|(code, _)| {
        !matches!(
            results.get(*code).map(|code| code.kind),
            Some(CodeKind::Success | CodeKind::Info)
        )
    })
}

/// Whether a result holds a code that refuses whole files.
pub(super) fn is_about_files(session: &Session<'_>, record: &ResultRecord) -> bool {
    record
        .codes
        .iter()
        .any(|(code, _)| session.scope(*code) == Some(Scope::File))
}

pub(super) fn unknown_operation(operation: u32) -> Text {
    Text::new(
        format!("接口没有定义 Czlx {operation}"),
        format!("the interface does not define Czlx {operation}"),
    )
}

pub(super) fn no_order(about: &str) -> Text {
    Text::new(
        format!("没有已上报的订单对应 {about}"),
        format!("no order that was sent is called {about}"),
    )
}
