//! The carrier's configuration, `beian.toml`.
//!
//! Relative paths are relative to the file. Every key has a default that works with the practice bureau, and an unknown
//! key is an error that names the nearest known one. Secrets never stand in the file: a key names the environment
//! variable or the file that holds them.

mod bureau;
mod error;
mod explain;
mod secret;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use bureau::{Bureau, Family, PRACTICE};
pub use error::Error;
pub use explain::{Entry, entries};
pub use secret::SecretSource;

use crate::check::{
    AttachmentLimits, BUNDLED_PROVINCES, Limits, Profile, ProvinceRules, Reviews, Role, Settings,
};
use crate::codes::{Adjustments, Codes};
use crate::intake::Bounds;
use crate::order::{Lang, Severity};
use crate::upload::{FileLimits, Unmappable};

/// The whole configuration.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The carrier.
    pub carrier: Carrier,
    /// The bureaus that it reports to; none means the practice bureau.
    pub bureau: Vec<Bureau>,
    /// Where things lie.
    pub paths: Paths,
    /// The ledger.
    pub ledger: LedgerConfig,
    /// Bounds.
    pub limits: LimitsConfig,
    /// Checks.
    pub checks: Checks,
    /// Output.
    pub output: Output,
    /// What is said to customers.
    pub notices: Notices,
    /// The practice bureau.
    pub practice: Practice,
    /// The clock.
    pub clock: Clock,
    /// Folder of the file, which relative paths start from.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// Who reports.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Carrier {
    /// Unit id, `Qqdwid` and `ispId`.
    pub isp_id: u64,
    /// Name.
    pub name: String,
    /// GB/T 2260 code of its province.
    pub province: Option<u32>,
    /// Number of its own licence.
    pub licence_number: Option<String>,
    /// What it may report beside filings and its own IP ranges.
    pub roles: Vec<Role>,
}

impl Default for Carrier {
    fn default() -> Self {
        Self {
            isp_id: 330_000_000_001,
            name: String::new(),
            province: None,
            licence_number: None,
            roles: vec![Role::Access],
        }
    }
}

/// Where things lie.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paths {
    /// Pending orders.
    pub orders: PathBuf,
    /// What is to be sent.
    pub outbox: PathBuf,
    /// What was received.
    pub inbox: PathBuf,
    /// What was sent and received, byte for byte.
    pub archive: PathBuf,
    /// Reports.
    pub reports: PathBuf,
    /// Figures of the last run for a monitoring agent, such as `/var/lib/node_exporter/beian.prom`; by default none.
    pub metrics: Option<PathBuf>,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            orders: "orders".into(),
            outbox: "outbox".into(),
            inbox: "inbox".into(),
            archive: "archive".into(),
            reports: "reports".into(),
            metrics: None,
        }
    }
}

/// The ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerConfig {
    /// The SQLite file.
    pub path: PathBuf,
}

impl Default for LedgerConfig {
    fn default() -> Self {
        Self {
            path: "ledger.sqlite".into(),
        }
    }
}

/// Bounds of files, orders, attachments and intake.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Records in a file; the interface takes 1000.
    pub records_per_file: Option<usize>,
    /// Bytes of XML in a file; the interface takes 50 MB.
    pub bytes_per_file: Option<usize>,
    /// Sites in an order; 10 by default.
    pub sites: Option<usize>,
    /// Domains of a site; 10 by default.
    pub domains: Option<usize>,
    /// Subjects that may share one IP range; 6 by default.
    pub subjects_per_ip: Option<usize>,
    /// Bounds of attachments.
    pub attachment: AttachmentLimits,
    /// Bounds of intake.
    pub intake: Bounds,
}

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

/// Output.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Output {
    /// Language of messages and reports; by default the locale's.
    pub lang: Option<Lang>,
    /// What is done about characters that GBK cannot carry.
    pub unmappable: Unmappable,
    /// Compression level of uploads, 0 to 9.
    pub compression: u8,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            lang: None,
            unmappable: Unmappable::default(),
            compression: 6,
        }
    }
}

