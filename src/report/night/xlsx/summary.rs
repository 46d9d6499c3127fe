//! The first sheet: who has to act on how many orders of which result, counted by formulas over the other sheets and held
//! against the ledger's own count.

use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartType, Color, Formula, Url, Worksheet, XlsxError,
    utility::column_number_to_name,
};

use super::super::{Night, URGENCY, part_name};
use super::formats::{Formats, bar};
use super::orders::{Counted, PART};
use super::sheet::fitting;
use crate::order::Lang;

/// The name of the sheet.
pub(super) fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "汇总",
        Lang::En => "summary",
    }
}

/// The row of the matrix's header, and its first row of figures.
const HEAD: u32 = 3;
const FIRST: u32 = HEAD + 1;

/// The chart stands at the right of the agreements.
const CHART_COLUMN: u16 = 5;

/// Writes the summary; `names` are the other sheets.
pub(super) fn write(
    worksheet: &mut Worksheet,
    night: &Night,
    counts: &[Counted],
    names: &[String],
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    let say = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    worksheet.set_screen_gridlines(false);
    worksheet.set_landscape();
    worksheet.set_paper_size(9);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_column_width(0, 22)?;
    let title = say("备案夜间对账", "Filing reconciliation");
    worksheet.write_string_with_format(0, 0, title, &formats.title)?;
    let about = format!(
        "{}  {}",
        night.began.format("%Y-%m-%d %H:%M"),
        night.carrier
    );
    worksheet.write_string_with_format(1, 0, fitting(&about), &formats.soft)?;
    matrix(worksheet, counts, formats, lang)?;
    let mut row = FIRST + rows(URGENCY.len());
    row = checked(worksheet, night, counts, row + 1, formats, lang)?;
    row = ties(worksheet, night, row + 1, formats, lang)?;
    for remark in &night.remarks {
        worksheet.write_string_with_format(row, 0, fitting(remark.get(lang)), &formats.soft)?;
        row += 1;
    }
    row += 1;
    worksheet.write_string_with_format(row, 0, say("各表", "Sheets"), &formats.head)?;
    for name in names {
        row += 1;
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        worksheet.write_url_with_format(row, 0, url, &formats.link)?;
    }
    chart(worksheet, counts, lang)
}

