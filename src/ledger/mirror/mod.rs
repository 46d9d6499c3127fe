//! The ledger's picture of the bureau's records: subjects, their sites, domains, accesses and IP ranges.
//!
//! A record is what the bureau last published (`BASJ`, `SJTB`), moved on by cancellations (`ZXSJ`). It is found by the
//! bureau's id, the carrier's own id, a filing number, a domain or a certificate ([`RecordKey`]), and always comes as the
//! whole filing: the subject with everything below it.
//!
//! What a record is called, and where it stands:
//!
//! - ids and filing numbers are the bureau's; an own id stays known when a later publication leaves it out;
//! - a publication of a site lists all of its domains, accesses and ranges: those left out are removed. It says nothing
//!   of the subject's other sites; only a full copy does;
//! - *being changed* and *being cancelled* are told by open orders, *without sites* by what is left: they are found when
//!   the record is read, not stored.

mod batch;
mod copy;
mod read;
mod record;
mod state;
mod target;
mod write;

pub use batch::{Extent, Names};
pub use copy::Difference;
pub use read::RecordKey;
pub use record::{Fields, LeftOut, Record, RecordKind};
pub use state::{PasswordState, RecordState};
pub use target::Target;

pub(super) use batch::json;
pub(super) use write::{certificate as folded_certificate, domain as folded_domain, sql_id};
