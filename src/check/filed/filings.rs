//! The bureau's filings that a batch has to do with, as the ledger's picture of them tells.

use std::collections::HashMap;

use super::keys::{cancelled, folded_certificate};
use super::record::{FiledSite, FiledSubject};
use crate::order::{AnyField, Order, Severity, Site};

/// How much of the bureau's filings is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// None at all: there is no ledger, or the bureau has published nothing yet.
    #[default]
    Nothing,
    /// What was published so far.
    Some,
    /// The bureau has given a full copy: there is nothing but what is known here.
    All,
}

impl Extent {
    /// How much it matters that a record is not known here; `None` where that says nothing.
    pub fn unknown(self) -> Option<Severity> {
        match self {
            Self::Nothing => None,
            Self::Some => Some(Severity::Warning),
            Self::All => Some(Severity::Error),
        }
    }
}

/// By what filings are looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FilingKey {
    /// The number of the subject's certificate, without blanks and in capitals.
    Certificate(String),
    /// The filing number of a subject or a site.
    Number(String),
    /// A domain in lower-case ASCII.
    Domain(String),
    /// The bureau's id of a subject.
    Subject(u64),
    /// The bureau's id of a site.
    Site(u64),
    /// The bureau's id of a domain.
    DomainId(u64),
    /// The bureau's id of an access.
    Access(u64),
    /// The bureau's id of an IP range.
    Range(u64),
    /// The carrier's own id of any record.
    Own(u64),
}

/// Sites, each with its subject.
pub type NamedSites<'f> = Vec<(&'f FiledSubject, &'f FiledSite)>;

/// Where a key leads: a subject, and the site of it that is meant.
type Spot = (usize, Option<usize>);

/// The filings that a batch has to do with, each whole.
#[derive(Clone, Debug, Default)]
pub struct Filings {
    subjects: Vec<FiledSubject>,
    spots: HashMap<FilingKey, Vec<Spot>>,
    extent: Extent,
}

impl Filings {
    /// These filings; `extent` is how much is known beside them.
    pub fn new(subjects: Vec<FiledSubject>, extent: Extent) -> Self {
        let mut spots: HashMap<FilingKey, Vec<Spot>> = HashMap::new();
        for (index, subject) in subjects.iter().enumerate() {
            let mut put = |key: FilingKey, site: Option<usize>| {
                spots.entry(key).or_default().push((index, site));
            };
            put(FilingKey::Subject(subject.id), None);
            if let Some(number) = subject.certificate() {
                put(FilingKey::Certificate(folded_certificate(number)), None);
            }
            let own = |id: Option<u64>| id.map(FilingKey::Own);
            let numbers = subject.number.clone().map(FilingKey::Number);
            let keys = own(subject.own_id).into_iter().chain(numbers);
            keys.for_each(|key| put(key, None));
            for (number, site) in subject.sites.iter().enumerate() {
                site.keys().for_each(|key| put(key, Some(number)));
            }
        }
        Self {
            subjects,
            spots,
            extent,
        }
    }

