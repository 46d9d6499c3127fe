//! How fast documents are held against a schema, side by side in one run with those who do the same: libxml2
//! (`xmllint --stream`), the JDK's Xerces, and quick-xml, which only takes the document apart. What is not installed is
//! left out, with a word about it. The table comes first; then divan measures what only we have.
//!
//! The documents are made anew from a seed: 50 MB of GBK records, and as much of records whose attachments have
//! 100 KB. Of the latter there are also half a megabyte and a gigabyte, judged beside what only reads the bytes: that
//! shows how fast the validator could be, and how fast memory lets it be. The schema is the bureau's own where it lies beside the checkout, else ours, which describes the same
//! documents.
//!
//! What is compared is processor time, because a machine that has other work to do makes a clock on the wall lie; the
//! ratios are of the shortest of several rounds, in each of which everybody has a turn. Start-up is left out.

#[path = "../../tests/xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod generate;
#[path = "../../tests/xsd_oracle/tree.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod tree;

mod clock;
mod documents;
mod rivals;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use beian::xsd::{Length, Options, Schema};
use divan::Bencher;
use divan::counter::BytesCount;

struct Case {
    path: PathBuf,
    schema: Schema,
    records: Vec<u8>,
    attachments: Vec<u8>,
    /// One record alone.
    small: Vec<u8>,
}

static CASE: LazyLock<Case> = LazyLock::new(|| {
    const SIZE: usize = 50_000_000;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let official = root.join("../shared/xsd/upload.xsd");
    let path = if official.is_file() {
        official
    } else {
        println!("the official schemas are not beside the checkout: ours is used");
        root.join("schemas/v3.0/upload.xsd")
    };
    let schema = Schema::read_file(&path).expect("the schema loads");
    Case {
        records: documents::filings(&schema, SIZE, 0),
        attachments: documents::filings(&schema, SIZE, 100_000),
        small: documents::filings(&schema, 0, 0),
        path,
        schema,
    }
});

/// Caches that several machines in one share may have 300 MB.
const BEYOND_CACHES: usize = 1_000_000_000;

fn main() {
    let case = &*CASE;
    rivals::compare("records", case, &case.records);
    rivals::compare("attachments", case, &case.attachments);
    let attachments = |size| documents::filings(&case.schema, size, 100_000);
    let small = attachments(500_000);
    rivals::compare_with_memory("attachments in the caches", case, &small, 2000);
    let large = attachments(BEYOND_CACHES);
    rivals::compare_with_memory("attachments in memory", case, &large, 1);
    divan::main();
}

fn validate(case: &Case, document: &[u8]) {
    let outcome = case.schema.validate(document, &Options::default());
    assert!(outcome.is_valid(), "{:?}", outcome.violations.first());
}

fn validate_reader(case: &Case, document: &[u8]) {
    let outcome = case.schema.validate_reader(document, &Options::default());
    assert!(outcome.expect("memory can be read").is_valid());
}

#[divan::bench(sample_count = 10)]
fn records(bencher: Bencher) {
    let bytes = BytesCount::of_slice(&CASE.records);
    bencher
        .counter(bytes)
        .bench(|| validate(&CASE, &CASE.records));
}

#[divan::bench(sample_count = 10)]
fn records_through_a_window(bencher: Bencher) {
    let bytes = BytesCount::of_slice(&CASE.records);
    bencher
        .counter(bytes)
        .bench(|| validate_reader(&CASE, &CASE.records));
}

#[divan::bench(sample_count = 10)]
fn records_with_both_lengths(bencher: Bencher) {
    let options = Options {
        length: Length::Both,
        ..Options::default()
    };
    bencher
        .counter(BytesCount::of_slice(&CASE.records))
        .bench(|| CASE.schema.validate(&CASE.records, &options));
}

#[divan::bench]
fn one_small_file(bencher: Bencher) {
    let bytes = BytesCount::of_slice(&CASE.small);
    bencher
        .counter(bytes)
        .bench(|| validate(&CASE, &CASE.small));
}

#[divan::bench(sample_count = 20)]
fn loading_the_upload_schema(bencher: Bencher) {
    let bytes = std::fs::read(&CASE.path).expect("the schema is there");
    bencher.bench(|| Schema::read(&bytes, "upload.xsd"));
}

/// What a start of the program costs: nothing is read, what was compiled when it was built is unpacked.
#[divan::bench(sample_count = 20)]
fn unpacking_a_compiled_schema(bencher: Bencher) {
    let packed: &'static [u8] = CASE.schema.packed().leak();
    bencher.bench(|| Schema::from_packed(packed));
}
