//! The orders that the bureau's lists propose, as a workbook that intake reads like any other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::codes::Codes;
use crate::disk::{self, DiskError};
use crate::ledger::{self, Ledger, ProposedRow, TaskRecord};
use crate::order::Bilingual;
use crate::outcome::proposals::{
    CARRIER, FIRST_REASON, FIRST_RESULT, OWNER, PROVINCE, SCANS, TODAY,
};

/// What the tokens of a proposal stand for.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'s> {
    /// The carrier's unit id.
    pub carrier: u64,
    /// The carrier's province, GB/T 2260, where it is known.
    pub province: Option<u32>,
    /// The day on which the workbook is written.
    pub today: NaiveDate,
    /// The code tables.
    pub codes: &'s Codes,
}

/// What keeps the workbook from being written.
#[derive(Debug, thiserror::Error)]
pub enum ProposedError {
    /// The workbook itself.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] XlsxError),
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The ledger, which holds the scans.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
}

impl Bilingual for ProposedError {
    fn zh(&self) -> String {
        match self {
            Self::Workbook(error) => format!("工作簿无法写入：{error}"),
            Self::Disk(error) => error.zh(),
            Self::Ledger(error) => error.zh(),
        }
    }
}

/// Writes the proposed orders of these tasks to `path`, and the scans that they name beside it. How many orders there are;
/// without any, nothing is written.
pub fn write(
    tasks: &[TaskRecord],
    ledger: &Ledger,
    surroundings: &Surroundings<'_>,
    path: &Path,
) -> Result<usize, ProposedError> {
    let mut sheets: BTreeMap<usize, Sheet> = BTreeMap::new();
    let mut orders = 0;
    for task in tasks {
        let Some(order) = &task.order else { continue };
        orders += 1;
        for row in own_rows(&task.task.rows, surroundings) {
            let position = SHEETS.iter().position(|sheet| *sheet == row.sheet);
            let sheet = sheets.entry(position.unwrap_or(SHEETS.len())).or_default();
            sheet.add(order, &row, surroundings);
        }
    }
    if orders == 0 {
        return Ok(0);
    }
    // A name alone is a file of the working folder.
    let path = &Path::new(".").join(path);
    let folder = path.parent().unwrap_or(Path::new("."));
    write_scans(&sheets, ledger, folder)?;
    let mut workbook = Workbook::new();
    // The same orders are the same bytes, whatever the clock says.
    let day = ExcelDateTime::parse_from_str(&surroundings.today.to_string())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let head = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    for (position, sheet) in &sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(SHEETS.get(*position).copied().unwrap_or("其他"))?;
        for (column, header) in (0..).zip(&sheet.headers) {
            worksheet.write_with_format(0, column, header, &head)?;
            worksheet.set_column_width(column, 18)?;
        }
        for (row, cells) in (1..).zip(&sheet.rows) {
            for (column, header) in (0..).zip(&sheet.headers) {
                if let Some(value) = cells.get(header) {
                    // Digits stay digits only as text.
                    worksheet.write_string_with_format(row, column, value, &text)?;
                }
            }
        }
    }
    disk::write(path, &workbook.save_to_buffer()?)?;
    Ok(orders)
}

/// The sheets in the order of the order model.
const SHEETS: [&str; 13] = [
    "订单",
    "主体",
    "网站",
    "前置审批",
    "域名",
    "接入",
    "IP地址",
    "附件",
    "注销",
    "核实",
    "未备案处理",
    "IP来源",
    "IP分配",
];

#[derive(Default)]
struct Sheet {
    headers: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

const ORDER_NUMBER: &str = "订单号";
const SITE_POSITION: &str = "网站序号";
const ACCESS_POSITION: &str = "接入序号";

impl Sheet {
    fn add(&mut self, order: &str, row: &ProposedRow, surroundings: &Surroundings<'_>) {
        let mut cells = BTreeMap::new();
        let number = (ORDER_NUMBER.to_owned(), order.to_owned());
        for (header, value) in std::iter::once(&number).chain(&row.cells) {
            if !self.headers.contains(header) {
                self.headers.push(header.clone());
            }
            let value = resolved(value, surroundings);
            if !value.is_empty() {
                cells.insert(header.clone(), value);
            }
        }
        self.rows.push(cells);
    }
}

/// The value that a token stands for.
fn resolved(value: &str, surroundings: &Surroundings<'_>) -> String {
    let first = |table: &str| {
        let table = surroundings.codes.table(table);
        let first = table.and_then(|table| table.rows().first());
        first.map_or(1, |row| row.id).to_string()
    };
    match value {
        CARRIER => surroundings.carrier.to_string(),
        PROVINCE => surroundings
            .province
            .map_or_else(String::new, |code| code.to_string()),
        TODAY => surroundings.today.to_string(),
        FIRST_REASON => first("cancel_reason"),
        FIRST_RESULT => first("unregistered_site_status"),
        value => value.to_owned(),
    }
}

/// The rows without accesses of other carriers, which are not ours to list; the others are numbered anew.
fn own_rows(rows: &[ProposedRow], surroundings: &Surroundings<'_>) -> Vec<ProposedRow> {
    let carrier = surroundings.carrier.to_string();
    let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut own = Vec::new();
    for row in rows {
        let cell = |wanted: &str| {
            let found = row.cells.iter().find(|(header, _)| header == wanted);
            found.map(|(_, value)| value.clone())
        };
        if cell(OWNER).is_some_and(|owner| owner != carrier) {
            continue;
        }
        let mut row = row.clone();
        row.cells.retain(|(header, _)| header != OWNER);
        if let (Some(site), Some(access)) = (cell(SITE_POSITION), cell(ACCESS_POSITION)) {
            let number = *numbers.entry((site.clone(), access)).or_insert_with(|| {
                let count = counts.entry(site).or_default();
                *count += 1;
                *count
            });
            for (header, value) in &mut row.cells {
                if header == ACCESS_POSITION {
                    *value = number.to_string();
                }
            }
        }
        own.push(row);
    }
    own
}

/// Writes the scans that cells name as `scans/<hash>.jpg`.
fn write_scans(
    sheets: &BTreeMap<usize, Sheet>,
    ledger: &Ledger,
    folder: &Path,
) -> Result<(), ProposedError> {
    let cells = { sheets.values() }
        .flat_map(|sheet| &sheet.rows)
        .flat_map(BTreeMap::values);
    for named in cells.flat_map(|cell| cell.split(';')) {
        let Some(name) = named
            .strip_prefix(SCANS)
            .and_then(|name| name.strip_prefix('/'))
        else {
            continue;
        };
        let hash = name.trim_end_matches(".jpg");
        let path = folder.join(named);
        if let Some(bytes) = ledger.scan(hash)?
            && fs::metadata(&path).is_err()
        {
            disk::write(&path, &bytes)?;
        }
    }
    Ok(())
}
