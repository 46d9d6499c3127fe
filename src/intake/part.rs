//! The parts of an order that this version reads, as sheets of a workbook.

use crate::codes::fold;
use crate::order::{
    Access, Address, Attachment, Column, Domain, Header, Kind, Part, Preapproval, ReportRow, Site,
    Subject,
};

/// One part; the order of the variants is the order in which sheets are read, parents first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum PartKind {
    Order,
    Subject,
    Site,
    Preapproval,
    Domain,
    Access,
    Address,
    Attachment,
    IpSource,
    IpAllocation,
    IpBroadcast,
    IpOwn,
    DomainReport,
    Cancellation,
    Verification,
    UnfiledSite,
}

/// Name of the sheet or CSV file in the flat layout.
pub(super) const FLAT: &str = "扁平";

impl PartKind {
    pub(super) const ALL: [Self; 16] = [
        Self::Order,
        Self::Subject,
        Self::Site,
        Self::Preapproval,
        Self::Domain,
        Self::Access,
        Self::Address,
        Self::Attachment,
        Self::IpSource,
        Self::IpAllocation,
        Self::IpBroadcast,
        Self::IpOwn,
        Self::DomainReport,
        Self::Cancellation,
        Self::Verification,
        Self::UnfiledSite,
    ];

    /// A kind of order with rows of this part; `None` for the parts of a filing.
    pub(super) fn reports(self) -> Option<Kind> {
        match self {
            Self::IpSource => Some(Kind::IpSource),
            Self::IpAllocation => Some(Kind::IpAllocation),
            Self::IpBroadcast => Some(Kind::IpBroadcast),
            Self::IpOwn => Some(Kind::IpOwn),
            Self::DomainReport => Some(Kind::DomainReport),
            Self::Cancellation => Some(Kind::CancelSubject),
            Self::Verification => Some(Kind::VerificationResult),
            Self::UnfiledSite => Some(Kind::UnfiledSite),
            _ => None,
        }
    }

    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Self::Order => Header::columns(),
            Self::Subject => Subject::columns(),
            Self::Site => Site::columns(),
            Self::Preapproval => Preapproval::columns(),
            Self::Domain => Domain::columns(),
            Self::Access => Access::columns(),
            Self::Address => Address::columns(),
            Self::Attachment => Attachment::columns(),
            Self::IpSource
            | Self::IpAllocation
            | Self::IpBroadcast
            | Self::IpOwn
            | Self::DomainReport
            | Self::Cancellation
            | Self::Verification
            | Self::UnfiledSite => self.reports().map_or(&[], ReportRow::columns),
        }
    }

    /// Name of the sheet.
    pub(super) fn sheet(self) -> &'static str {
        self.columns()[0].sheet
    }

    /// Every name of the part, as the table of an order folder or before the dot of a header.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Order => &["订单", "order"],
            Self::Subject => &["主体", "subject", "zt_xx"],
            Self::Site => &["网站", "site", "sites", "wz_xx"],
            Self::Preapproval => &[
                "前置审批",
                "preapproval",
                "preapprovals",
                "approval",
                "nrlx_xx",
            ],
            Self::Domain => &["域名", "domain", "domains", "ym_xx"],
            Self::Access => &["接入", "access", "accesses", "jr_xx"],
            Self::Address => &["ip地址", "ip", "ips", "address", "addresses", "ip_xx"],
            Self::Attachment => &["附件", "attachment", "attachments", "fjxx"],
            Self::IpSource => &["ip来源", "ip_source", "ip_sources"],
            Self::IpAllocation => &["ip分配", "ip_allocation", "ip_allocations"],
            Self::IpBroadcast => &["ip广播", "ip_broadcast", "ip_broadcasts"],
            Self::IpOwn => &["ip自带", "ip_own"],
            Self::DomainReport => &["域名报备", "domain_report", "domain_reports"],
            Self::Cancellation => &["注销", "cancel", "zx_xx"],
            Self::Verification => &["核实", "verification", "hsjgxx"],
            Self::UnfiledSite => &["未备案处理", "unfiled", "clxx"],
        }
    }

    /// The part whose sheet is called `name`.
    pub(super) fn of_sheet(name: &str) -> Option<Self> {
        let name = fold(name);
        Self::ALL
            .into_iter()
            .find(|part| fold(part.sheet()) == name)
    }

    /// Position of the column with the English name `english`.
    pub(super) fn column(self, english: &str) -> usize {
        self.columns()
            .iter()
            .position(|column| column.english == english)
            .expect("callers name columns that the order model declares; a test reads every layout")
    }
}
