//! `ledger adopt`: a carrier that has reported with another system goes on with this one.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod ledger_support;
mod night_support;

use std::fs;
use std::path::Path;
use std::process::Output;

use ledger_support::document;
use night_support::{ORDERS, SmallNight, assert_exit, said};
use rusqlite::Connection;

const REASON: &str = "由旧系统切换";

/// A full copy that holds one filing with these own ids of subject and site.
fn copy_with(subject: u64, site: u64) -> Vec<u8> {
    document(&format!(
        "<SJTB><ICP><Baxx><Zt_xx><IspZtid>{subject}</IspZtid><Ztid>7001</Ztid><Dwmc>南京青杉溪科技有限公司</Dwmc>\
         <Baxh>苏ICP备12345678号</Baxh></Zt_xx><Wz_xx><IspWzid>{site}</IspWzid><Wzid>8001</Wzid><Wzmc>青杉</Wzmc>\
         <Baxh>苏ICP备12345678号-1</Baxh></Wz_xx></Baxx></ICP></SJTB>"
    ))
}

/// A bureau to which another system has sent the first four orders in two files, and a carrier that begins here with the
/// others.
fn newcomer() -> SmallNight {
    let other = SmallNight::of(&[ORDERS[0], ORDERS[1], ORDERS[3]]);
    assert_exit(&other.run(&["nightly"]), 0);
    assert_eq!(other.uploads().len(), 2);
    let night = SmallNight::of(&[ORDERS[2], ORDERS[4]]);
    copy_folder(&other.path("practice"), &night.path("practice"));
    night
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn adopt(night: &SmallNight, more: &[&str]) -> Output {
    let arguments = [
        "ledger", "adopt", "--bureau", "practice", "--reason", REASON,
    ];
    night.run(&[&arguments[..], more].concat())
}

fn own_ids(night: &SmallNight, object: &str) -> Vec<i64> {
    let ledger = Connection::open(night.path("ledger.sqlite")).unwrap();
    let mut statement = ledger
        .prepare("SELECT id FROM own_ids WHERE object = ?1 ORDER BY id")
        .unwrap();
    let rows = statement.query_map([object], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn the_night_goes_on_after_the_last_number_and_with_ids_above_those_given_out() {
    let night = newcomer();
    let before = night.uploads();
    night.write("copy.xml", copy_with(1_000_000_040, 2_000_000_007));
    let output = adopt(
        &night,
        &[
            "--records",
            "copy.xml",
            "--ids-from",
            "1000000600,3000000100",
        ],
    );
    assert_exit(&output, 0);
    let words = said(&output);
    assert!(
        words.contains("number 2") && words.contains("The next upload has number 3"),
        "{words}"
    );
    assert!(
        words.contains(&before[1].1),
        "the last file is named: {words}"
    );
    // The person's word, the full copy and the last upload: the highest counts.
    assert!(words.contains("IspZtid goes on with 1000000600"), "{words}");
    assert!(words.contains("IspWzid goes on with 2000000008"), "{words}");
    assert!(words.contains("IspYmid goes on with 3000000100"), "{words}");
    assert_eq!(night.ledger().check().unwrap(), []);
    let kept: (i64, String, String) = Connection::open(night.path("ledger.sqlite"))
        .unwrap()
        .query_row(
            "SELECT sequence, file, reason FROM adoptions WHERE bureau = 'practice'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(kept, (2, before[1].1.clone(), REASON.to_owned()));
    let lookup = night.run(&["ledger", "lookup", "苏ICP备12345678号"]);
    assert_exit(&lookup, 0);

    assert_exit(&night.run(&["nightly"]), 0);
    let after = night.uploads();
    assert_eq!(after[..2], before);
    let numbers: Vec<u32> = after.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(own_ids(&night, "subject"), [1_000_000_600]);
    assert!(
        own_ids(&night, "site[1]")
            .iter()
            .all(|id| *id >= 2_000_000_008)
    );
    assert_eq!(night.ledger().check().unwrap(), []);
    assert!(night.archive().verify().unwrap().is_sound());
    let totals = night.report().pop().unwrap();
    assert_eq!(totals["totals"]["approved"], 2, "{totals}");
}

#[test]
fn what_the_last_upload_shows_counts_and_what_nothing_shows_is_told() {
    let night = newcomer();
    let output = adopt(&night, &["--ids-from", "1000000100"]);
    assert_exit(&output, 0);
    let words = said(&output);
    let unseen = "nothing shows which IspId the other system gave out";
    assert!(words.contains(unseen), "{words}");
    assert_exit(&night.run(&["nightly"]), 0);
    // The other system's last file held the site of its third order.
    let other = SmallNight::of(&[ORDERS[0], ORDERS[1], ORDERS[3]]);
    assert_exit(&other.run(&["nightly"]), 0);
    let highest = own_ids(&other, "site[1]").into_iter().max().unwrap();
    assert!(own_ids(&night, "site[1]").iter().all(|id| *id > highest));
    assert_eq!(night.uploads().len(), 4);
}

#[test]
fn without_it_the_bureau_is_ahead_and_with_it_files_built_before_go_out() {
    let night = newcomer();
    let output = night.run(&["nightly"]);
    assert_exit(&output, 5);
    assert_eq!(night.uploads().len(), 2);
    assert!(said(&output).contains("ledger adopt"), "{}", said(&output));
    assert_exit(&adopt(&night, &[]), 0);
    night.run(&["nightly"]);
    assert_eq!(night.uploads().len(), 4);
    assert_eq!(night.ledger().check().unwrap(), []);
}

#[test]
fn it_is_done_once_and_only_by_a_ledger_that_has_sent_nothing() {
    let night = newcomer();
    assert_exit(&adopt(&night, &[]), 0);
    let again = adopt(&night, &[]);
    assert_exit(&again, 2);
    assert!(
        said(&again).contains("was adopted on 2026-09-18"),
        "{}",
        said(&again)
    );

    let begun = SmallNight::of(&ORDERS[..1]);
    assert_exit(&begun.run(&["nightly"]), 0);
    let output = adopt(&begun, &[]);
    assert_exit(&output, 2);
    assert!(
        said(&output).contains("up to number 1"),
        "{}",
        said(&output)
    );
    begun.assert_agreement();
}

#[test]
fn a_bureau_that_has_taken_nothing_is_adopted_at_0() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&adopt(&night, &["--ids-from", "1000005000"]), 0);
    assert_exit(&night.run(&["nightly"]), 0);
    night.assert_agreement();
    assert_eq!(own_ids(&night, "subject"), [1_000_005_000]);
}

#[test]
fn what_cannot_be_adopted_is_refused_before_anything_is_changed() {
    let night = newcomer();
    night.write(
        "answers.xml",
        document(
            "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx><Czlx>1</Czlx></Jg_xx></BAJG></ICP>",
        ),
    );
    night.write("broken.xml", "<DownloadData><SJTB><ICP>");
    for (more, words) in [
        (
            &["--ids-from", "17"][..],
            "lies in no range of own ids: IspZtid 1000000000-1999999999",
        ),
        (&["--records", "answers.xml"], "no full copy (SJTB)"),
        (&["--records", "broken.xml"], "broken.xml"),
        (&["--records", "no-such.xml"], "no-such.xml"),
    ] {
        let output = adopt(&night, more);
        assert!(
            matches!(output.status.code(), Some(2 | 3)),
            "{more:?}: {}",
            said(&output)
        );
        assert!(said(&output).contains(words), "{more:?}: {}", said(&output));
    }
    let unnamed = night.run(&[
        "ledger",
        "adopt",
        "--bureau",
        "elsewhere",
        "--reason",
        REASON,
    ]);
    assert_exit(&unnamed, 2);
    assert!(
        said(&unnamed).contains("\"elsewhere\""),
        "{}",
        said(&unnamed)
    );
    assert_exit(&night.run(&["ledger", "adopt", "--bureau", "practice"]), 2);
    assert_exit(
        &night.run(&["ledger", "adopt", "--bureau", "practice", "--reason", " "]),
        2,
    );
    assert_eq!(night.ledger().sequences().unwrap(), []);
    assert_exit(&adopt(&night, &[]), 0);
}

#[test]
fn a_bureau_that_does_not_answer_is_not_adopted() {
    let night = newcomer();
    night.write(
        "practice.toml",
        "[[fault]]\ncall = \"isp_querypreviousupload\"\ndo = \"maintenance\"\n",
    );
    let output = adopt(&night, &[]);
    assert_exit(&output, 4);
    assert_eq!(night.ledger().sequences().unwrap(), []);
    assert_exit(&adopt(&night, &[]), 0);
}
