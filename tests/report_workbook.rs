//! The night's workbook: what stands in it, that nothing in it is run, and that LibreOffice opens it and agrees with its
//! sums. What needs LibreOffice is skipped with a message where it is not installed.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod report_support;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use beian::order::{Lang, Place, Spot};
use beian::report::night::{self, Night};
use calamine::{Data, Range, Reader as _, Xlsx};
use report_support::{HOSTILE, night};
use tempfile::TempDir;

fn workbook(night: &Night, lang: Lang, folder: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    night::xlsx(night, &[], lang, folder, &mut out).unwrap();
    out
}

fn sheet(book: &[u8], name: &str) -> Range<Data> {
    let mut reader: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    reader.worksheet_range(name).unwrap()
}

/// The part of the package that holds a sheet, by its position from 1.
fn part(book: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(book.to_vec())).unwrap();
    let mut text = String::new();
    let mut file = package.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn column(range: &Range<Data>, header: &str) -> Vec<String> {
    let head = range.rows().next().unwrap();
    let at = { head.iter() }.position(|cell| *cell == header).unwrap();
    range
        .rows()
        .skip(1)
        .map(|row| row[at].to_string())
        .collect()
}

#[test]
fn each_who_has_to_act_has_a_sheet_with_the_most_urgent_order_first() {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook(&night(), Lang::Zh, folder.path());
    let reader: Xlsx<_> = Xlsx::new(Cursor::new(book.clone())).unwrap();
    let names = reader.sheet_names();
    let expected = [
        "汇总",
        "操作员",
        "客户",
        "技术",
        "管局",
        "下次运行",
        "无需处理",
        "此前上报",
        "文件",
        "上报序号",
        "待判定答复",
        "管局待办",
        "台账与管局不符",
        "需处理的备案",
        "留存到期",
    ];
    assert_eq!(names, expected);
    let of = |name: &str| column(&sheet(&book, name), "订单号");
    assert_eq!(of("操作员"), ["N-004", "N-005", "N-006", "N-008"]);
    assert_eq!(of("客户"), ["N-003"]);
    assert_eq!(of("管局"), ["N-007"]);
    assert_eq!(of("无需处理"), ["N-001", "N-002"]);
    assert_eq!(of("此前上报"), ["K-031", "M-090"]);
}

#[test]
fn a_row_says_what_is_wrong_what_to_do_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook(&night(), Lang::Zh, folder.path());
    let operator = sheet(&book, "操作员");
    assert_eq!(column(&operator, "代码")[0], "1011\n5001");
    assert_eq!(
        column(&operator, "要改的单元格")[0],
        "夜间订单.xlsx 主体!S7"
    );
    assert!(column(&operator, "处理办法")[0].contains("按证件改正"));
    let customer = sheet(&book, "客户");
    assert_eq!(column(&customer, "次"), ["2"]);
    assert_eq!(column(&customer, "序号"), ["1"]);
    let bureau = sheet(&book, "管局");
    assert_eq!(column(&bureau, "逾期"), ["逾期"]);
    let head = bureau.rows().next().unwrap();
    let due = head.iter().position(|cell| *cell == "期限").unwrap();
    let day = &bureau.rows().nth(1).unwrap()[due];
    assert!(matches!(day, Data::DateTime(_)), "a day is a day: {day:?}");
    let files = sheet(&book, "文件");
    assert_eq!(column(&files, "核对"), ["缺 1 个答复"]);
    assert_eq!(column(&files, "缺答复的订单"), ["N-007"]);
}

#[test]
fn rows_can_be_filtered_and_the_header_stays() {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook(&night(), Lang::En, folder.path());
    let operator = part(&book, "xl/worksheets/sheet2.xml");
    assert!(
        operator.contains("<autoFilter ref=\"A1:Q5\"/>"),
        "{operator}"
    );
    assert!(operator.contains("state=\"frozen\""));
}

#[test]
fn an_order_leads_to_its_cell_in_the_operators_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let orders = folder.path().join("orders");
    let reports = folder.path().join("reports");
    fs::create_dir_all(&orders).unwrap();
    fs::create_dir_all(&reports).unwrap();
    let file = orders.join("夜间 订单.xlsx");
    fs::write(&file, "").unwrap();
    let mut night = night();
    let here = |sheet: &str, row, column| Place {
        file: file.to_str().unwrap().into(),
        sheet: Some(sheet.into()),
        spot: Spot::Cell { row, column },
    };
    let held = &mut night.outcomes[3].latest;
    held.place = here("订单", 6, 0);
    held.codes[0].found.as_mut().unwrap().1 = here("主体", 6, 18);
    let book = workbook(&night, Lang::Zh, &reports);
    let links = part(&book, "xl/worksheets/_rels/sheet2.xml.rels");
    let target = "Target=\"../orders/夜间%20订单.xlsx\" TargetMode=\"External\"";
    assert!(links.contains(target), "{links}");
    let cells = part(&book, "xl/worksheets/sheet2.xml");
    assert!(cells.contains("location=\"'订单'!A7\""), "{cells}");
    assert!(cells.contains("location=\"'主体'!S7\""), "{cells}");
}

