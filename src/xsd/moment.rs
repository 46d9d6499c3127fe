//! Points in time: the eight date and time datatypes, as values that can be compared.
//!
//! Values with and without a time zone are only partially ordered; a comparison that the specification leaves open has
//! no result.

use std::cmp::Ordering;

use super::calendar::{DAY, Instant, Rest, WIDEST, days, last_day};
use super::packed::{Bytes, Packed, packed};

/// Which parts of a date and time a datatype writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    DateTime,
    Time,
    Date,
    YearMonth,
    Year,
    MonthDay,
    Day,
    Month,
}

/// A point in time. Parts that the datatype does not write have a fixed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// In UTC when `zoned`, else in the unknown local time.
    instant: Instant,
    zoned: bool,
}

packed! {
    struct Moment { instant, zoned }
}

impl Moment {
    /// Reads a value of the datatype that writes these parts.
    pub(crate) fn parse(parts: Parts, text: &str) -> Option<Self> {
        use Parts as P;
        let mut rest = Rest(text);
        // A leap year whose first month has 31 days holds every day and month that can be written alone.
        let (mut year, mut month, mut day) = (1972, 1, 1);
        if matches!(parts, P::DateTime | P::Date | P::YearMonth | P::Year) {
            year = rest.year()?;
        } else if parts != P::Time {
            (rest.take('-') && rest.take('-')).then_some(())?;
        }
        if matches!(parts, P::DateTime | P::Date | P::YearMonth) {
            month = rest.take('-').then(|| rest.two(1, 12))??;
        } else if matches!(parts, P::MonthDay | P::Month) {
            month = rest.two(1, 12)?;
        }
        if matches!(parts, P::DateTime | P::Date | P::MonthDay | P::Day) {
            day = rest
                .take('-')
                .then(|| rest.two(1, last_day(year, month)))??;
        }
        let mut instant = Instant {
            seconds: 0,
            fraction: String::new(),
        };
        if parts == P::DateTime {
            rest.take('T').then_some(())?;
        }
        if matches!(parts, P::DateTime | P::Time) {
            instant = rest.time()?;
        }
        let zone = rest.zone()?;
        instant.seconds += days(year, month, day) * DAY - zone.unwrap_or(0);
        Some(Self {
            instant,
            zoned: zone.is_some(),
        })
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.zoned == other.zoned {
            return Some(self.instant.cmp(&other.instant));
        }
        if other.zoned {
            return other.partial_cmp(self).map(Ordering::reverse);
        }
        // The other's local time may lie up to the widest zone to either side.
        let shifted = |by: i128| Instant {
            seconds: other.instant.seconds + by,
            fraction: other.instant.fraction.clone(),
        };
        if self.instant < shifted(-WIDEST) {
            Some(Ordering::Less)
        } else if self.instant > shifted(WIDEST) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(parts: Parts, text: &str) -> Moment {
        Moment::parse(parts, text).expect(text)
    }

    #[test]
    fn only_days_and_times_that_exist_are_values() {
        for (parts, right, wrong) in [
            (
                Parts::DateTime,
                &[
                    "2000-02-29T24:00:00Z",
                    "-0044-03-15T00:00:00.5+14:00",
                    "12000-01-01T00:00:00",
                ][..],
                &[
                    "2000-02-29",
                    "1900-02-29T00:00:00",
                    "0000-01-01T00:00:00",
                    "2000-01-01T24:00:01",
                    "2000-01-01T00:00:60",
                    "2000-01-01T00:00:00.",
                    "2000-01-01T00:00:00+14:01",
                    "02000-01-01T00:00:00",
                    "2000-1-01T00:00:00",
                    "+2000-01-01T00:00:00",
                    "2000-01-01T00:00:00z",
                    "2000-01-01 00:00:00",
                ][..],
            ),
            (
                Parts::Time,
                &["00:00:00", "23:59:59.999-05:00"],
                &["24:01:00", "1:00:00", "00:00"],
            ),
            (
                Parts::Date,
                &["1999-12-31Z"],
                &["1999-12-32", "1999-13-01", "1999-12-31T00:00:00"],
            ),
            (
                Parts::YearMonth,
                &["1999-12", "1999-12+08:00"],
                &["1999-00", "1999"],
            ),
            (Parts::Year, &["1999", "-0001Z"], &["99", "0000"]),
            (
                Parts::MonthDay,
                &["--02-29", "--12-31Z"],
                &["--02-30", "-12-31", "12-31"],
            ),
            (Parts::Day, &["---31"], &["---32", "--31", "---00"]),
            (Parts::Month, &["--12"], &["--13", "--12--", "---12"]),
        ] {
            for text in right {
                assert!(Moment::parse(parts, text).is_some(), "{text}");
            }
            for text in wrong {
                assert!(Moment::parse(parts, text).is_none(), "{parts:?} {text}");
            }
        }
    }

    #[test]
    fn time_zones_are_reckoned_in() {
        let at = |text| moment(Parts::DateTime, text);
        assert_eq!(at("2000-01-01T00:00:00+08:00"), at("1999-12-31T16:00:00Z"));
        assert_eq!(at("1999-12-31T24:00:00Z"), at("2000-01-01T00:00:00.000Z"));
        assert!(at("2000-01-01T00:00:00Z") < at("2000-01-01T00:00:00.001Z"));
        assert!(at("2000-01-15T12:00:00") < at("2000-01-16T12:00:00Z"));
        assert_eq!(
            at("2000-01-01T12:00:00").partial_cmp(&at("2000-01-01T23:00:00Z")),
            None
        );
        assert!(at("2000-01-01T12:00:00") != at("2000-01-01T12:00:00Z"));
        // A time of day lies on some day, so its end is not its beginning, as other validators have it too.
        assert!(moment(Parts::Time, "24:00:00") > moment(Parts::Time, "23:59:59"));
    }
}
