//! Checked orders become records in the bureau's words, proven one by one; proven records become files.
//!
//! ```text
//! Checked ──record::write──▶ Record ──gate──▶ Proven ──pack──▶ Packed ──gate──▶ ProvenFile
//! ```
//!
//! Each type is made by the step before it only: an unchecked order cannot be written, an unproven record cannot be
//! packed, and an unproven file cannot be sealed.

mod emit;
mod gate;
mod identity;
mod pack;
mod pages;
mod record;
#[cfg(test)]
mod sample;
pub mod schema;
mod stored;

pub use emit::{Origin, RecordKey, Unmappable};
pub use gate::{Gate, Proven, ProvenFile};
pub use identity::Identities;
pub use pack::{FileLimits, Packed, Packer, Piece};
pub use pages::{GATE, pages};
pub use record::{Options, Record, expected_length, write};
pub use stored::{StoredOrder, take_apart};
