//! The sequence protocol: files leave in order, each step durable before the next, and a lost answer is settled by asking.
//!
//! The interface numbers uploads without gaps and can lose an answer after it has taken a file. So the ledger notes that
//! an upload begins before the first byte leaves; when no answer comes back, nothing more is sent to that bureau until
//! `isp_querypreviousupload` has told, by sequence *and* content, whether the file arrived.

use chrono::{DateTime, FixedOffset};

use super::settle::{compare, settle};
use super::{CallError, Client, SendError};
use crate::envelope::{self, FileName, Limits, Sealed};
use crate::ledger::{self, ContentHash, FileRecord, Ledger, Settlement};

/// Success, the only code with which a file is taken.
const TAKEN: u32 = 0;
/// Earlier files are missing; the answer lists their numbers.
pub(super) const GAP: u32 = 14;
/// The envelope could not be opened at the bureau (6, 7, 8): damaged on the way, or a key that does not fit.
const NOT_OPENED: std::ops::RangeInclusive<u32> = 6..=8;
/// How often one run uploads a file that the bureau says it has not got, or that arrived damaged.
const TRIES: u32 = 2;

/// Where the sealed bytes of a file lie.
pub trait Outbox {
    /// The archive of a file, byte for byte as it was sealed.
    fn archive(&self, name: &str) -> std::io::Result<Vec<u8>>;
}

/// What came of sending to one bureau.
#[derive(Debug, Default)]
pub struct Sent {
    /// Everything that went wrong; nothing when all is sent.
    pub troubles: Vec<SendError>,
    /// Whether every file that the bureau may have is known to be there. Otherwise answers may be about one of which the ledger
    /// does not know it: they would find no order.
    pub is_accounted_for: bool,
}

/// Sends every file that is built for the client's bureau, in the order in which they were built. `sent` is called after
/// each one that was taken. `now` is the time of the run, under which everything is noted; `clock` tells whether the bureau's
/// hours are over.
///
/// Stops at the first one that the bureau does not take: the next would leave a gap. One whose archive is gone or damaged
/// has no number yet and is passed over.
pub fn send_all(
    client: &Client,
    ledger: &mut Ledger,
    outbox: &dyn Outbox,
    now: DateTime<FixedOffset>,
    clock: &dyn Fn() -> DateTime<FixedOffset>,
    sent: &dyn Fn(),
) -> Sent {
    let mut troubles = Vec::new();
    match take_stock(client, ledger, now) {
        Ok(fewer) => troubles.extend(fewer),
        Err(error) => {
            return Sent {
                troubles: vec![error],
                is_accounted_for: false,
            };
        }
    }
    let mut sender = Sender {
        client,
        ledger,
        outbox,
        now,
        clock,
    };
    if let Err(error) = sender.send_all(sent, &mut troubles) {
        troubles.push(error);
    }
    let is_in_doubt =
        |error: &SendError| matches!(error, SendError::Unknown { .. } | SendError::Lost { .. });
    Sent {
        is_accounted_for: !troubles.iter().any(is_in_doubt),
        troubles,
    }
}

