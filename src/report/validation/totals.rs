//! How many documents are right, and how many are not.

use super::{Validation, Verdict};
use crate::order::Text;

/// The counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents that are right in every respect.
    pub valid: u64,
    /// Documents in which something is wrong.
    pub invalid: u64,
    /// All that is wrong in them, shown or not.
    pub errors: u64,
    /// Documents that could not be read.
    pub unreadable: u64,
    /// Those among them under whose names there is nothing.
    pub missing: u64,
}

impl Totals {
    /// Counts one more document.
    pub fn add(&mut self, validation: &Validation) {
        match &validation.verdict {
            Verdict::Judged { outcome, .. } if outcome.is_valid() => self.valid += 1,
            Verdict::Judged { outcome, .. } => {
                self.invalid += 1;
                self.errors += outcome.total;
            }
            Verdict::Unreadable { missing, .. } => {
                self.unreadable += 1;
                self.missing += u64::from(*missing);
            }
        }
    }

    /// All counts in a sentence.
    pub fn summary(&self) -> Text {
        let Self {
            valid,
            invalid,
            errors,
            unreadable,
            missing: _,
        } = self;
        let files = valid + invalid + unreadable;
        let mut zh = format!("{files} 个文件：有效 {valid}，无效 {invalid}");
        let some =
            |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let mut en = format!("{}: {valid} valid, {invalid} invalid", some(files, "file"));
        if *errors > 0 {
            zh.push_str(&format!("（错误 {errors}）"));
            en.push_str(&format!(" ({})", some(*errors, "error")));
        }
        if *unreadable > 0 {
            zh.push_str(&format!("，无法读取 {unreadable}"));
            en.push_str(&format!(", {unreadable} unreadable"));
        }
        Text::new(zh, en)
    }
}
