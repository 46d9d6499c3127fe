//! The bureaus are served one after another; one that says "not now" or does not answer is turned to again later, and keeps no
//! other waiting.
//!
//! Each visit begins with the question what the bureau has: so an upload whose answer was lost is settled before anything is
//! sent, in the same run as in the next one.

use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::fetch::{FetchError, Fetched, fetch};
use super::keep::KeptFiles;
use super::office::Office;
use super::progress::{Progress, Stage};
use super::run::Trouble;
use crate::bureau::{self, Endpoint, NotNow, SendError, Sent, is_loopback, send_all, take_stock};
use crate::config::Config;
use crate::ledger::{self, Direction, Ledger, Moment};
use crate::outcome::IngestLine;

/// Which part of the traffic is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// Uploads only.
    Send,
    /// Downloads only.
    Fetch,
    /// Uploads, then downloads.
    Both,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Served {
    /// What went wrong, in the order of the bureaus.
    pub troubles: Vec<Trouble>,
    /// What each answer file came to.
    pub ingested: Vec<IngestLine>,
}

/// A bureau that waits for its turn.
struct Turn<'o> {
    /// Its place in the configuration.
    place: usize,
    office: &'o Office,
    due: Instant,
    /// How often it has been turned to in a row without anything done between.
    times: u32,
}

/// What one visit came to.
#[derive(Default)]
struct Visit {
    troubles: Vec<Trouble>,
    /// Why it may be turned to again later.
    put_off: Vec<(Direction, NotNow)>,
    /// Whether a file was taken, or an answer that was new.
    got_on: bool,
}

/// Serves every bureau until nothing is left to do, or until it has put us off as often as its patience allows.
pub fn serve(
    offices: &[Office],
    traffic: Traffic,
    config: &Config,
    ledger: &mut Ledger,
    progress: &dyn Progress,
) -> ledger::Result<Served> {
    let mut ingested = Vec::new();
    let mut troubles: Vec<(usize, Trouble)> = Vec::new();
    let begin = Instant::now();
    let mut turns: Vec<Turn<'_>> = { offices.iter().enumerate() }
        .map(|(place, office)| Turn {
            place,
            office,
            due: begin,
            times: 0,
        })
        .collect();
    while let Some(mut turn) = take_next(&mut turns) {
        thread::sleep(turn.due.saturating_duration_since(Instant::now()));
        let endpoint = turn.office.client.endpoint();
        let visit = visit(
            turn.office,
            traffic,
            config,
            ledger,
            progress,
            &mut ingested,
        )?;
        // A line that fails now and then is no reason to leave a night half done.
        turn.times = if visit.got_on { 1 } else { turn.times + 1 };
        let again = next_wait(&visit, &turn, endpoint, config, ledger)?;
        match again {
            // What it did not take now is asked for again: only what comes of the last time is told.
            Some((why, wait)) => {
                tracing::info!(bureau = endpoint.name, %why, seconds = wait.as_secs(), "not now");
                progress.waits(&endpoint.name, why, wait);
                turn.due = Instant::now() + wait;
                turns.push(turn);
            }
            None => troubles.extend(
                visit
                    .troubles
                    .into_iter()
                    .map(|trouble| (turn.place, trouble)),
            ),
        }
    }
    troubles.sort_by_key(|(place, _)| *place);
    Ok(Served {
        troubles: troubles.into_iter().map(|(_, trouble)| trouble).collect(),
        ingested,
    })
}

/// The turn that is due first; of those that are due together, the one that came first.
fn take_next<'o>(turns: &mut Vec<Turn<'o>>) -> Option<Turn<'o>> {
    let next = { turns.iter().enumerate() }
        .min_by_key(|(_, turn)| turn.due)
        .map(|(position, _)| position)?;
    Some(turns.remove(next))
}

/// Why a bureau is turned to again and the time until then; none when there is nothing to wait for, or when it has been asked
/// often enough.
fn next_wait<'v>(
    visit: &'v Visit,
    turn: &Turn<'_>,
    endpoint: &Endpoint,
    config: &Config,
    ledger: &Ledger,
) -> ledger::Result<Option<(&'v NotNow, Duration)>> {
    let Some((_, why)) = visit.put_off.first() else {
        return Ok(None);
    };
    if turn.times >= endpoint.patience.tries {
        return Ok(None);
    }
    for (direction, _) in &visit.put_off {
        if spent(ledger, endpoint, *direction, config.moment())?.is_some() {
            return Ok(None);
        }
    }
    let is_here = is_loopback(&endpoint.base_url);
    Ok(Some((
        why,
        endpoint.patience.wait_after(turn.times, is_here),
    )))
}

