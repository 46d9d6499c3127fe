//! What the carrier's configuration says about checks; every setting has the interface's or the field's default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::provinces::ProvinceRules;
use super::{rules, words};
use crate::order::Severity;

/// The settings of the check room.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// GB/T 2260 code of the carrier's province; `None` when it is not configured.
    pub province: Option<u32>,
    /// The carrier's unit id, `Qqdwid`.
    pub carrier_id: Option<u64>,
    /// Number of the carrier's own licence.
    pub licence_number: Option<String>,
    /// What the carrier may report beside filings.
    pub roles: Vec<Role>,
    /// How strict the soft rules are.
    pub profile: Profile,
    /// What an empty review column means.
    pub reviews: Reviews,
    /// Severity by rule id or pattern (`docs-*`); `None` switches a rule off.
    pub severity: BTreeMap<String, Option<Severity>>,
    /// Bounds of an order.
    pub limits: Limits,
    /// Bounds of attachments.
    pub attachments: AttachmentLimits,
    /// Whether a character that GBK lacks is written as a numeric reference instead of being refused.
    pub unmappable_as_reference: bool,
    /// What single provinces ask for.
    pub provinces: ProvinceRules,
    /// Words added to the bundled lists, by list name.
    pub words: BTreeMap<String, Vec<String>>,
}

/// What a carrier is towards the bureau.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An access carrier 接入商: files sites and its own IP ranges.
    Access,
    /// The group company of an operator 集团公司: reports broadcasts too.
    Group,
    /// A domain reporting unit 域名报备单位: reports domains to the ministry.
    Domain,
}

/// How strict the soft rules are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What most provinces accept.
    #[default]
    Lenient,
    /// What the strictest provinces ask for.
    Strict,
}

/// What an empty review column means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reviews {
    /// The order has passed.
    #[default]
    Trust,
    /// The order waits for its review.
    Require,
}

/// Bounds of an order; the interface itself sets none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sites per order.
    pub sites: usize,
    /// Domains per site.
    pub domains: usize,
    /// Subjects that may share one IP range.
    pub subjects_per_ip: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sites: 10,
            domains: 10,
            subjects_per_ip: 6,
        }
    }
}

/// Bounds of attachments: bytes on the operator's disk, characters of base64 text in the upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AttachmentLimits {
    /// Largest file taken in, in bytes.
    pub intake_bytes: u64,
    /// Longest base64 text of a verification form.
    pub form_base64: u64,
    /// Longest base64 text of every other attachment.
    pub other_base64: u64,
}

impl Default for AttachmentLimits {
    fn default() -> Self {
        Self {
            intake_bytes: 2 * 1024 * 1024,
            form_base64: 150_000,
            other_base64: 100_000,
        }
    }
}

impl Settings {
    /// A key that names a rule or a list of words that does not exist, and the name that it resembles.
    pub fn unknown(&self) -> Option<(String, Option<String>)> {
        let ids = || rules::all().iter().map(|(rule, _)| rule.id);
        for pattern in self.severity.keys() {
            let (exists, nearest) = match pattern.strip_suffix('*') {
                Some(prefix) => (ids().any(|id| id.starts_with(prefix)), None),
                None => (rules::find(pattern).is_some(), nearest(pattern, ids())),
            };
            if !exists {
                return Some((format!("checks.severity.\"{pattern}\""), nearest));
            }
        }
        let list = self.words.keys().find(|list| !words::exists(list))?;
        Some((
            format!("checks.words.{list}"),
            nearest(list, words::lists()),
        ))
    }

    /// The severity that the configuration gives a rule: the exact id wins over patterns, the longest pattern over
    /// shorter ones. The outer `None` means that nothing is configured.
    pub fn severity_of(&self, rule: &str) -> Option<Option<Severity>> {
        if let Some(&severity) = self.severity.get(rule) {
            return Some(severity);
        }
        self.severity
            .iter()
            .filter_map(|(pattern, &severity)| {
                let prefix = pattern.strip_suffix('*')?;
                rule.starts_with(prefix).then_some((prefix.len(), severity))
            })
            .max_by_key(|&(length, _)| length)
            .map(|(_, severity)| severity)
    }
}

/// The known name that looks most like an unknown one.
fn nearest<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    let alike = |name: &&str| strsim::jaro_winkler(unknown, name);
    known
        .max_by(|one, other| alike(one).total_cmp(&alike(other)))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_id_wins_over_patterns_and_the_longest_pattern_over_shorter_ones() {
        let settings = Settings {
            severity: BTreeMap::from([
                ("docs-*".into(), Some(Severity::Warning)),
                ("docs-first-*".into(), Some(Severity::Info)),
                ("docs-first-unit".into(), None),
            ]),
            ..Settings::default()
        };
        assert_eq!(
            settings.severity_of("docs-access"),
            Some(Some(Severity::Warning))
        );
        assert_eq!(
            settings.severity_of("docs-first-individual"),
            Some(Some(Severity::Info))
        );
        assert_eq!(settings.severity_of("docs-first-unit"), Some(None));
        assert_eq!(settings.severity_of("mobile-format"), None);
    }
}
