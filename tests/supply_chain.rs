//! Every dependency comes from the registry, under a licence of `deny.toml`, and in one version unless `deny.toml` says
//! who asks for another. The same that `cargo deny` checks, without having it installed.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
use toml::{Table, Value};

fn read(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap().parse().unwrap()
}

fn texts(value: &Value) -> Vec<String> {
    let values = value.as_array().unwrap().iter();
    values
        .map(|value| value.as_str().unwrap().to_owned())
        .collect()
}

/// Name and version of every package of the lock file, with where it comes from.
fn locked() -> Vec<(String, String, Option<String>)> {
    let text = |package: &Value, key: &str| {
        package
            .get(key)
            .map(|value| value.as_str().unwrap().to_owned())
    };
    let lock = read("Cargo.lock");
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .map(|package| {
            (
                text(package, "name").unwrap(),
                text(package, "version").unwrap(),
                text(package, "source"),
            )
        })
        .collect()
}

#[test]
fn every_dependency_comes_from_the_registry() {
    let allowed = texts(&read("deny.toml")["sources"]["allow-registry"]);
    for (name, version, source) in locked() {
        let Some(source) = source else {
            assert_eq!(name, "beian");
            continue;
        };
        let registry = source.strip_prefix("registry+");
        assert!(
            registry.is_some_and(|registry| allowed.iter().any(|one| one == registry)),
            "{name} {version} comes from {source}"
        );
    }
}

#[test]
fn two_versions_of_one_dependency_have_a_reason() {
    let deny = read("deny.toml");
    let skips = deny["bans"]["skip"].as_array().unwrap();
    let mut skipped: BTreeSet<&str> = skips
        .iter()
        .map(|skip| skip["crate"].as_str().unwrap())
        .collect();
    assert!(
        skips
            .iter()
            .all(|skip| !skip["reason"].as_str().unwrap().is_empty())
    );
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version, _) in locked() {
        versions.entry(name).or_default().push(version);
    }
    for banned in deny["bans"]["deny"].as_array().unwrap() {
        let banned = banned["crate"].as_str().unwrap();
        assert!(!versions.contains_key(banned), "{banned} is banned");
    }
    for (name, versions) in versions {
        let unexplained = versions.iter().filter(|version| {
            let minor = version.rsplit_once('.').unwrap().0;
            let major = minor.split_once('.').unwrap().0;
            let known = [minor, major].map(|version| skipped.remove(&*format!("{name}@{version}")));
            !known.contains(&true)
        });
        assert!(unexplained.count() < 2, "{name}: {versions:?}");
    }
    assert_eq!(skipped, BTreeSet::new(), "no longer there");
}

/// Whether a licence expression can be fulfilled with what is allowed.
fn fits(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ( ");
    // No expression nests deeper than this: alternatives outside, or inside brackets that all count.
    let parts = expression
        .split(" ( ")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| part.trim_start_matches("AND ").trim_end_matches(" AND"))
        .filter(|part| *part != "AND")
        .all(|part| {
            part.split(" OR ").any(|choice| {
                choice
                    .split(" AND ")
                    .all(|licence| allowed.iter().any(|one| one == licence.trim()))
            })
        })
}

#[test]
fn every_licence_is_allowed() {
    let deny = read("deny.toml");
    let allowed = texts(&deny["licenses"]["allow"]);
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    let mut unused: BTreeSet<&str> = exceptions
        .iter()
        .map(|one| one["crate"].as_str().unwrap())
        .collect();
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            &host,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    if !output.status.success() {
        eprintln!("skipped: the packages of {host} are not all on this machine");
        return;
    }
    let metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200, "{}", packages.len());
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none");
        let mut allowed = allowed.clone();
        for exception in exceptions
            .iter()
            .filter(|one| one["crate"].as_str() == Some(name))
        {
            unused.remove(name);
            allowed.extend(texts(&exception["allow"]));
        }
        assert!(fits(licence, &allowed), "{name}: {licence}");
    }
    assert_eq!(unused, BTreeSet::new(), "exceptions that nobody needs");
}

#[test]
fn a_licence_that_is_not_allowed_is_told_from_one_that_is() {
    let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for fitting in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "MIT AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
    ] {
        assert!(fits(fitting, &allowed), "{fitting}");
    }
    for other in [
        "GPL-3.0",
        "none",
        "MIT AND GPL-3.0",
        "(MIT OR Apache-2.0) AND GPL-3.0",
        "Apache-2.0",
        "GPL-3.0 OR AGPL-3.0",
    ] {
        assert!(!fits(other, &allowed), "{other}");
    }
}
