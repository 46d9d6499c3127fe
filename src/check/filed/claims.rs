//! What orders are about: their subject, its sites and domains, the customer's account. Two orders that say the same of
//! one of them get in each other's way.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest as _, Sha256};

use super::FiledProgress;
use super::filings::{FilingKey, Filings};
use super::keys::{cancelled, folded_certificate};
use crate::codes::fold;
use crate::order::{AnyField as _, Kind, Order, Part as _, ReportRow, Text};

/// One thing that an order is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Claim {
    /// What it is.
    pub kind: ClaimKind,
    /// Its name, number or id; of what is private a hash.
    pub value: Box<str>,
}

macro_rules! kinds {
    ($( $(#[$doc:meta])* $name:ident = $id:literal ),* $(,)?) => {
        /// What an order can be about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ClaimKind { $( $(#[$doc])* $name ),* }

        impl ClaimKind {
            /// Every kind.
            pub const ALL: &[ClaimKind] = &[$( ClaimKind::$name ),*];

            /// The stable name.
            pub fn id(self) -> &'static str {
                match self { $( ClaimKind::$name => $id ),* }
            }
        }
    };
}

kinds! {
    /// The subject, by its certificate: a hash of the number.
    Certificate = "certificate",
    /// The subject, by its filing number.
    SubjectNumber = "subject_number",
    /// The subject, by the bureau's id.
    Subject = "subject",
    /// A filed site, by its filing number or the bureau's id.
    Site = "site",
    /// A filed access, by the bureau's id.
    Access = "access",
    /// A domain that is filed, in lower-case ASCII.
    Domain = "domain",
    /// A domain of a filed site that is given an access.
    AccessDomain = "access_domain",
    /// A domain that a change takes out of its site.
    RemovedDomain = "removed_domain",
    /// The customer's account: a hash.
    Account = "account",
    /// An IP range of an access.
    Range = "range",
    /// An unfiled site: domain, address, and the day on which the bureau listed it.
    Unfiled = "unfiled",
    /// The carrier's own id of a site.
    OwnSite = "own_site",
    /// The carrier's own id of an access.
    OwnAccess = "own_access",
}

impl Claim {
    /// Something that need not be hidden.
    pub fn open(kind: ClaimKind, value: impl ToString) -> Self {
        Self {
            kind,
            value: value.to_string().into(),
        }
    }

    /// Something private: only its hash is kept.
    pub fn private(kind: ClaimKind, value: &str) -> Self {
        let digest = Sha256::digest(value.as_bytes());
        let hash: String = { digest.iter().take(16) }
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            kind,
            value: hash.into(),
        }
    }

    /// A subject by the number of its certificate.
    pub fn certificate(number: &str) -> Self {
        Self::private(ClaimKind::Certificate, &folded_certificate(number))
    }

    /// A customer's account.
    pub fn account(name: &str) -> Self {
        Self::private(ClaimKind::Account, &fold(name))
    }
}

/// An order of an earlier night that is about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// Its number.
    pub order: Box<str>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// How far it has come.
    pub progress: FiledProgress,
}

impl Claimant {
    /// What messages call it.
    pub fn called(&self) -> Text {
        let kind = self.kind.map_or("", Kind::name);
        let order = &self.order;
        Text::new(
            format!("订单 {order}（{kind}）"),
            format!("order {order} ({kind})"),
        )
    }
}

/// What orders of earlier nights are about, as far as a batch has to do with it.
#[derive(Clone, Debug, Default)]
pub struct Claimed {
    orders: HashMap<Claim, Vec<Claimant>>,
    /// What else the orders of earlier nights are about that are about the first, with one of these orders.
    beside: HashMap<Claim, Vec<(Claim, Box<str>)>>,
}

impl Claimed {
    /// An order of an earlier night is about this.
    pub fn add(&mut self, claim: Claim, claimant: Claimant) {
        self.orders.entry(claim).or_default().push(claimant);
    }

    /// An order that is about one thing is about another too.
    pub fn add_beside(&mut self, one: Claim, other: Claim, order: Box<str>) {
        self.beside.entry(one).or_default().push((other, order));
    }

    /// The other orders that are about this.
    pub fn by<'c>(
        &'c self,
        claim: &Claim,
        order: &'c Order,
    ) -> impl Iterator<Item = &'c Claimant> + use<'c> {
        let claimants = self.orders.get(claim).map_or(&[][..], Vec::as_slice);
        claimants
            .iter()
            .filter(move |claimant| claimant.order != order.number.text)
    }

    /// The first of the other orders that are about one of these and wait for the bureau, by order number.
    pub fn underway<'c>(
        &'c self,
        claims: &[Claim],
        order: &'c Order,
        counts: impl Fn(Option<Kind>) -> bool,
    ) -> Option<&'c Claimant> {
        let claimants = claims.iter().flat_map(|claim| self.by(claim, order));
        claimants
            .filter(|claimant| {
                claimant.progress == FiledProgress::Underway && counts(claimant.kind)
            })
            .min_by(|one, other| one.order.cmp(&other.order))
    }

    /// What orders that are about this are about beside it, with one of these orders.
    pub fn beside(&self, claim: &Claim) -> &[(Claim, Box<str>)] {
        self.beside.get(claim).map_or(&[], Vec::as_slice)
    }
}

