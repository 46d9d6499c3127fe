//! Registering orders: the same number and content is the same attempt, another content is another one, and what the
//! bureau has is not edited. A refused order that comes again as another kind of order is converted.

use std::collections::HashSet;
use std::fmt;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::moves::{move_to, read_state, remember};
use super::rows::read_kind;
use super::{Ledger, Moment, Result, State, stamp};
use crate::order::{Kind, Operation, Place, Text};

/// SHA-256 of an order's content, or of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(Sha256::digest(bytes).into())
    }
}

impl From<[u8; 32]> for ContentHash {
    fn from(digest: [u8; 32]) -> ContentHash {
        ContentHash(digest)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// An order as intake read it.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The order number 订单号.
    pub number: String,
    /// What it asks for; `None` when that cannot be read.
    pub kind: Option<Kind>,
    /// What a report of IP ranges or domains does; `None` for other kinds.
    pub operation: Option<Operation>,
    /// Hash of everything that would be sent, attachments included.
    pub content: ContentHash,
    /// The cell of the order number.
    pub place: Place,
    /// The subject's province, GB/T 2260; decides how long the bureau may take.
    pub province: Option<u32>,
    /// Whether the people named in it must answer a short message of the bureau.
    pub sms: bool,
}

/// What registering an order came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// An order, or a content of it, that the ledger had not seen: check it, then send it.
    New {
        /// Counts from 1.
        attempt: u32,
    },
    /// Seen before and not packed yet: check it again, then send it.
    Open {
        /// Counts from 1.
        attempt: u32,
        /// Where it stands.
        state: State,
    },
    /// The bureau has it, or it lies in a file on its way there: nothing is to be done.
    InFlight {
        /// Where it stands.
        state: State,
    },
    /// Decided; the same content is not sent again.
    Settled {
        /// How it ended.
        state: State,
    },
    /// The content differs from what is on its way or completed. Wait for the bureau, or give a new order number.
    EditRefused {
        /// Where the registered content stands.
        state: State,
    },
    /// The number stands twice in one batch; the first one counts.
    Duplicate,
}

impl Registered {
    /// Whether this run may check and send the order.
    pub fn may_go_on(self) -> bool {
        matches!(self, Registered::New { .. } | Registered::Open { .. })
    }
}

struct Latest {
    order: i64,
    attempt: i64,
    kind: Option<Kind>,
    number: u32,
    state: State,
    content: String,
}

impl Ledger {
    /// Registers the orders of a batch, in one transaction; the answers are in the batch's order.
    ///
    /// Every order but a duplicate belongs to the current run's night afterwards.
    pub fn register(&mut self, batch: &[Registration], now: Moment) -> Result<Vec<Registered>> {
        let run = self.run;
        let transaction = self.begin()?;
        let mut seen = HashSet::new();
        let mut answers = Vec::with_capacity(batch.len());
        for registration in batch {
            answers.push(if seen.insert(registration.number.as_str()) {
                register_one(&transaction, run, registration, now)?
            } else {
                Registered::Duplicate
            });
        }
        transaction.commit()?;
        Ok(answers)
    }
}

fn register_one(
    connection: &Connection,
    run: Option<i64>,
    new: &Registration,
    now: Moment,
) -> Result<Registered> {
    let latest = latest(connection, &new.number)?;
    let (order, answer) = match latest {
        None => {
            connection
                .prepare_cached("INSERT INTO orders (number, attempt) VALUES (?1, 1)")?
                .execute([&new.number])?;
            let order = connection.last_insert_rowid();
            open_attempt(connection, run, order, 1, new, now)?;
            (order, Registered::New { attempt: 1 })
        }
        Some(latest) => (
            latest.order,
            register_again(connection, run, &latest, new, now)?,
        ),
    };
    if let Some(run) = run {
        connection
            .prepare_cached("INSERT OR IGNORE INTO run_orders (run_id, order_id) VALUES (?1, ?2)")?
            .execute([run, order])?;
    }
    Ok(answer)
}

