//! What the log says about people: nothing, at any level and in any form.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::collections::BTreeSet;

use beian::config::Config;
use beian::nightly::{Known, Unwatched, read_and_check};
use beian::order::{Order, Part, Privacy};
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

#[test]
fn the_log_of_a_whole_night_holds_nothing_about_anybody() {
    let night = Night::copy();
    let data = personal_data(&night);
    assert!(data.len() > 500, "{}", data.len());
    for form in ["text", "json"] {
        let _ = std::fs::remove_dir_all(night.path("run"));
        let output = night.beian(&["nightly", "-vvv", "--log-format", form]);
        let log = String::from_utf8(output.stderr).unwrap();
        assert!(log.contains("taken"), "there is a log: {log}");
        let told: Vec<&String> = data.iter().filter(|text| log.contains(*text)).collect();
        assert!(told.is_empty(), "{form}: {told:?}");
        for secret in ["pwdHash", "beianInfo", "password"] {
            assert!(!log.contains(secret), "{form}: {secret}");
        }
        // A request that is logged in whatever encoding would make the log long.
        assert!(log.len() < 100_000, "{form}: {} bytes", log.len());
    }
}
