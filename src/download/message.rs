//! What a record of a document says, and what of it nobody understood.

use std::ops::Range;

use super::audit::AuditFinding;
use super::blacklist::{BlacklistEntry, IllegalAccess};
use super::cancelled::Cancellation;
use super::code_row::{CodeRow, ReportingUnit};
use super::domain_record::DomainRecord;
use super::domain_result::DomainResult;
use super::ip_audit::IpAuditFinding;
use super::ip_record::IpRecord;
use super::ip_result::IpResult;
use super::notice::RectificationNotice;
use super::published::PublishedRecord;
use super::result::{OpinionRecord, ResultRecord};
use super::unfiled::UnfiledSite;
use crate::order::Text;

/// One record of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its position among the document's records, from 1.
    pub number: u32,
    /// The family it came in, as a path: `ICP/BAJG`, `JCDM`; in full copies `SJTB/ICP`, `SJTB/JCDM`.
    pub family: String,
    /// What it says.
    pub content: Content,
    /// The record as it was received, without the document around it. Of one larger than 16 MiB or 100 000
    /// elements, only the beginning.
    pub raw: String,
    /// Where in `raw` there are elements that nobody understood.
    pub(super) unknown: Vec<Range<usize>>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `ICP/BAJG/Jg_xx`: result codes.
    Result(ResultRecord),
    /// `ICP/BAJG/GJSHS/Gjsh`: an auditor's opinion.
    Opinion(OpinionRecord),
    /// `ICP/BASJ/Baxx`, and `SJTB/ICP/Baxx` in a full copy: a filing.
    Published(Box<PublishedRecord>),
    /// `ICP/ZXSJ/Zxxx`: a cancellation.
    Cancelled(Cancellation),
    /// `ICP/HMDLB`: an entry of the blacklist.
    Blacklist(BlacklistEntry),
    /// `ICP/FFJRHMD/Ffjrxx`: a domain that was connected illegally.
    IllegalAccess(IllegalAccess),
    /// `ICP/WBAWZLB/Wbawz_xx`: a site that nobody filed.
    UnfiledSite(UnfiledSite),
    /// `ICP/HSRW/Baxx`: a filing that the carrier has to verify.
    VerificationTask(Box<PublishedRecord>),
    /// `ICP/HCJG`: a finding of an audit.
    Audit(AuditFinding),
    /// `ICP/XGTZ/Tzxx`: data to be put right.
    Notice(RectificationNotice),
    /// `IP/BAJG`: result codes of an IP report.
    IpResult(IpResult),
    /// `IP/HCJG`: a finding about an IP range.
    IpAudit(IpAuditFinding),
    /// `YM/BAJG/Jg_xx`: result codes of a domain report.
    DomainResult(DomainResult),
    /// `JCDM/Jcdm_xx`: a row of a code table.
    Code(CodeRow),
    /// `JCDM/Bbdwlb/Bbdw`: a unit that reports.
    Unit(ReportingUnit),
    /// `SJTB/IP`: an IP report as the bureau has it.
    IpRecord(IpRecord),
    /// `SJTB/YM/Ymxx`: a domain report as the ministry has it.
    Domain(Box<DomainRecord>),
    /// Nothing that this program understands; why.
    Unread(Text),
}

impl Message {
    /// The elements that nobody understood, as they were received: those that the interface does not define, those that
    /// stand there twice, those whose value has the wrong form. The rest of the record was read.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.unknown
            .iter()
            .filter_map(|span| self.raw.get(span.clone()))
    }

    /// Whether it is part of a full copy, `SJTB`.
    pub fn is_copy(&self) -> bool {
        self.family.starts_with("SJTB/")
    }
}
