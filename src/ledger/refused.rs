//! Files that the bureau refused as a whole: which orders they carried, and what looking into them came to.

use rusqlite::params;

use super::moves::{move_to, read_state};
use super::object::Key;
use super::register::latest_attempt;
use super::rows::{read_kind, read_place};
use super::{Error, Ledger, Moment, Result, State, read, stamp};
use crate::order::{Kind, Place, Text};

/// One order of a file, in the file's order.
#[derive(Clone, Debug)]
pub struct CarriedOrder {
    /// The order number.
    pub number: String,
    /// The kind of order.
    pub kind: Option<Kind>,
    /// The cell of the order number.
    pub place: Place,
    /// Its records in the file.
    pub records: u32,
    /// The ids and numbers in them.
    pub keys: Vec<Key>,
    /// Where it stands.
    pub state: State,
    /// Whether nothing happened to it since: the file was the last to carry it, and its content is the order's latest.
    pub is_current: bool,
}

/// What is done with an order of a refused file.
#[derive(Clone, Debug)]
pub struct Acquittal<'a> {
    /// The order number.
    pub order: &'a str,
    /// Whether the next run sends it again as it is.
    pub again: bool,
    /// What a person has to know about it.
    pub note: Text,
}

impl Ledger {
    /// Files refused as a whole with one of these codes that nobody has looked into: bureau and name.
    pub fn refused_files(&self, codes: &[u32]) -> Result<Vec<(String, String)>> {
        let codes = serde_json::to_string(codes).unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "SELECT f.bureau, f.name FROM files f WHERE f.state = 'refused' AND f.inspected IS NULL
                AND EXISTS (SELECT 1 FROM codes c WHERE c.file_id = f.id AND c.code IN (SELECT value FROM json_each(?1)))
             ORDER BY f.id",
        )?;
        let rows = statement.query_map([codes], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a file was refused as a whole with one of these codes.
    pub fn refused_for(&self, name: &str, codes: &[u32]) -> Result<bool> {
        let codes = serde_json::to_string(codes).unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM files f JOIN codes c ON c.file_id = f.id WHERE f.name = ?1 AND f.state = 'refused'
                AND c.code IN (SELECT value FROM json_each(?2)))",
        )?;
        Ok(statement.query_row(params![name, codes], |row| row.get(0))?)
    }

    /// The orders that a file carried, in its order.
    pub fn orders_of_file(&self, name: &str) -> Result<Vec<CarriedOrder>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number, a.kind, a.source_file, a.source_sheet, a.source_cell, l.records, a.id, a.state,
                o.attempt = a.number AND a.file_id = l.file_id
             FROM files f JOIN file_orders l ON l.file_id = f.id JOIN attempts a ON a.id = l.attempt_id
             JOIN orders o ON o.id = a.order_id WHERE f.name = ?1 ORDER BY l.position",
        )?;
        let mut rows = statement.query([name])?;
        let mut orders = Vec::new();
        while let Some(row) = rows.next()? {
            orders.push(CarriedOrder {
                number: row.get(0)?,
                kind: read_kind(row.get(1)?),
                place: read_place(&row.get::<_, String>(2)?, row.get(3)?, row.get(4)?),
                records: row.get(5)?,
                keys: read::keys(&self.connection, row.get(6)?)?,
                state: read_state(row.get(7)?)?,
                is_current: row.get(8)?,
            });
        }
        Ok(orders)
    }

    /// Notes what looking into a refused file came to, in one transaction; orders that are mended since stay as they are.
    pub fn note_inspection(
        &mut self,
        file: &str,
        orders: &[Acquittal<'_>],
        now: Moment,
    ) -> Result<()> {
        let run = self.run;
        let current = self.current_of(file)?;
        let transaction = self.begin()?;
        for Acquittal { order, again, note } in orders {
            let (attempt, state) = latest_attempt(&transaction, order)?;
            if current.iter().any(|number| number == order) {
                let state = if *again { State::AwaitingRetry } else { state };
                move_to(&transaction, run, attempt, state, Some(note), now)?;
            }
        }
        let marked = transaction.execute(
            "UPDATE files SET inspected = ?2 WHERE name = ?1",
            params![file, stamp(now)],
        )?;
        if marked == 0 {
            return Err(Error::UnknownFile(file.to_owned()));
        }
        Ok(transaction.commit()?)
    }

    /// Makes orders of a refused file ready to be packed again as they are, in one transaction.
    pub fn take_up_again(&mut self, orders: &[&str], note: &Text, now: Moment) -> Result<()> {
        let run = self.run;
        let transaction = self.begin()?;
        for order in orders {
            let (attempt, state) = latest_attempt(&transaction, order)?;
            if state != State::AwaitingRetry {
                let waiting = State::AwaitingRetry;
                move_to(&transaction, run, attempt, waiting, Some(note), now)?;
            }
            move_to(&transaction, run, attempt, State::Ready, Some(note), now)?;
        }
        Ok(transaction.commit()?)
    }

    fn current_of(&self, file: &str) -> Result<Vec<String>> {
        let orders = self.orders_of_file(file)?.into_iter();
        Ok(orders
            .filter(|order| order.is_current)
            .map(|order| order.number)
            .collect())
    }
}
