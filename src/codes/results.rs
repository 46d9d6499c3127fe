//! The bureau's result codes (`msg_code`, `Dmid`): what each means, why it happens, and who must do what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::read::{CodesError, Source};
use crate::order::Text;

/// Who must act on an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person who runs the nightly batch.
    Operator,
    /// The customer whose filing it is.
    Customer,
    /// The bureau.
    Bureau,
    /// The carrier's technicians.
    CarrierTech,
}

/// Whether and how to send again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// At once and unchanged.
    AsIs,
    /// After something was corrected.
    AfterFix,
    /// Later, unchanged.
    Later,
    /// Not at all.
    Never,
}

/// The part of the interface that a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Answers of the calls themselves, 0 to 999.
    Call,
    /// ICP filings, 1001 to 1999.
    Icp,
    /// IP filings, 2001 to 2999.
    Ip,
    /// Domain filings, 3001 to 3999.
    Domain,
    /// Data files, 5001 to 5999.
    File,
}

/// What a code decides about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One call.
    Call,
    /// A whole uploaded file.
    File,
    /// One order inside a file.
    Task,
}

/// Whether a code is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What was asked for was done.
    Success,
    /// News on the way, decides nothing.
    Info,
    /// What was asked for was refused.
    Failure,
}

/// One result code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultCode {
    /// The number the bureau sends.
    pub code: u32,
    /// The part of the interface it belongs to.
    pub family: Family,
    /// What it decides about.
    pub scope: Scope,
    /// Whether it is good news.
    pub kind: Kind,
    /// The interface's official Chinese message, and its meaning in English.
    pub message: Text,
    /// Why it usually happens.
    pub cause: Text,
    /// What to do about it.
    pub remedy: Text,
    /// Who must do it.
    pub who: Who,
    /// Whether and how to send again.
    pub retry: Retry,
    /// The elements, parameters or settings it usually concerns.
    pub fields: Vec<String>,
}

/// All result codes.
#[derive(Clone, Debug)]
pub struct ResultCodes {
    by_code: BTreeMap<u32, ResultCode>,
}

#[derive(Deserialize)]
struct ResultRecord {
    code: u32,
    family: Family,
    scope: Scope,
    kind: Kind,
    who: Who,
    retry: Retry,
    fields: String,
    official_zh: String,
    message_en: String,
    cause_zh: String,
    cause_en: String,
    remedy_zh: String,
    remedy_en: String,
}

impl ResultCodes {
    /// Reads the result codes; a code may stand once only.
    pub(super) fn load(source: Source<'_>) -> Result<ResultCodes, CodesError> {
        let mut by_code = BTreeMap::new();
        for (line, record) in source.rows::<ResultRecord>()? {
            let code = record.code;
            let result = ResultCode {
                code,
                family: record.family,
                scope: record.scope,
                kind: record.kind,
                message: Text::new(record.official_zh, record.message_en),
                cause: Text::new(record.cause_zh, record.cause_en),
                remedy: Text::new(record.remedy_zh, record.remedy_en),
                who: record.who,
                retry: record.retry,
                fields: split(&record.fields),
            };
            if by_code.insert(code, result).is_some() {
                return Err(source.error(line, format!("code {code} stands here twice")));
            }
        }
        Ok(ResultCodes { by_code })
    }

    /// The entry of a code; none for a number that the interface does not define.
    pub fn get(&self, code: u32) -> Option<&ResultCode> {
        self.by_code.get(&code)
    }

    /// All codes, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &ResultCode> {
        self.by_code.values()
    }
}

fn split(list: &str) -> Vec<String> {
    list.split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}
