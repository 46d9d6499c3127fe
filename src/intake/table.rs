//! The rows of one table, whatever file they come from: finds the header row, names each column, and says what is wrong
//! with headers, order numbers and cells before a layout puts the rows into orders.

use std::sync::Arc;

use super::cell::{Cell, Flaw, is_destroyed};
use super::headers::{Headers, NUMBER, Target};
use super::rules;
use crate::order::{ANSWERS, Column, Finding, Order, Place, Spot, Tables, Text, Value};

/// How many rows may stand above the header row: titles, notes.
const ROWS_ABOVE: u32 = 20;

/// Where a table stands.
#[derive(Clone, Debug)]
pub(super) struct TablePlace {
    pub file: Arc<str>,
    pub sheet: Option<Arc<str>>,
}

impl TablePlace {
    pub(super) fn cell(&self, row: u32, column: u32) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            spot: Spot::Cell { row, column },
        }
    }

    pub(super) fn whole(&self) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            spot: Spot::Whole,
        }
    }
}

/// A row with an order number.
pub(super) struct Row<'r> {
    place: &'r TablePlace,
    row: u32,
    /// The order number and its cell.
    pub number: Value,
    cells: Vec<(&'r Target, Cell)>,
}

/// The header row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct HeaderRow {
    /// Zero-based number of the row.
    pub row: u32,
    /// The columns that this program wrote beside the operator's, by header and zero-based column.
    pub answers: Vec<(&'static str, u32)>,
}

impl<'r> Row<'r> {
    /// The cells with what their columns hold, the order number included.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'r Target, &Cell)> {
        self.cells.iter().map(|(target, cell)| (*target, cell))
    }

    /// Zero-based number of the row.
    pub(super) fn position(&self) -> u32 {
        self.row
    }

    pub(super) fn value(&self, cell: &Cell) -> Value {
        Value {
            text: cell.text.clone(),
            place: self.place.cell(self.row, cell.column),
        }
    }

    /// What a spreadsheet has done to the cells, as findings about `order`.
    pub(super) fn flaws(&self, order: &Order, findings: &mut Vec<Finding>) {
        for (target, cell) in self.cells() {
            let column = target.column();
            if cell.flaw != Flaw::None || is_destroyed(&cell.text, column) {
                findings.push(flawed(order, column, &self.value(cell), cell.flaw));
            }
        }
    }
}

/// A finding about a value that a spreadsheet, or a reader of numbers, has damaged.
pub(super) fn flawed(order: &Order, column: &'static Column, value: &Value, flaw: Flaw) -> Finding {
    if flaw == Flaw::Broken {
        let message = Text::new(
            "单元格是公式的错误值，不是内容",
            "the cell holds the error of a formula, not a value",
        );
        return rules::ERROR_CELL.of(order, column, value, message);
    }
    let message = Text::new(
        "这个号码被存成了数字，超出 15 位的部分已经丢失：请以文本重新输入",
        "this number was stored as a numeric value and has lost all digits beyond 15: enter it again as text",
    );
    rules::DIGITS_LOST.of(order, column, value, message)
}

/// Reads one table row by row.
pub(super) struct TableReader<'a> {
    headers: &'static Headers,
    tables: &'a dyn Tables,
    place: TablePlace,
    columns: Option<Vec<Option<Target>>>,
    number_column: u32,
    rows_above: u32,
    /// The header row, once it was found.
    pub header: Option<HeaderRow>,
    /// Rows below the header.
    pub rows: u64,
    /// Those of them without an order number.
    unnumbered: u64,
}

/// Rows without an order number that are told one by one; the rest is told as a number, so that a file of nothing else
/// fills neither memory nor screen.
const TOLD: u64 = 1000;

impl<'a> TableReader<'a> {
    pub(super) fn new(
        headers: &'static Headers,
        tables: &'a dyn Tables,
        place: TablePlace,
    ) -> Self {
        Self {
            headers,
            tables,
            place,
            columns: None,
            number_column: 0,
            rows_above: 0,
            header: None,
            rows: 0,
            unnumbered: 0,
        }
    }

