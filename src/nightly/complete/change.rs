//! Fills a change up from the record that it changes.
//!
//! - A blank cell takes the record's value; a cell cannot be emptied by leaving it blank.
//! - A site is found by the bureau's id or its filing number, the only one without either. Sites that the order does not
//!   list are added, as far as this carrier has an access of theirs.
//! - A site without domain rows keeps its domains, an access without ranges its ranges. Where there are rows they are the
//!   whole list: those of the record that it lacks are removed.
//! - Accesses that a site does not list are added: a change cancels none.

use std::path::PathBuf;
use std::sync::Arc;

use crate::codes::Codes;
use crate::intake;
use crate::ledger::mirror::{Record, RecordKind};
use crate::ledger::{Ledger, Result};
use crate::order::{
    Access, Address, AnyField, Domain, Field, Id, Number, Order, Part, Picture, Place, Preapproval,
    Removal, Site, Value,
};

/// What a change is filled up from.
pub(super) struct Filling<'l> {
    pub record: &'l Record,
    pub carrier: u64,
    pub ledger: &'l Ledger,
    pub codes: &'l Codes,
}

impl Filling<'_> {
    /// Fills the order up; hands back what it would remove.
    pub fn fill(&self, order: &mut Order) -> Result<Vec<Removal>> {
        let home = order.number.place.clone();
        self.fill_part(&mut order.subject, self.record, &home);
        id(&mut order.subject.bureau_id, Some(self.record.id), &home);
        self.number(&mut order.subject, "filing_number", self.record, &home);
        let mut listed = Vec::new();
        let mut removals = Vec::new();
        let only = order.sites.len() == 1;
        for (number, site) in (1..).zip(&mut order.sites) {
            if let Some(record) = self.site_of(site, only) {
                listed.push(record.id);
                self.fill_site(site, record, &home)?;
                removals.extend(self.removals(site, number, record));
            }
        }
        let own = |site: &&Record| site.accesses_of(self.carrier).next().is_some();
        let is_listed = |site: &&Record| listed.contains(&site.id);
        let live = self.record.sites().filter(|site| site.is_live());
        for record in live.filter(|site| !is_listed(site) && own(site)) {
            let mut site = Site::default();
            self.fill_site(&mut site, record, &home)?;
            let number = u32::try_from(order.sites.len() + 1).unwrap_or(u32::MAX);
            let text = number.to_string();
            site.position.set(value(&text, &home), Number(number));
            order.sites.push(site);
        }
        Ok(removals)
    }

    /// The record of a site of the order.
    fn site_of(&self, site: &Site, only: bool) -> Option<&Record> {
        let mut live = self.record.sites().filter(|site| site.is_live());
        if let Some(id) = site.bureau_id.get() {
            return live.find(|record| record.id == id.0);
        }
        if let Some(number) = site.filing_number.get() {
            return live.find(|record| record.number.as_deref() == Some(number.as_str()));
        }
        let (first, second) = (live.next(), live.next());
        first.filter(|_| only && second.is_none())
    }

    fn fill_site(&self, site: &mut Site, record: &Record, home: &Place) -> Result<()> {
        self.fill_part(site, record, home);
        id(&mut site.bureau_id, Some(record.id), home);
        self.number(site, "filing_number", record, home);
        if site.preapprovals.is_empty() {
            self.add_preapprovals(site, record, home)?;
        }
        if site.domains.is_empty() {
            let live = record.domains().filter(|domain| domain.is_live());
            site.domains = live.map(|_| Domain::default()).collect();
            let live = record.domains().filter(|domain| domain.is_live());
            for (domain, record) in site.domains.iter_mut().zip(live) {
                self.fill_domain(domain, record, home);
            }
        } else {
            for domain in &mut site.domains {
                if let Some(record) = domain_of(domain, record) {
                    self.fill_domain(domain, record, home);
                }
            }
        }
        self.fill_accesses(site, record, home);
        Ok(())
    }

    fn fill_domain(&self, domain: &mut Domain, record: &Record, home: &Place) {
        self.fill_part(domain, record, home);
        id(&mut domain.bureau_id, Some(record.id), home);
        id(&mut domain.own_id, record.own, home);
    }

    fn fill_accesses(&self, site: &mut Site, record: &Record, home: &Place) {
        let own: Vec<&Record> = record.accesses_of(self.carrier).collect();
        let mut listed = Vec::new();
        let only = site.accesses.len() == 1 && own.len() == 1;
        for access in &mut site.accesses {
            let id = access.bureau_id.get().map(|id| id.0);
            let is_meant = |record: &&&Record| match id {
                Some(id) => record.id == id,
                None => only,
            };
            if let Some(record) = own.iter().find(is_meant) {
                listed.push(record.id);
                self.fill_access(access, record, home);
            }
        }
        for record in own.iter().filter(|record| !listed.contains(&record.id)) {
            let mut access = Access::default();
            self.fill_access(&mut access, record, home);
            site.accesses.push(access);
        }
    }

    fn fill_access(&self, access: &mut Access, record: &Record, home: &Place) {
        self.fill_part(access, record, home);
        id(&mut access.bureau_id, Some(record.id), home);
        let live: Vec<&Record> = record.ranges().filter(|range| range.is_live()).collect();
        if access.addresses.is_empty() {
            access.addresses = live.iter().map(|_| Address::default()).collect();
            for (address, record) in access.addresses.iter_mut().zip(&live) {
                self.fill_range(address, record, home);
            }
        } else {
            for address in &mut access.addresses {
                if let Some(record) = live.iter().find(|record| is_range(address, record)) {
                    self.fill_range(address, record, home);
                }
            }
        }
    }

    fn fill_range(&self, address: &mut Address, record: &Record, home: &Place) {
        self.fill_part(address, record, home);
        id(&mut address.bureau_id, Some(record.id), home);
        id(&mut address.own_id, record.own, home);
    }

    /// Pre-approvals as they were published, with the scans that the ledger keeps.
    fn add_preapprovals(&self, site: &mut Site, record: &Record, home: &Place) -> Result<()> {
        for number in 1.. {
            let path = |tag: &str| format!("Wz_xx/Nrlx/Nrlx_xx[{number}]/{tag}");
            let Some(category) = record.fields.first(&path("Nrlx_id")) else {
                break;
            };
            let mut preapproval = Preapproval::default();
            let mut fill = |english: &str, text: &str| {
                let columns = Preapproval::columns();
                let index = columns.iter().position(|column| column.english == english);
                if let Some(index) = index.filter(|_| !text.is_empty()) {
                    preapproval.fill(index, value(text, home), self.codes);
                }
            };
            fill("category", category);
            fill(
                "number",
                record.fields.first(&path("Qzsph")).unwrap_or_default(),
            );
            let hashes = record.fields.all(&path("Spwj"));
            fill("files", &hashes.join(";"));
            for hash in hashes {
                let Some(bytes) = self.ledger.scan(hash)? else {
                    preapproval.files = Field::absent(preapproval.files.column());
                    continue;
                };
                preapproval.pictures.push(Picture {
                    named: value(hash, home),
                    path: PathBuf::from(hash),
                    state: intake::inspect_bytes(&bytes),
                    kept: Some(Arc::from(bytes)),
                });
            }
            site.preapprovals.push(preapproval);
        }
        Ok(())
    }

    /// Gives the blank cells of a part the record's values.
    fn fill_part<P: Part>(&self, part: &mut P, record: &Record, home: &Place) {
        let is_blank: Vec<bool> = part
            .fields()
            .iter()
            .map(|field| field.is_absent())
            .collect();
        let blank = { is_blank.iter().zip(0..) }.filter(|(is_blank, _)| **is_blank);
        for (_, index) in blank {
            let path = P::columns()[index].path;
            let known = record.fields.all(path).join(";");
            if !path.is_empty() && !known.is_empty() {
                part.fill(index, value(&known, home), self.codes);
            }
        }
    }

    fn number<P: Part>(&self, part: &mut P, english: &str, record: &Record, home: &Place) {
        let columns = P::columns().iter();
        let index = { columns }.position(|column| column.english == english);
        if let (Some(index), Some(number)) = (index, &record.number)
            && part.fields()[index].is_absent()
        {
            part.fill(index, value(number, home), self.codes);
        }
    }

    /// The domains and ranges of a site's record that the order does not list.
    fn removals(&self, site: &Site, number: u32, record: &Record) -> Vec<Removal> {
        let keeps = |kind, id: u64| {
            let is_kept = |field: &Field<Id>| field.get() == Some(&Id(id));
            let addresses = site.accesses.iter().flat_map(|access| &access.addresses);
            match kind {
                RecordKind::Domain => site.domains.iter().any(|part| is_kept(&part.bureau_id)),
                _ => { addresses }.any(|part| is_kept(&part.bureau_id)),
            }
        };
        let left_out = record.left_out(self.carrier, keeps).into_iter();
        left_out
            .map(|part| Removal {
                sheet: match part.kind {
                    RecordKind::Domain => Domain::columns()[0].sheet,
                    _ => Address::columns()[0].sheet,
                },
                site: number,
                name: part.name,
                id: part.id,
            })
            .collect()
    }
}

/// The record of a domain of the order: by the bureau's id, else by its name.
fn domain_of<'r>(domain: &Domain, site: &'r Record) -> Option<&'r Record> {
    let mut live = site.domains().filter(|record| record.is_live());
    if let Some(id) = domain.bureau_id.get() {
        return live.find(|record| record.id == id.0);
    }
    let name = domain.name.get()?;
    live.find(|record| crate::order::DomainName::parse(&record.name()).as_ref() == Some(name))
}

/// Whether a range of the order is this one of the record: by the bureau's id, else by its addresses.
fn is_range(address: &Address, record: &Record) -> bool {
    match address.bureau_id.get() {
        Some(id) => record.id == id.0,
        None => address.range().is_some() && address.range() == record.range(),
    }
}

/// Fills in an id where there is none.
fn id(field: &mut Field<Id>, known: Option<u64>, home: &Place) {
    if let Some(known) = known.filter(|_| field.is_absent()) {
        field.set(value(&known.to_string(), home), Id(known));
    }
}

/// A value that the ledger tells: it stands in no cell, so that its place is the order number's.
fn value(text: &str, home: &Place) -> Value {
    Value {
        text: text.into(),
        place: home.clone(),
    }
}
