//! The batch meets the ledger: which orders are new, which the bureau has already, and which ids their objects have.

use std::collections::HashMap;

use rayon::prelude::*;

use super::changes;
use super::examine::Examination;
use super::fingerprint::fingerprint;
use super::pages;
use crate::check::{self, Context, Filings, Standing, Step, Verdict};
use crate::ledger::{
    self, ContentHash, KeptField, Ledger, Moment, Registered, Registration, State,
};
use crate::order::{
    AnyField as _, Finding, Id, Kind, Lang, Object, Order, Privacy, Severity, Text,
};
use crate::upload::Identities;

/// What the ledger knows of a batch.
#[derive(Debug, Default)]
pub struct Enlisted {
    ids: HashMap<Box<str>, Identities>,
    open: HashMap<Box<str>, bool>,
}

impl Enlisted {
    /// The ids of an order's objects; `None` when this run may not send the order.
    pub fn ids(&self, order: &Order) -> Option<Identities> {
        self.ids.get(&order.number.text).cloned()
    }

    /// Whether this run may check and send the order; the bureau has the others, or has decided about them.
    pub fn may_go_on(&self, order: &str) -> bool {
        self.open.get(order).copied().unwrap_or(false)
    }
}

/// Registers every order of the batch and gives its objects their ids. Orders whose content was changed while the bureau
/// has them get a finding that says so.
pub fn enlist(
    examination: &mut Examination,
    ledger: &mut Ledger,
    context: &Context<'_>,
    now: Moment,
) -> ledger::Result<Enlisted> {
    let registrations: Vec<Registration> = examination
        .verdicts
        .par_iter()
        .map(|verdict| {
            let order = verdict.order();
            Registration {
                number: order.number.text.to_string(),
                kind: order.kind(),
                operation: { order.operation() }.filter(|_| {
                    order
                        .kind()
                        .is_some_and(|kind| Kind::REPORTS.contains(&kind))
                }),
                content: ContentHash::of(fingerprint(order).as_bytes()),
                place: order.number.place.clone(),
                province: context.province(order),
                sms: check::is_confirmed_by_message(order, context),
            }
        })
        .collect();
    let answers = ledger.register(&registrations, now)?;
    let mut enlisted = Enlisted::default();
    let batch = examination.verdicts.iter_mut().zip(&registrations);
    for ((verdict, registration), answer) in batch.zip(&answers) {
        if let Registered::New { attempt } | Registered::Open { attempt, .. } = answer
            && *attempt > 1
        {
            let order = verdict.order();
            let found = changes::since_last_attempt(order, registration.content, ledger)?;
            verdict.findings.extend(found);
        }
        let order = verdict.order();
        enlisted
            .open
            .insert(order.number.text.clone(), answer.may_go_on());
        if let Registered::EditRefused { state } = answer {
            examination.findings.push(edit_refused(order, *state));
        }
    }
    let orders = || {
        examination
            .verdicts
            .iter()
            .map(Verdict::order)
            .filter(|order| enlisted.may_go_on(&order.number.text))
    };
    let missing: Vec<(&str, Object)> = orders()
        .flat_map(|order| {
            Identities::missing(order)
                .into_iter()
                .map(|object| (&*order.number.text, object))
        })
        .collect();
    let ids = ledger.allocate(&missing)?;
    let mut allocated: HashMap<&str, Vec<(Object, Id)>> = HashMap::new();
    for ((order, object), id) in missing.into_iter().zip(ids) {
        allocated.entry(order).or_default().push((object, Id(id)));
    }
    enlisted.ids = orders()
        .map(|order| {
            let own = allocated.remove(&*order.number.text).unwrap_or_default();
            (order.number.text.clone(), Identities::new(order, own))
        })
        .collect();
    Ok(enlisted)
}

/// Notes what was decided about those orders that this run may send, and what they are about.
pub fn note_verdicts(
    verdicts: &[Verdict],
    enlisted: &Enlisted,
    filings: &Filings,
    ledger: &mut Ledger,
    now: Moment,
) -> ledger::Result<()> {
    let open: Vec<&Verdict> = verdicts
        .iter()
        .filter(|verdict| enlisted.may_go_on(&verdict.order().number.text))
        .collect();
    let fields: Vec<(&str, Vec<KeptField>)> = open
        .par_iter()
        .map(|verdict| {
            let order = verdict.order();
            (&*order.number.text, changes::fields(order))
        })
        .collect();
    ledger.keep_fields(&fields)?;
    let may_be_sent = open
        .iter()
        .filter(|verdict| matches!(verdict.standing, Standing::Ready(_) | Standing::Waiting(..)));
    let claims: Vec<(&str, Vec<ledger::Claim>)> = may_be_sent
        .map(|verdict| {
            let order = verdict.order();
            let claims = check::claims(order, filings).into_iter();
            let claims = claims.map(|claim| (claim.kind.id(), claim.value));
            (&*order.number.text, claims.collect())
        })
        .collect();
    ledger.claim(&claims)?;
    let notes: Vec<ledger::Checked<'_>> = open
        .into_iter()
        .map(|verdict| ledger::Checked {
            order: &verdict.order().number.text,
            state: state(&verdict.standing),
            note: match &verdict.standing {
                Standing::Waiting(_, why) => Some(why.clone()),
                _ => None,
            },
            findings: &verdict.findings,
        })
        .collect();
    ledger.checked(&notes, now)
}

fn state(standing: &Standing) -> State {
    match standing {
        Standing::Ready(_) | Standing::Waiting(..) => State::Ready,
        Standing::HeldBack(_) => State::CheckFailed,
        Standing::InReview(_, Step::FirstPending) => State::AwaitingFirstReview,
        Standing::InReview(_, Step::FirstRefused) => State::FirstReviewRefused,
        Standing::InReview(_, Step::SecondPending) => State::AwaitingSecondReview,
        Standing::InReview(_, Step::SecondRefused) => State::SecondReviewRefused,
    }
}

fn edit_refused(order: &Order, state: State) -> Finding {
    Finding {
        order: Some(order.number.text.clone()),
        rule: pages::EDIT_AFTER_SUBMISSION.into(),
        severity: Severity::Warning,
        code: None,
        place: order.number.place.clone(),
        field: order.header.number.column().header.into(),
        tag: "".into(),
        value: None,
        privacy: Privacy::Open,
        message: Text::new(
            format!(
                "订单 {} 的内容已改，但上报的版本处于“{}”，改动没有采用",
                order.number.text,
                state.name(Lang::Zh)
            ),
            format!(
                "order {} was edited, but the version that was sent is {}: the edit is not taken",
                order.number.text,
                state.name(Lang::En)
            ),
        ),
        remedy: pages::remedy(pages::EDIT_AFTER_SUBMISSION),
    }
}
