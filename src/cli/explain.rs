//! `beian explain <CODE|RULE>`: what it means, why it happens, what to do, who acts.

use std::io::{self, Write};

use super::{Exit, Failure, Session};
use crate::check::{self, rules};
use crate::codes::{Codes, ResultCode, Retry, Scope, Who};
use crate::order::{Lang, Page, Text};
use crate::report::screen::{padded, width};
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
        explain_code(result, session.lang, &mut out)?;
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

/// What is to be said of a result code: the bureau's own text, cause, remedy, who acts, and what foresees it.
fn explain_code(result: &ResultCode, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let say = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    writeln!(out, "{} — {}", result.code, result.message.get(lang))?;
    if lang == Lang::En {
        writeln!(out, "  {}", result.message.zh)?;
    }
    let who = match result.who {
        Who::Operator => say("操作员", "operator"),
        Who::Customer => say("网站主办者", "customer"),
        Who::Bureau => say("管局", "bureau"),
        Who::CarrierTech => say("接入商技术", "the carrier's technicians"),
    };
    let retry = match result.retry {
        Retry::AsIs => say("可原样重试", "as it is"),
        Retry::AfterFix => say("修改后重报", "after a fix"),
        Retry::Later => say("稍后重试", "later"),
        Retry::Never => say("不重试", "never"),
    };
    let scope = match result.scope {
        Scope::Call => say("一次接口调用", "one call"),
        Scope::File => say("整个文件", "the whole file"),
        Scope::Task => say("一个订单", "one order"),
    };
    let sections = [
        (say("原因", "Cause"), result.cause.get(lang)),
        (say("处理", "Remedy"), result.remedy.get(lang)),
    ];
    for (heading, text) in sections {
        writeln!(out, "\n{heading}\n  {}", text.replace('\n', "\n  "))?;
    }
    writeln!(out)?;
    let fields = result.fields.join(" ");
    let facts = [
        (say("谁处理", "Who acts"), who),
        (say("重试", "Retry"), retry),
        (say("范围", "Scope"), scope),
        (say("涉及", "Fields"), &fields),
    ];
    let widest = facts
        .iter()
        .map(|(label, _)| width(label))
        .max()
        .unwrap_or(0);
    for (label, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
        writeln!(out, "{}  {fact}", padded(label, widest))?;
    }
    for situation in Codes::bundled().results().situations() {
        if situation.codes.contains(&result.code) {
            let codes: Vec<String> = situation.codes.iter().map(u32::to_string).collect();
            let (title, remedy) = (situation.title.get(lang), situation.remedy.get(lang));
            writeln!(out, "\n{} — {title}\n  {remedy}", codes.join(" + "))?;
        }
    }
    let predicting = predicting(result.code);
    if !predicting.is_empty() {
        writeln!(
            out,
            "\n{}\n  {}",
            say("事先能查出它的规则", "Rules that foresee it"),
            predicting.join("\n  ")
        )?;
    }
    Ok(())
}

/// The rules that foresee a code, the schema gate among them.
fn predicting(code: u32) -> Vec<&'static str> {
    let (gate, refused) = upload::GATE;
    let gate = (code == refused).then_some(gate);
    gate.into_iter()
        .chain(check::predicting(code).map(|rule| rule.id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: u32, lang: Lang) -> String {
        let result = Codes::bundled().results().get(code).unwrap();
        let mut out = Vec::new();
        explain_code(result, lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_code_is_told_with_its_own_text_cause_remedy_actor_and_retry_in_both_languages() {
        let mut count = 0;
        for result in Codes::bundled().results().iter() {
            for (lang, labels) in [
                (Lang::Zh, ["原因", "处理", "谁处理", "重试"]),
                (Lang::En, ["Cause", "Remedy", "Who acts", "Retry"]),
            ] {
                let text = told(result.code, lang);
                assert!(text.contains(&*result.message.zh), "{text}");
                for part in [&result.message, &result.cause, &result.remedy] {
                    let part = part.get(lang).replace('\n', "\n  ");
                    assert!(text.contains(&part), "{text}");
                }
                for label in labels {
                    let line = text.lines().find(|line| line.starts_with(label));
                    assert!(line.is_some(), "{label} is missing: {text}");
                }
            }
            count += 1;
        }
        assert_eq!(count, 204);
    }

    #[test]
    fn a_code_names_the_rules_that_foresee_it_and_every_rule_that_foresees_one_is_named() {
        assert!(told(1007, Lang::Zh).contains("contact-1007"));
        assert!(told(5001, Lang::Zh).contains("file-xsd-valid"));
        // Codes that a rule gives beside its own.
        assert!(told(1005, Lang::En).contains("type-auto-determination"));
        assert!(told(2025, Lang::En).contains("ip-region-codes"));
        assert!(told(3013, Lang::En).contains("ym-values"));
        for (rule, _) in rules::all() {
            if let Some(code) = rule.code {
                assert!(told(code, Lang::En).contains(rule.id), "{}", rule.id);
            }
        }
        assert!(!told(22, Lang::En).contains("foresee"));
    }

    #[test]
    fn codes_that_mean_something_together_say_so() {
        assert!(told(1003, Lang::Zh).contains("1003 + 1005"));
    }
}
