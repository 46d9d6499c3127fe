//! A sheet's own text: formats and contents of cells, new columns, and the link to the drawing of comments.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cells::{self, CellAt, Layout, RowAt};
use super::comments::Commented;
use super::edits::AddedColumns;
use super::relations::NAMESPACE;
use super::styles::{Look, Styles};
use super::xml;
use super::{At, Error, SheetEdits};
use crate::order::Spot;

/// Width of a new column in characters.
const WIDTH: u32 = 48;

/// The text of a sheet with its edits, and the cells whose texts stay because they hold formulas.
pub(super) fn edit(
    text: &str,
    part: &str,
    edits: &SheetEdits,
    styles: &mut Styles,
    commented: &Commented,
) -> Result<(String, Vec<At>), Error> {
    let wanted = wanted_rows(edits, commented);
    let layout = cells::read(text, part, |row| wanted.contains(&row))?;
    let Some((data, data_end, data_is_empty)) = layout.data.clone() else {
        return Err(Error::xml(part, "it has no sheetData"));
    };
    let columns = edits.columns.as_ref();
    let placed = columns.map(|columns| placed(columns, &layout));
    let mut writer = Writer {
        layout: &layout,
        edits,
        before: &commented.before,
        columns: columns.zip(placed.as_deref()),
        styles,
        replacements: Vec::new(),
        formulas: Vec::new(),
    };
    let mut added = String::new();
    for row in &wanted {
        match layout.rows.get(row) {
            Some(known) => writer.row(*row, known),
            None => {
                let new = writer.new_row(*row);
                match layout.row_starts.range(row..).next() {
                    Some((_, at)) => writer.replacements.push((*at..*at, new)),
                    None => added.push_str(&new),
                }
            }
        }
    }
    let formulas = writer.formulas;
    let mut replacements = writer.replacements;
    let prefix = &layout.prefix;
    match (added.is_empty(), data_is_empty) {
        (true, _) => {}
        (false, true) => {
            let new = format!("<{prefix}sheetData>{added}</{prefix}sheetData>");
            replacements.push((data.clone(), new));
        }
        (false, false) => replacements.push((data_end..data_end, added)),
    }
    if let Some(columns) = &placed {
        replacements.extend(widths(&layout, columns, data.start));
        replacements.extend(dimension(&layout, columns));
    }
    if let Some(id) = &commented.drawing {
        let at = layout.drawing_at;
        let link = format!("<{prefix}legacyDrawing xmlns:r=\"{NAMESPACE}\" r:id=\"{id}\"/>");
        replacements.push((at..at, link));
    }
    Ok((xml::replace(text, replacements), formulas))
}

fn wanted_rows(edits: &SheetEdits, commented: &Commented) -> BTreeSet<u32> {
    let mut rows: BTreeSet<u32> = { edits.marks.keys() }
        .chain(edits.texts.keys())
        .chain(&commented.before)
        .map(|(row, _)| *row)
        .collect();
    if let Some(columns) = &edits.columns {
        rows.insert(columns.header_row);
        rows.extend(columns.rows.keys());
    }
    rows
}

/// The column of each added header: its own of last time, or the next free one.
fn placed(columns: &AddedColumns, layout: &Layout) -> Vec<u32> {
    let mut free = layout.last_column.map_or(0, |last| last + 1);
    { columns.headers.iter() }
        .map(|(_, known)| {
            known.unwrap_or_else(|| {
                free += 1;
                free - 1
            })
        })
        .collect()
}

struct Writer<'e> {
    layout: &'e Layout,
    edits: &'e SheetEdits,
    /// Cells that were coloured the last time.
    before: &'e BTreeSet<At>,
    columns: Option<(&'e AddedColumns, &'e [u32])>,
    styles: &'e mut Styles,
    replacements: Vec<(Range<usize>, String)>,
    /// Cells with formulas, whose texts are not replaced.
    formulas: Vec<At>,
}

