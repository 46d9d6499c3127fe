//! The bureau's result codes (`msg_code`, `Dmid`): what each means, why it happens, and who must do what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::{as_id, fold};
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

/// What several answers mean together, or an answer that comes without a code of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Its name, for example `sms_timeout`.
    pub name: String,
    /// The codes that mean it when all of them come for one order; empty when no code tells.
    pub codes: Vec<u32>,
    /// What it is called towards people.
    pub title: Text,
    /// Why it usually happens.
    pub cause: Text,
    /// What to do about it.
    pub remedy: Text,
    /// Who must do it.
    pub who: Who,
    /// Whether and how to send again.
    pub retry: Retry,
    /// The elements it usually concerns.
    pub fields: Vec<String>,
}

/// All result codes, and the situations made of them.
#[derive(Clone, Debug)]
pub struct ResultCodes {
    by_code: BTreeMap<u32, ResultCode>,
    situations: Vec<Situation>,
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

#[derive(Deserialize)]
struct SituationRecord {
    situation: String,
    codes: String,
    who: Who,
    retry: Retry,
    fields: String,
    name_zh: String,
    name_en: String,
    cause_zh: String,
    cause_en: String,
    remedy_zh: String,
    remedy_en: String,
}

impl ResultCodes {
    /// Reads the result codes, each once and with all its texts, and the situations, whose codes must be there.
    pub(super) fn load(
        codes: Source<'_>,
        situations: Source<'_>,
    ) -> Result<ResultCodes, CodesError> {
        let mut by_code = BTreeMap::new();
        for (line, record) in codes.rows::<ResultRecord>()? {
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
            if !complete([&result.message, &result.cause, &result.remedy]) {
                return Err(codes.error(line, format!("code {code} lacks a text")));
            }
            if by_code.insert(code, result).is_some() {
                return Err(codes.error(line, format!("code {code} stands here twice")));
            }
        }
        let mut results = ResultCodes {
            by_code,
            situations: Vec::new(),
        };
        for (line, record) in situations.rows::<SituationRecord>()? {
            let mut members = Vec::new();
            for item in split(&record.codes) {
                match item
                    .parse()
                    .ok()
                    .filter(|code| results.by_code.contains_key(code))
                {
                    Some(code) => members.push(code),
                    None => return Err(situations.error(line, format!("there is no code {item}"))),
                }
            }
            let situation = Situation {
                name: record.situation,
                codes: members,
                title: Text::new(record.name_zh, record.name_en),
                cause: Text::new(record.cause_zh, record.cause_en),
                remedy: Text::new(record.remedy_zh, record.remedy_en),
                who: record.who,
                retry: record.retry,
                fields: split(&record.fields),
            };
            if !complete([&situation.title, &situation.cause, &situation.remedy]) {
                return Err(situations.error(line, format!("{} lacks a text", situation.name)));
            }
            results.situations.push(situation);
        }
        Ok(results)
    }

    /// The entry of a code; none for a number that the interface does not define.
    pub fn get(&self, code: u32) -> Option<&ResultCode> {
        self.by_code.get(&code)
    }

    /// The codes that begin with these digits, or whose message has this part; in ascending order.
    pub fn search(&self, text: &str) -> Vec<&ResultCode> {
        let folded = fold(text);
        let is_digits = as_id(&folded).is_some();
        let fits = |result: &&ResultCode| {
            let (zh, en) = (&result.message.zh, &result.message.en);
            if is_digits {
                result.code.to_string().starts_with(&folded)
            } else {
                fold(zh).contains(&folded) || fold(en).contains(&folded)
            }
        };
        self.iter().filter(fits).collect()
    }

    /// All codes, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &ResultCode> {
        self.by_code.values()
    }

    /// All situations.
    pub fn situations(&self) -> impl Iterator<Item = &Situation> {
        self.situations.iter()
    }

    /// The situation that an order's codes mean together, whatever other codes came with them.
    pub fn situation_of(&self, codes: &[u32]) -> Option<&Situation> {
        self.situations
            .iter()
            .find(|s| !s.codes.is_empty() && s.codes.iter().all(|code| codes.contains(code)))
    }
}

fn complete(texts: [&Text; 3]) -> bool {
    texts
        .iter()
        .all(|text| !text.zh.is_empty() && !text.en.is_empty())
}

fn split(list: &str) -> Vec<String> {
    list.split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: &str = "code,family,scope,kind,who,retry,fields,official_zh,message_en,cause_zh,cause_en,\
                         remedy_zh,remedy_en\n";
    const SITUATIONS: &str = "situation,codes,who,retry,fields,name_zh,name_en,cause_zh,cause_en,remedy_zh,\
                              remedy_en\n";

    fn load(codes: &str, situations: &str) -> Result<ResultCodes, CodesError> {
        ResultCodes::load(
            Source {
                name: "result_codes.csv",
                text: &format!("{CODES}{codes}"),
            },
            Source {
                name: "situations.csv",
                text: &format!("{SITUATIONS}{situations}"),
            },
        )
    }

    #[test]
    fn a_code_without_a_remedy_is_refused_with_its_line() {
        let error = load(
            "1,call,call,success,operator,never,,好,good,因,cause,,\n",
            "",
        )
        .unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("result_codes.csv", 2));
    }

    #[test]
    fn a_situation_of_codes_that_do_not_exist_is_refused_with_its_line() {
        let error = load("", "both,7;8,operator,never,,名,name,因,cause,法,remedy\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("situations.csv", 2));
    }
}
