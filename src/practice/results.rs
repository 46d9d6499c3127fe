//! Turns the verdicts on one file into answer files: results (BAJG), audit opinions (GJSHS), filings (BASJ).

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use super::Error;
use super::judgement::Refused;
use super::records::{Kind, Record};
use super::register::Register;
use super::review::Verdict;
use super::rules::{self, Reason};
use super::scenario::AccessBy;
use super::state::{Delivery, deliver, next};
use super::xml::{download_data, leaf, wrap};
use crate::envelope::{FileName, SealOptions, seal};

/// Approved by the bureau; refused by its audit; the IP comparison succeeded and the review goes on.
const APPROVED: u32 = 1001;
const AUDIT_REFUSED: u32 = 1002;
const UNDER_REVIEW: u32 = 1062;

/// Verification material was stored.
const STORED: u32 = 1060;

/// `Czlx` of the refusal of a whole file: it must have one, which says nothing.
const OF_A_WHOLE_FILE: &str = "1";

/// The longest `Dmms`, in characters.
const DESCRIPTION_LIMIT: usize = 255;

/// Who signs opinions.
const AUDITOR: &str = "演习审核员";
const AUDITOR_TELEPHONE: &str = "010-00000000";

/// Puts the answers to one file of decided records into the queue, each when it is due.
pub(super) fn answer(register: &Register<'_>, decided: &[(Record, Verdict)]) -> Result<(), Error> {
    let review = &register.scenario.review;
    let mut results = String::new();
    let mut opinions = String::new();
    let mut filings = String::new();
    let mut cancelled = String::new();
    for (record, verdict) in decided {
        let checked = match verdict {
            Verdict::Approved => checked(register, record)?,
            decided => decided.clone(),
        };
        result(&mut results, record, &checked, review.access_by);
        opinion(&mut opinions, record, &checked, register.today);
        let refused = match &checked {
            Verdict::Approved => &[][..],
            Verdict::Partial { refused, .. } => refused,
            Verdict::Pending => {
                register.note_own_ids(record, &[])?;
                register.note_review(record, None)?;
                continue;
            }
            Verdict::Refused(_) | Verdict::AuditRefused(_) => continue,
        };
        match record.kind {
            Kind::NewFiling | Kind::NewSite | Kind::NewAccess => {
                filings.extend(register.file(record, refused)?);
            }
            Kind::Change => filings.push_str(&register.change(record)?),
            Kind::Cancellation => cancelled.push_str(&register.cancel(record)?),
            Kind::UnfiledSite => register.note_handled(record)?,
            Kind::Verification | Kind::Material => {}
        }
        register.note_own_ids(record, refused)?;
        register.note_review(record, Some(register.since()))?;
    }
    let enqueue = |kind: &str, tags: &[&str], content: String, days: u32| {
        if content.is_empty() {
            return Ok(());
        }
        let document = tags
            .iter()
            .rev()
            .fold(content, |inner, tag| format!("<{tag}>{inner}</{tag}>"));
        queue(
            register.connection,
            "ICP",
            kind,
            register.today,
            days,
            &document,
        )
    };
    enqueue("BAJG", &["BAJG"], results, review.result_days)?;
    enqueue("GJSHS", &["BAJG", "GJSHS"], opinions, review.opinion_days)?;
    enqueue("BASJ", &["BASJ"], filings, review.filing_days)?;
    enqueue("ZXSJ", &["ZXSJ"], cancelled, review.filing_days)
}

/// What the data checks make of a record that nothing else decides.
fn checked(register: &Register<'_>, record: &Record) -> Result<Verdict, Error> {
    let refusals = rules::refusals(register, record)?;
    Ok(if refusals.is_empty() {
        Verdict::Approved
    } else {
        Verdict::Refused(refusals)
    })
}

/// Puts the refusal of a whole file into the queue: its name stands where a description would.
pub(super) fn refuse_file(
    connection: &Connection,
    today: NaiveDate,
    days: u32,
    refused: &Refused,
    name: &str,
) -> Result<(), Error> {
    let name = first_of(name);
    let mut refusal = String::new();
    wrap(&mut refusal, "BAJG", |out| {
        wrap(out, "Jg_xx", |out| {
            wrap(out, "Jgxx", |out| {
                leaf(out, "Jgdm", refused.code.to_string());
                leaf(out, "Dmms", &name);
            });
            leaf(out, "Czlx", OF_A_WHOLE_FILE);
            leaf(out, "Bz", &refused.remark);
        });
    });
    queue(connection, "ICP", "BAJG", today, days, &refusal)
}

/// As much of a description as fits.
fn first_of(words: &str) -> String {
    words.chars().take(DESCRIPTION_LIMIT).collect()
}

