//! What keeps a workbook from being edited.

use std::io;

use crate::order::Bilingual;

/// What keeps a workbook from being edited; the operator's file stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The package is broken, or the disk failed.
    #[error("the workbook's package cannot be read or written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part cannot be read or written.
    #[error("the workbook cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// A part that a workbook must have is missing.
    #[error("the workbook has no part \"{0}\"")]
    Missing(String),
    /// A part is no well-formed XML in UTF-8.
    #[error("the workbook's part \"{part}\" is no XML that can be edited: {detail}")]
    Xml {
        /// The part.
        part: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl Error {
    pub(super) fn xml(part: &str, detail: impl ToString) -> Self {
        Self::Xml {
            part: part.to_owned(),
            detail: detail.to_string(),
        }
    }
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Package(error) => format!("工作簿的压缩包无法读写：{error}"),
            Self::Io(error) => format!("工作簿无法读写：{error}"),
            Self::Missing(part) => format!("工作簿缺少“{part}”部分"),
            Self::Xml { part, detail } => {
                format!("工作簿的“{part}”部分不是可编辑的 XML：{detail}")
            }
        }
    }
}
