//! The files that the arguments of `validate` mean, found as they are needed.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// One document to look at, or why there is none.
#[derive(Debug)]
pub(super) enum Input {
    /// Standard input (`-`).
    Standard,
    /// A file; `named` when it was named itself, and not found in a folder.
    File { path: PathBuf, named: bool },
    /// A part of a folder that could not be looked through.
    Lost { path: PathBuf, error: io::Error },
}

/// The named files, and every XML file of the named folders in the order of names.
pub(super) fn inputs(arguments: &[PathBuf]) -> impl Iterator<Item = Input> + Send {
    arguments
        .iter()
        .flat_map(|path| -> Box<dyn Iterator<Item = Input> + Send> {
            if path.as_os_str() == "-" {
                Box::new(std::iter::once(Input::Standard))
            } else if path.is_dir() {
                let entries = WalkDir::new(path).sort_by_file_name().into_iter();
                Box::new(entries.filter_map(found))
            } else {
                let (path, named) = (path.clone(), true);
                Box::new(std::iter::once(Input::File { path, named }))
            }
        })
}

fn found(entry: walkdir::Result<walkdir::DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) => {
            let is_document = entry.file_type().is_file() && is_xml(entry.path());
            let (path, named) = (entry.into_path(), false);
            is_document.then_some(Input::File { path, named })
        }
        Err(error) => Some(Input::Lost {
            path: error.path().unwrap_or(Path::new("")).to_owned(),
            error: error.into(),
        }),
    }
}

fn is_xml(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}