/// Settles what is unknown and holds the ledger's numbers against the bureau's, and sends nothing: what has to be known before
/// files are sent or answers fetched. Hands back what there is to tell where no file waits that would make the bureau ask for
/// those that it has lost.
pub fn take_stock(
    client: &Client,
    ledger: &mut Ledger,
    now: DateTime<FixedOffset>,
) -> Result<Option<SendError>, SendError> {
    let bureau = &client.endpoint().name;
    if let Some(file) = ledger.open_upload(bureau)? {
        settle(client, ledger, &file, now)?;
        return Ok(None);
    }
    let waiting = ledger.files_waiting(bureau)?;
    match compare(client, ledger, &waiting, now) {
        Ok(fewer) => Ok(fewer.filter(|_| waiting.is_empty())),
        // Where no file waits none can have arrived late: what goes wrong with the question alone keeps no answer back.
        Err(error) if waiting.is_empty() && !error.is_contradiction() => {
            tracing::warn!(bureau, %error, "the numbers could not be compared");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// How many files wait for the bureau.
pub fn waiting(ledger: &Ledger, bureau: &str) -> ledger::Result<usize> {
    Ok(ledger.files_waiting(bureau)?.len())
}

struct Sender<'a> {
    client: &'a Client,
    ledger: &'a mut Ledger,
    outbox: &'a dyn Outbox,
    now: DateTime<FixedOffset>,
    clock: &'a dyn Fn() -> DateTime<FixedOffset>,
}

impl Sender<'_> {
    fn bureau(&self) -> &str {
        &self.client.endpoint().name
    }

    fn send_all(
        &mut self,
        sent: &dyn Fn(),
        troubles: &mut Vec<SendError>,
    ) -> Result<(), SendError> {
        let bureau = self.bureau().to_owned();
        let waiting = self.ledger.files_waiting(&bureau)?;
        for (position, file) in waiting.iter().enumerate() {
            self.keep_hours(waiting.len() - position)?;
            match self.load(file) {
                Ok(sealed) => self.send(file, &sealed)?,
                Err(error) => {
                    troubles.push(error);
                    continue;
                }
            }
            sent();
        }
        Ok(())
    }

    /// Nothing leaves outside the bureau's hours; `files` are those that would.
    fn keep_hours(&self, files: usize) -> Result<(), SendError> {
        match &self.client.endpoint().hours {
            Some(hours) if !hours.contains((self.clock)().time()) => Err(SendError::Closed {
                bureau: self.bureau().to_owned(),
                hours: hours.clone(),
                files,
            }),
            _ => Ok(()),
        }
    }

    /// Uploads one file under the next number.
    fn send(&mut self, file: &FileRecord, sealed: &Sealed) -> Result<(), SendError> {
        let mut gap_filled = false;
        let mut tries = 1;
        let mut lost = false;
        loop {
            let sequence = self
                .ledger
                .begin_sending(&file.name, &sealed.hash, self.now)?;
            let error = match self.client.upload(sealed, sequence) {
                Ok(answer) if answer.code == TAKEN => {
                    self.ledger.accepted(&file.name, self.now)?;
                    tracing::info!(file = %file.name, sequence, "taken");
                    return Ok(());
                }
                Ok(answer) if lost && answer.code != GAP => {
                    // The upload that was lost may have arrived in the meantime and be the reason.
                    let refused = self.refused(&file.name, answer.code, answer.msg);
                    match self.ask_about(file, sealed, sequence, &refused.to_string())? {
                        Settlement::Accepted => return Ok(()),
                        Settlement::NotAccepted => refused,
                    }
                }
                Ok(answer) => {
                    let code = answer.code;
                    self.ledger
                        .not_accepted(&file.name, Some(code), Some(&answer.msg))?;
                    if code == GAP && !gap_filled {
                        self.fill_gap(&answer.missing, sequence)?;
                        gap_filled = true;
                        continue;
                    }
                    let refused = self.refused(&file.name, code, answer.msg);
                    if !NOT_OPENED.contains(&code) {
                        return Err(refused);
                    }
                    refused
                }
                Err(error) if error.outcome_unknown() => {
                    lost = true;
                    match self.ask_about(file, sealed, sequence, &error.to_string())? {
                        Settlement::Accepted => return Ok(()),
                        Settlement::NotAccepted => self.lost(file, error),
                    }
                }
                Err(error) => {
                    self.ledger
                        .not_accepted(&file.name, None, Some(&error.to_string()))?;
                    return Err(error.into());
                }
            };
            if tries == TRIES {
                return Err(error);
            }
            tracing::info!(file = %file.name, sequence, "not taken, sent once more");
            tries += 1;
        }
    }

    /// Notes that nobody knows what became of an upload, and asks the bureau.
    fn ask_about(
        &mut self,
        file: &FileRecord,
        sealed: &Sealed,
        sequence: u32,
        why: &str,
    ) -> Result<Settlement, SendError> {
        self.ledger.unknown(&file.name, Some(why))?;
        let begun = FileRecord {
            sequence: Some(sequence),
            envelope_hash: Some(sealed.hash.clone()),
            ..file.clone()
        };
        settle(self.client, self.ledger, &begun, self.now)
    }

    /// Uploads the files that the bureau says it lacks, under the numbers that they had, in order.
    fn fill_gap(&self, missing: &[u32], next: u32) -> Result<(), SendError> {
        for &sequence in missing.iter().filter(|&&sequence| sequence < next) {
            let earlier = self.ledger.file_numbered(self.bureau(), sequence)?;
            let earlier = earlier.ok_or_else(|| SendError::NoSuchFile {
                bureau: self.bureau().to_owned(),
                sequence,
            })?;
            let answer = self
                .client
                .upload(&self.load(&earlier)?, sequence)
                .map_err(|error| self.lost(&earlier, error))?;
            if answer.code != TAKEN {
                return Err(self.refused(&earlier.name, answer.code, answer.msg));
            }
            tracing::info!(file = %earlier.name, sequence, "sent again");
        }
        Ok(())
    }

    fn lost(&self, file: &FileRecord, error: CallError) -> SendError {
        if !error.outcome_unknown() {
            return error.into();
        }
        SendError::Lost {
            name: file.name.clone(),
            source: error,
        }
    }

    fn refused(&self, file: &str, code: u32, message: String) -> SendError {
        SendError::Refused {
            bureau: self.bureau().to_owned(),
            what: file.to_owned(),
            code,
            message,
        }
    }

    /// Reads a file's archive and makes sure that it still holds what was proven when it was built.
    fn load(&self, file: &FileRecord) -> Result<Sealed, SendError> {
        let orders = file.orders.len();
        let archive = self
            .outbox
            .archive(&file.name)
            .map_err(|source| SendError::Missing {
                name: file.name.clone(),
                orders,
                source,
            })?;
        let name: FileName = file.name.parse()?;
        let key = self.client.endpoint().key.as_ref();
        let sealed = Sealed::from_zip(name, archive, key);
        let limits = Limits {
            ratio: u64::MAX,
            ..Limits::default()
        };
        let encrypt = u32::from(sealed.encrypted);
        let opened = envelope::open(&sealed.info, &sealed.hash, encrypt, key, &limits);
        let whole = opened.is_ok_and(|opened| {
            opened.name == file.name && ContentHash::of(&opened.xml).to_string() == file.sha256
        });
        if whole {
            Ok(sealed)
        } else {
            Err(SendError::Damaged {
                name: file.name.clone(),
                orders,
            })
        }
    }
}
