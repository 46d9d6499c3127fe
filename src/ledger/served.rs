//! Which domains this carrier may serve: those that are filed with an access of its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

use super::mirror::{json, sql_id};
use super::{Ledger, Result, TaskList};

/// Whether a domain may be served here, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// It is on the bureau's blacklist, or the bureau wants its access cut.
    Forbidden,
    /// It is filed, and this carrier has an access of its site.
    Filed,
    /// An access of its site is on its way and has passed the first review.
    AccessUnderway,
    /// It is filed, but this carrier has no access of its site.
    WithoutAccess,
    /// Its filing is cancelled, or missing from the bureau's last full copy.
    Cancelled,
}

impl Served {
    /// Whether it may be served.
    pub fn is_allowed(self) -> bool {
        matches!(self, Served::Filed | Served::AccessUnderway)
    }
}

/// A domain that the ledger knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedDomain {
    /// The domain in lower-case ASCII.
    pub domain: String,
    /// The filing number of its site, where it is known.
    pub number: Option<String>,
    /// Whether it may be served.
    pub served: Served,
}

/// What says that a new access is about a domain.
const ACCESS_DOMAIN: &str = "access_domain";

impl Ledger {
    /// Every domain that the bureau has told of or that an access is on its way for, by name; `carrier` is who we are.
    pub fn served_domains(&self, carrier: u64) -> Result<Vec<ServedDomain>> {
        self.served(carrier, None)
    }

    /// The domains of which something changed in a night, or since the night before it: they were filed or
    /// cancelled, gained or lost an access, had one pass the first review, were forbidden, or are to be cut.
    pub fn domains_turned(&self, night: NaiveDate, carrier: u64) -> Result<Vec<ServedDomain>> {
        // CROSS JOIN holds SQLite to this order: a night is small, all that is filed is not.
        let mut statement = self.connection.prepare_cached(
            "SELECT search FROM records INDEXED BY records_changed
                WHERE changed BETWEEN ?1 AND ?2 AND kind = 'domain' AND search IS NOT NULL
             UNION SELECT d.search FROM records a INDEXED BY records_changed
                CROSS JOIN records d INDEXED BY records_by_parent ON d.kind = 'domain' AND d.parent = a.parent
                WHERE a.changed BETWEEN ?1 AND ?2 AND a.kind = 'access' AND d.search IS NOT NULL
             UNION SELECT c.value FROM runs r CROSS JOIN moves m ON m.run_id = r.id CROSS JOIN claims c ON c.attempt_id = m.attempt_id AND c.kind = ?4
                WHERE (r.night > ?5 OR r.id >= ?7) AND r.night <= ?3 AND m.state = 7
             UNION SELECT d.search FROM runs r CROSS JOIN moves m ON m.run_id = r.id
                CROSS JOIN attempts t ON t.id = m.attempt_id AND t.kind = '接入备案'
                CROSS JOIN claims c ON c.attempt_id = m.attempt_id AND c.kind = 'site'
                CROSS JOIN records s ON s.kind = 'site' AND (s.number = c.value OR s.id = CAST(c.value AS INTEGER))
                CROSS JOIN records d INDEXED BY records_by_parent ON d.kind = 'domain' AND d.parent = s.id
                WHERE (r.night > ?5 OR r.id >= ?7) AND r.night <= ?3 AND m.state = 7 AND d.search IS NOT NULL
             UNION SELECT b.key FROM runs r JOIN downloads d ON d.run_id = r.id JOIN blacklist b ON b.download_id = d.id AND b.kind = 'domain'
                WHERE (r.night > ?5 OR r.id >= ?7) AND r.night <= ?3
             UNION SELECT lower(substr(t.key, 1, instr(t.key || ' ', ' ') - 1)) FROM tasks t
                WHERE t.list = ?6 AND (t.opened BETWEEN ?1 AND ?2
                    OR EXISTS (SELECT 1 FROM decisions d WHERE d.id = t.decision_id AND d.at BETWEEN ?1 AND ?2))",
        )?;
        // Without a night before it, a night stands for itself: what was filed before all nights did not turn.
        let before = match self.night_before(night)? {
            Some(before) => before,
            None => night.pred_opt().unwrap_or(night),
        };
        let after = self.after_the_night(before)?;
        let [night, before] = [night, before].map(|night| night.to_string());
        // Moments begin with their day, and no character of one comes after this.
        let [begin, end] = [&before, &night].map(|day| format!("{day}~"));
        let (first, begin) = after.unwrap_or((i64::MAX, begin));
        let list = TaskList::IllegalAccess.id();
        let values = params![begin, end, night, ACCESS_DOMAIN, before, list, first];
        let rows = statement.query_map(values, |row| row.get(0))?;
        let names: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        match names.is_empty() {
            true => Ok(Vec::new()),
            false => self.served(carrier, Some(&names)),
        }
    }

