//! `IP/HCJG`: ranges that are out of bounds, in conflict, or not reported.

use super::element::Element;
use crate::order::{IpRange, Text};

/// A finding about a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpAuditFinding {
    /// What is wrong.
    pub fault: IpFault,
    /// The range `Qsip` to `Zzip`, in a conflict `Qsip1` to `Zzip1`: this carrier's.
    pub range: IpRange,
    /// Of the source or of the allocation, `Yjlx`, `Ctlx`, `Wblx`: 1 source, 2 allocation.
    pub kind: Option<u32>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What is wrong with a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IpFault {
    /// `Yj`: it goes beyond what it was taken from.
    OutOfRange {
        /// The bureau's id of the report `Yjjlid`.
        record: Option<u64>,
        /// The part that is outside, `Yjqsip` to `Yjzzip`.
        outside: Option<IpRange>,
    },
    /// `Ct`: another unit reported it too.
    Conflict {
        /// The bureau's id of this carrier's report `Ctjlid`.
        record: Option<u64>,
        /// The other unit `Ctbbdwid`.
        unit: Option<u64>,
        /// What it reported, `Qsip2` to `Zzip2`.
        theirs: Option<IpRange>,
    },
    /// `Wb`: it is this carrier's and was not reported.
    Unreported {
        /// The unit that allocated it `Fpdw`.
        source_unit: Option<u64>,
    },
}

impl IpAuditFinding {
    pub(super) fn read_out_of_range(element: &Element) -> Result<IpAuditFinding, Text> {
        let fault = IpFault::OutOfRange {
            record: element.value("Yjjlid"),
            outside: element.range("Yjqsip", "Yjzzip"),
        };
        IpAuditFinding::of(element, fault, ("Qsip", "Zzip"), "Yjlx")
    }

    pub(super) fn read_conflict(element: &Element) -> Result<IpAuditFinding, Text> {
        let fault = IpFault::Conflict {
            record: element.value("Ctjlid"),
            unit: element.value("Ctbbdwid"),
            theirs: element.range("Qsip2", "Zzip2"),
        };
        IpAuditFinding::of(element, fault, ("Qsip1", "Zzip1"), "Ctlx")
    }

    pub(super) fn read_unreported(element: &Element) -> Result<IpAuditFinding, Text> {
        let fault = IpFault::Unreported {
            source_unit: element.value("Fpdw"),
        };
        IpAuditFinding::of(element, fault, ("Qsip", "Zzip"), "Wblx")
    }

    fn of(
        element: &Element,
        fault: IpFault,
        (first, last): (&str, &str),
        kind: &str,
    ) -> Result<IpAuditFinding, Text> {
        let range = element.range(first, last).ok_or_else(|| {
            Text::new(
                format!("没有可读的地址段 {first}、{last}"),
                format!("it has no range {first}, {last} that can be read"),
            )
        })?;
        Ok(IpAuditFinding {
            fault,
            range,
            kind: element.value(kind),
            remark: element.text("Bz"),
        })
    }
}