/// What is said to customers: letters that take the place of the bundled ones, and who signs them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notices {
    /// The letter about a refused order, in Chinese.
    pub refused_zh: Option<PathBuf>,
    /// The same in English.
    pub refused_en: Option<PathBuf>,
    /// The letter about an open short message, in Chinese.
    pub sms_zh: Option<PathBuf>,
    /// The same in English.
    pub sms_en: Option<PathBuf>,
    /// How the carrier can be reached, as the letters say it.
    pub contact: String,
    /// Working days within which a customer is asked to reply.
    pub reply_days: u32,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            refused_zh: None,
            refused_en: None,
            sms_zh: None,
            sms_en: None,
            contact: String::new(),
            reply_days: 5,
        }
    }
}

/// The practice bureau.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Practice {
    /// How it answers; without a file it approves everything.
    pub scenario: Option<PathBuf>,
    /// Folder in which it remembers what it was sent.
    pub state: PathBuf,
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            scenario: None,
            state: "practice".into(),
        }
    }
}

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
    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let mut config: Self = read_toml(path)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        if config.bureau.is_empty() {
            config.bureau.push(Bureau::default());
        }
        bureau::fit_together(&config.bureau, config.carrier.province).map_err(|why| {
            Error::Bureaus {
                path: path.to_owned(),
                why,
            }
        })?;
        Ok(config)
    }

    /// The built-in defaults, relative to the working folder.
    pub fn built_in() -> Self {
        Self {
            bureau: vec![Bureau::default()],
            ..Self::default()
        }
    }

    /// A configured path, relative to the configuration file's folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Where pictures that were made to fit are kept for the next run: beside the ledger.
    pub fn pictures(&self) -> PathBuf {
        self.path(&self.ledger.path).with_extension("pictures")
    }

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

    fn order_limits(&self) -> Limits {
        let default = Limits::default();
        Limits {
            sites: self.limits.sites.unwrap_or(default.sites),
            domains: self.limits.domains.unwrap_or(default.domains),
            subjects_per_ip: self
                .limits
                .subjects_per_ip
                .unwrap_or(default.subjects_per_ip),
        }
    }

    /// How large a file may become.
    pub fn file_limits(&self) -> FileLimits {
        let default = FileLimits::default();
        FileLimits {
            records: self
                .limits
                .records_per_file
                .unwrap_or(default.records)
                .clamp(1, default.records),
            bytes: self
                .limits
                .bytes_per_file
                .unwrap_or(default.bytes)
                .min(default.bytes),
        }
    }
}

/// Reads a TOML file that people write; a mistake is told by its line, and an unknown key by the nearest known one.
pub fn read_toml<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Error> {
    toml::from_str(&read(path)?).map_err(|error| error::wrong(path, &error))
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("beian.toml");
        fs::write(&path, text).unwrap();
        Config::read(&path)
    }

    #[test]
    fn an_empty_file_is_a_configuration_for_the_practice_bureau() {
        let config = read("").unwrap();
        assert!(config.bureau[0].is_practice());
        assert_eq!(config.file_limits(), FileLimits::default());
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let error = read("[limits]\nrecrods_per_file = 10\n").unwrap_err();
        assert!(error.to_string().contains("records_per_file"), "{error}");
        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn bounds_of_an_order_stand_among_the_limits() {
        let limits = read("[limits]\nsites = 3\n")
            .unwrap()
            .settings()
            .unwrap()
            .limits;
        assert_eq!((limits.sites, limits.domains), (3, 10));
    }

    #[test]
    fn limits_can_be_lowered_but_not_raised_above_the_interface() {
        let config = read("[limits]\nrecords_per_file = 5000\nbytes_per_file = 1000\n").unwrap();
        assert_eq!(
            config.file_limits(),
            FileLimits {
                records: 1000,
                bytes: 1000
            }
        );
    }

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
    fn severities_and_the_clock_are_read() {
        let config = read(
            "[checks.severity]\n\"docs-*\" = \"off\"\n[clock]\nnow = \"2026-11-20T14:00:00Z\"\n",
        )
        .unwrap();
        assert_eq!(
            config.settings().unwrap().severity_of("docs-access"),
            Some(None)
        );
        assert_eq!(config.now().to_rfc3339(), "2026-11-20T22:00:00+08:00");
    }
}
