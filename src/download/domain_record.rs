//! `SJTB/YM/Ymxx`: the domains reported to the ministry, as it has them.

use chrono::NaiveDate;

use super::element::Element;
use crate::order::Text;

/// A domain `Ymxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainRecord {
    /// The ministry's id `Id`.
    pub bureau: Option<u64>,
    /// The carrier's id `IspId`.
    pub own: Option<u64>,
    /// The domain `Ym`.
    pub domain: String,
    /// Its type `Ymlx`.
    pub kind: Option<u32>,
    /// When it was registered `Zcsj`.
    pub registered: Option<NaiveDate>,
    /// Who registered it `Zcr_*`.
    pub registrant: DomainContact,
    /// Who administers it `Gly_*`.
    pub administrator: DomainContact,
    /// Who pays for it `Jfr_*`.
    pub payer: DomainContact,
    /// The registrar `Ym_zcs`.
    pub registrar: Option<String>,
    /// The name servers `Ym_fwq`.
    pub name_servers: Option<String>,
    /// Last day of the registration `Yxrq`.
    pub expires: Option<NaiveDate>,
}

/// Somebody who has to do with a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainContact {
    /// Name `*_mc`, `*_mz`.
    pub name: Option<String>,
    /// Organization `*_zz`.
    pub organization: Option<String>,
    /// Address `*_txdz`, `*_dz`.
    pub address: Option<String>,
    /// Province `*_shengid`, GB/T 2260.
    pub province: Option<u32>,
    /// City `*_shiid`, GB/T 2260.
    pub city: Option<u32>,
    /// E-mail address `*_dzyj`.
    pub email: Option<String>,
    /// Telephone `*_dhhm`, `*_dh`.
    pub phone: Option<String>,
}

impl DomainRecord {
    pub(super) fn read(element: &Element) -> Result<DomainRecord, Text> {
        let domain = element
            .text("Ym")
            .ok_or_else(|| Text::new("没有域名 Ym", "it has no domain Ym"))?;
        Ok(DomainRecord {
            bureau: element.value("Id"),
            own: element.value("IspId"),
            domain,
            kind: element.value("Ymlx"),
            registered: element.value("Zcsj"),
            registrant: DomainContact::read(element, "Zcr", ["mc", "txdz", "dhhm"]),
            administrator: DomainContact::read(element, "Gly", ["mz", "dz", "dh"]),
            payer: DomainContact::read(element, "Jfr", ["mz", "dz", "dh"]),
            registrar: element.text("Ym_zcs"),
            name_servers: element.text("Ym_fwq"),
            expires: element.value("Yxrq"),
        })
    }
}

impl DomainContact {
    /// Name, address and telephone are called otherwise for the registrant than for the others.
    fn read(element: &Element, prefix: &str, [name, address, phone]: [&str; 3]) -> DomainContact {
        let tag = |suffix: &str| format!("{prefix}_{suffix}");
        DomainContact {
            name: element.text(&tag(name)),
            organization: element.text(&tag("zz")),
            address: element.text(&tag(address)),
            province: element.value(&tag("shengid")),
            city: element.value(&tag("shiid")),
            email: element.text(&tag("dzyj")),
            phone: element.text(&tag(phone)),
        }
    }
}
