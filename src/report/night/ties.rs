//! That the report's figures agree: with each other, and with what the ledger counts itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Night, beside, part_name};
use crate::ledger::{Part, State};
use crate::order::{Lang, Text};
use crate::outcome::{Outcome, Totals};

/// One agreement that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Whether it does.
    pub holds: bool,
    /// What it says, with its figures.
    pub text: Text,
}

impl Night {
    /// Every agreement of the report's figures.
    pub fn ties(&self) -> Vec<Tie> {
        let totals = self.totals();
        let mut ties = vec![
            equation("读入", "read", totals.read, {
                let held = part(Part::HeldBack, totals.held_back);
                let waiting = part(Part::Waiting, totals.waiting);
                vec![held, waiting, (Text::new("上报", "sent"), totals.sent)]
            }),
            equation("上报", "sent", totals.sent, {
                vec![
                    part(Part::Approved, totals.approved),
                    part(Part::Refused, totals.refused),
                    part(Part::Pending, totals.pending),
                ]
            }),
            self.counted_by_the_ledger(&totals),
            self.each_once(),
            self.in_files(),
        ];
        ties.extend(self.files_add_up());
        let answers = self.answers;
        if answers.files > 0 {
            let (zh, en) = (
                format!("答复文件 {} 个的记录", answers.files),
                format!("records of {} answer files", answers.files),
            );
            let name = |zh, en| Text::new(zh, en);
            ties.push(equation(zh, en, answers.records, {
                vec![
                    (name("已匹配", "matched"), answers.matched),
                    (name("未匹配", "unmatched"), answers.unmatched),
                    (name("有歧义", "ambiguous"), answers.ambiguous),
                ]
            }));
        }
        ties.extend(self.sequences.iter().map(|health| Tie {
            holds: health.gaps.is_empty(),
            text: beside::sequence_text(health),
        }));
        ties
    }

    /// Whether all figures agree.
    pub fn ties_out(&self) -> bool {
        self.ties().iter().all(|tie| tie.holds)
    }

    fn counted_by_the_ledger(&self, totals: &Totals) -> Tie {
        let mut parts: BTreeMap<Part, usize> = BTreeMap::new();
        for (state, count) in &self.counted {
            *parts.entry(state.part()).or_default() += count;
        }
        let counted = |part| parts.get(&part).copied().unwrap_or(0);
        let all: usize = self.counted.values().sum();
        let pairs = [
            (Part::HeldBack, totals.held_back),
            (Part::Waiting, totals.waiting),
            (Part::Approved, totals.approved),
            (Part::Refused, totals.refused),
            (Part::Pending, totals.pending),
        ];
        let wrong: Vec<Text> = { pairs.into_iter() }
            .filter(|(part, count)| counted(*part) != *count)
            .map(|(part, count)| {
                let name = |lang| part_name(part, lang);
                let own = counted(part);
                Text::new(
                    format!("{} {count}，台账 {own}", name(Lang::Zh)),
                    format!("{} {count}, ledger {own}", name(Lang::En)),
                )
            })
            .collect();
        let read = totals.read;
        let mut text = Text::new(
            format!("报告列出 {read} 个订单，台账自点 {all} 个"),
            format!("the report lists {read} orders, the ledger counts {all}"),
        );
        for Text { zh, en } in &wrong {
            text = Text::new(format!("{}；{zh}", text.zh), format!("{}; {en}", text.en));
        }
        Tie {
            holds: all == read && wrong.is_empty(),
            text,
        }
    }

    fn each_once(&self) -> Tie {
        let shown = || self.outcomes.iter().chain(&self.earlier);
        let numbers: BTreeSet<&str> = shown().map(|outcome| outcome.order.as_str()).collect();
        let twice = shown().count() - numbers.len();
        Tie {
            holds: twice == 0,
            text: match twice {
                0 => Text::new("每个订单只列一次", "each order is listed once"),
                _ => Text::new(
                    format!("{twice} 个订单列了不止一次"),
                    format!("{twice} orders are listed more than once"),
                ),
            },
        }
    }

    /// Every order that was sent lies in a file that the bureau has taken.
    fn in_files(&self) -> Tie {
        let taken: BTreeSet<&str> = { self.files.iter() }
            .filter(|file| file.is_taken())
            .map(|file| file.name.as_str())
            .collect();
        let sent = { self.outcomes.iter() }.filter(|outcome| {
            use Part::{Approved, Pending, Refused};
            matches!(outcome.latest.state.part(), Approved | Pending | Refused)
        });
        let (mut within, mut without) = (0, Vec::new());
        for Outcome { order, latest, .. } in sent {
            match &latest.file {
                Some(file) if taken.contains(file.as_str()) => within += 1,
                _ => without.push(order.as_str()),
            }
        }
        let count = within + without.len();
        let mut text = Text::new(
            format!("上报的 {count} 个订单，{within} 个在管局已受理的文件中"),
            format!("of {count} orders sent, {within} lie in files that the bureau has taken"),
        );
        if !without.is_empty() {
            without.truncate(NAMED);
            let named = without.join("、");
            text = Text::new(
                format!("{}；不在其中：{named}", text.zh),
                format!("{}; not there: {named}", text.en),
            );
        }
        Tie {
            holds: within == count,
            text,
        }
    }

    /// The orders of the files that were taken are answered, or named as missing.
    fn files_add_up(&self) -> Option<Tie> {
        let taken: Vec<_> = self.files.iter().filter(|file| file.is_taken()).collect();
        if taken.is_empty() {
            return None;
        }
        let orders = taken.iter().map(|file| file.orders).sum();
        let answered = taken.iter().map(|file| file.answered).sum();
        let missing = taken.iter().map(|file| file.missing.len()).sum();
        let name = |zh, en| Text::new(zh, en);
        let mut tie = equation(
            format!("已受理 {} 个文件的订单", taken.len()),
            format!("orders of {} files taken", taken.len()),
            orders,
            vec![
                (name("已答复", "answered"), answered),
                (name("缺答复", "missing"), missing),
            ],
        );
        // Two files that err to opposite sides err all the same.
        tie.holds = { taken.iter() }.all(|file| file.orders == file.answered + file.missing.len());
        Some(tie)
    }
}

/// So many orders are named.
const NAMED: usize = 5;

fn part(part: Part, count: usize) -> (Text, usize) {
    let name = |lang| part_name(part, lang);
    (Text::new(name(Lang::Zh), name(Lang::En)), count)
}

fn equation(
    zh: impl Into<String>,
    en: impl Into<String>,
    whole: usize,
    parts: Vec<(Text, usize)>,
) -> Tie {
    let sum = |lang| -> String {
        let words = parts
            .iter()
            .map(|(name, count)| format!("{} {count}", name.get(lang)));
        words.collect::<Vec<_>>().join(" + ")
    };
    let holds = whole == parts.iter().map(|(_, count)| count).sum::<usize>();
    let sign = if holds { "=" } else { "≠" };
    Tie {
        holds,
        text: Text::new(
            format!("{} {whole} {sign} {}", zh.into(), sum(Lang::Zh)),
            format!("{} {whole} {sign} {}", en.into(), sum(Lang::En)),
        ),
    }
}

/// What the ledger would count of these outcomes, for nights that are made by hand.
pub fn count_of(outcomes: &[Outcome]) -> BTreeMap<State, usize> {
    let mut counts = BTreeMap::new();
    for outcome in outcomes {
        *counts.entry(outcome.latest.state).or_default() += 1;
    }
    counts
}
