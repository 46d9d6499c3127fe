//! The time of a run: the machine's, or a fixed one.

use std::time::Instant;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Config;

/// The clock.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clock {
    /// A fixed time for regression runs, as in RFC 3339; without it, the machine's.
    pub now: Option<DateTime<FixedOffset>>,
    /// When the run began, where its time goes on.
    #[serde(skip)]
    began: Option<Instant>,
}

impl Clock {
    /// Lets a run begin: it has one time, so that a night that begins before midnight is one night. What asks whether an hour
    /// is over asks for the [`Config::moment`], which goes on unless the time is fixed.
    pub fn begin(&mut self, now: DateTime<FixedOffset>) {
        self.began = self.now.is_none().then(Instant::now);
        self.now = Some(now);
    }
}

impl Config {
    /// The time of the run in China.
    pub fn now(&self) -> DateTime<FixedOffset> {
        let china = FixedOffset::east_opt(8 * 3600).expect("eight hours lie within a day");
        self.clock.now.map_or_else(
            || Utc::now().with_timezone(&china),
            |now| now.with_timezone(&china),
        )
    }

    /// The time at this moment of the run.
    pub fn moment(&self) -> DateTime<FixedOffset> {
        let gone = { self.clock.began }.map(|began| TimeDelta::from_std(began.elapsed()));
        self.now() + gone.and_then(Result::ok).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn a_fixed_time_is_told_in_china() {
        let config = read("[clock]\nnow = \"2026-11-20T14:00:00Z\"\n").unwrap();
        assert_eq!(config.now().to_rfc3339(), "2026-11-20T22:00:00+08:00");
    }
}
