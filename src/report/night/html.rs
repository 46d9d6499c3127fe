//! The night as one page: no network, readable on paper and on a phone.

use std::collections::BTreeMap;
use std::io::{self, Write};

use askama::Template;

use super::line::Line;
use super::{Night, URGENCY, part_name, ties_out};
use crate::ledger::Part;
use crate::order::Lang;
use crate::outcome::Totals;

#[derive(Template)]
#[template(path = "night.html")]
struct Page<'n> {
    night: &'n Night,
    lang: Lang,
    totals: Totals,
    ties: bool,
    parts: Vec<PartShare>,
    lines: Vec<Line>,
    codes: Vec<CodeShare>,
}

/// One part of the sum.
struct PartShare {
    id: &'static str,
    name: &'static str,
    count: usize,
    /// Share of the orders read, in percent.
    percent: f64,
}

/// How often a code was answered or predicted.
struct CodeShare {
    code: String,
    message: String,
    count: usize,
    /// Length of the bar, in percent of the longest.
    percent: f64,
}

/// Codes in the chart; rarer ones are in the table all the same.
const CODES_SHOWN: usize = 12;

pub(super) fn write(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let totals = night.totals();
    let mut lines: Vec<Line> = night
        .outcomes
        .iter()
        .map(|outcome| Line::new(outcome, lang))
        .collect();
    lines.sort_by_key(|line| URGENCY.iter().position(|part| *part == line.part));
    let parts = URGENCY
        .iter()
        .map(|&part| {
            let count = lines.iter().filter(|line| line.part == part).count();
            let percent = 100.0 * count as f64 / totals.read.max(1) as f64;
            PartShare {
                id: part_id(part),
                name: part_name(part, lang),
                count,
                percent,
            }
        })
        .filter(|share| share.count > 0)
        .collect();
    let page = Page {
        night,
        lang,
        totals,
        ties: ties_out(&totals),
        parts,
        codes: code_shares(&lines),
        lines,
    };
    page.write_into(out)
}

fn code_shares(lines: &[Line]) -> Vec<CodeShare> {
    let mut counts: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for reason in lines.iter().flat_map(|line| &line.reasons) {
        counts.entry(&reason.code).or_insert((0, &reason.message)).0 += 1;
    }
    let mut shares: Vec<(&str, (usize, &str))> = counts.into_iter().collect();
    shares.sort_by_key(|&(code, (count, _))| (std::cmp::Reverse(count), code));
    let most = shares.first().map_or(1, |&(_, (count, _))| count) as f64;
    shares
        .into_iter()
        .take(CODES_SHOWN)
        .map(|(code, (count, message))| CodeShare {
            code: code.to_owned(),
            message: message.to_owned(),
            count,
            percent: 100.0 * count as f64 / most,
        })
        .collect()
}

fn part_id(part: Part) -> &'static str {
    match part {
        Part::HeldBack => "held-back",
        Part::Waiting => "waiting",
        Part::Pending => "pending",
        Part::Approved => "approved",
        Part::Refused => "refused",
    }
}

impl Page<'_> {
    fn t<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn id(&self, line: &Line) -> &'static str {
        part_id(line.part)
    }

    /// Everything that a search looks through.
    fn haystack(&self, line: &Line) -> String {
        let reasons: Vec<String> = line
            .reasons
            .iter()
            .map(|reason| format!("{} {} {}", reason.code, reason.place, reason.message))
            .collect();
        [
            &line.order,
            line.kind,
            line.state,
            &reasons.join(" "),
            &line.filing_number,
            &line.file,
            &line.opinion,
        ]
        .join(" ")
        .to_lowercase()
    }
}
