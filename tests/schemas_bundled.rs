//! The schemas built into the program are the files in `schemas/`, and judge as those do.

#[path = "xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod generate;
#[path = "xsd_oracle/mutate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod mutate;
#[path = "xsd_oracle/tree.rs"]
mod tree;

use std::path::{Path, PathBuf};

use beian::schemas;
use beian::xsd::{Options, Schema};
use generate::Plan;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Random documents for each schema, about a third of them valid.
const DOCUMENTS: u32 = 400;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

#[test]
fn what_is_built_in_is_what_the_files_say_now() {
    for bundled in schemas::ALL {
        let file = bundled.file;
        let read = Schema::read_file(folder().join(file)).expect(file);
        assert_eq!(bundled.schema().root_names(), read.root_names(), "{file}");
        assert_eq!(bundled.schema().describe(), read.describe(), "{file}");
        assert_eq!(bundled.schema().packed(), read.packed(), "{file}");
    }
}

#[test]
fn a_root_decides_between_them() {
    for bundled in schemas::ALL {
        assert_eq!(bundled.roots(), bundled.schema().root_names());
        for root in bundled.roots() {
            let found = schemas::with_root(root).expect(root);
            assert!(
                std::ptr::eq(found, bundled.schema()),
                "{root} begins two schemas"
            );
        }
    }
    assert!(schemas::with_root("note").is_none());
}

#[test]
fn every_schema_that_a_document_can_begin_with_is_built_in() {
    let mut found = 0;
    for version in std::fs::read_dir(folder()).expect("the checkout has schemas") {
        let version = version.expect("a readable folder").path();
        for entry in std::fs::read_dir(&version).expect("a folder for each version") {
            let path = entry.expect("a readable folder").path();
            if path.extension().is_none_or(|extension| extension != "xsd") {
                continue;
            }
            let schema = Schema::read_file(&path).expect("loads");
            if schema.root_names().is_empty() {
                continue;
            }
            found += 1;
            let bundled = schemas::ALL
                .iter()
                .any(|bundled| path == folder().join(bundled.file));
            assert!(bundled, "{} is not in src/schemas.rs", path.display());
        }
    }
    assert!(found > 0);
}

#[test]
fn random_documents_get_the_same_verdicts_from_both() {
    for bundled in schemas::ALL {
        let read = Schema::read_file(folder().join(bundled.file)).expect(bundled.file);
        let outline = read.outline();
        let plans = Plan::forest(&outline, true);
        let names = generate::names(&outline);
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut valid = 0;
        for _ in 0..DOCUMENTS {
            let mut root = plans[0].element(&mut rng);
            let style = tree::Style::random(&mut rng);
            for _ in 0..rng.random_range(0..=2) {
                mutate::mutate(&mut root, &names, &mut rng);
            }
            let bytes = root.bytes(style);
            let outcome = bundled.schema().validate(&bytes, &Options::default());
            assert_eq!(outcome, read.validate(&bytes, &Options::default()));
            valid += u32::from(outcome.is_valid());
        }
        assert!(
            (DOCUMENTS / 10..DOCUMENTS).contains(&valid),
            "{}: {valid} of {DOCUMENTS} valid",
            bundled.file
        );
    }
}
