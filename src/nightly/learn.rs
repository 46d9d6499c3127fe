//! What the ledger knows of the filings, orders and lists that a batch has to do with: looked up for all orders together,
//! so that neither a large batch nor a large ledger takes long.

use std::collections::{BTreeMap, BTreeSet};

use super::filed::{Known, progress};
use crate::check::{
    Blacklist, Claim, ClaimKind, Claimant, Claimed, Extent, FiledAccess, FiledDomain, FiledIp,
    FiledProgress, FiledSite, FiledSubject, FilingKey, Filings, Listed, Lists, Refusal, Values,
    claims, filing_keys, upwards,
};
use crate::ledger::mirror::{self, Names, Record, RecordKind};
use crate::ledger::{BlacklistKey, KeyTag, Ledger, ProposedRow, Result, State, TaskList};
use crate::order::{Column, DomainName, IpRange, Kind, Order, Read as _};
use crate::outcome::proposals::CARRIER;
use crate::outcome::{IP_CONFLICT, UNITS};

impl Known<'_> {
    /// Learns what the ledger has about a batch; `carrier` is who we are.
    pub(super) fn learn(&mut self, orders: &[Order], carrier: u64) -> Result<()> {
        let Some(ledger) = self.ledger else {
            return Ok(());
        };
        let numbers: Vec<&str> = orders.iter().map(|order| &*order.number.text).collect();
        let states = ledger.states_of(&numbers)?;
        let is_sent =
            |order: &&Order| { states.get(&*order.number.text) }.is_some_and(|s| is_sent(*s));
        let sent = orders.iter().filter(is_sent);
        self.filed
            .add_sent(sent.map(|order| order.number.text.clone()));
        let open: Vec<&Order> = orders.iter().filter(|order| !is_sent(order)).collect();
        self.filed.filings = filings(ledger, &open)?;
        self.filed.claimed = claimed(ledger, &open, &self.filed.filings)?;
        self.filed.blacklist = blacklist(ledger, &open)?;
        self.filed.lists = lists(ledger, &open, carrier)?;
        Ok(())
    }
}

/// Whether the bureau has an order, or has taken what it says.
fn is_sent(state: State) -> bool {
    (State::Packed..=State::Completed).contains(&state) || state == State::AwaitingDecision
}

fn filings(ledger: &Ledger, orders: &[&Order]) -> Result<Filings> {
    let extent = match ledger.extent_of_filings()? {
        mirror::Extent::Nothing => return Ok(Filings::default()),
        mirror::Extent::Some => Extent::Some,
        mirror::Extent::All => Extent::All,
    };
    let mut names = Names::default();
    for key in orders.iter().flat_map(|order| filing_keys(order)) {
        match key {
            FilingKey::Certificate(text) => names.certificates.insert(text),
            FilingKey::Number(text) => names.numbers.insert(text),
            FilingKey::Domain(text) => names.domains.insert(text),
            FilingKey::Own(id) => names.own.insert(id),
            FilingKey::Subject(id) => names.ids.insert((RecordKind::Subject, id)),
            FilingKey::Site(id) => names.ids.insert((RecordKind::Site, id)),
            FilingKey::DomainId(id) => names.ids.insert((RecordKind::Domain, id)),
            FilingKey::Access(id) => names.ids.insert((RecordKind::Access, id)),
            FilingKey::Range(id) => names.ids.insert((RecordKind::Ip, id)),
        };
    }
    let found = ledger.filings_named(&names)?;
    Ok(Filings::new(found.iter().map(subject).collect(), extent))
}

fn subject(record: &Record) -> FiledSubject {
    FiledSubject {
        id: record.id,
        own_id: record.own,
        number: record.number.clone(),
        live: record.is_live(),
        values: values(record),
        sites: record.sites().map(site).collect(),
    }
}

fn site(record: &Record) -> FiledSite {
    FiledSite {
        id: record.id,
        own_id: record.own,
        number: record.number.clone(),
        live: record.is_live(),
        values: values(record),
        domains: { record.domains() }
            .map(|domain| FiledDomain {
                id: domain.id,
                own_id: domain.own,
                name: folded(&domain.name()),
                live: domain.is_live(),
            })
            .collect(),
        accesses: record.accesses().map(access).collect(),
    }
}

