//! Answers come in: each is stored as it came, opened, taken into the ledger, and only then acknowledged.
//!
//! What cannot be opened or read is stored and not acknowledged, so that the bureau keeps it. The bureau gives its oldest
//! file until that is acknowledged; it is asked for once more, in case the line was at fault, and then left for the
//! next run.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::progress::{Progress, Stage};
use crate::bureau::{CallError, Client, Delivered, DownloadAnswer, NotNow, RawAnswer, remedy};
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::ledger::{self, ContentHash, Ledger, Moment};
use crate::order::{Bilingual, Text};
use crate::outcome::{self, AnswerFile, IngestError, IngestLine};

/// What stops fetching from one bureau.
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
    /// An answer could not be taken into the ledger.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The bureau answered, and gave no file or took no acknowledgement.
    #[error("bureau \"{bureau}\" refused {method}: code {code} {message}{}", remedy(*code).map_or_else(String::new, |text| format!(". {}", text.en)))]
    Refused {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The method.
        method: &'static str,
        /// `msg_code`.
        code: u32,
        /// `msg`.
        message: String,
    },
    /// A file came twice that cannot be opened or read.
    #[error(
        "the answer file {name} of bureau \"{bureau}\" cannot be used: {}. It is stored as {} and not acknowledged, so that the bureau keeps it and gives it again; no later answer comes before it. If it is no better in the next run, ask the bureau", why.en, stored.display()
    )]
    Unusable {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file.
        name: String,
        /// Where the answer was stored.
        stored: PathBuf,
        /// What is wrong with it.
        why: Text,
    },
    /// Answers may be about a file of which the ledger does not know yet that the bureau has it: they would find no order.
    #[error(
        "no answers were fetched from bureau \"{bureau}\": they may be about file {file}, of which it is unknown whether the bureau has it. They are fetched as soon as that is settled"
    )]
    Unsettled {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file.
        file: String,
    },
    /// The bureau has said "not now" or not answered as often as the budget allows.
    #[error(
        "bureau \"{bureau}\" has said \"not now\" or not answered {times} times: no answers are fetched before {}, as the budget of its [bureau.retry] says", until.format("%Y-%m-%d %H:%M")
    )]
    Spent {
        /// The bureau's name in the configuration.
        bureau: String,
        /// How often, within the hour or the day.
        times: usize,
        /// When it may be asked again.
        until: Moment,
    },
    /// The bureau does not forget a file that was acknowledged.
    #[error(
        "bureau \"{bureau}\" took the acknowledgement of the answer file {name} and gave it again: fetching was stopped. Ask the bureau's technical support"
    )]
    GivenAgain {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file.
        name: String,
    },
}

impl Bilingual for FetchError {
    fn zh(&self) -> String {
        match self {
            Self::Call(error) => error.zh(),
            Self::Disk(error) => error.zh(),
            Self::Ledger(error) => error.zh(),
            Self::Ingest(error) => error.zh(),
            Self::Refused {
                bureau,
                method,
                code,
                message,
            } => {
                let remedy =
                    remedy(*code).map_or_else(String::new, |text| format!("。{}", text.zh));
                format!("管局「{bureau}」没有受理 {method}：返回码 {code} {message}{remedy}")
            }
            Self::Unusable {
                bureau,
                name,
                stored,
                why,
            } => format!(
                "管局「{bureau}」的答复文件 {name} 无法使用：{}。原文已存为 {}，未确认，管局会再次交付；在它之后的答复要等它。若下一次运行仍如此，请联系管局",
                why.zh,
                stored.display()
            ),
            Self::Unsettled { bureau, file } => format!(
                "没有从管局「{bureau}」下载答复：它们可能属于文件 {file}，而管局是否已受理该文件尚不清楚。核对清楚后即会下载"
            ),
            Self::Spent {
                bureau,
                times,
                until,
            } => format!(
                "管局「{bureau}」已 {times} 次表示暂不受理或没有应答：按 [bureau.retry] 的限额，{} 之前不再下载答复",
                until.format("%Y-%m-%d %H:%M")
            ),
            Self::GivenAgain { bureau, name } => format!(
                "管局「{bureau}」受理了答复文件 {name} 的确认，却再次交付同一文件，已停止下载。请联系管局技术支持"
            ),
        }
    }
}

impl FetchError {
    /// Why the bureau may be turned to again later in the same run: it keeps what was not acknowledged.
    pub fn not_now(&self) -> Option<NotNow> {
        match self {
            Self::Refused { code, .. } => NotNow::said(*code),
            Self::Call(error) => NotNow::no_answer(error),
            _ => None,
        }
    }
}

