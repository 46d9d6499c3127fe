//! What the log says about people: nothing, at any level and in any form.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use beian::config::Config;
use beian::nightly::{Known, Unwatched, read_and_check};
use beian::order::{Order, Part, Privacy};
use encoding_rs::GBK;
use support::Night;

/// Everything in the batch that tells something about a person or an organizer.
fn personal_data(night: &Night) -> BTreeSet<String> {
    let config = Config::read(&night.path("beian.toml")).unwrap();
    let batch = read_and_check(
        &[night.path("orders")],
        &config,
        &mut Known::default(),
        &Unwatched,
    )
    .unwrap();
    let mut data = BTreeSet::new();
    for verdict in &batch.verdicts {
        let Order {
            header,
            subject,
            sites,
            attachments,
            ..
        } = verdict.order();
        collect(header, &mut data);
        collect(subject, &mut data);
        for site in sites {
            collect(site, &mut data);
            site.domains.iter().for_each(|one| collect(one, &mut data));
            site.accesses.iter().for_each(|one| collect(one, &mut data));
        }
        attachments.iter().for_each(|one| collect(one, &mut data));
    }
    data
}

fn collect(part: &impl Part, data: &mut BTreeSet<String>) {
    for field in part.fields() {
        let text = field.text().trim();
        // A single character or two digits occur everywhere.
        let tells = text.chars().count() >= 3 || (text.chars().count() == 2 && !text.is_ascii());
        if field.column().privacy != Privacy::Open && tells {
            data.insert(text.to_owned());
        }
    }
}

/// Runs a command as loudly as it goes; what it said on standard error.
fn log(night: &Night, arguments: &[&str], form: &str) -> String {
    let loud = [arguments, &["-vvv", "--log-format", form]].concat();
    let output = night.beian(&loud);
    assert!(output.status.code().unwrap() < 2, "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn assert_tells_nothing(log: &str, data: &BTreeSet<String>, what: &str) {
    let told: Vec<&String> = data.iter().filter(|text| log.contains(*text)).collect();
    assert!(told.is_empty(), "{what}: {told:?}");
    for secret in ["pwdHash", "beianInfo", "password"] {
        assert!(!log.contains(secret), "{what}: {secret}");
    }
}

#[test]
fn the_log_of_a_whole_night_holds_nothing_about_anybody() {
    let night = Night::copy();
    let data = personal_data(&night);
    assert!(data.len() > 500, "{}", data.len());
    for form in ["text", "json"] {
        let _ = std::fs::remove_dir_all(night.path("run"));
        let log = log(&night, &["nightly"], form);
        assert!(log.contains("taken"), "there is a log: {log}");
        assert_tells_nothing(&log, &data, form);
        // A request that is logged in whatever encoding would make the log long.
        assert!(log.len() < 100_000, "{form}: {} bytes", log.len());
    }
}

#[test]
fn the_log_of_every_family_and_of_every_answer_holds_nothing_about_anybody() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut values = 0;
    for family in fs::read_dir(fixtures.join("families")).unwrap() {
        let family = family.unwrap();
        let night = Night::of(&family.path(), &["orders", "beian.toml"]);
        let data = personal_data(&night);
        values += data.len();
        let what = family.file_name().into_string().unwrap();
        for command in [
            &["check", "orders"][..],
            &["classify", "orders"],
            &["nightly"],
        ] {
            let log = log(&night, command, "json");
            assert_tells_nothing(&log, &data, &format!("{what}: {command:?}"));
        }
    }
    assert!(values > 50, "{values}");

    let night = Night::of(&fixtures, &["answers"]);
    fs::copy(
        fixtures.join("families/xzba/beian.toml"),
        night.path("beian.toml"),
    )
    .unwrap();
    let data = personal_elements(&night.path("answers"));
    assert!(data.len() > 25, "{}", data.len());
    let log = log(&night, &["ingest", "answers"], "text");
    assert_tells_nothing(&log, &data, "answers");
}

/// What the answers below `folder` tell about people and organizers, by the interface's names.
fn personal_elements(folder: &Path) -> BTreeSet<String> {
    const NAMES: [&str; 12] = [
        "Dwmc", "Zjhm", "Zjzs", "Xxdz", "Fzr_xm", "Fzr_sjhm", "Fzr_lxdh", "Fzr_dzyj", "Fzr_zjhm",
        "Tzr", "Xm", "Sjhm",
    ];
    let mut data = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder) {
        let path = entry.unwrap().into_path();
        let bytes = fs::read(&path).unwrap_or_default();
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| GBK.decode(error.as_bytes()).0.into_owned());
        for name in NAMES {
            for rest in text.split(&format!("<{name}>")).skip(1) {
                let value = rest.split('<').next().unwrap_or_default().trim();
                if value.chars().count() > 2 {
                    data.insert(value.to_owned());
                }
            }
        }
    }
    data
}