fn register_again(
    connection: &Connection,
    run: Option<i64>,
    latest: &Latest,
    new: &Registration,
    now: Moment,
) -> Result<Registered> {
    let state = latest.state;
    let same = latest.content == new.content.to_string();
    let on_its_way =
        (State::Packed..=State::Approved).contains(&state) || state == State::AwaitingDecision;
    if same && state.is_before_packing() {
        connection
            .prepare_cached(
                "UPDATE attempts SET kind = ?2, source_file = ?3, source_sheet = ?4, source_cell = ?5, province = ?6, sms = ?7,
                    operation = ?8 WHERE id = ?1",
            )?
            .execute(params![
                latest.attempt,
                new.kind.map(Kind::name),
                &*new.place.file,
                new.place.sheet.as_deref(),
                new.place.cell(),
                new.province,
                new.sms,
                new.operation.map(Operation::name)
            ])?;
        return Ok(Registered::Open {
            attempt: latest.number,
            state,
        });
    }
    if on_its_way || state == State::Completed {
        return Ok(match (same, on_its_way) {
            (true, true) => Registered::InFlight { state },
            (true, false) => Registered::Settled { state },
            (false, _) => Registered::EditRefused { state },
        });
    }
    if same {
        return Ok(Registered::Settled { state });
    }
    let kind = new.kind.filter(|_| state.may_become(State::Converted));
    if let Some(kind) = kind.filter(|kind| latest.kind.is_some_and(|known| known != *kind)) {
        let note = Text::new(
            format!("改报{}", kind.name()),
            format!("filed as {} instead", kind.name()),
        );
        move_to(
            connection,
            run,
            latest.attempt,
            State::Converted,
            Some(&note),
            now,
        )?;
    }
    let attempt = latest.number + 1;
    connection
        .prepare_cached("UPDATE orders SET attempt = ?2 WHERE id = ?1")?
        .execute(params![latest.order, attempt])?;
    open_attempt(connection, run, latest.order, attempt, new, now)?;
    Ok(Registered::New { attempt })
}

fn open_attempt(
    connection: &Connection,
    run: Option<i64>,
    order: i64,
    number: u32,
    new: &Registration,
    now: Moment,
) -> Result<()> {
    let now = stamp(now);
    connection
        .prepare_cached(
            "INSERT INTO attempts (order_id, number, kind, content_hash, source_file, source_sheet, source_cell,
                province, sms, state, opened, changed, operation)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?10, ?11)",
        )?
        .execute(params![
            order,
            number,
            new.kind.map(Kind::name),
            new.content.to_string(),
            &*new.place.file,
            new.place.sheet.as_deref(),
            new.place.cell(),
            new.province,
            new.sms,
            now,
            new.operation.map(Operation::name)
        ])?;
    remember(
        connection,
        run,
        connection.last_insert_rowid(),
        State::Draft,
        None,
        &now,
    )
}

fn latest(connection: &Connection, number: &str) -> Result<Option<Latest>> {
    let row = connection
        .prepare_cached(
            "SELECT o.id, a.id, a.number, a.state, a.content_hash, a.kind
             FROM orders o JOIN attempts a ON a.order_id = o.id AND a.number = o.attempt WHERE o.number = ?1",
        )?
        .query_row([number], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, u8>(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    row.map(|(order, attempt, number, state, content, kind)| {
        Ok(Latest {
            order,
            attempt,
            kind: read_kind(kind),
            number,
            state: read_state(state)?,
            content,
        })
    })
    .transpose()
}

/// The latest attempt of an order: its row, and where it stands.
pub(super) fn latest_attempt(connection: &Connection, number: &str) -> Result<(i64, State)> {
    let latest =
        latest(connection, number)?.ok_or_else(|| super::Error::UnknownOrder(number.to_owned()))?;
    Ok((latest.attempt, latest.state))
}
