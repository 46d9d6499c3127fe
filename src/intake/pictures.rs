//! Finds the files that orders name and looks at each of them once, in parallel.
//!
//! Paths are relative to the workbook, or to the order folder. They may go up within the batch, not out of it.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::image;
use super::part::PartKind;
use super::rules;
use crate::order::{AnyField, Finding, Order, Picture, PictureState, Text, Value};

/// Where the files of some orders lie.
pub(super) struct Places<'p> {
    /// The folder that paths start from.
    pub base: &'p Path,
    /// The folder that they must not leave.
    pub batch: &'p Path,
}

/// Attaches to every order the files that it names, and reports those that are not there.
pub(super) fn attach(orders: &mut [Order], places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut states: HashMap<PathBuf, PictureState> = orders
        .iter()
        .flat_map(named)
        .filter_map(|value| places.resolve(&value.text))
        .map(|path| (path, PictureState::Missing))
        .collect();
    states
        .par_iter_mut()
        .for_each(|(path, state)| *state = image::inspect(path));
    let look = |value: Value| {
        let path = places.resolve(&value.text);
        let state = path
            .as_ref()
            .and_then(|path| states.get(path))
            .cloned()
            .unwrap_or(PictureState::Missing);
        let lies_outside = path.is_none();
        (
            Picture {
                path: path.unwrap_or_else(|| PathBuf::from(&*value.text)),
                named: value,
                state,
                kept: None,
            },
            lies_outside,
        )
    };
    for order in orders {
        let mut missing = Vec::new();
        let mut attach = |part: PartKind, column: &str, value: Value| {
            let (picture, lies_outside) = look(value);
            if picture.state == PictureState::Missing {
                missing.push((
                    &part.columns()[part.column(column)],
                    picture.named.clone(),
                    lies_outside,
                ));
            }
            picture
        };
        for attachment in &mut order.attachments {
            attachment.picture = attachment
                .file
                .value()
                .cloned()
                .map(|value| attach(PartKind::Attachment, "file", value));
        }
        for preapproval in order
            .sites
            .iter_mut()
            .flat_map(|site| &mut site.preapprovals)
        {
            let scans: Vec<Value> = scans(preapproval).collect();
            preapproval.pictures = scans
                .into_iter()
                .map(|value| attach(PartKind::Preapproval, "files", value))
                .collect();
        }
        for (column, value, lies_outside) in missing {
            let (rule, message) = if lies_outside {
                let message = Text::new(
                    format!("附件“{}”不在批次文件夹之内，没有读取", value.text),
                    format!(
                        "the attachment \"{}\" lies outside the batch and was not read",
                        value.text
                    ),
                );
                (&rules::ATTACHMENT_OUTSIDE, message)
            } else {
                let message = Text::new(
                    format!("找不到附件“{}”", value.text),
                    format!("there is no readable file \"{}\"", value.text),
                );
                (&rules::ATTACHMENT_MISSING, message)
            };
            findings.push(rule.of(order, column, &value, message));
        }
    }
}

/// The files that an order names.
fn named(order: &Order) -> impl Iterator<Item = Value> {
    let files = order
        .attachments
        .iter()
        .filter_map(|attachment| attachment.file.value().cloned());
    files.chain(
        order
            .sites
            .iter()
            .flat_map(|site| &site.preapprovals)
            .flat_map(scans),
    )
}

/// The paths of a pre-approval's scans, each with the cell that holds them all.
fn scans(preapproval: &crate::order::Preapproval) -> impl Iterator<Item = Value> {
    let paths = preapproval.files.get().map_or(&[][..], |files| &files.0);
    let place = preapproval.files.value().map(|value| &value.place);
    paths
        .iter()
        .zip(place.into_iter().cycle())
        .map(|(path, place)| Value {
            text: path.as_str().into(),
            place: place.clone(),
        })
}

impl Places<'_> {
    /// Where a path leads; `None` when it is absolute or leads out of the batch.
    fn resolve(&self, named: &str) -> Option<PathBuf> {
        // Operators on Windows write backslashes.
        let named = named.replace('\\', "/");
        let has_drive = named.as_bytes().get(1) == Some(&b':');
        let mut path = self.base.to_path_buf();
        for component in Path::new(&named).components() {
            match component {
                Component::Normal(name) => path.push(name),
                Component::CurDir => {}
                Component::ParentDir if path != self.batch => {
                    path.pop();
                }
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        (!has_drive && path.starts_with(self.batch)).then_some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_go_up_within_the_batch_and_no_further() {
        let places = Places {
            base: Path::new("orders/0001"),
            batch: Path::new("orders"),
        };
        let resolve = |named| places.resolve(named).map(|path| path.display().to_string());
        assert_eq!(
            resolve("attachments/a.jpg").as_deref(),
            Some("orders/0001/attachments/a.jpg")
        );
        assert_eq!(
            resolve(r"attachments\a.jpg").as_deref(),
            Some("orders/0001/attachments/a.jpg")
        );
        assert_eq!(
            resolve("../shared/a.jpg").as_deref(),
            Some("orders/shared/a.jpg")
        );
        for outside in [
            "../../a.jpg",
            "/etc/a.jpg",
            r"C:\a.jpg",
            r"\\server\a.jpg",
            "../../orders/0001/a.jpg",
        ] {
            assert_eq!(resolve(outside), None, "{outside}");
        }
    }
}
