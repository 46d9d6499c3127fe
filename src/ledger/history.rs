//! What happened to an order, in the order in which it happened.

use rusqlite::Connection;

use super::moves::read_state;
use super::read::{codes_of, opinions_of};
use super::rows::{read_kind, read_moment, read_place, read_text};
use super::{
    CodeRecord, DecisionRecord, FileState, Ledger, Moment, OpinionRecord, Result, State, rows,
};
use crate::order::{Kind, Place, Text};

/// One thing that happened to an order.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// The attempt that it happened to.
    pub attempt: u32,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Happened {
    /// The order was read, or came with another content.
    Read {
        /// What it asks for; `None` when that could not be read.
        kind: Option<Kind>,
        /// The cell of the order number.
        place: Place,
    },
    /// It came to a state.
    Moved {
        /// The state.
        state: State,
        /// What a person had to know about it.
        note: Option<Text>,
    },
    /// It was packed into a file.
    Packed {
        /// The file.
        file: String,
        /// The bureau it is for.
        bureau: String,
        /// What was said of an upload that was not taken.
        said: Option<String>,
    },
    /// The upload of its file began.
    Sending {
        /// The file.
        file: String,
        /// The bureau.
        bureau: String,
        /// Its `dataSequence`.
        sequence: Option<u32>,
        /// Where the file stands.
        state: FileState,
    },
    /// The bureau took its file.
    Taken {
        /// The file.
        file: String,
        /// The bureau.
        bureau: String,
        /// Its `dataSequence`.
        sequence: Option<u32>,
    },
    /// The bureau answered.
    Answered {
        /// The answer file.
        download: String,
        /// Its codes, each with what the bureau wrote beside it.
        codes: Vec<CodeRecord>,
        /// The auditors' opinions.
        opinions: Vec<OpinionRecord>,
    },
    /// A person decided something.
    Decided(DecisionRecord),
}

impl Happened {
    /// Where it belongs among what happened at the same moment: a run has one time.
    fn rank(&self) -> u8 {
        match self {
            Happened::Read { .. } => 0,
            Happened::Moved { state, .. } if *state < State::Packed => 1,
            Happened::Packed { .. } => 2,
            Happened::Sending { .. } => 3,
            Happened::Taken { .. } => 4,
            Happened::Moved { state, .. } if *state < State::Approved => 5,
            Happened::Answered { .. } => 6,
            Happened::Decided(_) => 7,
            Happened::Moved { .. } => 8,
        }
    }
}

