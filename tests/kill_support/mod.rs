//! A night whose process dies at a step, for tests of what is left of it: the stages, a library that counts their steps, and what
//! the bureau took held against the orders.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use beian::config::Config;
use beian::nightly::office;
use beian::practice::Running;

use crate::night_support::{self, SmallNight, assert_exit};

/// Three orders of three families: three files.
pub const ORDERS: [&str; 3] = ["20260918-0043", "20260918-0044", "20260918-0048"];

/// The stages in their order, each as the operator calls it.
pub const STAGES: [(&str, &[&str]); 3] = [
    ("build", &["build", "orders", "--quiet"]),
    ("send", &["send", "--quiet"]),
    ("fetch", &["fetch", "--quiet"]),
];

/// How many steps of each stage are tried where not all are.
const SAMPLE: usize = 12;

/// Where the process dies.
#[derive(Clone, Copy, Debug)]
pub struct Death {
    /// Before this step, counted from 1.
    pub step: usize,
    /// Or after half of its bytes.
    pub torn: bool,
}

/// What was wrong afterwards.
#[derive(Debug, Default)]
pub struct Wrong {
    pub lost: usize,
    pub twice: usize,
    pub reused: usize,
    pub skipped: usize,
}

impl Wrong {
    pub fn add(&mut self, other: &Wrong) {
        self.lost += other.lost;
        self.twice += other.twice;
        self.reused += other.reused;
        self.skipped += other.skipped;
    }

    pub fn sum(&self) -> usize {
        self.lost + self.twice + self.reused + self.skipped
    }
}

/// What one death comes to: the night before the stage, the stage's command, where it dies.
pub type Each<'e> = dyn Fn(&SmallNight, &[&str], Death) -> Wrong + Sync + 'e;

/// Tries deaths in every stage, in the middle of writes too where it `tears`: all of them when `BEIAN_KILL_STEPS` says so, else a
/// sample.
pub fn everywhere(library: &Path, tears: bool, each: &Each<'_>) -> Wrong {
    let all = std::env::var("BEIAN_KILL_STEPS").is_ok_and(|value| value == "all");
    let mut total = Wrong::default();
    let mut killed = 0;
    for (number, (stage, command)) in STAGES.into_iter().enumerate() {
        let before = night_before(number);
        let trace = steps(&before, command, library);
        let files = trace.bytes().filter(u8::is_ascii_lowercase).count();
        let deaths = deaths(&trace, tears, all);
        let wrong = Mutex::new(Wrong::default());
        let next = AtomicUsize::new(0);
        let workers = std::thread::available_parallelism()
            .map_or(2, usize::from)
            .min(4);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some(death) = deaths.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let found = each(&before, command, *death);
                        let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
                        wrong.add(&found);
                    }
                });
            }
        });
        let wrong = wrong.into_inner().unwrap();
        eprintln!(
            "{stage}: {} steps ({files} on files, {} on the network), killed {} times: {} orders lost, {} sent twice, {} numbers reused, {} skipped",
            trace.len(),
            trace.len() - files,
            deaths.len(),
            wrong.lost,
            wrong.twice,
            wrong.reused,
            wrong.skipped
        );
        killed += deaths.len();
        total.add(&wrong);
    }
    eprintln!("killed {killed} times in all: {total:?}");
    total
}

/// The library, built anew.
pub fn library() -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kill_support/steps.c");
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(concat!(
        "steps-",
        env!("CARGO_CRATE_NAME"),
        ".so"
    ));
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    built.ok()?.success().then_some(library)
}

/// A night in which the stages before this one are done.
fn night_before(stage: usize) -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    let _bureau = open_bureau(&night);
    for (_, command) in &STAGES[..stage] {
        assert_exit(&night.run(command), 0);
    }
    night
}

/// The practice bureau of a night in this process, and the configuration pointed at it.
pub fn open_bureau(night: &SmallNight) -> Running {
    let bureau = |url: &str| {
        format!("[[bureau]]\nname = \"practice\"\nurl = \"{url}\"\npassword_file = \"password\"\n")
    };
    night.write("password", "practice");
    night.configure(&bureau("http://127.0.0.1:1"));
    let config = Config::read(&night.path("beian.toml")).unwrap();
    let listen = ([127, 0, 0, 1], 0).into();
    let running =
        office::start_practice(&config, &config.bureau[0], listen, "practice".into(), None)
            .unwrap();
    night.configure(&bureau(&running.base_url()));
    running
}

/// The program with the library in it.
pub fn watched(night: &SmallNight, command: &[&str], library: &Path) -> Command {
    let mut process = night.command(command);
    process
        .env("LD_PRELOAD", library)
        // One thread, so that the steps come in the same order each time.
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    process
}

/// The steps of a run that is left alone, a letter for each: small ones are on files, capital ones on the network.
fn steps(before: &SmallNight, command: &[&str], library: &Path) -> String {
    let night = before.copied();
    let _bureau = open_bureau(&night);
    let trace = night.path("trace");
    let status = watched(&night, command, library)
        .env("STEPS_TRACE", &trace)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    let trace = fs::read_to_string(trace).unwrap();
    assert!(trace.len() > 20, "{trace}");
    trace
}

/// Before each step, and in the middle of each that writes; or a sample of them, spread over the whole.
fn deaths(trace: &str, tears: bool, all: bool) -> Vec<Death> {
    let mut deaths = Vec::new();
    for (step, kind) in (1..).zip(trace.chars()) {
        deaths.push(Death { step, torn: false });
        if tears && matches!(kind, 'w' | 'S') {
            deaths.push(Death { step, torn: true });
        }
    }
    if all {
        return deaths;
    }
    let number = deaths.len();
    (0..SAMPLE)
        .map(|part| deaths[(part * number + number / 2) / SAMPLE])
        .collect()
}

/// What the bureau took, against the orders.
fn compare(night: &SmallNight) -> Wrong {
    let uploads = night.uploads();
    let mut times: BTreeMap<String, usize> = ORDERS
        .into_iter()
        .map(|order| (order.to_owned(), 0))
        .collect();
    for (_, name) in &uploads {
        let manifest = night
            .path("outbox/practice")
            .join(name)
            .with_extension("json");
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
        for order in manifest["orders"].as_array().unwrap() {
            *times.entry(order.as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    let numbers: Vec<u32> = uploads.iter().map(|(number, _)| *number).collect();
    let mut distinct = numbers.clone();
    distinct.dedup();
    let last = numbers.last().copied().unwrap_or_default() as usize;
    Wrong {
        lost: times.values().filter(|times| **times == 0).count(),
        twice: times.values().filter(|times| **times > 1).count(),
        reused: numbers.len() - distinct.len(),
        skipped: last - distinct.len(),
    }
}

/// Runs the night again after a death, and compares; `what` names it.
pub fn go_on(night: &SmallNight, what: &str) -> Wrong {
    let again = night.run(&["nightly"]);
    assert_eq!(
        again.status.code(),
        Some(0),
        "{what}\n{}",
        night_support::said(&again)
    );
    night.assert_agreement();
    for order in ORDERS {
        assert_eq!(night.state(order), "completed", "{what} {order}");
    }
    compare(night)
}
