//! Work that the bureau's lists ask for: verification tasks, unfiled sites, audit findings, rectifications, and what it
//! cancelled on its own. A task may propose an order, row by row as a workbook has it.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::by_hand::{Action, decide};
use super::rows::read_moment;
use super::{Answers, Error, Ledger, Moment, Result, stamp};
use crate::order::Text;

/// The list that a task came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskList {
    /// `HSRW`: filings to be verified.
    Verification,
    /// `WBAWZLB`: sites here that nobody filed.
    Unfiled,
    /// `HCJG` of ICP: findings of audits.
    Audit,
    /// `XGTZ`: data to be put right.
    Rectification,
    /// `HCJG` of IP: ranges out of bounds, in conflict, unreported.
    IpAudit,
    /// `FFJRHMD`: accesses to be cut.
    IllegalAccess,
    /// `ZXSJ` without an order of ours.
    CancelledByBureau,
}

impl TaskList {
    /// Every list.
    pub const ALL: [TaskList; 7] = [
        TaskList::Verification,
        TaskList::Unfiled,
        TaskList::Audit,
        TaskList::Rectification,
        TaskList::IpAudit,
        TaskList::IllegalAccess,
        TaskList::CancelledByBureau,
    ];

    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            TaskList::Verification => "verification",
            TaskList::Unfiled => "unfiled",
            TaskList::Audit => "audit",
            TaskList::Rectification => "rectification",
            TaskList::IpAudit => "ip_audit",
            TaskList::IllegalAccess => "illegal_access",
            TaskList::CancelledByBureau => "cancelled_by_bureau",
        }
    }

    /// What people call it.
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            TaskList::Verification => ("核实任务", "verification"),
            TaskList::Unfiled => ("未备案网站", "unfiled site"),
            TaskList::Audit => ("核查结果", "audit finding"),
            TaskList::Rectification => ("整改通知", "rectification"),
            TaskList::IpAudit => ("IP核查结果", "IP audit finding"),
            TaskList::IllegalAccess => ("非法接入", "illegal access"),
            TaskList::CancelledByBureau => ("管局注销", "cancelled by the bureau"),
        };
        Text::new(zh, en)
    }

    fn from_id(id: &str) -> Result<TaskList> {
        TaskList::ALL
            .into_iter()
            .find(|list| list.id() == id)
            .ok_or_else(|| Error::Inconsistent(format!("`{id}` is no list of tasks")))
    }
}

/// One row of a proposed order: the sheet, and the cells under their headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedRow {
    /// The sheet's name.
    pub sheet: String,
    /// Headers and values; the order number is not among them.
    pub cells: Vec<(String, String)>,
}

/// A task as a list gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The list.
    pub list: TaskList,
    /// What makes it the same task when the list comes again.
    pub key: String,
    /// What is to be done.
    pub title: Text,
    /// The order that would do it; empty when none is proposed.
    pub rows: Vec<ProposedRow>,
    /// The record as it was received.
    pub raw: String,
}

/// A task in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRecord {
    /// Its number.
    pub id: i64,
    /// The task.
    pub task: Task,
    /// The number that the proposed order has, where there is one.
    pub order: Option<String>,
    /// When it came.
    pub opened: Moment,
}

impl Answers<'_> {
    /// Adds a task, or brings the open one with the same key up to date. A task that was done before is opened anew, with
    /// an order number of its own.
    pub fn add_task(&self, task: &Task) -> Result<()> {
        let rows = serde_json::to_string(&task.rows)
            .map_err(|error| Error::Inconsistent(format!("a task cannot be kept: {error}")))?;
        let known: Option<i64> = self
            .transaction
            .prepare_cached(&format!(
                "SELECT t.id FROM tasks t WHERE t.list = ?1 AND t.key = ?2 AND {OPEN}"
            ))?
            .query_row(params![task.list.id(), task.key], |row| row.get(0))
            .optional()?;
        let Text { zh, en } = &task.title;
        if let Some(id) = known {
            self.transaction
                .prepare_cached(
                    "UPDATE tasks SET title_zh = ?2, title_en = ?3, rows = ?4, raw = ?5, download_id = ?6 WHERE id = ?1",
                )?
                .execute(params![id, zh, en, rows, task.raw, self.download])?;
            return Ok(());
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO tasks (list, key, title_zh, title_en, rows, raw, download_id, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                task.list.id(),
                task.key,
                zh,
                en,
                rows,
                task.raw,
                self.download,
                stamp(self.now)
            ])?;
        if !task.rows.is_empty() {
            let id = self.transaction.last_insert_rowid();
            let number = format!("GJ{}-{id:04}", self.now.format("%Y%m%d"));
            self.transaction
                .prepare_cached("UPDATE tasks SET number = ?2 WHERE id = ?1")?
                .execute(params![id, number])?;
        }
        Ok(())
    }
}

