//! A carrier that comes from another system: where the bureau's numbers stand, and where its own ids go on.

use rusqlite::{Connection, OptionalExtension, params};

use super::by_hand::has_reason;
use super::ids::{Range, next_id, ranges};
use super::{ContentHash, Error, KeyTag, Ledger, Moment, Result, stamp};

/// What a bureau and a person say about the system before this one.
#[derive(Clone, Debug)]
pub struct Adoption<'a> {
    /// The bureau's name in the configuration.
    pub bureau: &'a str,
    /// The last upload that it has taken: its number, 0 before the first.
    pub sequence: u32,
    /// Name and hash of its XML, where the bureau gave it.
    pub file: Option<(String, ContentHash)>,
    /// Own ids that the other system gave out, as the last upload shows them.
    pub used_ids: &'a [u64],
    /// Where a person says that own ids begin; each belongs to the kind of object in whose range it lies.
    pub ids_from: &'a [u64],
    /// Why.
    pub reason: &'a str,
}

/// Where the own ids of one kind of object begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The element that holds them.
    pub tag: KeyTag,
    /// The next one that is given out.
    pub next: u64,
    /// Whether anything showed which ones the other system gave out; otherwise its range begins at its beginning.
    pub is_shown: bool,
}

impl Ledger {
    /// Refuses a bureau that cannot be adopted: it was before, or this ledger has sent it something.
    pub fn may_adopt(&self, bureau: &str) -> Result<()> {
        may_adopt(&self.connection, bureau)
    }

    /// Refuses what is no number to begin with: it lies in the range of no kind of object.
    pub fn may_begin(ids_from: &[u64]) -> Result<()> {
        match ids_from.iter().find(|id| range_around(**id).is_none()) {
            Some(id) => Err(Error::NoRange(*id)),
            None => Ok(()),
        }
    }

    /// Goes on where the other system ended: after its last number, and with own ids above those that it gave out, as far
    /// as a person says, the last upload shows, or the bureau's records that are known here tell. Hands back where the
    /// own ids of each kind of object go on.
    pub fn adopt(&mut self, adoption: &Adoption<'_>, now: Moment) -> Result<Vec<Origin>> {
        Ledger::may_begin(adoption.ids_from)?;
        has_reason(adoption.reason)?;
        let run = self.run;
        let transaction = self.begin()?;
        may_adopt(&transaction, adoption.bureau)?;
        transaction.execute(
            "INSERT INTO bureaus (name, base_sequence, last_sequence) VALUES (?1, ?2, ?2)
             ON CONFLICT (name) DO UPDATE SET base_sequence = ?2, last_sequence = ?2",
            params![adoption.bureau, adoption.sequence],
        )?;
        let (file, hash) = adoption.file.clone().unzip();
        transaction.execute(
            "INSERT INTO adoptions (bureau, run_id, at, sequence, file, sha256, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                adoption.bureau,
                run,
                stamp(now),
                adoption.sequence,
                file,
                hash.map(|hash| hash.to_string()),
                adoption.reason
            ],
        )?;
        let mut origins = Vec::new();
        for range in ranges() {
            let first = beginning(&transaction, range, adoption)?;
            if first > range.first {
                transaction.execute(
                    "INSERT INTO id_starts (tag, first) VALUES (?1, ?2)
                     ON CONFLICT (tag) DO UPDATE SET first = max(first, excluded.first)",
                    params![range.tag.name(), first],
                )?;
            }
            origins.push(Origin {
                tag: range.tag,
                next: next_id(&transaction, range)?.unsigned_abs(),
                is_shown: first > range.first,
            });
        }
        transaction.commit()?;
        Ok(origins)
    }
}

fn may_adopt(connection: &Connection, bureau: &str) -> Result<()> {
    let adopted: Option<String> = connection
        .query_row(
            "SELECT at FROM adoptions WHERE bureau = ?1",
            [bureau],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(at) = adopted {
        let bureau = bureau.to_owned();
        return Err(Error::Adopted { bureau, at });
    }
    // Whatever has a number was sent, or is on its way.
    let last: Option<u32> = connection.query_row(
        "SELECT max(n) FROM (SELECT last_sequence AS n FROM bureaus WHERE name = ?1
            UNION ALL SELECT sequence FROM files WHERE bureau = ?1)",
        [bureau],
        |row| row.get(0),
    )?;
    match last.filter(|last| *last > 0) {
        Some(last) => {
            let bureau = bureau.to_owned();
            Err(Error::Begun { bureau, last })
        }
        None => Ok(()),
    }
}

fn range_around(id: u64) -> Option<&'static Range> {
    let id = i64::try_from(id).ok()?;
    ranges()
        .iter()
        .find(|range| (range.first..=range.last).contains(&id))
}

/// The first id of a range that the other system has not used.
fn beginning(connection: &Connection, range: &Range, adoption: &Adoption<'_>) -> Result<i64> {
    let within = |ids: &[u64]| -> Vec<i64> {
        let ids = ids.iter().filter_map(|id| i64::try_from(*id).ok());
        ids.filter(|id| (range.first..=range.last).contains(id))
            .collect()
    };
    let published: Option<i64> = connection.query_row(
        "SELECT max(own_id) FROM records WHERE own_id BETWEEN ?1 AND ?2",
        [range.first, range.last],
        |row| row.get(0),
    )?;
    let used = within(adoption.used_ids).into_iter().chain(published);
    let asked = within(adoption.ids_from).into_iter();
    let first = used
        .map(|id| id + 1)
        .chain(asked)
        .max()
        .unwrap_or(range.first);
    if first > range.last {
        return Err(Error::Exhausted(range.tag.name()));
    }
    Ok(first)
}
