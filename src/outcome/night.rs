//! The outcomes of a night, or of single orders, from the ledger.

use chrono::NaiveDate;

use super::due::due;
use super::model::{Attempt, Opinion, Outcome, OutcomeCode, RecordIds, Totals};
use super::sms;
use crate::codes::{Codes, Retry, Who};
use crate::ledger::{
    AttemptRecord, CodeRecord, Key, KeyTag, Ledger, Moment, OpinionRecord, Part, Result, Selection,
    State,
};
use crate::order::{Finding, Kind, Object, Severity, Text};

/// A night: what was read in it, and what it brought for earlier orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Night {
    /// The day on which its runs began.
    pub date: NaiveDate,
    /// Every order that was read, once.
    pub outcomes: Vec<Outcome>,
    /// Orders of earlier nights that were not read but answered.
    pub earlier: Vec<Outcome>,
    /// The sums over the orders that were read.
    pub totals: Totals,
}

/// The outcomes of a night, as of `now`.
pub fn night(ledger: &Ledger, date: NaiveDate, codes: &Codes, now: Moment) -> Result<Night> {
    let outcomes = outcomes(ledger, Selection::Read(date), codes, now)?;
    Ok(Night {
        date,
        totals: Totals::of(&outcomes),
        earlier: self::outcomes(ledger, Selection::MovedOnly(date), codes, now)?,
        outcomes,
    })
}

/// The outcomes of the selected orders, as of `now`.
pub fn outcomes(
    ledger: &Ledger,
    selection: Selection<'_>,
    codes: &Codes,
    now: Moment,
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for order in ledger.orders(selection)? {
        let mut attempts: Vec<Attempt> = order
            .attempts
            .into_iter()
            .map(|attempt| describe(attempt, codes, now))
            .collect();
        if let Some(latest) = attempts.pop() {
            outcomes.push(Outcome {
                order: order.number,
                latest,
                earlier: attempts,
            });
        }
    }
    Ok(outcomes)
}

/// The rule of the findings that say what differs from the attempt before.
pub const CHANGED_SINCE_ATTEMPT: &str = "changed-since-attempt";

fn describe(attempt: AttemptRecord, codes: &Codes, now: Moment) -> Attempt {
    let due = due((&attempt).into(), codes, now);
    let overdue = due.is_some_and(|due| due.is_late);
    let asked = sms::asked(&attempt);
    let (file, sequence) = attempt.file.clone().unzip();
    let changed = changed(&attempt.findings);
    Attempt {
        number: attempt.number,
        place: attempt.place.clone(),
        kind: attempt.kind,
        operation: attempt.operation,
        state: attempt.state,
        codes: match attempt.state.part() {
            Part::HeldBack if attempt.codes.is_empty() => predicted(&attempt, codes),
            _ => attempt
                .codes
                .iter()
                .map(|code| received(code, codes))
                .collect(),
        },
        ids: ids(&attempt.keys),
        filing_number: filing_number(attempt.kind, attempt.state, &attempt.keys),
        opinions: attempt.opinions.into_iter().map(Into::into).collect(),
        note: attempt
            .note
            .or_else(|| (attempt.state == State::Approved && overdue).then(unpublished))
            .or(asked)
            .or(changed),
        file,
        sequence: sequence.flatten(),
        uploaded: attempt.uploaded,
        earliest: due.and_then(|due| due.earliest),
        due: due.map(|due| due.day),
        overdue,
    }
}

/// More fields than this are counted.
const NAMED_FIELDS: usize = 5;

/// Which fields of an attempt differ from the one before.
fn changed(findings: &[Finding]) -> Option<Text> {
    let mut fields: Vec<&str> = { findings.iter() }
        .filter(|finding| finding.rule == CHANGED_SINCE_ATTEMPT)
        .map(|finding| finding.field.as_ref())
        .collect();
    if fields.is_empty() {
        return None;
    }
    fields.retain(|field| !field.is_empty());
    fields.dedup();
    let count = fields.len();
    fields.truncate(NAMED_FIELDS);
    let (zh, en) = (fields.join("、"), fields.join(", "));
    Some(match count {
        0 => Text::new(
            "与上次相比，改的是附件内容、密码或删去的内容",
            "since the attempt before, attached files, the password or something left out have changed",
        ),
        _ if count > NAMED_FIELDS => Text::new(
            format!("与上次相比改动 {count} 栏：{zh}…"),
            format!("since the attempt before {count} fields have changed: {en} …"),
        ),
        _ => Text::new(
            format!("与上次相比改动：{zh}"),
            format!("changed since the attempt before: {en}"),
        ),
    })
}

