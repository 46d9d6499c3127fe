//! The orders behind whatever a person has at hand: an order number, a domain or the address of a page, an IP address, a
//! filing number, a certificate, an id of either side, a file, a number in a bureau's sequence, the name of a website or its
//! organizer.

use std::collections::BTreeSet;
use std::path::Path;

use crate::check::{Claim, ClaimKind, HomePage};
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{KeptField, Ledger, Result};
use crate::order::{DomainName, FilingNumber, IpAddress, IpRange};

/// The numbers of the orders that `name` means, each once. An order number means that order and nothing else.
pub fn named(ledger: &Ledger, name: &str) -> Result<Vec<String>> {
    let name = name.trim();
    if ledger.standing(name)?.is_some() {
        return Ok(vec![name.to_owned()]);
    }
    for find in [
        of_file,
        of_sequence,
        of_filing_number,
        of_address,
        of_domain,
    ] {
        let found = find(ledger, host(name))?;
        if !found.is_empty() {
            return Ok(found.into_iter().collect());
        }
    }
    let mut found = of_certificate(ledger, name)?;
    found.extend(of_id(ledger, name)?);
    found.extend(of_name(ledger, name)?);
    // Of orders that are not over, every field is known by its hash.
    let hash = KeptField::hash_of(name);
    found.extend(ledger.orders_saying(|field| field.hash == hash)?);
    Ok(found.into_iter().collect())
}

type Numbers = BTreeSet<String>;

/// `33000000000120260918XZBA000001.xml`, also as a path, or without or with another ending.
fn of_file(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let path = Path::new(name);
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
        return Ok(Numbers::new());
    };
    let mut found: Numbers = ledger
        .orders_in(&format!("{stem}.xml"))?
        .into_iter()
        .collect();
    if found.is_empty() && is_short_name(stem) {
        for file in ledger.files_ending(stem)? {
            found.extend(ledger.orders_in(&file)?);
        }
    }
    Ok(found)
}

/// `XZBA000001`, a file's name without what all files of a night share.
fn is_short_name(stem: &str) -> bool {
    let family = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_family = !family.is_empty() && family.chars().all(|c| c.is_ascii_alphabetic());
    is_family && stem.len() >= family.len() + 6
}

/// Of the address of a page, its host; any other name as it is.
pub(super) fn host(name: &str) -> &str {
    let page = HomePage::split(name).filter(|_| name.contains("://"));
    page.map_or(name, |(host, _)| host)
}

/// A dotted address: a number alone is an id.
pub(super) fn dotted(name: &str) -> Option<IpAddress> {
    name.parse().ok().filter(|_| name.contains('.'))
}

/// An address that lies in a range of an access, filed or on its way.
fn of_address(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let Some(address) = dotted(name) else {
        return Ok(Numbers::new());
    };
    let wanted = IpRange::single(address);
    let claims = ledger.claimed(ClaimKind::Range.id())?.into_iter();
    let mut found: Numbers = claims
        .filter(|(_, range)| {
            range
                .parse()
                .is_ok_and(|range: IpRange| range.contains(&wanted))
        })
        .map(|(order, _)| order)
        .collect();
    for filing in ledger.filings(RecordKey::Address(address))? {
        let has_it = |site: &&Record| {
            let mut ranges = site.accesses().flat_map(Record::ranges);
            ranges.any(|range| range.range().is_some_and(|range| range.contains(&wanted)))
        };
        for site in filing.sites().filter(has_it) {
            found.extend(of_site(ledger, site)?);
        }
    }
    Ok(found)
}

/// `#12`, or `bureau#12`.
fn of_sequence(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let Some((bureau, sequence)) = name.rsplit_once(['#', '＃']) else {
        return Ok(Numbers::new());
    };
    let Ok(sequence) = sequence.trim().parse() else {
        return Ok(Numbers::new());
    };
    let bureau = Some(bureau.trim()).filter(|bureau| !bureau.is_empty());
    let mut found = Numbers::new();
    for file in ledger.files_numbered(sequence, bureau)? {
        found.extend(ledger.orders_in(&file)?);
    }
    Ok(found)
}

