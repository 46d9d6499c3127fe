//! Taking in an answer file, all of it or nothing, and once.
//!
//! One that came broken is kept for a person to look at. When the same file comes whole, nobody need look any more: it is the
//! same where the bureau gave it the same name, or where it has the same name and begins as the broken one did.

use std::io;

use super::answer_file::AnswerFile;
use super::session::Session;
use super::survey::{self, Survey};
use crate::codes::Codes;
use crate::download::{Document, beginning};
use crate::ledger::{self, Answers, Import, KeptReason, Ledger, Moment, Result, Tally};
use crate::order::{Bilingual, Text};

/// What an answer file came to, as `ingest` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestLine {
    /// The file.
    pub file: String,
    /// The families in it, separated by blanks.
    pub family: String,
    /// Records in it; matched + unmatched + ambiguous.
    pub records: u32,
    /// Records that found their order, which is decided by them.
    pub matched: u32,
    /// Records that found none, or that nobody can read.
    pub unmatched: u32,
    /// Records that found several, or that leave to a person what becomes of the one that they found.
    pub ambiguous: u32,
    /// Why the file could not be read to its end; nothing of it was used then.
    pub error: Option<Text>,
    /// Whether it had been taken in before, so that nothing was done; the counts are those of the first time.
    pub repeated: bool,
    /// How many files of its name that came broken are settled by it.
    pub supersedes: u32,
}

impl IngestLine {
    /// A file in which there was nothing to take in.
    pub fn without_records(file: &str) -> IngestLine {
        IngestLine::new(file, Tally::default(), false)
    }

    /// Whether a person has nothing to do about it.
    pub fn is_clean(&self) -> bool {
        self.unmatched == 0 && self.ambiguous == 0 && self.error.is_none()
    }

    fn new(file: &str, tally: Tally, repeated: bool) -> IngestLine {
        IngestLine {
            file: file.to_owned(),
            family: tally.family,
            records: tally.records,
            matched: tally.matched,
            unmatched: tally.unmatched,
            ambiguous: tally.ambiguous,
            error: tally.error,
            repeated,
            supersedes: 0,
        }
    }
}

/// How much of an unreadable file is kept as text in the ledger.
const KEPT_BYTES: usize = 1 << 20;

/// What keeps an answer file from being taken in. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The ledger could not be read or written.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The file could not be read.
    #[error("the answer file could not be read: {0}")]
    Read(#[from] io::Error),
}

impl Bilingual for IngestError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::Read(error) => format!("答复文件无法读取：{error}"),
        }
    }
}

/// As [`ingest`], for a file as it was received.
pub fn take_in(
    ledger: &mut Ledger,
    answer: &AnswerFile,
    codes: &Codes,
    now: Moment,
) -> std::result::Result<IngestLine, IngestError> {
    let name = (&*answer.name, answer.is_named_by_bureau);
    ingest_as(ledger, name, answer, codes, now)
}

/// Takes in an answer file: a `DownloadData` document in GBK or UTF-8. All of it, or nothing, becomes durable.
///
/// `name` and the document's hash tell whether it was taken in before. The document is read several times, and never held:
/// once to its end to know that it is whole, then once for each kind of record that has to come before the others, all of
/// it in one transaction. A file that is not whole is kept and reported in the line.
pub fn ingest<D: Document + ?Sized>(
    ledger: &mut Ledger,
    name: &str,
    document: &D,
    codes: &Codes,
    now: Moment,
) -> std::result::Result<IngestLine, IngestError> {
    ingest_as(ledger, (name, false), document, codes, now)
}

/// `name` and whether the bureau gave it.
fn ingest_as<D: Document + ?Sized>(
    ledger: &mut Ledger,
    (name, is_bureaus): (&str, bool),
    document: &D,
    codes: &Codes,
    now: Moment,
) -> std::result::Result<IngestLine, IngestError> {
    let survey = Survey::of(document)?;
    let (answers, known) = match ledger.import(name, survey.hash, now)? {
        Import::Known(tally, answers) => (answers, Some(tally)),
        Import::New(answers) => (answers, None),
    };
    let repeated = known.is_some();
    let tally = match (known, &survey.error) {
        (Some(tally), _) => tally,
        (None, None) => Session::new(&answers, codes).take_in(document, &survey)?,
        (None, Some(error)) => keep_whole(&answers, document, error.text())?,
    };
    let supersedes = match survey.error {
        None => supersede(&answers, document, is_bureaus)?,
        Some(_) => 0,
    };
    if !repeated {
        answers.finish(&tally)?;
    } else if supersedes > 0 {
        answers.close()?;
    }
    Ok(IngestLine {
        supersedes,
        ..IngestLine::new(name, tally, repeated)
    })
}

/// Settles the files that came broken and that this whole one is; how many.
fn supersede<D: Document + ?Sized>(
    answers: &Answers<'_>,
    document: &D,
    is_bureaus: bool,
) -> std::result::Result<u32, IngestError> {
    let broken = answers.broken()?;
    if broken.is_empty() {
        return Ok(0);
    }
    let whole = beginning(document.open()?, KEPT_BYTES)?;
    let mut settled = 0;
    for broken in broken {
        // What was cut off within a character ends with something else.
        let begun = broken
            .beginning
            .trim_end_matches(char::REPLACEMENT_CHARACTER);
        if is_bureaus || !begun.is_empty() && whole.starts_with(begun) {
            answers.supersede(&broken)?;
            settled += 1;
        }
    }
    Ok(settled)
}

/// Keeps a file that holds no document, and reports it as one that cannot be read.
pub fn keep_unusable<D: Document + ?Sized>(
    ledger: &mut Ledger,
    name: &str,
    file: &D,
    why: Text,
    now: Moment,
) -> std::result::Result<IngestLine, IngestError> {
    match ledger.import(name, survey::hash(file)?, now)? {
        Import::Known(tally, _) => Ok(IngestLine::new(name, tally, true)),
        Import::New(answers) => {
            let tally = keep_whole(&answers, file, why)?;
            answers.finish(&tally)?;
            Ok(IngestLine::new(name, tally, false))
        }
    }
}

/// Keeps the beginning of a file of which nothing else is used.
fn keep_whole<D: Document + ?Sized>(answers: &Answers<'_>, file: &D, why: Text) -> Result<Tally> {
    // Of what cannot be unpacked there is no text, and an archive is none.
    let raw = file.open().and_then(|bytes| beginning(bytes, KEPT_BYTES));
    let raw = raw.ok().filter(|raw| !raw.starts_with("PK"));
    let raw = raw.unwrap_or_default();
    answers.keep(0, KeptReason::Unread, "", &why, &raw, &[])?;
    Ok(Tally {
        error: Some(why),
        ..Tally::default()
    })
}