fn access(record: &Record) -> FiledAccess {
    FiledAccess {
        id: record.id,
        own_id: record.own,
        carrier: record.carrier,
        live: record.is_live(),
        ranges: { record.ranges() }
            .map(|ip| FiledIp {
                id: ip.id,
                own_id: ip.own,
                range: ip.range(),
                live: ip.is_live(),
            })
            .collect(),
    }
}

fn values(record: &Record) -> Values {
    { record.fields.iter() }
        .map(|(path, values)| (path, values.join(";")))
        .collect()
}

fn folded(domain: &str) -> String {
    DomainName::parse(domain).map_or_else(|| domain.to_lowercase(), |name| name.ascii().to_owned())
}

fn claimed(ledger: &Ledger, orders: &[&Order], filings: &Filings) -> Result<Claimed> {
    let mut asked: BTreeMap<ClaimKind, BTreeSet<Box<str>>> = BTreeMap::new();
    for order in orders {
        for claim in claims(order, filings) {
            // Whoever files a domain asks whether a change takes it out of another site.
            if claim.kind == ClaimKind::Domain {
                asked
                    .entry(ClaimKind::RemovedDomain)
                    .or_default()
                    .insert(claim.value.clone());
            }
            asked.entry(claim.kind).or_default().insert(claim.value);
        }
        for site in &order.sites {
            let own = |id: Option<&crate::order::Id>| id.map(|id| id.0.to_string().into());
            asked
                .entry(ClaimKind::OwnSite)
                .or_default()
                .extend(own(site.own_id.get()));
            let accesses = site.accesses.iter();
            let ids = accesses.filter_map(|access| own(access.own_id.get()));
            asked.entry(ClaimKind::OwnAccess).or_default().extend(ids);
        }
    }
    let mut claimed = Claimed::default();
    for (kind, values) in &asked {
        let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
        let found = match kind {
            // Of these something else is asked, or nothing.
            ClaimKind::Account | ClaimKind::Range | ClaimKind::AccessDomain => Vec::new(),
            ClaimKind::OwnSite => ledger.holders_of(KeyTag::IspWzid, &values)?,
            ClaimKind::OwnAccess => ledger.holders_of(KeyTag::IspJrid, &values)?,
            _ => ledger.claimants(kind.id(), &values)?,
        };
        for one in found {
            let claimant = Claimant {
                order: one.order.into(),
                kind: one.kind,
                progress: match one.state {
                    State::Completed => FiledProgress::Accepted,
                    State::AwaitingRetry => FiledProgress::Underway,
                    state => progress(state),
                },
            };
            claimed.add(Claim::open(*kind, one.value), claimant);
        }
        for other in beside(*kind) {
            for (value, beside, order) in ledger.claimed_beside(kind.id(), &values, other.id())? {
                let (one, other) = (Claim::open(*kind, value), Claim::open(*other, beside));
                claimed.add_beside(one, other, order.into());
            }
        }
    }
    Ok(claimed)
}

/// What is asked of orders that are about something, beside it.
fn beside(kind: ClaimKind) -> &'static [ClaimKind] {
    match kind {
        ClaimKind::Account => &[ClaimKind::Certificate],
        ClaimKind::Certificate | ClaimKind::Range => &[ClaimKind::Account],
        _ => &[],
    }
}

fn blacklist(ledger: &Ledger, orders: &[&Order]) -> Result<Blacklist> {
    let mut keys = Vec::new();
    for order in orders {
        let subject = &order.subject;
        let number = subject.certificate_number.get();
        keys.extend(number.map(|number| BlacklistKey::Subject(number.to_string())));
        keys.extend(
            subject
                .name
                .get()
                .map(|name| BlacklistKey::Site(name.to_string())),
        );
        for site in &order.sites {
            let names = site.name.get().map_or(&[][..], |names| &names.0);
            keys.extend(names.iter().cloned().map(BlacklistKey::Site));
            for name in site.domains.iter().filter_map(|domain| domain.name.get()) {
                keys.extend(upwards(name).map(|name| BlacklistKey::Domain(name.to_owned())));
            }
        }
    }
    let mut blacklist = Blacklist::default();
    for key in ledger.blacklisted(&keys)? {
        match &key {
            BlacklistKey::Subject(number) => blacklist.add_certificate(number),
            BlacklistKey::Domain(name) => blacklist.add_domain(name),
            BlacklistKey::Site(name) => blacklist.add_name(name),
        }
    }
    Ok(blacklist)
}

