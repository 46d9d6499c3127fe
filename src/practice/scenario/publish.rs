//! What the bureau publishes of its own accord.

use serde::Deserialize;

/// One `[[publish]]`.
#[derive(Clone, Debug, Deserialize)]
pub struct Publish {
    /// Which list.
    pub what: List,
    /// As soon as so many uploads have been taken; at once without it.
    #[serde(default)]
    pub after: u32,
    /// Days after that.
    #[serde(default)]
    pub days: u32,
    /// The subjects or sites concerned, by filing number; without any, all that are in the register.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The words of a notice, a finding or a remark.
    pub text: Option<String>,
    /// What stands between the list's tags, in place of what the bureau would write.
    pub content: Option<String>,
}

/// What a bureau publishes of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum List {
    /// Code tables.
    #[serde(rename = "JCDM")]
    Codes,
    /// A full copy of the filings.
    #[serde(rename = "SJTB-ICP")]
    FullFilings,
    /// A full copy of the IP records.
    #[serde(rename = "SJTB-IP")]
    FullRanges,
    /// A full copy of the domain records.
    #[serde(rename = "SJTB-YM")]
    FullDomains,
    /// A full copy of the code tables.
    #[serde(rename = "SJTB-JCDM")]
    FullCodes,
    /// Blacklist: every `[[blacklist]]`.
    #[serde(rename = "HMDLB")]
    Blacklist,
    /// Illegal access: every `[[unfiled]]`.
    #[serde(rename = "FFJRHMD")]
    IllegalAccess,
    /// Unfiled sites: every `[[unfiled]]`.
    #[serde(rename = "WBAWZLB")]
    Unfiled,
    /// Verification tasks about subjects.
    #[serde(rename = "HSRW")]
    Tasks,
    /// Audit findings: sites that cannot be reached.
    #[serde(rename = "HCJG")]
    Audit,
    /// Rectification notices about subjects or sites.
    #[serde(rename = "XGTZ")]
    Notices,
    /// Cancellations by the bureau, of subjects or sites.
    #[serde(rename = "ZXSJ")]
    Cancelled,
    /// Audit findings about IP ranges.
    #[serde(rename = "IP-HCJG")]
    RangeAudit,
}
