//! What `validate` says about documents, for a person and as JSON lines.

mod json;
mod personal;
mod source;
mod text;
mod totals;

use std::io::{self, Write};

pub use personal::masked_xml;
pub use totals::Totals;

use super::findings::Style;
use crate::order::{Lang, Text};
use crate::xsd::{Excerpt, Message, Outcome};

/// What came of one document.
#[derive(Debug)]
pub struct Validation {
    /// The document as it was named or found.
    pub file: String,
    /// What is to be said about it.
    pub verdict: Verdict,
}

/// Whether there was anything to judge.
#[derive(Debug)]
pub enum Verdict {
    /// It was held against a schema.
    Judged {
        /// What is wrong with it, if anything.
        outcome: Outcome,
        /// The text around each violation, as far as it was wanted and could be read.
        excerpts: Vec<Excerpt>,
    },
    /// It could not be read.
    Unreadable {
        /// What the system says.
        reason: String,
        /// Whether there is nothing under the name that the operator gave.
        missing: bool,
    },
}

impl Verdict {
    /// Whether the document is right in every respect.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Judged { outcome, .. } if outcome.is_valid())
    }
}

/// The sentence about a document that could not be read.
pub fn unreadable(reason: &str) -> Text {
    Text::new(
        format!("无法读取：{reason}"),
        format!("cannot be read: {reason}"),
    )
}

/// Writes a document's diagnostics for a person at a terminal, nothing for one that could not be read; tells whether
/// values were masked in them.
pub fn text(validation: &Validation, style: Style, out: &mut dyn Write) -> io::Result<bool> {
    text::write(validation, style, out)
}

/// Writes one JSON object on a line of its own, in the stable form of the contract.
pub fn json(validation: &Validation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    json::write(validation, lang, out)
}

/// The sentence in the reader's language.
fn sentence(message: &Message, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &message.zh,
        Lang::En => &message.en,
    }
}
