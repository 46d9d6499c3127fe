//! Random lives of a carrier and a bureau that misbehaves, held against a model of what must be so: at every moment the bureau has
//! each file once under numbers without a gap and the ledger believes nothing else, and in the end both know the same files
//! under the same numbers, and every order was sent once.
//!
//! `BEIAN_MODEL_SCENARIOS=10000 cargo test --release --test protocol_model -- --nocapture` tries so many lives of 20 steps; each
//! is named by its seed. Without the variable a sample of them is tried.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;
mod protocol_support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use beian::bureau::{Client, SendError};
use beian::envelope::Sealed;
use beian::ledger::{FileRecord, FileState, Moment, State};
use protocol_support::{Scene, fault};
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

const SCENARIOS: u64 = 150;
const STEPS: usize = 20;

/// What happened in all lives.
#[derive(Default, Debug)]
struct Counts {
    steps: usize,
    orders: u32,
    files: usize,
    sends: usize,
    fetches: usize,
    restarts: usize,
    crashes: usize,
    late: usize,
    closed: usize,
    archives_gone: usize,
    old_copies: usize,
    stops: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.steps += other.steps;
        self.orders += other.orders;
        self.files += other.files;
        self.sends += other.sends;
        self.fetches += other.fetches;
        self.restarts += other.restarts;
        self.crashes += other.crashes;
        self.late += other.late;
        self.closed += other.closed;
        self.archives_gone += other.archives_gone;
        self.old_copies += other.old_copies;
        self.stops += other.stops;
    }
}

#[test]
fn after_any_life_ledger_and_bureau_agree_and_every_order_was_sent_once() {
    let scenarios = std::env::var("BEIAN_MODEL_SCENARIOS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(SCENARIOS);
    let total = Mutex::new(Counts::default());
    let next = AtomicU64::new(0);
    let workers = std::thread::available_parallelism()
        .map_or(2, usize::from)
        .min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= scenarios {
                        return;
                    }
                    let life = std::panic::catch_unwind(|| live(seed));
                    let counts =
                        life.unwrap_or_else(|_| panic!("the life of seed {seed} went wrong"));
                    total.lock().unwrap().add(&counts);
                    if seed % 1000 == 999 {
                        eprintln!("{} lives", seed + 1);
                    }
                }
            });
        }
    });
    let counts = total.into_inner().unwrap();
    eprintln!(
        "{scenarios} scenarios of {STEPS} steps: {counts:?}; 0 lost, 0 twice, 0 numbers reused or skipped"
    );
    let Counts {
        crashes,
        late,
        closed,
        archives_gone,
        old_copies,
        stops,
        ..
    } = counts;
    let kinds = [crashes, late, closed, archives_gone, old_copies, stops];
    assert!(
        scenarios < 100 || kinds.iter().all(|kind| *kind > 0),
        "the lives are too kind: {kinds:?}"
    );
}

fn live(seed: u64) -> Counts {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = Counts::default();
    let mut scene = Scene::new(&faults(&mut dice));
    for _ in 0..STEPS {
        counts.steps += 1;
        match dice.random_range(0..16) {
            0..4 => {
                let from = counts.orders + 1;
                counts.orders += dice.random_range(1..=3);
                let new: Vec<u32> = (from..=counts.orders).collect();
                scene.build(&new);
                counts.files += 1;
            }
            4..8 => {
                counts.sends += 1;
                counts.stops += scene.send().len();
            }
            8..10 => {
                counts.fetches += 1;
                let fetched = scene.fetch_after_a_look();
                counts.stops += usize::from(fetched.is_none_or(|fetched| fetched.error.is_some()));
            }
            10 => {
                crash_under_way(&mut scene, dice.random());
                counts.crashes += 1;
            }
            11 => {
                counts.restarts += 1;
                scene.restart_carrier();
            }
            12 => counts.late += usize::from(arrive_late(&mut scene)),
            13 => counts.closed += usize::from(send_outside_hours(&mut scene)),
            14 => {
                counts.archives_gone += usize::from(send_without_an_archive(&mut scene, &mut dice))
            }
            _ if dice.random() => {
                counts.restarts += 1;
                scene.forget_fault_counts();
                scene.restart_bureau(&faults(&mut dice));
            }
            _ => counts.old_copies += usize::from(use_an_old_copy(&mut scene)),
        }
        assert_eq!(scene.ledger().check().unwrap(), []);
        scene.assert_nothing_twice();
    }
    scene.restart_bureau("");
    scene.restart_carrier();
    let unsent = scene.send();
    assert!(unsent.is_empty(), "{unsent:?}");
    let fetched = scene.fetch();
    assert!(fetched.error.is_none(), "{:?}", fetched.error);
    scene.assert_agreement();
    for order in 1..=counts.orders {
        assert_eq!(scene.order(order), State::Completed, "order {order}");
    }
    counts
}

