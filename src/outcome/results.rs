//! Results `Jg_xx` and opinions `Gjsh`: which order they are about, and the few ways of telling several apart.

use super::ingest::{Fate, Session};
use super::lookup::{AnswerKind, Lookup, kinds, lookup};
use crate::codes::{self, Scope};
use crate::download::{OpinionRecord, ResultRecord};
use crate::ledger::{self, Candidate, KeyTag, Result, State};
use crate::order::{Kind, Object, Text};

/// Which attempts the results of this answer file approved or refused as a whole (1001, 1002), with their `Czlx`.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<(u32, Option<Candidate>)>);

const AUDITED: [u32; 2] = [1001, 1002];

/// Takes in a result.
pub(super) fn result(
    session: &mut Session<'_>,
    number: u32,
    record: &ResultRecord,
    found: &mut Found,
) -> Result<Fate> {
    let whole_file = record
        .codes
        .iter()
        .any(|(code, _)| scope(session, *code) == Some(Scope::File));
    if whole_file && let Some(fate) = refused_file(session, number, record)? {
        return Ok(fate);
    }
    let matched = find(session, record)?;
    if let Some(operation) = record.operation
        && record.codes.iter().any(|(code, _)| AUDITED.contains(code))
    {
        let candidate = match &matched {
            Match::One(candidate, _) => Some(candidate.clone()),
            _ => None,
        };
        found.0.push((operation, candidate));
    }
    match matched {
        Match::One(candidate, note) => {
            add_codes(session, number, record, &candidate)?;
            session.touch(&candidate, note);
            Ok(Fate::Matched)
        }
        Match::Several(candidates) => {
            let zh = "几个订单都可能是它所指的，已列出，请人工指定";
            let note = Text::new(
                zh,
                "several orders may be meant, they are listed: a person has to assign it",
            );
            if fails(session, record) {
                for candidate in candidates
                    .iter()
                    .filter(|candidate| candidate.latest && candidate.state.awaits_answer())
                {
                    session.answers.move_to(
                        candidate.attempt,
                        State::AwaitingDecision,
                        Some(&note),
                    )?;
                }
            }
            Ok(Fate::Ambiguous(note, candidates))
        }
        Match::None(why) if whole_file && record.about.is_none() => {
            match session.answers.attempts_of_only_unanswered_file()? {
                Some(attempts) if !attempts.is_empty() => {
                    let note = Text::new(
                        "管局未给出文件名；推定为唯一尚无任何答复的文件",
                        "the bureau named no file; inferred: the only file without any answer",
                    );
                    refuse_all(session, number, record, &attempts, Some(&note))?;
                    Ok(Fate::Matched)
                }
                _ => Ok(Fate::Unmatched(why)),
            }
        }
        Match::None(why) => Ok(Fate::Unmatched(why)),
    }
}

/// Takes in an opinion that names its object.
pub(super) fn opinion(
    session: &mut Session<'_>,
    number: u32,
    record: &OpinionRecord,
) -> Result<Fate> {
    let (Some(operation), Some(about)) = (record.operation, &record.about) else {
        return Ok(Fate::unmatched(
            "审核意见没有 Czlx 或 Jlid",
            "the opinion has no Czlx or no Jlid",
        ));
    };
    let Some(lookup) = lookup(AnswerKind::Opinion, operation, about) else {
        return Ok(unknown_operation(operation));
    };
    let mut candidates = holders(session, &lookup, Some(record.approved))?;
    match candidates.len() {
        0 => Ok(no_order(about)),
        1 => add_opinion(session, number, record, &candidates.remove(0)),
        _ => {
            let why = Text::new("几个订单都可能是它所指的", "several orders may be meant");
            Ok(Fate::Ambiguous(why, candidates))
        }
    }
}

/// Takes in an opinion without `Jlid`: it belongs to the only result 1001 or 1002 of its `Czlx` in the same file.
pub(super) fn opinion_without_id(
    session: &mut Session<'_>,
    number: u32,
    record: &OpinionRecord,
    found: &Found,
) -> Result<Option<Fate>> {
    let (Some(operation), None) = (record.operation, &record.about) else {
        return Ok(None);
    };
    let mut same = found.0.iter().filter(|(other, _)| *other == operation);
    match (same.next(), same.next()) {
        (Some((_, Some(candidate))), None) => {
            add_opinion(session, number, record, candidate).map(Some)
        }
        _ => Ok(None),
    }
}

fn add_opinion(
    session: &mut Session<'_>,
    number: u32,
    record: &OpinionRecord,
    candidate: &Candidate,
) -> Result<Fate> {
    let part = matches!(
        candidate.kind,
        Some(Kind::NewSite | Kind::NewSiteElsewhere | Kind::NewAccess)
    );
    let opinion = ledger::OpinionRecord {
        object: if part {
            candidate.object
        } else {
            Object::Subject
        },
        approved: record.approved,
        words: record.words.clone(),
        auditor: record.auditor.clone(),
        phone: record.phone.clone(),
        time: record.time.clone(),
        download: None,
    };
    session
        .answers
        .add_opinion(candidate.attempt, number, &opinion)?;
    session
        .opinions
        .insert((candidate.attempt, record.approved));
    session.touch(candidate, None);
    Ok(Fate::Matched)
}

