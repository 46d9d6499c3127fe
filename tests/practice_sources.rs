//! The practice bureau and the client share nothing above the wire: the table of calls, the element tree, the envelope.
//! What else of this project the bureau's sources use would let the two agree on a mistake.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the sources may use of the rest of the project: what is on the wire, and how files are kept private and tables read.
const SHARED: [&str; 8] = [
    "bureau::Call",
    "bureau::Parameter",
    "bureau::tree",
    "bundled",
    "disk",
    "envelope",
    "order::Bilingual",
    "practice",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// Every path below `crate::` that a source names, with groups taken apart.
fn used(source: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (start, _) in source.match_indices("crate::") {
        let rest = &source[start + "crate::".len()..];
        let end = rest
            .find([';', ')', ' ', '(', '<', ','])
            .unwrap_or(rest.len());
        match rest.find("::{").filter(|group| *group < end) {
            Some(group) => {
                let close = rest.find('}').unwrap();
                for one in rest[group + 3..close].split(',') {
                    let one = one.trim();
                    if !one.is_empty() {
                        used.insert(format!("{}::{one}", &rest[..group]));
                    }
                }
            }
            None => {
                used.insert(rest[..end].trim().to_owned());
            }
        }
    }
    used
}

#[test]
fn the_sources_use_what_is_on_the_wire_and_nothing_of_the_client() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/practice");
    let sources = sources(&folder);
    assert!(sources.len() > 20, "{}", sources.len());
    let is_shared = |path: &str| {
        SHARED.iter().any(|shared| {
            path.strip_prefix(shared)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
    };
    let mut seen = BTreeSet::new();
    for source in sources {
        for path in used(&fs::read_to_string(&source).unwrap()) {
            assert!(is_shared(&path), "{} uses {path}", source.display());
            seen.insert(path);
        }
    }
    assert!(
        seen.contains("bureau::Call"),
        "the search finds what is there: {seen:?}"
    );
}

#[test]
fn the_search_sees_through_groups_and_paths_in_the_code() {
    let source = "use crate::bureau::{Call, tree::Element};\nfn f(client: crate::bureau::Client) {}\nuse crate::bureau::tree;";
    let expected = [
        "bureau::Call",
        "bureau::Client",
        "bureau::tree",
        "bureau::tree::Element",
    ];
    assert_eq!(used(source), expected.map(str::to_owned).into());
}
