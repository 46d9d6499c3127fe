//! Findings for a person at a terminal: order by order, each finding with its cell, its reason and what to do.

use std::io::{self, Write};

use super::{Group, Style, severity_word, shown_value};
use crate::order::{Finding, Lang, Severity};

pub(super) fn write(groups: &[Group<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = groups
        .iter()
        .filter(|group| !group.findings.is_empty())
        .peekable();
    while let Some(group) = shown.next() {
        let title = match (group.order, style.lang) {
            (Some(order), Lang::Zh) => format!("订单 {order}  {}", group.kind),
            (Some(order), Lang::En) => format!("order {order}  {}", group.kind),
            (None, Lang::Zh) => "文件与无订单号的行".to_owned(),
            (None, Lang::En) => "files and rows without an order number".to_owned(),
        };
        writeln!(out, "{}", bold(title.trim_end(), style))?;
        for finding in group.findings {
            write_finding(finding, style, out)?;
        }
        if shown.peek().is_some() {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_finding(finding: &Finding, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let word = match (finding.severity, style.lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Info, Lang::Zh) => "提示",
        (severity, Lang::En) => severity_word(severity),
    };
    let code = finding
        .code
        .map(|code| format!(" [{code}]"))
        .unwrap_or_default();
    let field = match (finding.field.is_empty(), shown_value(finding, style)) {
        (true, _) => String::new(),
        (false, Some(value)) => format!("  {} = {}", finding.field, shortened(&value)),
        (false, None) => format!("  {}", finding.field),
    };
    writeln!(
        out,
        "  {} {}  {}{code}{field}",
        paint(word, finding.severity, style),
        finding.place,
        finding.rule,
    )?;
    writeln!(out, "      {}", finding.message.get(style.lang))?;
    let remedy = finding.remedy.get(style.lang);
    if !remedy.is_empty() {
        let arrow = match style.lang {
            Lang::Zh => "处理：",
            Lang::En => "do: ",
        };
        writeln!(out, "      {arrow}{remedy}")?;
    }
    Ok(())
}

/// The first line of a value, at most 40 characters of it.
fn shortened(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < value.trim_end().len() {
        format!("{}…", line.chars().take(40).collect::<String>())
    } else {
        line.to_owned()
    }
}

fn bold(text: &str, style: Style) -> String {
    if style.color {
        format!("\x1b[1m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

fn paint(text: &str, severity: Severity, style: Style) -> String {
    let color = match severity {
        Severity::Error => 31,
        Severity::Warning => 33,
        Severity::Info => 36,
    };
    if style.color {
        format!("\x1b[{color}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}
