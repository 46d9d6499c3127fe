//! Our verdict on random documents against libxml2's (`xmllint`) and Xerces' (the JDK's), on the official schemas.
//!
//! The documents are made from the schema's outline: some valid, most with one to three changes. Where `java` is
//! installed, the documents that count are those on which the two agree, and ours must be the same on every one of them:
//! they differ where one counts characters and the other UTF-16 units, and in what is written below.
//!
//! Without `java`, libxml2 alone decides. It is known to read some things differently than the specification:
//!
//! - it reads the lone byte 0x80 of GBK as a euro sign, takes a DOCTYPE, and goes on after an undeclared prefix; we
//!   refuse all three, the first because receivers disagree about it, the others by rule, and such documents are not
//!   made;
//! - white space around a number of an anonymous type: `xs:long` has `whiteSpace` collapse, so it is allowed;
//! - a CDATA section without text, or with white space only, between child elements: the specification speaks of
//!   characters, and white space among them is allowed however it is written.
//!
//! The last two are recognised by what libxml2 says, and count as its mistakes (`excused`), also when Xerces refuses the
//! document for a length in UTF-16 units, so that the two agree for different reasons.
//!
//! `XSD_ORACLE_DOCUMENTS` sets how many documents must be agreed on for each schema, `XSD_ORACLE_SEED` the seed. The
//! long run is `XSD_ORACLE_DOCUMENTS=20000 cargo test --release --test xsd_oracle -- --nocapture`.

mod generate;
mod mutate;
mod tree;
mod xmllint;

use std::path::{Path, PathBuf};
use std::process::Command;

use beian::xsd::{Length, Options, Schema};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use generate::Plan;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

/// The official schema, if it and xmllint are at hand.
fn oracle(file: &str) -> Option<PathBuf> {
    let schema = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd")).join(file);
    if !schema.is_file() {
        eprintln!("skipped: the official schemas are not beside the checkout");
        return None;
    }
    xmllint::is_installed().then_some(schema)
}

/// What Xerces says of each of the files: `None` if it is valid. Nothing at all without a JDK.
fn verdicts_of_xerces(schema: &Path, folder: &Path, count: usize) -> Option<Vec<Option<String>>> {
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/xsd_oracle/Verdicts.java"
    );
    let mut command = Command::new("java");
    // The schemas' large bounds are expanded into deep structures.
    command.args(["-Xss64m", source]).arg(schema).arg(folder);
    let output = command.arg(count.to_string()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let verdicts: Vec<Option<String>> = said
        .lines()
        .map(|line| (line != "valid").then(|| line.to_owned()))
        .collect();
    assert_eq!(
        verdicts.len(),
        count,
        "java: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(verdicts)
}

/// Whether Xerces refuses a document only because it counts UTF-16 units: then the two agree by accident.
fn counted(schema: &Schema, complaint: Option<&str>, bytes: &[u8]) -> bool {
    let options = Options {
        length: Length::Utf16,
        ..Options::default()
    };
    let length = ["cvc-length-valid", "cvc-maxLength-valid"];
    complaint.is_some_and(|complaint| length.iter().any(|rule| complaint.starts_with(rule)))
        && !schema.validate(bytes, &options).is_valid()
}

/// Compares the verdicts on a schema's documents: on as many as the environment says, or as few as `otherwise`.
fn compare(file: &str, otherwise: u64) {
    let Some(path) = oracle(file) else { return };
    let path = path.canonicalize().expect("the schema is there");
    let schema = Schema::read_file(&path).expect("the official schema loads");
    let plans = Plan::forest(&schema.outline(), false);
    let names = generate::names(&schema.outline());
    let (documents, seed) = (
        setting("XSD_ORACLE_DOCUMENTS", otherwise),
        setting("XSD_ORACLE_SEED", 1),
    );
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (mut agreed, mut valid, mut theirs_wrong, mut disagreements) = (0, 0, 0, Vec::new());
    let mut divided = 0;
    while agreed + (disagreements.len() as u64) < documents {
        let batch = 2000.min(documents - agreed).max(100) as usize;
        let folder = tempfile::tempdir().expect("a folder for the documents");
        let ours: Vec<_> = (0..batch)
            .map(|n| {
                let bytes = mutate::document(&plans[0], &names, 0.7, &mut rng);
                std::fs::write(folder.path().join(format!("{n}.xml")), &bytes)
                    .expect("the document is written");
                schema.validate(&bytes, &Options::default())
            })
            .collect();
        let xerces = verdicts_of_xerces(&path, folder.path(), batch);
        if xerces.is_none() && agreed == 0 {
            eprintln!("java is not installed: libxml2 alone decides");
        }
        for (n, (ours, theirs)) in ours
            .iter()
            .zip(xmllint::verdicts(&path, folder.path(), batch))
            .enumerate()
        {
            if let Some(xerces) = &xerces
                && xerces[n].is_none() != theirs.is_none()
            {
                divided += 1;
                continue;
            }
            valid += u64::from(theirs.is_none());
            let name = folder.path().join(format!("{n}.xml"));
            if ours.is_valid() == theirs.is_none() {
                agreed += 1;
            } else if let bytes = std::fs::read(&name).expect("the document is there")
                && ours.is_valid()
                && xmllint::excused(theirs.as_deref().unwrap_or_default(), &bytes)
                && xerces
                    .as_ref()
                    .is_none_or(|xerces| counted(&schema, xerces[n].as_deref(), &bytes))
            {
                theirs_wrong += 1;
            } else {
                let kept = std::env::temp_dir().join(format!(
                    "xsd-oracle-{seed}-{}-{file}.xml",
                    disagreements.len()
                ));
                std::fs::copy(&name, &kept).expect("the document is kept");
                let first = ours.violations.first();
                disagreements.push(format!(
                    "{} xmllint: {theirs:?}, ours: {first:?}",
                    kept.display()
                ));
            }
        }
        if disagreements.len() > 20 {
            break;
        }
    }
    println!(
        "{file}, seed {seed}: {agreed} documents agreed, {valid} of them valid; on {divided} more libxml2 and Xerces differ, \
         on {theirs_wrong} more libxml2 is known to be wrong"
    );
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
    assert!(
        valid * 5 > documents,
        "too few valid documents to mean anything: {valid} of {documents}"
    );
    assert!(
        (documents - valid) * 5 > documents,
        "too few invalid documents to mean anything"
    );
}

#[test]
fn upload_documents_get_the_verdict_of_libxml2_and_xerces() {
    compare("upload.xsd", 1000);
}

#[test]
fn download_documents_get_the_verdict_of_libxml2_and_xerces() {
    compare("download.xsd", 1000);
}

#[test]
fn answers_get_the_verdict_of_libxml2_and_xerces() {
    for file in [
        "return-upload.xsd",
        "return-download.xsd",
        "return-downloadack.xsd",
        "return-querybeianstatus.xsd",
        "return-querypreviousupload.xsd",
    ] {
        compare(file, 300);
    }
}
