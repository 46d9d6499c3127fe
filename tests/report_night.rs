//! The night's report as text, JSON lines and a table: what an operator reads, word for word.

mod report_support;

use beian::ledger::State;
use beian::order::{Lang, Text};
use beian::report::night::{self, Which};
use beian::report::screen::{Screen, width};
use insta::assert_snapshot;
use report_support::{large_night, night};

fn text(lang: Lang, width: usize, color: bool) -> String {
    let mut out = Vec::new();
    night::text(&night(), &Screen { lang, color, width }, &mut out).expect("written to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_night_in_chinese_at_80_columns() {
    assert_snapshot!(text(Lang::Zh, 80, false));
}

#[test]
fn the_night_in_chinese_at_120_columns() {
    assert_snapshot!(text(Lang::Zh, 120, false));
}

#[test]
fn the_night_in_english_at_80_columns() {
    assert_snapshot!(text(Lang::En, 80, false));
}

#[test]
fn the_night_in_english_at_120_columns() {
    assert_snapshot!(text(Lang::En, 120, false));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for lang in [Lang::Zh, Lang::En] {
        for columns in [60, 80, 120, 200] {
            for line in text(lang, columns, false).lines() {
                assert!(width(line) <= columns, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let colored = text(Lang::Zh, 80, true);
    assert!(colored.contains("\x1b[31m"));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("a colour ends").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, text(Lang::Zh, 80, false));
}

#[test]
fn the_last_lines_say_the_sums_again() {
    let text = text(Lang::Zh, 80, false);
    let sums = "读入 8 = 保留 3 + 等待 1 + 上报 4";
    assert_eq!(text.matches(sums).count(), 2);
    let end: Vec<&str> = text.lines().rev().take(7).collect();
    assert!(end.iter().any(|line| line.contains(sums)), "{end:?}");
}

#[test]
fn a_large_night_names_everybody_who_needs_somebody_and_counts_the_rest() {
    let mut out = Vec::new();
    let screen = Screen {
        lang: Lang::Zh,
        color: false,
        width: 120,
    };
    night::text(&large_night(5000), &screen, &mut out).expect("written to memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("首次备案  完成  (4750)"), "{text}");
    assert!(
        !text.contains("20260918-00001"),
        "approved orders are counted"
    );
    assert!(
        text.contains("20260918-00020"),
        "an order held back is named"
    );
}

#[test]
fn what_is_the_same_for_several_orders_is_said_once_and_names_them_all() {
    let mut small = night();
    let refused = { small.outcomes.iter() }
        .find(|outcome| outcome.latest.state == State::ReturnedToCustomer)
        .expect("an order that was refused")
        .clone();
    let alike = (1..=5).map(|number| {
        let mut outcome = refused.clone();
        outcome.order = format!("A-{number}");
        outcome
    });
    let mut different = refused.clone();
    different.order = "B-1".to_owned();
    different.latest.note = Some(Text::new("另有原因", "another reason"));
    small.outcomes = alike.chain([different]).collect();
    let mut out = Vec::new();
    let screen = Screen {
        lang: Lang::En,
        color: false,
        width: 120,
    };
    night::text(&small, &screen, &mut out).expect("written to memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let message = refused.latest.codes[0].message.get(Lang::En);
    assert_eq!(text.matches(message).count(), 2, "{text}");
    assert_eq!(text.matches("(5)").count(), 1, "{text}");
    for number in ["A-1", "A-2", "A-3", "A-4", "A-5", "B-1"] {
        assert_eq!(text.matches(number).count(), 1, "{number}: {text}");
    }
}

#[test]
fn the_night_as_json_lines() {
    for (lang, name) in [(Lang::Zh, "json_zh"), (Lang::En, "json_en")] {
        let mut out = Vec::new();
        night::json(&night(), lang, &mut out).expect("written to memory");
        assert_snapshot!(name, String::from_utf8(out).expect("UTF-8"));
    }
}

#[test]
fn the_night_as_a_table() {
    let mut out = Vec::new();
    night::csv(&night(), Which::Orders, Lang::Zh, &mut out).expect("written to memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let table = text
        .strip_prefix('\u{feff}')
        .expect("a byte order mark for spreadsheets");
    assert_snapshot!(table);
}
