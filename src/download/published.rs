//! `ICP/BASJ/Baxx` and `SJTB/ICP/Baxx`: a filing as the bureau has it, whole, with the ids and numbers that both sides gave
//! it. `ICP/HSRW/Baxx` is a filing that the carrier has to verify; it has no ids of the carrier's, and names who filed each
//! access instead of whose it is.

use super::element::Element;
use super::parts::{Certificate, PostalAddress, Principal};
use crate::order::{IpRange, Text};

/// A filing `Baxx`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedRecord {
    /// The subject `Zt_xx`; empty when it is absent.
    pub subject: PublishedSubject,
    /// The sites `Wz_xx`.
    pub sites: Vec<PublishedSite>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// How an object is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedIds {
    /// The carrier's id, if the bureau sends it back: `IspZtid`, `IspWzid`, `IspYmid`, `IspJrid`, `IspIpid`.
    pub own: Option<u64>,
    /// The bureau's id: `Ztid`, `Wzid`, `Ymid`, `Jrid`, `Ipid`.
    pub bureau: Option<u64>,
    /// The filing number `Baxh`, of subjects and sites.
    pub filing_number: Option<String>,
}

/// The subject of a filing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedSubject {
    /// How it is called.
    pub ids: PublishedIds,
    /// Name of the organizer `Dwmc`.
    pub name: Option<String>,
    /// Nature of the unit `Dwxz`.
    pub nature: Option<u32>,
    /// Investor or superior unit `Tzr`.
    pub investor: Option<String>,
    /// Postal address `Txdz`.
    pub address: PostalAddress,
    /// The organizer's certificate `Zj`.
    pub certificate: Certificate,
    /// The principal `Fzr`.
    pub principal: Principal,
    /// Who filed `Bbyhlx`: 0 the organizer itself, 1 a carrier for it.
    pub reporting_mode: Option<u32>,
    /// First filed `Scbbsj`, as written.
    pub first_filed: Option<String>,
    /// Last changed `Zjxgsj`, as written.
    pub last_changed: Option<String>,
    /// Last day of the filing's certificate `Zsyxq`, as written.
    pub certificate_expires: Option<String>,
    /// Path of the filing's certificate `Zslj`.
    pub certificate_path: Option<String>,
    /// Serial number of the filing's certificate `Zsxh`.
    pub certificate_serial: Option<String>,
    /// The auditor `Shrxm`.
    pub auditor: Option<String>,
    /// When it was audited `Shsj`, as written.
    pub audited: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// A site of a filing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedSite {
    /// How it is called.
    pub ids: PublishedIds,
    /// Its names `Wzmc`, separated by `;`.
    pub name: Option<String>,
    /// Its pre-approvals `Nrlx_xx`.
    pub preapprovals: Vec<PublishedPreapproval>,
    /// Service contents `Fwnr_id`.
    pub service_content: Vec<u32>,
    /// Languages `Yylb_id`.
    pub languages: Vec<u32>,
    /// Its domains `Ym_xx`.
    pub domains: Vec<PublishedDomain>,
    /// Its accesses `Jr_xx`, those of other carriers included.
    pub accesses: Vec<PublishedAccess>,
    /// The principal `Wz_Fzr`.
    pub principal: Principal,
    /// Address of the home page `Syurl`.
    pub home_page: Option<String>,
    /// First filed `Scbbsj`, as written.
    pub first_filed: Option<String>,
    /// Last changed `Zjxgsj`, as written.
    pub last_changed: Option<String>,
    /// Remark `Wz_Bz`.
    pub remark: Option<String>,
}

/// A pre-approval of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedPreapproval {
    /// Its type `Nrlx_id`.
    pub category: Option<u32>,
    /// Its number `Qzsph`.
    pub number: Option<String>,
    /// Its scans `Spwj`, each a JPEG in base64.
    pub scans: Vec<String>,
}

/// A domain of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedDomain {
    /// How it is called.
    pub ids: PublishedIds,
    /// The domain `Ym`.
    pub name: Option<String>,
}

/// An access of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedAccess {
    /// How it is called.
    pub ids: PublishedIds,
    /// The carrier it belongs to `Ispid`.
    pub carrier: Option<u64>,
    /// In verification tasks, who filed it `Bbyhid`: a carrier, or a user of the bureau's own.
    pub reporter: Option<u64>,
    /// In verification tasks, which of the two `Bbyhlx`: 0 the organizer itself, 1 a carrier.
    pub reporting_mode: Option<u32>,
    /// Where the servers stand `Fbdd`.
    pub locations: Vec<u32>,
    /// How they are connected `Jrfs`.
    pub modes: Vec<u32>,
    /// Its IP ranges `Ip_xx`.
    pub addresses: Vec<PublishedAddress>,
}

/// An IP range of an access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedAddress {
    /// How it is called.
    pub ids: PublishedIds,
    /// `Qsip` to `Zzip`.
    pub range: Option<IpRange>,
}

