//! Points in time and durations: the eight date and time datatypes and `xs:duration`, as values that can be compared.
//!
//! Values with and without a time zone are only partially ordered, and so are durations; a comparison that the
//! specification leaves open has no result.

use std::cmp::Ordering;

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

/// Seconds and the digits behind the point, without zeros at the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Instant {
    seconds: i128,
    fraction: String,
}

/// A point in time. Parts that the datatype does not write have a fixed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// In UTC when `zoned`, else in the unknown local time.
    instant: Instant,
    zoned: bool,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duration {
    months: i128,
    span: Instant,
}

packed! {
    struct Instant { seconds, fraction }
    struct Moment { instant, zoned }
    struct Duration { months, span }
}

const DAY: i128 = 86_400;
/// The widest time zone, in seconds.
const WIDEST: i128 = 14 * 3600;

/// Days from 1970-01-01, in the Gregorian calendar without beginning or end.
fn days(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn last_day(year: i128, month: i128) -> i128 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Text that is taken apart from the left.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn take(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn digits(&mut self) -> &'t str {
        let end = self
            .0
            .bytes()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        digits
    }

    /// Exactly two digits with a value in the range.
    fn two(&mut self, low: i128, high: i128) -> Option<i128> {
        let digits = self.digits();
        let value = digits.parse().ok()?;
        (digits.len() == 2 && (low..=high).contains(&value)).then_some(value)
    }

    fn year(&mut self) -> Option<i128> {
        let negative = self.take('-');
        let digits = self.digits();
        let canonical = digits.len() == 4 || (digits.len() > 4 && !digits.starts_with('0'));
        // Years beyond this are more than anything can compute with; refusing them is allowed by the specification.
        if !canonical || digits.len() > 18 {
            return None;
        }
        let year: i128 = digits.parse().ok()?;
        (year != 0).then_some(if negative { -year } else { year })
    }

    /// Seconds of the day; 24:00:00 is the end of it.
    fn time(&mut self) -> Option<Instant> {
        let hour = self.two(0, 24)?;
        let minute = self.take(':').then(|| self.two(0, 59))??;
        let second = self.take(':').then(|| self.two(0, 59))??;
        let mut fraction = "";
        if self.take('.') {
            fraction = self.digits();
            if fraction.is_empty() {
                return None;
            }
        }
        let fraction = fraction.trim_end_matches('0').to_owned();
        if hour == 24 && (minute, second, fraction.len()) != (0, 0, 0) {
            return None;
        }
        Some(Instant {
            seconds: hour * 3600 + minute * 60 + second,
            fraction,
        })
    }

    /// The time zone's distance from UTC in seconds, if one is given, up to the end of the text.
    fn zone(&mut self) -> Option<Option<i128>> {
        if self.0.is_empty() {
            return Some(None);
        }
        let distance = if self.take('Z') {
            0
        } else {
            let sign = if self.take('-') {
                -1
            } else if self.take('+') {
                1
            } else {
                return None;
            };
            let hours = self.two(0, 14)?;
            let minutes = self.take(':').then(|| self.two(0, 59))??;
            sign * (hours * 3600 + minutes * 60)
        };
        (self.0.is_empty() && distance.abs() <= WIDEST).then_some(Some(distance))
    }
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
        if parts == P::Time {
            instant.seconds %= DAY;
        }
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

impl Duration {
    /// Reads `-?PnYnMnDTnHnMnS`; parts may be left out, but not all of them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut rest = Rest(text);
        let negative = rest.take('-');
        rest.take('P').then_some(())?;
        let (mut months, mut seconds, mut fraction) = (0_i128, 0_i128, "");
        let mut units = &[('Y', 12), ('M', 1), ('D', DAY)][..];
        let mut timed = false;
        let mut wanted = true;
        while !rest.0.is_empty() {
            if !timed && rest.take('T') {
                timed = true;
                wanted = true;
                units = &[('H', 3600), ('M', 60), ('S', 1)];
                continue;
            }
            let digits = rest.digits();
            if digits.is_empty() || digits.len() > 30 {
                return None;
            }
            let count: i128 = digits.parse().ok()?;
            let mut parts = "";
            if timed && rest.take('.') {
                parts = rest.digits();
                (!parts.is_empty() && rest.0 == "S").then_some(())?;
            }
            let unit = rest.0.chars().next()?;
            let index = units.iter().position(|(known, _)| *known == unit)?;
            let amount = count.checked_mul(units[index].1)?;
            if !timed && unit != 'D' {
                months = months.checked_add(amount)?;
            } else {
                seconds = seconds.checked_add(amount)?;
            }
            if unit == 'S' {
                fraction = parts;
            }
            rest.take(unit);
            units = &units[index + 1..];
            wanted = false;
        }
        if wanted {
            return None;
        }
        let mut span = Instant {
            seconds,
            fraction: fraction.trim_end_matches('0').to_owned(),
        };
        if negative {
            span = span.negated();
            months = -months;
        }
        Some(Self { months, span })
    }

    /// The point in time this long after the first of a month.
    fn after(&self, year: i128, month: i128) -> Instant {
        let month = month - 1 + self.months;
        let start = days(year + month.div_euclid(12), month.rem_euclid(12) + 1, 1);
        Instant {
            seconds: start * DAY + self.span.seconds,
            fraction: self.span.fraction.clone(),
        }
    }
}

impl Instant {
    /// The fraction always counts upwards: -1.25 is -2 and .75.
    fn negated(self) -> Self {
        if self.fraction.is_empty() {
            return Self {
                seconds: -self.seconds,
                ..self
            };
        }
        let last = self.fraction.len() - 1;
        let digit = |(at, digit): (usize, u8)| {
            let ten = if at == last { 10 } else { 9 };
            char::from(b'0' + ten - (digit - b'0'))
        };
        let fraction = self.fraction.bytes().enumerate().map(digit).collect();
        Self {
            seconds: -self.seconds - 1,
            fraction,
        }
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        // The four months that the specification compares durations by.
        let starts = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];
        let mut orders =
            starts.map(|(year, month)| self.after(year, month).cmp(&other.after(year, month)));
        orders.sort_unstable();
        (orders[0] == orders[3]).then_some(orders[0])
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
        assert_eq!(
            moment(Parts::Time, "24:00:00"),
            moment(Parts::Time, "00:00:00")
        );
    }

    #[test]
    fn durations_are_ordered_as_far_as_months_allow() {
        let long = |text: &str| Duration::parse(text).expect(text);
        assert_eq!(long("P1Y"), long("P12M"));
        assert_eq!(long("P1D"), long("PT24H"));
        assert!(
            long("P1M") < long("P32D") && long("-P1M") < long("P1D") && long("P27D") < long("P1M")
        );
        assert_eq!(long("P1M").partial_cmp(&long("P30D")), None);
        assert!(long("-PT1.25S") < long("-PT1.2S") && long("PT0.5S") < long("PT0.51S"));
        for wrong in [
            "", "P", "PT", "P1S", "P1", "1Y", "P1YT", "P-1Y", "P1.5Y", "PT1.S", "P1M1Y", "PT1H1H",
            "+P1Y", "PT1.5M",
        ] {
            assert!(Duration::parse(wrong).is_none(), "{wrong}");
        }
    }
}
