//! Full copies of what was reported of IP ranges and domains.

use rusqlite::Connection;

use crate::practice::Error;
use crate::practice::xml::{leaf, wrap};

/// The lists of results, with the elements of their copies.
const RANGES: [(&str, &str, &str); 4] = [
    ("Lyjg", "Iply", "Lyxx"),
    ("Fpjg", "Ipfp", "Fpxx"),
    ("Gbjs", "Ipgb", "Gbxx"),
    ("Zdip", "Zdip", "Zdxx"),
];

/// Every reported range.
pub(super) fn ranges(connection: &Connection) -> Result<String, Error> {
    let query = "SELECT id, coalesce(own, id), carrier, before, first, last, fragment FROM ip_range
                 WHERE list = ?1 AND before || fragment <> '' ORDER BY id";
    let mut statement = connection.prepare(query)?;
    let mut copy = String::new();
    for (list, around, tag) in RANGES {
        let mut records = String::new();
        let mut rows = statement.query([list])?;
        while let Some(row) = rows.next()? {
            let numbers: [i64; 5] = [
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(4)?,
                row.get(5)?,
            ];
            let [id, own, carrier, first, last] = numbers.map(|number| number.to_string());
            let (before, fragment): (String, String) = (row.get(3)?, row.get(6)?);
            wrap(&mut records, tag, |out| {
                leaf(out, "Id", id);
                leaf(out, "IspId", own);
                leaf(out, "Bbdwid", carrier);
                out.push_str(&before);
                leaf(out, "Qsip", first);
                leaf(out, "Zzip", last);
                out.push_str(&fragment);
            });
        }
        if !records.is_empty() {
            wrap(&mut copy, around, |out| out.push_str(&records));
        }
    }
    Ok(copy)
}

/// Every reported domain.
pub(super) fn domains(connection: &Connection) -> Result<String, Error> {
    let query = "SELECT id, coalesce(own, id), fragment FROM domain_report ORDER BY id";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut copy = String::new();
    while let Some(row) = rows.next()? {
        let (id, own, fragment): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        wrap(&mut copy, "Ymxx", |out| {
            leaf(out, "Id", id.to_string());
            leaf(out, "IspId", own.to_string());
            out.push_str(&fragment);
        });
    }
    Ok(copy)
}
