//! What reports of IP ranges and domains have come to: records that the bureau has, and orders that are open.

use std::collections::BTreeMap;

use super::mirror::RecordKind;
use super::object::{KeyTag, read_object};
use super::rows::{read_kind, read_operation};
use super::{Error, Ledger, Result, State, moves};
use crate::order::{IpAddress, IpRange, Kind, Object, Operation};

/// A record of a report that the bureau has, or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRecord {
    /// What it is.
    pub kind: RecordKind,
    /// The bureau's id.
    pub id: u64,
    /// Its addresses; domains have none.
    pub range: Option<IpRange>,
    /// Whether it still counts: neither deleted nor missing from the bureau's last full copy.
    pub filed: bool,
    /// Whether a full copy of the bureau held it.
    pub copied: bool,
    /// The order that added it, when it was one of this ledger.
    pub order: Option<String>,
}

/// A range that an order reports which the bureau has not decided, from the moment it was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRange {
    /// The order number.
    pub order: String,
    /// What it is reported as.
    pub kind: Kind,
    /// Where the order stands.
    pub state: State,
    /// The range.
    pub range: IpRange,
    /// The bureau's id of the record that is to be changed.
    pub bureau_id: Option<u64>,
}

impl Ledger {
    /// The records of all reports that the bureau has or had.
    pub fn reported_records(&self) -> Result<Vec<ReportedRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.kind, r.id, r.state = 'filed', r.copied IS NOT NULL,
                json_extract(r.fields, '$.Qsip[0]'), json_extract(r.fields, '$.Zzip[0]'),
                (SELECT o.number FROM keys k JOIN attempts a ON a.id = k.attempt_id JOIN orders o ON o.id = a.order_id
                 WHERE k.tag = 'IspId' AND k.value = CAST(r.own_id AS TEXT) ORDER BY a.id LIMIT 1)
             FROM records r WHERE r.kind IN ('ip_source', 'ip_allocation', 'ip_broadcast', 'ip_own', 'domain_report')
             ORDER BY r.kind, r.id",
        )?;
        let mut rows = statement.query([])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let kind = RecordKind::from_id(&kind).ok_or_else(|| {
                Error::Inconsistent(format!("record kind `{kind}` does not exist"))
            })?;
            let end = |column| -> Result<Option<u64>> {
                let text: Option<String> = row.get(column)?;
                Ok(text.and_then(|text| text.parse().ok()))
            };
            let ends = Ends {
                first: end(4)?,
                last: end(5)?,
                bureau_id: None,
            };
            records.push(ReportedRecord {
                kind,
                id: u64::try_from(row.get::<_, i64>(1)?)
                    .map_err(|_| Error::Inconsistent("a record's id is negative".to_owned()))?,
                range: ends.range(),
                filed: row.get(2)?,
                copied: row.get(3)?,
                order: row.get(6)?,
            });
        }
        Ok(records)
    }

    /// The ranges of every order that is packed and not decided, or that was sent back to be mended.
    pub fn open_ranges(&self) -> Result<Vec<OpenRange>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, o.number, a.kind, a.operation, a.state, k.object, k.tag, k.value
             FROM attempts a JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             JOIN keys k ON k.attempt_id = a.id
             WHERE a.operation IS NOT NULL AND a.state BETWEEN 8 AND 18 AND a.state <> 13
             ORDER BY a.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found: BTreeMap<(i64, Object), (String, Kind, State, Ends)> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let kind = read_kind(row.get(2)?).filter(|kind| Kind::IP_REPORTS.contains(kind));
            let operation = read_operation(row.get(3)?);
            let Some(kind) = kind.filter(|_| operation != Some(Operation::Delete)) else {
                continue;
            };
            let object = read_object(&row.get::<_, String>(5)?)?;
            let state = moves::read_state(row.get(4)?)?;
            let number: String = row.get(1)?;
            let entry = found.entry((row.get(0)?, object));
            let (.., ends) = entry.or_insert((number, kind, state, Ends::default()));
            let value = row.get::<_, String>(7)?.parse::<u64>().ok();
            match KeyTag::from_name(&row.get::<_, String>(6)?) {
                Some(KeyTag::Id) => ends.bureau_id = value,
                Some(KeyTag::Qsip) => ends.first = value,
                Some(KeyTag::Zzip) => ends.last = value,
                _ => {}
            }
        }
        let open = found
            .into_values()
            .filter_map(|(order, kind, state, ends)| {
                Some(OpenRange {
                    order,
                    kind,
                    state,
                    range: ends.range()?,
                    bureau_id: ends.bureau_id,
                })
            });
        Ok(open.collect())
    }
}

/// First and last address, as they are found.
#[derive(Default)]
struct Ends {
    first: Option<u64>,
    last: Option<u64>,
    bureau_id: Option<u64>,
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
