//! Reads one source: a workbook, the CSV files that belong together, or an order folder.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bounds::Bounds;
use super::complete::complete;
use super::document::Node;
use super::find::{Unit, UnitKind};
use super::flat::Flat;
use super::folder::Document;
use super::headers::Headers;
use super::link::Orders;
use super::memo::Memo;
use super::part::{FLAT, PartKind};
use super::pictures::{self, Places};
use super::read::{Batch, Options};
use super::source::{Encoding, Format, Source};
use super::table::{TablePlace, TableReader};
use super::workbook::{RowSink, Workbook};
use super::{attach, delimited, rules, sheets};
use crate::codes::fold;
use crate::order::{BESIDE_ORDERS, Place, Text};

/// Reads one source. Broken workbooks can make their reader panic; such a file is unreadable, and the night goes on.
pub(super) fn read_unit(unit: &Unit, options: &Options<'_>) -> Batch {
    let memo = Memo::new(options.codes);
    let read = || {
        let mut reader = UnitReader {
            bounds: &options.bounds,
            orders: Orders::new(&memo),
            sources: Vec::new(),
            failed: false,
        };
        reader.read(unit);
        reader.finish(unit)
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let file: Arc<str> = name_of(unit.file());
        let message = Text::new(
            "文件损坏，无法读取",
            "the file is broken and cannot be read",
        );
        let source = Source {
            file: file.clone(),
            format: format_of(unit),
            encoding: None,
            rows: 0,
            orders: 0,
        };
        Batch {
            orders: Vec::new(),
            findings: vec![rules::UNREADABLE_FILE.at(Place::whole(file), message)],
            sources: vec![source],
        }
    })
}

fn name_of(path: &Path) -> Arc<str> {
    path.display().to_string().into()
}

fn format_of(unit: &Unit) -> Format {
    match &unit.kind {
        UnitKind::Workbook(path) => match path.extension().and_then(|extension| extension.to_str())
        {
            Some(extension)
                if extension.eq_ignore_ascii_case("xls")
                    || extension.eq_ignore_ascii_case("et") =>
            {
                Format::Xls
            }
            Some(extension) if extension.eq_ignore_ascii_case("ods") => Format::Ods,
            _ => Format::Xlsx,
        },
        UnitKind::Csv(_) | UnitKind::Sheets(_) => Format::Csv,
        UnitKind::Folder(files) => files.first().map_or(Format::Toml, |(format, _)| *format),
    }
}

/// The sheets of the order model, parents first and flat ones without a part, and the names of the others that are not empty.
pub(super) fn our_sheets(
    workbook: &mut Workbook,
    bounds: &Bounds,
) -> (Vec<(Option<PartKind>, String)>, Vec<String>) {
    let mut ours: Vec<(Option<PartKind>, String)> = Vec::new();
    let mut others = Vec::new();
    for name in workbook.sheets() {
        match PartKind::of_sheet(&name) {
            Some(part) => ours.push((Some(part), name)),
            None if fold(&name) == fold(FLAT) => ours.push((None, name)),
            None if BESIDE_ORDERS.contains(&name.as_str()) => {}
            None => {
                let mut rows = 0_u64;
                let counted = workbook.rows(&name, bounds, &mut |_, _| rows += 1);
                if rows > 0 || counted.is_err() {
                    others.push(name);
                }
            }
        }
    }
    // A workbook with one sheet of any name is a flat one.
    if ours.is_empty() && others.len() == 1 {
        ours.extend(others.pop().map(|only| (None, only)));
    }
    ours.sort_by_key(|(part, _)| part.map_or(usize::MAX, |part| part as usize));
    (ours, others)
}

struct UnitReader<'a> {
    bounds: &'a Bounds,
    orders: Orders<'a>,
    sources: Vec<Source>,
    /// A table could not be read to its end: what was read of the orders may lack anything.
    failed: bool,
}