/// Puts an answer file into the queue; `kind` begins its name.
pub(super) fn queue(
    connection: &Connection,
    root: &str,
    kind: &str,
    today: NaiveDate,
    days: u32,
    content: &str,
) -> Result<(), Error> {
    let serial = next(connection, "delivery")?;
    let name: FileName = format!("{kind}{}{serial:06}.xml", today.format("%Y%m%d")).parse()?;
    let zip = seal(
        &download_data(root, content),
        &name,
        &SealOptions::default(),
    )?
    .zip;
    let due = today
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX);
    deliver(
        connection,
        due,
        &Delivery {
            name: name.to_string(),
            zip,
        },
    )
}

/// `Jg_xx` of one record.
fn result(out: &mut String, record: &Record, verdict: &Verdict, access_by: AccessBy) {
    let only = |code| vec![Reason::new(code, "")];
    let reasons = match verdict {
        Verdict::Approved if is_never_answered(record) => return,
        Verdict::Approved if record.kind == Kind::Material => only(STORED),
        Verdict::Approved => only(APPROVED),
        Verdict::Refused(reasons) => reasons.clone(),
        Verdict::AuditRefused(_) => only(AUDIT_REFUSED),
        Verdict::Partial { .. } => only(UNDER_REVIEW),
        Verdict::Pending => return,
    };
    wrap(out, "Jg_xx", |out| {
        for Reason { code, words } in &reasons {
            wrap(out, "Jgxx", |out| {
                leaf(out, "Jgdm", code.to_string());
                if !words.is_empty() {
                    leaf(out, "Dmms", first_of(words));
                }
            });
        }
        leaf(out, "Czlx", record.operation().to_string());
        if let Some(identification) = identification(record, access_by) {
            leaf(out, "Bs", identification);
        }
    });
}

/// Whether the interface has no result for what is accepted of such records.
fn is_never_answered(record: &Record) -> bool {
    matches!(record.kind, Kind::Verification | Kind::UnfiledSite)
}

/// `Bs`: the own id of a new filing, the subject as the order named it, the own id or the site of an access; of everything
/// else the id or number that the order gave, and of an unfiled site its domain.
fn identification(record: &Record, access_by: AccessBy) -> Option<String> {
    let own_id = || record.own_id().map(str::to_owned);
    let number = || record.filing_number().map(str::to_owned);
    let id = || record.bureau_id().map(|id| id.to_string());
    match (record.kind, access_by) {
        (Kind::NewFiling, _) | (Kind::NewAccess, AccessBy::OwnId) => own_id(),
        (Kind::NewSite, _) => number().or_else(id),
        (Kind::Change | Kind::Cancellation | Kind::Verification | Kind::Material, _) => {
            id().or_else(number)
        }
        (Kind::UnfiledSite, _) => record.element.value("Ym").map(str::to_owned),
        (Kind::NewAccess, AccessBy::FilingNumber) => number().or_else(own_id),
    }
}

/// `Gjsh` of one record: one for the order, or one for each new site.
fn opinion(out: &mut String, record: &Record, verdict: &Verdict, today: NaiveDate) {
    let (refused, reason): (&dyn Fn(usize) -> bool, &str) = match verdict {
        Verdict::Approved => (&|_| false, "同意"),
        Verdict::AuditRefused(reason) => (&|_| true, reason),
        Verdict::Partial { refused, opinion } => (&|place| refused.contains(&place), opinion),
        Verdict::Refused(_) | Verdict::Pending => return,
    };
    let named = record.bureau_id().map(|id| id.to_string());
    let ids: Vec<Option<&str>> = match record.kind {
        Kind::NewSite => record.sites().map(|site| site.value("IspWzid")).collect(),
        Kind::NewFiling | Kind::NewAccess => vec![record.own_id()],
        Kind::Change | Kind::Cancellation => vec![named.as_deref()],
        Kind::Verification | Kind::UnfiledSite | Kind::Material => return,
    };
    for (place, id) in ids.into_iter().enumerate() {
        let refused = refused(place);
        wrap(out, "Gjsh", |out| {
            leaf(out, "Shrxm", AUDITOR);
            leaf(out, "Shr_dhhm", AUDITOR_TELEPHONE);
            leaf(out, "Shsj", format!("{today} 10:00:00"));
            leaf(out, "Shyj", if refused { reason } else { "同意" });
            leaf(out, "Shjg", if refused { "0" } else { "1" });
            leaf(out, "Czlx", record.operation().to_string());
            if let Some(id) = id {
                leaf(out, "Jlid", id);
            }
        });
    }
}
