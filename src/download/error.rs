//! Why a document cannot be read. The bureau has to send it again, or a person look at it; nothing of it is used.

use std::io;
use std::sync::Arc;

use crate::envelope::OpenError;
use crate::order::Bilingual;

/// What is wrong with a document.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// It is not well-formed.
    #[error("not well-formed XML at byte {position}: {problem}")]
    Xml {
        /// Offset in the decoded text, in bytes.
        position: u64,
        /// What is wrong.
        problem: String,
    },
    /// It ends in the middle of an element.
    #[error("the document ends inside <{0}>: it was cut off")]
    Truncated(String),
    /// Its root element is another one.
    #[error("the root element is <{0}>, not <DownloadData>")]
    Root(String),
    /// It has no element at all.
    #[error("there is no XML in it")]
    Empty,
    /// There is another element after the root element.
    #[error("there is another element after <DownloadData>")]
    Trailing,
    /// It carries a document type, which no answer needs and which could make a parser read other files.
    #[error("it declares a document type")]
    DocumentType,
    /// It goes beyond a bound that no real answer comes near.
    #[error("{en}")]
    Bound {
        /// The bound and its figure, in Chinese.
        zh: &'static str,
        /// The same in English.
        en: &'static str,
    },
    /// The stream that it is read from failed.
    #[error("it could not be read to its end: {0}")]
    Read(Arc<io::Error>),
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Xml { position, problem } => {
                format!("XML 格式不正确，第 {position} 字节处：{problem}")
            }
            Self::Truncated(name) => format!("文件在 <{name}> 中间结束，内容不完整"),
            Self::Root(name) => format!("根元素是 <{name}>，应为 <DownloadData>"),
            Self::Empty => "文件中没有 XML".to_owned(),
            Self::Trailing => "<DownloadData> 之后还有其他元素".to_owned(),
            Self::DocumentType => "文件声明了文档类型（DOCTYPE），不予读取".to_owned(),
            Self::Bound { zh, .. } => (*zh).to_owned(),
            Self::Read(error) => {
                let why = unpacking(error).map_or_else(|| error.to_string(), Bilingual::zh);
                format!("无法读到文件末尾：{why}")
            }
        }
    }
}

impl Error {
    /// What this machine could not read, as opposed to a document that is broken.
    pub fn of_machine(&self) -> Option<&io::Error> {
        match self {
            Self::Read(error) if unpacking(error).is_none() => Some(error),
            _ => None,
        }
    }
}

/// What is wrong with the archive that the document is unpacked from.
fn unpacking(error: &io::Error) -> Option<&OpenError> {
    match error.get_ref()?.downcast_ref()? {
        OpenError::Read(_) => None,
        error => Some(error),
    }
}
