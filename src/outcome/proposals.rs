//! Orders that the bureau's lists ask for, row by row as a workbook has them.
//!
//! What the bureau's message does not say and the schema asks for is marked as to be filled in ([`TO_FILL_IN`]), and every
//! proposal waits for the carrier's first review (初审 待审): nothing of it is sent before a person has looked at it. What
//! depends on the carrier or the day is a token in braces, for whoever writes the workbook.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::ledger::ProposedRow;
use crate::ledger::mirror::{Record, RecordKind};
use crate::order::{
    Access, Address, Attachment, Column, Domain, Element, Header, Kind, Part, Preapproval,
    Presence, ReportRow, Site, Subject, TO_FILL_IN,
};

/// The carrier's unit id.
pub const CARRIER: &str = "{carrier}";
/// The day on which the workbook is written.
pub const TODAY: &str = "{today}";
/// The carrier's province.
pub const PROVINCE: &str = "{province}";
/// The first code of the table of cancellation reasons.
pub const FIRST_REASON: &str = "{cancel_reason}";
/// The first code of the table of what is done about unfiled sites.
pub const FIRST_RESULT: &str = "{unregistered_site_status}";
/// The header under which a row says whose access it is about; it is no column.
pub const OWNER: &str = "{owner}";
/// Where the scans of pre-approvals lie, beside the workbook.
pub const SCANS: &str = "scans";

/// A row of a sheet.
pub(super) fn row(sheet: &str, cells: &[(&str, &str)]) -> ProposedRow {
    ProposedRow {
        sheet: sheet.to_owned(),
        cells: cells
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(header, value)| ((*header).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

/// An order: its own row with `cells` beside the usual ones, then the others, all with marks where a person has to say more.
pub(super) fn order(
    kind: Kind,
    note: &str,
    cells: &[(&str, &str)],
    rows: Vec<ProposedRow>,
) -> Vec<ProposedRow> {
    let usual = [
        ("订单类型", kind.name()),
        ("初审", "待审"),
        ("订单备注", note),
    ];
    let mut rows: Vec<ProposedRow> = std::iter::once(row("订单", &[&usual, cells].concat()))
        .chain(rows)
        .collect();
    let report = ReportRow::columns(kind);
    let columns = || columns().values().copied().chain(report);
    for row in &mut rows {
        let wanted = columns().filter(|column| {
            let element = Element::find(kind, None, column.path);
            column.sheet == row.sheet
                && element.is_some_and(|element| element.presence == Presence::Required)
        });
        for column in wanted {
            if row.cells.iter().all(|(header, _)| header != column.header) {
                let mark = (column.header.to_owned(), TO_FILL_IN.to_owned());
                row.cells.push(mark);
            }
        }
    }
    rows
}

/// The rows of a filing: the subject and its live sites, with their accesses.
pub(super) fn filing(filing: &Record) -> Vec<ProposedRow> {
    let mut rows = vec![described(filing, &[])];
    let sites = filing.sites().filter(|site| site.is_live());
    for (number, site) in (1..).zip(sites) {
        let site_number = ("网站序号", format!("{number}"));
        rows.push(described(site, std::slice::from_ref(&site_number)));
        rows.extend(preapprovals(site, &site_number));
        for domain in site.domains().filter(|domain| domain.is_live()) {
            rows.push(described(domain, std::slice::from_ref(&site_number)));
        }
        let accesses = site.accesses().filter(|access| access.is_live());
        for (number, access) in (1..).zip(accesses) {
            let mut place = vec![site_number.clone(), ("接入序号", format!("{number}"))];
            place.extend(access.carrier.map(|carrier| (OWNER, carrier.to_string())));
            rows.push(described(access, &place));
            let ranges = access.ranges().filter(|range| range.is_live());
            rows.extend(ranges.map(|range| described(range, &place)));
        }
    }
    rows
}

/// What a record says, under the headers of its sheet.
fn described(record: &Record, place: &[(&str, String)]) -> ProposedRow {
    let (sheet, bureau, number) = match record.kind {
        RecordKind::Site => ("网站", "省局网站Id", "网站备案号"),
        RecordKind::Domain => ("域名", "省局域名Id", ""),
        RecordKind::Access => ("接入", "省局接入Id", ""),
        RecordKind::Ip => ("IP地址", "省局IP Id", ""),
        _ => ("主体", "省局主体Id", "主体备案号"),
    };
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut put = |header: &str, value: String| cells.push((header.to_owned(), value));
    for (header, value) in place {
        put(header, value.clone());
    }
    put(bureau, record.id.to_string());
    if let (false, Some(value)) = (number.is_empty(), &record.number) {
        put(number, value.clone());
    }
    for (path, values) in record.fields.iter() {
        // Who files is said once, of a new filing.
        if let Some(column) = columns().get(path).filter(|_| path != "Zt_xx/Bbfs") {
            put(column.header, values.join(";"));
        }
    }
    ProposedRow {
        sheet: sheet.to_owned(),
        cells,
    }
}

fn preapprovals(site: &Record, place: &(&str, String)) -> Vec<ProposedRow> {
    let mut rows = Vec::new();
    for number in 1.. {
        let path = |tag: &str| format!("Wz_xx/Nrlx/Nrlx_xx[{number}]/{tag}");
        let Some(category) = site.fields.first(&path("Nrlx_id")) else {
            break;
        };
        let scans: Vec<String> = { site.fields.all(&path("Spwj")).iter() }
            .map(|hash| format!("{SCANS}/{hash}.jpg"))
            .collect();
        let cells = [
            (place.0, place.1.as_str()),
            ("前置审批类型", category),
            (
                "审批号",
                site.fields.first(&path("Qzsph")).unwrap_or_default(),
            ),
            ("审批文件", &scans.join(";")),
        ];
        rows.push(row("前置审批", &cells));
    }
    rows
}

/// The columns of filings by their path.
fn columns() -> &'static BTreeMap<&'static str, &'static Column> {
    static COLUMNS: OnceLock<BTreeMap<&'static str, &'static Column>> = OnceLock::new();
    COLUMNS.get_or_init(|| {
        let sheets = [
            Header::columns(),
            Subject::columns(),
            Site::columns(),
            Preapproval::columns(),
            Domain::columns(),
            Access::columns(),
            Address::columns(),
            Attachment::columns(),
        ];
        let columns = sheets.into_iter().flatten();
        columns
            .filter(|column| !column.path.is_empty())
            .map(|column| (column.path, column))
            .collect()
    })
}
