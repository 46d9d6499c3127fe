//! Why a schema could not be loaded. The variant says who must act.

use std::path::PathBuf;

/// What stops a schema from being loaded; documents never cause one of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read: whoever chose the path must act.
    #[error("无法读取模式文件 {path} / cannot read the schema file {path}: {source}")]
    Unreadable {
        /// The file as it was given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The schema is not well-formed XML in an encoding that we read: its author must act.
    #[error("{place}: 模式不是格式良好的 XML / the schema is not well-formed XML: {reason}")]
    Malformed {
        /// File and line.
        place: Place,
        /// What is wrong there.
        reason: String,
    },
    /// The schema uses a construct that we do not support: it is refused, because to skip it would accept
    /// documents that the schema forbids. We must act.
    #[error("{place}: 不支持 {construct} / {construct} is not supported")]
    Unsupported {
        /// Where the construct stands.
        place: Place,
        /// The construct as the schema writes it, such as `xs:any` or `@substitutionGroup`.
        construct: String,
    },
    /// The schema breaks a rule of XML Schema itself: its author must act.
    #[error("{place}: 模式有误 / the schema is wrong: {reason}")]
    Invalid {
        /// Where the mistake stands.
        place: Place,
        /// The mistake in words.
        reason: String,
    },
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