    /// Takes the next row that is not empty; hands it back when it belongs to an order.
    pub(super) fn row(
        &mut self,
        row: u32,
        cells: Vec<Cell>,
        findings: &mut Vec<Finding>,
    ) -> Option<Row<'_>> {
        if cells.is_empty() {
            return None;
        }
        if self.columns.is_none() {
            self.look_for_header(row, &cells, findings);
            return None;
        }
        let columns = self.columns.as_deref()?;
        let mut number = None;
        let mut found = Vec::with_capacity(cells.len());
        for cell in cells {
            if let Some(Some(target)) = columns.get(cell.column as usize) {
                if *target == NUMBER && cell.flaw != Flaw::Broken {
                    number = Some(Value {
                        text: cell.text.clone(),
                        place: self.place.cell(row, cell.column),
                    });
                }
                found.push((target, cell));
            }
        }
        if found.is_empty() {
            return None;
        }
        let Some(number) = number else {
            self.rows += 1;
            self.unnumbered += 1;
            if self.unnumbered > TOLD {
                return None;
            }
            let message = Text::new(
                format!("第 {} 行没有订单号，没有读取", row + 1),
                format!("row {} has no order number and was not read", row + 1),
            );
            let place = self.place.cell(row, self.number_column);
            findings.push(Finding {
                field: NUMBER.column().header.into(),
                ..rules::MISSING_ORDER_NUMBER.at(place, message)
            });
            return None;
        };
        // A second header row (tags below the Chinese headers) is no order.
        if self.headers.find(&number.text, self.tables) == Some(NUMBER) {
            return None;
        }
        self.rows += 1;
        Some(Row {
            place: &self.place,
            row,
            number,
            cells: found,
        })
    }

    fn look_for_header(&mut self, row: u32, cells: &[Cell], findings: &mut Vec<Finding>) {
        if self.rows_above >= ROWS_ABOVE {
            return;
        }
        self.rows_above += 1;
        let is_number = |cell: &&Cell| self.headers.find(&cell.text, self.tables) == Some(NUMBER);
        let Some(number) = cells.iter().find(is_number) else {
            return;
        };
        self.number_column = number.column;
        let width = cells
            .iter()
            .map(|cell| cell.column as usize + 1)
            .max()
            .unwrap_or(0);
        let mut columns: Vec<Option<Target>> = vec![None; width];
        let mut header = HeaderRow {
            row,
            ..HeaderRow::default()
        };
        for cell in cells {
            if let Some(answer) = ANSWERS.iter().find(|answer| **answer == &*cell.text) {
                header.answers.push((answer, cell.column));
                continue;
            }
            let place = self.place.cell(row, cell.column);
            match self.headers.find(&cell.text, self.tables) {
                None => findings.push(unknown(self.headers, &cell.text, place)),
                target if columns.contains(&target) => {
                    let message = Text::new(
                        format!("表头“{}”与前面的一列含义相同，这一列没有读取", cell.text),
                        format!(
                            "the header \"{}\" means the same as an earlier column; this column was not read",
                            cell.text
                        ),
                    );
                    findings.push(rules::REPEATED_HEADER.about(
                        &Value {
                            text: cell.text.clone(),
                            place,
                        },
                        message,
                    ));
                }
                target => columns[cell.column as usize] = target,
            }
        }
        self.columns = Some(columns);
        self.header = Some(header);
    }

    /// Says so when the table had rows but no header row, and how many rows were not told of one by one.
    pub(super) fn finish(&self, findings: &mut Vec<Finding>) {
        if self.unnumbered > TOLD {
            let (all, more) = (self.unnumbered, self.unnumbered - TOLD);
            let message = Text::new(
                format!("共 {all} 行没有订单号，没有读取；以上 {TOLD} 行之外还有 {more} 行"),
                format!(
                    "{all} rows have no order number and were not read: the {TOLD} above and {more} more"
                ),
            );
            findings.push(rules::MISSING_ORDER_NUMBER.at(self.place.whole(), message));
        }
        if self.columns.is_none() && self.rows_above > 0 {
            let message = Text::new(
                format!("前 {ROWS_ABOVE} 行里没有带“订单号”列的表头，整张表没有读取"),
                format!(
                    "no header row with the column 订单号 among the first {ROWS_ABOVE} rows; the table was not read"
                ),
            );
            findings.push(rules::MISSING_ORDER_NUMBER.at(self.place.whole(), message));
        }
    }
}

/// A finding about a header or key that is no column's name.
pub(super) fn unknown(headers: &Headers, name: &str, place: Place) -> Finding {
    let (zh, en) = match headers.nearest(name) {
        Some(nearest) => (
            format!("，最接近的是“{nearest}”"),
            format!("; the nearest known one is \"{nearest}\""),
        ),
        None => Default::default(),
    };
    let message = Text::new(
        format!("表头“{name}”不认识，这一列没有读取{zh}"),
        format!("the header \"{name}\" is unknown and its column was not read{en}"),
    );
    rules::UNKNOWN_HEADER.about(
        &Value {
            text: name.into(),
            place,
        },
        message,
    )
}