impl Answers<'_> {
    /// The number of an order that another open task proposes already, with all of these cells; none for a task that
    /// proposes one itself.
    pub fn proposed_elsewhere(
        &self,
        list: TaskList,
        key: &str,
        cells: &[(&str, String)],
    ) -> Result<Option<String>> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT t.number, t.rows, t.list = ?1 AND t.key = ?2 FROM tasks t
             WHERE t.number IS NOT NULL AND {OPEN} ORDER BY (t.list = ?1 AND t.key = ?2) DESC, t.id"
        ))?;
        let mut rows = statement.query(params![list.id(), key])?;
        while let Some(row) = rows.next()? {
            if row.get(2)? {
                return Ok(None);
            }
            let proposed = proposed_rows(&row.get::<_, String>(1)?)?;
            let cell = |(header, value): &(&str, String)| {
                let mut known = proposed.iter().flat_map(|row| &row.cells);
                known.any(|(other, cell)| other == header && cell == value)
            };
            if cells.iter().all(cell) {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }
}

/// The rows of a proposed order as the table holds them.
fn proposed_rows(stored: &str) -> Result<Vec<ProposedRow>> {
    serde_json::from_str(stored)
        .map_err(|_| Error::Inconsistent("a task's rows cannot be read".to_owned()))
}

/// A task is open until a person closes it, or the bureau has taken an order of its number.
const OPEN: &str = "t.decision_id IS NULL AND NOT EXISTS (SELECT 1 FROM orders o JOIN attempts a ON a.order_id = o.id
    WHERE o.number = t.number AND a.state BETWEEN 9 AND 18)";

impl Ledger {
    /// The open tasks, list by list, oldest first.
    pub fn tasks(&self) -> Result<Vec<TaskRecord>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT t.id, t.list, t.key, t.title_zh, t.title_en, t.number, t.rows, t.raw, t.opened FROM tasks t WHERE {OPEN} ORDER BY t.id"
        ))?;
        let mut rows = statement.query([])?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            tasks.push(read(row)?);
        }
        tasks.sort_by_key(|task| task.task.list);
        Ok(tasks)
    }

    /// Everything that ever stood on a list, done or not: the key by which it is known, and the rows of the proposed order.
    pub fn listed(&self, list: TaskList) -> Result<Vec<(String, Vec<ProposedRow>)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT key, rows FROM tasks WHERE list = ?1 ORDER BY id")?;
        let mut rows = statement.query([list.id()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(0)?, read_rows(&row.get::<_, String>(1)?)?));
        }
        Ok(found)
    }

    /// The keys of what is open of a list.
    pub fn open_tasks(&self, list: TaskList) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT t.key FROM tasks t WHERE t.list = ?1 AND {OPEN} ORDER BY t.id"
        ))?;
        let rows = statement.query_map([list.id()], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Closes a task by hand. Whether it was open.
    pub fn close_task(&mut self, id: i64, reason: &str, now: Moment) -> Result<bool> {
        let run = self.run;
        let transaction = self.begin()?;
        let decision = decide(&transaction, run, Action::Dismiss, reason, None, None, now)?;
        let closed = transaction.execute(
            &format!("UPDATE tasks AS t SET decision_id = ?2 WHERE t.id = ?1 AND {OPEN}"),
            params![id, decision],
        )?;
        if closed > 0 {
            transaction.commit()?;
        }
        Ok(closed > 0)
    }
}

fn read_rows(text: &str) -> Result<Vec<ProposedRow>> {
    serde_json::from_str(text)
        .map_err(|_| Error::Inconsistent("a task's rows cannot be read".to_owned()))
}

fn read(row: &Row<'_>) -> Result<TaskRecord> {
    let rows: String = row.get(6)?;
    Ok(TaskRecord {
        id: row.get(0)?,
        task: Task {
            list: TaskList::from_id(&row.get::<_, String>(1)?)?,
            key: row.get(2)?,
            title: Text::new(row.get::<_, String>(3)?, row.get::<_, String>(4)?),
            rows: read_rows(&rows)?,
            raw: row.get(7)?,
        },
        order: row.get(5)?,
        opened: read_moment(&row.get::<_, String>(8)?)?,
    })
}
