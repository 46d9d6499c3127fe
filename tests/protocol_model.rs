//! Random lives of a carrier and a bureau that misbehaves: whatever happens on the way, in the end both know the same
//! files under the same numbers, and every order was sent once.
//!
//! `BEIAN_MODEL_SCENARIOS` says how many lives are tried; each is named by its seed.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;
mod protocol_support;

use beian::bureau::Client;
use beian::envelope::Sealed;
use beian::ledger::{FileState, State};
use protocol_support::{Scene, fault};
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

const SCENARIOS: u64 = 40;
const STEPS: usize = 10;

#[derive(Default)]
struct Counts {
    steps: usize,
    orders: u32,
    files: usize,
    crashes: usize,
    troubles: usize,
}

#[test]
fn after_any_life_ledger_and_bureau_agree_and_every_order_was_sent_once() {
    let scenarios = std::env::var("BEIAN_MODEL_SCENARIOS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(SCENARIOS);
    let mut counts = Counts::default();
    for seed in 0..scenarios {
        eprintln!("scenario {seed}");
        live(seed, &mut counts);
    }
    let Counts {
        steps,
        orders,
        files,
        crashes,
        troubles,
    } = counts;
    eprintln!(
        "{scenarios} scenarios, {steps} steps, {orders} orders in {files} files, {crashes} crashes under way, {troubles} stops"
    );
    assert!(crashes > 0 && troubles > 0, "the scenarios are too kind");
}

fn live(seed: u64, counts: &mut Counts) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut scene = Scene::new(&faults(&mut dice));
    let mut orders = 0;
    for _ in 0..STEPS {
        counts.steps += 1;
        match dice.random_range(0..10) {
            0..3 => {
                let new: Vec<u32> = (orders + 1..).take(dice.random_range(1..=3)).collect();
                orders += new.len() as u32;
                scene.build(&new);
                counts.files += 1;
            }
            3..6 => counts.troubles += scene.send().len(),
            6..7 => counts.troubles += usize::from(scene.fetch().error.is_some()),
            7 => {
                crash_under_way(&mut scene, dice.random());
                counts.crashes += 1;
            }
            8 => scene.restart_carrier(),
            _ => {
                scene.forget_fault_counts();
                scene.restart_bureau(&faults(&mut dice));
            }
        }
        assert_eq!(scene.ledger().check().unwrap(), [], "seed {seed}");
    }
    counts.orders += orders;
    scene.restart_bureau("");
    scene.restart_carrier();
    let unsent = scene.send();
    assert!(unsent.is_empty(), "seed {seed}: {unsent:?}");
    let fetched = scene.fetch();
    assert!(fetched.error.is_none(), "seed {seed}: {:?}", fetched.error);
    scene.assert_agreement();
    for order in 1..=orders {
        assert_eq!(
            scene.order(order),
            State::Completed,
            "seed {seed}, order {order}"
        );
    }
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
        let archive = std::fs::read(scene.archive(&file.name)).unwrap();
        let sealed = Sealed::from_zip(file.name.parse().unwrap(), archive, None);
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