impl UnitReader<'_> {
    fn read(&mut self, unit: &Unit) {
        match &unit.kind {
            UnitKind::Workbook(path) => self.workbook(path, format_of(unit)),
            UnitKind::Csv(path) => self.csv(None, path),
            UnitKind::Sheets(files) => files
                .iter()
                .for_each(|(part, path)| self.csv(Some(*part), path)),
            UnitKind::Folder(files) => self.folder(&unit.base, files),
        }
    }

    fn finish(mut self, unit: &Unit) -> Batch {
        if self.failed {
            self.orders.orders.clear();
            self.orders
                .findings
                .retain(|finding| finding.order.is_none());
            self.sources.iter_mut().for_each(|source| source.orders = 0);
        }
        self.orders.finish();
        for order in &mut self.orders.orders {
            complete(order, self.orders.memo);
            order.shrink();
        }
        let places = Places {
            base: &unit.base,
            batch: &unit.batch,
        };
        pictures::attach(&mut self.orders.orders, &places, &mut self.orders.findings);
        let is_silent = self
            .orders
            .findings
            .iter()
            .all(|finding| !finding.holds_back());
        if self.orders.orders.is_empty() && is_silent {
            let message = Text::new("没有读到任何订单", "no order was found");
            self.orders
                .findings
                .push(rules::EMPTY.at(Place::whole(name_of(unit.file())), message));
        }
        Batch {
            orders: self.orders.orders,
            findings: self.orders.findings,
            sources: self.sources,
        }
    }

    fn workbook(&mut self, path: &Path, expected: Format) {
        let file = name_of(path);
        let mut source = Source {
            file: file.clone(),
            format: expected,
            encoding: None,
            rows: 0,
            orders: 0,
        };
        match Workbook::open(path, self.bounds) {
            Err(message) => self.unreadable(Place::whole(file), message),
            Ok(mut workbook) => {
                source.format = workbook.format;
                source.rows = self.sheets(&mut workbook, &file);
                source.orders = self.orders.orders.len();
            }
        }
        self.sources.push(source);
    }

    /// Reads the sheets that are ours, parents first, and says which ones are not. Hands back the number of rows.
    fn sheets(&mut self, workbook: &mut Workbook, file: &Arc<str>) -> u64 {
        let (ours, others) = our_sheets(workbook, self.bounds);
        for name in others {
            self.foreign_sheet(file, &name);
        }
        let mut rows = 0;
        for (part, name) in ours {
            let place = TablePlace {
                file: file.clone(),
                sheet: Some(name.as_str().into()),
            };
            let bounds = self.bounds;
            rows += self.table(part, place, |sink| workbook.rows(&name, bounds, sink));
        }
        rows
    }

    fn foreign_sheet(&mut self, file: &Arc<str>, name: &str) {
        let place = TablePlace {
            file: file.clone(),
            sheet: Some(name.into()),
        }
        .whole();
        let message = Text::new(
            format!("工作表“{name}”不是订单模型的表，没有读取"),
            format!("the sheet \"{name}\" is none of the order model's and was not read"),
        );
        self.orders
            .findings
            .push(rules::UNKNOWN_SHEET.at(place, message));
    }

    fn csv(&mut self, part: Option<PartKind>, path: &Path) {
        let file = name_of(path);
        let mut source = Source {
            file: file.clone(),
            format: Format::Csv,
            encoding: None,
            rows: 0,
            orders: 0,
        };
        match delimited::decode(path, self.bounds.expanded_bytes) {
            Err(message) => self.unreadable(Place::whole(file), message),
            Ok((text, encoding)) => {
                let before = self.orders.orders.len();
                let bounds = self.bounds;
                source.encoding = Some(encoding);
                source.rows = self.table(part, TablePlace { file, sheet: None }, |sink| {
                    delimited::rows(&text, bounds, sink)
                });
                source.orders = self.orders.orders.len() - before;
            }
        }
        self.sources.push(source);
    }

    /// Reads one table, the sheet of a part or a flat one. Hands back the number of its rows.
    fn table(
        &mut self,
        part: Option<PartKind>,
        place: TablePlace,
        rows: impl FnOnce(&mut RowSink<'_>) -> Result<(), Text>,
    ) -> u64 {
        let headers = part.map_or_else(Headers::flat, Headers::of);
        let memo = self.orders.memo;
        let mut reader = TableReader::new(headers, memo, place.clone());
        let mut findings = Vec::new();
        let mut flat = Flat::default();
        let orders = &mut self.orders;
        let most = self.bounds.orders;
        let mut too_many = false;
        let read = rows(&mut |number, cells| {
            if let Some(row) = reader.row(number, cells, &mut findings) {
                too_many |= orders.orders.len() > most;
                if too_many {
                    return;
                }
                match part {
                    Some(part) => sheets::row(orders, part, &row),
                    None => flat.row(orders, &row),
                }
            }
        });
        reader.finish(&mut findings);
        let count = reader.rows;
        self.orders.findings.append(&mut findings);
        if let Err(message) = read {
            self.unreadable(place.whole(), message);
        } else if too_many || self.orders.orders.len() > most {
            let message = Text::new(
                format!("订单超过 {most} 个，请拆成几个文件"),
                format!("more than {most} orders: split it into several files"),
            );
            self.unreadable(place.whole(), message);
        }
        count
    }

    fn folder(&mut self, folder: &Path, files: &[(Format, PathBuf)]) {
        let [(format, path)] = files else {
            let names: Vec<String> = files
                .iter()
                .filter_map(|(_, path)| path.file_name())
                .map(|name| name.to_string_lossy().into_owned())
                .collect();
            let message = if names.is_empty() {
                Text::new(
                    "订单文件夹里没有 order.toml、order.yaml 或 order.json",
                    "the order folder has no order.toml, order.yaml or order.json",
                )
            } else {
                let names = names.join("、");
                Text::new(
                    format!("订单文件夹里有几个订单文件：{names}"),
                    format!("the order folder has several order files: {names}"),
                )
            };
            self.orders
                .findings
                .push(rules::ORDER_FILES.at(Place::whole(name_of(folder)), message));
            return;
        };
        let file = name_of(path);
        let mut source = Source {
            file: file.clone(),
            format: *format,
            encoding: None,
            rows: 0,
            orders: 0,
        };
        let root =
            delimited::decode(path, self.bounds.document_bytes).and_then(|(text, encoding)| {
                source.encoding = Some(encoding);
                if encoding == Encoding::Gbk {
                    return Err(Text::new(
                        "订单文件必须是 UTF-8 编码",
                        "an order file must be in UTF-8",
                    ));
                }
                Node::parse(&text, *format)
            });
        match root {
            Ok(Node::Table(rows)) => {
                let name = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
                let name = name.file_name().unwrap_or_default().to_string_lossy();
                Document::read(&mut self.orders, file, &name, &rows);
                attach::attach(&mut self.orders, folder);
                source.orders = 1;
            }
            Ok(_) => {}
            Err(message) => self.unreadable(Place::whole(file), message),
        }
        self.sources.push(source);
    }

    fn unreadable(&mut self, place: Place, message: Text) {
        let sheet = place
            .sheet
            .as_deref()
            .map(|sheet| (format!("工作表“{sheet}”："), format!("sheet \"{sheet}\": ")));
        let (zh, en) = sheet.unwrap_or_default();
        let message = Text::new(
            format!("{zh}{}；这个文件里的订单都没有读取", message.zh),
            format!("{en}{}; no order of this file was read", message.en),
        );
        self.orders
            .findings
            .push(rules::UNREADABLE_FILE.at(place, message));
        self.failed = true;
    }
}