/// What to do about an approval that no published record follows.
fn unpublished() -> Text {
    Text::new(
        "已通过多日而未见备案数据：检查是否有未确认的下载文件，或向管局索取全量数据（SJTB）",
        "approved days ago, and no record was published: look for answer files that were not acknowledged, or ask the bureau for a full copy (SJTB)",
    )
}

/// What held the order back.
fn predicted(attempt: &AttemptRecord, codes: &Codes) -> Vec<OutcomeCode> {
    let errors = attempt
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| OutcomeCode {
            code: finding.code,
            message: finding.message.clone(),
            remedy: finding.remedy.clone(),
            who: finding
                .code
                .and_then(|code| codes.results().get(code))
                .map_or(Who::Operator, |code| code.who),
            retry: Retry::AfterFix,
            found: Some((finding.rule.to_string(), finding.place.clone())),
        })
        .collect()
}

fn received(record: &CodeRecord, codes: &Codes) -> OutcomeCode {
    let Some(code) = codes.results().get(record.code) else {
        return OutcomeCode {
            code: Some(record.code),
            message: with_detail(
                &Text::new(
                    "未知的结果代码",
                    "a code that the interface does not define",
                ),
                &record.detail,
            ),
            remedy: Text::new("请向管局核实其含义", "ask the bureau what it means"),
            who: Who::Operator,
            retry: Retry::Never,
            found: None,
        };
    };
    OutcomeCode {
        code: Some(code.code),
        message: with_detail(&code.message, &record.detail),
        remedy: code.remedy.clone(),
        who: code.who,
        retry: code.retry,
        found: None,
    }
}

/// The bureau's own words, where they say more than the code does.
fn with_detail(message: &Text, detail: &str) -> Text {
    if detail.is_empty() || message.zh.contains(detail) {
        return message.clone();
    }
    Text::new(
        format!("{}（{detail}）", message.zh),
        format!("{} ({detail})", message.en),
    )
}

fn ids(keys: &[Key]) -> Vec<RecordIds> {
    let mut ids: Vec<RecordIds> = Vec::new();
    for key in keys {
        let position = ids
            .iter()
            .position(|ids| ids.object == key.object)
            .unwrap_or_else(|| {
                ids.push(RecordIds {
                    object: key.object,
                    own: None,
                    bureau: None,
                    filing_number: None,
                });
                ids.len() - 1
            });
        let ids = &mut ids[position];
        match key.tag {
            KeyTag::Ztbah | KeyTag::Wzbah | KeyTag::Baxh => {
                ids.filing_number = Some(key.value.clone())
            }
            KeyTag::Qsip | KeyTag::Zzip | KeyTag::Ym => {}
            tag if tag.is_own() => ids.own = key.value.parse().ok(),
            _ => ids.bureau = key.value.parse().ok(),
        }
    }
    ids
}

/// The number that the order is about: the subject's, or the first site's for a site or an access.
fn filing_number(kind: Option<Kind>, state: State, keys: &[Key]) -> Option<String> {
    use Kind::{CancelAccess, CancelSite, NewAccess, NewSite, NewSiteElsewhere};
    if state < State::Packed {
        return None;
    }
    let tag = match kind {
        Some(NewSite | NewSiteElsewhere | NewAccess | CancelSite | CancelAccess) => KeyTag::Wzbah,
        _ => KeyTag::Ztbah,
    };
    keys.iter()
        .find(|key| key.tag == tag)
        .map(|key| key.value.clone())
}

impl From<OpinionRecord> for Opinion {
    fn from(opinion: OpinionRecord) -> Self {
        Self {
            site: site_of(opinion.object),
            approved: opinion.approved,
            text: opinion.words,
            auditor: opinion.auditor,
            phone: opinion.phone,
            time: opinion.time,
        }
    }
}

fn site_of(object: Object) -> Option<u32> {
    match object {
        Object::Subject | Object::Record(_) => None,
        Object::Site(site)
        | Object::Domain(site, _)
        | Object::Access(site, _)
        | Object::Ip(site, ..) => Some(site),
    }
}
