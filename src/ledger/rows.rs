//! What the ledger tells: orders with all their attempts, files, kept answers, the health of the sequences.

use chrono::NaiveDate;
use rusqlite::Row;

use super::object::Key;
use super::{Error, FileState, Moment, Result, State};
use crate::order::{Finding, Kind, Object, Operation, Place, Severity, Spot, Text};

/// An order with all its attempts.
#[derive(Clone, Debug)]
pub struct OrderRecord {
    /// The order number.
    pub number: String,
    /// Its attempts, oldest first; never empty.
    pub attempts: Vec<AttemptRecord>,
}

/// One attempt of an order.
#[derive(Clone, Debug)]
pub struct AttemptRecord {
    /// Counts from 1.
    pub number: u32,
    /// What it asks for; `None` when that could not be read.
    pub kind: Option<Kind>,
    /// What a report of IP ranges or domains does.
    pub operation: Option<Operation>,
    /// The cell of the order number.
    pub place: Place,
    /// The subject's province, GB/T 2260.
    pub province: Option<u32>,
    /// Where it stands.
    pub state: State,
    /// What a person has to know about that.
    pub note: Option<Text>,
    /// Since when it stands there.
    pub changed: Moment,
    /// When the bureau last took it.
    pub uploaded: Option<Moment>,
    /// The file that carried it last, and that file's `dataSequence`.
    pub file: Option<(String, Option<u32>)>,
    /// What the checks said; without the values.
    pub findings: Vec<Finding>,
    /// The bureau's codes about the last upload, in the order in which they came.
    pub codes: Vec<CodeRecord>,
    /// The auditors' opinions about the last upload, in the order in which they came.
    pub opinions: Vec<OpinionRecord>,
    /// Ids and filing numbers, submitted and learned.
    pub keys: Vec<Key>,
}

/// A result code of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRecord {
    /// What it is about: the whole order is [`Object::Subject`].
    pub object: Object,
    /// The code.
    pub code: u32,
    /// What the bureau wrote beside it; may be empty.
    pub detail: String,
    /// The answer it came in: codes with the same pair came in one record.
    pub answer: (i64, u32),
}

/// An auditor's opinion about an attempt or one of its sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionRecord {
    /// What it is about: the whole order is [`Object::Subject`].
    pub object: Object,
    /// Whether it approves.
    pub approved: bool,
    /// Its words `Shyj`.
    pub words: Option<String>,
    /// The auditor's name `Shrxm`.
    pub auditor: Option<String>,
    /// The auditor's telephone `Shr_dhhm`.
    pub phone: Option<String>,
    /// When it was given `Shsj`, as the bureau wrote it.
    pub time: Option<String>,
    /// The answer it came in, as in [`CodeRecord::answer`]; absent until the ledger has taken it in.
    pub answer: Option<(i64, u32)>,
}

/// A file.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// Its name.
    pub name: String,
    /// The bureau it is for.
    pub bureau: String,
    /// The family it carries.
    pub family: String,
    /// Where it stands.
    pub state: FileState,
    /// Its `dataSequence`, from the beginning of its upload on.
    pub sequence: Option<u32>,
    /// Number of records.
    pub records: u32,
    /// Length of the XML in bytes.
    pub bytes: u64,
    /// Hash of the XML, hexadecimal.
    pub sha256: String,
    /// The `beianInfoHash` of its last upload.
    pub envelope_hash: Option<String>,
    /// When it was built.
    pub built: Moment,
    /// When the bureau took it.
    pub accepted: Option<Moment>,
    /// The last answer to its upload.
    pub last_code: Option<u32>,
    /// What the bureau wrote beside it, or what went wrong.
    pub last_message: Option<String>,
    /// The order numbers of its records, in the file's order.
    pub orders: Vec<String>,
}

/// An answer file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRecord {
    /// Its name.
    pub name: String,
    /// When it was taken in.
    pub received: Moment,
    /// Whether a part of it, or all of it, waits for a person.
    pub is_open: bool,
}

/// An answer that found no order, too many, or no reader, or that leaves open what becomes of its order.
#[derive(Clone, Debug)]
pub struct KeptRecord {
    /// Its number.
    pub id: i64,
    /// The answer file.
    pub download: String,
    /// Position of the record in it, from 1; 0 for the whole file.
    pub record: u32,
    /// Why it was kept.
    pub reason: super::KeptReason,
    /// The family, `ICP/BAJG`.
    pub family: String,
    /// Why it was kept, in words.
    pub why: Text,
    /// The answer as received.
    pub raw: String,
    /// When its file was received.
    pub received: Moment,
    /// Order numbers that it may belong to.
    pub candidates: Vec<String>,
}

/// The place of a row's source columns.
pub(super) fn read_place(file: &str, sheet: Option<String>, cell: String) -> Place {
    Place {
        file: file.into(),
        sheet: sheet.map(Into::into),
        spot: if cell.is_empty() {
            Spot::Whole
        } else {
            Spot::Key(cell.into())
        },
    }
}

/// A moment as the ledger writes it.
pub(super) fn read_moment(text: &str) -> Result<Moment> {
    Moment::parse_from_rfc3339(text)
        .map_err(|_| Error::Inconsistent(format!("`{text}` is no moment")))
}

/// The kind of a name; none for the name of no kind.
pub(super) fn read_kind(name: Option<String>) -> Option<Kind> {
    let name = name?;
    Kind::ALL.iter().copied().find(|kind| kind.name() == name)
}

/// What a report does, by its name; none for the name of no operation.
pub(super) fn read_operation(name: Option<String>) -> Option<Operation> {
    let name = name?;
    let mut operations = Operation::ALL.iter().copied();
    operations.find(|operation| operation.name() == name)
}

/// A text pair of two columns.
pub(super) fn read_text(zh: Option<String>, en: Option<String>) -> Option<Text> {
    Some(Text::new(zh?, en?))
}

/// A file's state as the tables hold it.
pub(super) fn read_file_state(id: &str) -> Result<FileState> {
    FileState::from_id(id)
        .ok_or_else(|| Error::Inconsistent(format!("file state `{id}` does not exist")))
}

const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Error, "error"),
    (Severity::Warning, "warning"),
    (Severity::Info, "info"),
];

/// A severity as the tables hold it.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    SEVERITIES
        .iter()
        .find(|(known, _)| *known == severity)
        .map_or("", |(_, name)| name)
}

/// The severity of a name.
pub(super) fn read_severity(name: &str) -> Result<Severity> {
    let found = SEVERITIES.iter().find(|(_, known)| *known == name);
    found
        .map(|(severity, _)| *severity)
        .ok_or_else(|| Error::Inconsistent(format!("severity `{name}` does not exist")))
}

/// A count in a row.
pub(super) fn read_count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A night as the tables hold it.
pub(super) fn night_name(night: NaiveDate) -> String {
    night.to_string()
}