fn lists(ledger: &Ledger, orders: &[&Order], carrier: u64) -> Result<Lists> {
    let has = |kinds: &[Kind]| {
        orders
            .iter()
            .any(|o| o.kind().is_some_and(|k| kinds.contains(&k)))
    };
    let mut lists = Lists::default();
    let codes = ledger.code_rows()?;
    let valid = |table: &'static str| {
        let rows = codes.iter().filter(move |row| row.table == table);
        rows.filter(|row| row.valid)
    };
    if codes.iter().any(|row| row.table == UNITS) {
        lists.units = Listed::of(valid(UNITS).map(|row| row.id));
    }
    if codes.iter().any(|row| row.table == OPINIONS) {
        lists.opinions = Listed::of(valid(OPINIONS).map(|row| row.name.as_str().into()));
    }
    if has(&[Kind::VerificationResult]) {
        lists.verifications = verifications(ledger)?;
    }
    if has(&[Kind::UnfiledSite]) {
        lists.unfiled = unfiled(ledger, carrier)?;
    }
    if has(Kind::IP_REPORTS) {
        let conflicts = ledger.open_tasks(TaskList::IpAudit)?.into_iter();
        lists.conflicts = conflicts.filter_map(|key| conflict(&key)).collect();
    }
    if has(&[Kind::NewAccess]) {
        for list in [TaskList::Audit, TaskList::Rectification] {
            let keys = ledger.open_tasks(list)?.into_iter();
            let stale = keys.filter_map(|key| Some(key.strip_prefix("subject ")?.to_owned()));
            lists.stale.extend(stale);
        }
    }
    let numbers: Vec<&str> = orders.iter().map(|order| &*order.number.text).collect();
    for refused in ledger.refused(&numbers)? {
        let refusal = Refusal {
            day: refused.at.date_naive(),
            words: refused.words,
        };
        lists.refusals.insert(refused.order.into(), refusal);
    }
    Ok(lists)
}

/// The table of opinions for results of verifications.
const OPINIONS: &str = "verification_opinion";

/// The tasks are known by the subject and the sites that are to be verified.
fn verifications(ledger: &Ledger) -> Result<Option<BTreeMap<u64, BTreeSet<u64>>>> {
    let listed = ledger.listed(TaskList::Verification)?;
    let mut tasks: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for (key, _) in &listed {
        let mut ids = key.split(' ').filter_map(|id| id.parse().ok());
        if let Some(subject) = ids.next() {
            tasks.entry(subject).or_default().extend(ids);
        }
    }
    Ok((!listed.is_empty()).then_some(tasks))
}

/// The unfiled sites that the bureau has assigned to us: a row that names no carrier is ours.
fn unfiled(ledger: &Ledger, carrier: u64) -> Result<Listed<(String, String)>> {
    let listed = ledger.listed(TaskList::Unfiled)?;
    if listed.is_empty() {
        return Ok(Listed::default());
    }
    let carrier = carrier.to_string();
    let rows = listed.iter().flat_map(|(_, rows)| rows);
    let ours = rows.filter_map(|row: &ProposedRow| {
        let cell = |header: &str| {
            let cell = row.cells.iter().find(|(name, _)| name == header);
            cell.map(|(_, value)| value.as_str())
        };
        let owner = cell("接入商").unwrap_or(CARRIER);
        let site = (cell("域名")?.to_lowercase(), cell("IP")?.to_owned());
        (owner == CARRIER || owner == carrier).then_some(site)
    });
    Ok(Listed::of(ours))
}

/// The range of an open task about a conflict.
fn conflict(key: &str) -> Option<IpRange> {
    let (range, fault) = key.split_once(' ')?;
    let range = || IpRange::read(range, &Column::BLANK, crate::codes::Codes::bundled());
    (fault == IP_CONFLICT).then(range)?
}
