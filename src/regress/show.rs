//! Differences as a person wants to read them: by case and order, the place once, the value before and after below.

use std::io::{self, Write};

use super::difference::Shown;
use super::{Change, Comparison, Difference, Error, Outcome};
use crate::order::{Bilingual as _, Lang, Privacy};
use crate::report::screen::{Ink, Screen, clean};
use crate::report::{mask, masked_xml};

/// So many differences of a case are shown; the others are counted.
const SHOWN: usize = 40;

/// Longer values say little to a reader; of pictures and the like the length is enough.
const LONGEST: usize = 160;

/// Writes what came of the cases, the equal ones in one line, and their sum.
pub fn show(
    outcomes: &[Outcome],
    screen: &Screen,
    unmask: bool,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for outcome in outcomes {
        let name = screen.ink(Ink::Bold, &outcome.name);
        match &outcome.result {
            Ok(made) if made.differences.is_empty() => {
                let mark = screen.ink(Ink::Green, screen.say("相同", "equal"));
                writeln!(out, "{mark}  {name}")?;
            }
            Ok(made) => {
                let mark = screen.ink(Ink::Yellow, screen.say("不同", "different"));
                writeln!(out, "{mark}  {name}")?;
                if !made.case.about.is_empty() {
                    writeln!(out, "  {}", screen.ink(Ink::Dim, &made.case.about))?;
                }
                let limit = if all { usize::MAX } else { SHOWN };
                differences(&made.differences, limit, screen, unmask, out)?;
            }
            Err(error) => {
                let mark = screen.ink(Ink::Red, screen.say("无法运行", "cannot be run"));
                writeln!(out, "{mark}  {name}")?;
                reason(error, screen, out)?;
            }
        }
    }
    writeln!(out, "{}", sum(outcomes, screen.lang))
}

/// Why a case cannot be run; a mistake in a file is shown with its line.
fn reason(error: &Error, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let text = error.text();
    let mut lines = text.get(screen.lang).lines();
    lines.try_for_each(|line| screen.hang("  ", 2, 2, Ink::Plain, line, out))
}

fn sum(outcomes: &[Outcome], lang: Lang) -> String {
    let cases = outcomes.len();
    let equal = outcomes.iter().filter(|one| one.is_equal()).count();
    let broken = outcomes.iter().filter(|one| one.result.is_err()).count();
    let different = cases - equal - broken;
    match lang {
        Lang::Zh => {
            format!("共 {cases} 个用例：{equal} 个相同，{different} 个不同，{broken} 个无法运行")
        }
        Lang::En => format!(
            "{cases} cases: {equal} equal, {different} different, {broken} that cannot be run"
        ),
    }
}

fn differences(
    differences: &[Difference],
    limit: usize,
    screen: &Screen,
    unmask: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut above: Option<(&str, &str)> = None;
    for one in differences.iter().take(limit) {
        let (order, file) = (one.order.as_str(), one.file.as_str());
        if above.is_none_or(|(of, _)| of != order) && !order.is_empty() {
            let head = format!("{} {order}", screen.say("订单", "order"));
            writeln!(out, "  {}", screen.ink(Ink::Bold, &head))?;
        }
        if above != Some((order, file)) {
            writeln!(out, "    {}", screen.ink(Ink::Dim, file))?;
        }
        above = Some((order, file));
        for line in told(one, screen.lang, unmask) {
            let (ink, line) = match line {
                Line::Place(place) => (Ink::Plain, format!("      {place}")),
                Line::Old(value) => (Ink::Red, format!("        - {value}")),
                Line::New(value) => (Ink::Green, format!("        + {value}")),
            };
            writeln!(out, "{}", screen.ink(ink, &line))?;
        }
    }
    let more = differences.len().saturating_sub(limit);
    if more > 0 {
        let said = match screen.lang {
            Lang::Zh => format!("另有 {more} 处不同（-v 全部显示）"),
            Lang::En => format!("and {more} more differences (-v shows all)"),
        };
        writeln!(out, "    {}", screen.ink(Ink::Dim, &said))?;
    }
    Ok(())
}

/// A line about a difference.
enum Line {
    Place(String),
    Old(String),
    New(String),
}

fn told(one: &Difference, lang: Lang, unmask: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    if !one.place.trim().is_empty() {
        lines.push(Line::Place(one.place.trim().to_owned()));
    }
    let shown = |value: &Option<Shown>| value.as_ref().map(|value| value.words(lang, unmask));
    let (old, mut new) = (shown(&one.old), shown(&one.new));
    // What differs may be what the mask hides.
    if old == new && one.old != one.new {
        let hidden = match lang {
            Lang::Zh => "（不同之处已被掩码）",
            Lang::En => "(they differ in what is masked)",
        };
        new = new.map(|new| format!("{new} {hidden}"));
    }
    lines.extend(old.map(Line::Old));
    lines.extend(new.map(Line::New));
    lines
}

