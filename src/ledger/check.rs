//! Proves the ledger's invariants (`invariants.toml`): every one is a query that must find nothing.

use std::sync::OnceLock;

use rusqlite::{Connection, params};
use serde::Deserialize;

use super::file_state::FileState;
use super::ids::ranges;
use super::mirror::RecordKind;
use super::{Ledger, Result, State};
use crate::order::Text;

/// Whether an invariant holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its stable name.
    pub id: &'static str,
    /// What should hold.
    pub invariant: Text,
    /// Where it does not: an order number, a file name, a bureau, or what SQLite found. Empty when it holds.
    pub places: Vec<String>,
}

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What should hold.
    pub invariant: Text,
    /// Where it does not: an order number, a file name, a bureau, or what SQLite found.
    pub place: String,
}

/// The invariant that SQLite proves.
pub(super) const SOUND: &str = "database-sound";

#[derive(Deserialize)]
struct Invariants {
    invariant: Vec<Invariant>,
}

#[derive(Deserialize)]
struct Invariant {
    id: String,
    zh: String,
    en: String,
    query: String,
}

fn invariants() -> &'static [Invariant] {
    static INVARIANTS: OnceLock<Invariants> = OnceLock::new();
    &INVARIANTS
        .get_or_init(|| {
            toml::from_str(include_str!("invariants.toml"))
                .expect("the table is built into the program, and a test reads all of it")
        })
        .invariant
}

impl Ledger {
    /// Every invariant with its verdict. A database that is too damaged for a query breaks the invariant that was asked for.
    pub fn prove(&self) -> Result<Vec<Verdict>> {
        lay_out(&self.connection)?;
        let verdicts = invariants().iter().map(|invariant| Verdict {
            id: &invariant.id,
            invariant: Text::new(invariant.zh.as_str(), invariant.en.as_str()),
            places: places(&self.connection, &invariant.query)
                .unwrap_or_else(|error| vec![error.to_string()]),
        });
        Ok(verdicts.collect())
    }

    /// All places where an invariant does not hold; empty for a sound ledger.
    pub fn check(&self) -> Result<Vec<Violation>> {
        let broken = self.prove()?.into_iter().flat_map(|verdict| {
            let Verdict {
                invariant, places, ..
            } = verdict;
            places.into_iter().map(move |place| Violation {
                invariant: invariant.clone(),
                place,
            })
        });
        Ok(broken.collect())
    }
}

fn places(connection: &Connection, query: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let place: rusqlite::types::Value = row.get(0)?;
        places.push(match place {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => format!("{other:?}"),
        });
    }
    Ok(places)
}

/// Puts the program's own tables beside the ledger's, for this connection only.
fn lay_out(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS known_states (number INTEGER);
         CREATE TEMP TABLE IF NOT EXISTS legal_moves (source INTEGER, target INTEGER);
         CREATE TEMP TABLE IF NOT EXISTS file_states (id TEXT);
         CREATE TEMP TABLE IF NOT EXISTS id_ranges (kind TEXT, tag TEXT, first INTEGER, last INTEGER);
         CREATE TEMP TABLE IF NOT EXISTS record_parts (kind TEXT, whole TEXT);
         DELETE FROM known_states; DELETE FROM legal_moves; DELETE FROM file_states; DELETE FROM id_ranges;
         DELETE FROM record_parts;",
    )?;
    for state in State::ALL {
        connection
            .prepare_cached("INSERT INTO known_states VALUES (?1)")?
            .execute([state.number()])?;
        // A note may change while the state stays.
        for next in State::ALL {
            if next == state || state.may_become(*next) {
                connection
                    .prepare_cached("INSERT INTO legal_moves VALUES (?1, ?2)")?
                    .execute([state.number(), next.number()])?;
            }
        }
    }
    for state in FileState::ALL {
        connection
            .prepare_cached("INSERT INTO file_states VALUES (?1)")?
            .execute([state.id()])?;
    }
    for range in ranges() {
        connection
            .prepare_cached("INSERT INTO id_ranges VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                range.object,
                range.tag.name(),
                range.first,
                range.last
            ])?;
    }
    for kind in RecordKind::ALL {
        if let Some(whole) = kind.whole() {
            connection
                .prepare_cached("INSERT INTO record_parts VALUES (?1, ?2)")?
                .execute([kind.id(), whole.id()])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_invariant_can_be_asked_of_an_empty_ledger_and_holds() {
        let ledger = Ledger::in_memory().unwrap();
        let verdicts = ledger.prove().unwrap();
        let ids: HashSet<&str> = verdicts.iter().map(|verdict| verdict.id).collect();
        assert_eq!(ids.len(), verdicts.len(), "a name stands for one invariant");
        for verdict in &verdicts {
            assert_eq!(verdict.places, [""; 0], "{}", verdict.id);
        }
        assert_eq!(ledger.prove().unwrap(), verdicts);
    }
}
