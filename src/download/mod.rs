//! What the bureau answers: `DownloadData` documents become typed messages.
//!
//! Tolerant: bureaus send what their own schema forbids (codes nobody has heard of, further elements, `Czlx` 35).
//! Every record becomes one [`Message`], in the document's order. A record that lacks what its meaning hangs on is
//! [`Content::Unread`] and says why; what is merely not understood of one that was read is listed beside it
//! ([`Message::unknown`]). Both are there as they were received. Only a document that cannot be read to its end is an
//! [`Error`], and a reader has to go there before it acts on any of it: half a document is no document.
//!
//! [`Messages`] reads from a stream and holds one record at a time.

mod audit;
mod blacklist;
mod cancelled;
mod code_row;
mod document;
mod domain_record;
mod domain_result;
mod element;
mod error;
mod ip_audit;
mod ip_record;
mod ip_result;
mod message;
mod messages;
mod notice;
mod parts;
mod published;
mod result;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod unfiled;

pub use audit::{AccessAudit, AccessFault, AuditFinding, SiteAudit, SubjectAudit};
pub use blacklist::{BlacklistChange, BlacklistEntry, Blacklisted, IllegalAccess};
pub use cancelled::{Cancellation, CancelledObject};
pub use code_row::{CodeRow, ReportingUnit};
pub use document::Document;
pub use domain_record::{DomainContact, DomainRecord};
pub use domain_result::DomainResult;
pub use error::Error;
pub use ip_audit::{IpAuditFinding, IpFault};
pub use ip_record::{IpDetails, IpRecord, IpUsage};
pub use ip_result::{IpCode, IpPart, IpResult, RelatedRange};
pub use message::{Content, Message};
pub use messages::{Messages, root};
pub use notice::{NoticeObject, RectificationNotice};
pub use parts::{Certificate, PostalAddress, Principal};
pub use published::{
    PublishedAccess, PublishedAddress, PublishedDomain, PublishedIds, PublishedPreapproval,
    PublishedRecord, PublishedSite, PublishedSubject,
};
pub use result::{OpinionRecord, ResultRecord};
pub use text::beginning;
pub use unfiled::UnfiledSite;
