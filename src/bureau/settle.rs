//! What the bureau took last, and what that says about a file: settled by number *and* content, or not at all.

use chrono::{DateTime, FixedOffset};

use super::{Client, NotNow, SendError};
use crate::envelope::{self, Limits, Opened};
use crate::ledger::{ContentHash, FileRecord, Ledger, Settlement};
use crate::order::{Bilingual as _, Text};

/// The highest code of a query that is no failure: 0 taken, 1 last, 2 nothing there, 3 more follow.
const NO_FAILURE: u32 = 3;

/// There is nothing: before the first upload.
const NOTHING: u32 = 2;

/// How a settlement came about, as the ledger keeps it.
const ASKED: &str = "isp_querypreviousupload";

/// The last upload that a bureau has taken.
pub struct LastUpload {
    /// Its `dataSequence`; 0 before the first.
    pub sequence: u32,
    hash: Option<String>,
    opened: Option<Opened>,
}

impl LastUpload {
    /// Asks the bureau.
    pub fn ask(client: &Client) -> Result<Self, SendError> {
        let answer = client.query_previous()?;
        let bureau = client.endpoint().name.clone();
        if answer.code > NO_FAILURE {
            return Err(SendError::Refused {
                bureau,
                what: ASKED.to_owned(),
                code: answer.code,
                message: answer.msg,
            });
        }
        let sequence = match answer.sequence {
            Some(sequence) => sequence,
            None if answer.code == NOTHING && answer.file.is_none() => 0,
            None => return Err(SendError::NoSequence { bureau }),
        };
        let key = client.endpoint().key.as_ref();
        let limits = Limits::default();
        let opened = answer.file.as_ref().and_then(|file| {
            envelope::open(&file.info, &file.hash, file.encrypt, key, &limits).ok()
        });
        Ok(Self {
            sequence,
            hash: answer.file.map(|file| file.hash),
            opened,
        })
    }

    /// The last upload itself; none when there was none, or it cannot be opened.
    pub fn document(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// Whether it is this file: by the hash it was sent with, or by its document's when the bureau has zipped it again.
    fn is(&self, file: &FileRecord) -> bool {
        let is_document = |opened: &Opened| ContentHash::of(&opened.xml).to_string() == file.sha256;
        self.hash.is_some() && self.hash == file.envelope_hash
            || self.opened.as_ref().is_some_and(is_document)
    }

    /// Whether it certainly is another file: its document is there to be looked at, and is not this one's.
    fn is_certainly_not(&self, file: &FileRecord) -> bool {
        self.opened.is_some() && !self.is(file)
    }
}

/// Settles a file whose outcome is unknown.
pub(super) fn settle(
    client: &Client,
    ledger: &mut Ledger,
    file: &FileRecord,
    now: DateTime<FixedOffset>,
) -> Result<Settlement, SendError> {
    let sequence = file.sequence.unwrap_or_default();
    let unknown = |not_now: Option<NotNow>, why: Text| SendError::Unknown {
        bureau: file.bureau.clone(),
        name: file.name.clone(),
        sequence,
        not_now,
        why,
    };
    let last = LastUpload::ask(client).map_err(|error| unknown(error.not_now(), error.text()))?;
    let settlement = if last.sequence == sequence {
        if !last.is(file) {
            let why = Text::new(
                format!("管局序号 {sequence} 的内容不是本文件，可能有别的系统在为本单位上报"),
                format!(
                    "what the bureau has under number {sequence} is not this file; another system may report for this carrier"
                ),
            );
            return Err(unknown(None, why));
        }
        Settlement::Accepted
    } else if last.sequence.checked_add(1) == Some(sequence) {
        Settlement::NotAccepted
    } else {
        let why = Text::new(
            format!("管局最近一次上报的序号是 {}", last.sequence),
            format!("the bureau's last upload has number {}", last.sequence),
        );
        return Err(unknown(None, why));
    };
    ledger.settle_unknown(&file.name, settlement, ASKED, now)?;
    Ok(settlement)
}

/// Holds the ledger's numbers against the bureau's before the first upload of a run.
///
/// A bureau that is behind asks for what it lacks (code 14) when the next file comes; it is handed back as what there is to
/// tell. One that is one ahead may have taken, late, a file whose upload was given up: it is recognised by its content.
/// Anything else is not guessed at.
pub(super) fn compare(
    client: &Client,
    ledger: &mut Ledger,
    waiting: &[FileRecord],
    now: DateTime<FixedOffset>,
) -> Result<Option<SendError>, SendError> {
    let bureau = client.endpoint().name.clone();
    let last = LastUpload::ask(client)?;
    ledger.note_count(&bureau, last.sequence, now)?;
    let health = ledger.sequences()?;
    let health = health.iter().find(|health| health.bureau == bureau);
    let (known, taken) = (health.map_or(0, |health| health.last), last.sequence);
    if taken < known {
        tracing::info!(
            bureau,
            taken,
            known,
            "the bureau has fewer uploads than the ledger"
        );
        return Ok(Some(SendError::Behind {
            bureau,
            taken,
            known,
        }));
    }
    if taken == known {
        return match ledger.file_numbered(&bureau, taken)? {
            Some(ours) if last.is_certainly_not(&ours) => Err(SendError::Foreign {
                bureau,
                sequence: taken,
                name: ours.name,
            }),
            _ => Ok(None),
        };
    }
    match waiting.iter().find(|file| last.is(file)) {
        Some(file) if known.checked_add(1) == Some(taken) => {
            tracing::info!(file = %file.name, sequence = taken, "the bureau has it already");
            let hash = last.hash.clone().unwrap_or_default();
            ledger.begin_sending(&file.name, &hash, now)?;
            ledger.unknown(&file.name, None)?;
            ledger.settle_unknown(&file.name, Settlement::Accepted, ASKED, now)?;
            Ok(None)
        }
        _ => Err(SendError::Ahead {
            bureau,
            taken,
            known,
        }),
    }
}
