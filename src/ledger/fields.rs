//! What the fields of an attempt said, so that a mended order can be held against the attempt before.
//!
//! A value is kept masked, for showing, and as a hash, for comparing; secrets are not kept at all. Only the last two
//! attempts of orders that are not over are kept.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::register::latest_attempt;
use super::{ContentHash, Error, Ledger, Result};

/// One field of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptField {
    /// Where it stands in the order: `网站[1].域名[2].域名`.
    pub field: String,
    /// The value as it may be shown.
    pub shown: String,
    /// Hash of the value itself.
    pub hash: String,
    /// The cell it came from.
    pub place: String,
}

impl KeptField {
    /// The hash by which values are compared.
    pub fn hash_of(value: &str) -> String {
        let mut hash = ContentHash::of(value.as_bytes()).to_string();
        hash.truncate(32);
        hash
    }
}

impl Ledger {
    /// Keeps the fields of latest attempts, in one transaction, in the place of what was kept of them.
    pub fn keep_fields(&mut self, orders: &[(&str, Vec<KeptField>)]) -> Result<()> {
        let transaction = self.begin()?;
        for (order, fields) in orders {
            let (attempt, _) = latest_attempt(&transaction, order)?;
            let fields = serde_json::to_string(fields)
                .map_err(|error| Error::Inconsistent(format!("fields cannot be kept: {error}")))?;
            transaction
                .prepare_cached(
                    "INSERT INTO attempt_fields (attempt_id, fields) VALUES (?1, ?2)
                     ON CONFLICT (attempt_id) DO UPDATE SET fields = excluded.fields",
                )?
                .execute(params![attempt, fields])?;
        }
        Ok(transaction.commit()?)
    }

    /// The numbers of the orders of which fields are kept.
    pub fn orders_with_fields(&self) -> Result<HashSet<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT o.number FROM attempt_fields f CROSS JOIN attempts a ON a.id = f.attempt_id CROSS JOIN orders o ON o.id = a.order_id",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The attempt that an order with this content follows, and its fields: the latest one, or the one before it when the
    /// latest has this very content. None for a first attempt, and when nothing was kept.
    pub fn fields_before(
        &self,
        order: &str,
        content: ContentHash,
    ) -> Result<Option<(u32, Vec<KeptField>)>> {
        let found: Option<(u32, String)> = self
            .connection
            .prepare_cached(
                "SELECT a.number, f.fields FROM orders o JOIN attempts l ON l.order_id = o.id AND l.number = o.attempt
                 JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt - (l.content_hash = ?2)
                 JOIN attempt_fields f ON f.attempt_id = a.id WHERE o.number = ?1",
            )?
            .query_row(params![order, content.to_string()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let read = |text: &str| {
            serde_json::from_str(text)
                .map_err(|_| Error::Inconsistent(format!("the fields of {order} cannot be read")))
        };
        found
            .map(|(number, text)| Ok((number, read(&text)?)))
            .transpose()
    }

    /// What is kept of the fields of an order's latest attempt; nothing of an order that is over.
    pub fn fields_of(&self, order: &str) -> Result<Vec<KeptField>> {
        let text: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT f.fields FROM orders o JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt
                 JOIN attempt_fields f ON f.attempt_id = a.id WHERE o.number = ?1",
            )?
            .query_row([order], |row| row.get(0))
            .optional()?;
        let read = |text: String| {
            serde_json::from_str(&text)
                .map_err(|_| Error::Inconsistent(format!("the fields of {order} cannot be read")))
        };
        text.map_or_else(|| Ok(Vec::new()), read)
    }

    /// The numbers of the orders of which an attempt says something in its fields.
    pub fn orders_saying(&self, says: impl Fn(&KeptField) -> bool) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT o.number, f.fields FROM attempt_fields f CROSS JOIN attempts a ON a.id = f.attempt_id
             CROSS JOIN orders o ON o.id = a.order_id ORDER BY o.id",
        )?;
        let mut rows = statement.query([])?;
        let mut orders: Vec<String> = Vec::new();
        while let Some(row) = rows.next()? {
            let order: String = row.get(0)?;
            let text: String = row.get(1)?;
            let fields: Vec<KeptField> = serde_json::from_str(&text).unwrap_or_default();
            if fields.iter().any(&says) && orders.last() != Some(&order) {
                orders.push(order);
            }
        }
        Ok(orders)
    }
}

/// Forgets the fields that nothing can be held against any more.
pub(super) fn forget(connection: &Connection) -> Result<()> {
    connection.execute(
        "DELETE FROM attempt_fields WHERE attempt_id IN (
            SELECT f.attempt_id FROM attempt_fields f CROSS JOIN attempts a ON a.id = f.attempt_id
            CROSS JOIN orders o ON o.id = a.order_id JOIN attempts l ON l.order_id = o.id AND l.number = o.attempt
            WHERE l.state IN (13, 20) OR a.number < o.attempt - 1)",
        [],
    )?;
    Ok(())
}
