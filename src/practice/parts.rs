//! The parts of a site in the register: its home pages, its domains, its accesses and their IP ranges.

use rusqlite::{OptionalExtension as _, params};

use super::Error;
use super::register::Register;
use super::xml::{copy_children, leaf, wrap};
use crate::bureau::tree::Element;

/// How the parts of a site are written: a verification task calls an access's carrier otherwise, and names no own ids.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As in BASJ and SJTB.
    Published,
    /// As in HSRW.
    Task,
}

/// The addresses in a `Syurl`, which are separated by semicolons, as two are compared: in lower case, without scheme and
/// closing slash.
pub(super) fn homepages(text: &str) -> impl Iterator<Item = String> {
    text.split([';', '；']).map(|address| {
        let address = address.trim().to_ascii_lowercase();
        let bare = address
            .strip_prefix("http://")
            .or(address.strip_prefix("https://"));
        bare.unwrap_or(&address).trim_end_matches('/').to_owned()
    })
}

impl Register<'_> {
    /// Remembers the home pages of a site in place of those that it had.
    pub fn store_homepages(&self, site: i64, text: Option<&str>) -> Result<(), Error> {
        let statement = "DELETE FROM homepage WHERE site = ?1";
        self.connection.prepare_cached(statement)?.execute([site])?;
        let statement = "INSERT INTO homepage (address, site) VALUES (?1, ?2)";
        let mut statement = self.connection.prepare_cached(statement)?;
        for address in text.into_iter().flat_map(homepages) {
            statement.execute(params![address, site])?;
        }
        Ok(())
    }

    /// Adds a domain from its `Ym_xx`, under the id that it brings or a new one.
    pub fn add_domain(&self, site: i64, domain: &Element) -> Result<(), Error> {
        let id = domain.value("Ymid").and_then(|id| id.parse().ok());
        let name = domain.value("Ym").unwrap_or_default();
        self.store_domain(site, id, domain.value("IspYmid"), name)
    }

    /// Adds a domain, under an id or the next one.
    pub fn store_domain(
        &self,
        site: i64,
        id: Option<i64>,
        own: Option<&str>,
        name: &str,
    ) -> Result<(), Error> {
        let id = match id {
            Some(id) => id,
            None => self.new_id("domain")?,
        };
        let statement =
            "INSERT OR REPLACE INTO domain (id, own, name, site) VALUES (?1, ?2, ?3, ?4)";
        let values = params![id, own, name.to_ascii_lowercase(), site];
        self.connection.prepare_cached(statement)?.execute(values)?;
        Ok(())
    }

    /// Adds this carrier's access from a `Jr_xx` or a whole access order, with its ranges; one that brings its id takes
    /// the place of the access that has it.
    pub fn add_access(&self, site: i64, access: &Element) -> Result<(), Error> {
        let known = access.value("Jrid").and_then(|id| id.parse().ok());
        let own = match known {
            Some(id) => self.own_of_access(id)?,
            None => access.value("IspJrid").map(str::to_owned),
        };
        let mut content = String::new();
        copy_children(&mut content, access, &["Wzfb", "Wzjrfs"]);
        let id = self.store_access(site, known, own.as_deref(), self.carrier, &content)?;
        for range in access.children("Ip_xx") {
            let end = |tag| range.value(tag).and_then(|text| text.parse().ok());
            let (Some(first), Some(last)) = (end("Qsip"), end("Zzip")) else {
                continue;
            };
            let kept = end("Ipid");
            self.store_range(id, kept, range.value("IspIpid"), (first, last))?;
        }
        Ok(())
    }

    fn own_of_access(&self, id: i64) -> Result<Option<String>, Error> {
        let query = "SELECT own FROM access WHERE id = ?1";
        let found = self.connection.query_row(query, [id], |row| row.get(0));
        Ok(found.optional()?.flatten())
    }

    /// Adds an access without ranges, under an id or the next one, and gives the id.
    pub fn store_access(
        &self,
        site: i64,
        id: Option<i64>,
        own: Option<&str>,
        carrier: u64,
        content: &str,
    ) -> Result<i64, Error> {
        let id = match id {
            Some(id) => {
                self.remove_access(id)?;
                id
            }
            None => self.new_id("access")?,
        };
        let statement =
            "INSERT INTO access (id, own, site, carrier, content) VALUES (?1, ?2, ?3, ?4, ?5)";
        let carrier = i64::try_from(carrier).unwrap_or(i64::MAX);
        let values = params![id, own, site, carrier, content];
        self.connection.prepare_cached(statement)?.execute(values)?;
        Ok(id)
    }

    /// Adds a range to an access, under an id or the next one.
    pub fn store_range(
        &self,
        access: i64,
        id: Option<i64>,
        own: Option<&str>,
        (first, last): (i64, i64),
    ) -> Result<(), Error> {
        let id = match id {
            Some(id) => id,
            None => self.new_id("access_range")?,
        };
        let statement = "INSERT OR REPLACE INTO access_range (id, own, access, first, last)
                         VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![id, own, access, first, last];
        self.connection.prepare_cached(statement)?.execute(values)?;
        Ok(())
    }

    /// Takes an access out, with its ranges.
    pub fn remove_access(&self, id: i64) -> Result<(), Error> {
        for statement in [
            "DELETE FROM access_range WHERE access = ?1",
            "DELETE FROM access WHERE id = ?1",
        ] {
            self.connection.prepare_cached(statement)?.execute([id])?;
        }
        Ok(())
    }

    /// The accesses of a site, with the carrier of each.
    pub fn accesses(&self, site: i64) -> Result<Vec<(i64, u64)>, Error> {
        let query = "SELECT id, carrier FROM access WHERE site = ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([site], |row| {
            let carrier: i64 = row.get(1)?;
            Ok((row.get(0)?, carrier.unsigned_abs()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The ranges of an access.
    pub fn ranges(&self, access: i64) -> Result<Vec<(i64, i64)>, Error> {
        let query = "SELECT first, last FROM access_range WHERE access = ?1 ORDER BY first, last";
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([access], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// `Ym_xx` and `Jr_xx` of a site.
    pub fn write_parts(&self, out: &mut String, site: i64, form: Form) -> Result<(), Error> {
        let query = "SELECT own, id, name FROM domain WHERE site = ?1 ORDER BY rowid";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([site])?;
        while let Some(row) = rows.next()? {
            let (own, id, name): (Option<String>, i64, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            wrap(out, "Ym_xx", |out| {
                own_id(out, "IspYmid", own.as_deref(), form);
                leaf(out, "Ymid", id.to_string());
                leaf(out, "Ym", name);
            });
        }
        let query = "SELECT own, id, carrier, content FROM access WHERE site = ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([site])?;
        while let Some(row) = rows.next()? {
            let (own, id, carrier, content): (Option<String>, i64, i64, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let ranges = self.written_ranges(id, form)?;
            wrap(out, "Jr_xx", |out| {
                own_id(out, "IspJrid", own.as_deref(), form);
                leaf(out, "Jrid", id.to_string());
                if form == Form::Published {
                    leaf(out, "Ispid", carrier.to_string());
                }
                out.push_str(&content);
                out.push_str(&ranges);
                if form == Form::Task {
                    leaf(out, "Bbyhid", carrier.to_string());
                    leaf(out, "Bbyhlx", "0");
                }
            });
        }
        Ok(())
    }

    fn written_ranges(&self, access: i64, form: Form) -> Result<String, Error> {
        let query =
            "SELECT own, id, first, last FROM access_range WHERE access = ?1 ORDER BY rowid";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([access])?;
        let mut ranges = String::new();
        while let Some(row) = rows.next()? {
            let (own, id, first, last): (Option<String>, i64, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            wrap(&mut ranges, "Ip_xx", |out| {
                own_id(out, "IspIpid", own.as_deref(), form);
                leaf(out, "Ipid", id.to_string());
                leaf(out, "Qsip", first.to_string());
                leaf(out, "Zzip", last.to_string());
            });
        }
        Ok(ranges)
    }
}

fn own_id(out: &mut String, tag: &str, own: Option<&str>, form: Form) {
    if let Some(own) = own.filter(|_| form == Form::Published) {
        leaf(out, tag, own);
    }
}
