//! What a person decides where the program cannot, each time with a reason that is kept.

use rusqlite::{Connection, OptionalExtension, params};

use super::moves::move_to;
use super::register::latest_attempt;
use super::rows::read_moment;
use super::{Answers, Error, Ledger, Moment, Result, State, stamp};
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

    /// What people call it.
    pub fn name(self) -> Text {
        match self {
            Action::Assign => Text::new("指定答复", "answer assigned"),
            Action::Dismiss => Text::new("搁置答复", "answer set aside"),
            Action::Abandon => Text::new("放弃订单", "order given up"),
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
        let (attempt, from) = latest_attempt(&transaction, order)?;
        if from == State::Abandoned {
            let (order, to) = (order.to_owned(), State::Abandoned);
            return Err(Error::Transition { order, from, to });
        }
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

impl Answers<'_> {
    /// Writes down what is decided about a kept answer, for this attempt where there is one; it is open no more. Hands back
    /// the decision's number, for [`Answers::set_aside`].
    pub fn decide(
        &self,
        action: Action,
        reason: &str,
        kept: i64,
        attempt: Option<i64>,
    ) -> Result<i64> {
        let (connection, now) = (&self.transaction, self.now);
        let decision = decide(
            connection,
            self.run,
            action,
            reason,
            attempt,
            Some(kept),
            now,
        )?;
        connection
            .prepare_cached("UPDATE kept_answers SET decision_id = ?2 WHERE id = ?1")?
            .execute([kept, decision])?;
        Ok(decision)
    }

    /// Sets an answer aside for an attempt: its codes and opinions count no more.
    pub fn set_aside(&self, decision: i64, attempt: i64, answer: (i64, u32)) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO set_aside (attempt_id, download_id, record, decision_id) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![attempt, answer.0, answer.1, decision])?;
        Ok(())
    }

    /// Lets an answer count again for an attempt.
    pub fn count_again(&self, attempt: i64, answer: (i64, u32)) -> Result<()> {
        self.transaction
            .prepare_cached(
                "DELETE FROM set_aside WHERE attempt_id = ?1 AND download_id = ?2 AND record = ?3",
            )?
            .execute(params![attempt, answer.0, answer.1])?;
        Ok(())
    }

    /// The answer at a position of the file that is taken in, as in [`super::CodeRecord::answer`].
    pub fn answer(&self, record: u32) -> (i64, u32) {
        (self.download, record)
    }

    /// The attempts that a kept answer may be about.
    pub fn candidates_of(&self, kept: i64) -> Result<Vec<i64>> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT attempt_id FROM kept_candidates WHERE kept_id = ?1")?;
        let rows = statement.query_map([kept], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a kept answer that may be about this attempt, and may be about others too, still waits for a person.
    pub fn is_in_doubt(&self, attempt: i64) -> Result<bool> {
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM kept_candidates c JOIN kept_answers k ON k.id = c.kept_id
                 WHERE c.attempt_id = ?1 AND k.decision_id IS NULL AND k.reason = 'ambiguous')",
            )?
            .query_row([attempt], |row| row.get(0))?)
    }
}

/// Refuses a decision for which nobody says why.
pub(super) fn has_reason(reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::NoReason);
    }
    Ok(())
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