/// What came in, and what stopped it, if anything did.
#[derive(Debug, Default)]
pub struct Fetched {
    /// What each answer file came to.
    pub lines: Vec<IngestLine>,
    /// Why there may be more.
    pub error: Option<FetchError>,
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
) -> Fetched {
    progress.begin(Stage::Fetching, None);
    let mut lines = Vec::new();
    let bureau = &client.endpoint().name;
    let mut fetcher = Fetcher {
        client,
        inbox: config.path(&config.paths.inbox).join(bureau),
        ledger,
        now,
    };
    let error = fetcher.fetch_all(&mut lines, progress).err();
    Fetched { lines, error }
}

struct Fetcher<'a> {
    client: &'a Client,
    inbox: PathBuf,
    ledger: &'a mut Ledger,
    now: Moment,
}

impl Fetcher<'_> {
    fn fetch_all(
        &mut self,
        lines: &mut Vec<IngestLine>,
        progress: &dyn Progress,
    ) -> Result<(), FetchError> {
        if let Some(open) = self.ledger.open_upload(&self.bureau())? {
            return Err(FetchError::Unsettled {
                bureau: open.bureau,
                file: open.name,
            });
        }
        let mut unusable = HashSet::new();
        let mut acknowledged = HashSet::new();
        for _ in 0..FILES_AT_MOST {
            let answer = match self.client.download() {
                Ok(answer) => answer,
                Err(error) => {
                    if let Some(raw) = error.answer() {
                        self.store("isp_download", raw)?;
                    }
                    return Err(error.into());
                }
            };
            let DownloadAnswer {
                code,
                msg,
                file,
                raw,
            } = answer;
            let Some(file) = file else {
                return self.accept("isp_download", code, msg);
            };
            let identity = (file.name.clone(), file.hash.clone());
            if acknowledged.contains(&identity) {
                return Err(FetchError::GivenAgain {
                    bureau: self.bureau(),
                    name: file.name,
                });
            }
            let stored = self.store(&file.name, &raw)?;
            drop(raw);
            match self.take_in(&file, &stored) {
                Ok(line) => lines.push(line),
                Err(error @ FetchError::Unusable { .. }) => {
                    if !unusable.insert(file.name.clone()) {
                        return Err(error);
                    }
                    tracing::info!(file = %file.name, "unusable, asked for once more");
                    continue;
                }
                Err(error) => return Err(error),
            }
            let answer = self.client.acknowledge(&file.name)?;
            self.accept("isp_downloadack", answer.code, answer.msg)?;
            acknowledged.insert(identity);
            progress.step();
        }
        Ok(())
    }

    fn bureau(&self) -> String {
        self.client.endpoint().name.clone()
    }

    fn accept(&self, method: &'static str, code: u32, message: String) -> Result<(), FetchError> {
        if code <= NO_FAILURE {
            return Ok(());
        }
        Err(FetchError::Refused {
            bureau: self.bureau(),
            method,
            code,
            message,
        })
    }

    /// Keeps an answer as it came, under a name that another answer cannot take.
    fn store(&self, name: &str, raw: &RawAnswer) -> Result<PathBuf, DiskError> {
        let stored = stored_name(name, &raw.0, self.now.date_naive());
        let path = self.inbox.join(stored).with_extension("answer");
        disk::write(&path, &raw.0)?;
        Ok(path)
    }

    fn take_in(&mut self, file: &Delivered, stored: &Path) -> Result<IngestLine, FetchError> {
        let unusable = |why: Text| FetchError::Unusable {
            bureau: self.client.endpoint().name.clone(),
            name: file.name.clone(),
            stored: stored.to_owned(),
            why,
        };
        let keys = self.client.endpoint().key.as_slice();
        let answer = AnswerFile::unseal(file, keys).map_err(|error| unusable(error.text()))?;
        let codes = outcome::effective_codes(self.ledger)?;
        let line = outcome::take_in(self.ledger, &answer, &codes, self.now)?;
        match &line.error {
            Some(why) => Err(unusable(why.clone())),
            None => Ok(line),
        }
    }
}

/// A name for the inbox: the day, the bureau's name as far as a file can be called so, and what tells two answers of one
/// name apart.
fn stored_name(name: &str, content: &[u8], day: NaiveDate) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .take(100)
        .collect();
    let hash = ContentHash::of(content).to_string();
    format!("{day}_{safe}_{}", &hash[..8])
}

#[cfg(test)]
mod tests {
    use super::stored_name;

    #[test]
    fn a_bureaus_file_name_cannot_leave_the_inbox() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 18).unwrap();
        let stored = |name| stored_name(name, b"", day);
        assert_eq!(stored("../../etc/passwd.xml"), "2026-09-18_passwd_e3b0c442");
        assert_eq!(stored("C:\\结果 1.zip"), "2026-09-18____1_e3b0c442");
    }

    #[test]
    fn two_answers_of_one_name_are_both_kept() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 18).unwrap();
        let stored = |content: &[u8]| stored_name("结果.zip", content, day);
        assert_ne!(stored(b"damaged"), stored(b"whole"));
    }
}