    /// Whether domains may be served: all that are known, or those of these names.
    fn served(&self, carrier: u64, names: Option<&[String]>) -> Result<Vec<ServedDomain>> {
        let mut found: BTreeMap<String, (Served, Option<String>)> = BTreeMap::new();
        let wanted: Option<BTreeSet<&str>> =
            names.map(|names| names.iter().map(String::as_str).collect());
        let mut add = |domain: String, served: Served, number: Option<String>| {
            if wanted
                .as_ref()
                .is_some_and(|wanted| !wanted.contains(domain.as_str()))
            {
                return;
            }
            let known = found.entry(domain).or_insert((served, number.clone()));
            if served < known.0 {
                *known = (served, number);
            }
        };
        let (domains, named) = match names {
            None => ("records d", "[]".to_owned()),
            Some(names) => (
                "json_each(?2) j CROSS JOIN records d ON d.search = j.value",
                json(names)?,
            ),
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT d.search, s.number, d.state = 'filed' AND s.state = 'filed', EXISTS (SELECT 1 FROM records a INDEXED BY records_by_parent
                WHERE a.kind = 'access' AND a.parent = s.id AND a.state = 'filed' AND (a.carrier IS NULL OR a.carrier = ?1))
             FROM {domains} JOIN records s ON s.kind = 'site' AND s.id = d.parent
             WHERE d.kind = 'domain' AND d.search IS NOT NULL AND ?2 IS NOT NULL"
        ))?;
        let mut rows = statement.query(params![sql_id(carrier)?, named])?;
        while let Some(row) = rows.next()? {
            let served = match (row.get(2)?, row.get(3)?) {
                (true, true) => Served::Filed,
                (true, false) => Served::WithoutAccess,
                (false, _) => Served::Cancelled,
            };
            add(row.get(0)?, served, row.get(1)?);
        }
        // Of an access, the domain shows in the order, or in what is filed of its site.
        let mut statement = self.connection.prepare_cached(
            "SELECT c.value, NULL FROM claims c JOIN attempts a ON a.id = c.attempt_id JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
             WHERE c.kind = ?1 AND a.state BETWEEN 7 AND 12
             UNION SELECT d.search, s.number FROM attempts a JOIN orders o ON o.id = a.order_id AND o.attempt = a.number
                JOIN claims c ON c.attempt_id = a.id AND c.kind = 'site'
                JOIN records s ON s.kind = 'site' AND s.state = 'filed' AND (s.number = c.value OR s.id = CAST(c.value AS INTEGER))
                JOIN records d INDEXED BY records_by_parent ON d.kind = 'domain' AND d.parent = s.id AND d.state = 'filed'
             WHERE a.kind = '接入备案' AND a.state BETWEEN 7 AND 12",
        )?;
        let mut rows = statement.query([ACCESS_DOMAIN])?;
        while let Some(row) = rows.next()? {
            add(row.get(0)?, Served::AccessUnderway, row.get(1)?);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT key FROM blacklist WHERE kind = 'domain'")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            add(row.get(0)?, Served::Forbidden, None);
        }
        for key in self.open_tasks(TaskList::IllegalAccess)? {
            let domain = key.split(' ').next().unwrap_or_default().to_lowercase();
            if domain.contains('.') {
                add(domain, Served::Forbidden, None);
            }
        }
        let domains = found
            .into_iter()
            .map(|(domain, (served, number))| ServedDomain {
                domain,
                number,
                served,
            });
        Ok(domains.collect())
    }
}
