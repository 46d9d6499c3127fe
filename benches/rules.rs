//! What the rules cost: a clean batch of 100 000 orders under the whole catalogue, and every rule by itself.
//!
//! Orders are invented anew from a seed (`BEIAN_BENCH_ORDERS` sets how many). The first line is orders per second and core,
//! all rules on, on one thread. Then the ten most expensive rules follow: each runs alone, all others switched off, and what
//! the run costs without any rule is taken off. The product measures nothing; this uses what its configuration can do.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use beian::check::{self, Context, Filed, Settings, rules};
use beian::codes::Codes;
use beian::config::Config;
use beian::intake;
use beian::order::{Order, Severity};

const ORDERS: usize = 100_000;
/// Each rule by itself sees this part of the batch, and the best of so many runs counts.
const SHARE: usize = 50;
const RUNS: usize = 3;

fn main() {
    let orders = std::env::var("BEIAN_BENCH_ORDERS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(ORDERS);
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1);
    let pool = one_thread.build().expect("a thread");
    let config = Config::read(&root().join("fixtures/first-night/beian.toml"));
    let config = config.expect("the first night's configuration is right");
    let batch = batch(orders);
    let settings = config.settings().expect("the configuration is right");
    let bench = Bench {
        today: config.now().date_naive(),
        pool,
    };
    let (whole, held_back) = bench.time(&batch, &settings);
    let count = batch.len();
    println!("{count} orders, {} rules, one thread", rules::all().len());
    println!(
        "all rules: {:.2} s, {:.0} orders per second and core ({held_back} held back)",
        whole.as_secs_f64(),
        count as f64 / whole.as_secs_f64()
    );
    let share = &batch[..count / SHARE];
    let best = |settings: &Settings| {
        let runs = (0..RUNS).map(|_| bench.time(share, settings).0);
        runs.min().expect("one run at least")
    };
    let nothing = best(&only("", &settings));
    let mut costs: Vec<(Duration, &str)> = { rules::all().iter() }
        .map(|(rule, _)| {
            let alone = best(&only(rule.id, &settings));
            (alone.saturating_sub(nothing), rule.id)
        })
        .collect();
    costs.sort_unstable_by(|one, other| other.cmp(one));
    let sum: Duration = costs.iter().map(|(cost, _)| *cost).sum();
    println!("the ten most expensive rules, in microseconds an order and per cent of all:");
    for (cost, rule) in costs.iter().take(10) {
        let micros = cost.as_secs_f64() * 1e6 / share.len() as f64;
        let part = cost.as_secs_f64() / sum.as_secs_f64() * 100.0;
        println!("{micros:8.3} {part:5.1} %  {rule}");
    }
}

struct Bench {
    today: chrono::NaiveDate,
    pool: rayon::ThreadPool,
}

impl Bench {
    /// How long the rules take that are switched on, and how many orders they hold back.
    fn time(&self, orders: &[Order], settings: &Settings) -> (Duration, usize) {
        let context = Context {
            codes: Codes::bundled(),
            settings,
            filed: &Filed::default(),
            today: self.today,
        };
        let orders = orders.to_vec();
        let begun = Instant::now();
        let verdicts = self
            .pool
            .install(|| check::run(orders, &[], &context, &|| ()));
        let taken = begun.elapsed();
        let wrong = |verdict: &&check::Verdict| {
            let mut findings = verdict.findings.iter();
            findings.any(|finding| finding.severity == Severity::Error)
        };
        (taken, verdicts.iter().filter(wrong).count())
    }
}

/// The settings with every rule switched off but one.
fn only(wanted: &str, settings: &Settings) -> Settings {
    let others = rules::all().iter().map(|(rule, _)| rule.id);
    let severity: BTreeMap<String, Option<Severity>> = others
        .filter(|rule| *rule != wanted)
        .map(|rule| (rule.to_owned(), None))
        .collect();
    Settings {
        severity,
        ..settings.clone()
    }
}

fn batch(orders: usize) -> Vec<Order> {
    let folder = tempfile::tempdir().expect("a folder for the batch");
    let profile: &[&str] = if cfg!(debug_assertions) {
        &[]
    } else {
        &["--release"]
    };
    let made = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .args(profile)
        .args(["--example", "make-orders", "--"])
        .args([
            "--seed",
            "1",
            "--clean",
            "--orders",
            &orders.to_string(),
            "--out",
        ])
        .arg(folder.path())
        .current_dir(root())
        .status();
    assert!(made.expect("cargo runs").success(), "the batch is made");
    let options = intake::Options {
        codes: Codes::bundled(),
        bounds: intake::Bounds {
            files: usize::MAX,
            rows: u64::MAX,
            cells: u64::MAX,
            expanded_bytes: u64::MAX,
            ratio: u64::MAX,
            ..intake::Bounds::default()
        },
    };
    let inputs = [folder.path().join("orders")];
    let batch = intake::read(&inputs, &options, &|_| ()).expect("the batch is there");
    batch.orders
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
