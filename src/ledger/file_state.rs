//! Where a file stands between being built and being settled.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize, Serializer};

use crate::bundled;
use crate::order::{Lang, Text};

/// Where a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Proven and written; the bureau has not got it.
    Built,
    /// The call has begun and has not answered.
    Sending,
    /// The bureau answered 0.
    Accepted,
    /// The call began, and nobody knows whether the bureau has the file.
    Unknown,
    /// The bureau has taken the file and refused it as a whole.
    Refused,
    /// Every order of it is completed or returned.
    Settled,
}

#[derive(Deserialize)]
struct Row {
    id: FileState,
    name_zh: String,
    name_en: String,
}

struct Named {
    id: &'static str,
    state: FileState,
    name: Text,
}

impl FileState {
    /// Every state.
    pub const ALL: [FileState; 6] = [
        FileState::Built,
        FileState::Sending,
        FileState::Accepted,
        FileState::Unknown,
        FileState::Refused,
        FileState::Settled,
    ];

    /// The stable name of machine-readable output.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The name that operators use.
    pub fn name(self, lang: Lang) -> &'static str {
        self.row().name.get(lang)
    }

    /// The state of a stable name.
    pub(super) fn from_id(id: &str) -> Option<FileState> {
        rows().iter().find(|row| row.id == id).map(|row| row.state)
    }

    fn row(self) -> &'static Named {
        rows()
            .iter()
            .find(|row| row.state == self)
            .expect("file_states.csv has a row for every state")
    }
}

impl Serialize for FileState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

fn rows() -> &'static [Named] {
    static ROWS: OnceLock<Vec<Named>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let text = include_str!("file_states.csv");
        let ids = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next());
        ids.zip(bundled::rows::<Row>(text))
            .map(|(id, row)| Named {
                id,
                state: row.id,
                name: Text::new(row.name_zh, row.name_en),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_file_is_found_again_by_its_name() {
        for state in FileState::ALL {
            assert_eq!(FileState::from_id(state.id()), Some(state));
            assert!(!state.name(Lang::Zh).is_empty());
        }
        assert_eq!(FileState::from_id("lost"), None);
    }
}
