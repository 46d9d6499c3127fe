//! What each cell of an IP or domain report has to hold, and the codes that the bureau answers with when it does not
//! (`data/report_values.csv`): missing, unreadable, or of the wrong form.

use std::sync::OnceLock;

use serde::Deserialize;

use super::contacts::{is_address, is_plain};
use super::context::Context;
use super::report::Report;
use super::reports::is_sent;
use crate::bundled;
use crate::order::values::split;
use crate::order::{
    AnyField, DomainName, Element, Kind, Order, Presence, ReportRow, Severity, Text,
};

/// One cell of a sheet.
#[derive(Deserialize)]
struct Cell {
    kind: String,
    tag: String,
    /// Another cell and the codes in it that ask for this one (`Fpfs=1 3`); empty when the schema alone decides.
    when: String,
    severity: Severity,
    missing: Option<u32>,
    form: Option<Form>,
    wrong: Option<u32>,
}

/// A form that a text has beside being readable.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Phone,
    Email,
    /// An IP address but 0.
    Address,
    /// Names of hosts.
    Hosts,
    /// A registrar's name.
    Registrar,
}

impl Cell {
    /// Whether the cell has to be filled in: because the schema says so, or because of what another cell says.
    fn is_asked_for(&self, row: &ReportRow, element: &Element) -> bool {
        let Some((tag, codes)) = self.when.split_once('=') else {
            return element.presence == Presence::Required;
        };
        let field = row.field(tag);
        let code = field.and_then(|field| Some(field.codes().first()?.id.to_string()));
        code.is_some_and(|code| codes.split(' ').any(|wanted| wanted == code))
    }
}

/// Says which cells are missing that the bureau asks for.
pub(super) fn report_missing(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    each(order, |row, cell, element, field| {
        if !field.is_absent()
            || !cell.is_asked_for(row, element)
            || has_no_counties(row, cell, context)
        {
            return;
        }
        let message = match field_that_asks(row, cell) {
            Some(asking) => Text::new(
                format!(
                    "{}为“{}”时要填写{}",
                    asking.column().header,
                    asking.text(),
                    field.column().header
                ),
                format!(
                    "{} is asked for, because {} is \"{}\"",
                    element.tag(),
                    asking.column().tag(),
                    asking.text()
                ),
            ),
            None => Text::new(
                format!("没有填写{}", field.column().header),
                format!("{} is missing", element.tag()),
            ),
        };
        report.flag(order, field, message);
        report.at_most(cell.severity);
        match cell.missing {
            Some(code) => report.with_code(code),
            None => report.without_code(),
        }
    });
}

/// Says which cells hold something that the bureau cannot take for what it should be.
pub(super) fn report_wrong(order: &Order, report: &mut Report<'_>) {
    each(order, |_, cell, _, field| {
        let Some(code) = cell.wrong.filter(|_| !field.is_absent()) else {
            return;
        };
        let message = if field.is_unreadable() {
            Some(Text::new("内容无法识别", "the value cannot be read"))
        } else {
            cell.form.and_then(|form| form.problem(field))
        };
        if let Some(message) = message {
            report.flag(order, field, message);
            report.with_code(code);
        }
    });
}

/// Whether the rule `rule` answers for a cell with this code: what is missing and what is wrong have a rule each.
pub(super) fn gives(rule: &str, code: u32) -> bool {
    let (of_domains, missing) = match rule {
        "ip-required" => (false, true),
        "ip-values" => (false, false),
        "ym-required" => (true, true),
        "ym-values" => (true, false),
        _ => return false,
    };
    let mut cells = cells()
        .iter()
        .filter(|cell| (cell.kind == Kind::DomainReport.name()) == of_domains);
    cells.any(|cell| if missing { cell.missing } else { cell.wrong } == Some(code))
}

/// The cells of the order's rows that are part of their records.
fn each(order: &Order, mut look: impl FnMut(&ReportRow, &Cell, &Element, &dyn AnyField)) {
    for (_, row) in order.reported() {
        for field in row.part().fields() {
            let column = field.column();
            let cell = cells()
                .iter()
                .find(|cell| cell.kind == column.sheet && cell.tag == column.tag());
            let element = order.element(column.path).filter(|_| is_sent(row, column));
            if let Some((cell, element)) = cell.zip(element) {
                look(row, cell, element, field);
            }
        }
    }
}

fn field_that_asks<'r>(row: &'r ReportRow, cell: &Cell) -> Option<&'r dyn AnyField> {
    row.field(cell.when.split_once('=')?.0)
}

/// A county is not missing where the city has none.
fn has_no_counties(row: &ReportRow, cell: &Cell, context: &Context<'_>) -> bool {
    let city = || Some(row.field("Shiid")?.codes().first()?.id);
    cell.tag == "Xianid"
        && city().is_none_or(|city| context.codes.regions().children(city).next().is_none())
}

impl Form {
    fn problem(self, field: &dyn AnyField) -> Option<Text> {
        let text = field.written();
        let all = |fits: fn(&str) -> bool| split(&text).all(fits);
        let (fits, zh, en) = match self {
            Self::Phone => (
                all(is_plain),
                "电话含有数字和横线以外的字符",
                "a telephone holds other characters than digits and dashes",
            ),
            Self::Email => (
                all(is_address),
                "邮箱不是“名称@域名”的形式",
                "an e-mail address is not a name, @ and a domain",
            ),
            Self::Address => (
                text != "0",
                "不是合法的 IPv4 地址",
                "this is no IPv4 address",
            ),
            Self::Hosts => (
                all(is_host),
                "域名服务器要写主机名，多个用英文分号隔开",
                "name servers are host names, several separated by ;",
            ),
            Self::Registrar => (
                text.chars().all(is_of_a_name),
                "注册商名称含有特殊字符",
                "the registrar's name holds a special character",
            ),
        };
        (!fits).then(|| Text::new(zh, en))
    }
}

fn is_host(text: &str) -> bool {
    DomainName::parse(text.trim_end_matches('.')).is_some()
}

/// The characters of a company's name: letters of any script, digits, blanks, and the marks that such names have.
fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "()（）.,，、·&-—/'’".contains(character)
}

fn cells() -> &'static [Cell] {
    static CELLS: OnceLock<Vec<Cell>> = OnceLock::new();
    CELLS.get_or_init(|| bundled::rows(include_str!("data/report_values.csv")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Codes, Family};
    use crate::order::Kind;

    #[test]
    fn every_row_names_a_column_and_codes_of_its_own_family() {
        for cell in cells() {
            let kind = Kind::REPORTS.iter().find(|kind| kind.name() == cell.kind);
            let columns = ReportRow::columns(*kind.unwrap()).iter();
            let has = |tag: &str| { columns.clone() }.any(|column| column.tag() == tag);
            assert!(has(&cell.tag), "{} has no {}", cell.kind, cell.tag);
            if let Some((tag, _)) = cell.when.split_once('=') {
                assert!(has(tag), "{} has no {tag}", cell.kind);
            }
            for code in [cell.missing, cell.wrong].into_iter().flatten() {
                let family = Codes::bundled().results().get(code).map(|code| code.family);
                let expected = match kind {
                    Some(Kind::DomainReport) => Family::Domain,
                    _ => Family::Ip,
                };
                assert!(
                    family == Some(expected) || code == 5001,
                    "{} {code}",
                    cell.tag
                );
            }
        }
    }
}
