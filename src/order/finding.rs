//! A problem in the data is a value: what is wrong, where, why, and what to do.
//!
//! Findings never stop the machine. Errors hold an order back, warnings and notes do not.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::column::Privacy;
use super::place::Place;
use super::text::Text;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// The review will probably refuse it; sent all the same.
    Warning,
    /// The bureau would refuse it; the order is held back.
    Error,
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The order number; `None` when the problem belongs to a file or to a row without one.
    pub order: Option<Box<str>>,
    /// The rule's id, which `explain` takes.
    pub rule: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// The result code that the bureau would answer with.
    pub code: Option<u32>,
    /// Where the value stands; for an absent value, the cell of the order number.
    pub place: Place,
    /// The column's Chinese header; empty when the finding concerns a whole order or file.
    pub field: Cow<'static, str>,
    /// The element's path in the upload, from the operation on; empty when it is not transmitted.
    pub tag: Box<str>,
    /// The value as the operator wrote it; masked by whatever prints it.
    pub value: Option<Box<str>>,
    /// What the value tells about a person.
    pub privacy: Privacy,
    /// What is wrong and why.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
}

impl Finding {
    /// Whether this finding holds its order back.
    pub fn holds_back(&self) -> bool {
        self.severity == Severity::Error
    }
}
