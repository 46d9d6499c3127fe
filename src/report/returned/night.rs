//! What became of a night, as answers.

use std::collections::BTreeSet;

use super::{Answers, CellNote, OrderAnswer};
use crate::ledger::Part;
use crate::order::{Lang, Severity};
use crate::outcome::Outcome;
use crate::report::night::{Line, Night};
use crate::workbook::Tone;

const HEADERS: &[&str] = &["上报结果", "上报备案号", "上报返回码", "上报处理办法"];

/// The answers of a night: of its own orders, and of earlier ones about which something became known.
pub fn answered(night: &Night, lang: Lang) -> Answers {
    let outcomes = || night.outcomes.iter().chain(&night.earlier);
    let files: BTreeSet<Box<str>> = outcomes()
        .map(|outcome| (*outcome.latest.place.file).into())
        .collect();
    Answers {
        headers: HEADERS,
        orders: outcomes().map(|outcome| order(outcome, lang)).collect(),
        cells: outcomes()
            .flat_map(|outcome| notes(outcome, lang))
            .collect(),
        files: files.into_iter().collect(),
    }
}

fn order(outcome: &Outcome, lang: Lang) -> OrderAnswer {
    let line = Line::new(outcome);
    let separator = if lang == Lang::Zh { "；" } else { "; " };
    let joined = |words: Vec<String>| -> String {
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            if !word.is_empty() && !kept.contains(&word) {
                kept.push(word);
            }
        }
        kept.join(separator)
    };
    let mut result = vec![line.state.name(lang).to_owned()];
    result.extend(line.opinion.as_ref().map(|text| text.get(lang).to_owned()));
    result.extend(line.note.map(|text| text.get(lang).to_owned()));
    result.extend(line.due.map(|due| match (lang, line.overdue) {
        (Lang::Zh, false) => format!("期限 {due}"),
        (Lang::Zh, true) => format!("已逾期（{due}）"),
        (Lang::En, false) => format!("due {due}"),
        (Lang::En, true) => format!("overdue since {due}"),
    }));
    let codes = line.reasons.iter().map(|reason| match reason.place {
        // A finding stands at its own cell.
        Some(_) => reason.code.to_string(),
        None => format!("{} {}", reason.code, reason.message.get(lang)),
    });
    let remedies = line
        .reasons
        .iter()
        .map(|reason| reason.remedy.get(lang).to_owned());
    OrderAnswer {
        number: outcome.order.as_str().into(),
        place: outcome.latest.place.clone(),
        tone: match line.part {
            Part::Approved => Tone::Good,
            Part::Pending | Part::Waiting => Tone::Doubt,
            Part::Refused | Part::HeldBack => Tone::Wrong,
        },
        words: vec![
            joined(result),
            line.filing_number.to_owned(),
            joined(codes.collect()),
            joined(remedies.collect()),
        ],
    }
}

/// The cells that held the order back.
fn notes(outcome: &Outcome, lang: Lang) -> Vec<CellNote> {
    let mut notes = Vec::new();
    for code in &outcome.latest.codes {
        if let Some((_, place)) = &code.found {
            let number = code.code.map(|code| format!(" [{code}]"));
            notes.push(CellNote {
                order: Some(outcome.order.as_str().into()),
                place: place.clone(),
                field: "".into(),
                severity: Severity::Error,
                message: format!("{}{}", code.message.get(lang), number.unwrap_or_default()),
                remedy: code.remedy.get(lang).to_owned(),
            });
        }
    }
    notes
}
