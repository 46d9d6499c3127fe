//! The library of IP ranges: sources, allocations, broadcasts and customers' own ranges.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    ADDED, DELETED, Reason, Related, Reported, Verdict, check_code_tables, new_id, was_given_out,
};
use crate::practice::Error;
use crate::practice::forms::{Form, WrongRegion, are_mails, are_telephones, wrong_region};
use crate::practice::register::Register;
use crate::practice::rules::Part;

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
    if let Some(id) = record.id() {
        let owner = owner_of(register.connection, record.kind.list, id)?;
        if owner.is_none() && was_given_out(register.connection, id)? {
            reasons.push(Reason::new(2055, "该IP数据在备案信息库中不存在"));
        }
        if owner.is_some_and(|owner| owner.unsigned_abs() != register.carrier) {
            reasons.push(Reason::new(2054, "该IP备案信息属于其他单位"));
        }
    }
    if record.kind.code == ADDED && is_reported(register, record)? {
        reasons.push(Reason::new(2049, "该 IspId 已经报备"));
    }
    if record.kind.code != DELETED {
        check_code_tables(register, Part::Ranges, record, &mut reasons);
        forms(record, &mut reasons);
        units(register, record, &mut reasons);
        ranges(register, record, &mut reasons)?;
    }
    Ok((!reasons.is_empty()).then_some(Verdict::Refused(reasons)))
}

/// What values look like.
fn forms(record: &Reported, reasons: &mut Vec<Reason>) {
    let element = &record.element;
    let tags = ["Shengid", "Shiid", "Xianid"];
    match wrong_region(element, &tags) {
        None => {}
        Some(WrongRegion::Province) => reasons.push(Reason::new(2024, "省代码无效")),
        Some(WrongRegion::City) => reasons.push(Reason::new(2025, "市代码无效")),
        Some(WrongRegion::County) => reasons.push(Reason::new(2026, "县代码无效")),
        Some(WrongRegion::Nesting) => reasons.push(Reason::new(2011, "省市县不相隶属")),
    }
    let is_wrong = |tag, fits: Form| element.value(tag).is_some_and(|it| !fits(it));
    if is_wrong("Lxrdh", are_telephones) {
        reasons.push(Reason::new(2012, "联系人电话格式不正确"));
    }
    if is_wrong("Lxrdzyj", are_mails) {
        reasons.push(Reason::new(2013, "联系人邮件格式不正确"));
    }
    let is_no_gateway = |gateway: i64| matches!(gateway >> 24, 0 | 127 | 224..);
    if record.number("Wgip").is_some_and(is_no_gateway) {
        reasons.push(Reason::new(2008, "网关地址不是合法IP地址"));
    }
}

/// Whether a record with this own id was reported before.
fn is_reported(register: &Register<'_>, record: &Reported) -> Result<bool, Error> {
    let query = "SELECT 1 FROM ip_range WHERE own = ?1 AND list = ?2";
    let mut statement = register.connection.prepare_cached(query)?;
    Ok(statement.exists(params![record.number("IspId"), record.kind.list])?)
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
            reasons.extend(missing.map(|(_, code, words)| Reason::new(*code, *words)));
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
    if let Some((related, owner)) =
        overlapping(register.connection, list, record.id(), first, last)?
    {
        let (code, words) = match list {
            "Gbjs" => (2004, "此IP广播已经报备"),
            _ if owner.unsigned_abs() != register.carrier => (2056, "与其他单位报备的IP段冲突"),
            _ => (2003, "此IP段已报备"),
        };
        reasons.push(Reason {
            related: Some(related),
            ..Reason::new(code, words)
        });
    }
    if list == "Fpjg" && !cover(register, &["Lyjg"], first, last)? {
        reasons.push(Reason::new(
            2005,
            "此IP段未报备来源信息，请首先报备来源信息",
        ));
    }
    Ok(())
}

/// Whose record it is.
fn owner_of(connection: &Connection, list: &str, id: i64) -> Result<Option<i64>, Error> {
    let query = "SELECT carrier FROM ip_range WHERE id = ?1 AND list = ?2";
    let found = connection.query_row(query, params![id, list], |row| row.get(0));
    Ok(found.optional()?)
}

fn overlapping(
    connection: &Connection,
    list: &str,
    itself: Option<i64>,
    first: i64,
    last: i64,
) -> Result<Option<(Related, i64)>, Error> {
    let query = "SELECT id, first, last, carrier FROM ip_range
                 WHERE list = ?1 AND first <= ?3 AND last >= ?2 AND id IS NOT ?4 ORDER BY first LIMIT 1";
    let related = |row: &rusqlite::Row<'_>| {
        let related = Related {
            id: row.get(0)?,
            first: row.get(1)?,
            last: row.get(2)?,
        };
        Ok((related, row.get(3)?))
    };
    Ok(connection
        .query_row(query, params![list, first, last, itself], related)
        .optional()?)
}

/// Whether what this carrier reported in these lists holds every address of a range.
pub(super) fn cover(
    register: &Register<'_>,
    lists: &[&str],
    first: i64,
    last: i64,
) -> Result<bool, Error> {
    let query = "SELECT first, last FROM ip_range
                 WHERE list IN (?1, ?2) AND carrier = ?3 AND first <= ?5 AND last >= ?4 ORDER BY first";
    let mut statement = register.connection.prepare_cached(query)?;
    let carrier = i64::try_from(register.carrier).unwrap_or(i64::MAX);
    let (one, other) = (lists.first(), lists.last());
    let mut rows = statement.query(params![one, other, carrier, first, last])?;
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
pub(super) fn file(register: &Register<'_>, record: &Reported) -> Result<i64, Error> {
    let connection = register.connection;
    let id = match record.id() {
        Some(id) => id,
        None => new_id(connection)?,
    };
    let mut own = record.number("IspId");
    if record.kind.code != ADDED {
        let query = "DELETE FROM ip_range WHERE id = ?1 RETURNING own";
        let known = connection.query_row(query, [id], |row| row.get(0));
        own = own.or(known.optional()?.flatten());
    }
    if record.kind.code != DELETED {
        let statement =
            "INSERT INTO ip_range (id, own, carrier, list, first, last, before, fragment)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (first, last) = (record.number("Qsip"), record.number("Zzip"));
        let carrier = i64::try_from(register.carrier).unwrap_or(i64::MAX);
        let before = record.fragment(None, Some("Qsip"));
        let fragment = record.fragment(Some("Zzip"), None);
        let list = record.kind.list;
        let values = params![id, own, carrier, list, first, last, before, fragment];
        connection.execute(statement, values)?;
    }
    Ok(id)
}
