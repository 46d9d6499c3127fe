//! The figures that a run leaves for a monitoring agent: read by the rules of the exposition format, and by the numbers
//! that the report has.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use night_support::{ORDERS, SmallNight, assert_exit};

/// A page of samples by `name{labels}`, read as strictly as the format is written: every family has its help and its type
/// before its samples, which stand together; names and labels are of the allowed letters; no sample comes twice.
fn samples(page: &str) -> BTreeMap<String, f64> {
    assert!(page.ends_with('\n'), "the last line ends");
    let mut samples = BTreeMap::new();
    let mut families = BTreeSet::new();
    let mut lines = page.lines().peekable();
    while let Some(help) = lines.next() {
        let (name, words) = help
            .strip_prefix("# HELP ")
            .unwrap()
            .split_once(' ')
            .unwrap();
        assert!(is_name(name) && !words.is_empty(), "{help}");
        assert!(families.insert(name), "{name} comes twice");
        assert_eq!(lines.next(), Some(format!("# TYPE {name} gauge").as_str()));
        while let Some(line) = lines.next_if(|line| !line.starts_with('#')) {
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let (of, labels) = sample.split_once('{').unwrap_or((sample, "}"));
            assert_eq!(of, name, "{line}");
            read_labels(labels);
            let value: f64 = value.parse().unwrap();
            assert!(
                samples.insert(sample.to_owned(), value).is_none(),
                "{sample} comes twice"
            );
        }
    }
    samples
}

fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `name="value",…}`, in which a backslash comes before a backslash, a quote or `n` only.
fn read_labels(mut rest: &str) {
    while rest != "}" {
        let (name, value) = rest.split_once("=\"").unwrap();
        assert!(is_name(name), "{name}");
        let mut escaped = false;
        let end = value
            .char_indices()
            .find(|(_, c)| match (escaped, c) {
                (true, c) => {
                    assert!(matches!(c, '\\' | '"' | 'n'), "{value}");
                    escaped = false;
                    false
                }
                (false, '\\') => {
                    escaped = true;
                    false
                }
                (false, c) => *c == '"',
            })
            .unwrap()
            .0;
        rest = value[end + 1..]
            .strip_prefix(',')
            .unwrap_or(&value[end + 1..]);
    }
}

fn night() -> SmallNight {
    let night = SmallNight::of(&ORDERS);
    night.configure(
        "[[bureau]]\nname = \"浙江 \\\"一局\\\"\"\n[paths]\nmetrics = \"figures/beian.prom\"\n",
    );
    night
}

fn read(night: &SmallNight) -> BTreeMap<String, f64> {
    samples(&fs::read_to_string(night.path("figures/beian.prom")).unwrap())
}

#[test]
fn a_night_leaves_figures_that_agree_with_its_report() {
    let night = night();
    night.write(
        "practice.toml",
        "[[answer]]\nshare = 50\npending = true\n[[answer]]\nshare = 50\ncodes = [1003]\n",
    );
    let output = night.run(&["nightly"]);
    let figures = read(&night);
    let exit = output.status.code().unwrap();
    assert_eq!(
        figures["beian_last_run_exit_code{command=\"nightly\"}"],
        f64::from(exit)
    );
    // 2026-09-18T22:00:00+08:00
    let began = "beian_last_run_timestamp_seconds{command=\"nightly\"}";
    assert_eq!(figures[began], 1_789_740_000.0);
    let lines = night.report();
    let (totals, orders) = lines.split_last().unwrap();
    let count = |name: &str| totals["totals"][name].as_f64().unwrap();
    for outcome in ["held_back", "waiting", "pending", "approved", "refused"] {
        let sample = format!("beian_night_orders{{outcome=\"{outcome}\"}}");
        assert_eq!(figures[&sample], count(outcome), "{outcome}");
    }
    assert!(count("pending") + count("refused") > 0.0, "{totals}");
    let mut states: BTreeMap<&str, f64> = BTreeMap::new();
    for order in orders {
        *states.entry(order["state"].as_str().unwrap()).or_default() += 1.0;
    }
    for (state, orders) in states {
        assert_eq!(
            figures[&format!("beian_orders{{state=\"{state}\"}}")],
            orders,
            "{state}"
        );
    }
    let refused = orders
        .iter()
        .filter(|order| order["codes"][0]["code"] == 1003);
    let sample = figures.get("beian_night_codes{code=\"1003\"}");
    assert_eq!(sample.copied().unwrap_or(0.0), refused.count() as f64);
    for stage in [
        "reading", "checking", "proving", "sealing", "sending", "fetching",
    ] {
        let sample = format!("beian_stage_duration_seconds{{stage=\"{stage}\"}}");
        assert!(figures[&sample] > 0.0, "{stage}");
    }
    let bureau = r#"{bureau="浙江 \"一局\""}"#;
    assert_eq!(
        figures[&format!("beian_sequence{bureau}")],
        night.uploads().len() as f64
    );
    for name in ["sequence_gaps", "files_waiting", "unknown_uploads"] {
        assert_eq!(figures[&format!("beian_{name}{bureau}")], 0.0, "{name}");
    }
    assert_eq!(figures["beian_oldest_pending_age_seconds"], 0.0);
}

#[test]
fn a_run_that_fails_leaves_its_exit_code_and_what_is_known() {
    let night = night();
    night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    assert_exit(&night.run(&["nightly"]), 0);
    let config = fs::read_to_string(night.path("beian.toml")).unwrap();
    let later = config.replace("2026-09-18T22", "2026-09-21T22");
    night.write("beian.toml", &later);
    night.write("orders/broken.csv", "订单编号\n");
    night.write("practice.toml", "no toml");
    assert_exit(&night.run(&["nightly"]), 2);
    let figures = read(&night);
    assert_eq!(
        figures["beian_last_run_exit_code{command=\"nightly\"}"],
        2.0
    );
    assert_eq!(figures["beian_oldest_pending_age_seconds"], 3.0 * 86_400.0);
    assert_eq!(
        figures["beian_orders{state=\"uploaded\"}"],
        ORDERS.len() as f64
    );
    // An agent runs as another user, and never sees a file that is half written.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(night.path("figures/beian.prom"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o644);
    }
    assert_eq!(fs::read_dir(night.path("figures")).unwrap().count(), 1);
}

#[test]
fn figures_tell_about_nobody() {
    let night = night();
    night.run(&["nightly"]);
    let page = fs::read_to_string(night.path("figures/beian.prom")).unwrap();
    for order in ORDERS {
        assert!(!page.contains(order), "{order}");
    }
    // The only words that are not the program's own are the bureau's name.
    let foreign = page
        .chars()
        .filter(|c| !c.is_ascii() && !"浙江一局".contains(*c));
    assert_eq!(foreign.collect::<String>(), "");
}

#[test]
fn without_a_path_there_are_no_figures() {
    let night = SmallNight::of(&ORDERS[..1]);
    assert_exit(&night.run(&["nightly"]), 0);
    assert!(!night.path("figures").exists());
}
