//! What stops intake: a wrong command line, or a disk that cannot be read.

use std::io;
use std::path::PathBuf;

use crate::order::Bilingual;

/// Why a batch could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operator named something that is not there.
    #[error("{}: no such file or folder (correct the command line)", .0.display())]
    Missing(PathBuf),
    /// The operator named a file that is no spreadsheet and no order.
    #[error("{}: neither a spreadsheet (.xlsx .xls .ods .csv) nor an order folder (correct the command line)", .0.display())]
    NotAnInput(PathBuf),
    /// The batch holds more files than the configuration allows.
    #[error(
        "more than {0} files in one batch (split the batch, or raise the intake bound `files` in the configuration)"
    )]
    TooManyFiles(usize),
    /// This machine refuses to list a folder.
    #[error("{}: this folder cannot be listed: {source} (see its permissions and the disk)", .path.display())]
    Disk {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Missing(path) => {
                format!("{}：没有这个文件或文件夹（请改正命令行）", path.display())
            }
            Self::NotAnInput(path) => format!(
                "{}：既不是表格（.xlsx .xls .ods .csv），也不是订单文件夹（请改正命令行）",
                path.display()
            ),
            Self::TooManyFiles(most) => {
                format!("一批超过 {most} 个文件（请分批，或调高配置中 intake 的 files 上限）")
            }
            Self::Disk { path, source } => format!(
                "{}：无法列出这个文件夹：{source}（请检查权限与磁盘）",
                path.display()
            ),
        }
    }
}
