//! Links from the workbook to the cells of the operator's own files, relative where that is possible, so that they go on
//! working when both are moved together.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::order::{Place, Spot};

/// Where links start from, and the files that were found.
pub(super) struct Links {
    folder: PathBuf,
    files: RefCell<HashMap<Box<str>, Option<String>>>,
}

impl Links {
    /// Links from a workbook in `folder`.
    pub(super) fn from(folder: &Path) -> Self {
        Self {
            folder: fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()),
            files: RefCell::default(),
        }
    }

    /// The link to a place; none when its file is not there any more.
    pub(super) fn to(&self, place: &Place) -> Option<String> {
        let mut files = self.files.borrow_mut();
        let file = files
            .entry((*place.file).into())
            .or_insert_with(|| self.file(&place.file))
            .clone()?;
        let is_cell = !matches!(place.spot, Spot::Whole);
        Some(match &place.sheet {
            Some(sheet) if is_cell => {
                let sheet = sheet.replace('\'', "''");
                format!("file:///{file}#'{sheet}'!{}", place.spot)
            }
            _ => format!("file:///{file}"),
        })
    }

    fn file(&self, name: &str) -> Option<String> {
        let path = fs::canonicalize(name).ok()?;
        let path = relative(&self.folder, &path).unwrap_or(path);
        let text = path.to_str()?;
        // A name with such a character would end the path.
        (!text.contains('#')).then(|| text.to_owned())
    }
}

/// `path` as seen from `folder`; none where they have nothing in common but the root.
fn relative(folder: &Path, path: &Path) -> Option<PathBuf> {
    let (mut from, mut to) = (folder.components().peekable(), path.components().peekable());
    let mut common = 0;
    while from.peek().is_some() && from.peek() == to.peek() {
        let is_folder = matches!(from.next(), Some(Component::Normal(_)));
        common += usize::from(is_folder);
        to.next();
    }
    if common == 0 {
        return None;
    }
    let mut relative: PathBuf = from.map(|_| Component::ParentDir).collect();
    relative.extend(to);
    Some(relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beside_the_reports_is_reached_over_the_common_folder() {
        let seen = |folder: &str, path: &str| relative(Path::new(folder), Path::new(path));
        assert_eq!(
            seen("/data/run/reports", "/data/orders/batch.xlsx"),
            Some("../../orders/batch.xlsx".into())
        );
        assert_eq!(seen("/data", "/data/a.xlsx"), Some("a.xlsx".into()));
        assert_eq!(seen("/srv/reports", "/home/orders/a.xlsx"), None);
    }
}
