//! What a person decides where the program cannot, each time with a reason that is kept.

use rusqlite::{Connection, OptionalExtension, params};

use super::moves::move_to;
use super::register::latest_attempt;
use super::rows::read_moment;
use super::{Error, Ledger, Moment, Result, State, stamp};
use crate::order::Text;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A kept answer is about an order.
    Assign,
    /// A kept answer is about none of our orders, or is not to be believed.
    Dismiss,
    /// An order is given up.
    Abandon,
}

impl Action {
    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            Action::Assign => "assign",
            Action::Dismiss => "dismiss",
            Action::Abandon => "abandon",
        }
    }

    fn from_id(id: &str) -> Result<Action> {
        [Action::Assign, Action::Dismiss, Action::Abandon]
            .into_iter()
            .find(|action| action.id() == id)
            .ok_or_else(|| Error::Inconsistent(format!("`{id}` is no decision")))
    }
}

/// A decision about an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRecord {
    /// When.
    pub at: Moment,
    /// What.
    pub action: Action,
    /// Why, in the words of whoever decided.
    pub reason: String,
    /// The number of the kept answer that it was about.
    pub answer: Option<i64>,
}

impl Ledger {
    /// Gives an order up. Refused while the bureau has it or may have it: that is possible only once it is returned.
    pub fn abandon(&mut self, order: &str, reason: &str, now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        let (attempt, _) = latest_attempt(&transaction, order)?;
        let note = Text::new(format!("已放弃：{reason}"), format!("given up: {reason}"));
        move_to(
            &transaction,
            run,
            attempt,
            State::Abandoned,
            Some(&note),
            now,
        )?;
        decide(
            &transaction,
            run,
            Action::Abandon,
            reason,
            Some(attempt),
            None,
            now,
        )?;
        Ok(transaction.commit()?)
    }

    /// What people decided about an order, oldest first.
    pub fn decisions(&self, order: &str) -> Result<Vec<DecisionRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.at, d.action, d.reason, d.kept_id FROM decisions d JOIN attempts a ON a.id = d.attempt_id
             JOIN orders o ON o.id = a.order_id WHERE o.number = ?1 ORDER BY d.id",
        )?;
        let mut rows = statement.query([order])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(DecisionRecord {
                at: read_moment(&row.get::<_, String>(0)?)?,
                action: Action::from_id(&row.get::<_, String>(1)?)?,
                reason: row.get(2)?,
                answer: row.get(3)?,
            });
        }
        Ok(decisions)
    }

    /// The latest attempt of an order and where it stands; none for a number that the ledger does not know.
    pub fn standing(&self, order: &str) -> Result<Option<State>> {
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM orders WHERE number = ?1")?
            .query_row([order], |row| row.get(0))
            .optional()?;
        match known {
            Some(_) => Ok(Some(latest_attempt(&self.connection, order)?.1)),
            None => Ok(None),
        }
    }
}

/// Writes a decision down; its number.
pub(super) fn decide(
    connection: &Connection,
    run: Option<i64>,
    action: Action,
    reason: &str,
    attempt: Option<i64>,
    kept: Option<i64>,
    now: Moment,
) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO decisions (run_id, at, action, reason, attempt_id, kept_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![run, stamp(now), action.id(), reason, attempt, kept])?;
    Ok(connection.last_insert_rowid())
}
