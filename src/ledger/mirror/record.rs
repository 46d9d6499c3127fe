//! One record of the bureau with everything below it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PasswordState, RecordState};
use crate::ledger::KeyTag;
use crate::order::{IpAddress, IpRange};

/// What a record describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A subject 主体.
    Subject,
    /// A site 网站.
    Site,
    /// A domain 域名.
    Domain,
    /// An access 接入.
    Access,
    /// An IP range of an access.
    Ip,
    /// A reported source of an IP range IP来源.
    IpSource,
    /// A reported allocation IP分配.
    IpAllocation,
    /// A reported broadcast IP广播.
    IpBroadcast,
    /// A reported range that a customer brought IP自带.
    IpOwn,
    /// A reported domain 域名报备.
    DomainReport,
}

impl RecordKind {
    /// Every kind: those of filings from the outside in, then the reports.
    pub const ALL: [RecordKind; 10] = [
        RecordKind::Subject,
        RecordKind::Site,
        RecordKind::Domain,
        RecordKind::Access,
        RecordKind::Ip,
        RecordKind::IpSource,
        RecordKind::IpAllocation,
        RecordKind::IpBroadcast,
        RecordKind::IpOwn,
        RecordKind::DomainReport,
    ];

    /// The kinds of a filing.
    pub const FILINGS: &[RecordKind] = &[
        RecordKind::Subject,
        RecordKind::Site,
        RecordKind::Domain,
        RecordKind::Access,
        RecordKind::Ip,
    ];

    /// The kinds of reported IP ranges.
    pub const IP_REPORTS: &[RecordKind] = &[
        RecordKind::IpSource,
        RecordKind::IpAllocation,
        RecordKind::IpBroadcast,
        RecordKind::IpOwn,
    ];

    /// The stable name; objects of orders are called the same.
    pub fn id(self) -> &'static str {
        match self {
            RecordKind::Subject => "subject",
            RecordKind::Site => "site",
            RecordKind::Domain => "domain",
            RecordKind::Access => "access",
            RecordKind::Ip => "ip",
            RecordKind::IpSource => "ip_source",
            RecordKind::IpAllocation => "ip_allocation",
            RecordKind::IpBroadcast => "ip_broadcast",
            RecordKind::IpOwn => "ip_own",
            RecordKind::DomainReport => "domain_report",
        }
    }

    pub(in crate::ledger) fn from_id(id: &str) -> Option<RecordKind> {
        RecordKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The element that holds the carrier's own id.
    pub fn own_tag(self) -> KeyTag {
        match self {
            RecordKind::Subject => KeyTag::IspZtid,
            RecordKind::Site => KeyTag::IspWzid,
            RecordKind::Domain => KeyTag::IspYmid,
            RecordKind::Access => KeyTag::IspJrid,
            RecordKind::Ip => KeyTag::IspIpid,
            _ => KeyTag::IspId,
        }
    }

    /// The element that holds the bureau's id.
    pub fn bureau_tag(self) -> KeyTag {
        match self {
            RecordKind::Subject => KeyTag::Ztid,
            RecordKind::Site => KeyTag::Wzid,
            RecordKind::Domain => KeyTag::Ymid,
            RecordKind::Access => KeyTag::Jrid,
            RecordKind::Ip => KeyTag::Ipid,
            _ => KeyTag::Id,
        }
    }

    /// The element by which orders give its filing number; only subjects and sites have one.
    pub fn number_tag(self) -> Option<KeyTag> {
        match self {
            RecordKind::Subject => Some(KeyTag::Ztbah),
            RecordKind::Site => Some(KeyTag::Wzbah),
            _ => None,
        }
    }

    /// What it consists of.
    pub(super) fn parts(self) -> &'static [RecordKind] {
        match self {
            RecordKind::Subject => &[RecordKind::Site],
            RecordKind::Site => &[RecordKind::Domain, RecordKind::Access],
            RecordKind::Access => &[RecordKind::Ip],
            _ => &[],
        }
    }

    /// What it is a part of.
    pub(in crate::ledger) fn whole(self) -> Option<RecordKind> {
        RecordKind::ALL
            .into_iter()
            .find(|whole| whole.parts().contains(&self))
    }
}

/// The values of a record, by their element's path in a new filing's record (`Zt_xx/Txdz/Shengid`,
/// `Wz_xx/Fwnr/Fwnr_id`), which is also the path of an order's column.
///
/// Reports have their own tags (`Qsip`, `Ym`). A pre-approval's values stand under `Wz_xx/Nrlx/Nrlx_xx[1]/…`, counted from 1; its scans as their hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Adds a value; an empty one says nothing and is left out.
    pub fn add(&mut self, path: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.entry(path.to_owned()).or_default().push(value);
        }
    }

    /// The only or first value of an element.
    pub fn first(&self, path: &str) -> Option<&str> {
        self.all(path).first().map(String::as_str)
    }

    /// All values of an element, in the bureau's order.
    pub fn all(&self, path: &str) -> &[String] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }

    /// Every element with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .map(|(path, values)| (path.as_str(), values.as_slice()))
    }
}

