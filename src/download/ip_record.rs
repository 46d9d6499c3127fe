//! `SJTB/IP`: the carrier's IP reports as the bureau has them.

use chrono::NaiveDate;

use super::element::Element;
use super::ip_result::IpPart;
use super::parts::PostalAddress;
use crate::order::{IpAddress, IpRange, Text};

/// A report: `Iply/Lyxx`, `Ipfp/Fpxx`, `Ipgb/Gbxx` or `Zdip/Zdxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpRecord {
    /// The bureau's id `Id`.
    pub bureau: Option<u64>,
    /// The carrier's id `IspId`.
    pub own: Option<u64>,
    /// The unit that reported it `Bbdwid`.
    pub unit: Option<u64>,
    /// `Qsip` to `Zzip`.
    pub range: IpRange,
    /// What the kind of report says of it.
    pub details: IpDetails,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What a report of each kind says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IpDetails {
    /// A source.
    Source {
        /// The unit it came from `Lydw`.
        source_unit: Option<u64>,
    },
    /// An allocation.
    Allocation {
        /// How it was allocated `Fpfs`.
        mode: Option<u32>,
        /// The unit it went to `Fpdx`.
        recipient: Option<u64>,
        /// Who uses it for what.
        usage: Box<IpUsage>,
    },
    /// A broadcast.
    Broadcast {
        /// The unit that broadcasts it `Gbdw`.
        broadcaster: Option<u64>,
        /// The unit that asked for it `Sqdw`.
        applicant: Option<u64>,
    },
    /// A customer's own range.
    Own {
        /// Kind of unit it came from `Ly_dwlx`: 1 one that reports, 0 another one.
        source_kind: Option<u32>,
        /// Name of the unit it came from `Ly_dwmc`.
        source_name: Option<String>,
        /// Id of the unit it came from `Ly_dwid`.
        source_unit: Option<u64>,
        /// Who uses it for what.
        usage: Box<IpUsage>,
    },
}

/// Who uses a range for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IpUsage {
    /// How it is used `Syfs`: 1 static, 2 dynamic, 3 unknown.
    pub mode: Option<u32>,
    /// Since when `Fprq`.
    pub since: Option<NaiveDate>,
    /// Whether it serves to redirect domains `Sfymtz`.
    pub redirects_domains: Option<bool>,
    /// Name of the user `Dwmc`.
    pub name: Option<String>,
    /// Nature of the user `Dwxz`.
    pub nature: Option<u32>,
    /// Category of the user `Dwfl`.
    pub category: Option<u32>,
    /// Industry of the user `Dwhyfl`.
    pub industry: Option<u32>,
    /// Where the user is.
    pub address: PostalAddress,
    /// Name of the contact `Lxrxm`.
    pub contact: Option<String>,
    /// Telephone of the contact `Lxrdh`.
    pub phone: Option<String>,
    /// E-mail address of the contact `Lxrdzyj`.
    pub email: Option<String>,
    /// Address of the gateway `Wgip`.
    pub gateway: Option<IpAddress>,
    /// Where the gateway stands `Wgdz`.
    pub gateway_place: Option<String>,
}

impl IpRecord {
    pub(super) fn read(part: IpPart, element: &Element) -> Result<IpRecord, Text> {
        let range = element.range("Qsip", "Zzip").ok_or_else(|| {
            Text::new(
                "没有可读的地址段 Qsip、Zzip",
                "it has no range Qsip, Zzip that can be read",
            )
        })?;
        Ok(IpRecord {
            bureau: element.value("Id"),
            own: element.value("IspId"),
            unit: element.value("Bbdwid"),
            range,
            details: IpDetails::read(part, element),
            remark: element.text("Bz"),
        })
    }
}

impl IpDetails {
    fn read(part: IpPart, element: &Element) -> IpDetails {
        let usage = || Box::new(IpUsage::read(element));
        match part {
            IpPart::Source => IpDetails::Source {
                source_unit: element.value("Lydw"),
            },
            IpPart::Allocation => IpDetails::Allocation {
                mode: element.value("Fpfs"),
                recipient: element.value("Fpdx"),
                usage: usage(),
            },
            IpPart::Broadcast => IpDetails::Broadcast {
                broadcaster: element.value("Gbdw"),
                applicant: element.value("Sqdw"),
            },
            IpPart::Own => {
                let source = element.part("Lydw");
                IpDetails::Own {
                    source_kind: element.value("Ly_dwlx"),
                    source_name: source.and_then(|unit| unit.text("Ly_dwmc")),
                    source_unit: source.and_then(|unit| unit.value("Ly_dwid")),
                    usage: usage(),
                }
            }
        }
    }
}

impl IpUsage {
    fn read(element: &Element) -> IpUsage {
        IpUsage {
            mode: element.value("Syfs"),
            since: element.value("Fprq"),
            redirects_domains: element.flag("Sfymtz"),
            name: element.text("Dwmc"),
            nature: element.value("Dwxz"),
            category: element.value("Dwfl"),
            industry: element.value("Dwhyfl"),
            address: PostalAddress::read(element),
            contact: element.text("Lxrxm"),
            phone: element.text("Lxrdh"),
            email: element.text("Lxrdzyj"),
            gateway: element.value("Wgip"),
            gateway_place: element.text("Wgdz"),
        }
    }
}
