//! The sequence protocol: files leave in order, each step durable before the next, and a lost answer is settled by asking.
//!
//! The interface numbers uploads without gaps and can lose an answer after it has taken a file. So the ledger notes that
//! an upload begins before the first byte leaves; when no answer comes back, nothing more is sent to that bureau until
//! `isp_querypreviousupload` has told, by sequence *and* content, whether the file arrived.

use chrono::{DateTime, FixedOffset};

use super::{CallError, Client, PreviousUpload};
use crate::envelope::{self, AesKey, FileName, Limits, Sealed};
use crate::ledger::{self, FileRecord, FileState, Ledger, Settlement};

/// Success, the only code with which a file is taken.
const TAKEN: u32 = 0;
/// Earlier files are missing; the answer lists their numbers.
const GAP: u32 = 14;

/// Where the sealed bytes of a file lie.
pub trait Outbox {
    /// The archive of a file, byte for byte as it was sealed.
    fn archive(&self, name: &str) -> std::io::Result<Vec<u8>>;
    /// The XML of a file.
    fn xml(&self, name: &str) -> std::io::Result<Vec<u8>>;
}

/// What stopped the sending to one bureau.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The ledger; the operator or this machine.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// A sealed file is not where it was written; the operator must bring it back.
    #[error(
        "上报文件 {name} 读不到：{source}，请恢复后重试 / the sealed file cannot be read: bring it back and try again"
    )]
    Outbox {
        /// The file.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file's name is not one that the bureau takes.
    #[error(transparent)]
    Envelope(#[from] envelope::Error),
    /// The call itself.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The bureau answered, and did not take the file.
    #[error(
        "管局未接收文件 {name}：返回码 {code} {message} / the bureau did not take the file: code {code}"
    )]
    NotTaken {
        /// The file.
        name: String,
        /// `msg_code`.
        code: u32,
        /// `msg`.
        message: String,
    },
    /// Nobody knows whether the bureau has the file; a person must settle it.
    #[error(
        "不知道管局是否收到文件 {name}（序号 {sequence}）：{why}。在核对清楚之前不会再向该管局上报 / it is unknown whether the bureau has the file: {why}. Nothing more is sent to it before this is settled"
    )]
    Unknown {
        /// The file.
        name: String,
        /// Its `dataSequence`.
        sequence: u32,
        /// What the bureau said when it was asked.
        why: String,
    },
}

/// Sends every file that is built for the client's bureau, in the order in which they were built. `sent` is called after
/// each one that was taken. Stops at the first one that is not: the next would leave a gap.
pub fn send_all(
    client: &Client,
    ledger: &mut Ledger,
    outbox: &dyn Outbox,
    now: DateTime<FixedOffset>,
    sent: &dyn Fn(),
) -> Result<(), SendError> {
    let bureau = client.endpoint().name.clone();
    if let Some(file) = ledger.open_upload(&bureau)? {
        settle(client, ledger, outbox, &file, now)?;
    }
    let built: Vec<FileRecord> = ledger
        .files()?
        .into_iter()
        .filter(|file| file.bureau == bureau && file.state == FileState::Built)
        .collect();
    for file in built {
        send(client, ledger, outbox, &file, now)?;
        sent();
    }
    Ok(())
}

/// How many files wait for the bureau.
pub fn waiting(ledger: &Ledger, bureau: &str) -> ledger::Result<usize> {
    let files = ledger.files()?;
    Ok(files
        .iter()
        .filter(|file| file.bureau == bureau && file.state == FileState::Built)
        .count())
}

fn send(
    client: &Client,
    ledger: &mut Ledger,
    outbox: &dyn Outbox,
    file: &FileRecord,
    now: DateTime<FixedOffset>,
) -> Result<(), SendError> {
    let sealed = sealed(client, outbox, &file.name)?;
    let mut filled_gap = false;
    loop {
        let sequence = ledger.begin_sending(&file.name, &sealed.hash, now)?;
        match client.upload(&sealed, sequence) {
            Ok(answer) if answer.code == TAKEN => {
                ledger.accepted(&file.name, now)?;
                tracing::info!(file = %file.name, sequence, "taken");
                return Ok(());
            }
            Ok(answer) => {
                ledger.not_accepted(&file.name, Some(answer.code), Some(&answer.msg))?;
                if answer.code == GAP && !filled_gap {
                    fill_gap(client, ledger, outbox, &answer.missing, sequence)?;
                    filled_gap = true;
                    continue;
                }
                return Err(SendError::NotTaken {
                    name: file.name.clone(),
                    code: answer.code,
                    message: answer.msg,
                });
            }
            Err(error) if error.outcome_unknown() => {
                ledger.unknown(&file.name, Some(&error.to_string()))?;
                let Some(open) = ledger.open_upload(&client.endpoint().name)? else {
                    return Err(error.into());
                };
                if settle(client, ledger, outbox, &open, now)? == Settlement::Accepted {
                    return Ok(());
                }
                // The bureau has not got it and says so: once more, then the error stands.
                return send_again(client, ledger, &sealed, file, now, error);
            }
            Err(error) => {
                ledger.not_accepted(&file.name, None, Some(&error.to_string()))?;
                return Err(error.into());
            }
        }
    }
}

