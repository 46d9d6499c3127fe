//! Results `Jg_xx` and opinions `Gjsh` are noted at the orders they are about; a file refused as a whole reaches all
//! of its orders.

use std::collections::BTreeMap;

use super::lookup::{AnswerKind, lookup};
use super::matching::{Match, fails, find, holders, is_about_files, no_order, unknown_operation};
use super::session::{Fate, Session};
use crate::codes::Scope;
use crate::download::{OpinionRecord, ResultRecord};
use crate::ledger::{self, Candidate, Result, State};
use crate::order::{Kind, Object, Text};

/// Which attempt the results of this answer file approved or refused as a whole (1001, 1002), by their `Czlx`; none where
/// there are several such results, or the only one found no order.
#[derive(Debug, Default)]
pub(super) struct Audited(BTreeMap<u32, Option<Candidate>>);

/// The codes that an auditor's opinion goes with.
const AUDIT_CODES: [u32; 2] = [1001, 1002];

/// Takes in a result.
pub(super) fn result(
    session: &mut Session<'_>,
    number: u32,
    record: &ResultRecord,
    audited: &mut Audited,
) -> Result<Fate> {
    let whole_file = is_about_files(session, record);
    if whole_file && let Some(fate) = refused_file(session, number, record)? {
        return Ok(fate);
    }
    let matched = find(session, record)?;
    if let Some(operation) = record.operation
        && record
            .codes
            .iter()
            .any(|(code, _)| AUDIT_CODES.contains(code))
    {
        let candidate = match &matched {
            Match::One(candidate, _) => Some(candidate.clone()),
            _ => None,
        };
        audited
            .0
            .entry(operation)
            .and_modify(|only| *only = None)
            .or_insert(candidate);
    }
    match matched {
        Match::One(candidate, note) => {
            add_codes(session, number, record, &candidate)?;
            session.touch(&candidate, number, note);
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

/// Takes in an opinion that names its object `Jlid`.
pub(super) fn opinion(
    session: &mut Session<'_>,
    number: u32,
    record: &OpinionRecord,
) -> Result<Fate> {
    let (Some(operation), Some(about)) = (record.operation, &record.about) else {
        return Ok(Fate::Unmatched(nothing_named()));
    };
    let Some(lookup) = lookup(AnswerKind::Opinion, operation, about) else {
        return Ok(Fate::Unmatched(unknown_operation(operation)));
    };
    let mut candidates = holders(session, &lookup, record.approved)?;
    match candidates.len() {
        0 => Ok(Fate::Unmatched(no_order(about))),
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
    audited: &Audited,
) -> Result<Fate> {
    let only = record
        .operation
        .and_then(|operation| audited.0.get(&operation));
    match only {
        Some(Some(candidate)) => add_opinion(session, number, record, candidate),
        _ => Ok(Fate::Unmatched(nothing_named())),
    }
}

fn nothing_named() -> Text {
    Text::new(
        "审核意见没有 Czlx 或 Jlid",
        "the opinion has no Czlx or no Jlid",
    )
}

pub(super) fn add_opinion(
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
        answer: None,
    };
    session
        .answers
        .add_opinion(candidate.attempt, number, &opinion)?;
    session
        .opinions
        .insert((candidate.attempt, record.approved));
    session.touch(candidate, number, None);
    Ok(Fate::Matched)
}

/// A whole file refused, named in the words of one of its codes.
fn refused_file(
    session: &mut Session<'_>,
    number: u32,
    record: &ResultRecord,
) -> Result<Option<Fate>> {
    for (code, words) in &record.codes {
        if session.scope(*code) != Some(Scope::File) {
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
        session.touch(candidate, number, note.cloned());
        session.answers.refuse_file_of(candidate.attempt)?;
    }
    Ok(())
}

pub(super) fn add_codes(
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
