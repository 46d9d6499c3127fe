//! `beian regress`: the project's own cases, and what is said when something is otherwise than expected.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use quick_xml::Reader;
use quick_xml::events::Event;
use support::{Night, beian};

fn fixtures() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
}

/// A copy of a case, in a folder of its own below another.
fn copy_of(case: &str) -> Night {
    Night::of(
        &fixtures().join(case).join(".."),
        &[case.rsplit('/').next().unwrap()],
    )
}

fn regress(night: &Night, more: &[&str]) -> (i32, String) {
    let output = run(night, more);
    let said = [&output.stdout[..], &output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(said).unwrap(),
    )
}

fn run(night: &Night, more: &[&str]) -> Output {
    let mut command = beian();
    command.current_dir(night.path("."));
    command.args(["regress", ".", "--lang", "en"]).args(more);
    command.output().unwrap()
}

/// Changes an expected file, which must hold `old`.
fn expect_otherwise(night: &Night, file: &str, old: &str, new: &str) {
    let path = night.path(file);
    let bytes = fs::read(&path).unwrap();
    let is_gbk = file.ends_with(".xml");
    let text = match is_gbk {
        true => encoding_rs::GBK.decode(&bytes).0.into_owned(),
        false => String::from_utf8(bytes).unwrap(),
    };
    assert!(text.contains(old), "{file} has no {old}: {text}");
    let text = text.replacen(old, new, 1);
    let bytes = match is_gbk {
        true => encoding_rs::GBK.encode(&text).0.into_owned(),
        false => text.into_bytes(),
    };
    fs::write(path, bytes).unwrap();
}

/// The only upload file that a case expects.
fn upload(night: &Night, case: &str) -> String {
    let folder = format!("{case}/expected");
    let names = fs::read_dir(night.path(&folder)).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names = names.filter(|name| name.ends_with(".xml"));
    format!("{folder}/{}", names.next().unwrap())
}

#[test]
fn every_fixture_that_is_a_case_is_as_expected() {
    let mut command = beian();
    command
        .args(["regress", "--lang", "en", "-v"])
        .arg(fixtures());
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    for case in [
        "first-night",
        "families/xzba",
        "families/ym",
        "cases/answers",
        "cases/mornings",
    ] {
        assert!(said.contains(&format!("equal  {case}\n")), "{said}");
    }
    assert!(said.contains("0 different, 0 that cannot be run"), "{said}");
}

#[test]
fn a_finding_is_told_by_order_rule_and_cell() {
    let night = copy_of("families/zxba");
    let file = "zxba/expected/findings.jsonl";
    expect_otherwise(
        &night,
        file,
        r#""severity":"info""#,
        r#""severity":"warning""#,
    );
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains("different  zxba"), "{said}");
    assert!(
        said.contains(" severity\n        - warning\n        + info\n"),
        "{said}"
    );
    // A finding that nobody expects, and one that does not come.
    let night = copy_of("families/zxba");
    let lines = fs::read_to_string(night.path(file)).unwrap();
    let (first, rest) = lines.split_once('\n').unwrap();
    let never = first.replace(r#""cell":""#, r#""cell":"ZZ"#);
    fs::write(night.path(file), format!("{never}\n{rest}")).unwrap();
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains("ZZ"), "{said}");
    assert_eq!(said.matches("        - ").count(), 1, "{said}");
    assert_eq!(said.matches("        + ").count(), 1, "{said}");
}

#[test]
fn a_changed_element_is_told_by_order_and_path_and_without_what_it_says_about_people() {
    let night = copy_of("families/xzba");
    let file = upload(&night, "xzba");
    expect_otherwise(&night, &file, "<Dwmc>", "<Dwmc>甲乙丙丁");
    expect_otherwise(&night, &file, "<Ym>", "<Ym>old-");
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains("order XZBA-"), "{said}");
    assert!(said.contains("/Dwmc\n"), "{said}");
    assert!(said.contains("        - old-"), "{said}");
    assert!(!said.contains("乙丙丁") && !said.contains('<'), "{said}");
    let (_, open) = regress(&night, &["--unmask"]);
    assert!(open.contains("甲乙丙丁"), "{open}");
}

