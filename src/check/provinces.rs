//! What single provinces ask for beyond the rules that hold everywhere: data, which a carrier may replace by its own.

use serde::Deserialize;
use toml::{Table, Value};

use crate::codes::{Codes, Organizer};
use crate::order::Bilingual;

/// The peculiarities of all provinces.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceRules {
    /// Regions (GB/T 2260) in whose commercial applications the carrier can assist.
    commercial_assistance: Vec<u32>,
    #[serde(default, rename = "province")]
    provinces: Vec<Peculiarities>,
    /// What the other provinces ask for: nothing.
    #[serde(skip)]
    others: Peculiarities,
}

/// What one province asks for; by default nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Peculiarities {
    /// GB/T 2260 code of the province.
    code: u32,
    /// Individuals give a landline too.
    pub individual_landline: bool,
    /// The verification form bears a fingerprint beside the signature.
    pub fingerprint: bool,
    /// The commitment is copied by hand on the verification form.
    pub copied_text: bool,
    /// The site's principal may be verified by the app instead of a photo.
    pub app_verification: bool,
    /// A new filing may come through the mini program.
    pub mini_program: bool,
    /// A unit's principal must be its legal person.
    pub legal_person: bool,
    /// A site principal who is not the legal person needs a letter of authorization.
    pub authorization: bool,
    /// The principals answer a short message of the bureau within 48 hours, for every filing and change.
    pub sms_verification: bool,
    /// Where they answer it.
    pub sms_site: Option<String>,
    /// Age in years below which the review asks for further documents.
    minimum_age: Option<u32>,
    /// Different prefixes that the domains of an individual's order may have.
    individual_prefixes: Option<usize>,
    /// Different prefixes that the domains of a unit's order may have.
    unit_prefixes: Option<usize>,
    /// Working days within which its bureau decides, where it is not as the table of provinces says.
    pub review_days: Option<u32>,
}

/// The key by which changes name their province.
const CODE: &str = "code";

/// The rules that come with the program.
pub const BUNDLED: &str = include_str!("data/provinces.toml");

/// Province rules that cannot be used; who wrote them has to mend them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the province rules cannot be read: {0}")]
pub struct ProvinceRulesError(String);

impl Bilingual for ProvinceRulesError {
    fn zh(&self) -> String {
        format!("各省规则无法读取：{}", self.0)
    }
}

impl ProvinceRules {
    /// Reads province rules; every region must be known, every province once only.
    pub fn parse(text: &str) -> Result<Self, ProvinceRulesError> {
        Self::adjusted(text, &[])
    }

    /// Reads province rules, in which `changes` set single keys of single provinces.
    pub fn adjusted(text: &str, changes: &[Table]) -> Result<Self, ProvinceRulesError> {
        let wrong = |error: toml::de::Error| ProvinceRulesError(error.message().to_owned());
        let mut table: Table = toml::from_str(text).map_err(wrong)?;
        if !changes.is_empty() {
            let provinces = { table.entry("province") }.or_insert_with(|| Value::Array(Vec::new()));
            let Value::Array(provinces) = provinces else {
                return Err(ProvinceRulesError("`province` is no list".to_owned()));
            };
            for change in changes {
                let same = |known: &&mut Value| known.get(CODE) == change.get(CODE);
                match provinces
                    .iter_mut()
                    .find(same)
                    .and_then(Value::as_table_mut)
                {
                    Some(known) => known.extend(change.clone()),
                    None => provinces.push(Value::Table(change.clone())),
                }
            }
        }
        let rules: Self = table.try_into().map_err(wrong)?;
        let regions = Codes::bundled().regions();
        for (index, province) in rules.provinces.iter().enumerate() {
            let known = regions
                .get(province.code)
                .is_some_and(|region| region.parent.is_none());
            if !known
                || rules.provinces[..index]
                    .iter()
                    .any(|earlier| earlier.code == province.code)
            {
                return Err(ProvinceRulesError(format!(
                    "province {} is unknown or stands here twice",
                    province.code
                )));
            }
        }
        match rules
            .commercial_assistance
            .iter()
            .find(|&&region| regions.get(region).is_none())
        {
            Some(region) => Err(ProvinceRulesError(format!("there is no region {region}"))),
            None => Ok(rules),
        }
    }

    /// What the province of this GB/T 2260 code asks for; nothing for one that is not known.
    pub fn of(&self, province: Option<u32>) -> &Peculiarities {
        let found = self
            .provinces
            .iter()
            .find(|peculiarities| Some(peculiarities.code) == province);
        found.unwrap_or(&self.others)
    }

