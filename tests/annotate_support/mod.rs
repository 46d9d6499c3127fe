//! Foreign programs for the tests of given-back workbooks: openpyxl and LibreOffice, where they can be had.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use zip::ZipArchive;

/// A Python that has openpyxl: the system's, or one set up below the folder of the tests. `None` where neither can be had.
pub fn python() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openpyxl");
        let own = folder.join("bin/python3");
        let has = |python: &Path| run(python, &["-c", "import openpyxl"]);
        let system = PathBuf::from("python3");
        let set_up = || {
            let folder = folder.to_string_lossy();
            run(&system, &["-m", "venv", &folder])
                && run(
                    &own,
                    &["-m", "pip", "-q", "--timeout", "20", "install", "openpyxl"],
                )
        };
        let found = [&system, &own]
            .into_iter()
            .find(|python| has(python))
            .cloned();
        found.or_else(|| (set_up() && has(&own)).then(|| own.clone()))
    });
    if found.is_none() {
        println!("skipped: there is no Python with openpyxl");
    }
    found.as_deref()
}

fn run(program: &Path, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).output();
    output.is_ok_and(|output| output.status.success())
}

/// Runs `furnish.py`.
pub fn furnish(python: &Path, arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/annotate_support/furnish.py");
    let output = Command::new(python).arg(script).args(arguments).output();
    let output = output.expect("Python starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    output
}

/// Every cell of a workbook as openpyxl sees it: value, comment, fill and font.
pub fn cells(python: &Path, workbook: &Path) -> BTreeMap<String, Vec<Value>> {
    let output = furnish(python, &["cells", &workbook.to_string_lossy()]);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Every part of a package: its bytes, and those that they are compressed to.
pub fn parts(package: &Path) -> BTreeMap<String, (Vec<u8>, Vec<u8>)> {
    let file = || File::open(package).expect("the package is there");
    let mut archive = ZipArchive::new(file()).expect("a package");
    let mut raw = ZipArchive::new(file()).expect("a package");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let (mut bytes, mut compressed) = (Vec::new(), Vec::new());
            part.read_to_end(&mut bytes).expect("a part");
            let mut raw = raw.by_index_raw(index).expect("a part");
            raw.read_to_end(&mut compressed).expect("a part");
            (name, (bytes, compressed))
        })
        .collect()
}

/// Renders a workbook to PDF with LibreOffice; `None` where there is none.
pub fn pdf(workbook: &Path, folder: &Path) -> Option<Vec<u8>> {
    converted(workbook, folder, "pdf").map(|path| std::fs::read(path).expect("a PDF"))
}

/// Has LibreOffice write a workbook in another format; `None` where there is no LibreOffice.
pub fn converted(workbook: &Path, folder: &Path, format: &str) -> Option<PathBuf> {
    let profile = tempfile::tempdir().expect("a folder");
    let profile = format!("-env:UserInstallation=file://{}", profile.path().display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(folder)
        .arg(workbook)
        .output();
    let Ok(output) = output else {
        println!("skipped: there is no LibreOffice");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let name = workbook.file_name().expect("a name");
    let path = folder.join(name).with_extension(format);
    assert!(path.exists(), "nothing was written: {said}");
    Some(path)
}