/// What identifies the subject of an order, with what the bureau's filings tell beside the order: its filing number and
/// the bureau's id; its certificate only where neither is known, since a certificate can have several filings.
pub fn subject_claims(order: &Order, filings: &Filings) -> Vec<Claim> {
    let mut claims = BTreeSet::new();
    let subject = &order.subject;
    let number = |number: &str| Claim::open(ClaimKind::SubjectNumber, number);
    let given = subject.filing_number.get().into_iter();
    let of_sites = { order.sites.iter() }.filter_map(|site| site.filing_number.get());
    claims.extend(given.chain(of_sites).map(|known| number(known.subject())));
    claims.extend({ subject.bureau_id.get() }.map(|id| Claim::open(ClaimKind::Subject, id.0)));
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row {
            let numbers = [&row.subject_number, &row.site_number];
            let known = numbers.into_iter().filter_map(|field| field.get());
            claims.extend(known.map(|known| number(known.subject())));
        }
    }
    if let Some((_, FilingKey::Subject(id))) = cancelled(order) {
        claims.insert(Claim::open(ClaimKind::Subject, id));
    }
    if let Some(filed) = filings.subject_of(order) {
        claims.insert(Claim::open(ClaimKind::Subject, filed.id));
        claims.extend(filed.number.as_deref().map(number));
    }
    if claims.is_empty() {
        claims.extend({ subject.certificate_number.get() }.map(|text| Claim::certificate(text)));
    }
    claims.into_iter().collect()
}

/// Everything that an order is about.
pub fn claims(order: &Order, filings: &Filings) -> Vec<Claim> {
    let Some(kind) = order.kind() else {
        return Vec::new();
    };
    let mut claims = Vec::new();
    if is_about_a_subject(kind) {
        claims.extend(subject_claims(order, filings));
        let certificate = order.subject.certificate_number.get();
        claims.extend(certificate.map(|number| Claim::certificate(number)));
        let account = order.header.account.get();
        claims.extend(account.map(|account| Claim::account(account)));
    }
    match cancelled(order) {
        Some((_, FilingKey::Site(id))) => claims.push(Claim::open(ClaimKind::Site, id)),
        Some((_, FilingKey::Access(id))) => claims.push(Claim::open(ClaimKind::Access, id)),
        _ => {}
    }
    for site in order
        .sites
        .iter()
        .filter(|_| Kind::WITH_SITES.contains(&kind))
    {
        if Kind::NEW_SITES.contains(&kind) {
            let names = site.domains.iter().filter_map(|domain| domain.name.get());
            claims.extend(names.map(|name| Claim::open(ClaimKind::Domain, name.ascii())));
        }
        if kind == Kind::NewAccess {
            let names = site.domains.iter().filter_map(|domain| domain.name.get());
            claims.extend(names.map(|name| Claim::open(ClaimKind::AccessDomain, name.ascii())));
            claims.extend({ site.filing_number.get() }.map(|n| Claim::open(ClaimKind::Site, n)));
            claims.extend({ site.bureau_id.get() }.map(|id| Claim::open(ClaimKind::Site, id.0)));
        }
        if !order.header.account.is_absent() && Kind::FILINGS.contains(&kind) {
            let addresses = site.accesses.iter().flat_map(|access| &access.addresses);
            let ranges = addresses.filter_map(|address| address.range());
            claims.extend(ranges.map(|range| Claim::open(ClaimKind::Range, range)));
        }
    }
    let removals = order.completion.iter().flat_map(|done| &done.removals);
    let domains = crate::order::Domain::columns()[0].sheet;
    claims.extend(
        removals
            .filter(|removal| removal.sheet == domains)
            .map(|removal| Claim::open(ClaimKind::RemovedDomain, removal.name.to_lowercase())),
    );
    claims.extend(order.reported().filter_map(|(_, row)| unfiled_claim(row)));
    claims.sort();
    claims.dedup();
    claims
}

/// The unfiled site that a row answers for.
pub fn unfiled_claim(row: &ReportRow) -> Option<Claim> {
    let ReportRow::UnfiledSite(row) = row else {
        return None;
    };
    let day = { row.listed.get() }.map_or_else(String::new, ToString::to_string);
    let domain = row.domain.get()?.trim().to_lowercase();
    let address = row.address.get()?;
    let value = format!("{domain} {address} {day}");
    Some(Claim::open(ClaimKind::Unfiled, value))
}

/// The kinds of orders of which a subject may have one at a time.
pub fn is_about_a_subject(kind: Kind) -> bool {
    kind == Kind::Change || Kind::FILINGS.contains(&kind) || Kind::CANCELLATIONS.contains(&kind)
}
