//! A filing as the ledger has it: the subject with its sites, domains, accesses and IP ranges.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use super::findings::Style;
use super::mask;
use super::screen::{Ink, Screen};
use crate::ledger::mirror::{Record, RecordKind};
use crate::order::{
    Access, Address, Column, Domain, DomainReport, IpAllocation, IpBroadcast, IpOwn, IpSource,
    Lang, Part, Preapproval, Privacy, Site, Subject, Text,
};

/// Writes filings for a person at a terminal.
pub fn text(filings: &[Record], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let screen = style.screen();
    filings
        .iter()
        .try_for_each(|filing| write(filing, 0, style, &screen, out))
}

/// A filing as one JSON object; its parts stand in it under the same keys.
pub fn json(record: &Record, style: Style) -> Value {
    let fields: Map<String, Value> = values(record, style)
        .into_iter()
        .map(|(header, value)| (header.to_owned(), json!(value)))
        .collect();
    let parts: Vec<Value> = record.parts.iter().map(|part| json(part, style)).collect();
    json!({
        "record": record.kind,
        "id": record.id,
        "own_id": record.own,
        "filing_number": record.number,
        "carrier": record.carrier,
        "state": record.state,
        "state_name": record.state.name(record.kind, Lang::Zh),
        "fields": fields,
        "parts": parts,
    })
}

fn write(
    record: &Record,
    indent: usize,
    style: Style,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut head = vec![
        kind_name(record.kind).get(style.lang).to_owned(),
        record.id.to_string(),
    ];
    head.extend(record.number.clone());
    if let Some(carrier) = record.carrier {
        let carrier = match style.lang {
            Lang::Zh => format!("接入商 {carrier}"),
            Lang::En => format!("carrier {carrier}"),
        };
        head.push(carrier);
    }
    head.push(record.state.name(record.kind, style.lang).to_owned());
    if let Some(own) = record.own {
        head.push(match style.lang {
            Lang::Zh => format!("（企业侧Id {own}）"),
            Lang::En => format!("(own id {own})"),
        });
    }
    let ink = match (record.kind, record.is_live()) {
        (_, false) => Ink::Dim,
        (RecordKind::Subject | RecordKind::Site, true) => Ink::Bold,
        _ => Ink::Plain,
    };
    screen.hang("", 0, indent, ink, &head.join(" "), out)?;
    for (header, value) in values(record, style) {
        screen.hang(
            "",
            0,
            indent + 4,
            Ink::Plain,
            &format!("{header} {value}"),
            out,
        )?;
    }
    record
        .parts
        .iter()
        .try_for_each(|part| write(part, indent + 2, style, screen, out))
}

/// The published values under their Chinese headers, personal ones masked, in the order of the columns.
fn values(record: &Record, style: Style) -> Vec<(&'static str, String)> {
    let mut values: Vec<(usize, &'static str, String)> = record
        .fields
        .iter()
        .filter_map(|(path, values)| {
            let (position, column) = columns().get(without_index(path).as_str())?;
            let joined = values.join(";");
            let shown = match column.tag() {
                "Qsip" => record.range()?.to_string(),
                "Zzip" => return None,
                _ => mask(&joined, column.privacy, style.unmask),
            };
            Some((*position, column.header, shown))
        })
        .collect();
    values.sort_by_key(|(position, ..)| *position);
    values
        .into_iter()
        .map(|(_, header, value)| (header, value))
        .collect()
}

/// A path without the positions of pre-approvals.
fn without_index(path: &str) -> String {
    match path.split_once('[') {
        Some((before, after)) => {
            let rest = after.split_once(']').map_or("", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        None => path.to_owned(),
    }
}

/// The columns that a published value can stand in, by their path, with their position on the sheets.
fn columns() -> &'static BTreeMap<&'static str, (usize, &'static Column)> {
    static COLUMNS: OnceLock<BTreeMap<&'static str, (usize, &'static Column)>> = OnceLock::new();
    COLUMNS.get_or_init(|| {
        let sheets = [
            Subject::columns(),
            Site::columns(),
            Preapproval::columns(),
            Domain::columns(),
            Access::columns(),
            Address::columns(),
            IpSource::columns(),
            IpAllocation::columns(),
            IpBroadcast::columns(),
            IpOwn::columns(),
            DomainReport::columns(),
        ];
        let columns = sheets.into_iter().flatten().enumerate();
        columns
            .filter(|(_, column)| !column.path.is_empty() && column.privacy != Privacy::Secret)
            .map(|(position, column)| (column.path, (position, column)))
            .collect()
    })
}

/// The header of a published value, and the value as it may be shown; none for a path that no column has.
pub(super) fn shown(path: &str, value: &str) -> Option<(&'static str, String)> {
    let (_, column) = columns().get(without_index(path).as_str())?;
    Some((column.header, mask(value, column.privacy, false)))
}

/// What people call a kind of record.
pub(super) fn kind_name(kind: RecordKind) -> Text {
    let (zh, en) = match kind {
        RecordKind::Subject => ("主体", "subject"),
        RecordKind::Site => ("网站", "site"),
        RecordKind::Domain => ("域名", "domain"),
        RecordKind::Access => ("接入", "access"),
        RecordKind::Ip => ("IP地址", "IP range"),
        RecordKind::IpSource => ("IP来源", "IP source"),
        RecordKind::IpAllocation => ("IP分配", "IP allocation"),
        RecordKind::IpBroadcast => ("IP广播", "IP broadcast"),
        RecordKind::IpOwn => ("IP自带", "own IP range"),
        RecordKind::DomainReport => ("域名报备", "domain report"),
    };
    Text::new(zh, en)
}
