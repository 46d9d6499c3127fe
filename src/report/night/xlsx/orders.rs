//! The orders of one who has to act, most urgent first; each links to its cell in the operator's own file.

use std::path::Path;

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::super::line::Line;
use super::super::{Night, Turn, URGENCY, part_name};
use super::formats::Formats;
use super::link::Links;
use super::sheet::{self, fitting};
use crate::ledger::Part;
use crate::order::{Lang, Place, Text};
use crate::outcome::Outcome;
use crate::report::table::{Cell, Table};

/// What a sheet holds: its name, and how many orders of each part.
pub(super) struct Counted {
    /// The name of the sheet.
    pub sheet: String,
    /// A count for each of [`URGENCY`].
    pub parts: [usize; URGENCY.len()],
}

/// The column in which a part's name stands; the summary counts it.
pub(super) const PART: u16 = 3;

/// Writes the orders that `turn` has to act on; what the sheet holds.
pub(super) fn write(
    worksheet: &mut Worksheet,
    night: &Night,
    turn: Turn,
    links: &Links,
    formats: &Formats,
    lang: Lang,
) -> Result<Counted, XlsxError> {
    let name = name(turn).get(lang).to_owned();
    worksheet.set_name(&name)?;
    let outcomes = URGENCY.iter().flat_map(|part| night.part(*part));
    let outcomes: Vec<&Outcome> = outcomes
        .filter(|outcome| Turn::after(&outcome.latest) == turn)
        .collect();
    let parts = URGENCY.map(|part| {
        let of_part = |outcome: &&&Outcome| outcome.latest.state.part() == part;
        outcomes.iter().filter(of_part).count()
    });
    lines(worksheet, &outcomes, links, formats, lang)?;
    Ok(Counted { sheet: name, parts })
}

/// Writes the orders of earlier nights: those overdue, then those about which something became known.
pub(super) fn write_earlier(
    worksheet: &mut Worksheet,
    night: &Night,
    links: &Links,
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    let name = Text::new("此前上报", "earlier nights");
    worksheet.set_name(name.get(lang))?;
    let outcomes: Vec<&Outcome> = night.overdue.iter().chain(&night.earlier).collect();
    lines(worksheet, &outcomes, links, formats, lang)
}

fn name(turn: Turn) -> Text {
    match turn {
        Turn::Customer => Text::new("客户", "customer"),
        Turn::CarrierTech => Text::new("技术", "technicians"),
        Turn::Nobody => Text::new("无需处理", "nothing to do"),
        _ => turn.name(),
    }
}

/// The columns: key, names, width.
const COLUMNS: [(&str, &str, &str, u16); 17] = [
    ("order", "订单号", "Order", 18),
    ("kind", "类型", "Kind", 11),
    ("attempt", "次", "Attempt", 6),
    ("result", "结果", "Result", 10),
    ("state", "状态", "State", 18),
    ("due", "期限", "Due", 12),
    ("overdue", "逾期", "Overdue", 9),
    ("codes", "代码", "Codes", 18),
    ("cell", "要改的单元格", "Cell to mend", 28),
    ("message", "原因", "Reason", 44),
    ("remedy", "处理办法", "Remedy", 52),
    ("opinion", "审核意见", "Opinion", 32),
    ("note", "说明", "Note", 32),
    ("number", "备案号", "Filing number", 24),
    ("file", "上报文件", "File", 38),
    ("sequence", "序号", "Sequence", 8),
    ("uploaded", "上报日", "Sent on", 12),
];

fn lines(
    worksheet: &mut Worksheet,
    outcomes: &[&Outcome],
    links: &Links,
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    let table = Table::new("orders", Text::default(), &COLUMNS);
    sheet::head(worksheet, &table.columns, formats, lang)?;
    for (row, outcome) in (1..).zip(outcomes) {
        line(worksheet, row, outcome, links, formats, lang)?;
    }
    sheet::filter(worksheet, outcomes.len(), COLUMNS.len())
}

