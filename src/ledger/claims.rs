//! What orders are about, so that another order about the same thing is found; and where the orders of a batch stand.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::mirror::json;
use super::moves::read_state;
use super::register::latest_attempt;
use super::rows::{read_kind, read_moment};
use super::{KeyTag, Ledger, Moment, Result, State};
use crate::order::Kind;

/// One thing that an order is about: what it is, and its name, number or id.
pub type Claim = (&'static str, Box<str>);

/// An order that is about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// What it is about, as it was asked for.
    pub value: String,
    /// The order number.
    pub order: String,
    /// The kind of order.
    pub kind: Option<Kind>,
    /// Where it stands.
    pub state: State,
}

/// An order that the bureau has refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The order number.
    pub order: String,
    /// When it came back.
    pub at: Moment,
    /// What the auditors wrote, line by line.
    pub words: String,
}

/// Values that go into one query.
const PORTION: usize = 5000;

/// The latest attempt of an order, from the moment it was packed until it is over.
const SENT: &str = "JOIN attempts a ON a.id = c.attempt_id JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
    WHERE a.state BETWEEN 8 AND 18";

impl Ledger {
    /// Notes what the latest attempts of orders are about, in one transaction.
    pub fn claim(&mut self, orders: &[(&str, Vec<Claim>)]) -> Result<()> {
        let transaction = self.begin()?;
        for (order, claims) in orders {
            let (attempt, _) = latest_attempt(&transaction, order)?;
            let mut statement = transaction.prepare_cached(
                "INSERT OR IGNORE INTO claims (attempt_id, kind, value) VALUES (?1, ?2, ?3)",
            )?;
            for (kind, value) in claims {
                statement.execute(params![attempt, kind, value])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The orders that are about one of these things of a kind, from the moment they were packed until they are over.
    pub fn claimants(&self, kind: &str, values: &[&str]) -> Result<Vec<Claimant>> {
        let query = format!(
            "SELECT c.value, o.number, a.kind, a.state FROM json_each(?2) j CROSS JOIN claims c ON c.kind = ?1 AND c.value = j.value {SENT}"
        );
        claimants(&self.connection, &query, kind, values)
    }

    /// What the orders that the bureau has or is to get are about, of a kind: the order number, and the thing.
    pub fn claimed(&self, kind: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number, c.value FROM attempts a JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             CROSS JOIN claims c ON c.attempt_id = a.id AND c.kind = ?1
             WHERE a.state IN (8, 9, 10, 11, 12, 14, 15, 16, 17, 18) ORDER BY o.id",
        )?;
        let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The orders that were uploaded with one of these ids of the carrier's own.
    pub fn holders_of(&self, tag: KeyTag, values: &[&str]) -> Result<Vec<Claimant>> {
        let query = format!(
            "SELECT c.value, o.number, a.kind, a.state FROM json_each(?2) j CROSS JOIN keys c ON c.tag = ?1 AND c.value = j.value {SENT}"
        );
        claimants(&self.connection, &query, tag.name(), values)
    }

    /// Of orders that are about one of these things of a kind and that the bureau has or has taken: what they are about of
    /// `other`, each pair once, with the first such order.
    pub fn claimed_beside(
        &self,
        kind: &str,
        values: &[&str],
        other: &str,
    ) -> Result<Vec<(String, String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.value, d.value, min(o.number) FROM json_each(?2) j CROSS JOIN claims c ON c.kind = ?1 AND c.value = j.value
             CROSS JOIN claims d ON d.attempt_id = c.attempt_id AND d.kind = ?3
             JOIN attempts a ON a.id = c.attempt_id JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             WHERE a.state BETWEEN 8 AND 13 OR a.state = 18 GROUP BY c.value, d.value ORDER BY c.value, d.value",
        )?;
        let mut found = Vec::new();
        for portion in values.chunks(PORTION) {
            let rows = statement.query_map(params![kind, json(portion)?, other], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
            found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(found)
    }

    /// Where those of these orders stand that the ledger knows.
    pub fn states_of(&self, orders: &[&str]) -> Result<BTreeMap<String, State>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number, a.state FROM json_each(?1) j CROSS JOIN orders o ON o.number = j.value
             JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt",
        )?;
        let mut states = BTreeMap::new();
        for portion in orders.chunks(PORTION) {
            let mut rows = statement.query([json(portion)?])?;
            while let Some(row) = rows.next()? {
                states.insert(row.get(0)?, read_state(row.get(1)?)?);
            }
        }
        Ok(states)
    }

    /// How the bureau refused those of these orders that it sent back last.
    pub fn refused(&self, orders: &[&str]) -> Result<Vec<Refused>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number, a.changed, coalesce((SELECT group_concat(p.words, char(10)) FROM opinions p
                WHERE p.attempt_id = a.id AND p.file_id = a.file_id AND p.approved = 0), '')
             FROM json_each(?1) j CROSS JOIN orders o ON o.number = j.value
             JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt WHERE a.state IN (14, 15, 17)",
        )?;
        let mut found = Vec::new();
        for portion in orders.chunks(PORTION) {
            let mut rows = statement.query([json(portion)?])?;
            while let Some(row) = rows.next()? {
                found.push(Refused {
                    order: row.get(0)?,
                    at: read_moment(&row.get::<_, String>(1)?)?,
                    words: row.get(2)?,
                });
            }
        }
        Ok(found)
    }
}

fn claimants(
    connection: &Connection,
    query: &str,
    kind: &str,
    values: &[&str],
) -> Result<Vec<Claimant>> {
    let mut statement = connection.prepare_cached(query)?;
    let mut found = Vec::new();
    for portion in values.chunks(PORTION) {
        let mut rows = statement.query(params![kind, json(portion)?])?;
        while let Some(row) = rows.next()? {
            found.push(Claimant {
                value: row.get(0)?,
                order: row.get(1)?,
                kind: read_kind(row.get(2)?),
                state: read_state(row.get(3)?)?,
            });
        }
    }
    found.sort_by(|one, other| (&one.value, &one.order).cmp(&(&other.value, &other.order)));
    Ok(found)
}
