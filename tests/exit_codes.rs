//! An exit code is a fixed word, never a count: a shell keeps eight bits of it, and 256 failures must not look like none.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::beian;

fn exit(folder: &Path, arguments: &[&str]) -> i32 {
    let output = beian()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    output.status.code().unwrap()
}

#[test]
fn so_many_failures_as_fill_a_byte_are_still_failures() {
    for count in [1, 256, 512] {
        let folder = tempfile::tempdir().unwrap();
        let mut orders = "订单号,订单类型\n".to_owned();
        let files = folder.path().join("files");
        fs::create_dir(&files).unwrap();
        for number in 0..count {
            // Nothing of such an order is right, and nothing in such a document.
            writeln!(orders, "A-{number},首次备案").unwrap();
            fs::write(files.join(format!("{number}.xml")), "<UploadData/>").unwrap();
            let answer = "<DownloadData><ICP><BAJG><Jg_xx/></BAJG></ICP>";
            fs::write(
                files.join(format!("{number}.answer")),
                format!("{answer}<!-- {number} -->"),
            )
            .unwrap();
        }
        fs::write(folder.path().join("orders.csv"), orders).unwrap();
        let answers: Vec<String> = (0..count)
            .map(|number| format!("files/{number}.answer"))
            .collect();
        let documents: Vec<String> = (0..count)
            .map(|number| format!("files/{number}.xml"))
            .collect();
        let with = |command: &'static str, paths: &[String]| {
            let paths = paths.iter().map(String::as_str);
            let arguments: Vec<&str> = [command].into_iter().chain(paths).collect();
            exit(folder.path(), &arguments)
        };
        assert_eq!(
            exit(folder.path(), &["check", "orders.csv"]),
            1,
            "check of {count}"
        );
        assert_eq!(
            exit(folder.path(), &["build", "orders.csv"]),
            1,
            "build of {count}"
        );
        assert_eq!(with("validate", &documents), 1, "validate of {count}");
        assert_eq!(with("ingest", &answers), 1, "ingest of {count}");
        assert_eq!(exit(folder.path(), &["report"]), 1, "report of {count}");
    }
}
