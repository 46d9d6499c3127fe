//! `codes` lists and searches every table, as a person at a terminal sees it.

#[path = "support/mod.rs"]
mod support;

use support::beian;

fn told(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder without a configuration");
    let mut command = beian();
    command
        .current_dir(folder.path())
        .arg("codes")
        .args(arguments);
    if !arguments.contains(&"--lang") {
        command.args(["--lang", "zh"]);
    }
    let output = command.output().expect("the program starts");
    let mut text = String::from_utf8(output.stdout).expect("UTF-8");
    text += &String::from_utf8(output.stderr).expect("UTF-8");
    text += &format!("exit {}\n", output.status.code().unwrap_or(-1));
    text
}

#[test]
fn all_tables_are_listed_with_their_rows_and_elements() {
    let text = told(&[]);
    for table in [
        "certificate_type",
        "regions",
        "provinces",
        "area_codes",
        "holidays",
        "result_codes",
    ] {
        assert!(
            text.lines().any(|line| line.starts_with(table)),
            "{table}: {text}"
        );
    }
    assert!(text.contains("Zjlx") && text.contains("204"), "{text}");
}

#[test]
fn a_table_is_searched_by_id_by_name_in_both_languages_and_by_a_part_of_it() {
    for search in ["2", "居民身份证", "身份", "resident id"] {
        let text = told(&["certificate_type", "--search", search]);
        assert!(text.contains("居民身份证"), "{search}: {text}");
    }
    assert_eq!(
        told(&["certificate_type", "--search", "2"]).lines().count(),
        2
    );
}

#[test]
fn a_region_is_found_by_code_by_name_and_by_a_part_with_what_lies_around_it() {
    let text = told(&["regions", "--search", "西湖"]);
    let line = text.lines().find(|line| line.starts_with("330106"));
    let line = line.expect("the district of Hangzhou");
    assert!(
        line.contains("西湖区") && line.contains("浙江省 杭州市"),
        "{line}"
    );
    assert!(told(&["regions", "--search", "3301"]).contains("330106"));
    assert!(told(&["regions", "--search", "110103"]).contains("已撤销"));
}

#[test]
fn without_a_table_all_are_searched() {
    let text = told(&["--search", "杭州"]);
    for part in ["regions — 行政区划", "330100  杭州市", "area_codes", "0571"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = told(&["--search", "1003"]);
    assert!(text.contains("result_codes"), "{text}");
}

#[test]
fn what_is_not_there_is_said_with_the_nearest_name() {
    let text = told(&["certificate_types", "--lang", "en"]);
    assert!(
        text.contains("the nearest is certificate_type") && text.contains("exit 2"),
        "{text}"
    );
    assert!(told(&["--search", "火星基地"]).contains("exit 2"));
    let text = told(&["cancel_reason"]);
    assert!(
        text.contains("codes import") && text.contains("exit 0"),
        "{text}"
    );
}