#[test]
fn files_that_are_missing_or_too_many_are_named() {
    let night = copy_of("families/xzba");
    fs::remove_file(night.path(&upload(&night, "xzba"))).unwrap();
    fs::write(night.path("xzba/expected/never.xml"), "<UploadData/>").unwrap();
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains("never.xml\n        - 13 bytes"), "{said}");
    assert!(said.contains("XZBA000001.xml\n        + "), "{said}");
}

#[test]
fn an_outcome_an_answer_and_an_exit_are_told_too_and_blessing_ends_it() {
    let night = Night::of(fixtures(), &["cases", "first-night"]);
    fs::remove_file(night.path("first-night/case.toml")).unwrap();
    fs::remove_file(night.path("cases/mornings/case.toml")).unwrap();
    let expected = "cases/answers/expected";
    let outcomes = format!("{expected}/outcomes.jsonl");
    expect_otherwise(&night, &outcomes, r#""code":1003"#, r#""code":1004"#);
    let answers = format!("{expected}/answers.jsonl");
    expect_otherwise(&night, &answers, r#""matched":2"#, r#""matched":3"#);
    let exits = format!("{expected}/exits.jsonl");
    expect_otherwise(&night, &exits, r#""exit":1"#, r#""exit":0"#);
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    for told in [
        "order 20260918-0044\n    outcomes.jsonl\n      codes[1].code\n        - 1004\n        + 1003\n",
        " matched\n        - 3\n        + 2\n",
        "      ingest exit\n        - 0\n        + 1\n",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let (exit, blessed) = regress(&night, &["--bless"]);
    assert_eq!(exit, 0, "{blessed}");
    assert!(
        blessed.starts_with(&said),
        "it is shown before it is accepted: {blessed}"
    );
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("1 cases: 1 equal"), "{said}");
}

#[test]
fn the_lists_and_letters_of_a_night_are_told_by_order_and_line() {
    let night = copy_of("cases/mornings");
    // The case reads orders of the first night.
    let text = fs::read_to_string(night.path("mornings/case.toml")).unwrap();
    let orders = fixtures().join("first-night/orders").display().to_string();
    let text = text.replace("../../first-night/orders", &orders);
    fs::write(night.path("mornings/case.toml"), text).unwrap();
    assert_eq!(regress(&night, &[]).0, 0, "{}", regress(&night, &[]).1);
    let expected = |name: &str| format!("mornings/expected/{name}");
    let letter = expected("notices-2/20260918-0044.zh.txt");
    expect_otherwise(&night, &letter, "2026-11-09", "2026-11-10");
    // The first night had another clock than the second.
    expect_otherwise(&night, &expected("lists/sms.csv"), ",48,", ",47,");
    let outcomes = expected("outcomes-2.jsonl");
    expect_otherwise(&night, &outcomes, "\"overdue\":true", "\"overdue\":false");
    fs::remove_file(night.path(&expected("lists-2/call.csv"))).unwrap();
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 1, "{said}");
    for told in [
        "order 20260918-0044\n    notices-2/20260918-0044.zh.txt\n      11\n        - 请在 2026-11-10 前",
        "+ 请在 2026-11-09 前",
        "order 20260918-0042\n    lists/sms.csv\n      hours_left\n        - 47\n        + 48\n",
        "    outcomes-2.jsonl\n      overdue\n        - false\n        + true\n",
        "    lists-2/call.csv\n        + 3 lines\n",
    ] {
        assert!(said.contains(told), "{told} is not in {said}");
    }
    regress(&night, &["--bless"]);
    assert_eq!(regress(&night, &[]).0, 0);
    // What no night writes any more is no longer expected.
    let case = fs::read_to_string(night.path("mornings/case.toml")).unwrap();
    let case = case.replace("2026-11-02T22:00", "2026-09-20T21:00");
    fs::write(night.path("mornings/case.toml"), case).unwrap();
    let (_, said) = regress(&night, &["--bless"]);
    assert!(
        said.contains("hours_left\n        - 0\n        + 1\n"),
        "{said}"
    );
    assert_eq!(regress(&night, &[]).0, 0);
}

#[test]
fn a_step_that_cannot_be_read_is_named_with_its_line() {
    let night = copy_of("cases/answers");
    let path = night.path("answers/case.toml");
    let text = fs::read_to_string(&path).unwrap();
    for (run, told) in [
        ("{ step = \"nightly\", clok = \"x\" }", "clok"),
        ("{ step = \"morning\" }", "morning"),
        ("\"morning\"", "morning"),
        ("{ clock = \"2026-09-18T22:00:00+08:00\" }", "step"),
        ("7", "a step such as"),
        ("{ step = \"ingest\", answers = [] }", "`answers`"),
    ] {
        let changed = text.replace("run = [\"nightly\",", &format!("run = [{run},"));
        assert_ne!(changed, text);
        fs::write(&path, changed).unwrap();
        let (exit, said) = regress(&night, &[]);
        assert_eq!(exit, 2, "{run}: {said}");
        assert!(
            said.contains("case.toml") && said.contains(told),
            "{run}: {said}"
        );
    }
}

#[test]
fn a_folder_without_cases_is_not_taken_for_a_success() {
    let night = Night::of(fixtures(), &[]);
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("case.toml"), "{said}");
}

#[test]
fn a_case_that_cannot_be_run_says_why_and_the_others_run_all_the_same() {
    let night = Night::of(
        &fixtures().join("families"),
        &["xzba", "xzjr", "zxba", "ym"],
    );
    let case = |name: &str, text: &str| fs::write(night.path(name).join("case.toml"), text);
    case("xzba", "abuot = \"x\"\n").unwrap();
    case("zxba", "run = [\"chek\"]\n").unwrap();
    let config = night.path("ym/beian.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(config, text.replace("now =", "# now =")).unwrap();
    let (exit, said) = regress(&night, &[]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("did you mean about?"), "{said}");
    assert!(said.contains("did you mean check?"), "{said}");
    assert!(said.contains("the time is not fixed"), "{said}");
    assert!(said.contains("equal  xzjr"), "{said}");
    assert!(
        said.contains("4 cases: 1 equal, 0 different, 3 that cannot be run"),
        "{said}"
    );
}

#[test]
fn whatever_the_configuration_says_a_case_reaches_no_bureau_and_no_other_ledger() {
    let night = copy_of("cases/answers");
    let orders = "20260918-0042";
    let order = fixtures().join("first-night/orders").join(orders);
    let ledger = night.path("production.sqlite");
    let config = format!(
        "[carrier]\nisp_id = 330000000001\nprovince = 330000\n[[bureau]]\nname = \"b\"\nurl = \"http://127.0.0.1:1\"\npassword_env = \"BEIAN_NEVER_SET\"\nencrypt = true\n[ledger]\npath = {:?}\n[paths]\noutbox = {:?}\n",
        ledger.display().to_string(),
        night.path("production").display().to_string(),
    );
    fs::write(night.path("answers/beian.toml"), config).unwrap();
    let case = format!(
        "clock = \"2026-09-18T22:00:00+08:00\"\ninput = [{:?}]\nrun = [\"build\", \"nightly\", \"report\"]\n",
        order.display().to_string()
    );
    fs::write(night.path("answers/case.toml"), case).unwrap();
    let (exit, said) = regress(&night, &["--bless"]);
    assert_eq!(exit, 0, "{said}");
    let outcomes = fs::read_to_string(night.path("answers/expected/outcomes.jsonl")).unwrap();
    assert!(outcomes.contains("\"completed\""), "{outcomes}");
    assert!(!ledger.exists() && !night.path("production").exists());
}

#[test]
fn build_servers_read_the_results() {
    let night = Night::of(&fixtures().join("families"), &["xzba", "xzjr", "zxba"]);
    fs::write(night.path("zxba/case.toml"), "abuot = 1\n").unwrap();
    let file = upload(&night, "xzba");
    expect_otherwise(&night, &file, "<Dwmc>", "<Dwmc>甲乙丙丁");
    let (exit, said) = regress(&night, &["--junit", "results/junit.xml"]);
    assert_eq!(exit, 2, "{said}");
    let text = fs::read_to_string(night.path("results/junit.xml")).unwrap();
    assert!(!text.contains("乙丙丁"), "{text}");
    let mut reader = Reader::from_str(&text);
    let mut seen = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.attributes().map(Result::unwrap);
                let name = name.filter(|one| {
                    ["name", "tests", "failures", "errors"].contains(&one.key.as_ref())
                });
                let values: Vec<String> = name.map(|one| one.value.to_string()).collect();
                seen.push(
                    format!("{} {}", start.name().as_ref(), values.join(" "))
                        .trim()
                        .to_owned(),
                );
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(
        seen,
        [
            "testsuite beian regress 3 1 1",
            "testcase xzba",
            "failure",
            "testcase xzjr",
            "testcase zxba",
            "error",
        ]
    );
}

/// Another version: this one, with what it prints changed on the way.
#[cfg(unix)]
fn other_version(night: &Night, change: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let script = format!(
        "#!/bin/sh\nout=$({:?} \"$@\")\ncode=$?\nprintf '%s\\n' \"$out\" | sed {change:?}\nexit $code\n",
        env!("CARGO_BIN_EXE_beian")
    );
    let path = night.path("other");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[cfg(unix)]
fn two_versions_are_compared_by_their_verdicts_and_a_threshold_decides() {
    let night = Night::of(&fixtures().join("families"), &["ym", "zxba"]);
    // What is expected does not matter here.
    fs::remove_dir_all(night.path("ym/expected")).unwrap();
    let compare = |more: &[&str]| regress(&night, &[&["--compare", "other"], more].concat());
    other_version(&night, "s/nothing at all/never/");
    let (exit, said) = compare(&[]);
    assert_eq!(exit, 0, "{said}");
    assert!(
        said.starts_with("2 cases, ") && said.contains(": 0 changed"),
        "{said}"
    );
    other_version(
        &night,
        "s/\"severity\":\"info\"/\"severity\":\"error\"/;s/\"message\":\"/\"message\":\"x/",
    );
    let (exit, said) = compare(&[]);
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains("error 1018 → info 1018"), "{said}");
    let changed = said.matches(" → info").count();
    assert!(said.contains(&format!(": {changed} changed")), "{said}");
    for (threshold, expected) in [
        (changed.to_string(), 0),
        ((changed - 1).to_string(), 1),
        ("100%".to_owned(), 0),
        ("1%".to_owned(), 1),
    ] {
        let (exit, said) = compare(&["--max-changed", &threshold]);
        assert_eq!(exit, expected, "{threshold}: {said}");
    }
    other_version(&night, "1d");
    let (_, said) = compare(&[]);
    assert!(said.contains("2 new, 0 gone, 0 changed"), "{said}");
    let (exit, said) = compare(&["--max-changed", "many"]);
    assert_eq!(exit, 2, "{said}");
}

#[test]
fn another_version_that_cannot_be_run_is_no_equal_one() {
    let night = Night::of(&fixtures().join("families"), &["ym"]);
    let (exit, said) = regress(&night, &["--compare", "./not-there"]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("not-there cannot be started"), "{said}");
}
