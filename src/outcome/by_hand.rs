//! A kept answer that a person decides about: which order it is about, or that it is not to count. Each with a reason that
//! the ledger keeps.
//!
//! What a person assigns, counts: answers about the same order that contradict it count no more, nor does it count for the
//! other orders that it might have meant. Everything else is decided by the same rules as when the answer came in.

use super::lookup::{AnswerKind, lookup};
use super::session::Session;
use super::{published, reports, results, verdict};
use crate::codes::{self, Codes};
use crate::download::{Content, Messages};
use crate::ledger::{
    self, Action, Answers, Candidate, Evidence, KeptReason, KeptRecord, Key, Ledger, Moment, State,
};
use crate::order::{Bilingual, Object, Text};

/// Where the orders that a decision concerns stand afterwards, by their numbers.
pub type Standing = Vec<(String, State)>;

/// What keeps a person's decision from being carried out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    /// The ledger could not be read or written.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// No kept answer of this number waits for a decision.
    #[error("no answer {0} waits for a decision; `beian ledger assign` lists those that do")]
    NotOpen(i64),
    /// The bureau has never taken the order.
    #[error("order {0} was never taken by the bureau: no answer can be about it")]
    NeverSent(String),
    /// The answer is of a kind that no order gets, or cannot be read.
    #[error("answer {0} is no result of an order, or cannot be read: it can only be dismissed")]
    NoResult(i64),
    /// The answer completes the order, which leaves nothing to be said about it.
    #[error("answer {0} completes the order by itself: leave out --as, or dismiss it")]
    Completes(i64),
    /// The answer leaves open what becomes of the order, whoever vouches for it.
    #[error(
        "answer {0} contradicts itself, or its code is unknown: it decides nothing. Say with --as what it means, dismiss it, or wait for the bureau's next answer"
    )]
    DecidesNothing(i64),
}

impl Bilingual for ByHandError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::NotOpen(kept) => {
                format!("没有编号为 {kept} 的待判定答复；beian ledger assign 列出全部待判定的答复")
            }
            Self::NeverSent(order) => {
                format!("管局从未受理过订单 {order}，不会有关于它的答复")
            }
            Self::NoResult(kept) => {
                format!("答复 {kept} 不是订单的结果，或者无法读懂：只能用 --dismiss 不予采用")
            }
            Self::Completes(kept) => {
                format!("答复 {kept} 本身就使订单完成：请去掉 --as，或用 --dismiss 不予采用")
            }
            Self::DecidesNothing(kept) => format!(
                "答复 {kept} 自相矛盾，或其结果代码未知，不能决定订单的状态：请用 --as 写明其含义，用 --dismiss 不予采用，或等管局的下一条答复"
            ),
        }
    }
}

/// What a person knows an answer to mean that says nothing by itself: a code of which nobody has heard, or a
/// contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The order is approved.
    Approved,
    /// The order is refused.
    Refused,
}

/// The position in its file of what a person says in an answer's place; the bureau's begin with 1.
const BY_HAND: u32 = 0;

