//! What the checks found, as answers.

use super::{Answers, CellNote, OrderAnswer};
use crate::check::{Standing, Step, Verdict};
use crate::intake::Source;
use crate::order::{Finding, Lang, Severity};
use crate::workbook::Tone;

const HEADERS: &[&str] = &["检查结果"];

/// The answers of a check: `loose` are the findings that belong to no order.
pub fn checked(verdicts: &[Verdict], loose: &[Finding], sources: &[Source], lang: Lang) -> Answers {
    let orders = verdicts.iter().map(|verdict| {
        let order = verdict.order();
        let (tone, words) = words(verdict, lang);
        OrderAnswer {
            number: order.number.text.clone(),
            place: order.number.place.clone(),
            tone,
            words: vec![words],
        }
    });
    let findings = loose
        .iter()
        .chain(verdicts.iter().flat_map(|verdict| &verdict.findings));
    Answers {
        headers: HEADERS,
        orders: orders.collect(),
        cells: findings.map(|finding| note(finding, lang)).collect(),
        files: sources.iter().map(|source| (*source.file).into()).collect(),
    }
}

fn note(finding: &Finding, lang: Lang) -> CellNote {
    let code = finding.code.map(|code| format!(" [{code}]"));
    CellNote {
        order: finding.order.clone(),
        place: finding.place.clone(),
        field: (*finding.field).into(),
        severity: finding.severity,
        message: format!("{}{}", finding.message.get(lang), code.unwrap_or_default()),
        remedy: finding.remedy.get(lang).to_owned(),
    }
}

/// Where an order stands, in words.
fn words(verdict: &Verdict, lang: Lang) -> (Tone, String) {
    let count = |severity| {
        let mut found = verdict.findings.iter();
        found
            .by_ref()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let say = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    let (tone, mut words) = match &verdict.standing {
        Standing::Ready(_) => (Tone::Good, say("可上报", "Ready")),
        Standing::Waiting(_, why) => {
            let why = why.get(lang);
            (
                Tone::Doubt,
                say(&format!("等待：{why}"), &format!("Waiting: {why}")),
            )
        }
        Standing::InReview(_, step) => (Tone::Doubt, in_review(*step, lang).to_owned()),
        Standing::HeldBack(_) => (
            Tone::Wrong,
            say(
                &format!("保留：{errors} 个错误"),
                &format!("Held back: {errors} errors"),
            ),
        ),
    };
    if warnings > 0 {
        words += &say(
            &format!("，{warnings} 个警告"),
            &format!(", {warnings} warnings"),
        );
    }
    (tone, words)
}

fn in_review(step: Step, lang: Lang) -> &'static str {
    let (zh, en) = match step {
        Step::FirstPending => ("待初审", "Awaits the first review"),
        Step::FirstRefused => ("初审驳回", "Refused by the first review"),
        Step::SecondPending => ("待复审", "Awaits the second review"),
        Step::SecondRefused => ("复审驳回", "Refused by the second review"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
