//! An independent SOAP client (Python's zeep) makes all six calls to the practice bureau, in both styles and every spelling,
//! so that the bureau and our own client cannot agree on a mistake. Skipped where Python or zeep is not installed.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod practice_support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use beian::envelope::{SealOptions, seal};
use beian::practice::{Options, start};
use beian::schemas::UPLOAD;
use beian::xsd;
use practice_support::*;
use tempfile::tempdir;

/// How a scenario spells the first parameter, and how `isp_upload`, `isp_download` and `isp_verifybamm` then have it.
const SPELLINGS: [(&str, &str); 3] = [
    ("mixed", "ispID ispId ispID"),
    ("ispId", "ispId ispId ispId"),
    ("ispID", "ispID ispID ispID"),
];

/// A file that beian built for the bureau, and a domain in it.
const BUILT: &str = "fixtures/families/xzba/expected/33000000000120261120XZBA000001.xml";
const DOMAIN: &str = "qingshanxi-net.cn";

#[test]
fn another_implementation_uploads_downloads_acknowledges_and_asks() {
    let zeep = Command::new("python3").args(["-c", "import zeep"]).output();
    if !zeep.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with zeep is not there");
        return;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = project.join(BUILT);
    let name = built
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let sealed = seal(&fs::read(&built).unwrap(), &name, &SealOptions::default()).unwrap();
    for style in ["document", "rpc"] {
        for (spelling, spelt) in SPELLINGS {
            let folder = tempdir().unwrap();
            let archive = folder.path().join("sealed.zip");
            fs::write(&archive, &sealed.zip).unwrap();
            let scenario = format!("[description]\nstyle = \"{style}\"\nspelling = \"{spelling}\"");
            let fits = |xml: &[u8]| {
                let outcome = UPLOAD.schema().validate(xml, &xsd::Options::default());
                { outcome.is_valid().then_some(()) }.ok_or_else(|| format!("{outcome:?}"))
            };
            let bureau = start(Options {
                schema_check: Some(Arc::new(fits)),
                ..options(&folder.path().join("memory"), &scenario)
            });
            let bureau = bureau.unwrap();
            let output = Command::new("python3")
                .arg(project.join("tests/practice_support/zeep_client.py"))
                .args([&bureau.base_url(), &CARRIER.to_string(), USER, PASSWORD])
                .arg(&archive)
                .arg(DOMAIN)
                .output()
                .unwrap();
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{style} {spelling}: {complaint}");
            let said = String::from_utf8_lossy(&output.stdout);
            let expected = format!("{spelt} BAJG GJSH BASJ BAJG GJSH BASJ");
            assert_eq!(said.trim(), expected, "{style} {spelling}");
        }
    }
}
