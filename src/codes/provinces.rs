//! Provinces and the characters that stand for them in filing numbers (浙ICP备…).

use super::read::{CodesError, Source};
use super::regions::{Level, Regions};
use crate::order::Text;

/// One province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Province {
    /// GB/T 2260 code.
    pub code: u32,
    /// Its name: in full in Chinese, short in English.
    pub name: Text,
    /// The character its bureau uses in filing numbers.
    pub abbreviation: String,
    /// Another character seen in filing numbers of the province (川 beside 蜀); accepted, never written.
    pub alternate: Option<String>,
    /// Working days within which its bureau decides.
    pub review_days: u32,
    /// Whether a lost filing password is given out anew over the ministry's site only, and not by letter.
    pub password_online_only: bool,
}

/// The mainland provinces, which are the ones that have a bureau.
#[derive(Clone, Debug)]
pub struct Provinces {
    rows: Vec<Province>,
}

#[derive(serde::Deserialize)]
struct ProvinceRecord {
    code: u32,
    name_zh: String,
    name_en: String,
    abbreviation: String,
    alternate: Option<String>,
    review_days: Option<u32>,
    password: Option<Password>,
}

#[derive(PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Password {
    Online,
}

/// Working days within which a bureau decides unless its province says otherwise.
const REVIEW_DAYS: u32 = 20;

impl Provinces {
    /// Reads the provinces and checks that each is one, and that no character means two of them.
    pub(super) fn load(source: Source<'_>, regions: &Regions) -> Result<Provinces, CodesError> {
        let mut provinces = Provinces { rows: Vec::new() };
        for (line, record) in source.rows::<ProvinceRecord>()? {
            let known = regions
                .get(record.code)
                .is_some_and(|r| r.level == Level::Province && r.name == record.name_zh);
            if !known {
                return Err(source.error(
                    line,
                    format!("{} is not the province {}", record.code, record.name_zh),
                ));
            }
            let province = Province {
                code: record.code,
                name: Text::new(record.name_zh, record.name_en),
                abbreviation: record.abbreviation,
                alternate: record.alternate,
                review_days: record.review_days.unwrap_or(REVIEW_DAYS),
                password_online_only: record.password == Some(Password::Online),
            };
            for character in std::iter::once(&province.abbreviation).chain(&province.alternate) {
                if character.chars().count() != 1 || provinces.by_abbreviation(character).is_some()
                {
                    return Err(
                        source.error(line, format!("{character} does not stand for one province"))
                    );
                }
            }
            provinces.rows.push(province);
        }
        Ok(provinces)
    }

    /// The province of a GB/T 2260 code.
    pub fn get(&self, code: u32) -> Option<&Province> {
        self.rows.iter().find(|province| province.code == code)
    }

    /// The province that a filing number's first character stands for, alternates included.
    pub fn by_abbreviation(&self, character: &str) -> Option<&Province> {
        self.rows
            .iter()
            .find(|p| p.abbreviation == character || p.alternate.as_deref() == Some(character))
    }

    /// Working days within which the bureau of a province decides; those of most where the province is not known.
    pub fn review_days(&self, code: Option<u32>) -> u32 {
        code.and_then(|code| self.get(code))
            .map_or(REVIEW_DAYS, |province| province.review_days)
    }

    /// Sets how long the bureau of a province takes.
    pub(super) fn set_review_days(&mut self, code: u32, days: u32) {
        if let Some(province) = self.rows.iter_mut().find(|one| one.code == code) {
            province.review_days = days;
        }
    }

    /// All provinces that have a bureau.
    pub fn iter(&self) -> impl Iterator<Item = &Province> {
        self.rows.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_may_stand_for_one_province_only() {
        let regions =
            "code,name,level,parent,standing\n330000,浙江省,province,,\n340000,安徽省,province,,\n";
        let regions = Regions::load(Source {
            name: "regions.csv",
            text: regions,
        })
        .unwrap();
        let rows = "code,name_zh,name_en,abbreviation,alternate,review_days,password\n330000,浙江省,Zhejiang,浙,,30,\n340000,安徽省,Anhui,皖,浙,,\n";
        assert_eq!(
            Provinces::load(
                Source {
                    name: "provinces.csv",
                    text: rows
                },
                &regions
            )
            .unwrap_err()
            .line,
            3
        );
    }
}
