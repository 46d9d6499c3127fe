//! Rows and cells of a sheet: where they stand in its text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Error;
use super::xml::{self, TagKind};

/// What editing needs to know of a sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The prefix of every element.
    pub prefix: String,
    /// The rows that are to be edited, by zero-based number.
    pub rows: BTreeMap<u32, RowAt>,
    /// Where every row begins, for rows that have to be put between them.
    pub row_starts: BTreeMap<u32, usize>,
    /// The greatest zero-based column with content.
    pub last_column: Option<u32>,
    /// Where `sheetData` stands: its start tag, and where its content ends.
    pub data: Option<(Range<usize>, usize, bool)>,
    /// The element that says which cells are used: where it stands, and what it says.
    pub dimension: Option<(Range<usize>, String)>,
    /// Where the widths of columns stand: the end of their content, and the columns they cover.
    pub widths: Option<(usize, Vec<(u32, u32)>)>,
    /// The link to the drawing of comments.
    pub drawing: Option<String>,
    /// Where such a link may be put.
    pub drawing_at: usize,
}

/// A row.
#[derive(Debug, Default)]
pub(super) struct RowAt {
    /// The start tag as it is written.
    pub tag: String,
    pub tag_at: Range<usize>,
    /// Where the row's content ends; the end of the tag when the row is empty.
    pub content_end: usize,
    pub is_empty: bool,
    pub cells: BTreeMap<u32, CellAt>,
}

/// A cell.
#[derive(Debug)]
pub(super) struct CellAt {
    /// The start tag as it is written.
    pub tag: String,
    /// What follows the start tag.
    pub rest: String,
    /// The whole element.
    pub at: Range<usize>,
    /// Number of its format.
    pub style: usize,
}

impl CellAt {
    /// Whether the cell's value is computed.
    pub(super) fn has_formula(&self) -> bool {
        let inside = self.rest.trim_start();
        let name = inside.trim_start_matches('<');
        let name = name.split([' ', '>', '/']).next().unwrap_or_default();
        name.rsplit(':').next() == Some("f")
    }
}

/// What may come after the link to the drawing of comments, in the order of the schema.
const AFTER_DRAWING: [&str; 10] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
    "worksheet",
];

/// Reads a sheet; of its rows those that `wanted` asks for are kept.
pub(super) fn read(text: &str, part: &str, wanted: impl Fn(u32) -> bool) -> Result<Layout, Error> {
    let mut layout = Layout::default();
    let mut row = 0_u32;
    let mut column = 0_u32;
    let mut has_content = false;
    let mut open_widths = Vec::new();
    xml::each(text, part, |tag| {
        let closes = tag.kind == TagKind::End;
        match (tag.name, tag.depth) {
            ("worksheet", 0) if !closes => layout.prefix = tag.prefix().to_owned(),
            ("dimension", 1) if !closes => {
                let says = tag.get("ref").unwrap_or_default().into_owned();
                layout.dimension = Some((tag.range.clone(), says));
            }
            ("col", 2) if !closes => {
                if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) {
                    open_widths.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            ("cols", 1) if closes => {
                layout.widths = Some((tag.range.start, std::mem::take(&mut open_widths)));
            }
            ("sheetData", 1) => match tag.kind {
                TagKind::End => {
                    if let Some((_, end, _)) = &mut layout.data {
                        *end = tag.range.start;
                    }
                }
                kind => {
                    let is_empty = kind == TagKind::Empty;
                    layout.data = Some((tag.range.clone(), tag.range.end, is_empty));
                }
            },
            ("row", 2) if closes => {
                if let Some(known) = layout.rows.get_mut(&row) {
                    known.content_end = tag.range.start;
                }
                row += 1;
            }
            ("row", 2) => {
                // Rows and cells without a number follow the one before.
                if let Some(number) = tag.number("r") {
                    row = number.saturating_sub(1);
                }
                column = 0;
                layout.row_starts.insert(row, tag.range.start);
                if wanted(row) {
                    let new = RowAt {
                        tag: tag.raw.to_owned(),
                        tag_at: tag.range.clone(),
                        content_end: tag.range.end,
                        is_empty: tag.kind == TagKind::Empty,
                        cells: BTreeMap::new(),
                    };
                    layout.rows.insert(row, new);
                }
                if tag.kind == TagKind::Empty {
                    row += 1;
                }
            }
            ("c", 3) if closes => {
                if has_content {
                    layout.last_column = layout.last_column.max(Some(column));
                }
                if let Some(cell) =
                    { layout.rows.get_mut(&row) }.and_then(|known| known.cells.get_mut(&column))
                {
                    cell.rest = text[cell.at.end..tag.range.end].to_owned();
                    cell.at.end = tag.range.end;
                }
                column += 1;
            }
            ("c", 3) => {
                has_content = false;
                if let Some((_, named)) = tag.get("r").and_then(|name| position(&name)) {
                    column = named;
                }
                if let Some(known) = layout.rows.get_mut(&row) {
                    let cell = CellAt {
                        tag: tag.raw.to_owned(),
                        rest: String::new(),
                        at: tag.range.clone(),
                        style: tag.number("s").unwrap_or(0) as usize,
                    };
                    known.cells.insert(column, cell);
                }
                if tag.kind == TagKind::Empty {
                    column += 1;
                }
            }
            (_, 4) => has_content = true,
            ("mergeCell", 2) if !closes => {
                let range = tag.get("ref").unwrap_or_default();
                if let Some((_, last)) = range.rsplit(':').next().and_then(position) {
                    layout.last_column = layout.last_column.max(Some(last));
                }
            }
            ("legacyDrawing", 1) if !closes => {
                layout.drawing = tag.link().map(|id| id.into_owned());
            }
            _ => {}
        }
        let may_follow = AFTER_DRAWING.contains(&tag.name) && tag.depth <= 1;
        let ends = tag.depth == 0 && closes;
        if layout.drawing_at == 0 && layout.data.is_some() && may_follow && (ends || tag.depth == 1)
        {
            layout.drawing_at = tag.range.start;
        }
    })?;
    Ok(layout)
}

/// The zero-based row and column of a cell's name; `None` when it is none.
pub fn position(name: &str) -> Option<(u32, u32)> {
    let name = name.trim_start_matches('$');
    let letters = name.find(|c: char| !c.is_ascii_alphabetic())?;
    let column = name[..letters].bytes().try_fold(0_u32, |column, letter| {
        column
            .checked_mul(26)?
            .checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = name[letters..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cells_name_is_its_position() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("$AA$10"), Some((9, 26)));
        assert_eq!(position("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(position("A0"), None);
        assert_eq!(position("7"), None);
    }

    #[test]
    fn rows_and_cells_without_numbers_follow_the_one_before() {
        let text = "<worksheet><sheetData><row r=\"3\"><c><v>1</v></c><c r=\"D3\" s=\"2\"/><c t=\"s\"><v>0</v></c></row><row><c/></row></sheetData></worksheet>";
        let layout = read(text, "sheet1.xml", |_| true).unwrap();
        let columns: Vec<u32> = layout.rows[&2].cells.keys().copied().collect();
        assert_eq!(columns, [0, 3, 4]);
        assert!(layout.rows.contains_key(&3));
        assert_eq!(layout.last_column, Some(4));
        assert_eq!(
            &text[layout.rows[&2].cells[&0].at.clone()],
            "<c><v>1</v></c>"
        );
    }
}
