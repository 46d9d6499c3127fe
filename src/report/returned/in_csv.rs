//! Answers in a CSV file: what stood there keeps its bytes, new cells are put at the end of each row.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use encoding_rs::GBK;

use super::in_workbook::columns;
use super::{Answers, rows_of};
use crate::disk::{self, DiskError};
use crate::intake::{self, Encoding, Survey};
use crate::order::Lang;
use crate::report::spreadsheet;
use crate::workbook::AddedColumns;

const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a copy of the CSV file `file` with its answers to `target`.
pub(super) fn write(
    answers: &Answers,
    file: &str,
    survey: &Survey,
    target: &Path,
    lang: Lang,
) -> Result<PathBuf, DiskError> {
    let Some((text, encoding)) = &survey.text else {
        return write_findings(answers, file, target, lang);
    };
    let columns = survey.tables.first().and_then(|table| {
        let rows = rows_of(answers, file, table, lang);
        (!rows.is_empty()).then(|| columns(answers.headers, table, rows))
    });
    let text = match columns {
        Some(columns) => with_columns(text, &columns, *encoding),
        None => text.clone(),
    };
    disk::write_with(target, |out| encode(&text, *encoding, out))?;
    Ok(target.to_owned())
}

/// Writes `text` as the file came; UTF-8 with a mark, by which Excel knows it.
pub(super) fn encode(text: &str, encoding: Encoding, out: &mut dyn Write) -> io::Result<()> {
    match encoding {
        Encoding::Gbk => out.write_all(&GBK.encode(text).0),
        Encoding::Utf8 | Encoding::Utf8Marked => {
            out.write_all(MARK)?;
            out.write_all(text.as_bytes())
        }
    }
}

/// What is found about a file that cannot be annotated, as a table beside `target`.
pub(super) fn write_findings(
    answers: &Answers,
    file: &str,
    target: &Path,
    lang: Lang,
) -> Result<PathBuf, DiskError> {
    let mut path = target.as_os_str().to_owned();
    path.push(".csv");
    let path = PathBuf::from(path);
    disk::write_with(&path, |out| {
        let mut table = spreadsheet::table(
            out,
            &[
                "订单号",
                "工作表",
                "单元格",
                "列",
                answers.headers[0],
                "处理",
            ],
        )?;
        for order in answers
            .orders
            .iter()
            .filter(|order| &*order.place.file == file)
        {
            let sheet = order.place.sheet.as_deref().unwrap_or_default();
            let words = order.words.join(" ");
            let cell = order.place.cell();
            spreadsheet::row(
                &mut table,
                [&order.number, sheet, &cell, "", words.trim_end(), ""],
            )?;
        }
        for note in answers
            .cells
            .iter()
            .filter(|note| &*note.place.file == file)
        {
            let sheet = note.place.sheet.as_deref().unwrap_or_default();
            let order = note.order.as_deref().unwrap_or_default();
            let message = format!("{}{}", note.lead(lang), note.message);
            spreadsheet::row(
                &mut table,
                [
                    order,
                    sheet,
                    &note.place.cell(),
                    &note.field,
                    &message,
                    &note.remedy,
                ],
            )?;
        }
        table.flush()
    })?;
    Ok(path)
}

fn with_columns(text: &str, columns: &AddedColumns, encoding: Encoding) -> String {
    let mut records = Vec::new();
    intake::records(text, |raw, fields| records.push((raw.to_owned(), fields)));
    let width = { records.iter() }
        .map(|(_, fields)| fields.len())
        .max()
        .unwrap_or(0);
    let mut free = width;
    let places: Vec<usize> = { columns.headers.iter() }
        .map(|(_, known)| match known {
            Some(known) => *known as usize,
            None => {
                free += 1;
                free - 1
            }
        })
        .collect();
    let mut out = String::with_capacity(text.len() * 2);
    for (row, (raw, fields)) in (0_u32..).zip(&records) {
        let new: Vec<(usize, &str)> = if row == columns.header_row {
            let headers = columns.headers.iter().map(|(header, _)| header.as_str());
            places.iter().copied().zip(headers).collect()
        } else {
            let words = columns.rows.get(&row).map_or(&[][..], |(_, words)| words);
            places
                .iter()
                .copied()
                .zip(words.iter().map(String::as_str))
                .collect()
        };
        out.push_str(&with_fields(raw, fields, &new, encoding));
    }
    out
}

/// One record with fields set: at its end where they are new, anew as a whole where one was there before.
pub(super) fn with_fields(
    raw: &str,
    fields: &[String],
    new: &[(usize, &str)],
    encoding: Encoding,
) -> String {
    let said = |(_, text): &&(usize, &str)| !text.is_empty();
    let replaces = new
        .iter()
        .any(|(place, text)| fields.get(*place).is_some_and(|old| old != text));
    if !replaces && !new.iter().any(|field| said(&field)) {
        return raw.to_owned();
    }
    let line = raw.trim_start_matches(['\r', '\n']);
    let begin = &raw[..raw.len() - line.len()];
    let record = line.trim_end_matches(['\r', '\n']);
    let end = &line[record.len()..];
    let mut fields: Vec<String> = fields.to_vec();
    let mut kept = record.to_owned();
    let before = fields.len();
    for (place, text) in new {
        if fields.len() <= *place {
            fields.resize(place + 1, String::new());
        }
        fields[*place] = spreadsheet::as_text(&encodable(text, encoding)).into_owned();
    }
    if replaces {
        kept = fields
            .iter()
            .map(|field| quoted(field))
            .collect::<Vec<_>>()
            .join(",");
    } else {
        for field in &fields[before..] {
            kept.push(',');
            kept += &quoted(field);
        }
    }
    format!("{begin}{kept}{end}")
}

/// A field as it stands in a CSV file.
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// `text` without what the file's encoding cannot hold.
fn encodable(text: &str, encoding: Encoding) -> String {
    if encoding != Encoding::Gbk {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            let mut buffer = [0; 4];
            let (_, _, lost) = GBK.encode(c.encode_utf8(&mut buffer));
            if lost { '?' } else { c }
        })
        .collect()
}