/// Gives a kept answer to an order. With a meaning, that counts in the place of what the answer says.
pub fn assign(
    ledger: &mut Ledger,
    kept: i64,
    (order, meaning): (&str, Option<Meaning>),
    reason: &str,
    codes: &Codes,
    now: Moment,
) -> Result<Standing, ByHandError> {
    let kept = open(ledger, kept)?;
    if ledger.standing(order)?.is_none() {
        return Err(ledger::Error::UnknownOrder(order.to_owned()).into());
    }
    let content = read_again(&kept).ok_or(ByHandError::NoResult(kept.id))?;
    let answers = ledger.take_up(kept.id, now)?;
    let candidate =
        { answers.last_upload(order)? }.ok_or_else(|| ByHandError::NeverSent(order.to_owned()))?;
    let attempt = candidate.attempt;
    let decision = answers.decide(Action::Assign, reason, kept.id, Some(attempt))?;
    let received = answers.answer(kept.record);
    answers.count_again(attempt, received)?;
    let mut session = Session::new(&answers, codes);
    let is_weighed = match note(&mut session, kept.record, &content, &candidate)? {
        Noted::Weighed => true,
        Noted::Completed if meaning.is_some() => return Err(ByHandError::Completes(kept.id)),
        Noted::Completed => false,
        Noted::Nothing => return Err(ByHandError::NoResult(kept.id)),
    };
    let answer = match meaning {
        None => received,
        Some(meaning) => {
            answers.set_aside(decision, attempt, received)?;
            let code = match meaning {
                Meaning::Approved => verdict::APPROVED,
                Meaning::Refused => verdict::REFUSED,
            };
            let whole = Candidate {
                object: Object::Subject,
                ..candidate.clone()
            };
            answers.add_code(&whole, BY_HAND, code, reason)?;
            answers.answer(BY_HAND)
        }
    };
    let mut concerned = vec![attempt];
    for other in answers.candidates_of(kept.id)? {
        if other != attempt {
            answers.set_aside(decision, other, received)?;
            concerned.push(other);
        }
    }
    if is_weighed && candidate.latest {
        for opposing in opposing(&answers.evidence(attempt)?, answer, codes) {
            answers.set_aside(decision, attempt, opposing)?;
        }
        decide(&session, attempt)?;
        if answers.evidence(attempt)?.state == State::AwaitingDecision
            && !answers.is_in_doubt(attempt)?
        {
            return Err(ByHandError::DecidesNothing(kept.id));
        }
    }
    for other in &concerned[1..] {
        decide(&session, *other)?;
    }
    finish(answers, &concerned)
}

/// Lets a kept answer count for no order.
pub fn dismiss(
    ledger: &mut Ledger,
    kept: i64,
    reason: &str,
    codes: &Codes,
    now: Moment,
) -> Result<Standing, ByHandError> {
    let kept = open(ledger, kept)?;
    let answers = ledger.take_up(kept.id, now)?;
    let candidates = answers.candidates_of(kept.id)?;
    let only = match candidates.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let decision = answers.decide(Action::Dismiss, reason, kept.id, only)?;
    let answer = answers.answer(kept.record);
    let session = Session::new(&answers, codes);
    for attempt in &candidates {
        answers.set_aside(decision, *attempt, answer)?;
        decide(&session, *attempt)?;
    }
    finish(answers, &candidates)
}

fn open(ledger: &Ledger, kept: i64) -> Result<KeptRecord, ByHandError> {
    let mut open = ledger.kept(None)?.into_iter();
    open.find(|record| record.id == kept)
        .ok_or(ByHandError::NotOpen(kept))
}

/// Where the attempts stand, when everything lasts.
fn finish(answers: Answers<'_>, attempts: &[i64]) -> Result<Standing, ByHandError> {
    let mut standing = Standing::new();
    for attempt in attempts {
        if let Some(candidate) = answers.candidate(*attempt)? {
            standing.push((candidate.order, candidate.state));
        }
    }
    answers.close()?;
    Ok(standing)
}

/// What a kept answer says; none when that cannot be read, or when only a part of an answer was kept.
fn read_again(kept: &KeptRecord) -> Option<Content> {
    if kept.reason == KeptReason::Unread {
        return None;
    }
    let opened: Vec<String> = kept
        .family
        .split('/')
        .map(|tag| format!("<{tag}>"))
        .collect();
    let closed: Vec<String> = { kept.family.rsplit('/') }
        .map(|tag| format!("</{tag}>"))
        .collect();
    let (opened, raw, closed) = (opened.concat(), &kept.raw, closed.concat());
    let document = format!("<DownloadData>{opened}{raw}{closed}</DownloadData>");
    let mut messages = Messages::new(document.as_bytes());
    match (messages.next(), messages.next()) {
        (Some(Ok(message)), None) => Some(message.content),
        _ => None,
    }
}

/// What came of an answer at its order.
enum Noted {
    /// It is weighed with the order's other answers.
    Weighed,
    /// It completes the order, whatever was answered before.
    Completed,
    /// No order gets such an answer.
    Nothing,
}

