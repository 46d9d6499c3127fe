//! The code tables as JCDM gives them: `code_tables.csv` says which table stands where, and in which shape.
//!
//! A row without a number that its shape asks for is left out: nobody knows it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::bundled;
use crate::practice::register::Register;
use crate::practice::tables::{Row, regions, rows};
use crate::practice::xml::{leaf, wrap};

/// What stands in a row beside its id and `Sfyx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    /// `Mc`.
    Plain,
    /// `Bm`, `Mc`.
    Lettered,
    /// `Mc`, `Dwflid`.
    Natured,
    /// `Ysid`, `Mc`, `Sfqzsp`.
    Approved,
    /// `Ysid`, `Mc`.
    Bit,
    /// `Nr`.
    Reason,
    /// `Ztmc`, without `Sfyx`.
    Handling,
    /// `Mc`, `Ssdxlx`.
    Owned,
}

#[derive(Deserialize)]
struct Line {
    list: String,
    row: String,
    table: String,
    shape: Shape,
}

static LINES: LazyLock<Vec<Line>> =
    LazyLock::new(|| bundled::rows(include_str!("code_tables.csv")));

/// What stands in `JCDM`: this carrier among the reporting units, and every table with rows.
pub(super) fn write(register: &Register<'_>) -> String {
    let mut content = String::new();
    wrap(&mut content, "Bbdwlb", |out| {
        wrap(out, "Bbdw", |out| {
            leaf(out, "Id", register.carrier.to_string());
            leaf(out, "Dwmc", "演习接入商");
            leaf(out, "Sfyx", "1");
        });
    });
    wrap(&mut content, "Jcdm_xx", |out| {
        for line in LINES.iter() {
            let own = register.scenario.codes.get(&line.table);
            let own = own.into_iter().flatten().filter_map(|(id, name)| {
                Some(Row {
                    id: id.parse().ok()?,
                    name: name.clone(),
                    bit: None,
                    belongs: None,
                })
            });
            let own: Vec<Row> = own.collect();
            let all = rows(&line.table).iter().chain(&own);
            let written: String = all.filter_map(|row| written(line, row)).collect();
            if !written.is_empty() {
                wrap(out, &line.list, |out| out.push_str(&written));
            }
        }
        wrap(out, "Qy_dms", |out| {
            for (code, region) in regions() {
                wrap(out, "Qy_xx", |out| {
                    leaf(out, "Id", code.to_string());
                    leaf(out, "Mc", &region.name);
                    leaf(out, "Lx", region.level.to_string());
                    leaf(out, "Sfyx", "1");
                });
            }
        });
    });
    content
}

fn written(line: &Line, row: &Row) -> Option<String> {
    let bit = row.bit.map(|bit| bit.to_string());
    let belongs = row.belongs.map(|id| id.to_string());
    let letter = u8::try_from(row.id).ok().filter(|id| (1..=26).contains(id));
    let letter = letter.map(|id| char::from(b'A' + id - 1).to_string());
    let name = row.name.clone();
    let fields: Vec<(&str, String)> = match line.shape {
        Shape::Plain => vec![("Mc", name)],
        Shape::Lettered => vec![("Bm", letter?), ("Mc", name)],
        Shape::Natured => vec![("Mc", name), ("Dwflid", belongs?)],
        Shape::Approved => vec![("Ysid", bit?), ("Mc", name), ("Sfqzsp", "1".to_owned())],
        Shape::Bit => vec![("Ysid", bit?), ("Mc", name)],
        Shape::Reason => vec![("Nr", name)],
        Shape::Handling => vec![("Ztmc", name)],
        Shape::Owned => vec![("Mc", name), ("Ssdxlx", belongs?)],
    };
    let mut written = String::new();
    wrap(&mut written, &line.row, |out| {
        leaf(out, "Id", row.id.to_string());
        for (tag, text) in fields {
            leaf(out, tag, text);
        }
        if line.shape != Shape::Handling {
            leaf(out, "Sfyx", "1");
        }
    });
    Some(written)
}
