//! How far the night has come, told to whoever watches.

use std::time::Duration;

use crate::bureau::NotNow;

/// A stage of the night, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files are read.
    Reading,
    /// Orders are checked.
    Checking,
    /// Records are written and proven.
    Proving,
    /// Files are sealed.
    Sealing,
    /// Files are uploaded.
    Sending,
    /// Answers are downloaded.
    Fetching,
}

/// Someone who watches.
pub trait Progress: Sync {
    /// A stage begins, with as many steps to come as are known.
    fn begin(&self, stage: Stage, steps: Option<u64>);
    /// One step of the stage is done.
    fn step(&self);
    /// A bureau said "not now" or did not answer, and is asked again after a wait.
    fn waits(&self, bureau: &str, why: &NotNow, wait: Duration);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn begin(&self, _: Stage, _: Option<u64>) {}
    fn step(&self) {}
    fn waits(&self, _: &str, _: &NotNow, _: Duration) {}
}
