//! `BASJ`: a published filing, with the ids and numbers that the bureau gave it.

use super::element::Element;

/// A published filing `Baxx`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedRecord {
    /// The subject `Zt_xx`.
    pub subject: PublishedIds,
    /// The sites `Wz_xx`.
    pub sites: Vec<PublishedSite>,
}

/// A published site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedSite {
    /// The site itself.
    pub ids: PublishedIds,
    /// Its domains `Ym_xx`.
    pub domains: Vec<PublishedIds>,
    /// Its accesses `Jr_xx`, those of other carriers included.
    pub accesses: Vec<PublishedAccess>,
}

/// A published access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedAccess {
    /// The access itself.
    pub ids: PublishedIds,
    /// The carrier it belongs to, `Ispid`.
    pub carrier: Option<u64>,
    /// Its IP ranges `Ip_xx`.
    pub addresses: Vec<PublishedIds>,
}

/// How an object is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedIds {
    /// The carrier's id, if the bureau sends it back.
    pub own: Option<u64>,
    /// The bureau's id.
    pub bureau: Option<u64>,
    /// The filing number `Baxh`, of subjects and sites.
    pub filing_number: Option<String>,
}

impl PublishedRecord {
    pub(super) fn read(element: &Element) -> PublishedRecord {
        PublishedRecord {
            subject: element
                .child("Zt_xx")
                .map(|subject| PublishedIds::read(subject, "Ztid"))
                .unwrap_or_default(),
            sites: element.all("Wz_xx").map(PublishedSite::read).collect(),
        }
    }
}

impl PublishedSite {
    fn read(element: &Element) -> PublishedSite {
        PublishedSite {
            ids: PublishedIds::read(element, "Wzid"),
            domains: element
                .all("Ym_xx")
                .map(|domain| PublishedIds::read(domain, "Ymid"))
                .collect(),
            accesses: element.all("Jr_xx").map(PublishedAccess::read).collect(),
        }
    }
}

impl PublishedAccess {
    fn read(element: &Element) -> PublishedAccess {
        PublishedAccess {
            ids: PublishedIds::read(element, "Jrid"),
            carrier: element.number("Ispid"),
            addresses: element
                .all("Ip_xx")
                .map(|range| PublishedIds::read(range, "Ipid"))
                .collect(),
        }
    }
}

impl PublishedIds {
    /// The carrier's id has the bureau's name with `Isp` before it.
    fn read(element: &Element, tag: &str) -> PublishedIds {
        PublishedIds {
            own: element.number(&format!("Isp{tag}")),
            bureau: element.number(tag),
            filing_number: element.value("Baxh").map(str::to_owned),
        }
    }
}