    /// How much is known.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// What a key leads to, cancelled records included.
    pub fn find<'f>(
        &'f self,
        key: &FilingKey,
    ) -> impl Iterator<Item = (&'f FiledSubject, Option<&'f FiledSite>)> + use<'f> {
        let spots = self.spots.get(key).map_or(&[][..], Vec::as_slice);
        spots.iter().map(|(subject, site)| {
            let subject = &self.subjects[*subject];
            (subject, site.map(|site| &subject.sites[site]))
        })
    }

    /// The subjects of a certificate that the bureau still has.
    pub fn subjects_of<'f>(
        &'f self,
        certificate: &str,
    ) -> impl Iterator<Item = &'f FiledSubject> + use<'f> {
        self.find(&FilingKey::Certificate(folded_certificate(certificate)))
            .map(|(subject, _)| subject)
            .filter(|subject| subject.live)
    }

    /// The sites that a domain is filed with, each with its subject.
    pub fn sites_of(&self, domain: &str) -> impl Iterator<Item = (&FiledSubject, &FiledSite)> {
        self.find(&FilingKey::Domain(domain.to_owned()))
            .filter_map(|(subject, site)| Some((subject, site?)))
            .filter(move |(_, site)| site.live && site.has_domain(domain))
    }

    /// The records that a site of an order means by the bureau's id or its filing number.
    pub fn meant(&self, site: &Site) -> Vec<(&FiledSubject, &FiledSite)> {
        let key = match (site.bureau_id.get(), site.filing_number.get()) {
            (Some(id), _) => FilingKey::Site(id.0),
            (None, Some(number)) => FilingKey::Number(number.as_str().to_owned()),
            (None, None) => return Vec::new(),
        };
        self.find(&key)
            .filter_map(|(subject, site)| Some((subject, site?)))
            .collect()
    }

    /// Whether the bureau has given an id to anything.
    pub fn has_id(&self, id: u64) -> bool {
        let kinds: [fn(u64) -> FilingKey; 5] = [
            FilingKey::Subject,
            FilingKey::Site,
            FilingKey::DomainId,
            FilingKey::Access,
            FilingKey::Range,
        ];
        kinds.iter().any(|key| self.spots.contains_key(&key(id)))
    }

    /// Of what record an id of the bureau is, in both languages.
    pub fn kind_of(&self, id: u64) -> Option<(&'static str, &'static str)> {
        let kinds = [
            (FilingKey::Subject(id), ("主体", "a subject")),
            (FilingKey::Site(id), ("网站", "a site")),
            (FilingKey::Access(id), ("接入", "an access")),
        ];
        let mut kinds = kinds.into_iter();
        let known = kinds.find(|(key, _)| self.spots.contains_key(key));
        known.map(|(_, name)| name)
    }

    /// The subjects that an order names by the bureau's id, by a filing number or by what it cancels, those that the bureau
    /// has no more included, and the field that names them; nothing for an order that names none.
    pub fn named<'o>(&self, order: &'o Order) -> Option<(Vec<&FiledSubject>, &'o dyn AnyField)> {
        let subject = &order.subject;
        let (key, field): (FilingKey, &dyn AnyField) = if let Some((row, key)) = cancelled(order) {
            (key, &row.record_id)
        } else if let Some(id) = subject.bureau_id.get() {
            let is_filled_up = order.completion.is_some() && !subject.filing_number.is_absent();
            let number: &dyn AnyField = &subject.filing_number;
            let field = if is_filled_up {
                number
            } else {
                &subject.bureau_id
            };
            (FilingKey::Subject(id.0), field)
        } else {
            let number = subject.filing_number.get()?;
            (
                FilingKey::Number(number.subject().to_owned()),
                &subject.filing_number,
            )
        };
        let mut found: Vec<&FiledSubject> = self.find(&key).map(|(subject, _)| subject).collect();
        found.dedup_by_key(|subject| subject.id);
        Some((found, field))
    }

    /// The sites that an order changes, cancels or gives an access, by the bureau's id or filing number, those that the
    /// bureau has no more included; each with the field that names it.
    pub fn named_sites<'o>(&self, order: &'o Order) -> Vec<(NamedSites<'_>, &'o dyn AnyField)> {
        if let Some((row, key)) = cancelled(order) {
            let found = { self.find(&key) }.filter_map(|(subject, site)| Some((subject, site?)));
            let found: NamedSites<'_> = found.collect();
            return if matches!(key, FilingKey::Subject(_)) {
                Vec::new()
            } else {
                vec![(found, &row.record_id)]
            };
        }
        let named = order.sites.iter().map(|site| (site, site.naming()));
        let named = named.filter(|(_, field)| !field.is_absent());
        named
            .map(|(site, field)| (self.meant(site), field))
            .collect()
    }

    /// The filed subject that an order is about, whether the bureau still has it or not: by the bureau's id, a filing
    /// number, what is cancelled, or the certificate of a subject that the bureau has.
    pub fn subject_of(&self, order: &Order) -> Option<&FiledSubject> {
        let by_key = |key: FilingKey| self.find(&key).map(|(subject, _)| subject).next();
        let subject = &order.subject;
        let by_id = || by_key(FilingKey::Subject(subject.bureau_id.get()?.0));
        let by_number = || {
            let number = subject.filing_number.get()?.subject().to_owned();
            by_key(FilingKey::Number(number))
        };
        let by_site = || {
            let mut sites = order.sites.iter();
            sites.find_map(|site| Some(self.meant(site).first()?.0))
        };
        let by_cancelled = || by_key(cancelled(order)?.1);
        let by_certificate = || {
            let number = subject.certificate_number.get()?;
            self.subjects_of(number).next()
        };
        by_id()
            .or_else(by_number)
            .or_else(by_site)
            .or_else(by_cancelled)
            .or_else(by_certificate)
    }

    /// The filed subject that an order is about, where the bureau still has it.
    pub fn live_subject_of(&self, order: &Order) -> Option<&FiledSubject> {
        self.subject_of(order).filter(|subject| subject.live)
    }
}