impl PublishedRecord {
    pub(super) fn read(element: &Element) -> Result<PublishedRecord, Text> {
        let subject = element.part("Zt_xx").map(PublishedSubject::read);
        let sites: Vec<_> = element.parts("Wz_xx").map(PublishedSite::read).collect();
        if subject.is_none() && sites.is_empty() {
            return Err(Text::new(
                "既没有主体 Zt_xx 也没有网站 Wz_xx",
                "it has neither a subject Zt_xx nor a site Wz_xx",
            ));
        }
        Ok(PublishedRecord {
            subject: subject.unwrap_or_default(),
            sites,
            remark: element.text("Bz"),
        })
    }
}

impl PublishedIds {
    fn read(element: &Element, own: &str, bureau: &str) -> PublishedIds {
        PublishedIds {
            own: element.value(own),
            bureau: element.value(bureau),
            filing_number: None,
        }
    }

    fn numbered(self, element: &Element) -> PublishedIds {
        PublishedIds {
            filing_number: element.text("Baxh"),
            ..self
        }
    }
}

impl PublishedSubject {
    fn read(element: &Element) -> PublishedSubject {
        PublishedSubject {
            ids: PublishedIds::read(element, "IspZtid", "Ztid").numbered(element),
            name: element.text("Dwmc"),
            nature: element.value("Dwxz"),
            investor: element.text("Tzr"),
            address: read_part(element, "Txdz", PostalAddress::read),
            certificate: read_part(element, "Zj", Certificate::read),
            principal: read_part(element, "Fzr", Principal::read),
            reporting_mode: element.value("Bbyhlx"),
            first_filed: element.text("Scbbsj"),
            last_changed: element.text("Zjxgsj"),
            certificate_expires: element.text("Zsyxq"),
            certificate_path: element.text("Zslj"),
            certificate_serial: element.text("Zsxh"),
            auditor: element.text("Shrxm"),
            audited: element.text("Shsj"),
            remark: element.text("Bz"),
        }
    }
}

impl PublishedSite {
    fn read(element: &Element) -> PublishedSite {
        PublishedSite {
            ids: PublishedIds::read(element, "IspWzid", "Wzid").numbered(element),
            name: element.text("Wzmc"),
            preapprovals: listed(element, "Nrlx", |list| {
                let entries = list.parts("Nrlx_xx");
                entries.map(PublishedPreapproval::read).collect()
            }),
            service_content: listed(element, "Fwnr", |list| list.values("Fwnr_id")),
            languages: listed(element, "Yylb", |list| list.values("Yylb_id")),
            domains: element.parts("Ym_xx").map(PublishedDomain::read).collect(),
            accesses: element.parts("Jr_xx").map(PublishedAccess::read).collect(),
            principal: read_part(element, "Wz_Fzr", Principal::read),
            home_page: element.text("Syurl"),
            first_filed: element.text("Scbbsj"),
            last_changed: element.text("Zjxgsj"),
            remark: element.text("Wz_Bz"),
        }
    }
}

impl PublishedPreapproval {
    fn read(element: &Element) -> PublishedPreapproval {
        PublishedPreapproval {
            category: element.value("Nrlx_id"),
            number: element.text("Qzsph"),
            scans: element.texts("Spwj"),
        }
    }
}

impl PublishedDomain {
    fn read(element: &Element) -> PublishedDomain {
        PublishedDomain {
            ids: PublishedIds::read(element, "IspYmid", "Ymid"),
            name: element.text("Ym"),
        }
    }
}

impl PublishedAccess {
    fn read(element: &Element) -> PublishedAccess {
        PublishedAccess {
            ids: PublishedIds::read(element, "IspJrid", "Jrid"),
            carrier: element.value("Ispid"),
            reporter: element.value("Bbyhid"),
            reporting_mode: element.value("Bbyhlx"),
            locations: listed(element, "Wzfb", |list| list.values("Fbdd")),
            modes: listed(element, "Wzjrfs", |list| list.values("Jrfs")),
            addresses: element.parts("Ip_xx").map(PublishedAddress::read).collect(),
        }
    }
}

impl PublishedAddress {
    fn read(element: &Element) -> PublishedAddress {
        PublishedAddress {
            ids: PublishedIds::read(element, "IspIpid", "Ipid"),
            range: element.range("Qsip", "Zzip"),
        }
    }
}

/// A part that is empty when it is absent.
fn read_part<T: Default>(element: &Element, name: &str, read: fn(&Element) -> T) -> T {
    element.part(name).map(read).unwrap_or_default()
}

/// What an element that only holds a list has in it, none when it is absent. Some bureaus repeat the element around the
/// list instead of what is in it.
fn listed<T>(element: &Element, name: &str, read: impl Fn(&Element) -> Vec<T>) -> Vec<T> {
    element.parts(name).flat_map(read).collect()
}
