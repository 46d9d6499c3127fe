//! The IP ranges that orders have reported, with the records they became.

use std::collections::BTreeMap;

use super::object::{KeyTag, read_object};
use super::rows::{read_kind, read_operation};
use super::{Ledger, Result, State, moves};
use crate::order::{IpAddress, IpRange, Kind, Object, Operation};

/// One record of an order that reports IP ranges, from the moment it was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRecord {
    /// The order number.
    pub order: String,
    /// What it was reported as.
    pub kind: Kind,
    /// What was done with it.
    pub operation: Operation,
    /// Where the order stands.
    pub state: State,
    /// The range; a deletion states none.
    pub range: Option<IpRange>,
    /// The bureau's id of the record: submitted, or learned when it was accepted.
    pub bureau_id: Option<u64>,
}

impl Ledger {
    /// Every record of every order that reports IP ranges, in the order in which the orders were registered: of an order
    /// the latest attempt that was packed.
    pub fn reported_ranges(&self) -> Result<Vec<ReportedRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, o.number, a.kind, a.operation, a.state, k.object, k.tag, k.value
             FROM attempts a JOIN orders o ON o.id = a.order_id JOIN keys k ON k.attempt_id = a.id
             WHERE a.operation IS NOT NULL AND a.state >= 8 AND a.number =
                (SELECT max(b.number) FROM attempts b WHERE b.order_id = a.order_id AND b.state >= 8)
             ORDER BY a.id",
        )?;
        let mut rows = statement.query([])?;
        let mut records: BTreeMap<(i64, Object), (ReportedRecord, Ends)> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let kind = read_kind(row.get(2)?).filter(|kind| Kind::IP_REPORTS.contains(kind));
            let (Some(kind), Some(operation)) = (kind, read_operation(row.get(3)?)) else {
                continue;
            };
            let object = read_object(&row.get::<_, String>(5)?)?;
            let state = moves::read_state(row.get(4)?)?;
            let number: String = row.get(1)?;
            let (record, ends) = records.entry((row.get(0)?, object)).or_insert_with(|| {
                let record = ReportedRecord {
                    order: number,
                    kind,
                    operation,
                    state,
                    range: None,
                    bureau_id: None,
                };
                (record, Ends::default())
            });
            let value = row.get::<_, String>(7)?.parse::<u64>().ok();
            match KeyTag::from_name(&row.get::<_, String>(6)?) {
                Some(KeyTag::Id) => record.bureau_id = value,
                Some(KeyTag::Qsip) => ends.first = value,
                Some(KeyTag::Zzip) => ends.last = value,
                _ => {}
            }
        }
        let finished = records.into_values().map(|(mut record, ends)| {
            record.range = ends.range();
            record
        });
        Ok(finished.collect())
    }
}

/// First and last address, as they are found.
#[derive(Default)]
struct Ends {
    first: Option<u64>,
    last: Option<u64>,
}

impl Ends {
    fn range(&self) -> Option<IpRange> {
        let address = |end: Option<u64>| Some(IpAddress(u32::try_from(end?).ok()?));
        Some(IpRange {
            first: address(self.first)?,
            last: address(self.last)?,
        })
    }
}