fn note(
    session: &mut Session<'_>,
    record: u32,
    content: &Content,
    candidate: &Candidate,
) -> ledger::Result<Noted> {
    let keys = session.answers.evidence(candidate.attempt)?.keys;
    let named = |answer, operation: Option<u32>, about: Option<&String>| {
        let lookup = lookup(answer, operation?, about?)?;
        let is_named = |key: &&Key| lookup.tags.contains(&key.tag) && key.value == lookup.value;
        keys.iter().find(is_named).map(|key| key.object)
    };
    let about = |object: Option<Object>| Candidate {
        object: object.unwrap_or(Object::Subject),
        ..candidate.clone()
    };
    match content {
        Content::Result(result) => {
            let object = named(AnswerKind::Result, result.operation, result.about.as_ref());
            results::add_codes(session, record, result, &about(object))?;
        }
        Content::Opinion(opinion) => {
            let (operation, id) = (opinion.operation, opinion.about.as_ref());
            let object = named(AnswerKind::Opinion, operation, id);
            results::add_opinion(session, record, opinion, &about(object))?;
        }
        Content::IpResult(result) => reports::assign_ip(session, record, result, candidate)?,
        Content::DomainResult(result) => {
            reports::assign_domain(session, record, result, candidate)?;
        }
        Content::Published(filing) => {
            published::assign(session, filing, candidate)?;
            return Ok(Noted::Completed);
        }
        Content::Cancelled(_) => {
            published::complete_by_hand(session, candidate)?;
            return Ok(Noted::Completed);
        }
        _ => return Ok(Noted::Nothing),
    }
    Ok(Noted::Weighed)
}

/// The answers about an attempt that say the opposite of one about the same object, if that leaves its state open.
fn opposing(evidence: &Evidence, answer: (i64, u32), codes: &Codes) -> Vec<(i64, u32)> {
    let results = codes.results();
    let verdict = verdict::decide(evidence, results);
    if verdict.is_none_or(|verdict| verdict.state != State::AwaitingDecision) {
        return Vec::new();
    }
    let said_by_codes = evidence.codes.iter().filter_map(|code| {
        let approves = match results.get(code.code)?.kind {
            codes::Kind::Success => true,
            codes::Kind::Failure => false,
            codes::Kind::Info => return None,
        };
        Some((code.answer, code.object, approves))
    });
    let said_by_auditors = evidence
        .opinions
        .iter()
        .filter_map(|opinion| Some((opinion.answer?, opinion.object, opinion.approved)));
    let said: Vec<_> = said_by_codes.chain(said_by_auditors).collect();
    let own: Vec<_> = said.iter().filter(|(of, ..)| *of == answer).collect();
    let Some((_, about, _)) = own.first() else {
        return Vec::new();
    };
    let approves = own.iter().all(|(.., approves)| *approves);
    let is_same =
        |object: Object| object == *about || object == Object::Subject || *about == Object::Subject;
    said.iter()
        .filter(|(of, object, says)| *of != answer && is_same(*object) && *says != approves)
        .map(|(of, ..)| *of)
        .collect()
}

/// Decides an attempt anew. One about which nothing is left to decide goes on waiting for the bureau.
fn decide(session: &Session<'_>, attempt: i64) -> ledger::Result<()> {
    if session.decide(attempt, None)?.is_some() {
        return Ok(());
    }
    let evidence = session.answers.evidence(attempt)?;
    if evidence.state != State::AwaitingDecision || session.answers.is_in_doubt(attempt)? {
        return Ok(());
    }
    let is_silent = evidence.codes.is_empty() && evidence.opinions.is_empty();
    let state = match evidence.sms && is_silent {
        true => State::AwaitingSms,
        false => State::UnderReview,
    };
    let note = Text::new(
        "人工核对后继续等待管局",
        "a person has decided: it goes on waiting for the bureau",
    );
    session.answers.move_to(attempt, state, Some(&note))
}