    /// How long the bureaus of single provinces take, in working days, where it is not as the table of provinces says.
    pub fn review_days(&self) -> impl Iterator<Item = (u32, u32)> {
        self.provinces
            .iter()
            .filter_map(|province| Some((province.code, province.review_days?)))
    }

    /// Whether the carrier can assist with a commercial application there. Without a city, one of the province counts.
    pub fn assists(&self, province: u32, city: Option<u32>) -> bool {
        self.commercial_assistance.iter().any(|&region| match city {
            Some(city) => region == province || region == city,
            None => region / 10_000 == province / 10_000,
        })
    }
}

impl Peculiarities {
    /// Age in years below which the review asks for further documents.
    pub fn minimum_age(&self) -> u32 {
        self.minimum_age.unwrap_or(18)
    }

    /// How many different prefixes the domains of an order may have.
    pub fn most_prefixes(&self, organizer: Organizer) -> usize {
        match organizer {
            Organizer::Individual => self.individual_prefixes.unwrap_or(5),
            Organizer::Unit => self.unit_prefixes.unwrap_or(31),
        }
    }

    /// Whether the verification form bears more than the signature.
    pub fn asks_for_more_than_a_signature(&self) -> bool {
        self.fingerprint || self.copied_text
    }
}

impl Default for ProvinceRules {
    /// The rules that come with the program.
    fn default() -> Self {
        Self::parse(BUNDLED)
            .expect("the bundled rules never change at run time, and a test reads them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_rules_know_who_asks_for_more() {
        let rules = ProvinceRules::default();
        assert!(rules.of(Some(120_000)).individual_landline);
        assert!(rules.of(Some(650_000)).fingerprint && !rules.of(Some(650_000)).copied_text);
        assert!(!rules.of(None).fingerprint);
        assert!(rules.assists(110_000, Some(110_100)) && rules.assists(440_000, Some(440_300)));
        assert!(!rules.assists(440_000, Some(440_400)) && !rules.assists(330_000, None));
        assert!(rules.assists(440_000, None));
    }

    #[test]
    fn a_change_sets_single_keys_and_leaves_the_others() {
        let change = |text: &str| [toml::from_str::<Table>(text).unwrap()];
        let changed = |text: &str| ProvinceRules::adjusted(BUNDLED, &change(text));
        let rules = changed("code = 650000\nfingerprint = false\nminimum_age = 16").unwrap();
        let xinjiang = rules.of(Some(650_000));
        assert!(!xinjiang.fingerprint && xinjiang.sms_verification);
        assert_eq!(xinjiang.minimum_age(), 16);
        let rules = changed("code = 330000\nreview_days = 25\nindividual_prefixes = 3").unwrap();
        assert_eq!(rules.review_days().collect::<Vec<_>>(), [(330_000, 25)]);
        let zhejiang = rules.of(Some(330_000));
        assert_eq!(zhejiang.most_prefixes(Organizer::Individual), 3);
        assert_eq!(zhejiang.most_prefixes(Organizer::Unit), 31);
        for wrong in [
            "fingerprint = true",
            "code = 330000\nfingerprints = true",
            "code = 330100",
        ] {
            assert!(changed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_province_that_verifies_by_message_says_where() {
        let rules = ProvinceRules::default();
        let by_message = { rules.provinces.iter() }.filter(|province| province.sms_verification);
        let sites: Vec<&str> = by_message
            .filter_map(|one| one.sms_site.as_deref())
            .collect();
        assert_eq!(sites.len(), 7);
        let hainan = rules.of(Some(460_000));
        assert_eq!(
            hainan.sms_site.as_deref(),
            Some("hncainfo.miitbeian.gov.cn")
        );
        assert!(!rules.of(Some(330_000)).sms_verification);
    }

    #[test]
    fn unknown_keys_regions_and_repetitions_are_refused() {
        let parse = |provinces: &str| {
            ProvinceRules::parse(&format!("commercial_assistance = []\n{provinces}"))
        };
        assert!(parse("[[province]]\ncode = 330000\nlegal_person = true").is_ok());
        assert!(parse("[[province]]\ncode = 330000\nlegal_persons = true").is_err());
        assert!(parse("[[province]]\ncode = 330100").is_err());
        assert!(parse("[[province]]\ncode = 330000\n[[province]]\ncode = 330000").is_err());
        assert!(ProvinceRules::parse("commercial_assistance = [990000]").is_err());
    }
}
