//! What the bureau answers: `DownloadData` documents become typed messages.
//!
//! Tolerant: bureaus send what their own schema forbids (codes nobody has heard of, further elements, `Czlx` 35).
//! Every record becomes one [`Message`], in the document's order; what is not understood is kept as it was received
//! and says why. Only a document that cannot be read to its end is an [`Error`].

mod decode;
mod document;
mod element;
mod known;
mod published;
mod result;

pub use decode::decode;
pub use document::{Content, Download, Message, read};
pub use published::{PublishedAccess, PublishedIds, PublishedRecord, PublishedSite};
pub use result::{OpinionRecord, ResultRecord};

/// A document that cannot be read. The bureau has to send it again, or a person look at it; nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// It carries a document type, which no answer needs and which could make a parser read other files.
    #[error("it declares a document type")]
    DocumentType,
    /// It goes beyond a bound that no real answer comes near.
    #[error("{0}")]
    Bound(&'static str),
}

#[cfg(test)]
mod tests;
