//! Where a file's copy goes: below the folder as the file lies below the folder that all of them have in common.

use std::fs;
use std::path::{Path, PathBuf};

use super::in_folder::is_order;

/// The place of each file's copy below `folder`; `None` for a file that is not there.
pub(super) fn targets(files: &[&str], folder: &Path) -> Vec<Option<PathBuf>> {
    let found: Vec<Option<PathBuf>> = files
        .iter()
        .map(|file| fs::canonicalize(file).ok())
        .collect();
    let root = found
        .iter()
        .flatten()
        .filter_map(|path| home(path))
        .map(Path::to_owned)
        .reduce(|common, home| {
            common
                .components()
                .zip(home.components())
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a)
                .collect()
        })
        .unwrap_or_default();
    found
        .iter()
        .map(|path| {
            let below = path.as_ref()?.strip_prefix(&root).ok()?;
            Some(folder.join(below))
        })
        .collect()
}

/// The folder that a file's place is told from: an order folder keeps its own name.
fn home(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    if is_order(path) {
        folder.parent()
    } else {
        Some(folder)
    }
}

/// Whether two paths are one file.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_lie_as_the_files_lie() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, b"").unwrap();
            path.display().to_string()
        };
        let files = [make("a/b.xlsx"), make("0001/order.toml")];
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let places = targets(&files, Path::new("out"));
        assert_eq!(places[0].as_deref(), Some(Path::new("out/a/b.xlsx")));
        assert_eq!(places[1].as_deref(), Some(Path::new("out/0001/order.toml")));
        let places = targets(&files[1..], Path::new("out"));
        assert_eq!(places[0].as_deref(), Some(Path::new("out/0001/order.toml")));
        assert_eq!(targets(&["no.csv"], Path::new("out")), [None]);
    }
}
