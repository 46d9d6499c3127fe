//! Cancellations `ZXSJ`: the record is gone, and the order that asked for it is completed. One that no order asked for is
//! the bureau's own doing, which a person has to know.

use super::published::{complete, refused_and_published};
use super::session::{Fate, Session};
use crate::download::{Cancellation, CancelledObject};
use crate::ledger::mirror::{RecordKey, RecordKind};
use crate::ledger::{Result, Task, TaskList};
use crate::order::{Kind, Text};

/// Takes in a cancellation.
pub(super) fn apply(session: &Session<'_>, cancellation: &Cancellation, raw: &str) -> Result<Fate> {
    let (record, kind) = match cancellation.object {
        CancelledObject::Subject => (RecordKind::Subject, Kind::CancelSubject),
        CancelledObject::Site => (RecordKind::Site, Kind::CancelSite),
        CancelledObject::Access => (RecordKind::Access, Kind::CancelAccess),
    };
    let id = cancellation.id;
    let filings = session.answers.filings(RecordKey::Id(record, id))?;
    session.answers.cancel(record, id)?;
    let mut orders = session
        .answers
        .holders(record.bureau_tag(), &id.to_string())?;
    orders.retain(|order| order.kind == Some(kind));
    let mut contradicted = Vec::new();
    for order in orders.iter().filter(|order| order.latest) {
        if !complete(session, order, cancelled_without_result)? {
            contradicted.push(order.clone());
        }
    }
    if !contradicted.is_empty() {
        return Ok(Fate::Undecided(refused_and_published(), contradicted));
    }
    if !orders.is_empty() {
        return Ok(Fate::Matched);
    }
    let Some(filing) = filings.first() else {
        return Ok(Fate::Unmatched(Text::new(
            "注销的记录既不在台账中，也没有本公司的注销订单",
            "the cancelled record is not in the ledger, and no order of ours asked for it",
        )));
    };
    let number = filing
        .site(id)
        .and_then(|site| site.number.clone())
        .or_else(|| filing.number.clone());
    let number = number.unwrap_or_else(|| id.to_string());
    session.answers.add_task(&Task {
        list: TaskList::CancelledByBureau,
        key: format!("{} {id}", record.id()),
        title: Text::new(
            format!(
                "管局主动注销 {number}：停止接入并告知主办者。可能的原因：域名到期或已归他人、备案信息不实、接入已取消、内容违法，以管局的答复为准"
            ),
            format!(
                "the bureau cancelled {number} on its own: cut the access and tell the organizer. Its reason may be a domain that expired or has another owner, untrue data, a cancelled access, or unlawful content; ask the bureau"
            ),
        ),
        rows: Vec::new(),
        raw: raw.to_owned(),
    })?;
    Ok(Fate::Matched)
}

fn cancelled_without_result() -> Text {
    Text::new(
        "管局已注销其记录，但未见审核结果",
        "the bureau has cancelled its record, although no result of the review was seen",
    )
}
