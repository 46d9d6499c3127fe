//! What the room says to a person: one sentence in Chinese and the same in English.

use std::fmt;

/// One statement in both languages; the caller chooses which to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence in Chinese.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
}

impl Message {
    /// Joins the two sentences into one message.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

impl fmt::Display for Message {
    /// Both languages in one line, Chinese first; meant for errors that know no reader.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.zh, self.en)
    }
}
