//! `xs:duration`, as values that can be compared as far as the specification orders them.

use std::cmp::Ordering;

use super::calendar::{DAY, Instant, Rest, days};
use super::packed::{Bytes, Packed, packed};

/// A length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duration {
    months: i128,
    span: Instant,
}

packed! {
    struct Duration { months, span }
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
