//! When a bureau takes reports: parts of the day in Chinese time, across midnight too.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The hours in which files may be sent: `20:00-06:00`, or several parts of a day, `08:30-11:30, 13:30-17:00`. Each begins
/// with its first minute and ends before its last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours(Vec<(NaiveTime, NaiveTime)>);

impl Hours {
    /// Whether files may be sent at this time of the day.
    pub fn contains(&self, time: NaiveTime) -> bool {
        self.0.iter().any(|(from, to)| {
            if from < to {
                (*from..*to).contains(&time)
            } else {
                time >= *from || time < *to
            }
        })
    }
}

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not of the form 20:00-06:00");
        let parts = text.split([',', '，', '、', '；', ';']).map(|part| {
            let (from, to) = part.split_once(['-', '—', '~', '～']).ok_or_else(wrong)?;
            let time = |text: &str| match text.trim().replace('：', ":").as_str() {
                "24:00" => Some(NaiveTime::MIN),
                text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
            };
            match (time(from), time(to)) {
                (Some(from), Some(to)) if from != to => Ok((from, to)),
                (Some(_), Some(_)) => Err(format!(
                    "\"{text}\" has no length; leave hours out where files may always be sent"
                )),
                _ => Err(wrong()),
            }
        });
        parts.collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> String {
        hours.to_string()
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (from, to)) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(
                formatter,
                "{comma}{}-{}",
                from.format("%H:%M"),
                to.format("%H:%M")
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: &str, time: &str) -> bool {
        let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
        hours.parse::<Hours>().unwrap().contains(time)
    }

    #[test]
    fn hours_go_across_midnight_and_end_before_their_last_minute() {
        for (time, open) in [
            ("19:59", false),
            ("20:00", true),
            ("23:59", true),
            ("00:00", true),
            ("05:59", true),
            ("06:00", false),
        ] {
            assert_eq!(at("20:00-06:00", time), open, "{time}");
        }
    }

    #[test]
    fn a_day_may_have_several_parts() {
        for (time, open) in [
            ("09:00", true),
            ("12:00", false),
            ("13:30", true),
            ("18:00", false),
        ] {
            assert_eq!(at("08:30-11:30, 13:30-17:00", time), open, "{time}");
        }
        assert!(at("20:00-24:00", "23:59") && !at("20:00-24:00", "00:00"));
    }

    #[test]
    fn what_is_no_time_is_refused_and_shown() {
        for text in ["", "20:00", "20:00-25:00", "8-9", "06:00-06:00"] {
            let why = text.parse::<Hours>().unwrap_err();
            assert!(why.contains(text), "{why}");
        }
        assert_eq!(
            "8:00-9:30".parse::<Hours>().unwrap().to_string(),
            "08:00-09:30"
        );
    }
}