impl Ledger {
    /// What happened to an order, oldest first. Steps that another event tells, such as being packed, are left out.
    pub fn history(&self, order: &str) -> Result<Vec<Event>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.number, a.opened, a.kind, a.source_file, a.source_sheet, a.source_cell
             FROM attempts a JOIN orders o ON o.id = a.order_id WHERE o.number = ?1 ORDER BY a.number",
        )?;
        let mut rows = statement.query([order])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, attempt): (i64, u32) = (row.get(0)?, row.get(1)?);
            events.push(Event {
                at: read_moment(&row.get::<_, String>(2)?)?,
                attempt,
                what: Happened::Read {
                    kind: read_kind(row.get(3)?),
                    place: read_place(&row.get::<_, String>(4)?, row.get(5)?, row.get(6)?),
                },
            });
            let mut add = |at: &str, what| -> Result<()> {
                let at = read_moment(at)?;
                events.push(Event { at, attempt, what });
                Ok(())
            };
            moves(&self.connection, id, &mut add)?;
            files(&self.connection, id, &mut add)?;
            answers(&self.connection, id, &mut add)?;
        }
        let latest = events.last().map_or(1, |event| event.attempt);
        for decision in self.decisions(order)? {
            events.push(Event {
                at: decision.at,
                attempt: latest,
                what: Happened::Decided(decision),
            });
        }
        events.sort_by_key(|event| (event.at, event.attempt, event.what.rank()));
        Ok(events)
    }

    /// The files with this number in a bureau's sequence; of every bureau where none is named.
    pub fn files_numbered(&self, sequence: u32, bureau: Option<&str>) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name FROM files WHERE sequence = ?1 AND (?2 IS NULL OR bureau = ?2) ORDER BY bureau",
        )?;
        let names = statement.query_map((sequence, bureau), |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of the orders of a file, in the file's order; none for a name that no file has.
    pub fn orders_in(&self, file: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number FROM files f JOIN file_orders l ON l.file_id = f.id JOIN attempts a ON a.id = l.attempt_id
             JOIN orders o ON o.id = a.order_id WHERE f.name = ?1 ORDER BY l.position",
        )?;
        let numbers = statement.query_map([file], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }

    /// The names of the files that end so, without their ending.
    pub fn files_ending(&self, end: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name FROM files WHERE lower(substr(name, -length(?1))) = lower(?1) ORDER BY id",
        )?;
        let names = statement.query_map([format!("{end}.xml")], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of the orders that were about one of these things.
    pub fn orders_about(&self, kinds: &[&str], value: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT o.number FROM json_each(?1) j CROSS JOIN claims c ON c.kind = j.value AND c.value = ?2
             JOIN attempts a ON a.id = c.attempt_id JOIN orders o ON o.id = a.order_id ORDER BY o.id",
        )?;
        let kinds = super::mirror::json(kinds)?;
        let numbers = statement.query_map([kinds.as_str(), value], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of the orders that hold this value of this element.
    pub fn orders_holding(&self, tag: super::KeyTag, value: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT o.number FROM keys k JOIN attempts a ON a.id = k.attempt_id JOIN orders o ON o.id = a.order_id
             WHERE k.tag = ?1 AND k.value = ?2 ORDER BY o.id",
        )?;
        let numbers = statement.query_map([tag.name(), value], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }

    /// The number of the order that one of the carrier's own ids was given to.
    pub fn order_of_own_id(&self, id: u64) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.number FROM own_ids i JOIN orders o ON o.id = i.order_id WHERE i.id = ?1",
        )?;
        let numbers = statement.query_map([super::mirror::sql_id(id)?], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }
}

type Add<'a> = dyn FnMut(&str, Happened) -> Result<()> + 'a;

fn moves(connection: &Connection, attempt: i64, add: &mut Add<'_>) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT state, note_zh, note_en, at FROM moves WHERE attempt_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([attempt])?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let state = read_state(row.get(0)?)?;
        // Being read, packed and taken have events of their own.
        let is_told = matches!(state, State::Draft | State::Packed | State::Uploaded);
        let note = read_text(row.get(1)?, row.get(2)?);
        let is_news = last.replace((state, note.clone())) != Some((state, note.clone()));
        if !is_told && is_news {
            add(&row.get::<_, String>(3)?, Happened::Moved { state, note })?;
        }
    }
    Ok(())
}

fn files(connection: &Connection, attempt: i64, add: &mut Add<'_>) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT f.name, f.bureau, f.sequence, f.state, f.built, f.sent, f.accepted, f.last_code, f.last_message
         FROM file_orders l JOIN files f ON f.id = l.file_id WHERE l.attempt_id = ?1 ORDER BY f.id",
    )?;
    let mut rows = statement.query([attempt])?;
    while let Some(row) = rows.next()? {
        let (file, bureau): (String, String) = (row.get(0)?, row.get(1)?);
        let sequence: Option<u32> = row.get(2)?;
        let state = rows::read_file_state(&row.get::<_, String>(3)?)?;
        let accepted: Option<String> = row.get(6)?;
        let said = super::standing::said(row.get(7)?, row.get(8)?);
        let packed = Happened::Packed {
            file: file.clone(),
            bureau: bureau.clone(),
            said: said.filter(|_| accepted.is_none()),
        };
        add(&row.get::<_, String>(4)?, packed)?;
        match (accepted, row.get::<_, Option<String>>(5)?) {
            (Some(accepted), _) => add(
                &accepted,
                Happened::Taken {
                    file,
                    bureau,
                    sequence,
                },
            )?,
            (None, Some(sent)) => add(
                &sent,
                Happened::Sending {
                    file,
                    bureau,
                    sequence,
                    state,
                },
            )?,
            (None, None) => {}
        }
    }
    Ok(())
}

/// The answers to every upload of the attempt, those set aside by a person left out.
fn answers(connection: &Connection, attempt: i64, add: &mut Add<'_>) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT d.id, d.name, d.received FROM downloads d WHERE d.id IN
            (SELECT download_id FROM codes WHERE attempt_id = ?1 UNION SELECT download_id FROM opinions WHERE attempt_id = ?1)
         ORDER BY d.id",
    )?;
    let (codes, opinions) = (
        codes_of(connection, attempt)?,
        opinions_of(connection, attempt)?,
    );
    let mut rows = statement.query([attempt])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let codes = codes.iter().filter(|code| code.answer.0 == id);
        let is_of = |opinion: &&OpinionRecord| opinion.answer.is_some_and(|answer| answer.0 == id);
        let answered = Happened::Answered {
            download: row.get(1)?,
            codes: codes.cloned().collect(),
            opinions: opinions.iter().filter(is_of).cloned().collect(),
        };
        add(&row.get::<_, String>(2)?, answered)?;
    }
    Ok(())
}
