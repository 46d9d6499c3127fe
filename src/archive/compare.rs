//! Ledger against archive: what the ledger knows to be sent or taken in lies here, and what was sent is known there.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fault::{Fault, Problem};
use super::journal::{Entry, Kind};
use super::{Archive, Result};
use crate::ledger::{AnswerRecord, FileRecord, Moment};
use crate::order::Text;

impl Archive {
    /// Where ledger and archive disagree. What the ledger got before the archive's first entry is not asked for.
    pub fn compare(&self, files: &[FileRecord], answers: &[AnswerRecord]) -> Result<Vec<Problem>> {
        let entries = self.entries()?;
        let Some(began) = entries.first().map(|entry| entry.at) else {
            return Ok(Vec::new());
        };
        let mut problems = Vec::new();
        let mut by_name: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in &entries {
            by_name.entry(&entry.name).or_default().push(entry);
        }
        for file in files.iter().filter(|file| file.built >= began) {
            let known = by_name.get(file.name.as_str());
            compare_file(file, known.map_or(&[], Vec::as_slice), &mut problems);
        }
        let received = [Kind::DownloadAnswer, Kind::Ingested];
        let received: HashSet<&str> = { entries.iter() }
            .filter(|entry| received.contains(&entry.kind))
            .map(|entry| entry.name.as_str())
            .collect();
        for answer in answers.iter().filter(|answer| answer.received >= began) {
            if !received.contains(answer.name.as_str()) {
                problems.push(Problem {
                    fault: Fault::NotArchived,
                    place: answer.name.clone(),
                    message: Text::new(
                        "台账已读入这个答复文件，存档中没有",
                        "the ledger has taken in this answer file, the archive has not got it",
                    ),
                });
            }
        }
        problems.extend(unknown(&entries, files, began));
        Ok(problems)
    }
}

fn compare_file(file: &FileRecord, entries: &[&Entry], problems: &mut Vec<Problem>) {
    let mut problem = |fault, zh: String, en: String| {
        problems.push(Problem {
            fault,
            place: file.name.clone(),
            message: Text::new(zh, en),
        });
    };
    let of = |kind| entries.iter().filter(move |entry| entry.kind == kind);
    if of(Kind::Document).next().is_none() {
        problem(
            Fault::NotArchived,
            "存档中没有它的 XML".to_owned(),
            "the archive has not got its XML".to_owned(),
        );
    } else if of(Kind::Document).all(|entry| entry.sha256 != file.sha256) {
        problem(
            Fault::Differs,
            "存档中的 XML 不是台账所记的".to_owned(),
            "the XML in the archive is not the one that the ledger knows".to_owned(),
        );
    }
    if of(Kind::Package).next().is_none() {
        problem(
            Fault::NotArchived,
            "存档中没有它的压缩包".to_owned(),
            "the archive has not got its package".to_owned(),
        );
    }
    let taken = file.accepted.and(file.sequence);
    if let Some(sequence) = taken.filter(|taken| {
        !of(Kind::Sent).any(|entry| entry.bureau == file.bureau && entry.sequence == Some(*taken))
    }) {
        let others: BTreeSet<u32> = of(Kind::Sent).filter_map(|entry| entry.sequence).collect();
        let others: Vec<String> = others.iter().map(u32::to_string).collect();
        let others = if others.is_empty() {
            "-".to_owned()
        } else {
            others.join(", ")
        };
        problem(
            Fault::Differs,
            format!("台账说以序号 {sequence} 上报，存档记的序号是 {others}"),
            format!(
                "the ledger says that it was sent under number {sequence}, the archive says {others}"
            ),
        );
    }
}

/// What was sent and the ledger does not know.
fn unknown<'e>(
    entries: &'e [Entry],
    files: &[FileRecord],
    began: Moment,
) -> impl Iterator<Item = Problem> + use<'e> {
    let known: HashSet<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut told = HashSet::new();
    let sent = entries
        .iter()
        .filter(move |entry| entry.kind == Kind::Sent && entry.at >= began);
    sent.filter(move |entry| !known.contains(&entry.name) && told.insert(entry.name.as_str()))
        .map(|entry| {
            let number = entry.sequence.unwrap_or_default();
            let bureau = &entry.bureau;
            Problem {
                fault: Fault::NotInLedger,
                place: entry.name.clone(),
                message: Text::new(
                    format!("存档记着它曾以序号 {number} 向管局「{bureau}」上报，台账中没有它"),
                    format!("the archive says that it was sent to bureau \"{bureau}\" under number {number}; the ledger does not know it"),
                ),
            }
        })
}
