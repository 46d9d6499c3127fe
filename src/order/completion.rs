//! What the ledger's picture of the bureau's records has added to an order before it was checked.
//!
//! A change is a snapshot: what the operator left out is filled up from the record as it was last published, and what the
//! operator took out of a list is removed by the bureau. A cancellation names the bureau's id, which a filing number
//! tells.

/// How an order was completed from the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The hash of the order as the operator wrote it: by it the ledger knows the order again, however the record changes.
    pub content: String,
    /// Which record was found.
    pub record: Found,
    /// What the bureau would remove, because the order leaves it out.
    pub removals: Vec<Removal>,
}

/// The record that an order is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The ledger knows it.
    One,
    /// The ledger knows none.
    None,
    /// The ledger knows several, by these ids of the bureau.
    Several(Vec<u64>),
}

/// Something that the bureau has and the order leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The sheet in which it would stand.
    pub sheet: &'static str,
    /// Number of its site in the order, from 1.
    pub site: u32,
    /// The domain, or the range as `a-b`.
    pub name: String,
    /// The bureau's id.
    pub id: u64,
}
