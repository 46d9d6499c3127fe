//! Published filings `BASJ`: ids and filing numbers are learned, and the orders that asked for them are completed.

use std::collections::{BTreeMap, BTreeSet};

use super::session::{Fate, Session};
use super::{passwords, records};
use crate::download::{PublishedIds, PublishedRecord};
use crate::ledger::mirror::{RecordKey, RecordKind};
use crate::ledger::{Candidate, Key, KeyTag, Result, State};
use crate::order::{Kind, Object, Text};

/// Takes in a published filing. One filing may complete several orders: it shows the whole record. Of a full copy, what
/// differs from the ledger's picture is noted.
///
/// A filing that is neither in the ledger nor asked for by one of its orders is learned, and kept for a person to see.
pub(super) fn apply(
    session: &Session<'_>,
    record: &PublishedRecord,
    is_copy: bool,
) -> Result<Fate> {
    let mut was_known = is_copy;
    if let Some(filing) = records::filing(session.answers, record)? {
        let key = RecordKey::Id(RecordKind::Subject, filing.id);
        was_known |= !session.answers.filings(key)?.is_empty();
        if is_copy {
            session.answers.publish_copy(&filing)?;
        } else {
            session.answers.publish(&filing)?;
        }
    }
    let mut orders: BTreeMap<i64, Candidate> = BTreeMap::new();
    for (kind, ids) in objects(record) {
        let Some(own) = ids.own else { continue };
        for candidate in session.answers.holders(kind.own_tag(), &own.to_string())? {
            learn(session, &candidate, kind, ids)?;
            orders.insert(candidate.attempt, candidate);
        }
    }
    let mut contradicted = Vec::new();
    for candidate in orders.values() {
        let is_asked_for = candidate.latest && is_complete(session, candidate)?;
        if is_asked_for && !complete(session, candidate, published_without_result)? {
            contradicted.push(candidate.clone());
        }
    }
    let changed = completed_by_record(session, record)?;
    if !contradicted.is_empty() {
        return Ok(Fate::Undecided(refused_and_published(), contradicted));
    }
    if orders.is_empty() && !changed && !was_known {
        return Ok(Fate::Unmatched(Text::new(
            "公布的备案不属于台账中的任何订单（可能由其他系统报送）",
            "the published filing belongs to no order of this ledger; another system may have sent it",
        )));
    }
    Ok(Fate::Matched)
}

/// Every object of a filing, with its kind.
fn objects(record: &PublishedRecord) -> Vec<(RecordKind, &PublishedIds)> {
    use RecordKind::{Access, Domain, Ip, Site, Subject};
    let mut objects = vec![(Subject, &record.subject.ids)];
    for site in &record.sites {
        objects.push((Site, &site.ids));
        objects.extend(site.domains.iter().map(|domain| (Domain, &domain.ids)));
        for access in &site.accesses {
            objects.push((Access, &access.ids));
            objects.extend(access.addresses.iter().map(|address| (Ip, &address.ids)));
        }
    }
    objects
}

fn learn(
    session: &Session<'_>,
    candidate: &Candidate,
    kind: RecordKind,
    ids: &PublishedIds,
) -> Result<()> {
    if let Some(id) = ids.bureau {
        let key = Key::new(candidate.object, kind.bureau_tag(), id);
        session.answers.learn(candidate.attempt, &key)?;
    }
    if let (Some(tag), Some(number)) = (kind.number_tag(), &ids.filing_number) {
        session
            .answers
            .learn(candidate.attempt, &Key::new(candidate.object, tag, number))?;
    }
    Ok(())
}

/// Whether everything that the order asked for has been published by now: the subject of a new filing, every site of
/// new sites, every access of a new access.
fn is_complete(session: &Session<'_>, candidate: &Candidate) -> Result<bool> {
    let part = match candidate.kind {
        Some(Kind::NewFiling) => RecordKind::Subject,
        Some(Kind::NewSite | Kind::NewSiteElsewhere) => RecordKind::Site,
        Some(Kind::NewAccess) => RecordKind::Access,
        _ => return Ok(false),
    };
    let keys = session.answers.evidence(candidate.attempt)?.keys;
    let mut asked = keys
        .iter()
        .filter(|key| key.tag == part.own_tag())
        .peekable();
    Ok(asked.peek().is_some()
        && asked.all(|asked| {
            keys.iter()
                .any(|key| key.tag == part.bureau_tag() && key.object == asked.object)
        }))
}

