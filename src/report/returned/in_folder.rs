//! Answers beside a copy of an order file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::paths::is_same;
use super::{Answers, CellNote};
use crate::disk::{self, DiskError};
use crate::order::Lang;

const FINDINGS: &str = "findings.txt";

/// Whether a file is the order file of an order folder.
pub(super) fn is_order(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    stem == "order"
        && ["toml", "yaml", "yml", "json"]
            .iter()
            .any(|known| extension == *known)
}

/// Writes `findings.txt` beside `target`, and a copy of the order file `file` to it unless it is that file. Attachments
/// are not copied: they are large, and people's data.
pub(super) fn write(
    answers: &Answers,
    file: &str,
    target: &Path,
    lang: Lang,
) -> Result<PathBuf, DiskError> {
    let source = Path::new(file);
    if !is_same(source, target) {
        let content = fs::read(source).map_err(|error| DiskError {
            path: source.to_owned(),
            source: error,
        })?;
        disk::write(target, &content)?;
    }
    let path = target.with_file_name(FINDINGS);
    disk::write_with(&path, |out| text(answers, file, lang, out))?;
    Ok(path)
}

fn text(answers: &Answers, file: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for order in answers
        .orders
        .iter()
        .filter(|order| &*order.place.file == file)
    {
        let word = match lang {
            Lang::Zh => "订单",
            Lang::En => "Order",
        };
        writeln!(out, "{word} {}", order.number)?;
        for (header, words) in answers.headers.iter().zip(&order.words) {
            if !words.is_empty() {
                writeln!(out, "{header}: {words}")?;
            }
        }
    }
    let own = |note: &&CellNote| &*note.place.file == file;
    for note in answers.cells.iter().filter(own) {
        writeln!(out)?;
        writeln!(out, "{}  {}", note.place.cell(), note.field)?;
        for line in note.comment(lang).lines() {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}
