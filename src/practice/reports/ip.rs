//! The library of IP ranges: sources, allocations, broadcasts and customers' own ranges.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{ADDED, DELETED, Reason, Related, Reported, Verdict, new_id, was_given_out};
use crate::practice::Error;
use crate::practice::register::Register;

/// The bureau has stored the record.
pub(super) const ACCEPTED: u32 = 2998;

/// What an allocation in use has to say, with the code for its absence.
const IN_USE: [(&str, u32, &str); 10] = [
    ("Syfs", 2032, "IP使用方式不能为空"),
    ("Fprq", 2030, "使用时间不能为空"),
    ("Dwmc", 2031, "单位名称不能为空"),
    ("Dwxz", 2034, "单位性质不能为空"),
    ("Shengid", 2037, "省不能为空"),
    ("Shiid", 2038, "市不能为空"),
    ("Xxdz", 2036, "单位详细地址不能为空"),
    ("Lxrxm", 2040, "联系人姓名不能为空"),
    ("Lxrdh", 2039, "联系人电话不能为空"),
    ("Lxrdzyj", 2042, "联系人邮件不能为空"),
];

/// Checks a record; `None` means that nothing is wrong with it.
pub(super) fn check(register: &Register<'_>, record: &Reported) -> Result<Option<Verdict>, Error> {
    let mut reasons = Vec::new();
    if let Some(id) = record.id()
        && was_given_out(register.connection, id)?
        && !exists(register.connection, record.kind.list, id)?
    {
        reasons.push(Reason::new(2055, "该IP数据在备案信息库中不存在"));
    }
    if record.kind.code != DELETED {
        units(register, record, &mut reasons);
        ranges(register, record, &mut reasons)?;
    }
    Ok((!reasons.is_empty()).then_some(Verdict::Refused(reasons)))
}

/// What the record says about units, as far as it can be judged by itself.
fn units(register: &Register<'_>, record: &Reported, reasons: &mut Vec<Reason>) {
    let carrier = i64::try_from(register.carrier).ok();
    let element = &record.element;
    let own = |tag: &str| record.number(tag).is_some_and(|unit| Some(unit) == carrier);
    match record.kind.list {
        "Lyjg" if own("Lydw") => {
            reasons.push(Reason::new(2052, "来源单位和请求单位不能相同"));
        }
        "Gbjs" if record.number("Gbdw") == record.number("Sqdw") => {
            reasons.push(Reason::new(2053, "申请广播单位与广播单位不能相同"));
        }
        "Fpjg" => {
            let asked = match record.number("Fpfs") {
                Some(1) => &IN_USE[..],
                Some(3) => &IN_USE[..2],
                _ => &[],
            };
            let missing = asked
                .iter()
                .filter(|(tag, ..)| element.value(tag).is_none());
            reasons.extend(missing.map(|(_, code, words)| Reason::new(*code, words)));
            if record.number("Fpfs") == Some(2) {
                match record.number("Fpdx") {
                    None => reasons.push(Reason::new(2047, "分配对象不能为空")),
                    Some(_) if own("Fpdx") => {
                        reasons.push(Reason::new(2050, "分配和使用单位不能相同"));
                    }
                    Some(_) => {}
                }
            }
        }
        "Zdip" => {
            let source = element.child("Lydw");
            let has = |tag| source.is_some_and(|source| source.value(tag).is_some());
            match record.number("Ly_dwlx") {
                Some(0) if !has("Ly_dwmc") => {
                    reasons.push(Reason::new(2045, "来源单位名称不能为空"));
                }
                Some(1) if !has("Ly_dwid") => {
                    reasons.push(Reason::new(2028, "来源单位不能为空"));
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// What the record says about its range, beside those that are filed.
fn ranges(
    register: &Register<'_>,
    record: &Reported,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    let end = |tag| record.number(tag).unwrap_or(0);
    let (first, last) = (end("Qsip"), end("Zzip"));
    let before = reasons.len();
    if first == 0 {
        reasons.push(Reason::new(2006, "起始IP不是合法IP地址"));
    }
    if last == 0 {
        reasons.push(Reason::new(2007, "终止IP不是合法IP地址"));
    }
    if first > last && last > 0 {
        reasons.push(Reason::new(2002, "起始IP大于终止IP"));
    }
    if reasons.len() > before {
        return Ok(());
    }
    let list = record.kind.list;
    if let Some(related) = overlapping(register.connection, list, record.id(), first, last)? {
        let (code, words) = match list {
            "Gbjs" => (2004, "此IP广播已经报备"),
            _ => (2003, "此IP段已报备"),
        };
        reasons.push(Reason {
            related: Some(related),
            ..Reason::new(code, words)
        });
    }
    if list == "Fpjg" && !has_source(register.connection, first, last)? {
        reasons.push(Reason::new(
            2005,
            "此IP段未报备来源信息，请首先报备来源信息",
        ));
    }
    Ok(())
}

fn exists(connection: &Connection, list: &str, id: i64) -> Result<bool, Error> {
    let query = "SELECT EXISTS (SELECT 1 FROM ip_range WHERE id = ?1 AND list = ?2)";
    Ok(connection.query_row(query, params![id, list], |row| row.get(0))?)
}

fn overlapping(
    connection: &Connection,
    list: &str,
    itself: Option<i64>,
    first: i64,
    last: i64,
) -> Result<Option<Related>, Error> {
    let query = "SELECT id, first, last FROM ip_range
                 WHERE list = ?1 AND first <= ?3 AND last >= ?2 AND id IS NOT ?4 ORDER BY first LIMIT 1";
    let related = |row: &rusqlite::Row<'_>| {
        Ok(Related {
            id: row.get(0)?,
            first: row.get(1)?,
            last: row.get(2)?,
        })
    };
    Ok(connection
        .query_row(query, params![list, first, last, itself], related)
        .optional()?)
}

/// Whether the sources that are filed hold every address of a range.
fn has_source(connection: &Connection, first: i64, last: i64) -> Result<bool, Error> {
    let query = "SELECT first, last FROM ip_range
                 WHERE list = 'Lyjg' AND first <= ?2 AND last >= ?1 ORDER BY first";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([first, last])?;
    let mut reached = first;
    while let Some(row) = rows.next()? {
        let (from, to): (i64, i64) = (row.get(0)?, row.get(1)?);
        if from > reached {
            return Ok(false);
        }
        reached = reached.max(to + 1);
    }
    Ok(reached > last)
}

/// Files what an accepted record asks for, and gives its id.
pub(super) fn file(connection: &Connection, record: &Reported) -> Result<i64, Error> {
    let id = match record.id() {
        Some(id) => id,
        None => new_id(connection)?,
    };
    if record.kind.code != ADDED {
        connection.execute("DELETE FROM ip_range WHERE id = ?1", [id])?;
    }
    if record.kind.code != DELETED {
        let statement = "INSERT INTO ip_range (id, list, first, last) VALUES (?1, ?2, ?3, ?4)";
        let (first, last) = (record.number("Qsip"), record.number("Zzip"));
        connection.execute(statement, params![id, record.kind.list, first, last])?;
    }
    Ok(id)
}
