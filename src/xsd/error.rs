//! Why a schema could not be loaded. The variant says who must act.

use std::path::PathBuf;

use super::Message;

/// What stops a schema from being loaded; documents never cause one of these.
#[derive(Debug)]
pub enum Error {
    /// The file cannot be read: whoever chose the path must act.
    Unreadable {
        /// The file as it was given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The schema is not well-formed XML in an encoding that we read: its author must act.
    Malformed {
        /// File and line.
        place: Place,
        /// What is wrong there.
        reason: Message,
    },
    /// The schema uses a construct that we do not support: it is refused, because to skip it would accept
    /// documents that the schema forbids. We must act.
    Unsupported {
        /// Where the construct stands.
        place: Place,
        /// The construct as the schema writes it, such as `xs:any` or `@substitutionGroup`.
        construct: String,
    },
    /// The schema breaks a rule of XML Schema itself: its author must act.
    Invalid {
        /// Where the mistake stands.
        place: Place,
        /// The mistake in words.
        reason: String,
    },
}

impl Error {
    /// What is wrong, without its place.
    fn sentence(&self) -> Message {
        match self {
            Self::Unreadable { path, source } => {
                let path = path.display();
                Message::new(
                    format!("无法读取模式文件 {path}：{source}"),
                    format!("cannot read the schema file {path}: {source}"),
                )
            }
            Self::Malformed { reason, .. } => Message::new(
                format!("模式不是格式良好的 XML：{}", reason.zh),
                format!("the schema is not well-formed XML: {}", reason.en),
            ),
            Self::Unsupported { construct, .. } => Message::new(
                format!("不支持 {construct}"),
                format!("{construct} is not supported"),
            ),
            Self::Invalid { reason, .. } => Message::new(
                format!("模式有误：{reason}"),
                format!("the schema is wrong: {reason}"),
            ),
        }
    }

    /// What is wrong and where, in both languages. Rules of XML Schema are cited in English.
    pub fn message(&self) -> Message {
        let Message { zh, en } = self.sentence();
        match self {
            Self::Unreadable { .. } => Message { zh, en },
            Self::Malformed { place, .. }
            | Self::Unsupported { place, .. }
            | Self::Invalid { place, .. } => {
                Message::new(format!("{place}: {zh}"), format!("{place}: {en}"))
            }
        }
    }
}

impl std::fmt::Display for Error {
    /// Both languages in one line; meant for those that know no reader.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable { .. } => {}
            Self::Malformed { place, .. }
            | Self::Unsupported { place, .. }
            | Self::Invalid { place, .. } => write!(f, "{place}: ")?,
        }
        write!(f, "{}", self.sentence())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Where in a schema something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The name under which the schema was read.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The named components around it, such as `UploadData/ICP/XZBA`; empty at the top.
    pub path: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, " ({})", self.path)?;
        }
        Ok(())
    }
}
