//! Files of a night, and how far each is answered.

use crate::ledger::{FileStanding, FileState, Moment};
use crate::order::Text;

/// A file, and how far it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its name, which is the zip entry's.
    pub name: String,
    /// The bureau that it is for.
    pub bureau: String,
    /// Its number in the bureau's sequence; `None` before an upload began.
    pub sequence: Option<u32>,
    /// Records in it.
    pub records: u32,
    /// Orders in it.
    pub orders: usize,
    /// Orders in it that the bureau has answered, or that were sent again.
    pub answered: usize,
    /// Orders in it that the bureau has taken and not answered.
    pub missing: Vec<String>,
    /// Where it stands.
    pub state: FileState,
    /// When the bureau took it.
    pub accepted: Option<Moment>,
    /// What was said of an upload that was not taken.
    pub said: Option<String>,
}

impl From<FileStanding> for FileLine {
    fn from(file: FileStanding) -> Self {
        Self {
            name: file.name,
            bureau: file.bureau,
            sequence: file.sequence,
            records: file.records,
            orders: file.orders,
            answered: file.answered,
            missing: file.missing,
            state: file.state,
            accepted: file.accepted,
            said: file.said,
        }
    }
}

impl FileLine {
    /// Whether the bureau has taken it.
    pub fn is_taken(&self) -> bool {
        use FileState::{Accepted, Refused, Settled};
        matches!(self.state, Accepted | Refused | Settled)
    }

    /// Whether nothing is expected of it any more.
    pub fn is_complete(&self) -> bool {
        self.is_taken() && self.missing.is_empty()
    }

    /// Complete, or what it lacks.
    pub fn verdict(&self) -> Text {
        let said = |zh: &str, en: &str| match &self.said {
            Some(said) => Text::new(format!("{zh}：{said}"), format!("{en}: {said}")),
            None => Text::new(zh.to_owned(), en.to_owned()),
        };
        match self.state {
            FileState::Built => said("未上报", "not sent"),
            FileState::Sending | FileState::Unknown => said(
                "结果不明，须先核对",
                "outcome unknown, to be settled before anything more is sent",
            ),
            FileState::Refused => Text::new("整包退回", "refused as a whole"),
            FileState::Accepted | FileState::Settled => match self.missing.len() {
                0 => Text::new("答复齐全", "complete"),
                missing => Text::new(
                    format!("缺 {missing} 个答复"),
                    format!("{missing} answers missing"),
                ),
            },
        }
    }
}
