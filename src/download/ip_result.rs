//! `IP/BAJG`: what became of reported sources, allocations, broadcasts and customers' own ranges.

use super::element::Element;
use super::result::no_code;
use crate::order::{IpRange, Text};

/// A result `Lyjg`, `Fpjg`, `Gbjs` or `Zdip`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpResult {
    /// Which kind of report it answers.
    pub part: IpPart,
    /// What was asked for, `Czlx`: 1 new, 2 change, 3 delete.
    pub operation: Option<u32>,
    /// The codes; never none.
    pub codes: Vec<IpCode>,
    /// The bureau's id `Id`; absent when a new report failed.
    pub bureau: Option<u64>,
    /// The carrier's id `IspId`, given back for new reports.
    pub own: Option<u64>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// The four kinds of IP report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IpPart {
    /// A source: where a range came from.
    Source,
    /// An allocation: to whom it went, and what it is used for.
    Allocation,
    /// A broadcast.
    Broadcast,
    /// A range that a customer brought.
    Own,
}

/// A code of an IP result `Jgxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpCode {
    /// The code `Jgdm`.
    pub code: u32,
    /// Its words `Dmms`, which may be empty.
    pub words: String,
    /// Ranges that the code is about `Xgsj`.
    pub related: Vec<RelatedRange>,
}

/// A range that stands in the way of a report `Xgsj`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedRange {
    /// The bureau's id `Id`.
    pub bureau: Option<u64>,
    /// The carrier's id `IspId`.
    pub own: Option<u64>,
    /// `Qsip` to `Zzip`.
    pub range: Option<IpRange>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

impl IpResult {
    pub(super) fn read(part: IpPart, element: &Element) -> Result<IpResult, Text> {
        let codes: Vec<_> = element.parts("Jgxx").filter_map(IpCode::read).collect();
        if codes.is_empty() {
            return Err(no_code());
        }
        Ok(IpResult {
            part,
            operation: element.value("Czlx"),
            codes,
            bureau: element.value("Id"),
            own: element.value("IspId"),
            remark: element.text("Bz"),
        })
    }
}

impl IpCode {
    fn read(element: &Element) -> Option<IpCode> {
        Some(IpCode {
            code: element.value("Jgdm")?,
            words: element.text("Dmms").unwrap_or_default(),
            related: element.parts("Xgsj").map(RelatedRange::read).collect(),
        })
    }
}

impl RelatedRange {
    fn read(element: &Element) -> RelatedRange {
        RelatedRange {
            bureau: element.value("Id"),
            own: element.value("IspId"),
            range: element.range("Qsip", "Zzip"),
            remark: element.text("Bz"),
        }
    }
}
