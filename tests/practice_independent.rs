//! An independent SOAP client (Python's zeep) speaks to the practice bureau, so that the bureau and our own client
//! cannot agree on a mistake. Skipped where Python or zeep is not installed.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::process::Command;

use practice_support::*;
use tempfile::tempdir;

#[test]
fn another_implementation_uploads_downloads_and_asks() {
    let zeep = Command::new("python3").args(["-c", "import zeep"]).output();
    if !zeep.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with zeep is not there");
        return;
    }
    for style in ["document", "rpc"] {
        let folder = tempdir().unwrap();
        let bureau = bureau(
            folder.path(),
            &format!("[description]\nstyle = \"{style}\""),
        );
        let output = Command::new("python3")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/practice_support/zeep_client.py"
            ))
            .args([&bureau.base_url(), &CARRIER.to_string(), USER, PASSWORD])
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{style}: {complaint}");
        let fetched = String::from_utf8_lossy(&output.stdout);
        assert_eq!(fetched.trim(), "BAJG GJSH BASJ", "{style}");
    }
}
