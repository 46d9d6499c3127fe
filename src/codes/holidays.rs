//! Public holidays and make-up workdays: which days a bureau works.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use super::read::{CodesError, Source};

/// The days on which the ordinary week does not hold.
#[derive(Clone, Debug)]
pub struct Holidays {
    /// Whether work is done on an exceptional day.
    exceptions: BTreeMap<NaiveDate, bool>,
}

#[derive(serde::Deserialize)]
struct HolidayRecord {
    date: NaiveDate,
    kind: DayKind,
}

#[derive(PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum DayKind {
    Holiday,
    Workday,
}

impl Holidays {
    /// Reads the exceptional days; a day may be listed once only.
    pub(super) fn load(source: Source<'_>) -> Result<Holidays, CodesError> {
        let mut exceptions = BTreeMap::new();
        for (line, HolidayRecord { date, kind }) in source.rows()? {
            if exceptions.insert(date, kind == DayKind::Workday).is_some() {
                return Err(source.error(line, format!("{date} stands here twice")));
            }
        }
        if exceptions.is_empty() {
            return Err(source.error(0, "no day is listed"));
        }
        Ok(Holidays { exceptions })
    }

    /// Adds the days of another file; a day that is known already counts as it is listed there.
    pub(super) fn add(&mut self, source: Source<'_>) -> Result<(), CodesError> {
        self.exceptions.extend(Holidays::load(source)?.exceptions);
        Ok(())
    }

    /// Whether work is done on a day. Outside the listed years only Saturdays and Sundays are free.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        let weekday = !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        self.exceptions.get(&date).copied().unwrap_or(weekday)
    }

    /// Every day on which the ordinary week does not hold, and whether work is done on it.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, bool)> {
        self.exceptions.iter().map(|(date, works)| (*date, *works))
    }

    /// The last year whose holidays are known.
    pub fn last_year(&self) -> i32 {
        self.exceptions
            .last_key_value()
            .map_or(i32::MIN, |(date, _)| date.year())
    }

    /// The `days`-th working day after `date`; `date` itself for 0 days.
    pub fn add_working_days(&self, date: NaiveDate, days: u32) -> NaiveDate {
        date.iter_days()
            .skip(1)
            .filter(|day| self.is_working_day(*day))
            .take(days as usize)
            .last()
            .unwrap_or(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn holidays() -> Holidays {
        let text =
            "date,kind,name_en\n2026-10-01,holiday,a\n2026-10-02,holiday,a\n2026-10-10,workday,a\n";
        Holidays::load(Source {
            name: "holidays.csv",
            text,
        })
        .unwrap()
    }

    #[test]
    fn a_make_up_saturday_is_worked_and_a_holiday_is_not() {
        assert!(holidays().is_working_day(day(10, 10)));
        assert!(!holidays().is_working_day(day(10, 1)));
        assert!(!holidays().is_working_day(day(10, 11)));
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_weekends() {
        // Wednesday; Thursday and Friday are holidays, then a weekend.
        assert_eq!(holidays().add_working_days(day(9, 30), 1), day(10, 5));
        assert_eq!(holidays().add_working_days(day(10, 9), 1), day(10, 10));
        assert_eq!(holidays().add_working_days(day(10, 1), 0), day(10, 1));
    }

    #[test]
    fn a_day_listed_twice_is_refused_with_its_line() {
        let text = "date,kind,name_en\n2026-10-01,holiday,a\n2026-10-01,workday,a\n";
        assert_eq!(
            Holidays::load(Source {
                name: "holidays.csv",
                text
            })
            .unwrap_err()
            .line,
            3
        );
    }
}