#[test]
fn the_sums_are_formulas_over_the_sheets_and_agree_with_the_ledgers_count() {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook(&night(), Lang::Zh, folder.path());
    let mut reader: Xlsx<_> = Xlsx::new(Cursor::new(book.clone())).unwrap();
    let formulas = reader.worksheet_formula("汇总").unwrap();
    let all: Vec<String> = formulas.cells().map(|(.., text)| text.clone()).collect();
    assert!(
        all.contains(&"COUNTIF('操作员'!$D:$D,$A5)".to_owned()),
        "{all:?}"
    );
    let summary = sheet(&book, "汇总");
    let row = |name: &str| -> Vec<String> {
        let is_row = |row: &&[Data]| row[0] == name;
        let row = summary.rows().find(is_row).unwrap();
        row.iter().map(ToString::to_string).collect()
    };
    assert_eq!(row("退回")[1..8], ["0", "1", "0", "0", "0", "0", "1"]);
    assert_eq!(row("合计")[1..8], ["4", "1", "0", "1", "0", "2", "8"]);
    assert_eq!(row("台账自点")[1..3], ["8", "✓ 相符"]);
}

#[test]
fn figures_that_do_not_agree_are_said_loudly() {
    let folder = tempfile::tempdir().unwrap();
    let mut night = night();
    night.outcomes.pop();
    let summary = sheet(&workbook(&night, Lang::Zh, folder.path()), "汇总");
    let texts: Vec<String> = summary.cells().map(|(.., cell)| cell.to_string()).collect();
    assert!(texts.iter().any(|text| text == "✗ 不符"), "{texts:?}");
    let broken = "✗ 报告列出 7 个订单，台账自点 8 个；等待 0，台账 1";
    assert!(texts.iter().any(|text| text == broken), "{texts:?}");
}

#[test]
fn what_came_from_outside_is_text_and_never_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let mut night = night();
    let formula = "=HYPERLINK(\"http://evil.example\",\"x\")";
    night.outcomes[2].order = formula.to_owned();
    night.outcomes[2].latest.opinions[0].text = Some(format!("=1+1 {HOSTILE}"));
    night.unmatched[0].download = "+cmd|' /C calc'!A1".to_owned();
    let book = workbook(&night, Lang::Zh, folder.path());
    assert_eq!(column(&sheet(&book, "客户"), "订单号"), [formula]);
    let mut reader: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    for name in reader.sheet_names() {
        let formulas = reader.worksheet_formula(&name).unwrap();
        let mut texts = formulas.cells().map(|(.., text)| text.as_str());
        let own = |text: &str| {
            ["", "COUNTIF(", "SUM(", "IF("]
                .iter()
                .any(|own| text.starts_with(own) && (!own.is_empty() || text.is_empty()))
        };
        assert!(texts.all(own), "{name}");
    }
}

#[test]
fn the_same_night_is_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let twice = [0, 1].map(|_| workbook(&night(), Lang::Zh, folder.path()));
    assert!(twice[0] == twice[1]);
}

/// Converts a workbook with LibreOffice; `None` where there is none.
fn converted(book: &[u8], to: &str) -> Option<(TempDir, Vec<u8>)> {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: LibreOffice is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("night.xlsx"), book).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    let output = Command::new("timeout")
        .args([
            "120",
            "soffice",
            &profile,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
        ])
        .arg(folder.path().join("out"))
        .arg(folder.path().join("night.xlsx"))
        .output()
        .unwrap();
    let extension = to.split(':').next().unwrap();
    let path = folder.path().join(format!("out/night.{extension}"));
    let bytes = fs::read(path).unwrap_or_else(|_| {
        panic!("{}", String::from_utf8_lossy(&output.stderr));
    });
    Some((folder, bytes))
}

#[test]
fn libreoffice_opens_it_and_counts_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let book = workbook(&night(), Lang::Zh, folder.path());
    // CSV is the first sheet as LibreOffice has calculated it.
    let Some((_keep, csv)) = converted(
        &without_results(&book),
        "csv:Text - txt - csv (StarCalc):44,34,76,1",
    ) else {
        return;
    };
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("\"合计\",4,1,0,1,0,2,8"), "{csv}");
    assert!(csv.contains("\"台账自点\",8,\"✓ 相符\""), "{csv}");
}

/// The workbook without the results that we computed, so that whoever opens it has to compute them.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(book.to_vec())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut file = package.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let mut parts = text.split("</f><v>");
            let mut rest = parts.next().unwrap().to_owned();
            for part in parts {
                rest += "</f>";
                rest += part.split_once("</v>").unwrap().1;
            }
            bytes = rest.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
