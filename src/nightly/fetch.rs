//! Answers come in: each is stored as it came, opened, taken into the ledger, and only then acknowledged.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::progress::{Progress, Stage};
use crate::bureau::{CallError, Client, Delivered};
use crate::codes::Codes;
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::envelope::{self, Limits};
use crate::ledger::{self, Ledger, Moment};
use crate::outcome::{self, IngestLine};

/// What stops fetching.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The call.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The disk: nothing was acknowledged that is not stored.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The bureau answered, and gave no file.
    #[error("管局未交付文件：返回码 {code} {message} / the bureau gave no file: code {code}")]
    Refused {
        /// `msg_code`.
        code: u32,
        /// `msg`.
        message: String,
    },
    /// A file came that cannot be opened. It is stored and not acknowledged, so that the bureau keeps it.
    #[error(
        "下载文件 {name} 无法打开：{why}。原文已保存，未确认 / the download cannot be opened: {why}. It is stored and not acknowledged"
    )]
    Unreadable {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The highest code of a download that is no failure: 0 taken, 1 last, 2 nothing there, 3 more follow.
const NO_FAILURE: u32 = 3;

/// The most files that one run fetches: a bureau that never ends must not keep the night from its report.
const FILES_AT_MOST: usize = 10_000;

/// Downloads until nothing is left.
pub fn fetch(
    client: &Client,
    config: &Config,
    ledger: &mut Ledger,
    now: Moment,
    progress: &dyn Progress,
) -> Result<Vec<IngestLine>, FetchError> {
    progress.begin(Stage::Fetching, None);
    let inbox = config
        .path(&config.paths.inbox)
        .join(&client.endpoint().name);
    let mut lines = Vec::new();
    for _ in 0..FILES_AT_MOST {
        let answer = client.download()?;
        let Some(file) = answer.file else {
            if answer.code > NO_FAILURE {
                return Err(FetchError::Refused {
                    code: answer.code,
                    message: answer.msg,
                });
            }
            break;
        };
        let stem = stored_name(&file.name, now.date_naive());
        disk::write(&inbox.join(format!("{stem}.answer")), &answer.raw.0)?;
        let xml = open(client, &file)?;
        disk::write(&path_of_xml(&inbox, &stem), &xml)?;
        lines.push(outcome::ingest(
            ledger,
            &file.name,
            &xml,
            Codes::bundled(),
            now,
        )?);
        let acknowledged = client.acknowledge(&file.name)?;
        if acknowledged.code > NO_FAILURE {
            return Err(FetchError::Refused {
                code: acknowledged.code,
                message: acknowledged.msg,
            });
        }
        progress.step();
    }
    Ok(lines)
}

fn open(client: &Client, file: &Delivered) -> Result<Vec<u8>, FetchError> {
    let key = client.endpoint().key.as_ref();
    envelope::open(
        &file.info,
        &file.hash,
        file.encrypt,
        key,
        &Limits::default(),
    )
    .map(|opened| opened.xml)
    .map_err(|error| FetchError::Unreadable {
        name: file.name.clone(),
        why: error.to_string(),
    })
}

fn path_of_xml(inbox: &std::path::Path, stem: &str) -> PathBuf {
    inbox.join(format!("{stem}.xml"))
}

/// A name for the inbox: the bureau's, as far as a file can be called so.
fn stored_name(name: &str, day: NaiveDate) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .take(100)
        .collect();
    format!("{day}_{safe}")
}

#[cfg(test)]
mod tests {
    use super::stored_name;

    #[test]
    fn a_bureaus_file_name_cannot_leave_the_inbox() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 18).unwrap();
        assert_eq!(
            stored_name("../../etc/passwd.xml", day),
            "2026-09-18_passwd"
        );
        assert_eq!(stored_name("C:\\结果 1.zip", day), "2026-09-18____1");
    }
}