impl Writer<'_> {
    /// Edits the cells of a row that is there.
    fn row(&mut self, row: u32, known: &RowAt) {
        let mut inserted: BTreeMap<u32, String> = BTreeMap::new();
        for (column, new) in self.cells(row, known) {
            match known.cells.get(&column) {
                Some(cell) => self.replacements.push((cell.at.clone(), new)),
                None => {
                    inserted.insert(column, new);
                }
            }
        }
        let prefix = &self.layout.prefix;
        let tag = self.spanned(known);
        if known.is_empty {
            let cells: String = inserted.into_values().collect();
            let open = tag.trim_end_matches("/>").trim_end();
            let new = match cells.is_empty() {
                true => tag,
                false => format!("{open}>{cells}</{prefix}row>"),
            };
            self.replacements.push((known.tag_at.clone(), new));
            return;
        }
        if tag != known.tag {
            self.replacements.push((known.tag_at.clone(), tag));
        }
        for (column, new) in inserted {
            let at = { known.cells.range(column..).next() }
                .map_or(known.content_end, |(_, cell)| cell.at.start);
            self.replacements.push((at..at, new));
        }
    }

    /// A row that was not there.
    fn new_row(&mut self, row: u32) -> String {
        let cells: BTreeMap<u32, String> = self.cells(row, &RowAt::default()).into_iter().collect();
        let cells: String = cells.into_values().collect();
        let prefix = &self.layout.prefix;
        match cells.is_empty() {
            true => String::new(),
            false => format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1),
        }
    }

    /// The edited cells of a row, each by its column.
    fn cells(&mut self, row: u32, known: &RowAt) -> Vec<(u32, String)> {
        let mut cells = Vec::new();
        let of_row = |at: &At| at.0 == row;
        let edits = self.edits;
        let columns: BTreeSet<u32> = { edits.marks.keys() }
            .chain(edits.texts.keys())
            .chain(self.before)
            .filter(|at| of_row(at))
            .map(|at| at.1)
            .collect();
        for column in columns {
            let at = (row, column);
            let cell = known.cells.get(&column);
            let mut style = cell.map_or(0, |cell| cell.style);
            if self.before.contains(&at) {
                style = self.styles.with(style, Look::Plain);
            }
            if let Some((tone, _)) = edits.marks.get(&at) {
                style = self.styles.with(style, Look::Colored(*tone));
            }
            let has_formula = cell.is_some_and(CellAt::has_formula);
            let new = match edits.texts.get(&at) {
                Some(_) if has_formula => {
                    self.formulas.push(at);
                    self.restyled(at, style, cell)
                }
                Some(text) => self.text(at, style, text),
                None => self.restyled(at, style, cell),
            };
            cells.push((column, new));
        }
        cells.extend(self.answers(row, known));
        cells
    }

    /// The cells of the added columns in a row.
    fn answers(&mut self, row: u32, known: &RowAt) -> Vec<(u32, String)> {
        let Some((columns, placed)) = self.columns else {
            return Vec::new();
        };
        if row == columns.header_row {
            // A new header looks like the one before it.
            let last = known
                .cells
                .values()
                .next_back()
                .map_or(0, |cell| cell.style);
            let style = self.styles.with(last, Look::Plain);
            return { columns.headers.iter().zip(placed) }
                .filter(|((_, known), _)| known.is_none())
                .map(|((header, _), column)| (*column, self.text((row, *column), style, header)))
                .collect();
        }
        let Some((tone, texts)) = columns.rows.get(&row) else {
            return Vec::new();
        };
        let mut cells = Vec::new();
        for (position, (column, text)) in placed.iter().zip(texts).enumerate() {
            let tone = if position == 0 { *tone } else { None };
            let style = tone.map_or(0, |tone| self.styles.with(0, Look::Colored(tone)));
            if !text.is_empty() {
                cells.push((*column, self.text((row, *column), style, text)));
            } else if let Some(old) = known.cells.get(column) {
                // What was said last time holds no longer.
                let style = old.style;
                let style = self.styles.with(style, Look::Plain);
                let name = name((row, *column));
                let prefix = &self.layout.prefix;
                cells.push((*column, format!("<{prefix}c r=\"{name}\" s=\"{style}\"/>")));
            }
        }
        cells
    }

    /// A cell with a text in it.
    fn text(&self, at: At, style: usize, text: &str) -> String {
        let prefix = &self.layout.prefix;
        let name = name(at);
        let text = xml::content(text);
        format!(
            "<{prefix}c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
        )
    }

    /// A cell as it is, in another format.
    fn restyled(&self, at: At, style: usize, cell: Option<&CellAt>) -> String {
        let style = style.to_string();
        let Some(cell) = cell else {
            let prefix = &self.layout.prefix;
            return format!("<{prefix}c r=\"{}\" s=\"{style}\"/>", name(at));
        };
        let tag = xml::with(&cell.tag, "s", &style);
        format!("{tag}{}", cell.rest)
    }

    /// The row's start tag, with the new columns within what it says to span.
    fn spanned(&self, known: &RowAt) -> String {
        let last = self.columns.and_then(|(_, placed)| placed.iter().max());
        let Some(last) = last else {
            return known.tag.clone();
        };
        let tags = xml::attribute(&known.tag, "spans");
        match tags.as_deref().and_then(|spans| spans.split_once(':')) {
            Some((from, to)) if to.parse::<u32>().is_ok_and(|to| to <= *last) => {
                xml::with(&known.tag, "spans", &format!("{from}:{}", last + 1))
            }
            _ => known.tag.clone(),
        }
    }
}

fn name((row, column): At) -> String {
    Spot::Cell { row, column }.to_string()
}

/// Gives the new columns a width, unless somebody has.
fn widths(layout: &Layout, columns: &[u32], before_data: usize) -> Option<(Range<usize>, String)> {
    let covered = layout
        .widths
        .as_ref()
        .map_or(&[][..], |(_, covered)| covered);
    let greatest = covered.iter().map(|(_, last)| *last).max();
    let prefix = &layout.prefix;
    // The list is sorted: only columns after all others can be put at its end.
    let new: String = { columns.iter() }
        .filter(|column| greatest.is_none_or(|greatest| **column > greatest))
        .map(|column| {
            let number = column + 1;
            format!(
                "<{prefix}col min=\"{number}\" max=\"{number}\" width=\"{WIDTH}\" customWidth=\"1\"/>"
            )
        })
        .collect();
    if new.is_empty() {
        return None;
    }
    Some(match layout.widths {
        Some((end, _)) => (end..end, new),
        None => (
            before_data..before_data,
            format!("<{prefix}cols>{new}</{prefix}cols>"),
        ),
    })
}

/// The range of used cells, with the new columns in it.
fn dimension(layout: &Layout, columns: &[u32]) -> Option<(Range<usize>, String)> {
    let (at, says) = layout.dimension.as_ref()?;
    let (first, last) = says.split_once(':').unwrap_or((says, says));
    let (row, column) = cells::position(last)?;
    let column = column.max(*columns.iter().max()?);
    let prefix = &layout.prefix;
    let last = name((row, column));
    Some((
        at.clone(),
        format!("<{prefix}dimension ref=\"{first}:{last}\"/>"),
    ))
}
