//! `JCDM`, also within `SJTB`: the bureau's code tables row by row, and the list of units that report.

use std::sync::OnceLock;

use serde::Deserialize;

use super::element::Element;
use super::parts::PostalAddress;
use crate::bundled;
use crate::order::Text;

/// A row of a code table. What only some tables have is absent in the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// The table, by the name that this program's own tables have (`code_tables.csv`).
    pub table: &'static str,
    /// The code `Id`.
    pub id: u64,
    /// What it stands for: `Mc`, of reasons `Nr`, of states `Ztmc`, of feedback its first category `Fl1`.
    pub name: Option<String>,
    /// Of feedback the second category `Fl2`.
    pub second_name: Option<String>,
    /// Whether it may be used, `Sfyx`; absent in the table of states, where all may.
    pub valid: Option<bool>,
    /// The value by which several codes are combined `Ysid`.
    pub bit: Option<u64>,
    /// A code in letters `Bm`, of bureaus and industries.
    pub letters: Option<String>,
    /// Of a region whether it is a province (1), a city (2) or a county (3) `Lx`.
    pub level: Option<u32>,
    /// Of a certificate type the category of unit that has it `Dwflid`.
    pub unit_category: Option<u64>,
    /// Of site contents whether they need a pre-approval `Sfqzsp`.
    pub needs_preapproval: Option<bool>,
    /// Of an attachment's purpose whether it belongs to a subject or a site `Ssdxlx`. The interface says 0 and 1, its
    /// schema asks for 1 or more: which base a bureau uses shows in the table as a whole.
    pub owner_type: Option<u32>,
    /// Of a bureau its province `Shengid`.
    pub province: Option<u32>,
    /// Of a bureau the short name of its province `Shengjc`.
    pub province_short: Option<String>,
    /// Of a bureau the e-mail address of who is responsible `Dzyj`.
    pub email: Option<String>,
    /// Of a bureau the mobile number of who is responsible `Sjhm`.
    pub mobile: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// A unit that reports, such as a carrier: `Bbdwlb/Bbdw`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingUnit {
    /// Its id `Id`.
    pub id: u64,
    /// Its name `Dwmc`.
    pub name: Option<String>,
    /// Category `Dwfl`.
    pub category: Option<u32>,
    /// Industry `Dwhyfl`.
    pub industry: Option<u32>,
    /// Number of its licence `Jyxkzbh`.
    pub licence: Option<String>,
    /// Where it is.
    pub address: PostalAddress,
    /// Whether it is valid, `Sfyx`.
    pub valid: Option<bool>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// A list of rows and the table it belongs to.
#[derive(Deserialize)]
struct List {
    list: String,
    row: String,
    table: String,
}

/// Whether `list` holds the rows of a code table.
pub(super) fn is_list(list: &str) -> bool {
    lists().iter().any(|known| known.list == list)
}

/// The table of the rows called `row` in `list`.
pub(super) fn table_of(list: &str, row: &str) -> Option<&'static str> {
    let found = lists()
        .iter()
        .find(|known| known.list == list && known.row == row)?;
    Some(&found.table)
}

fn lists() -> &'static [List] {
    static LISTS: OnceLock<Vec<List>> = OnceLock::new();
    LISTS.get_or_init(|| bundled::rows(include_str!("code_tables.csv")))
}

impl CodeRow {
    pub(super) fn read(table: &'static str, element: &Element) -> Result<CodeRow, Text> {
        let names = ["Mc", "Nr", "Ztmc", "Fl1"];
        Ok(CodeRow {
            table,
            id: id(element)?,
            name: names.iter().find_map(|name| element.text(name)),
            second_name: element.text("Fl2"),
            valid: element.flag("Sfyx"),
            bit: element.value("Ysid"),
            letters: element.text("Bm"),
            level: element.value("Lx"),
            unit_category: element.value("Dwflid"),
            needs_preapproval: element.flag("Sfqzsp"),
            owner_type: element.value("Ssdxlx"),
            province: element.value("Shengid"),
            province_short: element.text("Shengjc"),
            email: element.text("Dzyj"),
            mobile: element.text("Sjhm"),
            remark: element.text("Bz"),
        })
    }
}

impl ReportingUnit {
    pub(super) fn read(element: &Element) -> Result<ReportingUnit, Text> {
        Ok(ReportingUnit {
            id: id(element)?,
            name: element.text("Dwmc"),
            category: element.value("Dwfl"),
            industry: element.value("Dwhyfl"),
            licence: element.text("Jyxkzbh"),
            address: PostalAddress::read(element),
            valid: element.flag("Sfyx"),
            remark: element.text("Bz"),
        })
    }
}

fn id(element: &Element) -> Result<u64, Text> {
    element
        .value("Id")
        .ok_or_else(|| Text::new("Id 缺失或不是数字", "Id is missing or not a number"))
}