/// A difference in lines of plain text.
pub(super) fn plain(one: &Difference, lang: Lang) -> String {
    let head = [one.order.as_str(), one.file.as_str()];
    let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = format!("{}\n", head.join(" "));
    for line in told(one, lang, false) {
        text.push_str(&match line {
            Line::Place(place) => format!("  {place}\n"),
            Line::Old(value) => format!("    - {value}\n"),
            Line::New(value) => format!("    + {value}\n"),
        });
    }
    text
}

impl Shown {
    fn words(&self, lang: Lang, unmask: bool) -> String {
        let value = match self {
            Self::Said(text) => return text.get(lang).to_owned(),
            Self::Value(value) => value.clone(),
            Self::Words(value) => mask(value, Privacy::Words, unmask),
            Self::Element { tag, value } => masked(tag, value, unmask),
        };
        let value = clean(&value);
        let length = value.chars().count();
        if length > LONGEST {
            let head: String = value.chars().take(LONGEST / 4).collect();
            return match lang {
                Lang::Zh => format!("{head}…（共 {length} 个字符）"),
                Lang::En => format!("{head}… ({length} characters)"),
            };
        }
        match value.is_empty() {
            true => match lang {
                Lang::Zh => "（空）".to_owned(),
                Lang::En => "(empty)".to_owned(),
            },
            false => value,
        }
    }
}

/// The value of an element as it may be shown.
fn masked(tag: &str, value: &str, unmask: bool) -> String {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let xml = masked_xml(&format!("{open}{value}{close}"), unmask);
    let inner = xml
        .strip_prefix(&open)
        .and_then(|xml| xml.strip_suffix(&close));
    inner.map_or_else(|| "*".repeat(value.chars().count()), str::to_owned)
}

/// Writes which verdicts two versions give otherwise: the sums by rule, then order by order.
pub fn show_comparison(
    comparison: &Comparison,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (name, error) in &comparison.broken {
        let mark = screen.ink(Ink::Red, screen.say("无法运行", "cannot be run"));
        writeln!(out, "{mark}  {}", screen.ink(Ink::Bold, name))?;
        reason(error, screen, out)?;
    }
    for (rule, changes) in comparison.by_rule() {
        let count = |of: fn(&Change) -> bool| changes.iter().filter(|one| of(one)).count();
        let (new, gone) = (
            count(|one| one.old.is_none()),
            count(|one| one.new.is_none()),
        );
        let other = changes.len() - new - gone;
        let sums = match screen.lang {
            Lang::Zh => format!("新增 {new}，消失 {gone}，改变 {other}"),
            Lang::En => format!("{new} new, {gone} gone, {other} changed"),
        };
        let rule = match rule {
            "" => screen.say("（没有规则的行）", "(lines without a rule)"),
            rule => rule,
        };
        writeln!(out, "{}  {sums}", screen.ink(Ink::Bold, rule))?;
        for Change {
            case,
            order,
            place,
            old,
            new,
            ..
        } in changes
        {
            let order = match order.as_str() {
                "" => screen.say("（不属于订单）", "(of no order)"),
                order => order,
            };
            let [old, new] = [old, new].map(|verdict| verdict.as_deref().unwrap_or("—"));
            let line = clean(&format!("{order}  {place}  {old} → {new}"));
            let case = screen.ink(Ink::Dim, case);
            writeln!(out, "  {line}  {case}")?;
        }
    }
    let (changed, all) = (comparison.changes.len(), comparison.verdicts);
    let cases = comparison.cases;
    match screen.lang {
        Lang::Zh => writeln!(
            out,
            "{cases} 个用例，{all} 条结论：{changed} 条不同（{:.2}%）",
            comparison.percent()
        ),
        Lang::En => writeln!(
            out,
            "{cases} cases, {all} verdicts: {changed} changed ({:.2} %)",
            comparison.percent()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(old: &str, new: &str, tag: &str) -> String {
        let shown = |value: &str| {
            Some(Shown::Element {
                tag: tag.to_owned(),
                value: value.to_owned(),
            })
        };
        let one = Difference {
            order: "A".to_owned(),
            file: "a.xml".to_owned(),
            place: tag.to_owned(),
            old: shown(old),
            new: shown(new),
        };
        plain(&one, Lang::En)
    }

    #[test]
    fn people_are_masked_and_a_difference_under_the_mask_says_so() {
        let said = words("林青杉", "林青松", "Fzr_xm");
        assert!(!said.contains('青'), "{said}");
        assert!(said.contains("masked"), "{said}");
    }

    #[test]
    fn a_picture_is_told_by_its_length() {
        let said = words("a", &"QUJD".repeat(1000), "Fjnr");
        assert!(said.contains("4000 characters"), "{said}");
        assert!(said.len() < 300, "{said}");
    }
}
