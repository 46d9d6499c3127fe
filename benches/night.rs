//! How many orders a second come from spreadsheets and folders to proven records: a clean batch of 1000 orders, made anew
//! from a seed, each stage alone and all of them together. Pictures are read from disk as in a real night.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use beian::check::{self, Context, Filed};
use beian::codes::Codes;
use beian::config::Config;
use beian::intake;
use beian::nightly::{self, Examination, Known, Unwatched};
use beian::recompress::Recompressor;
use divan::Bencher;
use divan::counter::ItemsCount;
use tempfile::TempDir;

const ORDERS: usize = 1000;

struct Night {
    config: Config,
    inputs: Vec<PathBuf>,
    /// Holds the batch until the program ends.
    _folder: TempDir,
}

static NIGHT: LazyLock<Night> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder for the batch");
    let made = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--release",
            "--example",
            "make-orders",
            "--",
        ])
        .args([
            "--seed",
            "1",
            "--clean",
            "--orders",
            &ORDERS.to_string(),
            "--out",
        ])
        .arg(folder.path())
        .current_dir(root)
        .status();
    assert!(made.expect("cargo runs").success(), "the batch is made");
    // Its clock stands on the day that made batches are for.
    let config = Config::read(&root.join("fixtures/first-night/beian.toml"));
    Night {
        config: config.expect("the first night's configuration is right"),
        inputs: vec![folder.path().join("orders")],
        _folder: folder,
    }
});

fn main() {
    divan::main();
}

fn read() -> intake::Batch {
    let options = intake::Options {
        codes: Codes::bundled(),
        bounds: NIGHT.config.limits.intake,
    };
    intake::read(&NIGHT.inputs, &options, &|_| ()).expect("the batch is there")
}

fn read_and_check() -> Examination {
    nightly::read_and_check(
        &NIGHT.inputs,
        &NIGHT.config,
        &mut Known::default(),
        &Unwatched,
    )
    .expect("the batch is there")
}

fn prove(examination: Examination) -> Examination {
    let schema = nightly::schema(&NIGHT.config).expect("the bundled schema is right");
    let mut proven = 0;
    let Ok(examination) = examination.prove::<Infallible>(
        &schema,
        &NIGHT.config,
        &Recompressor::default(),
        &nightly::provisional_ids,
        &Unwatched,
        |_, records| {
            proven += records.len();
            Ok(())
        },
    );
    assert_eq!(proven, ORDERS, "every order of the batch may be sent");
    examination
}

#[divan::bench(sample_count = 10)]
fn reading(bencher: Bencher) {
    bencher.counter(ItemsCount::new(ORDERS)).bench(read);
}

#[divan::bench(sample_count = 10)]
fn checking(bencher: Bencher) {
    let batch = read();
    let settings = NIGHT.config.settings().expect("the configuration is right");
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        filed: &Filed::default(),
        today: NIGHT.config.now().date_naive(),
    };
    bencher
        .counter(ItemsCount::new(ORDERS))
        .with_inputs(|| batch.orders.clone())
        .bench_values(|orders| check::run(orders, &batch.findings, &context, &|| ()));
}

#[divan::bench(sample_count = 10)]
fn writing_and_proving(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(ORDERS))
        .with_inputs(read_and_check)
        .bench_values(prove);
}

#[divan::bench(sample_count = 10)]
fn all_of_it(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(ORDERS))
        .bench(|| prove(read_and_check()));
}
