//! The carrier's own ids (`IspZtid`, `IspWzid`, …), from disjoint ranges (`ranges.csv`), so that a number in an answer
//! can mean one thing only.
//!
//! An object keeps its id as long as its order lives. Two exceptions make a new generation: a new access (`XZJR`) asks
//! for an id never used before with every attempt, and after the codes of `renewed_by` (the bureau has the id already)
//! the next attempt gets another.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::object::{KeyTag, kind_of};
use super::{Error, Ledger, Result};
use crate::bundled;
use crate::order::{Kind, Object};

/// The numbers of one kind of object.
#[derive(Debug, Deserialize)]
pub(super) struct Range {
    pub object: String,
    pub tag: KeyTag,
    pub first: i64,
    pub last: i64,
    renewed_by: Option<u32>,
}

impl Ledger {
    /// The ids of these objects, each of an order by its number; given out where there is none yet. One transaction
    /// for the whole batch; the answers are in the batch's order.
    pub fn allocate(&mut self, objects: &[(&str, Object)]) -> Result<Vec<u64>> {
        let transaction = self.begin()?;
        let mut orders = BTreeMap::new();
        let mut ids = Vec::with_capacity(objects.len());
        for (number, object) in objects {
            let order = match orders.get(number) {
                Some(order) => order,
                None => orders
                    .entry(number)
                    .or_insert(Owner::find(&transaction, number)?),
            };
            ids.push(order.id_of(&transaction, *object)?);
        }
        transaction.commit()?;
        Ok(ids)
    }
}

struct Owner {
    order: i64,
    attempt: u32,
    kind: Option<String>,
}

impl Owner {
    fn find(connection: &Connection, number: &str) -> Result<Owner> {
        connection
            .prepare_cached(
                "SELECT o.id, o.attempt, a.kind FROM orders o JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt WHERE o.number = ?1",
            )?
            .query_row([number], |row| Ok(Owner { order: row.get(0)?, attempt: row.get(1)?, kind: row.get(2)? }))
            .optional()?
            .ok_or_else(|| Error::UnknownOrder(number.to_owned()))
    }

    fn id_of(&self, connection: &Connection, object: Object) -> Result<u64> {
        let range = range_of(object);
        let generation = self.generation(connection, object, range)?;
        let path = object.to_string();
        let known: Option<i64> = connection
            .prepare_cached(
                "SELECT id FROM own_ids WHERE order_id = ?1 AND object = ?2 AND generation = ?3",
            )?
            .query_row(params![self.order, path, generation], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                let id = next_id(connection, range)?;
                connection
                    .prepare_cached("INSERT INTO own_ids (id, order_id, object, generation) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![id, self.order, path, generation])?;
                id
            }
        };
        u64::try_from(id).map_err(|_| Error::Inconsistent(format!("own id {id} is negative")))
    }

    /// 0 for the first id of an object; otherwise the attempt since which another one is used.
    fn generation(&self, connection: &Connection, object: Object, range: &Range) -> Result<u32> {
        let new_access = self.kind.as_deref() == Some(Kind::NewAccess.name());
        if new_access && matches!(object, Object::Access(..)) {
            return Ok(self.attempt);
        }
        let Some(code) = range.renewed_by else {
            return Ok(0);
        };
        Ok(connection
            .prepare_cached(
                "SELECT coalesce(max(a.number), 0) FROM codes c JOIN attempts a ON a.id = c.attempt_id
                 WHERE a.order_id = ?1 AND a.number < ?2 AND c.code = ?3",
            )?
            .query_row(params![self.order, self.attempt, code], |row| row.get(0))?)
    }
}

/// The lowest number that is higher than all that were given out, by this ledger or by the system before it.
pub(super) fn next_id(connection: &Connection, range: &'static Range) -> Result<i64> {
    let taken: i64 = connection
        .prepare_cached(
            "SELECT max(?1 - 1, coalesce((SELECT max(id) FROM own_ids WHERE id BETWEEN ?1 AND ?2), 0),
                coalesce((SELECT first - 1 FROM id_starts WHERE tag = ?3), 0))",
        )?
        .query_row(params![range.first, range.last, range.tag.name()], |row| row.get(0))?;
    if taken < range.last {
        Ok(taken + 1)
    } else {
        Err(Error::Exhausted(range.tag.name()))
    }
}

fn range_of(object: Object) -> &'static Range {
    { ranges().iter() }
        .find(|range| range.object == kind_of(object))
        .expect("ranges.csv has a row for every kind of object")
}

/// The ranges of all kinds of object.
pub(super) fn ranges() -> &'static [Range] {
    static RANGES: OnceLock<Vec<Range>> = OnceLock::new();
    RANGES.get_or_init(|| bundled::rows(include_str!("ranges.csv")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_ranges_share_a_number() {
        let objects = [
            Object::Subject,
            Object::Site(1),
            Object::Domain(1, 1),
            Object::Access(1, 1),
            Object::Ip(1, 1, 1),
            Object::Record(1),
        ];
        for (position, one) in objects.into_iter().enumerate() {
            let one = range_of(one);
            assert!(one.first <= one.last);
            for other in objects.into_iter().skip(position + 1).map(range_of) {
                assert!(
                    one.last < other.first || other.last < one.first,
                    "{one:?} {other:?}"
                );
            }
        }
    }
}
