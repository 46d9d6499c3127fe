//! Nights accumulate: the report of any past night, and many nights side by side.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;

use night_support::{ORDERS, SmallNight, assert_exit, json_lines, said};

/// Three nights: two orders that the bureau leaves open, two that it refuses, and one that it approves.
fn three_nights() -> SmallNight {
    let night = SmallNight::of(&[]);
    let nights = [
        (
            "2026-09-18",
            &ORDERS[..2],
            "[[answer]]\nshare = 100\npending = true\n",
        ),
        (
            "2026-09-19",
            &ORDERS[2..4],
            "[[answer]]\nshare = 100\ncodes = [1003]\n",
        ),
        ("2026-09-21", &ORDERS[4..5], ""),
    ];
    for (day, orders, scenario) in nights {
        let config = fs::read_to_string(night.path("beian.toml")).unwrap();
        let at = config.find("now = \"").unwrap() + "now = \"".len();
        night.write(
            "beian.toml",
            format!("{}{day}{}", &config[..at], &config[at + day.len()..]),
        );
        night.write("practice.toml", scenario);
        let _ = fs::remove_dir_all(night.path("orders"));
        orders.iter().for_each(|order| night.bring(order, order));
        night.run(&["nightly"]);
    }
    night
}

#[test]
fn any_past_night_has_its_report() {
    let night = three_nights();
    let orders = |day: &str| -> Vec<String> {
        let output = night.run(&["report", "--night", day, "--format", "json"]);
        let lines = json_lines(&output);
        let numbers = lines.iter().filter_map(|line| line["order"].as_str());
        let totals = &lines.last().unwrap()["totals"];
        let numbers: Vec<String> = numbers.map(str::to_owned).collect();
        assert_eq!(totals["read"], numbers.len(), "{totals}");
        numbers
    };
    assert_eq!(orders("2026-09-18"), ORDERS[..2]);
    assert_eq!(orders("2026-09-19"), ORDERS[2..4]);
    assert_eq!(orders("2026-09-21"), ORDERS[4..5]);
    let none = night.run(&["report", "--night", "2026-09-20"]);
    assert_exit(&none, 2);
    assert!(
        said(&none).contains("2026-09-20") && said(&none).contains("2026-09-19"),
        "{}",
        said(&none)
    );
    let page = night.run(&["report", "--night", "2026-09-19", "--format", "html"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(
        page.contains("2026-09-19") && page.contains(ORDERS[2]),
        "{page}"
    );
}

#[test]
fn many_nights_stand_side_by_side_in_every_form() {
    let night = three_nights();
    let output = night.run(&["report", "--trend", "30", "--format", "json"]);
    assert_exit(&output, 0);
    let lines = json_lines(&output);
    let days: Vec<&str> = lines
        .iter()
        .map(|line| line["night"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["2026-09-18", "2026-09-19", "2026-09-21"]);
    for line in &lines {
        let count = |key: &str| line[key].as_u64().unwrap();
        assert_eq!(
            count("read"),
            count("held_back") + count("waiting") + count("sent"),
            "{line}"
        );
        assert_eq!(
            count("sent"),
            count("approved") + count("refused") + count("pending"),
            "{line}"
        );
    }
    let counts = |at: usize, keys: [&str; 4]| keys.map(|key| lines[at][key].as_u64().unwrap());
    assert_eq!(
        counts(0, ["read", "pending", "uploaded", "refusals"]),
        [2, 2, 2, 0]
    );
    assert_eq!(
        counts(1, ["read", "refused", "uploaded", "refusals"]),
        [2, 2, 2, 2]
    );
    assert_eq!(
        counts(2, ["read", "approved", "uploaded", "approvals"]),
        [1, 1, 1, 1]
    );
    let last = night.run(&[
        "report",
        "--trend",
        "1",
        "--night",
        "2026-09-20",
        "--format",
        "json",
    ]);
    assert_eq!(json_lines(&last)[0]["night"], "2026-09-19");

    let output = night.run(&["report", "--trend", "2", "--format", "csv"]);
    let table = String::from_utf8(output.stdout).unwrap();
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][0], &rows[0][1]), ("2026-09-19", "2"));

    let output = night.run(&["report", "--trend", "30"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 120),
        "{text}"
    );
    assert!(
        text.contains('▓') && text.contains('▒') && text.contains('█'),
        "{text}"
    );
    let page = night.run(&["report", "--trend", "3", "--format", "html"]);
    assert_exit(&page, 2);
    assert!(said(&page).contains("text, json or csv"), "{}", said(&page));
}

#[test]
fn the_page_of_a_night_carries_the_nights_before_it() {
    let night = three_nights();
    let page = night.run(&["report", "--night", "2026-09-19", "--format", "html"]);
    let page = String::from_utf8(page.stdout).unwrap();
    let begin = page.find("\"trend\":").unwrap();
    let trend = &page[begin..begin + page[begin..].find("]]").unwrap()];
    assert!(trend.contains("[\"09-18\",\"09-19\"]"), "{trend}");
}

#[test]
fn the_lines_of_a_trend_have_a_schema() {
    let night = three_nights();
    let printed = night.run(&["report", "--trend", "1", "--print-schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let line = json_lines(&night.run(&["report", "--trend", "1", "--format", "json"])).remove(0);
    let named: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let there: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(there, named);
}
