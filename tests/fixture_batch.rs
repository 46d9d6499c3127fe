//! The committed fixture batch is what its generator makes from the documented seed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

/// Cargo builds examples beside the tests.
fn generator() -> PathBuf {
    let test = std::env::current_exe().expect("the test knows where it is");
    let profile = test.ancestors().nth(2).expect("target/PROFILE/deps/test");
    profile
        .join("examples")
        .join(format!("make-orders{}", std::env::consts::EXE_SUFFIX))
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .expect("below the folder")
                .to_owned();
            (name, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

#[test]
fn the_documented_seed_makes_the_committed_batch_byte_for_byte() {
    let made = tempfile::tempdir().expect("a folder");
    let output = Command::new(generator())
        .args(["--seed", "20260918", "--out"])
        .arg(made.path())
        .output()
        .expect("the generator starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-night");
    for name in ["expected.csv", "practice.toml"] {
        let read = |folder: &Path| fs::read(folder.join(name)).expect("a readable file");
        assert!(read(made.path()) == read(&committed), "{name} differs");
    }
    let (made, committed) = (
        files(&made.path().join("orders")),
        files(&committed.join("orders")),
    );
    assert!(made.len() > 100);
    let names = |files: &[(PathBuf, Vec<u8>)]| {
        files
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&made), names(&committed));
    for ((name, made), (_, committed)) in made.iter().zip(&committed) {
        assert!(made == committed, "{} differs", name.display());
    }
}