/// The file that would be sent next, when none is under way and the bureau has what the ledger knows.
fn next_file(scene: &mut Scene) -> Option<(FileRecord, u32)> {
    let files = scene.ledger().files().unwrap();
    let known = files.iter().filter(|file| file.accepted.is_some()).count();
    let is_quiet = files.iter().all(|file| file.state != FileState::Unknown);
    if !is_quiet || scene.uploads().len() != known {
        return None;
    }
    let next = files
        .into_iter()
        .find(|file| file.state == FileState::Built)?;
    Some((next, known as u32 + 1))
}

fn sealed(scene: &Scene, name: &str) -> Sealed {
    let archive = std::fs::read(scene.archive(name)).unwrap();
    Sealed::from_zip(name.parse().unwrap(), archive, None)
}

/// An upload that was given up for lost reaches the bureau after all.
fn arrive_late(scene: &mut Scene) -> bool {
    let Some((file, sequence)) = next_file(scene) else {
        return false;
    };
    let sealed = sealed(scene, &file.name);
    let answer = Client::new(scene.endpoint()).upload(&sealed, sequence);
    answer.is_ok_and(|answer| answer.code == 0)
}

/// Outside the bureau's hours nothing leaves.
fn send_outside_hours(scene: &mut Scene) -> bool {
    let before = scene.uploads();
    let mut endpoint = scene.endpoint();
    endpoint.hours = Some("23:00-06:00".parse().unwrap());
    scene.clock = Moment::parse_from_rfc3339("2026-03-02T22:30:00+08:00").unwrap();
    let errors = scene.send_to(endpoint);
    assert_eq!(scene.uploads(), before, "something was sent");
    errors
        .iter()
        .any(|error| matches!(error, SendError::Closed { .. }))
}

/// An archive is away while files are sent, and comes back.
fn send_without_an_archive(scene: &mut Scene, dice: &mut ChaCha8Rng) -> bool {
    let files = scene.ledger().files().unwrap();
    let waiting: Vec<&FileRecord> = files
        .iter()
        .filter(|file| file.state == FileState::Built)
        .collect();
    let Some(file) = waiting.choose(dice) else {
        return false;
    };
    let archive = scene.archive(&file.name);
    let away = archive.with_extension("away");
    std::fs::rename(&archive, &away).unwrap();
    let errors = scene.send();
    std::fs::rename(&away, &archive).unwrap();
    errors
        .iter()
        .any(|error| matches!(error, SendError::Missing { .. }))
}

/// An old copy of the ledger is used by mistake: it finds out, and sends nothing. Without a copy that is old enough, one is made.
fn use_an_old_copy(scene: &mut Scene) -> bool {
    let before = scene.uploads();
    let is_old =
        { scene.known_to_the_copy() }.is_some_and(|known| before.len() as u32 >= known + 2);
    if !is_old {
        scene.back_up();
        return false;
    }
    let errors = scene.send_with_the_copy().unwrap();
    assert_eq!(scene.uploads(), before, "an old ledger sent something");
    errors
        .iter()
        .any(|error| matches!(error, SendError::Ahead { .. } | SendError::Unknown { .. }))
}

/// One to three faults of any kind on any call of the night.
fn faults(dice: &mut ChaCha8Rng) -> String {
    let number = dice.random_range(0..=3);
    (0..number).map(|_| one_fault(dice)).collect()
}

fn one_fault(dice: &mut ChaCha8Rng) -> String {
    let calls = [
        "isp_upload",
        "isp_upload",
        "isp_querypreviousupload",
        "isp_download",
        "isp_downloadack",
    ];
    let call = calls.choose(dice).unwrap();
    let mut actions = vec![
        "drop",
        "cut_off",
        "garbage",
        "http_500",
        "maintenance",
        "window",
        "limit",
    ];
    if *call == "isp_download" {
        actions.extend(["wrong_hash", "broken_zip"]);
    }
    let action = actions.choose(dice).unwrap();
    let (taken, from, times): (bool, u32, u32) = (
        dice.random(),
        dice.random_range(1..=3),
        dice.random_range(1..=3),
    );
    fault(
        call,
        action,
        &format!("taken = {taken}\nfrom = {from}\ntimes = {times}"),
    )
}

/// The carrier's process dies after it has begun to send a file, before or after the bureau took it.
fn crash_under_way(scene: &mut Scene, arrives: bool) {
    let now = protocol_support::now();
    let files = scene.ledger().files().unwrap();
    let under_way = files.iter().any(|file| file.state == FileState::Unknown);
    let next = files.iter().find(|file| file.state == FileState::Built);
    if let Some(file) = next.filter(|_| !under_way) {
        let sealed = sealed(scene, &file.name);
        let sequence = scene
            .ledger()
            .begin_sending(&file.name, &sealed.hash, now)
            .unwrap();
        if arrives {
            // Whatever the answer is, the process does not live to see it.
            let _ = Client::new(scene.endpoint()).upload(&sealed, sequence);
        }
    }
    scene.restart_carrier();
}
