//! libxml2's verdict, through its program `xmllint`.

use std::path::Path;
use std::process::Command;

/// Whether the program is installed; if not, says that something is skipped.
pub fn is_installed() -> bool {
    let found = Command::new("xmllint").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: xmllint is not installed");
    }
    found
}

/// What it says of the files `0.xml`, `1.xml`, … in a folder: `None` if one is valid, else its complaints.
pub fn verdicts(schema: &Path, folder: &Path, count: usize) -> Vec<Option<Vec<String>>> {
    let mut command = Command::new("xmllint");
    command
        .current_dir(folder)
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema);
    command.args((0..count).map(|n| format!("{n}.xml")));
    let output = command.output().expect("xmllint runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut verdicts = vec![Some(Vec::new()); count];
    let mut latest = 0;
    for line in said.lines() {
        let named = line
            .split_once(".xml")
            .and_then(|(n, rest)| Some((n.parse::<usize>().ok()?, rest)));
        match named {
            Some((n, " validates")) => verdicts[n] = None,
            Some((_, " fails to validate")) => {}
            Some((n, rest)) => {
                latest = n;
                verdicts[n].get_or_insert_default().push(rest.to_owned());
            }
            // The value in a complaint may hold line ends.
            None => {
                if let Some(complaint) = verdicts[latest]
                    .as_mut()
                    .and_then(|complaints| complaints.last_mut())
                {
                    complaint.push('\n');
                    complaint.push_str(line);
                }
            }
        }
    }
    verdicts
}

/// Whether it is known to be wrong in all its complaints about a document that others call valid.
pub fn excused(complaints: &[String], bytes: &[u8]) -> bool {
    let has = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    let section = ["<![CDATA[]]>", "<![CDATA[ ]]>"]
        .iter()
        .any(|section| has(section));
    !complaints.is_empty()
        && complaints.iter().all(|complaint| {
            let value = complaint
                .split_once(": '")
                .and_then(|(_, rest)| rest.split_once("' is not a valid value"));
            let padded = value.is_some_and(|(value, _)| {
                value.trim().parse::<i64>().is_ok() && value.trim() != value
            });
            let broken = complaint.contains("local atomic type")
                && complaint.contains("' is not a valid value");
            (broken && padded) || (complaint.contains("content type is 'element-only'") && section)
        })
}
