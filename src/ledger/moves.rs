//! The one place where the state of an attempt changes.

use rusqlite::{Connection, params};

use super::{Error, Moment, Result, State, stamp};
use crate::order::Text;

/// Brings an attempt to a state, with what a person has to know about it, and remembers the step.
///
/// Refused where no row of `transitions.csv` allows it. Staying where one is, with the same note, changes nothing.
pub(super) fn move_to(
    connection: &Connection,
    run: Option<i64>,
    attempt: i64,
    to: State,
    note: Option<&Text>,
    now: Moment,
) -> Result<()> {
    let (order, from, note_zh, note_en) = connection
        .prepare_cached(
            "SELECT o.number, a.state, a.note_zh, a.note_en FROM attempts a JOIN orders o ON o.id = a.order_id WHERE a.id = ?1",
        )?
        .query_row([attempt], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, u8>(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, Option<String>>(3)?))
        })?;
    let from = read_state(from)?;
    let unchanged = note_zh.as_deref() == note.map(|note| &*note.zh)
        && note_en.as_deref() == note.map(|note| &*note.en);
    if from == to && unchanged {
        return Ok(());
    }
    if from != to && !from.may_become(to) {
        return Err(Error::Transition { order, from, to });
    }
    let now = stamp(now);
    let zh = note.map(|note| note.zh.as_ref());
    let en = note.map(|note| note.en.as_ref());
    connection
        .prepare_cached(
            "UPDATE attempts SET state = ?2, note_zh = ?3, note_en = ?4,
                changed = CASE WHEN state = ?2 THEN changed ELSE ?5 END WHERE id = ?1",
        )?
        .execute(params![attempt, to.number(), zh, en, now])?;
    remember(connection, run, attempt, to, note, &now)
}

/// Writes a step into an attempt's history.
pub(super) fn remember(
    connection: &Connection,
    run: Option<i64>,
    attempt: i64,
    state: State,
    note: Option<&Text>,
    at: &str,
) -> Result<()> {
    let zh = note.map(|note| note.zh.as_ref());
    let en = note.map(|note| note.en.as_ref());
    connection
        .prepare_cached("INSERT INTO moves (attempt_id, run_id, state, note_zh, note_en, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![attempt, run, state.number(), zh, en, at])?;
    Ok(())
}

/// A state as the tables hold it.
pub(super) fn read_state(number: u8) -> Result<State> {
    State::from_number(number)
        .ok_or_else(|| Error::Inconsistent(format!("state S{number} does not exist")))
}