/// The number of a site means the orders of that site, the number of a subject those of all of its sites too.
fn of_filing_number(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let Some(number) = FilingNumber::parse(name) else {
        return Ok(Numbers::new());
    };
    let mut found: Numbers = ledger.orders_called(number.as_str())?.into_iter().collect();
    for filing in ledger.filings(RecordKey::Number(number.as_str()))? {
        match filing.number.as_deref() == Some(number.as_str()) {
            true => found.extend(of_whole(ledger, &filing)?),
            false => {
                let is_it = |site: &&Record| site.number.as_deref() == Some(number.as_str());
                for site in filing.sites().filter(is_it) {
                    found.extend(of_site(ledger, site)?);
                }
            }
        }
    }
    Ok(found)
}

/// A domain, or one below a filed one.
fn of_domain(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let Some(domain) = DomainName::parse(name) else {
        return Ok(Numbers::new());
    };
    let mut found = Numbers::new();
    let names = [
        Some(domain.ascii().to_owned()),
        domain.registrable().map(str::to_owned),
    ];
    for name in names.into_iter().flatten() {
        let kinds = [
            ClaimKind::Domain,
            ClaimKind::AccessDomain,
            ClaimKind::RemovedDomain,
        ];
        found.extend(ledger.orders_about(&kinds.map(ClaimKind::id), &name)?);
        let hash = KeptField::hash_of(&name);
        found.extend(ledger.orders_saying(|field| field.hash == hash)?);
        for filing in ledger.filings(RecordKey::Domain(&name))? {
            let has_it = |site: &&Record| {
                let mut domains = site.domains();
                domains.any(|domain| domain.name().eq_ignore_ascii_case(&name))
            };
            for site in filing.sites().filter(has_it) {
                found.extend(of_site(ledger, site)?);
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

fn of_certificate(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let claim = Claim::certificate(name);
    let orders = ledger.orders_about(&[claim.kind.id()], &claim.value)?;
    let mut found: Numbers = orders.into_iter().collect();
    for filing in ledger.filings(RecordKey::Certificate(name))? {
        found.extend(of_whole(ledger, &filing)?);
    }
    Ok(found)
}

/// An id that either side gave out.
fn of_id(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let Ok(id) = name.parse() else {
        return Ok(Numbers::new());
    };
    let mut found: Numbers = ledger.order_of_own_id(id)?.into_iter().collect();
    found.extend(ledger.orders_called(name)?);
    Ok(found)
}

/// What a website or its organizer is called.
fn of_name(ledger: &Ledger, name: &str) -> Result<Numbers> {
    let mut found = Numbers::new();
    for (kind, id) in ledger.records_named(name)? {
        for filing in ledger.filings(RecordKey::Id(kind, id))? {
            match kind {
                RecordKind::Site => {
                    if let Some(site) = filing.site(id) {
                        found.extend(of_site(ledger, site)?);
                    }
                }
                _ => found.extend(of_whole(ledger, &filing)?),
            }
        }
    }
    Ok(found)
}

/// The orders of a filing: of the subject, and of every site.
fn of_whole(ledger: &Ledger, filing: &Record) -> Result<Numbers> {
    let mut found = of_record(ledger, filing)?;
    for site in filing.sites() {
        found.extend(of_site(ledger, site)?);
    }
    Ok(found)
}

/// The orders of a site, and of its accesses.
fn of_site(ledger: &Ledger, site: &Record) -> Result<Numbers> {
    let mut found = of_record(ledger, site)?;
    for access in site.accesses() {
        found.extend(of_record(ledger, access)?);
    }
    Ok(found)
}

/// The orders that name a record by its id, by our own id of it or by its filing number.
fn of_record(ledger: &Ledger, record: &Record) -> Result<Numbers> {
    let tag = record.kind.bureau_tag();
    let mut found: Numbers = ledger
        .orders_holding(tag, &record.id.to_string())?
        .into_iter()
        .collect();
    if let Some(own) = record.own {
        found.extend(ledger.order_of_own_id(own)?);
    }
    if let (Some(tag), Some(number)) = (record.kind.number_tag(), &record.number) {
        found.extend(ledger.orders_holding(tag, number)?);
    }
    Ok(found)
}