/// One more upload of a file whose first one got lost on the way.
fn send_again(
    client: &Client,
    ledger: &mut Ledger,
    sealed: &Sealed,
    file: &FileRecord,
    now: DateTime<FixedOffset>,
    first: CallError,
) -> Result<(), SendError> {
    let sequence = ledger.begin_sending(&file.name, &sealed.hash, now)?;
    match client.upload(sealed, sequence) {
        Ok(answer) if answer.code == TAKEN => Ok(ledger.accepted(&file.name, now)?),
        Ok(answer) => {
            ledger.not_accepted(&file.name, Some(answer.code), Some(&answer.msg))?;
            Err(SendError::NotTaken {
                name: file.name.clone(),
                code: answer.code,
                message: answer.msg,
            })
        }
        Err(error) if error.outcome_unknown() => {
            ledger.unknown(&file.name, Some(&error.to_string()))?;
            Err(SendError::Unknown {
                name: file.name.clone(),
                sequence,
                why: first.to_string(),
            })
        }
        Err(error) => {
            ledger.not_accepted(&file.name, None, Some(&error.to_string()))?;
            Err(error.into())
        }
    }
}

/// Uploads the files that the bureau says it lacks, under the numbers that they had, in order.
fn fill_gap(
    client: &Client,
    ledger: &Ledger,
    outbox: &dyn Outbox,
    missing: &[u32],
    next: u32,
) -> Result<(), SendError> {
    let bureau = &client.endpoint().name;
    let files = ledger.files()?;
    for &sequence in missing.iter().filter(|&&sequence| sequence < next) {
        let earlier = files
            .iter()
            .find(|file| file.bureau == *bureau && file.sequence == Some(sequence));
        let Some(earlier) = earlier else {
            return Err(SendError::NotTaken {
                name: format!("#{sequence}"),
                code: GAP,
                message: "台账中没有这个序号 / the ledger has no such number".to_owned(),
            });
        };
        let answer = client.upload(&sealed(client, outbox, &earlier.name)?, sequence)?;
        if answer.code != TAKEN {
            return Err(SendError::NotTaken {
                name: earlier.name.clone(),
                code: answer.code,
                message: answer.msg,
            });
        }
        tracing::info!(file = %earlier.name, sequence, "sent again");
    }
    Ok(())
}

/// Asks the bureau for its last upload and settles a file whose outcome is unknown.
fn settle(
    client: &Client,
    ledger: &mut Ledger,
    outbox: &dyn Outbox,
    file: &FileRecord,
    now: DateTime<FixedOffset>,
) -> Result<Settlement, SendError> {
    let sequence = file.sequence.unwrap_or_default();
    let unknown = |why: String| SendError::Unknown {
        name: file.name.clone(),
        sequence,
        why,
    };
    let previous = client
        .query_previous()
        .map_err(|error| unknown(error.to_string()))?;
    let settlement = match previous.sequence {
        Some(last)
            if last == sequence
                && is_ours(&previous, file, client.endpoint().key.as_ref(), outbox) =>
        {
            Settlement::Accepted
        }
        Some(last) if last + 1 == sequence => Settlement::NotAccepted,
        Some(last) => {
            return Err(unknown(format!(
                "管局最近一次上报的序号是 {last} / the bureau's last upload is number {last}"
            )));
        }
        None => {
            return Err(unknown(format!(
                "返回码 {} {}",
                previous.code, previous.msg
            )));
        }
    };
    ledger.settle_unknown(&file.name, settlement, "isp_querypreviousupload", now)?;
    Ok(settlement)
}

/// Whether the bureau's last upload is this file: by its hash, or byte for byte when the bureau has zipped it again.
fn is_ours(
    previous: &PreviousUpload,
    file: &FileRecord,
    key: Option<&AesKey>,
    outbox: &dyn Outbox,
) -> bool {
    let Some(delivered) = &previous.file else {
        return false;
    };
    if file.envelope_hash.as_deref() == Some(&delivered.hash) {
        return true;
    }
    let opened = envelope::open(
        &delivered.info,
        &delivered.hash,
        delivered.encrypt,
        key,
        &Limits::default(),
    );
    match (opened, outbox.xml(&file.name)) {
        (Ok(opened), Ok(ours)) => opened.xml == ours,
        _ => false,
    }
}

fn sealed(client: &Client, outbox: &dyn Outbox, name: &str) -> Result<Sealed, SendError> {
    let archive = outbox.archive(name).map_err(|source| SendError::Outbox {
        name: name.to_owned(),
        source,
    })?;
    let name: FileName = name.parse()?;
    Ok(Sealed::from_zip(
        name,
        archive,
        client.endpoint().key.as_ref(),
    ))
}
