//! What keeps the archive from doing what was asked, and what to do.

use std::path::PathBuf;

use crate::disk::DiskError;
use crate::order::{Bilingual, Text};

/// Why something was not kept or not found. The operator or this machine has to act.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The journal's end is not what was written last: nothing is added to it, so that what happened stays visible.
    #[error(
        "the archive's journal {} was damaged: {}. Nothing more is kept in it, and nothing is sent or fetched. `beian archive verify` says what is wrong; bring the folder back from a backup, or rename it: a new one is begun, and what lies in the old one stays readable", path.display(), why.en
    )]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What is wrong.
        why: Text,
    },
    /// A kept content is not what was kept.
    #[error(
        "{} in the archive is not what was kept there. Look at the disk, and bring the file back from a backup", path.display()
    )]
    Content {
        /// The file.
        path: PathBuf,
    },
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Disk(error) => error.zh(),
            Self::Journal { path, why } => format!(
                "存档日志 {} 已损坏：{}。不再写入存档，也不再上报和下载。beian archive verify 会列出问题；请从备份恢复该文件夹，或将其改名：程序会新建一个，旧的仍可查阅",
                path.display(),
                why.zh
            ),
            Self::Content { path } => format!(
                "存档中的 {} 与存入时不同。请检查磁盘，并从备份恢复该文件",
                path.display()
            ),
        }
    }
}
