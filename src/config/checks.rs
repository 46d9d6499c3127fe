//! How orders are checked: severities, words, province rules, holidays and area codes of the carrier's own.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Config, Error, read};
use crate::check::{BUNDLED_PROVINCES, Profile, ProvinceRules, Reviews, Settings};
use crate::codes::{Adjustments, Codes};
use crate::order::Severity;
use crate::upload::Unmappable;

/// Checks.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// How strict the soft rules are.
    pub profile: Profile,
    /// What an empty review column means.
    pub reviews: Reviews,
    /// Severity by rule id or pattern.
    pub severity: BTreeMap<String, Level>,
    /// Words added to the bundled lists, by list name.
    pub words: BTreeMap<String, Vec<String>>,
    /// A file that takes the place of the bundled province rules.
    pub provinces: Option<PathBuf>,
    /// What is otherwise in single provinces: their `code`, and the keys of their rules that change.
    pub province: Vec<toml::Table>,
    /// A file of further holidays and make-up workdays, in the columns of the bundled one.
    pub holidays: Option<PathBuf>,
    /// A file of telephone area codes; a region that it names has those of the file.
    pub area_codes: Option<PathBuf>,
}

/// A severity, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The order is held back.
    Error,
    /// The order is sent all the same.
    Warning,
    /// Worth knowing.
    Info,
    /// The rule is switched off.
    Off,
}

impl Config {
    /// The settings of the check room.
    pub fn settings(&self) -> Result<Settings, Error> {
        let severity = self.checks.severity.iter().map(|(rule, level)| {
            let severity = match level {
                Level::Error => Some(Severity::Error),
                Level::Warning => Some(Severity::Warning),
                Level::Info => Some(Severity::Info),
                Level::Off => None,
            };
            (rule.clone(), severity)
        });
        let settings = Settings {
            provinces: self.province_rules()?,
            province: self.carrier.province,
            carrier_id: Some(self.carrier.isp_id),
            licence_number: self.carrier.licence_number.clone(),
            roles: self.carrier.roles.clone(),
            profile: self.checks.profile,
            reviews: self.checks.reviews,
            severity: severity.collect(),
            limits: self.order_limits(),
            attachments: self.limits.attachment,
            unmappable_as_reference: self.output.unmappable == Unmappable::Reference,
            words: self.checks.words.clone(),
        };
        match settings.unknown() {
            Some((key, nearest)) => Err(Error::UnknownName { key, nearest }),
            None => Ok(settings),
        }
    }

    fn province_rules(&self) -> Result<ProvinceRules, Error> {
        let checks = &self.checks;
        let file = checks.provinces.as_deref().map(|path| self.path(path));
        let text = match &file {
            Some(path) => Cow::Owned(read(path)?),
            None => Cow::Borrowed(BUNDLED_PROVINCES),
        };
        ProvinceRules::adjusted(&text, &checks.province).map_err(|source| Error::Provinces {
            path: file.unwrap_or_else(|| "checks.province".into()),
            source,
        })
    }

    /// The code tables that count, with what this configuration says of holidays, area codes and times of review.
    pub fn codes(&self, known: Cow<'static, Codes>) -> Result<Cow<'static, Codes>, Error> {
        let own = |path: &Option<PathBuf>| -> Result<Option<(String, String)>, Error> {
            let path = path.as_deref().map(|path| self.path(path));
            path.map(|path| Ok((path.display().to_string(), read(&path)?)))
                .transpose()
        };
        let adjustments = Adjustments {
            holidays: own(&self.checks.holidays)?,
            area_codes: own(&self.checks.area_codes)?,
            review_days: self.province_rules()?.review_days().collect(),
        };
        if adjustments == Adjustments::default() {
            return Ok(known);
        }
        let adjusted = known.adjusted(&adjustments).map_err(Error::Tables)?;
        Ok(Cow::Owned(adjusted))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::read;
    use super::*;

    #[test]
    fn a_rule_or_a_word_list_that_does_not_exist_names_the_nearest() {
        let wrong = |text: &str| read(text).unwrap().settings().unwrap_err().to_string();
        let severity = wrong("[checks.severity]\n\"docs-first-unti\" = \"off\"\n");
        assert!(severity.contains("docs-first-unit"), "{severity}");
        let pattern = wrong("[checks.severity]\n\"document-*\" = \"off\"\n");
        assert!(pattern.contains("document-*"), "{pattern}");
        let words = wrong("[checks.words]\nforums = [\"贴吧\"]\n");
        assert!(words.contains("forum"), "{words}");
        assert!(
            read("[checks.words]\nforum = [\"贴吧\"]\n")
                .unwrap()
                .settings()
                .is_ok()
        );
    }

    #[test]
    fn single_keys_of_single_provinces_are_changed_in_place() {
        let config =
            read("[[checks.province]]\ncode = 650000\nfingerprint = false\nreview_days = 15\n")
                .unwrap();
        let settings = config.settings().unwrap();
        let xinjiang = settings.provinces.of(Some(650_000));
        assert!(!xinjiang.fingerprint && xinjiang.sms_verification);
        let codes = config.codes(Cow::Borrowed(Codes::bundled())).unwrap();
        assert_eq!(codes.provinces().review_days(Some(650_000)), 15);
        assert_eq!(codes.provinces().review_days(Some(330_000)), 30);
        let unknown = read("[[checks.province]]\ncode = 650000\nfingerprints = false\n").unwrap();
        let error = unknown.settings().unwrap_err().to_string();
        assert!(error.contains("fingerprints"), "{error}");
    }

    #[test]
    fn holidays_and_area_codes_of_the_carrier_count_beside_the_bundled_ones() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write(
            "holidays.csv",
            "date,kind\n2027-01-01,holiday\n2026-10-01,workday\n",
        );
        write("areas.csv", "area_code,region\n0579,330100\n");
        write(
            "beian.toml",
            "[checks]\nholidays = \"holidays.csv\"\narea_codes = \"areas.csv\"\n",
        );
        let config = Config::read(&folder.path().join("beian.toml")).unwrap();
        let codes = config.codes(Cow::Borrowed(Codes::bundled())).unwrap();
        let day = |text: &str| text.parse().unwrap();
        assert!(!codes.holidays().is_working_day(day("2027-01-01")));
        assert!(codes.holidays().is_working_day(day("2026-10-01")));
        assert!(!codes.holidays().is_working_day(day("2026-10-02")));
        assert_eq!(codes.area_codes().of_region(330_100), ["0579"]);
        assert!(
            codes
                .area_codes()
                .regions_of("0571")
                .all(|region| region != 330_100)
        );
        assert_eq!(codes.area_codes().of_region(110_000), ["010"]);
        write("areas.csv", "area_code,region\n057,330100\n");
        let error = config
            .codes(Cow::Borrowed(Codes::bundled()))
            .unwrap_err()
            .to_string();
        assert!(error.contains("areas.csv:2"), "{error}");
    }

    #[test]
    fn a_pattern_switches_off_the_rules_that_it_covers() {
        let config = read("[checks.severity]\n\"docs-*\" = \"off\"\n").unwrap();
        let settings = config.settings().unwrap();
        assert_eq!(settings.severity_of("docs-access"), Some(None));
    }
}