fn visit(
    office: &Office,
    traffic: Traffic,
    config: &Config,
    ledger: &mut Ledger,
    progress: &dyn Progress,
    ingested: &mut Vec<IngestLine>,
) -> ledger::Result<Visit> {
    let client = &office.client;
    let endpoint = client.endpoint();
    let mut visit = Visit::default();
    let Sent {
        troubles: unsent,
        is_accounted_for,
    } = match traffic {
        Traffic::Fetch => look(office, config, ledger),
        Traffic::Send | Traffic::Both => {
            let taken = Cell::new(false);
            let sent = send(office, config, ledger, progress, &taken)?;
            visit.got_on = taken.get();
            sent
        }
    };
    let reasons = unsent.iter().filter_map(SendError::not_now);
    visit
        .put_off
        .extend(reasons.map(|why| (Direction::Send, why)));
    visit.troubles.extend(unsent.into_iter().map(Trouble::Send));
    // Answers to a file that the ledger does not know to be there would find no order, and be gone once they are acknowledged.
    // Where one is unknown, fetching tells so.
    let is_open = ledger.open_upload(&endpoint.name)?.is_some();
    if traffic != Traffic::Send && (is_accounted_for || is_open) {
        let error = match spent(ledger, endpoint, Direction::Fetch, config.moment())? {
            Some((times, until)) => Some(FetchError::Spent {
                bureau: endpoint.name.clone(),
                times,
                until,
            }),
            None => {
                let Fetched { lines, error } =
                    fetch(client, config, ledger, config.now(), progress);
                visit.got_on |= lines.iter().any(|line| !line.repeated);
                ingested.extend(lines);
                error
            }
        };
        let why = error.as_ref().and_then(FetchError::not_now);
        visit.put_off.extend(why.map(|why| (Direction::Fetch, why)));
        visit.troubles.extend(error.map(Trouble::Fetch));
    }
    for (direction, why) in &visit.put_off {
        // What is asked although the budget is spent does not spend more.
        if spent(ledger, endpoint, *direction, config.moment())?.is_some() {
            continue;
        }
        let code = match why {
            NotNow::Said(code) => Some(*code),
            NotNow::NoAnswer(_) => None,
        };
        ledger.put_off(&endpoint.name, *direction, code, config.moment())?;
    }
    Ok(visit)
}

/// Finds out what the bureau has, and sends nothing.
fn look(office: &Office, config: &Config, ledger: &mut Ledger) -> Sent {
    let stock = take_stock(&office.client, ledger, config.now());
    Sent {
        is_accounted_for: stock.is_ok(),
        troubles: stock.unwrap_or_else(Some).into_iter().collect(),
    }
}

/// Sends what waits, unless the bureau has put us off too often; `taken` tells whether a file was taken.
fn send(
    office: &Office,
    config: &Config,
    ledger: &mut Ledger,
    progress: &dyn Progress,
    taken: &Cell<bool>,
) -> ledger::Result<Sent> {
    let client = &office.client;
    let endpoint = client.endpoint();
    let waiting = bureau::waiting(ledger, &endpoint.name)?;
    if let Some((times, until)) = spent(ledger, endpoint, Direction::Send, config.moment())?
        && (waiting > 0 || ledger.open_upload(&endpoint.name)?.is_some())
    {
        let bureau = endpoint.name.clone();
        let spent = SendError::Spent {
            bureau,
            times,
            until,
        };
        // A question is no upload, and without its answer none of the bureau's could be fetched.
        let mut sent = look(office, config, ledger);
        sent.troubles.insert(0, spent);
        return Ok(sent);
    }
    progress.begin(Stage::Sending, Some(waiting as u64));
    let files = KeptFiles::of(config, &endpoint.name);
    let clock = || config.moment();
    Ok(send_all(
        client,
        ledger,
        &files,
        config.now(),
        &clock,
        &|| {
            taken.set(true);
            progress.step();
        },
    ))
}

/// Whether the budget of `[bureau.retry]` is spent: how often we were put off, and when the next call may be made.
pub(super) fn spent(
    ledger: &Ledger,
    endpoint: &Endpoint,
    direction: Direction,
    now: Moment,
) -> ledger::Result<Option<(usize, Moment)>> {
    let deferrals = ledger.deferrals(&endpoint.name, direction, now)?;
    let patience = &endpoint.patience;
    // A line that was down for a night says nothing about the bureau the next morning: that counts for the hour only.
    let spans = [
        (TimeDelta::hours(1), patience.per_hour, false),
        (TimeDelta::days(1), patience.per_day, true),
    ];
    let spent = spans.into_iter().filter_map(|(span, most, is_said)| {
        let within: Vec<Moment> = { deferrals.iter() }
            .filter(|deferral| now - deferral.at < span)
            .filter(|deferral| deferral.code.is_some() || !is_said)
            .map(|deferral| deferral.at)
            .collect();
        // It may be asked again as soon as so many lie behind that one more is allowed.
        let most = most.max(1) as usize;
        let oldest = within
            .len()
            .checked_sub(most)
            .map(|position| within[position])?;
        Some((within.len(), oldest + span))
    });
    Ok(spent.max_by_key(|(_, until)| *until))
}
