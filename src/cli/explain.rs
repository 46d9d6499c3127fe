//! `beian explain <CODE|RULE>`: what it means, why it happens, what to do, who acts.

use std::io::{self, Write};

use super::{Exit, Failure, Session};
use crate::check::rules;
use crate::codes::{Codes, ResultCode, Retry, Who};
use crate::order::{Page, Text};
use crate::{intake, nightly, upload};

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 返回码（如 5001）或规则名（如 mobile-format）；留空列出全部规则 / a result code or a rule; all rules when left out
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    let Some(name) = &arguments.name else {
        list(session, &mut out)?;
        return Ok(Exit::Clean);
    };
    if let Ok(code) = name.parse() {
        let Some(result) = Codes::bundled().results().get(code) else {
            return Err(Failure::usage(Text::new(
                "没有这个返回码",
                "no such result code",
            )));
        };
        explain_code(result, session, &mut out)?;
        return Ok(Exit::Clean);
    }
    if let Some((rule, page)) = rules::find(name) {
        let code = rule
            .code
            .map(|code| format!(" [{code}]"))
            .unwrap_or_default();
        writeln!(out, "{}{code} — {}", rule.id, page.title.get(session.lang))?;
        print_page(page, session, &mut out)?;
        return Ok(Exit::Clean);
    }
    if let Some((id, page)) = other_pages().into_iter().find(|(id, _)| id == name) {
        writeln!(out, "{id} — {}", page.title.get(session.lang))?;
        print_page(&page, session, &mut out)?;
        return Ok(Exit::Clean);
    }
    let known = rules::all().iter().map(|(rule, _)| rule.id);
    let nearest = known
        .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    let nearest = nearest.unwrap_or_default();
    Err(Failure::usage(Text::new(
        format!("没有这个规则；最接近的是 {nearest}"),
        format!("no such rule; the nearest is {nearest}"),
    )))
}

/// The pages of what rooms other than the check room find.
fn other_pages() -> Vec<(String, Page)> {
    let rooms = [intake::pages(), upload::pages(), nightly::pages()];
    let pages = rooms.into_iter().flatten();
    pages
        .filter_map(|(id, source)| Some(((*id).to_owned(), Page::parse(source).ok()?)))
        .collect()
}

fn list(session: &Session, out: &mut dyn Write) -> io::Result<()> {
    for (id, page) in other_pages() {
        writeln!(out, "{id:<46} {}", page.title.get(session.lang))?;
    }
    for (rule, page) in rules::all() {
        writeln!(out, "{:<46} {}", rule.id, page.title.get(session.lang))?;
    }
    Ok(())
}

fn print_page(page: &Page, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    for (heading, body) in page.sections(session.lang) {
        writeln!(out, "\n{heading}\n  {}", body.replace('\n', "\n  "))?;
    }
    Ok(())
}

fn explain_code(result: &ResultCode, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let who = match result.who {
        Who::Operator => session.say("操作员", "operator"),
        Who::Customer => session.say("网站主办者", "customer"),
        Who::Bureau => session.say("管局", "bureau"),
        Who::CarrierTech => session.say("接入商技术", "the carrier's technicians"),
    };
    let retry = match result.retry {
        Retry::AsIs => session.say("可原样重试", "as it is"),
        Retry::AfterFix => session.say("修改后重报", "after a fix"),
        Retry::Later => session.say("稍后重试", "later"),
        Retry::Never => session.say("不重试", "never"),
    };
    writeln!(
        out,
        "{} — {}",
        result.code,
        result.message.get(session.lang)
    )?;
    writeln!(
        out,
        "\n{}\n  {}",
        session.say("原因", "Cause"),
        result.cause.get(session.lang)
    )?;
    writeln!(
        out,
        "\n{}\n  {}",
        session.say("处理", "Remedy"),
        result.remedy.get(session.lang)
    )?;
    writeln!(
        out,
        "\n{}  {who}\n{}  {retry}",
        session.say("谁处理", "Who acts"),
        session.say("重试", "Retry")
    )?;
    let predicting: Vec<&str> = rules::all()
        .iter()
        .filter(|(rule, _)| rule.code == Some(result.code))
        .map(|(rule, _)| rule.id)
        .collect();
    if !predicting.is_empty() {
        writeln!(
            out,
            "\n{}\n  {}",
            session.say("事先能查出它的规则", "Rules that predict it"),
            predicting.join("\n  ")
        )?;
    }
    Ok(())
}
