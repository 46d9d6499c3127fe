//! What stops the sending to one bureau, and who must act.

use std::io;

use super::{CallError, Hours, NotNow};
use crate::codes::Codes;
use crate::envelope;
use crate::ledger::{self, Moment};
use crate::order::{Bilingual, Text};

/// Why a file was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The ledger; the operator or this machine.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// A sealed file is not where it was written; the operator must bring it back.
    #[error(
        "file {name} with {orders} orders was built, but its archive cannot be read: {source}. Bring it back from a backup: its orders are sent by the next run, and never by another file"
    )]
    Missing {
        /// The file.
        name: String,
        /// How many orders wait in it.
        orders: usize,
        /// What the system says.
        source: io::Error,
    },
    /// A sealed file is not what was proven when it was built; the operator must bring it back.
    #[error(
        "the archive of file {name} with {orders} orders is no longer what was built and proven. Look at the disk and bring the archive back from a backup; it is not sent as it is"
    )]
    Damaged {
        /// The file.
        name: String,
        /// How many orders wait in it.
        orders: usize,
    },
    /// The file's name is not one that the bureau takes.
    #[error(transparent)]
    Envelope(#[from] envelope::Error),
    /// The call itself.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The bureau answered a call with a refusal; nothing was taken.
    #[error("bureau \"{bureau}\" refused {what}: code {code} {message}{}", remedy(*code).map_or_else(String::new, |text| format!(". {}", text.en)))]
    Refused {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file, or the method when it was about no file.
        what: String,
        /// `msg_code`.
        code: u32,
        /// `msg`.
        message: String,
    },
    /// An upload got no answer and the bureau says that it has not got the file, or it was one that the bureau had lost.
    #[error(
        "no readable answer came to the upload of file {name} ({source}). Nothing is lost: the next run asks what the bureau has and goes on from there"
    )]
    Lost {
        /// The file.
        name: String,
        /// What was seen instead of an answer.
        source: CallError,
    },
    /// The bureau does not say how many uploads it has taken.
    #[error(
        "bureau \"{bureau}\" answered isp_querypreviousupload without a dataSequence: it is not known which number comes next, and nothing is sent. Call the bureau's technical support"
    )]
    NoSequence {
        /// The bureau's name in the configuration.
        bureau: String,
    },
    /// The bureau lacks a file that the ledger does not know either; a person must look.
    #[error(
        "bureau \"{bureau}\" says that it has not got upload number {sequence}, and the ledger has no file of this number. Ask the bureau what it has, and whether another system reports for this carrier"
    )]
    NoSuchFile {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The number that it asks for.
        sequence: u32,
    },
    /// The bureau has taken uploads that this ledger knows nothing of; a person must look.
    #[error(
        "bureau \"{bureau}\" has taken uploads up to number {taken}, the ledger knows of {known}. Another system may report for this carrier, or the ledger may be an old copy. Nothing is sent to this bureau and no answers are fetched until the newest ledger is back. A carrier that comes from another system begins with `beian ledger adopt`"
    )]
    Ahead {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The last number that the bureau has taken.
        taken: u32,
        /// The last number that the ledger knows.
        known: u32,
    },
    /// The bureau has fewer uploads than it once took, as one that was restored from an old copy; told where no file waits
    /// that would make it ask for them.
    #[error(
        "bureau \"{bureau}\" has uploads up to number {taken}, but it has taken {known}: it has lost some. They are sent again, in order, when the next file goes out and the bureau asks for them (code 14); keep their archives"
    )]
    Behind {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The last number that the bureau has.
        taken: u32,
        /// The last number that it once took.
        known: u32,
    },
    /// The bureau has another file under the last number than the ledger; a person must look.
    #[error(
        "what bureau \"{bureau}\" has under number {sequence} is not file {name}, which the ledger says it took: another system may report for this carrier, or the ledger may be an old copy. Nothing is sent to this bureau and no answers are fetched until that is cleared up"
    )]
    Foreign {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The number.
        sequence: u32,
        /// The ledger's file of this number.
        name: String,
    },
    /// It is not the bureau's time; a run within its hours sends what waits.
    #[error(
        "bureau \"{bureau}\" takes reports at {hours} only: {files} files wait for a run within these hours, and nothing more was sent"
    )]
    Closed {
        /// The bureau's name in the configuration.
        bureau: String,
        /// Its hours.
        hours: Hours,
        /// How many files wait.
        files: usize,
    },
    /// The bureau has said "not now" or not answered as often as the budget allows.
    #[error(
        "bureau \"{bureau}\" has said \"not now\" or not answered {times} times: nothing is sent to it before {}, as the budget of its [bureau.retry] says", until.format("%Y-%m-%d %H:%M")
    )]
    Spent {
        /// The bureau's name in the configuration.
        bureau: String,
        /// How often, within the hour or the day.
        times: usize,
        /// When it may be asked again.
        until: Moment,
    },
    /// Files were built for a bureau that the configuration does not name any more; the operator must name it.
    #[error(
        "{files} files were built for bureau \"{bureau}\", which the configuration does not name: they are not sent. Bring its [[bureau]] back"
    )]
    NoBureau {
        /// The bureau's name in the ledger.
        bureau: String,
        /// How many files wait for it.
        files: u32,
    },
    /// Nobody knows whether the bureau has the file; it must be settled before anything else is sent.
    #[error(
        "it is unknown whether bureau \"{bureau}\" has taken file {name} (number {sequence}): {}. Nothing more is sent to it before this is settled; the next run asks again. What no question settles, a person does: `beian ledger resolve {name}`", why.en
    )]
    Unknown {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file.
        name: String,
        /// Its `dataSequence`.
        sequence: u32,
        /// Why the question may be answered a little later, where it was not answered.
        not_now: Option<NotNow>,
        /// What the bureau said when it was asked.
        why: Text,
    },
}