/// A whole file refused, named in the words of one of its codes.
fn refused_file(
    session: &mut Session<'_>,
    number: u32,
    record: &ResultRecord,
) -> Result<Option<Fate>> {
    for (code, words) in &record.codes {
        if scope(session, *code) != Some(Scope::File) {
            continue;
        }
        if let Some(attempts) = session.answers.attempts_of_file_named(words)?
            && !attempts.is_empty()
        {
            refuse_all(session, number, record, &attempts, None)?;
            return Ok(Some(Fate::Matched));
        }
    }
    Ok(None)
}

fn refuse_all(
    session: &mut Session<'_>,
    number: u32,
    record: &ResultRecord,
    attempts: &[Candidate],
    note: Option<&Text>,
) -> Result<()> {
    for candidate in attempts {
        add_codes(session, number, record, candidate)?;
        session.touch(candidate, note.cloned());
        session.answers.refuse_file_of(candidate.attempt)?;
    }
    Ok(())
}

enum Match {
    None(Text),
    One(Candidate, Option<Text>),
    Several(Vec<Candidate>),
}

fn find(session: &Session<'_>, record: &ResultRecord) -> Result<Match> {
    let none = |fate| match fate {
        Fate::Unmatched(why) => Match::None(why),
        _ => Match::None(Text::default()),
    };
    let Some(operation) = record.operation else {
        return Ok(none(Fate::unmatched(
            "结果没有 Czlx",
            "the result has no Czlx",
        )));
    };
    let Some(kinds) = kinds(AnswerKind::Result, operation) else {
        return Ok(none(unknown_operation(operation)));
    };
    let Some(about) = &record.about else {
        let mut waiting = session.answers.waiting()?;
        waiting.retain(|candidate| candidate.kind.is_some_and(|kind| kinds.contains(&kind)));
        let whole_file = record
            .codes
            .iter()
            .any(|(code, _)| scope(session, *code) == Some(Scope::File));
        return Ok(match waiting.len() {
            1 if !whole_file => {
                let note = Text::new(
                    "管局未给出 Bs；推定为唯一待答复的同类订单",
                    "the bureau gave no Bs; inferred: the only order of this kind that waits",
                );
                Match::One(waiting.remove(0), Some(note))
            }
            _ => none(Fate::unmatched(
                "结果没有 Bs，无法确定订单",
                "the result has no Bs, so that no order is named",
            )),
        });
    };
    let Some(lookup) = lookup(AnswerKind::Result, operation, about) else {
        return Ok(none(no_order(about)));
    };
    let succeeds = !fails(session, record);
    let mut candidates = holders(session, &lookup, Some(succeeds))?;
    if candidates.len() > 1 {
        candidates = tell_apart(session, record, candidates, &lookup)?;
    }
    Ok(match candidates.len() {
        0 => none(no_order(about)),
        1 => Match::One(candidates.remove(0), None),
        _ => Match::Several(candidates),
    })
}

/// The attempts that a value names. Those that wait for an answer come before all others; if none waits, an answer
/// may still confirm or contradict what was decided: always when it names one of our own ids, and when it names
/// something that several orders can share, only if it says what was decided already.
fn holders(
    session: &Session<'_>,
    lookup: &Lookup,
    success: Option<bool>,
) -> Result<Vec<Candidate>> {
    let mut decided = Vec::new();
    for tag in lookup.tags {
        let mut all = session.answers.holders(*tag, &lookup.value)?;
        all.retain(|candidate| {
            candidate
                .kind
                .is_some_and(|kind| lookup.kinds.contains(&kind))
        });
        let (waiting, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|candidate| candidate.latest && candidate.state.awaits_answer());
        if !waiting.is_empty() {
            return Ok(waiting);
        }
        decided.extend(
            others
                .into_iter()
                .filter(|candidate| may_be_meant(*tag, candidate.state, success)),
        );
    }
    Ok(decided)
}

fn may_be_meant(tag: KeyTag, state: State, success: Option<bool>) -> bool {
    use State::{
        AwaitingDecision, AwaitingRetry, Completed, PartlyApproved, ReturnedToCarrier,
        ReturnedToCustomer,
    };
    tag.is_own()
        || match success {
            Some(true) => matches!(state, Completed | PartlyApproved | AwaitingDecision),
            _ => matches!(
                state,
                ReturnedToCarrier
                    | ReturnedToCustomer
                    | AwaitingRetry
                    | PartlyApproved
                    | AwaitingDecision
            ),
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

fn add_codes(
    session: &Session<'_>,
    number: u32,
    record: &ResultRecord,
    candidate: &Candidate,
) -> Result<()> {
    for (code, words) in &record.codes {
        session.answers.add_code(candidate, number, *code, words)?;
    }
    Ok(())
}

fn fails(session: &Session<'_>, record: &ResultRecord) -> bool {
    let kind = |code: u32| session.codes.results().get(code).map(|code| code.kind);
    record
        .codes
        .iter()
        .any(|(code, _)| !matches!(kind(*code), Some(codes::Kind::Success | codes::Kind::Info)))
}

fn scope(session: &Session<'_>, code: u32) -> Option<Scope> {
    session.codes.results().get(code).map(|code| code.scope)
}

fn unknown_operation(operation: u32) -> Fate {
    Fate::unmatched(
        format!("接口没有定义 Czlx {operation}"),
        format!("the interface does not define Czlx {operation}"),
    )
}

fn no_order(about: &str) -> Fate {
    Fate::unmatched(
        format!("没有已上报的订单对应 {about}"),
        format!("no order that was sent is called {about}"),
    )
}
