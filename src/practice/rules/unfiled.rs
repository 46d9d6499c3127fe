//! What was done about unfiled sites: each is reported once, by the carrier it is reached through.

use rusqlite::params;

use super::Reason;
use crate::practice::Error;
use crate::practice::records::{Kind, Record};
use crate::practice::register::Register;

pub(super) fn check(
    register: &Register<'_>,
    record: &Record,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    if record.kind != Kind::UnfiledSite {
        return Ok(());
    }
    let element = &record.element;
    let (domain, address) = named(record);
    let carrier = register.carrier.to_string();
    let listed = &register.scenario.unfiled;
    let is_listed = listed.iter().any(|one| {
        one.domain.eq_ignore_ascii_case(&domain)
            && i64::from(one.ip.to_bits()) == address
            && one
                .carrier
                .is_none_or(|carrier| carrier == register.carrier)
    });
    if element.value("Jrs") != Some(&carrier) || (!listed.is_empty() && !is_listed) {
        reasons.push(Reason::new(5005, "该未备案网站不属于本单位"));
    }
    let query = "SELECT 1 FROM handled WHERE domain = ?1 AND address = ?2";
    let mut statement = register.connection.prepare_cached(query)?;
    if statement.exists(params![domain, address])? {
        reasons.push(Reason::new(5006, "该未备案网站的处理结果已经上报"));
    }
    Ok(())
}

fn named(record: &Record) -> (String, i64) {
    let value = |tag| record.element.value(tag).unwrap_or_default();
    let address = value("IP").parse().unwrap_or_default();
    (value("Ym").to_ascii_lowercase(), address)
}

impl Register<'_> {
    /// Remembers that the carrier said what was done about an unfiled site.
    pub(in crate::practice) fn note_handled(&self, record: &Record) -> Result<(), Error> {
        let (domain, address) = named(record);
        let statement = "INSERT OR IGNORE INTO handled (domain, address) VALUES (?1, ?2)";
        self.connection
            .execute(statement, params![domain, address])?;
        Ok(())
    }
}
