//! The bureau's filings that a batch has to do with, as the ledger's picture of them tells.

use std::collections::{BTreeMap, HashMap};

use super::blacklist::upwards;
use crate::order::{
    AnyField, Cancellation, DomainName, FilingNumber, IpRange, Kind, Order, ReportRow, Severity,
    Site,
};

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

/// The values that the bureau has published of a record, by the path of the order's column, several joined by `;`.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<Box<str>, Box<str>>);

impl Values {
    /// The value of a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(AsRef::as_ref)
    }

    /// The value that stands in the column of `field`.
    pub fn of(&self, field: &dyn AnyField) -> Option<&str> {
        self.get(field.column().path)
    }

    /// Every path with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, value)| (&**path, &**value))
    }
}

impl<P: Into<Box<str>>, V: Into<Box<str>>> FromIterator<(P, V)> for Values {
    fn from_iter<I: IntoIterator<Item = (P, V)>>(values: I) -> Self {
        let values = values.into_iter();
        Self(values.map(|(p, v)| (p.into(), v.into())).collect())
    }
}

/// A subject with everything below it.
#[derive(Clone, Debug, Default)]
pub struct FiledSubject {
    /// The bureau's id, `Ztid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its filing number, as it is transmitted.
    pub number: Option<String>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// What was published.
    pub values: Values,
    /// Its sites, cancelled ones included.
    pub sites: Vec<FiledSite>,
}

/// A site of a subject.
#[derive(Clone, Debug, Default)]
pub struct FiledSite {
    /// The bureau's id, `Wzid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its filing number, as it is transmitted.
    pub number: Option<String>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// What was published.
    pub values: Values,
    /// Its domains.
    pub domains: Vec<FiledDomain>,
    /// Its accesses, those of other carriers included.
    pub accesses: Vec<FiledAccess>,
}

/// A domain of a site.
#[derive(Clone, Debug, Default)]
pub struct FiledDomain {
    /// The bureau's id, `Ymid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// The domain in lower-case ASCII.
    pub name: String,
    /// Whether the bureau still has it.
    pub live: bool,
}

/// An access of a site.
#[derive(Clone, Debug, Default)]
pub struct FiledAccess {
    /// The bureau's id, `Jrid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// The carrier that it belongs to; one whose owner was not published counts as ours.
    pub carrier: Option<u64>,
    /// Whether the bureau still has it.
    pub live: bool,
    /// Its IP ranges.
    pub ranges: Vec<FiledIp>,
}

/// An IP range of an access.
#[derive(Clone, Debug)]
pub struct FiledIp {
    /// The bureau's id, `Ipid`.
    pub id: u64,
    /// The carrier's own id.
    pub own_id: Option<u64>,
    /// Its addresses.
    pub range: Option<IpRange>,
    /// Whether the bureau still has it.
    pub live: bool,
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
        let kinds: [(fn(u64) -> FilingKey, _, _); 3] = [
            (FilingKey::Subject, "主体", "a subject"),
            (FilingKey::Site, "网站", "a site"),
            (FilingKey::Access, "接入", "an access"),
        ];
        let known = |key: fn(u64) -> FilingKey| self.spots.contains_key(&key(id));
        { kinds.into_iter() }
            .find(|(key, ..)| known(*key))
            .map(|(_, zh, en)| (zh, en))
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
        let sites = order.sites.iter().filter_map(|site| {
            let field: &dyn AnyField = match (&site.filing_number, &site.bureau_id) {
                (number, _) if !number.is_absent() => number,
                (_, id) if !id.is_absent() => id,
                _ => return None,
            };
            Some((self.meant(site), field))
        });
        sites.collect()
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
}

impl FiledSubject {
    /// The number of its certificate.
    pub fn certificate(&self) -> Option<&str> {
        self.values.get("Zt_xx/Zj/Zjhm")
    }

    /// The sites that the bureau still has.
    pub fn live_sites(&self) -> impl Iterator<Item = &FiledSite> {
        self.sites.iter().filter(|site| site.live)
    }

    /// What messages call it: its filing number, or the bureau's id.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }
}

impl FiledSite {
    /// What messages call it: its filing number, or the bureau's id.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// The domains that the bureau still has.
    pub fn live_domains(&self) -> impl Iterator<Item = &FiledDomain> {
        self.domains.iter().filter(|domain| domain.live)
    }

    /// The accesses that the bureau still has.
    pub fn live_accesses(&self) -> impl Iterator<Item = &FiledAccess> {
        self.accesses.iter().filter(|access| access.live)
    }

    /// Whether `carrier` has an access of it; where the carrier is not configured, nobody can tell.
    pub fn is_served_by(&self, carrier: Option<u64>) -> bool {
        self.live_accesses().any(|access| access.is_of(carrier))
    }

