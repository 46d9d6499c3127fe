//! Changes of filings that the bureau asks for: its notices of data to be put right, and what an audit found wrong with a
//! subject. Each proposes the filing as it is filed, once.

use super::proposals::{filing, order};
use super::session::{Fate, Session};
use super::tasks::{add, unnamed};
use crate::download::{NoticeObject, RectificationNotice};
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{Result, TaskList};
use crate::order::{Kind, Text};

/// Takes in a notice that data has to be put right.
pub(super) fn notice(
    session: &Session<'_>,
    notice: &RectificationNotice,
    raw: &str,
) -> Result<Fate> {
    let kind = match notice.object {
        NoticeObject::Subject => RecordKind::Subject,
        NoticeObject::Site => RecordKind::Site,
    };
    let by_id = notice.id.map(|id| RecordKey::Id(kind, id));
    let by_number = notice.filing_number.as_deref().map(RecordKey::Number);
    let Some(key) = by_id.or(by_number) else {
        return Ok(unnamed());
    };
    let words = notice.words.as_deref().unwrap_or_default();
    let known = session.answers.filings(key)?.into_iter().next();
    let named = { notice.filing_number.clone() }
        .or(notice.id.map(|id| id.to_string()))
        .unwrap_or_default();
    let title = Text::new(
        format!("整改 {named}：{words}"),
        format!("put {named} right: {words}"),
    );
    let wanted = Wanted {
        list: TaskList::Rectification,
        key: format!("{} {named}", kind.id()),
        title,
        raw,
    };
    change(session, known, words, wanted)
}

/// A task that wants a filing changed.
pub(super) struct Wanted<'r> {
    pub list: TaskList,
    pub key: String,
    pub title: Text,
    pub raw: &'r str,
}

/// Adds a task whose order is the whole filing as it is filed, because a change says all of it: whoever reviews it writes
/// what has to become of it. Where another task proposes a change of the filing already, there is no second one, and the
/// title names the first.
pub(super) fn change(
    session: &Session<'_>,
    known: Option<Record>,
    why: &str,
    wanted: Wanted<'_>,
) -> Result<Fate> {
    let Wanted {
        list,
        key,
        mut title,
        raw,
    } = wanted;
    let Some(known) = known else {
        return add(session, list, key, title, Vec::new(), raw);
    };
    let cells = [
        ("订单类型", Kind::Change.name().to_owned()),
        ("省局主体Id", known.id.to_string()),
    ];
    let mut rows = Vec::new();
    match session.answers.proposed_elsewhere(list, &key, &cells)? {
        Some(first) => {
            title = Text::new(
                format!("{}（并入拟报订单 {first}）", title.zh),
                format!("{} (to be done by the proposed order {first})", title.en),
            );
        }
        None => {
            rows = order(Kind::Change, why, &[], filing(&known));
        }
    }
    add(session, list, key, title, rows, raw)
}