/// A record with everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it describes.
    pub kind: RecordKind,
    /// The bureau's id: `Ztid`, `Wzid`, `Ymid`, `Jrid`, `Ipid`.
    pub id: u64,
    /// The carrier's own id, where the bureau or an order told it.
    pub own: Option<u64>,
    /// The filing number, of subjects and sites.
    pub number: Option<String>,
    /// The carrier that an access belongs to, `Ispid`.
    pub carrier: Option<u64>,
    /// Where it stands.
    pub state: RecordState,
    /// What is known of a subject's filing password.
    pub password: PasswordState,
    /// The published values.
    pub fields: Fields,
    /// Sites of a subject, domains and accesses of a site, ranges of an access.
    pub parts: Vec<Record>,
}

impl Record {
    /// A filed record without values and parts.
    pub fn new(kind: RecordKind, id: u64) -> Record {
        Record {
            kind,
            id,
            own: None,
            number: None,
            carrier: None,
            state: RecordState::Filed,
            password: PasswordState::Unknown,
            fields: Fields::default(),
            parts: Vec::new(),
        }
    }

    /// The sites of a subject, cancelled ones included.
    pub fn sites(&self) -> impl Iterator<Item = &Record> {
        self.parts_of(RecordKind::Site)
    }

    /// The domains of a site.
    pub fn domains(&self) -> impl Iterator<Item = &Record> {
        self.parts_of(RecordKind::Domain)
    }

    /// The accesses of a site, those of other carriers included.
    pub fn accesses(&self) -> impl Iterator<Item = &Record> {
        self.parts_of(RecordKind::Access)
    }

    /// The IP ranges of an access.
    pub fn ranges(&self) -> impl Iterator<Item = &Record> {
        self.parts_of(RecordKind::Ip)
    }

    /// The parts of one kind.
    pub fn parts_of(&self, kind: RecordKind) -> impl Iterator<Item = &Record> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// Whether the bureau still has it: neither cancelled nor missing from its last copy.
    pub fn is_live(&self) -> bool {
        self.state.is_live()
    }

    /// What people call it: a unit's or site's name, a domain, a range. Empty when it was published without.
    pub fn name(&self) -> String {
        let path = match self.kind {
            RecordKind::Subject => "Zt_xx/Dwmc",
            RecordKind::Site => "Wz_xx/Wzmc",
            RecordKind::Domain => "Wz_xx/Ym_xx/Ym",
            RecordKind::Access => return self.id.to_string(),
            RecordKind::DomainReport => "Ym",
            _ => return self.range().map_or_else(String::new, |r| r.to_string()),
        };
        self.fields.first(path).unwrap_or_default().to_owned()
    }

    /// The addresses of an IP range, of an access or reported.
    pub fn range(&self) -> Option<IpRange> {
        let (first, last) = match self.kind {
            RecordKind::Ip => ("Wz_xx/Jr_xx/Ip_xx/Qsip", "Wz_xx/Jr_xx/Ip_xx/Zzip"),
            _ => ("Qsip", "Zzip"),
        };
        let address = |path| self.fields.first(path)?.parse().ok().map(IpAddress);
        Some(IpRange {
            first: address(first)?,
            last: address(last)?,
        })
    }

    /// The site of a filing with this id.
    pub fn site(&self, id: u64) -> Option<&Record> {
        self.sites().find(|site| site.id == id)
    }

    /// The live accesses of a site that belong to `carrier`; one whose owner was not published counts as such.
    pub fn accesses_of(&self, carrier: u64) -> impl Iterator<Item = &Record> {
        self.accesses().filter(move |access| {
            access.is_live() && access.carrier.is_none_or(|owner| owner == carrier)
        })
    }

    /// What a full snapshot of this site would remove: its live domains, and the ranges of the accesses of `carrier`, that
    /// `keeps` does not hold. Accesses are not removed by a change, and those of other carriers are not ours to list.
    pub fn left_out(&self, carrier: u64, keeps: impl Fn(RecordKind, u64) -> bool) -> Vec<LeftOut> {
        let ranges = self.accesses_of(carrier).flat_map(Record::ranges);
        self.domains()
            .chain(ranges)
            .filter(|part| part.is_live() && !keeps(part.kind, part.id))
            .map(|part| LeftOut {
                kind: part.kind,
                id: part.id,
                name: part.name(),
            })
            .collect()
    }
}

/// What a snapshot would remove from a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Domain or IP range.
    pub kind: RecordKind,
    /// The bureau's id.
    pub id: u64,
    /// The domain, or the range as `a-b`.
    pub name: String,
}