impl Bilingual for SendError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::Envelope(error) => error.zh(),
            Self::Call(error) => error.zh(),
            Self::Missing {
                name,
                orders,
                source,
            } => format!(
                "上报文件 {name}（{orders} 个订单）已生成，但其压缩包读不到：{source}。请从备份恢复；其中的订单由下一次运行上报，不会另装文件"
            ),
            Self::Damaged { name, orders } => format!(
                "上报文件 {name}（{orders} 个订单）的压缩包与生成并校验时不同，未上报。请检查磁盘并从备份恢复"
            ),
            Self::Refused {
                bureau,
                what,
                code,
                message,
            } => {
                let remedy =
                    remedy(*code).map_or_else(String::new, |text| format!("。{}", text.zh));
                format!("管局「{bureau}」没有受理 {what}：返回码 {code} {message}{remedy}")
            }
            Self::Lost { name, source } => format!(
                "上报文件 {name} 没有得到可读的应答（{}）。没有丢失：下一次运行会先查询管局再继续",
                source.zh()
            ),
            Self::NoSequence { bureau } => format!(
                "管局「{bureau}」对 isp_querypreviousupload 的应答没有 dataSequence，不知道下一个序号，未上报。请联系管局技术支持"
            ),
            Self::NoSuchFile { bureau, sequence } => format!(
                "管局「{bureau}」称缺少序号 {sequence} 的上报，台账中也没有这个序号。请向管局核实，并确认没有别的系统在为本单位上报"
            ),
            Self::Ahead {
                bureau,
                taken,
                known,
            } => format!(
                "管局「{bureau}」已受理到序号 {taken}，台账只到 {known}：可能有别的系统在为本单位上报，或台账是旧的副本。恢复最新台账之前不再向该管局上报，也不下载答复。由别的系统切换而来的接入商，先运行 beian ledger adopt"
            ),
            Self::Behind {
                bureau,
                taken,
                known,
            } => format!(
                "管局「{bureau}」现有上报到序号 {taken}，而它曾受理到 {known}：有文件在管局丢失。下次上报时管局会要求补报（返回码 14），将按序重发，请保留存档"
            ),
            Self::Foreign {
                bureau,
                sequence,
                name,
            } => format!(
                "管局「{bureau}」序号 {sequence} 的内容不是台账所记的文件 {name}：可能有别的系统在为本单位上报，或台账是旧的副本。查清之前不再向该管局上报，也不下载答复"
            ),
            Self::Closed {
                bureau,
                hours,
                files,
            } => format!(
                "管局「{bureau}」只在 {hours} 受理上报：{files} 个文件等待时段内的运行，没有再上报"
            ),
            Self::Spent {
                bureau,
                times,
                until,
            } => format!(
                "管局「{bureau}」已 {times} 次表示暂不受理或没有应答：按 [bureau.retry] 的限额，{} 之前不再上报",
                until.format("%Y-%m-%d %H:%M")
            ),
            Self::NoBureau { bureau, files } => format!(
                "有 {files} 个文件是为管局「{bureau}」生成的，但配置中没有这个管局，未上报。请恢复它的 [[bureau]]"
            ),
            Self::Unknown {
                bureau,
                name,
                sequence,
                why,
                ..
            } => format!(
                "不知道管局「{bureau}」是否已受理文件 {name}（序号 {sequence}）：{}。核对清楚之前不再向该管局上报，下一次运行会再次查询。查询核对不清的，由人工认定：beian ledger resolve {name}",
                why.zh
            ),
        }
    }
}

impl SendError {
    /// Why the bureau may be turned to again later in the same run. What is unknown is settled before anything is sent again.
    pub fn not_now(&self) -> Option<NotNow> {
        match self {
            Self::Refused { code, .. } => NotNow::said(*code),
            Self::Unknown { not_now, .. } => not_now.clone(),
            Self::Call(error) | Self::Lost { source: error, .. } => NotNow::no_answer(error),
            _ => None,
        }
    }

    /// Whether ledger and bureau contradict each other, so that answers would not be understood either.
    pub fn is_contradiction(&self) -> bool {
        matches!(self, Self::Ahead { .. } | Self::Foreign { .. })
    }
}

/// What the table of codes advises about a code of the calls.
pub(crate) fn remedy(code: u32) -> Option<&'static Text> {
    let code = Codes::bundled().results().get(code)?;
    Some(&code.remedy)
}
