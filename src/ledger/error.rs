//! What stops the ledger, and who must act. Problems in the bureau's answers are not errors: they are kept.

use std::fmt;
use std::path::{Path, PathBuf};

use super::lock::Holder;
use super::{FileState, State};
use crate::disk::DiskError;
use crate::order::{Bilingual, Lang, Text};

/// Why the ledger could not do what was asked. Nothing has been changed.
#[derive(Debug)]
pub enum Error {
    /// Another process is writing; wait for it. `holder` is absent when it left no readable name.
    Locked {
        /// The lock file.
        path: PathBuf,
        /// Who holds it.
        holder: Option<Holder>,
    },
    /// There is no ledger yet at this place.
    Missing(PathBuf),
    /// The ledger was written by a newer program; update this one.
    Newer {
        /// The ledger.
        path: PathBuf,
        /// The version of its tables.
        found: u32,
        /// The latest version that this program knows.
        known: u32,
    },
    /// The ledger's tables are older than this program; a run that writes brings them up to date.
    Older(PathBuf),
    /// The file is no ledger, or damaged; restore a backup.
    Damaged {
        /// What SQLite says.
        detail: String,
    },
    /// The disk or the folder does not let us read or write.
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite could not carry out a statement.
    Database(rusqlite::Error),
    /// No order has this number.
    UnknownOrder(String),
    /// No file has this name.
    UnknownFile(String),
    /// A file of this name is recorded already.
    DuplicateFile(String),
    /// The order may not go from one state to the other.
    Transition {
        /// The order number.
        order: String,
        /// Where it stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// The file is not in the state that the step needs.
    FileState {
        /// The file's name.
        file: String,
        /// Where it stands.
        found: FileState,
        /// Where it should stand.
        wanted: FileState,
    },
    /// An upload to the bureau is open or its outcome unknown: settle it before the next.
    Unsettled {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The file whose outcome is not known.
        file: String,
    },
    /// A range of own ids or of sequence numbers is used up.
    Exhausted(&'static str),
    /// A bureau was adopted from another system before.
    Adopted {
        /// The bureau's name in the configuration.
        bureau: String,
        /// When.
        at: String,
    },
    /// This ledger has sent files to the bureau: its numbers are known here, and there is nothing to adopt.
    Begun {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The last number.
        last: u32,
    },
    /// The number lies in no range of own ids.
    NoRange(u64),
    /// A decision without a reason.
    NoReason,
    /// The ledger contradicts itself; `ledger check` tells more.
    Inconsistent(String),
}

impl Error {
    /// The same about a database at this path, where it does not say so itself.
    pub(super) fn about(self, path: &Path) -> Error {
        match self {
            Error::Damaged { detail } => Error::Damaged {
                detail: format!("{}: {detail}", path.display()),
            },
            other => other,
        }
    }

    /// What happened and what to do, in both languages.
    pub fn message(&self) -> Text {
        match self {
            Error::Locked { path, holder } => {
                let path = path.display();
                match holder {
                    Some(holder) => Text::new(
                        format!(
                            "台账正被另一个进程使用：{holder}（锁文件 {path}）。请等它结束后重试"
                        ),
                        format!(
                            "another process is using the ledger: {holder} (lock file {path}). Wait until it has ended"
                        ),
                    ),
                    None => Text::new(
                        format!("台账正被另一个进程使用（锁文件 {path}）。请等它结束后重试"),
                        format!(
                            "another process is using the ledger (lock file {path}). Wait until it has ended"
                        ),
                    ),
                }
            }
            Error::Missing(path) => Text::new(
                format!(
                    "{} 处没有台账：尚未运行过，或配置 ledger.path 指向了别处",
                    path.display()
                ),
                format!(
                    "there is no ledger at {}: nothing has run yet, or ledger.path points elsewhere",
                    path.display()
                ),
            ),
            Error::Newer { path, found, known } => Text::new(
                format!(
                    "台账 {} 的版本是 {found}，本程序只认识到 {known}：请升级程序，不要用旧程序写入",
                    path.display()
                ),
                format!(
                    "ledger {} has version {found}, this program knows versions up to {known}: update the program",
                    path.display()
                ),
            ),
            Error::Older(path) => Text::new(
                format!(
                    "台账 {} 的表结构较旧：任何写入命令都会将其升级",
                    path.display()
                ),
                format!(
                    "ledger {} has older tables: run any command that writes, it brings them up to date",
                    path.display()
                ),
            ),
            Error::Damaged { detail } => Text::new(
                format!(
                    "台账文件已损坏或不是台账（{detail}）：请停止上报，用最近的备份恢复后再核对"
                ),
                format!(
                    "the ledger is damaged or no ledger ({detail}): stop sending, restore the latest backup, then check it"
                ),
            ),
            Error::Disk { path, source } => Text::new(
                format!(
                    "无法读写 {}：{source}。请检查磁盘空间与权限",
                    path.display()
                ),
                format!(
                    "cannot read or write {}: {source}. Look at disk space and permissions",
                    path.display()
                ),
            ),
            Error::Database(source) => Text::new(
                format!("台账操作失败：{source}。请检查磁盘空间与权限，再运行 beian ledger check"),
                format!(
                    "the ledger refused: {source}. Look at disk space and permissions, then run `beian ledger check`"
                ),
            ),
            Error::UnknownOrder(number) => Text::new(
                format!("台账中没有订单 {number}"),
                format!("the ledger has no order {number}"),
            ),
            Error::UnknownFile(name) => Text::new(
                format!("台账中没有文件 {name}"),
                format!("the ledger has no file {name}"),
            ),
            Error::DuplicateFile(name) => Text::new(
                format!("文件名 {name} 已在台账中，文件名永远不能重复使用"),
                format!("file name {name} is in the ledger already; a name is used once for ever"),
            ),
            Error::Transition { order, from, to } => Text::new(
                format!(
                    "订单 {order} 处于“{}”，不能转为“{}”",
                    from.name(Lang::Zh),
                    to.name(Lang::Zh)
                ),
                format!(
                    "order {order} is {}, it cannot become {}",
                    from.id(),
                    to.id()
                ),
            ),
            Error::FileState {
                file,
                found,
                wanted,
            } => Text::new(
                format!(
                    "文件 {file} 处于“{}”，此步骤要求“{}”",
                    found.name(Lang::Zh),
                    wanted.name(Lang::Zh)
                ),
                format!(
                    "file {file} is {}, this step needs {}",
                    found.id(),
                    wanted.id()
                ),
            ),
            Error::Unsettled { bureau, file } => Text::new(
                format!("管局 {bureau} 的文件 {file} 上报结果未知：核对清楚之前不能再上报"),
                format!(
                    "the outcome of file {file} at bureau {bureau} is unknown: nothing more is sent there until it is settled"
                ),
            ),
            Error::Exhausted(range) => Text::new(
                format!("号段已用完：{range}"),
                format!("the range of {range} is used up"),
            ),
            Error::Adopted { bureau, at } => Text::new(
                format!("管局「{bureau}」已于 {at} 接管过，不能再次接管"),
                format!("bureau \"{bureau}\" was adopted on {at}; that is done once"),
            ),
            Error::Begun { bureau, last } => Text::new(
                format!(
                    "本台账已向管局「{bureau}」上报到序号 {last}，不能再从别的系统接管；只有还没有上报过的台账可以接管"
                ),
                format!(
                    "this ledger has sent files to bureau \"{bureau}\" up to number {last}: only one that has sent none goes on from another system"
                ),
            ),
            Error::NoRange(id) => {
                let ranges = super::ids::ranges().iter();
                let ranges: Vec<String> = ranges
                    .map(|range| {
                        let (tag, first, last) = (range.tag.name(), range.first, range.last);
                        format!("{tag} {first}-{last}")
                    })
                    .collect();
                let ranges = ranges.join(", ");
                Text::new(
                    format!("{id} 不在任何企业侧标识的号段内：{ranges}"),
                    format!("{id} lies in no range of own ids: {ranges}"),
                )
            }
            Error::NoReason => Text::new("没有写明理由", "no reason was given"),
            Error::Inconsistent(what) => Text::new(
                format!("台账自相矛盾：{what}。请运行 beian ledger check"),
                format!("the ledger contradicts itself: {what}. Run `beian ledger check`"),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message().en)
    }
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        self.message().zh.into_owned()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Disk { source, .. } => Some(source),
            Error::Database(source) => Some(source),
            _ => None,
        }
    }
}

impl From<DiskError> for Error {
    fn from(DiskError { path, source }: DiskError) -> Error {
        Error::Disk { path, source }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match source.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Error::Damaged {
                detail: source.to_string(),
            },
            _ => Error::Database(source),
        }
    }
}
