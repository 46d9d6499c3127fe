//! The words that a cell may hold, as lists on a sheet of their own: a drop-down's own list may be no longer than 255
//! characters.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::codes::Codes;
use crate::order::{
    Access, Address, Attachment, BESIDE_ORDERS, Column, Domain, Header, Kind, Operation, Part,
    Place, Preapproval, ReportRow, Review, Site, Spot, Subject, Value, columns,
};

/// The lists by name, in the order of their columns.
pub(super) struct Words<'c> {
    codes: &'c Codes,
    lists: BTreeMap<String, Vec<String>>,
}

/// Lists whose words the order model fixes itself.
const FIXED: [&str; 4] = ["是否", "订单类型", "操作", "审核"];

impl<'c> Words<'c> {
    pub(super) fn new(codes: &'c Codes) -> Self {
        let fixed: [Vec<&str>; 4] = [
            vec!["是", "否"],
            Kind::ALL.iter().map(|kind| kind.name()).collect(),
            Operation::ALL.iter().map(|kind| kind.name()).collect(),
            Review::ALL.iter().map(|review| review.name()).collect(),
        ];
        let mut lists: BTreeMap<String, Vec<String>> = FIXED
            .into_iter()
            .zip(fixed)
            .map(|(name, words)| {
                (
                    name.to_owned(),
                    words.into_iter().map(str::to_owned).collect(),
                )
            })
            .collect();
        for column in columns().filter(|column| !column.table.is_empty()) {
            let rows = codes
                .table(column.table)
                .map_or(&[][..], |table| table.rows());
            if !rows.is_empty() {
                let words = rows.iter().map(|row| row.name.zh.to_string()).collect();
                lists.insert(column.table.to_owned(), words);
            }
        }
        let provinces = codes
            .regions()
            .iter()
            .filter(|region| region.code % 10_000 == 0);
        let provinces = provinces.map(|region| region.name.clone()).collect();
        lists.insert(PROVINCES.to_owned(), provinces);
        Self { codes, lists }
    }

    /// The cells of the list that a column takes its words from.
    pub(super) fn list(&self, column: &'static Column) -> Option<String> {
        let fixed = || {
            FIXED
                .into_iter()
                .find(|name| self.takes(column, &self.lists[*name]))
        };
        let name = if column.table.is_empty() {
            fixed()?
        } else {
            column.table
        };
        let position = self.lists.keys().position(|list| list == name)?;
        let letters = Spot::Cell {
            row: 0,
            column: u32::try_from(position).ok()?,
        }
        .to_string();
        let letters = letters.trim_end_matches('1');
        let [_, sheet] = BESIDE_ORDERS;
        let last = self.lists[name].len() + 1;
        Some(format!("={sheet}!${letters}$2:${letters}${last}"))
    }

    /// Whether a column understands exactly such words: all of them, and not any word.
    fn takes(&self, column: &'static Column, words: &[String]) -> bool {
        !self.understands(column, "。") && words.iter().all(|word| self.understands(column, word))
    }

    fn understands(&self, column: &'static Column, text: &str) -> bool {
        let Some(mut part) = part(column) else {
            return false;
        };
        let index = own_columns(column)
            .iter()
            .position(|own| std::ptr::eq(own, column));
        let Some(index) = index else { return false };
        let place = Place {
            file: "".into(),
            sheet: None,
            spot: Spot::Whole,
        };
        let value = Value {
            text: text.into(),
            place,
        };
        part.fill(index, value, self.codes);
        !part.fields()[index].is_unreadable()
    }

    /// Writes the lists side by side.
    pub(super) fn write(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = Format::new().set_bold();
        for (position, (name, words)) in (0..).zip(&self.lists) {
            let title = self
                .codes
                .table(name)
                .map(|table| table.title.zh.to_string());
            let title = title.unwrap_or_else(|| name.clone());
            worksheet.write_string_with_format(0, position, title, &head)?;
            for (row, word) in (1..).zip(words) {
                worksheet.write_string(row, position, word)?;
            }
            worksheet.set_column_width(position, 24)?;
        }
        Ok(())
    }
}

const PROVINCES: &str = "province";

/// The kind whose rows stand in the sheet of a column.
fn report(column: &Column) -> Option<Kind> {
    let is_of = |kind: &Kind| {
        let first = ReportRow::columns(*kind).first();
        first.is_some_and(|own| own.sheet == column.sheet)
    };
    Kind::ALL.iter().copied().find(is_of)
}

fn own_columns(column: &Column) -> &'static [Column] {
    match column.sheet {
        "订单" => Header::columns(),
        "主体" => Subject::columns(),
        "网站" => Site::columns(),
        "前置审批" => Preapproval::columns(),
        "域名" => Domain::columns(),
        "接入" => Access::columns(),
        "IP地址" => Address::columns(),
        "附件" => Attachment::columns(),
        _ => report(column).map_or(&[], ReportRow::columns),
    }
}

/// An empty part of the sheet of a column.
fn part(column: &Column) -> Option<Box<dyn Part>> {
    Some(match column.sheet {
        "订单" => Box::<Header>::default(),
        "主体" => Box::<Subject>::default(),
        "网站" => Box::<Site>::default(),
        "前置审批" => Box::<Preapproval>::default(),
        "域名" => Box::<Domain>::default(),
        "接入" => Box::<Access>::default(),
        "IP地址" => Box::<Address>::default(),
        "附件" => Box::<Attachment>::default(),
        _ => match ReportRow::new(report(column)?)? {
            ReportRow::IpSource(row) => row,
            ReportRow::IpAllocation(row) => row,
            ReportRow::IpBroadcast(row) => row,
            ReportRow::IpOwn(row) => row,
            ReportRow::DomainReport(row) => row,
            ReportRow::Cancellation(row) => row,
            ReportRow::Verification(row) => row,
            ReportRow::UnfiledSite(row) => row,
        },
    })
}