fn rows(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn columns(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Results down, actors across; every figure counts a sheet.
fn matrix(
    worksheet: &mut Worksheet,
    counts: &[Counted],
    formats: &Formats,
    lang: Lang,
) -> Result<(), XlsxError> {
    let (head, all) = match lang {
        Lang::Zh => ("结果 \\ 轮到谁", "合计"),
        Lang::En => ("result \\ turn", "all"),
    };
    let last = columns(counts.len()) + 1;
    worksheet.write_string_with_format(HEAD, 0, head, &formats.head)?;
    for (column, counted) in (1..).zip(counts) {
        worksheet.set_column_width(column, 13)?;
        worksheet.write_string_with_format(HEAD, column, &counted.sheet, &formats.head)?;
    }
    worksheet.set_column_width(last, 13)?;
    worksheet.write_string_with_format(HEAD, last, all, &formats.head)?;
    let part_column = column_number_to_name(PART);
    for (at, part) in URGENCY.iter().enumerate() {
        let row = FIRST + rows(at);
        let name = part_name(*part, lang);
        worksheet.write_string_with_format(row, 0, name, formats.part(*part))?;
        for (column, counted) in (1..).zip(counts) {
            let sheet = &counted.sheet;
            let formula = format!(
                "=COUNTIF('{sheet}'!${part_column}:${part_column},$A{})",
                row + 1
            );
            let formula = Formula::new(formula).set_result(counted.parts[at].to_string());
            worksheet.write_formula_with_format(row, column, formula, &formats.number)?;
        }
        let sum: usize = counts.iter().map(|counted| counted.parts[at]).sum();
        across(worksheet, row, last, sum, formats)?;
    }
    let row = FIRST + rows(URGENCY.len());
    worksheet.write_string_with_format(row, 0, all, &formats.sum)?;
    for (column, counted) in (1..).zip(counts) {
        let sum: usize = counted.parts.iter().sum();
        down(worksheet, row, column, sum, formats)?;
    }
    let all = counts.iter().flat_map(|counted| counted.parts).sum();
    down(worksheet, row, last, all, formats)
}

/// The sum of a row.
fn across(
    worksheet: &mut Worksheet,
    row: u32,
    last: u16,
    sum: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let end = column_number_to_name(last - 1);
    let formula = format!("=SUM(B{0}:{end}{0})", row + 1);
    let formula = Formula::new(formula).set_result(sum.to_string());
    worksheet.write_formula_with_format(row, last, formula, &formats.sum)?;
    Ok(())
}

/// The sum of a column.
fn down(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    sum: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let name = column_number_to_name(column);
    let formula = format!("=SUM({name}{}:{name}{row})", FIRST + 1);
    let formula = Formula::new(formula).set_result(sum.to_string());
    worksheet.write_formula_with_format(row, column, formula, &formats.sum)?;
    Ok(())
}

/// The sheets' sum beside the ledger's own count; the next free row.
fn checked(
    worksheet: &mut Worksheet,
    night: &Night,
    counts: &[Counted],
    row: u32,
    formats: &Formats,
    lang: Lang,
) -> Result<u32, XlsxError> {
    let counted: usize = night.counted.values().sum();
    let sum: usize = counts.iter().flat_map(|counted| counted.parts).sum();
    let (name, yes, no) = match lang {
        Lang::Zh => ("台账自点", "✓ 相符", "✗ 不符"),
        Lang::En => ("the ledger's count", "✓ agrees", "✗ differs"),
    };
    worksheet.write_string_with_format(row, 0, name, &formats.text)?;
    worksheet.write_number_with_format(row, 1, counted as f64, &formats.number)?;
    let last = column_number_to_name(columns(counts.len()) + 1);
    let (total, here) = (FIRST + rows(URGENCY.len()) + 1, row + 1);
    let formula = format!("=IF({last}{total}=B{here},\"{yes}\",\"{no}\")");
    let agrees = sum == counted;
    let formula = Formula::new(formula).set_result(if agrees { yes } else { no });
    let format = if agrees { &formats.good } else { &formats.bad };
    worksheet.write_formula_with_format(row, 2, formula, format)?;
    Ok(row + 1)
}

/// Every agreement of the figures; the next free row.
fn ties(
    worksheet: &mut Worksheet,
    night: &Night,
    mut row: u32,
    formats: &Formats,
    lang: Lang,
) -> Result<u32, XlsxError> {
    for tie in night.ties() {
        let (mark, format) = match tie.holds {
            true => ("✓", &formats.good),
            false => ("✗", &formats.bad),
        };
        let text = format!("{mark} {}", tie.text.get(lang));
        worksheet.write_string_with_format(row, 0, fitting(&text), format)?;
        row += 1;
    }
    Ok(row)
}

/// The matrix as a chart: a bar for each who has to act, in the colours of the results.
fn chart(worksheet: &mut Worksheet, counts: &[Counted], lang: Lang) -> Result<(), XlsxError> {
    let sheet = name(lang);
    let last = columns(counts.len());
    let mut chart = Chart::new(ChartType::BarStacked);
    for (at, part) in URGENCY.iter().enumerate() {
        let row = FIRST + rows(at);
        chart
            .add_series()
            .set_name((sheet, row, 0))
            .set_categories((sheet, HEAD, 1, HEAD, last))
            .set_values((sheet, row, 1, row, last))
            .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(bar(*part))),
            ));
    }
    chart.y_axis().set_reverse();
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(470).set_height(300);
    let below = FIRST + rows(URGENCY.len()) + 4;
    worksheet.insert_chart(below, CHART_COLUMN, &chart)?;
    Ok(())
}
