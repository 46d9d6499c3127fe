//! What points in time and durations share: the calendar, seconds with exact fractions, and how their parts are written.

use super::packed::{Bytes, Packed, packed};

/// Seconds and the digits behind the point, without zeros at the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    pub(crate) seconds: i128,
    pub(crate) fraction: String,
}

packed! {
    struct Instant { seconds, fraction }
}

/// Seconds of a day.
pub(crate) const DAY: i128 = 86_400;
/// The widest time zone, in seconds.
pub(crate) const WIDEST: i128 = 14 * 3600;

/// Days from 1970-01-01, in the Gregorian calendar without beginning or end.
pub(crate) fn days(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The last day of a month.
pub(crate) fn last_day(year: i128, month: i128) -> i128 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Text that is taken apart from the left.
pub(crate) struct Rest<'t>(pub(crate) &'t str);

impl<'t> Rest<'t> {
    pub(crate) fn take(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    pub(crate) fn digits(&mut self) -> &'t str {
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
    pub(crate) fn two(&mut self, low: i128, high: i128) -> Option<i128> {
        let digits = self.digits();
        let value = digits.parse().ok()?;
        (digits.len() == 2 && (low..=high).contains(&value)).then_some(value)
    }

    pub(crate) fn year(&mut self) -> Option<i128> {
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
    pub(crate) fn time(&mut self) -> Option<Instant> {
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
    pub(crate) fn zone(&mut self) -> Option<Option<i128>> {
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

impl Instant {
    /// The fraction always counts upwards: -1.25 is -2 and .75.
    pub(crate) fn negated(self) -> Self {
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
