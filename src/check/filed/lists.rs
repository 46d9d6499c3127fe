//! What the bureau's lists and answers say of what a batch is about.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use crate::order::{IpRange, Order};

/// A list of the bureau: what stands on it, or nothing where none has come.
#[derive(Clone, Debug)]
pub struct Listed<T>(Option<BTreeSet<T>>);

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Ord> Listed<T> {
    /// A list that has come.
    pub fn of(entries: impl IntoIterator<Item = T>) -> Self {
        Self(Some(entries.into_iter().collect()))
    }

    /// Whether it lacks something; a list that never came lacks nothing.
    pub fn lacks(&self, entry: &T) -> bool {
        { self.0.as_ref() }.is_some_and(|entries| !entries.contains(entry))
    }
}

/// How the bureau refused an order that comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The day.
    pub day: NaiveDate,
    /// What the auditor wrote; empty where there was nothing.
    pub words: String,
}

/// The bureau's lists, and how it refused orders that come again.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The subjects that are to be verified, by the bureau's ids, each with the sites that are meant.
    pub verifications: Option<BTreeMap<u64, BTreeSet<u64>>>,
    /// The unfiled sites that the bureau has assigned to this carrier: domain and address.
    pub unfiled: Listed<(String, String)>,
    /// The ranges that are in conflict with those of another unit.
    pub conflicts: Vec<IpRange>,
    /// The subjects whose data the bureau wants put right, by its id or by filing number.
    pub stale: HashSet<String>,
    /// The units that may report, by their ids.
    pub units: Listed<u64>,
    /// The opinions of the bureau's table, for results of verifications.
    pub opinions: Listed<Box<str>>,
    /// How orders were refused, by order number.
    pub refusals: HashMap<Box<str>, Refusal>,
}

impl Lists {
    /// How the bureau refused an order the last time, if it did.
    pub fn refusal(&self, order: &Order) -> Option<&Refusal> {
        self.refusals.get(&order.number.text)
    }
}
