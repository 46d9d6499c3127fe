//! What several families have in common: addresses, certificates, people.

use super::element::Element;

/// A postal address: `Txdz`, or the same elements without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostalAddress {
    /// Province `Shengid`, GB/T 2260.
    pub province: Option<u32>,
    /// City `Shiid`, GB/T 2260.
    pub city: Option<u32>,
    /// County `Xianid`, GB/T 2260.
    pub county: Option<u32>,
    /// The rest `Xxdz`.
    pub street: Option<String>,
}

/// An organizer's certificate: `Zj`, or the same elements without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Its type `Zjlx`.
    pub kind: Option<u32>,
    /// Its number `Zjhm`.
    pub number: Option<String>,
    /// The address on it `Zjzs`.
    pub address: Option<String>,
}

/// A principal: `Fzr` of a subject, `Wz_Fzr` of a site. Several numbers or addresses in one field are separated by `;`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Principal {
    /// Name `Fzr_xm`.
    pub name: Option<String>,
    /// Office telephone `Fzr_dhhm`.
    pub phone: Option<String>,
    /// Mobile numbers `Fzr_sjhm`.
    pub mobile: Option<String>,
    /// E-mail addresses `Fzr_dzyj`.
    pub email: Option<String>,
    /// Messenger account `Msn`.
    pub msn: Option<String>,
    /// QQ number `Qq`.
    pub qq: Option<String>,
    /// Type of the certificate `Fzr_zjlx`.
    pub certificate_type: Option<u32>,
    /// Number of the certificate `Fzr_zjhm`.
    pub certificate_number: Option<String>,
}

impl PostalAddress {
    pub(super) fn read(element: &Element) -> PostalAddress {
        PostalAddress {
            province: element.value("Shengid"),
            city: element.value("Shiid"),
            county: element.value("Xianid"),
            street: element.text("Xxdz"),
        }
    }
}

impl Certificate {
    pub(super) fn read(element: &Element) -> Certificate {
        Certificate {
            kind: element.value("Zjlx"),
            number: element.text("Zjhm"),
            address: element.text("Zjzs"),
        }
    }
}

impl Principal {
    pub(super) fn read(element: &Element) -> Principal {
        Principal {
            name: element.text("Fzr_xm"),
            phone: element.text("Fzr_dhhm"),
            mobile: element.text("Fzr_sjhm"),
            email: element.text("Fzr_dzyj"),
            msn: element.text("Msn"),
            qq: element.text("Qq"),
            certificate_type: element.value("Fzr_zjlx"),
            certificate_number: element.text("Fzr_zjhm"),
        }
    }
}
