//! By what an answer names its order: the element meant by `Bs` and `Jlid`, for each `Czlx` (`lookup.csv`).
//!
//! A number is an id, anything else a filing number. Where several elements are listed, the first that some waiting
//! order holds is meant: bureaus differ in what they send back.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::bundled;
use crate::download::ResultRecord;
use crate::ledger::KeyTag;
use crate::order::{FilingNumber, Kind};

/// Which kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AnswerKind {
    /// `Jg_xx`, by `Bs`.
    Result,
    /// `Gjsh`, by `Jlid`.
    Opinion,
    /// `Lyjg` of IP reports, by `IspId` or `Id`; and so the others.
    IpSource,
    /// `Fpjg`.
    IpAllocation,
    /// `Gbjs`.
    IpBroadcast,
    /// `Zdip`.
    IpOwn,
    /// `Jg_xx` of domain reports.
    Domain,
}

/// What an answer may be about.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    /// The kinds of order of its `Czlx`.
    pub kinds: &'static [Kind],
    /// The elements that its value may stand for, the likeliest first.
    pub tags: &'static [KeyTag],
    /// The value as the ledger holds it.
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    Number,
    FilingNumber,
}

#[derive(Deserialize)]
struct Record {
    answer: AnswerKind,
    operation: u32,
    kinds: String,
    form: Form,
    tags: String,
}

struct Row {
    answer: AnswerKind,
    operation: u32,
    form: Form,
    kinds: Vec<Kind>,
    tags: Vec<KeyTag>,
}

/// The kinds of order that an operation `Czlx` is about; none for one that the interface does not define.
pub(super) fn kinds(answer: AnswerKind, operation: u32) -> Option<&'static [Kind]> {
    rows()
        .iter()
        .find(|row| row.answer == answer && row.operation == operation)
        .map(|row| row.kinds.as_slice())
}

/// What a value stands for under an operation; none where the operation knows no such form.
pub(super) fn lookup(answer: AnswerKind, operation: u32, value: &str) -> Option<Lookup> {
    let form = if value.bytes().all(|byte| byte.is_ascii_digit()) {
        Form::Number
    } else {
        Form::FilingNumber
    };
    let row = rows()
        .iter()
        .find(|row| row.answer == answer && row.operation == operation && row.form == form)?;
    let value = match FilingNumber::parse(value) {
        Some(number) if form == Form::FilingNumber => number.as_str().to_owned(),
        _ => value.to_owned(),
    };
    Some(Lookup {
        kinds: &row.kinds,
        tags: &row.tags,
        value,
    })
}

/// What a result is about by its codes alone (`lookup_by_code.csv`); none for codes that several kinds of order can get.
pub(super) fn lookup_by_code(record: &ResultRecord) -> Option<Lookup> {
    let row = rows_by_code().iter().find(|row| {
        let mut codes = record.codes.iter();
        codes.all(|(code, _)| row.codes.contains(code))
    })?;
    Some(Lookup {
        kinds: &row.kinds,
        tags: &row.tags,
        value: record.about.clone().unwrap_or_default(),
    })
}

#[derive(Deserialize)]
struct CodeRecord {
    codes: String,
    kinds: String,
    tags: String,
}

struct CodeRow {
    codes: Vec<u32>,
    kinds: Vec<Kind>,
    tags: Vec<KeyTag>,
}

fn rows_by_code() -> &'static [CodeRow] {
    static ROWS: OnceLock<Vec<CodeRow>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let records = bundled::rows(include_str!("lookup_by_code.csv")).into_iter();
        records
            .map(|record: CodeRecord| {
                let code = |code: &str| code.parse().expect("lookup_by_code.csv names codes");
                CodeRow {
                    codes: record.codes.split_whitespace().map(code).collect(),
                    kinds: record.kinds.split_whitespace().map(kind).collect(),
                    tags: record.tags.split_whitespace().map(tag).collect(),
                }
            })
            .collect()
    })
}

fn kind(name: &str) -> Kind {
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name() == name)
        .expect("the tables name kinds that exist")
}

fn tag(name: &str) -> KeyTag {
    KeyTag::from_name(name).expect("the tables name elements that are keys")
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let records = bundled::rows(include_str!("lookup.csv")).into_iter();
        records.map(read).collect()
    })
}

fn read(record: Record) -> Row {
    Row {
        answer: record.answer,
        operation: record.operation,
        form: record.form,
        kinds: record.kinds.split_whitespace().map(kind).collect(),
        tags: record.tags.split_whitespace().map(tag).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(operation: u32, value: &str) -> Option<Vec<&'static str>> {
        let found = lookup(AnswerKind::Result, operation, value)?;
        Some(found.tags.iter().map(|tag| tag.name()).collect())
    }

    #[test]
    fn a_number_is_an_id_and_anything_else_a_filing_number() {
        assert_eq!(tags(1, "1000000007"), Some(vec!["IspZtid"]));
        assert_eq!(tags(2, "苏ICP备12345678号"), Some(vec!["Ztbah"]));
        assert_eq!(tags(2, "88001"), Some(vec!["Ztid"]));
        assert_eq!(tags(3, "苏ICP备12345678号-1"), Some(vec!["Wzbah"]));
        assert_eq!(tags(3, "4000000001"), Some(vec!["IspJrid"]));
        assert_eq!(tags(4, "88001"), Some(vec!["Ztid", "Wzid"]));
        assert_eq!(tags(5, "88001"), Some(vec!["Jrid", "Ztid"]));
        assert_eq!(tags(7, "88001"), Some(vec!["Wzid", "Ztid"]));
        assert_eq!(tags(35, "88001"), Some(vec!["Jlid"]));
        assert_eq!(tags(1, "苏ICP备12345678号"), None);
        assert_eq!(tags(8, "1"), None);
    }

    #[test]
    fn a_filing_number_is_compared_in_the_spelling_of_the_interface() {
        assert_eq!(
            lookup(AnswerKind::Result, 2, "苏icp备 12345678号")
                .unwrap()
                .value,
            "苏ICP备12345678号"
        );
    }

    #[test]
    fn an_opinion_on_a_new_site_names_the_site() {
        assert_eq!(
            lookup(AnswerKind::Opinion, 2, "2000000001").unwrap().tags,
            [KeyTag::IspWzid]
        );
    }
}
