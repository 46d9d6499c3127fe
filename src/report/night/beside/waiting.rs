//! What waits for a person: answers to be decided, and work that the bureau's lists ask for.

use chrono::NaiveDate;

use crate::ledger::{KeptReason, KeptRecord, Moment, ProposedRow, TaskList, TaskRecord};
use crate::order::{Kind, Text};

/// An answer that a person has to decide about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// Its number, which `ledger assign` takes.
    pub id: i64,
    /// The answer file.
    pub download: String,
    /// Position of the record in it, from 1; 0 for the whole file.
    pub record: u32,
    /// The family, `ICP/BAJG`.
    pub family: String,
    /// Why it was kept.
    pub reason: KeptReason,
    /// The same in words.
    pub why: Text,
    /// Orders that it may belong to.
    pub candidates: Vec<String>,
    /// When it came.
    pub received: Moment,
    /// Whether it came this night.
    pub is_new: bool,
}

impl KeptLine {
    pub(in crate::report::night) fn new(record: KeptRecord, night: NaiveDate) -> Self {
        Self {
            is_new: record.received.date_naive() == night,
            id: record.id,
            download: record.download,
            record: record.record,
            family: record.family,
            reason: record.reason,
            why: record.why,
            candidates: record.candidates,
            received: record.received,
        }
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self {
            id,
            download,
            record,
            family,
            why,
            ..
        } = self;
        let head = format!("[{id}] {download} #{record} {family}");
        let (since_zh, since_en) = since(self.is_new, self.received);
        let (zh, en) = (&why.zh, &why.en);
        Text::new(
            format!("{head}：{zh}{since_zh}"),
            format!("{head}: {en}{since_en}"),
        )
    }
}

/// Work that a list of the bureau asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// Its number, which `ledger tasks --close` takes.
    pub id: i64,
    /// The list.
    pub list: TaskList,
    /// What makes it the same task when the list comes again.
    pub key: String,
    /// What is to be done.
    pub title: Text,
    /// The order that is proposed for it.
    pub order: Option<String>,
    /// Its rows.
    pub rows: Vec<ProposedRow>,
    /// When it came.
    pub opened: Moment,
    /// Whether it came this night.
    pub is_new: bool,
}

impl TaskLine {
    pub(in crate::report::night) fn new(record: TaskRecord, night: NaiveDate) -> Self {
        Self {
            id: record.id,
            list: record.task.list,
            key: record.task.key,
            title: record.task.title,
            rows: record.task.rows,
            order: record.order,
            opened: record.opened,
            is_new: record.opened.date_naive() == night,
        }
    }

    /// Whether an order of this kind is proposed for it.
    pub fn proposes(&self, kind: Kind) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|(header, value)| header == "订单类型" && value == kind.name())
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self { id, title, .. } = self;
        let list = self.list.name();
        let proposed = self.order.as_ref().map_or_else(Text::default, |order| {
            Text::new(
                format!("（拟报订单 {order}）"),
                format!(" (proposed order {order})"),
            )
        });
        let (since_zh, since_en) = since(self.is_new, self.opened);
        Text::new(
            format!("[{id}] {}：{}{}{since_zh}", list.zh, title.zh, proposed.zh),
            format!("[{id}] {}: {}{}{since_en}", list.en, title.en, proposed.en),
        )
    }
}

/// Since when something waits that did not come this night.
fn since(is_new: bool, moment: Moment) -> (String, String) {
    if is_new {
        return Default::default();
    }
    let day = moment.date_naive();
    (format!("（{day} 起）"), format!(" (since {day})"))
}
