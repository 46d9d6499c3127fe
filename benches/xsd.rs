//! How fast documents are held against the official upload schema: 50 MB of GBK records, made anew from a seed,
//! next to `xmllint --stream` and `--schema` in the same run.
//!
//! Needs the official schemas beside the checkout; says so and does nothing otherwise.

#[path = "../tests/xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod generate;
#[path = "../tests/xsd_oracle/tree.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod tree;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Instant;

use beian::xsd::{Length, Options, Schema};
use divan::Bencher;
use divan::counter::BytesCount;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const SIZE: usize = 50_000_000;

struct Case {
    path: PathBuf,
    schema: Schema,
    records: Vec<u8>,
    attachments: Vec<u8>,
}

static CASE: LazyLock<Option<Case>> = LazyLock::new(|| {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/xsd/upload.xsd"
    ))
    .canonicalize()
    .ok()?;
    let schema = Schema::read_file(&path).expect("the official schema loads");
    let records = document(&schema, 0);
    let attachments = document(&schema, 100_000);
    Some(Case {
        path,
        schema,
        records,
        attachments,
    })
});

/// A file of new filings, with attachments of that many bytes.
fn document(schema: &Schema, attachment: usize) -> Vec<u8> {
    let plans = generate::Plan::forest(&schema.outline(), true);
    let plan = plans[0]
        .at("/UploadData/(choice)/ICP/(all)/XZBA/Baxx")
        .expect("the schema has new filings");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let style = tree::Style {
        gbk: true,
        indented: true,
        crlf: false,
    };
    let mut bytes =
        b"<?xml version=\"1.0\" encoding=\"GBK\"?>\n<UploadData version=\"V.3.0\"><ICP>\n".to_vec();
    bytes.extend_from_slice(b"<Qqdwid>1</Qqdwid>\n<XZBA>\n");
    while bytes.len() < SIZE {
        let mut record = plan.element(&mut rng);
        if attachment > 0 {
            attach(&mut record, attachment);
        }
        let text = record.bytes(style);
        let declaration = text
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        bytes.extend_from_slice(&text[declaration..]);
    }
    bytes.extend_from_slice(b"</XZBA></ICP></UploadData>\n");
    bytes
}

/// Fills the values that the schema gives scans: 批文 (Spwj) and attachments (Fjnr).
fn attach(element: &mut tree::Element, length: usize) {
    if matches!(element.name.as_str(), "Spwj" | "Fjnr") {
        element.content = vec![tree::Item::Text("QUJD".repeat(length / 4))];
        return;
    }
    for item in &mut element.content {
        if let tree::Item::Element(child) = item {
            attach(child, length);
        }
    }
}

fn main() {
    let Some(case) = CASE.as_ref() else {
        eprintln!("skipped: the official schemas are not beside the checkout");
        return;
    };
    beside_libxml2(case);
    divan::main();
}

/// One line of comparison: the best of three runs each; xmllint's start-up is taken off with an empty run.
fn beside_libxml2(case: &Case) {
    let ours = best(|| {
        let outcome = case.schema.validate(&case.records, &Options::default());
        assert!(outcome.is_valid(), "{:?}", outcome.violations.first());
    });
    let rate = |seconds: f64| case.records.len() as f64 / 1e6 / seconds;
    println!(
        "beian: {:.0} MB/s on {} MB",
        rate(ours),
        case.records.len() / 1_000_000
    );
    let folder = tempfile::tempdir().expect("a folder for the document");
    let (large, small) = (
        folder.path().join("large.xml"),
        folder.path().join("small.xml"),
    );
    std::fs::write(&large, &case.records).expect("the document is written");
    std::fs::write(&small, "<UploadData/>").expect("the document is written");
    let run = |file: &Path| {
        let mut command = Command::new("xmllint");
        command
            .args(["--noout", "--stream", "--schema"])
            .arg(&case.path)
            .arg(file);
        command.output().map(|output| output.status.success())
    };
    if run(&small).is_err() {
        println!("xmllint is not installed: no comparison");
        return;
    }
    assert!(
        run(&large).expect("xmllint runs"),
        "xmllint must find the document valid too"
    );
    let theirs = best(|| drop(run(&large))) - best(|| drop(run(&small)));
    println!(
        "xmllint --stream: {:.0} MB/s; ratio {:.1}",
        rate(theirs),
        theirs / ours
    );
}

fn best(mut run: impl FnMut()) -> f64 {
    let times = (0..3).map(|_| {
        let started = Instant::now();
        run();
        started.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

#[divan::bench(sample_count = 10)]
fn records(bencher: Bencher) {
    let Some(case) = CASE.as_ref() else { return };
    bencher
        .counter(BytesCount::of_slice(&case.records))
        .bench(|| case.schema.validate(&case.records, &Options::default()));
}

#[divan::bench(sample_count = 10)]
fn records_with_both_lengths(bencher: Bencher) {
    let Some(case) = CASE.as_ref() else { return };
    let options = Options {
        length: Length::Both,
        ..Options::default()
    };
    bencher
        .counter(BytesCount::of_slice(&case.records))
        .bench(|| case.schema.validate(&case.records, &options));
}

#[divan::bench(sample_count = 10)]
fn attachments(bencher: Bencher) {
    let Some(case) = CASE.as_ref() else { return };
    let bytes = &case.attachments;
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| case.schema.validate(bytes, &Options::default()));
}

#[divan::bench(sample_count = 10)]
fn loading_the_upload_schema(bencher: Bencher) {
    let Some(case) = CASE.as_ref() else { return };
    let bytes = std::fs::read(&case.path).expect("the schema is there");
    bencher.bench(|| Schema::read(&bytes, "upload.xsd"));
}
