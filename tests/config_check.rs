//! `config check`: every key with its value and where it comes from; what is wrong ends with 2; secrets are never shown.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::process::Output;

use night_support::{SmallNight, assert_exit, json_lines, said};

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_key_is_shown_with_its_value_and_origin_in_both_languages() {
    let night = SmallNight::of(&[]);
    let output = night.run(&["config", "check"]);
    assert_exit(&output, 0);
    let text = printed(&output);
    for told in [
        "carrier.isp_id = 330000000001\n    line 3",
        "bureau[practice].retry.tries = 4\n    default",
        "paths.orders = \"orders\"\n    default",
        "bureau[practice].hours = (none)",
        "practice.scenario = \"practice.toml\"\n    line 7",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(
        said(&output).contains("clock.now fixes the time"),
        "{}",
        said(&output)
    );
    let chinese = printed(&night.run(&["config", "check", "--lang", "zh"]));
    assert!(chinese.contains("第 3 行  单位标识"), "{chinese}");
    let set = json_lines(&night.run(&["config", "check", "--set", "--format", "json"]));
    let keys: Vec<&str> = set
        .iter()
        .map(|line| line["key"].as_str().unwrap())
        .collect();
    assert!(
        keys.contains(&"bureau[practice].name") && !keys.contains(&"ledger.path"),
        "{keys:?}"
    );
    assert!(!night.path("ledger.sqlite").exists());
}

#[test]
fn everything_that_stops_a_night_is_told_at_once() {
    let night = SmallNight::of(&[]);
    night.write("password", "wrong horse");
    night.write("ca.pem", "no certificate");
    night.configure(
        "[[bureau]]\nname = \"a\"\nurl = \"https://bureau.example\"\npassword_env = \"BEIAN_TEST_NO_SUCH\"\nfamilies = [\"ICP\"]\n\
         encrypt = true\naes_key_file = \"missing\"\naes_iv_file = \"iv\"\nca_file = \"ca.pem\"\n\
         [[bureau]]\nname = \"b\"\nurl = \"http://bureau.example\"\npassword_file = \"password\"\nfamilies = [\"IP\"]\n\
         [checks.severity]\n\"docs-first-unti\" = \"off\"\n[output]\ncompression = 12\n",
    );
    night.write("practice.toml", "[[fault]]\ncal = \"x\"\n");
    let output = night.run(&["config", "check"]);
    assert_exit(&output, 2);
    let said = said(&output);
    for told in [
        "BEIAN_TEST_NO_SUCH holds nothing",
        "missing holds nothing",
        "ca.pem holds no PEM certificate",
        "docs-first-unit",
        "compression level 12",
        "practice.toml",
        "travels in the clear",
        "6 things have to be corrected",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!said.contains("wrong horse") && !printed(&output).contains("wrong horse"));
}

#[test]
fn what_no_bureau_could_mean_is_a_mistake_before_anything_is_done() {
    let night = SmallNight::of(&[]);
    for (bureau, told) in [
        ("hours = \"20-6\"", "20:00-06:00"),
        ("url = \"bureau.example\"", "http://"),
        ("retry.trys = 1", "tries"),
        (
            "[bureau.wsdl.parameters]\nisp_download = [\"a\"]",
            "5 parameters",
        ),
        ("[bureau.wsdl.wrappers]\nisp_uplod = \"a\"", "isp_upload"),
        ("[bureau.wsdl]\nstyle = \"soap\"", "document"),
    ] {
        night.configure(&format!("[[bureau]]\nname = \"practice\"\n{bureau}\n"));
        for command in [&["config", "check"][..], &["nightly"]] {
            let output = night.run(command);
            assert_exit(&output, 2);
            assert!(said(&output).contains(told), "{told}: {}", said(&output));
        }
    }
}
