//! The library of registered domains.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{DELETED, Reason, Reported, Verdict, new_id, was_given_out};
use crate::practice::Error;
use crate::practice::register::Register;

/// The ministry has stored the record.
pub(super) const ACCEPTED: u32 = 3998;

/// Checks a record; `None` means that nothing is wrong with it.
pub(super) fn check(register: &Register<'_>, record: &Reported) -> Result<Option<Verdict>, Error> {
    let mut reasons = Vec::new();
    if let Some(id) = record.id()
        && was_given_out(register.connection, id)?
        && name_of(register.connection, id)?.is_none()
    {
        reasons.push(Reason::new(3037, "只能操作属于本单位的域名备案信息"));
    }
    if record.kind.code != DELETED {
        // Days are written so that the order of their digits is the order of time.
        let today = register.today.to_string();
        let day = |tag| record.element.value(tag).unwrap_or_default();
        if day("Zcsj") > today.as_str() {
            reasons.push(Reason::new(3035, "域名注册时间超过当前时间"));
        }
        if day("Yxrq") < today.as_str() {
            reasons.push(Reason::new(3004, "域名有效日期不能早于当前日期"));
        }
    }
    Ok((!reasons.is_empty()).then_some(Verdict::Refused(reasons)))
}

fn name_of(connection: &Connection, id: i64) -> Result<Option<String>, Error> {
    let query = "SELECT name FROM domain_report WHERE id = ?1";
    Ok(connection
        .query_row(query, [id], |row| row.get(0))
        .optional()?)
}

/// Files what an accepted record asks for, and gives its id.
pub(super) fn file(connection: &Connection, record: &Reported) -> Result<i64, Error> {
    let name = record
        .element
        .value("Ym")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let by_name = || {
        let query = "SELECT id FROM domain_report WHERE name = ?1 ORDER BY id LIMIT 1";
        connection
            .query_row(query, [&name], |row| row.get(0))
            .optional()
    };
    let id = match record.id() {
        Some(id) => id,
        None if record.kind.code == DELETED => match by_name()? {
            Some(id) => id,
            None => new_id(connection)?,
        },
        None => new_id(connection)?,
    };
    connection.execute("DELETE FROM domain_report WHERE id = ?1", [id])?;
    if record.kind.code != DELETED {
        let statement = "INSERT INTO domain_report (id, name) VALUES (?1, ?2)";
        connection.execute(statement, params![id, name])?;
    }
    Ok(id)
}
