//! What it costs to begin: a schema read from its file, the same schema unpacked, and small documents after that.

use std::hint::black_box;

use beian::schemas;
use beian::xsd::{Options, Schema};
use divan::Bencher;

fn main() {
    divan::main();
}

/// An upload whose only record lacks nearly everything, and one that says nothing at all.
const SMALL: [&str; 2] = [
    "<?xml version=\"1.0\" encoding=\"GBK\"?><UploadData version=\"V.3.0\"><ICP><Qqdwid>1</Qqdwid><XZBA><Baxx/></XZBA></ICP></UploadData>",
    "<UploadData version=\"V.3.0\"><ICP><Qqdwid>330000000001</Qqdwid></ICP></UploadData>",
];

#[divan::bench(args = schemas::ALL.iter().map(|bundled| bundled.file))]
fn read_from_its_file(bencher: Bencher, file: &str) {
    let path = format!("{}/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    bencher.bench(|| Schema::read_file(&path));
}

#[divan::bench(args = schemas::ALL.iter().map(|bundled| bundled.file))]
fn unpacked(bencher: Bencher, file: &str) {
    let bundled = schemas::ALL.iter().find(|bundled| bundled.file == file);
    let packed = bundled.expect("it is one of them").schema().packed().leak();
    bencher.bench(|| Schema::from_packed(black_box(packed)));
}

#[divan::bench(args = SMALL)]
fn a_small_document(bencher: Bencher, document: &str) {
    let schema = schemas::UPLOAD.schema();
    bencher.bench(|| schema.validate(black_box(document).as_bytes(), &Options::default()));
}
