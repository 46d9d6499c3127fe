//! A sheet of two million cells, one of them in the last corner, is read cell by cell: memory does not grow with it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod intake_support;

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use intake_support::{Folder, flat_parts, packed};

const ROWS: u32 = 2000;
const COLUMNS: u32 = 1000;

/// What reading may take beside what the program has anyway.
const BOUND_MIB: u64 = 32;

/// A flat workbook with one order, and cells below it in columns that have no header.
fn workbook() -> Vec<u8> {
    let mut parts = flat_parts();
    for (name, part) in &mut parts {
        if name == "xl/worksheets/sheet1.xml" {
            let text = str::from_utf8(part).unwrap();
            let text = text.replace("</sheetData>", &(cells() + "</sheetData>"));
            *part = text.into();
        }
    }
    packed(&parts)
}

fn cells() -> String {
    let columns: Vec<String> = (2..2 + COLUMNS).map(letters).collect();
    let mut rows = String::new();
    for row in 3..3 + ROWS {
        write!(rows, "<row r=\"{row}\">").unwrap();
        for (number, column) in (0..).zip(&columns) {
            let value = (row * 7919 + number * 104_729) % 1_000_003;
            write!(rows, "<c r=\"{column}{row}\"><v>{value}</v></c>").unwrap();
        }
        rows += "</row>";
    }
    rows + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
}

/// The name of a column, counted from 0.
fn letters(mut column: u32) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        match column / 26 {
            0 => return name.into_iter().collect(),
            rest => column = rest - 1,
        }
    }
}

/// The most memory that this process has held, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// One test, because the peak is the whole process's.
#[test]
fn two_million_cells_and_one_in_the_last_corner_are_read_in_little_memory() {
    let folder = Folder::new();
    folder.file("large.xlsx", workbook());
    let told = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak_mib();
    let started = Instant::now();
    let batch = folder.read();
    let seconds = started.elapsed().as_secs_f64();
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(batch.orders.len(), 1);
    let (Some(before), Some(after), true) = (before, peak_mib(), told) else {
        eprintln!("skipped: this system does not tell how much memory was used");
        return;
    };
    let risen = after - before;
    println!(
        "{} cells: {seconds:.1} s, {risen} MiB more than the {before} before",
        ROWS * COLUMNS + 1
    );
    assert!(risen < BOUND_MIB, "{risen} MiB");
}
