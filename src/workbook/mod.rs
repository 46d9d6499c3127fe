//! The operator's own workbook, given back: some cells coloured, commented or filled in, and everything else as it was.
//!
//! An `.xlsx` file is a package of parts. Only the parts that must change are written anew: the touched sheets, their
//! comments, the drawings that Excel shows comments with, the styles, and the lists that name new parts. Every other part
//! is copied as it lies in the package, compressed bytes included. Within a touched part everything but the edited
//! elements keeps its bytes, so that what this program does not understand survives.
//!
//! | file | knows |
//! |---|---|
//! | `xml` | where the tags of a text begin and end |
//! | `package`, `relations`, `content_types` | parts and how they name each other |
//! | `book` | which part is which sheet |
//! | `sheet`, `cells` | rows and cells |
//! | `styles` | colours |
//! | `comments`, `shapes` | comments and the boxes they stand in |

mod book;
mod cells;
mod comments;
mod content_types;
mod edits;
mod error;
mod package;
mod relations;
mod shapes;
mod sheet;
mod styles;
mod xml;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, Write};

use book::Book;
use package::Package;
use styles::Styles;

pub use cells::position;
pub use edits::{AddedColumns, Edits, SheetEdits, Tone};
pub use error::Error;

/// What could not be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// Sheets that the workbook does not have.
    pub absent: Vec<Box<str>>,
    /// Cells whose text was to be replaced and that hold a formula, by sheet; they were left as they are.
    pub formulas: Vec<(Box<str>, At)>,
}

/// Writes the workbook `file` to `out` with `edits` in it.
///
/// # Errors
/// The file is no Excel workbook, is broken, or cannot be read or written.
pub fn edit(file: File, edits: &Edits, out: &mut (impl Write + Seek)) -> Result<Edited, Error> {
    let mut package = Package::open(file)?;
    let book = Book::read(&mut package)?;
    let mut styles = Styles::read(&mut package, &book)?;
    let mut edited = Edited::default();
    let mut changed = false;
    for (name, edits) in &edits.sheets {
        let Some(part) = book.sheet(name) else {
            edited.absent.push(name.clone());
            continue;
        };
        if edits.is_empty() {
            continue;
        }
        changed = true;
        let formulas = edit_sheet(&mut package, part, edits, &mut styles)?;
        let formulas = formulas.into_iter().map(|at| (name.clone(), at));
        edited.formulas.extend(formulas);
    }
    if changed {
        styles.write(&mut package, &book)?;
    }
    package.write_to(out)?;
    Ok(edited)
}

/// Edits one sheet; the cells with formulas that were left as they are.
fn edit_sheet(
    package: &mut Package,
    part: &str,
    edits: &SheetEdits,
    styles: &mut Styles,
) -> Result<Vec<At>, Error> {
    let text = package.text(part)?;
    let links = relations::Links::read(package, part)?;
    let commented = comments::write(package, part, links, &edits.comments())?;
    let (edited, formulas) = sheet::edit(&text, part, edits, styles, &commented)?;
    package.put(part, edited);
    Ok(formulas)
}

/// A cell by zero-based row and column.
type At = (u32, u32);

/// Comments by cell.
type Comments<'e> = BTreeMap<At, &'e str>;
