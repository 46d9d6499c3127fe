//! The library of registered domains.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{DELETED, Reason, Reported, Verdict, check_code_tables, new_id, was_given_out};
use crate::practice::Error;
use crate::practice::forms::{Form, are_mails, are_telephones, is_day, wrong_region};
use crate::practice::register::Register;
use crate::practice::rules::Part;

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
        check_code_tables(register, Part::Domains, record, &mut reasons);
        forms(record, &mut reasons);
        if is_day(day("Zcsj")) && day("Zcsj") > today.as_str() {
            reasons.push(Reason::new(3035, "域名注册时间超过当前时间"));
        }
        if is_day(day("Yxrq")) && day("Yxrq") < today.as_str() {
            reasons.push(Reason::new(3004, "域名有效日期不能早于当前日期"));
        }
    }
    Ok((!reasons.is_empty()).then_some(Verdict::Refused(reasons)))
}

/// The tags of values with a form, with that form, and the code for what has not got it.
const FORMS: [(&str, Form, u32, &str); 9] = [
    ("Ym_zcs", is_plain, 3007, "注册商名称含有特殊字符"),
    ("Zcr_dzyj", are_mails, 3013, "注册人电子邮件格式错误"),
    ("Zcr_dhhm", are_telephones, 3015, "注册人电话号码格式错误"),
    ("Gly_dzyj", are_mails, 3022, "管理员电子邮件格式错误"),
    ("Gly_dh", are_telephones, 3024, "管理员电话号码格式错误"),
    ("Zcsj", is_day, 3031, "注册时间格式错误"),
    ("Yxrq", is_day, 3032, "有效日期格式错误"),
    ("Jfr_dh", are_telephones, 3033, "缴费人电话号码格式错误"),
    ("Jfr_dzyj", are_mails, 3034, "缴费人电子邮件格式错误"),
];

/// Province and city of three people, with the code for what does not exist or lies elsewhere.
const REGIONS: [([&str; 2], u32, &str); 3] = [
    (["Zcr_shengid", "Zcr_shiid"], 3028, "注册人省市错误"),
    (["Gly_shengid", "Gly_shiid"], 3029, "管理员省市错误"),
    (["Jfr_shengid", "Jfr_shiid"], 3030, "缴费人省市错误"),
];

/// Whether a name has letters, digits, blanks and the marks of names only.
fn is_plain(name: &str) -> bool {
    name.chars()
        .all(|it| it.is_alphanumeric() || " ()（）.,，、·&-'".contains(it))
}

/// What values look like.
fn forms(record: &Reported, reasons: &mut Vec<Reason>) {
    for (tag, fits, code, words) in FORMS {
        if record.element.value(tag).is_some_and(|text| !fits(text)) {
            reasons.push(Reason::new(code, words));
        }
    }
    for (tags, code, words) in REGIONS {
        if wrong_region(&record.element, &tags).is_some() {
            reasons.push(Reason::new(code, words));
        }
    }
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
    let known: Option<Option<i64>> = connection
        .query_row(
            "DELETE FROM domain_report WHERE id = ?1 RETURNING own",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    if record.kind.code != DELETED {
        let own = record.number("IspId").or(known.flatten());
        let fragment = record.fragment(None, None);
        let statement =
            "INSERT INTO domain_report (id, own, name, fragment) VALUES (?1, ?2, ?3, ?4)";
        connection.execute(statement, params![id, own, name, fragment])?;
    }
    Ok(id)
}
