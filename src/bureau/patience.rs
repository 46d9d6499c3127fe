//! What is done with a bureau that says "not now" or does not answer: it is asked again after a wait, a few times in one run,
//! and over all runs not more often than a budget allows.
//!
//! Which codes say so is not decided here: the table of codes has the class of each. Which failures of a call may pass is the
//! call's to know.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::CallError;
use crate::codes::{Codes, Family, Kind, Retry, Who};

/// How often and how soon a bureau is asked again. The waits apply within one run; a new run may ask at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Patience {
    /// How often one run turns to the bureau in a row without getting on, the first time included.
    pub tries: u32,
    /// Seconds before the second time; before each further one twice as many. By default 60, and 1 where the bureau is on
    /// this machine: a rehearsal.
    pub wait: Option<u64>,
    /// The longest wait, in seconds.
    pub longest_wait: u64,
    /// How often in one hour the bureau may have said "not now" or not answered, over all runs; then nothing is asked until the
    /// hour is over.
    pub per_hour: u32,
    /// How often in 24 hours it may have said "not now", over all runs. What was not answered is the line's, and counts for its
    /// hour only.
    pub per_day: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 4,
            wait: None,
            longest_wait: 1800,
            per_hour: 10,
            per_day: 40,
        }
    }
}

impl Patience {
    /// The wait after the bureau has put us off for the `times`th time, counted from 1.
    pub fn wait_after(&self, times: u32, is_here: bool) -> Duration {
        let first = self.wait.unwrap_or(if is_here { 1 } else { 60 });
        let factor = 1_u64
            .checked_shl(times.saturating_sub(1))
            .unwrap_or(u64::MAX);
        Duration::from_secs(first.saturating_mul(factor).min(self.longest_wait))
    }
}

/// Why a bureau is turned to again later, by this side alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It says so, with this code.
    Said(u32),
    /// It could not be reached, or no readable answer came; what was seen instead.
    NoAnswer(String),
}

impl fmt::Display for NotNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(code) => write!(f, "code {code}"),
            Self::NoAnswer(seen) => f.write_str(seen),
        }
    }
}

impl NotNow {
    /// What a code of the calls means, if it is one of 15, 20, 901, 902.
    pub fn said(code: u32) -> Option<NotNow> {
        is_not_now(code).then_some(NotNow::Said(code))
    }

    /// What a failed call means, if waiting may help. Whether it can be repeated as it is, or has to be settled first, is
    /// decided where it is made again.
    pub fn no_answer(error: &CallError) -> Option<NotNow> {
        let why = error.passing()?;
        Some(NotNow::NoAnswer(why.to_owned()))
    }
}

/// Whether a code of the calls means that the same call may be made again later by this side alone: 15, 20, 901, 902. A gap
/// (14) has its own procedure, and what a technician or the bureau must mend first is not mended by waiting.
fn is_not_now(code: u32) -> bool {
    code != super::protocol::GAP
        && Codes::bundled().results().get(code).is_some_and(|known| {
            known.family == Family::Call
                && known.kind == Kind::Failure
                && known.retry == Retry::Later
                && known.who == Who::Operator
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_which_codes_mean_not_now() {
        let codes: Vec<u32> = (0..=9999).filter(|code| is_not_now(*code)).collect();
        assert_eq!(codes, [15, 20, 901, 902]);
    }

    #[test]
    fn each_wait_is_twice_as_long_as_the_one_before_up_to_the_longest() {
        let patience = Patience {
            longest_wait: 200,
            ..Patience::default()
        };
        let waits = |is_here| {
            (1..=4)
                .map(|times| patience.wait_after(times, is_here).as_secs())
                .collect::<Vec<_>>()
        };
        assert_eq!(waits(false), [60, 120, 200, 200]);
        assert_eq!(waits(true), [1, 2, 4, 8]);
        assert_eq!(patience.wait_after(u32::MAX, false).as_secs(), 200);
    }
}
