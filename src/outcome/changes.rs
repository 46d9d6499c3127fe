//! Changes of filings that the bureau asks for: its notices of data to be put right, and what an audit found wrong with a
//! subject. Each proposes the filing as it is filed, once.

use super::ingest::{Fate, Session};
use super::proposals::{filing, header};
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
    let is_meant = |site: &Record| {
        kind == RecordKind::Subject
            || Some(site.id) == notice.id
            || site.number.is_some() && site.number == notice.filing_number
    };
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
    change(session, known, words, is_meant, wanted)
}

/// A task that wants a filing changed.
pub(super) struct Wanted<'r> {
    pub list: TaskList,
    pub key: String,
    pub title: Text,
    pub raw: &'r str,
}

/// Adds a task whose order is the filing as it is filed: whoever reviews it writes what has to become of it. Where another
/// task proposes a change of all that is wanted already, there is no second one, and the title names the first.
pub(super) fn change(
    session: &Session<'_>,
    known: Option<Record>,
    why: &str,
    is_wanted: impl Fn(&Record) -> bool,
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
    let wanted_sites = known
        .sites()
        .filter(|site| site.is_live() && is_wanted(site));
    let mut cells = vec![
        ("订单类型", Kind::Change.name().to_owned()),
        ("省局主体Id", known.id.to_string()),
    ];
    cells.extend(wanted_sites.map(|site| ("省局网站Id", site.id.to_string())));
    let mut rows = Vec::new();
    match session.answers.proposed_elsewhere(list, &key, &cells)? {
        Some(order) => {
            title = Text::new(
                format!("{}（并入拟报订单 {order}）", title.zh),
                format!("{} (to be done by the proposed order {order})", title.en),
            );
        }
        None => {
            rows.push(header(Kind::Change, why));
            rows.extend(filing(&known, is_wanted));
        }
    }
    add(session, list, key, title, rows, raw)
}
