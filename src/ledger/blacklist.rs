//! The bureau's blacklist: subjects by certificate, sites by domain, or by name where they have none.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use super::mirror::{folded_certificate, folded_domain};
use super::{Answers, Ledger, Result};

/// By what something is recognized on the blacklist.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BlacklistKey {
    /// A subject, by the number of its certificate.
    Subject(String),
    /// A site, by one of its domains.
    Domain(String),
    /// A site without domains, by its name.
    Site(String),
}

impl BlacklistKey {
    fn stored(&self) -> (&'static str, String) {
        match self {
            BlacklistKey::Subject(number) => ("subject", folded_certificate(number)),
            BlacklistKey::Domain(name) => ("domain", folded_domain(name)),
            BlacklistKey::Site(name) => ("site", name.trim().to_owned()),
        }
    }
}

impl Answers<'_> {
    /// Puts a key on the blacklist, or brings its entry up to date.
    pub fn blacklist(&self, key: &BlacklistKey, name: Option<&str>, raw: &str) -> Result<()> {
        let (kind, key) = key.stored();
        self.transaction
            .prepare_cached(
                "INSERT INTO blacklist (kind, key, name, raw, download_id) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (kind, key) DO UPDATE SET name = excluded.name, raw = excluded.raw, download_id = excluded.download_id",
            )?
            .execute(params![kind, key, name, raw, self.download])?;
        Ok(())
    }

    /// Strikes a key off the blacklist. Whether it was on it.
    pub fn strike_off(&self, key: &BlacklistKey) -> Result<bool> {
        let (kind, key) = key.stored();
        let struck = self
            .transaction
            .prepare_cached("DELETE FROM blacklist WHERE kind = ?1 AND key = ?2")?
            .execute(params![kind, key])?;
        Ok(struck > 0)
    }
}

impl Ledger {
    /// Whether something stands on the blacklist. A domain below a listed one is listed too.
    pub fn is_blacklisted(&self, key: &BlacklistKey) -> Result<bool> {
        let (kind, key) = key.stored();
        let mut name = key.as_str();
        loop {
            if is_listed(&self.connection, kind, name)? {
                return Ok(true);
            }
            name = match (kind, name.split_once('.')) {
                ("domain", Some((_, parent))) if parent.contains('.') => parent,
                _ => return Ok(false),
            };
        }
    }

    /// Which of these keys stand on the blacklist, in one pass over it. A name is found with whatever bears it.
    pub fn blacklisted(&self, keys: &[BlacklistKey]) -> Result<HashSet<BlacklistKey>> {
        let mut asked: HashMap<(&str, String), Vec<&BlacklistKey>> = HashMap::new();
        for key in keys {
            asked.entry(key.stored()).or_default().push(key);
        }
        let mut found = HashSet::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, key, name FROM blacklist")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let names: Option<String> = row.get(2)?;
            let names = names.iter().flat_map(|names| names.split(';'));
            let names = names.map(|name| ("site", name.trim().to_owned()));
            for entry in std::iter::once((kind.as_str(), row.get(1)?)).chain(names) {
                let hit = asked.get(&entry).map_or(&[][..], Vec::as_slice);
                found.extend(hit.iter().map(|key| (*key).clone()));
            }
        }
        Ok(found)
    }

    /// How many keys stand on the blacklist.
    pub fn blacklist_length(&self) -> Result<u64> {
        let count: i64 =
            self.connection
                .query_row("SELECT count(*) FROM blacklist", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

fn is_listed(connection: &Connection, kind: &str, key: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM blacklist WHERE kind = ?1 AND key = ?2)")?
        .query_row([kind, key], |row| row.get(0))?)
}
