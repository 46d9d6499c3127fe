//! Where a record of the bureau stands, and what is known of a filing password.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::RecordKind;
use crate::bundled;
use crate::order::{Lang, Text};

/// Where a record stands. Names by kind of record are data (`record_states.csv`): a cancelled domain is *removed*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// The bureau has it.
    Filed,
    /// The bureau has it, and an order that changes it is open.
    Changing,
    /// The bureau has it, and an order that cancels it is open.
    Cancelling,
    /// The bureau has it, but nothing is left below it: a subject without sites, a site without accesses.
    Empty,
    /// The bureau has cancelled it, or published its parent without it.
    Cancelled,
    /// The bureau's last full copy does not hold it.
    Missing,
}

/// What is known of a subject's filing password. The password itself is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordState {
    /// Nothing.
    Unknown,
    /// The bureau has given one out, or accepted the one that was sent.
    Issued,
    /// The bureau did not accept the one that was sent (1018).
    Wrong,
}

#[derive(Deserialize)]
struct Row {
    kind: RecordKind,
    state: RecordState,
    name_zh: String,
    name_en: String,
}

impl RecordState {
    /// Whether the bureau still has the record.
    pub fn is_live(self) -> bool {
        !matches!(self, RecordState::Cancelled | RecordState::Missing)
    }

    /// What operators call the state, for a kind of record.
    pub fn name(self, kind: RecordKind, lang: Lang) -> &'static str {
        static NAMES: OnceLock<Vec<(RecordKind, RecordState, Text)>> = OnceLock::new();
        let names = NAMES.get_or_init(|| {
            let rows = bundled::rows::<Row>(include_str!("record_states.csv")).into_iter();
            rows.map(|row| (row.kind, row.state, Text::new(row.name_zh, row.name_en)))
                .collect()
        });
        names
            .iter()
            .find(|(of, state, _)| *of == kind && *state == self)
            .map_or("", |(_, _, name)| name.get(lang))
    }

    /// The form in which the table holds it; derived states are not stored.
    pub(super) fn from_stored(stored: &str) -> Option<RecordState> {
        match stored {
            "filed" => Some(RecordState::Filed),
            "cancelled" => Some(RecordState::Cancelled),
            "missing" => Some(RecordState::Missing),
            _ => None,
        }
    }
}

impl PasswordState {
    /// The form in which the table holds it.
    pub(super) fn stored(self) -> &'static str {
        match self {
            PasswordState::Unknown => "unknown",
            PasswordState::Issued => "issued",
            PasswordState::Wrong => "wrong",
        }
    }

    pub(super) fn from_stored(stored: &str) -> Option<PasswordState> {
        use PasswordState::{Issued, Unknown, Wrong};
        [Unknown, Issued, Wrong]
            .into_iter()
            .find(|state| state.stored() == stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_filed_cancelled_or_missing_has_a_name_in_both_languages() {
        for kind in RecordKind::ALL {
            for state in [
                RecordState::Filed,
                RecordState::Cancelled,
                RecordState::Missing,
            ] {
                for lang in [Lang::Zh, Lang::En] {
                    assert!(!state.name(kind, lang).is_empty(), "{kind:?} {state:?}");
                }
            }
        }
        assert_eq!(
            RecordState::Cancelled.name(RecordKind::Access, Lang::Zh),
            "已取消"
        );
    }
}