fn line(
    worksheet: &mut Worksheet,
    row: u32,
    outcome: &Outcome,
    links: &Links,
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    let line = Line::new(outcome);
    let latest = &outcome.latest;
    let each = |part: &dyn Fn(usize) -> String| -> String {
        let mut parts: Vec<String> = (0..line.reasons.len()).map(part).collect();
        parts.dedup();
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    };
    let link = links.to(&latest.place);
    linked(worksheet, row, 0, line.order, link, formats)?;
    let part = part_name(line.part, lang);
    worksheet.write_string_with_format(row, PART, part, formats.part(line.part))?;
    let mut places: Vec<&Place> = { line.reasons.iter() }
        .filter_map(|reason| reason.place)
        .collect();
    places.dedup();
    let named = named(&places);
    let link = places.first().and_then(|place| links.to(place));
    linked(worksheet, row, 8, &named, link, formats)?;
    // One link leads to the first cell; where there are more, each reason says which is its own.
    let message = |at: usize| {
        let reason = &line.reasons[at];
        let message = reason.message.get(lang);
        match reason.place.filter(|_| places.len() > 1) {
            Some(place) => format!("{}：{message}", short(place)),
            None => message.to_owned(),
        }
    };
    let overdue = match (line.overdue, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "逾期",
        (true, Lang::En) => "overdue",
    };
    let values: [(u16, Cell); 14] = [
        (1, line.kind_name(lang).into()),
        (2, line.attempt.into()),
        (4, line.state.name(lang).into()),
        (5, Cell::maybe(line.due)),
        (6, overdue.into()),
        (7, each(&|at| line.reasons[at].code.to_string()).into()),
        (9, each(&message).into()),
        (
            10,
            each(&|at| line.reasons[at].remedy.get(lang).to_owned()).into(),
        ),
        (
            11,
            Cell::maybe(line.opinion.as_ref().map(|text| text.get(lang))),
        ),
        (12, Cell::maybe(line.note.map(|text| text.get(lang)))),
        (13, line.filing_number.into()),
        (14, line.file.into()),
        (15, Cell::maybe(line.sequence)),
        (
            16,
            Cell::maybe(latest.uploaded.map(|moment| moment.date_naive())),
        ),
    ];
    for (column, value) in &values {
        sheet::cell(worksheet, row, *column, value, formats)?;
    }
    let texts = values
        .iter()
        .map(|(column, value)| (*column, value.to_text()));
    let texts = texts.chain([(8, named)]);
    let width = |column: u16| COLUMNS[usize::from(column)].3;
    let height = sheet::height(texts.map(|(column, text)| (text, width(column))));
    worksheet.set_row_height(row, height)?;
    if line.overdue {
        worksheet.write_string_with_format(row, 6, overdue, &formats.overdue)?;
        if let Some(due) = line.due {
            worksheet.write_datetime_with_format(row, 5, sheet::date(due)?, &formats.overdue)?;
        }
    }
    if line.part == Part::Refused || line.part == Part::HeldBack {
        let codes = each(&|at| line.reasons[at].code.to_string());
        worksheet.write_string_with_format(row, 7, codes, formats.part(line.part))?;
    }
    Ok(())
}

/// The first of the cells, and how many more there are.
fn named(places: &[&Place]) -> String {
    match places {
        [] => String::new(),
        [only] => short(only),
        [first, more @ ..] => format!("{} +{}", short(first), more.len()),
    }
}

/// A place without the folders of its file.
fn short(place: &Place) -> String {
    let name = Path::new(&*place.file).file_name();
    let file = name.and_then(|name| name.to_str()).unwrap_or(&place.file);
    Place {
        file: file.into(),
        ..place.clone()
    }
    .to_string()
}

/// Writes a text with a link behind it; the text alone where there is none, or none that a workbook can hold.
fn linked(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    link: Option<String>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let text = fitting(text);
    if let Some(link) = link.filter(|_| !text.is_empty()) {
        let url = Url::new(link).set_text(&text);
        match worksheet.write_url_with_format(row, column, url, &formats.link) {
            Err(XlsxError::MaxUrlLengthExceeded) => {}
            written => return written.map(|_| ()),
        }
    }
    worksheet.write_string_with_format(row, column, text, &formats.text)?;
    Ok(())
}