fn published_without_result() -> Text {
    Text::new(
        "已公布备案数据，但未见审核结果",
        "published, although no result of the review was seen",
    )
}

/// Why a person has to decide about an order that was refused and published.
pub(super) fn refused_and_published() -> Text {
    Text::new(
        "管局先退回、后又公布或注销了其备案数据，请人工核对",
        "the bureau refused it and published or cancelled its record all the same: a person has to decide",
    )
}

/// A published record is stronger than a missing result; against a refusal it is a contradiction, which is left to a
/// person. Whether there was none. `unanswered` says what to note of an order that never got a result.
pub(super) fn complete(
    session: &Session<'_>,
    candidate: &Candidate,
    unanswered: fn() -> Text,
) -> Result<bool> {
    let evidence = session.answers.evidence(candidate.attempt)?;
    let state = evidence.state;
    if state.may_become(State::Completed) {
        passwords::note(session, &evidence, State::Completed)?;
        let note = (!candidate.answered).then(unanswered);
        session
            .answers
            .move_to(candidate.attempt, State::Completed, note.as_ref())?;
        Ok(true)
    } else if matches!(
        state,
        State::ReturnedToCarrier | State::ReturnedToCustomer | State::AwaitingRetry
    ) {
        let note = refused_and_published();
        session
            .answers
            .move_to(candidate.attempt, State::AwaitingDecision, Some(&note))?;
        Ok(false)
    } else {
        Ok(true)
    }
}

/// Completes an order by a filing that a person says is its own. The sites are taken in their order where the numbers of
/// them agree.
pub(super) fn assign(
    session: &Session<'_>,
    filing: &PublishedRecord,
    candidate: &Candidate,
) -> Result<()> {
    let mut objects = vec![(Object::Subject, RecordKind::Subject, &filing.subject.ids)];
    let keys = session.answers.evidence(candidate.attempt)?.keys;
    let sites: BTreeSet<Object> = { keys.iter() }
        .map(|key| key.object)
        .filter(|object| matches!(object, Object::Site(_)))
        .collect();
    if sites.len() == filing.sites.len() {
        let published = filing.sites.iter().map(|site| &site.ids);
        let pairs = sites.into_iter().zip(published);
        objects.extend(pairs.map(|(object, ids)| (object, RecordKind::Site, ids)));
    }
    for (object, kind, ids) in objects {
        let candidate = Candidate {
            object,
            ..candidate.clone()
        };
        learn(session, &candidate, kind, ids)?;
    }
    complete_by_hand(session, candidate)
}

/// Completes an order because a person says so, whatever was answered before.
pub(super) fn complete_by_hand(session: &Session<'_>, candidate: &Candidate) -> Result<()> {
    if !candidate.latest || !candidate.state.may_become(State::Completed) {
        return Ok(());
    }
    let evidence = session.answers.evidence(candidate.attempt)?;
    passwords::note(session, &evidence, State::Completed)?;
    session
        .answers
        .move_to(candidate.attempt, State::Completed, None)
}

/// A change names the bureau's ids; it is completed by the record's next publication after its approval, not before:
/// until then the publication may show the record as it was. A verification result has no answer of its own: what it
/// verified is published.
fn completed_by_record(session: &Session<'_>, record: &PublishedRecord) -> Result<bool> {
    let Some(id) = record.subject.ids.bureau else {
        return Ok(false);
    };
    let mut any = false;
    for candidate in session.answers.holders(KeyTag::Ztid, &id.to_string())? {
        let is_done = match candidate.kind {
            Some(Kind::Change) => candidate.state == State::Approved,
            Some(Kind::VerificationResult) => candidate.state.awaits_answer(),
            _ => false,
        };
        if candidate.latest && is_done {
            session
                .answers
                .move_to(candidate.attempt, State::Completed, None)?;
            any = true;
        }
    }
    Ok(any)
}
