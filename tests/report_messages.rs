//! How commands speak: colours only where they are wanted, silence when it is asked for, and no fuss when a reader leaves.

mod support;

use std::process::{Command, Stdio};

use support::Night;

/// `beian` in the fixture's folder, to be started by the test itself.
fn command(night: &Night, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_beian"));
    command
        .current_dir(night.path(""))
        .env_remove("NO_COLOR")
        .args(arguments)
        .args(["--config", "beian.toml", "--lang", "zh"]);
    command
}

#[test]
fn a_reader_that_leaves_changes_nothing_about_how_a_command_ends() {
    let night = Night::copy();
    for arguments in [
        &["check", "orders"][..],
        &["check", "orders", "--format", "json"],
        &["nightly"],
        &["report", "--format", "html"],
    ] {
        let mut child = command(&night, arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(
            !said.contains("panicked") && !said.contains("beian:"),
            "{said}"
        );
    }
}

#[test]
fn nobody_has_to_listen_to_the_talk() {
    let night = Night::copy();
    let mut child = command(&night, &["nightly"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn quiet_leaves_only_the_results() {
    let night = Night::copy();
    let quiet = command(&night, &["nightly", "--quiet"])
        .output()
        .expect("the program starts");
    assert_eq!(String::from_utf8_lossy(&quiet.stderr), "");
    assert!(String::from_utf8_lossy(&quiet.stdout).contains("数字相符"));
    let talking = command(&night, &["nightly"])
        .output()
        .expect("the program starts");
    assert!(String::from_utf8_lossy(&talking.stderr).contains("报告："));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let night = Night::copy();
    let colored = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = command(&night, &[&["check", "orders"], arguments].concat());
        command.envs(variable);
        let output = command.output().expect("the program starts");
        output.stdout.contains(&0x1b)
    };
    assert!(!colored(&[], None), "a pipe is no terminal");
    assert!(!colored(&["--color", "never"], None));
    assert!(colored(&["--color", "always"], None));
    assert!(
        colored(&["--color", "always"], Some(("NO_COLOR", "1"))),
        "who asks gets them"
    );
}

#[test]
fn a_command_that_lacks_its_input_says_so() {
    let night = Night::copy();
    for name in ["check", "build", "validate"] {
        let output = command(&night, &[name])
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
}
