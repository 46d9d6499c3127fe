//! The scenario file: what the practice bureau answers, and how it misbehaves.
//!
//! Without a scenario everything is approved at once that the data checks let pass. [`Scenario::parse`] reads a file.

mod calls;
mod decisions;
mod publish;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::Deserialize;

use super::filed::{Filed, FiledRange};

pub use self::calls::{Action, Description, Fault, Reply, Spelling, Style};
pub use self::decisions::{AccessBy, Password, Review, Rule, WholeFile};
pub use self::publish::{List, Publish};

/// A whole scenario file (TOML). Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// `seed`: another number chooses other records for every `share`.
    pub seed: u64,
    /// `[[answer]]`: the first rule that fits a record decides it; without one it is checked, and approved if nothing is
    /// wrong with it.
    #[serde(rename = "answer")]
    pub answers: Vec<Rule>,
    /// `[whole_file]`: files that are refused as a whole.
    pub whole_file: WholeFile,
    /// `[[fault]]`: calls that go wrong.
    #[serde(rename = "fault")]
    pub faults: Vec<Fault>,
    /// `[review]`: when and how results come.
    pub review: Review,
    /// `[password]`: what `isp_verifybamm` says.
    pub password: Password,
    /// `[description]`: the WSDL, and with it how calls have to be made.
    pub description: Description,
    /// `[reply]`: the form of answers.
    pub reply: Reply,
    /// `[register]`: what the bureau makes of records that it does not know.
    pub register: RegisterRules,
    /// `[[filed]]`: subjects that were filed before the rehearsal.
    pub filed: Vec<Filed>,
    /// `[[range]]`: IP ranges that were reported before the rehearsal.
    #[serde(rename = "range")]
    pub ranges: Vec<FiledRange>,
    /// `[[blacklist]]`: what is refused with 1064 and 1065, and stands in HMDLB.
    pub blacklist: Vec<Blacklisted>,
    /// `[[unfiled]]`: unfiled sites, as in WBAWZLB. Where there are any, results about others are refused with 5005.
    pub unfiled: Vec<Unfiled>,
    /// `[codes.TABLE]`: ids and names of code tables that are not public: `cancel_reason`, `domain_type`,
    /// `unregistered_site_status`.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// `[[publish]]`: lists and copies that the bureau gives without being sent anything.
    pub publish: Vec<Publish>,
}

/// `[register]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterRules {
    /// What is not in the register does not exist (1016, 1058, 1059). Without it such records are taken to exist.
    pub complete: bool,
    /// Addresses of accesses have to lie in the carrier's reported ranges (1063).
    pub compare_ips: bool,
}

/// One `[[blacklist]]`: a domain, a certificate, or both.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Blacklisted {
    /// The domain.
    pub domain: Option<String>,
    /// Its site's name in the list.
    pub site: Option<String>,
    /// The subject's name in the list.
    pub organizer: Option<String>,
    /// `Zjlx`.
    pub certificate_type: Option<u32>,
    /// `Zjhm`.
    pub certificate_number: Option<String>,
}

/// One `[[unfiled]]`.
#[derive(Clone, Debug, Deserialize)]
pub struct Unfiled {
    /// Its domain.
    pub domain: String,
    /// Its address.
    pub ip: Ipv4Addr,
    /// The carrier it is reached through; this one without it.
    pub carrier: Option<u64>,
}
