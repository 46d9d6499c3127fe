//! CSV files in UTF-8 or GBK, row by row. The encoding is detected: what is valid UTF-8 is UTF-8, what else is valid GBK is
//! GBK, and anything else is refused with the line that is neither.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use encoding_rs::GBK;

use super::bounds::Bounds;
use super::cell::Cell;
use super::source::Encoding;
use super::workbook::RowSink;
use crate::order::Text;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file and the encoding it was in; in words why it cannot be read.
pub(super) fn decode(path: &Path, limit: u64) -> Result<(String, Encoding), Text> {
    let unreadable = || Text::new("文件打不开", "the file cannot be opened");
    if fs::metadata(path).map_err(|_| unreadable())?.len() > limit {
        return Err(Text::new(
            "文件太大，没有读取",
            "the file is too large and was not read",
        ));
    }
    let bytes = fs::read(path).map_err(|_| unreadable())?;
    if let Some(text) = bytes.strip_prefix(MARK) {
        let text = str::from_utf8(text).map_err(|error| neither(text, error.valid_up_to()))?;
        return Ok((text.to_owned(), Encoding::Utf8Marked));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(error) => {
            let utf8 = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            match GBK.decode_without_bom_handling_and_without_replacement(&bytes) {
                Some(text) => Ok((text.into_owned(), Encoding::Gbk)),
                None => Err(neither(&bytes, utf8)),
            }
        }
    }
}

fn neither(bytes: &[u8], valid: usize) -> Text {
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    Text::new(
        format!("第 {line} 行起既不是 UTF-8 也不是 GBK 编码"),
        format!("from line {line} on the text is neither UTF-8 nor GBK"),
    )
}

/// Hands every row of a CSV text to `sink`, numbered as a spreadsheet numbers them; in words why it stopped.
pub(super) fn rows(text: &str, bounds: &Bounds, sink: &mut RowSink<'_>) -> Result<(), Text> {
    let (text, _) = with_blank_lines(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut seen_cells = 0;
    for row in 0_u32.. {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) => return Err(Text::new("CSV 格式损坏", "the CSV text is broken")),
        }
        seen_cells += record.len() as u64;
        if u64::from(row) > bounds.rows || seen_cells > bounds.cells {
            let (rows, cells) = (bounds.rows, bounds.cells);
            return Err(Text::new(
                format!("数据超过 {rows} 行或 {cells} 个单元格"),
                format!("more than {rows} rows or {cells} cells"),
            ));
        }
        let cells = record
            .iter()
            .zip(0_u32..)
            .filter_map(|(text, column)| Cell::text(column, text))
            .collect();
        sink(row, cells);
    }
    Ok(())
}

/// Hands every record of a CSV text to `sink` as it is written, line end included, with its fields: numbered as [`rows`]
/// numbers them, and put together they are the text.
pub fn records(text: &str, mut sink: impl FnMut(&str, Vec<String>)) {
    let (filled, blank_lines) = with_blank_lines(text);
    let mut blank_lines = blank_lines.into_iter().peekable();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(filled.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut begin = 0;
    while let Ok(true) = reader.read_record(&mut record) {
        // A text in memory is never longer than an address.
        let mut end = reader.position().byte() as usize;
        // The reader leaves the second half of a line end to the next record.
        if filled[..end].ends_with('\r') && filled[end..].starts_with('\n') {
            end += 1;
        }
        let raw = &filled[begin..end];
        begin = end;
        if blank_lines.next_if(|blank| *blank < end).is_some() {
            sink(&raw.replace(EMPTY_CELL, ""), Vec::new());
        } else {
            sink(raw, record.iter().map(str::to_owned).collect());
        }
    }
    // Carriage returns alone at the end are no record to the reader.
    if begin < filled.len() {
        sink(&filled[begin..], Vec::new());
    }
}

const EMPTY_CELL: &str = "\"\"";

/// The text with an empty quoted cell on every blank line, and where those cells stand: the CSV reader drops blank lines,
/// spreadsheets count them.
fn with_blank_lines(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let mut filled = String::new();
    let mut cells = Vec::new();
    let mut copied = 0;
    let mut quoted = false;
    let mut line_is_blank = true;
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' if !quoted => {
                if line_is_blank {
                    filled.push_str(&text[copied..position]);
                    cells.push(filled.len());
                    filled.push_str(EMPTY_CELL);
                    copied = position;
                }
                line_is_blank = true;
            }
            b'\r' if !quoted => {}
            b'"' => {
                quoted = !quoted;
                line_is_blank = false;
            }
            _ => line_is_blank = false,
        }
    }
    if copied == 0 && filled.is_empty() {
        return (Cow::Borrowed(text), cells);
    }
    filled.push_str(&text[copied..]);
    (Cow::Owned(filled), cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut found = Vec::new();
        let mut sink = |row, cells: Vec<Cell>| {
            if !cells.is_empty() {
                found.push((
                    row,
                    cells
                        .into_iter()
                        .map(|cell| cell.text.into_string())
                        .collect(),
                ));
            }
        };
        rows(text, &Bounds::default(), &mut sink).unwrap();
        found
    }

    #[test]
    fn blank_lines_count_as_rows() {
        let found = cells("订单号,备注\r\n\r\n1,\"两行\n\n备注\"\r\n\r\n\r\n2,b\r\n");
        let rows: Vec<u32> = found.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [0, 2, 5]);
        assert_eq!(found[1].1, ["1", "两行\n\n备注"]);
    }

    #[test]
    fn records_put_together_are_the_text() {
        for text in [
            "订单号,备注\r\n\r\n1,\"两行\n\n备注\"\r\n\r\n\r\n2,b\r\n",
            "a,b\n1,\"x\"\"y\"\n\n3,4",
            "\n\na\n",
            "a,b\n\"\"\n\n\"\"\r\n\r\n1,2\n",
        ] {
            let mut whole = String::new();
            let mut count = 0;
            records(text, |raw, _| {
                whole.push_str(raw);
                count += 1;
            });
            assert_eq!(whole, text);
            let mut numbered = 0;
            let mut sink = |row, _| numbered = row + 1;
            rows(text, &Bounds::default(), &mut sink).unwrap();
            assert_eq!(count, numbered);
        }
    }

    #[test]
    fn carriage_returns_at_the_end_are_part_of_the_text() {
        let mut pieces = Vec::new();
        records("a\n1\r\r\r", |raw, fields| {
            pieces.push((raw.to_owned(), fields.len()))
        });
        let pieces: Vec<(&str, usize)> = pieces.iter().map(|(raw, n)| (&**raw, *n)).collect();
        assert_eq!(pieces, [("a\n", 1), ("1\r", 1), ("\r\r", 0)]);
    }

    #[test]
    fn the_encoding_is_detected() {
        let folder = tempfile::tempdir().unwrap();
        let detect = |bytes: &[u8]| {
            let path = folder.path().join("a.csv");
            fs::write(&path, bytes).unwrap();
            decode(&path, 1000)
        };
        let text = "订单号,网站名称\n1,青杉的山野笔记\n";
        assert_eq!(
            detect(text.as_bytes()),
            Ok((text.to_owned(), Encoding::Utf8))
        );
        assert_eq!(
            detect(&[MARK, text.as_bytes()].concat()),
            Ok((text.to_owned(), Encoding::Utf8Marked))
        );
        assert_eq!(
            detect(&GBK.encode(text).0),
            Ok((text.to_owned(), Encoding::Gbk))
        );
        let message = detect(b"a\nb\xff\xff").unwrap_err();
        assert!(message.zh.contains("第 2 行"), "{}", message.zh);
    }
}
