//! What a task of the bureau is about, for the systems that block, cut and connect: domains, addresses, the filing number.

use super::night::TaskLine;
use crate::check::HomePage;
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{Ledger, Result, TaskList};
use crate::order::TO_FILL_IN;

/// What is concerned, as far as the ledger knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Concerned {
    /// Domains, in lower-case ASCII.
    pub domains: Vec<String>,
    /// Addresses and ranges.
    pub addresses: Vec<String>,
    /// The filing number of the site or subject.
    pub number: Option<String>,
    /// What the bureau called it where that is no domain.
    pub called: Option<String>,
}

impl Concerned {
    /// What a task is about: its key and the order that it proposes say so, or what is filed.
    pub(super) fn by(task: &TaskLine, ledger: &Ledger) -> Result<Self> {
        let mut found = Self::default();
        match task.list {
            TaskList::CancelledByBureau => {
                let (kind, id) = task.key.split_once(' ').unwrap_or_default();
                let kind = RecordKind::FILINGS.iter().find(|one| one.id() == kind);
                if let (Some(kind), Ok(id)) = (kind, id.parse()) {
                    for filing in ledger.filings(RecordKey::Id(*kind, id))? {
                        found.add_filed(&filing, *kind, id);
                    }
                }
            }
            TaskList::IllegalAccess => {
                let (domain, address) = task.key.split_once(' ').unwrap_or((&task.key, ""));
                found.add("域名", domain);
                found.add("IP", address);
            }
            _ => {
                for (header, value) in task.rows.iter().flat_map(|row| &row.cells) {
                    found.add(header, value);
                }
            }
        }
        Ok(found)
    }

    /// What an order is about, by what it says itself; a filing number that it does not know may be filed under its domain.
    pub(super) fn by_order(order: &str, ledger: &Ledger) -> Result<Self> {
        let mut found = Self::default();
        for field in ledger.fields_of(order)? {
            let header = field.field.rsplit('.').next().unwrap_or_default();
            found.add(header, &field.shown);
        }
        if let (None, Some(domain)) = (&found.number, found.domains.first()) {
            let filings = ledger.filings(RecordKey::Domain(domain))?;
            let sites = filings.iter().flat_map(Record::sites);
            let is_named = |site: &&Record| {
                let mut domains = site.domains().filter(|one| one.is_live());
                domains.any(|one| {
                    HomePage::parse(&one.name()).is_some_and(|page| page.host.ascii() == domain)
                })
            };
            found.number = { sites }
                .find(is_named)
                .and_then(|site| site.number.clone());
        }
        Ok(found)
    }

    /// Adds a value of a column that names something.
    fn add(&mut self, header: &str, value: &str) {
        if matches!(value, "" | NOTHING | TO_FILL_IN) {
            return;
        }
        match header {
            "域名" => match HomePage::parse(value.trim()) {
                Some(page) => push(&mut self.domains, page.host.ascii().to_owned()),
                None => self.called = Some(value.to_owned()),
            },
            "IP" | "起始IP" => push(&mut self.addresses, value.to_owned()),
            "网站备案号" | "主体备案号" => {
                self.number.get_or_insert_with(|| value.to_owned());
            }
            _ => {}
        }
    }

    /// What a system can block: its domains, else its addresses, else what it is called.
    pub(super) fn to_block(&self) -> Vec<&str> {
        let named = match (&self.domains[..], &self.addresses[..]) {
            ([], []) => return self.called.as_deref().into_iter().collect(),
            ([], addresses) => addresses,
            (domains, _) => domains,
        };
        named.iter().map(String::as_str).collect()
    }

    /// Adds what is filed of a record: all sites of a subject, a site, or the site of an access with that access alone.
    fn add_filed(&mut self, filing: &Record, kind: RecordKind, id: u64) {
        for site in filing.sites() {
            let is_meant = |access: &&Record| kind != RecordKind::Access || access.id == id;
            let accesses: Vec<&Record> = site.accesses().filter(is_meant).collect();
            let is_of_it = match kind {
                RecordKind::Subject => true,
                RecordKind::Site => site.id == id,
                _ => !accesses.is_empty(),
            };
            if !is_of_it {
                continue;
            }
            for domain in site.domains() {
                self.add("域名", &domain.name());
            }
            for range in accesses.iter().flat_map(|access| access.ranges()) {
                self.add("IP", &range.name());
            }
            if kind != RecordKind::Subject {
                self.number = site.number.clone();
            }
        }
        if self.number.is_none() {
            self.number = filing.number.clone();
        }
    }
}

/// What stands in a key for what the bureau did not name.
const NOTHING: &str = "—";

fn push(values: &mut Vec<String>, value: String) {
    if !values.contains(&value) {
        values.push(value);
    }
}