    fn has_domain(&self, name: &str) -> bool {
        self.live_domains().any(|domain| domain.name == name)
    }

    fn keys(&self) -> impl Iterator<Item = FilingKey> {
        let own = |id: Option<u64>| id.map(FilingKey::Own);
        let site = [
            Some(FilingKey::Site(self.id)),
            own(self.own_id),
            self.number.clone().map(FilingKey::Number),
        ];
        let domains = self.domains.iter().flat_map(move |domain| {
            [
                Some(FilingKey::DomainId(domain.id)),
                Some(FilingKey::Domain(domain.name.clone())),
                own(domain.own_id),
            ]
        });
        let accesses = self.accesses.iter().flat_map(move |access| {
            let ranges = access.ranges.iter();
            let ranges = ranges.flat_map(move |ip| [Some(FilingKey::Range(ip.id)), own(ip.own_id)]);
            let access = [Some(FilingKey::Access(access.id)), own(access.own_id)];
            access.into_iter().chain(ranges)
        });
        site.into_iter().chain(domains).chain(accesses).flatten()
    }
}

impl FiledAccess {
    /// Whether it belongs to `carrier`, or may.
    pub fn is_of(&self, carrier: Option<u64>) -> bool {
        match (self.carrier, carrier) {
            (Some(owner), Some(carrier)) => owner == carrier,
            _ => true,
        }
    }
}

/// What a cancellation cancels, and the key by which it is looked up.
pub fn cancelled(order: &Order) -> Option<(&Cancellation, FilingKey)> {
    let key = match order.kind()? {
        Kind::CancelSubject => FilingKey::Subject,
        Kind::CancelSite => FilingKey::Site,
        Kind::CancelAccess => FilingKey::Access,
        _ => return None,
    };
    order.reported().find_map(|(_, row)| match row {
        ReportRow::Cancellation(row) => Some((&**row, key(row.record_id.get()?.0))),
        _ => None,
    })
}

/// Everything by which an order names filings.
pub fn filing_keys(order: &Order) -> Vec<FilingKey> {
    let mut keys = Vec::new();
    let number = |number: &FilingNumber| FilingKey::Number(number.as_str().to_owned());
    let subject = &order.subject;
    keys.extend(subject.bureau_id.get().map(|id| FilingKey::Subject(id.0)));
    keys.extend(subject.bureau_id.get().map(|id| FilingKey::Own(id.0)));
    let subject_number = subject.filing_number.get();
    keys.extend(subject_number.map(|known| number(&known.of_subject())));
    let certificate = subject.certificate_number.get();
    keys.extend(certificate.map(|text| FilingKey::Certificate(folded_certificate(text))));
    for site in &order.sites {
        keys.extend(site.filing_number.get().map(number));
        let ids = site.bureau_id.get().map(|id| id.0);
        keys.extend(ids.map(FilingKey::Site));
        keys.extend(ids.map(FilingKey::Own));
        keys.extend(site.own_id.get().map(|id| FilingKey::Own(id.0)));
        for domain in &site.domains {
            let above = domain.name.get().map(DomainName::clone);
            keys.extend(
                above
                    .iter()
                    .flat_map(|name| upwards(name).map(|name| FilingKey::Domain(name.to_owned()))),
            );
            let ids = domain.bureau_id.get().map(|id| id.0);
            keys.extend(ids.map(FilingKey::DomainId));
            keys.extend(ids.map(FilingKey::Own));
        }
        for access in &site.accesses {
            let ids = access.bureau_id.get().map(|id| id.0);
            keys.extend(ids.map(FilingKey::Access));
            keys.extend(ids.map(FilingKey::Own));
            keys.extend(access.own_id.get().map(|id| FilingKey::Own(id.0)));
            for address in &access.addresses {
                let ids = address.bureau_id.get().map(|id| id.0);
                keys.extend(ids.map(FilingKey::Range));
                keys.extend(ids.map(FilingKey::Own));
            }
        }
    }
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row {
            let ids = row.record_id.get().map(|id| id.0);
            let kinds = [
                FilingKey::Subject,
                FilingKey::Site,
                FilingKey::Access,
                FilingKey::Own,
            ];
            keys.extend(ids.into_iter().flat_map(|id| kinds.map(|key| key(id))));
            keys.extend(row.subject_number.get().map(number));
            keys.extend(row.site_number.get().map(number));
        }
    }
    for attachment in &order.attachments {
        keys.extend(attachment.owner_filing_number.get().map(number));
        let ids = attachment.owner_id.get().map(|id| id.0);
        let kinds = [FilingKey::Subject, FilingKey::Site];
        keys.extend(ids.into_iter().flat_map(|id| kinds.map(|key| key(id))));
    }
    keys
}

/// The number of a certificate as numbers are compared: without blanks and in capitals.
pub fn folded_certificate(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}
