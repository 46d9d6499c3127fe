//! Passwords and keys: no type that holds one can be printed or written down, each is wiped from memory, and none of them
//! is left anywhere by a night.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use night_support::{ORDERS, SmallNight, assert_exit, said};

/// What wipes its content when it is dropped, and what is made of such.
const WIPED: [&str; 2] = ["SecretString", "SecretSlice"];
const HOLDERS: [&str; 2] = ["AesKey", "Endpoint"];

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

/// Every struct of a source: the lines of attributes before it, its name, and its fields.
fn structs(text: &str) -> Vec<(String, String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let Some((_, rest)) = line.split_once("struct ") else {
            continue;
        };
        if line.trim_start().starts_with("//") || !line.ends_with('{') {
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|letter| letter.is_alphanumeric())
            .collect();
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let fields = lines[number + 1..].iter().take_while(|line| **line != end);
        let fields = fields.filter(|line| !line.trim_start().starts_with("//"));
        let before = lines[..number].iter().rev().take_while(|line| {
            let line = line.trim_start();
            line.starts_with("#[") || line.starts_with("//") || line.ends_with(")]")
        });
        let attributes: Vec<&str> = before
            .copied()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        found.push((
            attributes.join("\n"),
            name,
            fields.map(|line| format!("{line}\n")).collect(),
        ));
    }
    found
}

#[test]
fn no_type_that_holds_a_secret_can_be_printed_or_written_down() {
    let sources = sources();
    let mut holders = Vec::new();
    for (path, text) in &sources {
        for (attributes, name, fields) in structs(text) {
            let holds = WIPED.iter().chain(&HOLDERS).any(|kind| {
                fields
                    .split(|letter: char| !letter.is_alphanumeric())
                    .any(|word| word == *kind)
            });
            if !holds {
                continue;
            }
            for shown in ["Debug", "Display", "Serialize"] {
                assert!(
                    !attributes.contains(shown),
                    "{path}: {name} derives {shown}"
                );
                let written = format!("{shown} for {name}");
                assert!(!text.contains(&written), "{path}: {written}");
            }
            holders.push(name);
        }
    }
    for known in ["AesKey", "Endpoint", "Client", "SealOptions"] {
        assert!(
            holders.iter().any(|name| name == known),
            "{known} among {holders:?}"
        );
    }
}

#[test]
fn a_secret_is_read_into_a_type_that_wipes_it_and_shown_only_where_it_is_used() {
    for (path, text) in sources() {
        let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        for (_, name, fields) in structs(code) {
            for field in fields.lines().map(str::trim) {
                let is_secret = field.contains("secret:")
                    || field.contains("aes_key:")
                    || field.contains("aes_iv:");
                assert!(
                    !is_secret || WIPED.iter().any(|kind| field.contains(kind)),
                    "{path}: {name} has {field}"
                );
            }
        }
        let exposed = code.matches(".expose_secret()").count();
        let may = [
            "envelope/cipher.rs",
            "envelope/password.rs",
            "nightly/office.rs",
            "bureau/client.rs",
            "practice/",
        ];
        assert!(
            exposed == 0 || may.iter().any(|part| path.contains(part)),
            "{path} exposes a secret"
        );
    }
}

#[test]
fn a_night_leaves_neither_password_nor_key_behind() {
    let secrets = [
        ("BEIAN_T_PASSWORD", "Pq7-zorgvuldig-Wk9"),
        ("BEIAN_T_KEY", "kQ81vTz0pLm4XyAa"),
        ("BEIAN_T_IV", "iV55bNq2rSt8UwEe"),
    ];
    let night = SmallNight::of(&ORDERS[..2]);
    night.configure(
        "[[bureau]]\nname = \"practice\"\npassword_env = \"BEIAN_T_PASSWORD\"\nencrypt = true\n\
         aes_key_env = \"BEIAN_T_KEY\"\naes_iv_env = \"BEIAN_T_IV\"\n",
    );
    for (command, code) in [
        (&["config", "check"][..], 0),
        (&["nightly", "-vvv"], 0),
        (&["report", "--format", "json"], 0),
        (&["ledger", "export", "-o", "ledger.jsonl"], 0),
    ] {
        let output = night
            .command(command)
            .envs(secrets)
            .args(["--lang", "en"])
            .output()
            .unwrap();
        assert_exit(&output, code);
        let shown = [output.stdout.clone(), said(&output).into_bytes()].concat();
        for (name, secret) in secrets {
            assert_tells_nothing(&shown, secret, &format!("{name} in what {command:?} says"));
        }
    }
    // It was an encrypted night.
    let opened = night.uploads();
    assert_eq!(opened.len(), 1, "{opened:?}");
    let mut files = 0;
    for entry in walkdir::WalkDir::new(night.path("")) {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            files += 1;
            let bytes = fs::read(&path).unwrap();
            for (name, secret) in secrets {
                assert_tells_nothing(&bytes, secret, &format!("{name} in {}", path.display()));
            }
        }
    }
    assert!(files > 20, "{files}");
}

fn assert_tells_nothing(bytes: &[u8], secret: &str, what: &str) {
    let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    for form in [secret.to_owned(), STANDARD.encode(secret), hexadecimal] {
        let told = memchr::memmem::find(bytes, form.as_bytes()).is_some();
        assert!(!told, "{what}, as {form}");
    }
}
