//! `ICP/HMDLB`: subjects and sites that must not be filed, and `ICP/FFJRHMD`: domains that were connected illegally.

use super::element::Element;
use super::parts::Certificate;
use crate::order::{IpAddress, Text};

/// An entry of the blacklist: `Zthmdxxs` or `Wzhmdxxs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlacklistEntry {
    /// What becomes of the entry, `Czlx`.
    pub change: BlacklistChange,
    /// Who or what is listed.
    pub listed: Blacklisted,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What becomes of an entry of the blacklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlacklistChange {
    /// 0: it is new.
    Add,
    /// 1: it takes the place of what was listed.
    Modify,
    /// 2: it is struck off.
    Remove,
}

/// Who or what stands on the blacklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blacklisted {
    /// A subject `Zt_xx`.
    Subject {
        /// Name `Dwmc`.
        name: Option<String>,
        /// Nature of the unit `Dwxz`.
        nature: Option<u32>,
        /// The certificate `Zj`, by which it is recognized.
        certificate: Certificate,
    },
    /// A site `Wz_xx`.
    Site {
        /// Its names `Wzmc`, separated by `;`.
        name: Option<String>,
        /// Its domains `Ym`.
        domains: Vec<String>,
        /// Address of the home page `Syurl`.
        home_page: Option<String>,
    },
}

/// A domain that was connected illegally, `Ffjrxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalAccess {
    /// The bureau's id of the entry `Id`.
    pub id: Option<u64>,
    /// The domain `Ym`.
    pub domain: Option<String>,
    /// The address it was found at `Ip`.
    pub address: Option<IpAddress>,
    /// The carrier that connects it directly `Zjjrz`, a unit of the code table of units.
    pub carrier: Option<u64>,
    /// The province `Szs`.
    pub province: Option<u32>,
    /// When it was found `Dqjcsj`, as written.
    pub detected: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

impl BlacklistEntry {
    pub(super) fn read_subject(element: &Element) -> Result<BlacklistEntry, Text> {
        let subject = element
            .part("Zt_xx")
            .ok_or_else(|| Text::new("没有主体 Zt_xx", "it has no subject Zt_xx"))?;
        let certificate = subject.part("Zj").map(Certificate::read);
        let listed = Blacklisted::Subject {
            name: subject.text("Dwmc"),
            nature: subject.value("Dwxz"),
            certificate: certificate.unwrap_or_default(),
        };
        BlacklistEntry::of(element, listed)
    }

    pub(super) fn read_site(element: &Element) -> Result<BlacklistEntry, Text> {
        let site = element
            .part("Wz_xx")
            .ok_or_else(|| Text::new("没有网站 Wz_xx", "it has no site Wz_xx"))?;
        let domains = site.parts("Ym_xx").filter_map(|domain| domain.text("Ym"));
        let listed = Blacklisted::Site {
            name: site.text("Wzmc"),
            domains: domains.collect(),
            home_page: site.text("Syurl"),
        };
        BlacklistEntry::of(element, listed)
    }

    fn of(element: &Element, listed: Blacklisted) -> Result<BlacklistEntry, Text> {
        use BlacklistChange::{Add, Modify, Remove};
        let words = [("0", Add), ("1", Modify), ("2", Remove)];
        let change = element
            .word("Czlx", &words)
            .ok_or_else(|| Text::new("Czlx 不是 0、1 或 2", "Czlx is not 0, 1 or 2"))?;
        Ok(BlacklistEntry {
            change,
            listed,
            remark: element.text("Bz"),
        })
    }
}

impl IllegalAccess {
    pub(super) fn read(element: &Element) -> Result<IllegalAccess, Text> {
        let access = IllegalAccess {
            id: element.value("Id"),
            domain: element.text("Ym"),
            address: element.value("Ip"),
            carrier: element.value("Zjjrz"),
            province: element.value("Szs"),
            detected: element.text("Dqjcsj"),
            remark: element.text("Bz"),
        };
        if access.domain.is_none() && access.address.is_none() {
            return Err(Text::new(
                "既没有域名 Ym 也没有地址 Ip",
                "it has neither a domain Ym nor an address Ip",
            ));
        }
        Ok(access)
    }
}
