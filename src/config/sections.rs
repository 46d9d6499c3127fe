//! The sections of `beian.toml` that are only values and their defaults.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::check::Role;
use crate::order::Lang;
use crate::upload::Unmappable;

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
