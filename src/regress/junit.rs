//! What came of the cases, in the form that build servers read.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Outcome;
use super::show::plain;
use crate::order::{Bilingual as _, Lang};

/// One test case for each case: a failure where it is different, an error where it could not be run.
pub fn junit(outcomes: &[Outcome], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count = |of: fn(&Outcome) -> bool| outcomes.iter().filter(|one| of(one)).count();
    let broken = count(|one| one.result.is_err());
    let seconds: f64 = outcomes.iter().map(|one| one.took.as_secs_f64()).sum();
    writer
        .create_element("testsuite")
        .with_attribute(("name", "beian regress"))
        .with_attribute(("tests", outcomes.len().to_string().as_str()))
        .with_attribute((
            "failures",
            (count(|one| !one.is_equal()) - broken).to_string().as_str(),
        ))
        .with_attribute(("errors", broken.to_string().as_str()))
        .with_attribute(("time", format!("{seconds:.3}").as_str()))
        .write_inner_content(|writer| {
            outcomes
                .iter()
                .try_for_each(|outcome| case(outcome, lang, writer))
        })?;
    writeln!(writer.into_inner())
}

fn case(outcome: &Outcome, lang: Lang, writer: &mut Writer<&mut dyn Write>) -> io::Result<()> {
    let seconds = format!("{:.3}", outcome.took.as_secs_f64());
    let name = allowed(&outcome.name);
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", "beian.regress"))
        .with_attribute(("name", name.as_str()))
        .with_attribute(("time", seconds.as_str()));
    let (tag, message, text) = match &outcome.result {
        Ok(made) if made.differences.is_empty() => {
            element.write_empty()?;
            return Ok(());
        }
        Ok(made) => {
            let count = made.differences.len();
            let message = match lang {
                Lang::Zh => format!("{count} 处不同"),
                Lang::En => format!("{count} differences"),
            };
            let told = made.differences.iter().map(|one| plain(one, lang));
            ("failure", message, told.collect::<String>())
        }
        Err(error) => {
            let message = match lang {
                Lang::Zh => "无法运行",
                Lang::En => "cannot be run",
            };
            let text = error.text();
            ("error", message.to_owned(), text.get(lang).to_owned())
        }
    };
    element.write_inner_content(|writer| {
        writer
            .create_element(tag)
            .with_attribute(("message", message.as_str()))
            .write_text_content(BytesText::new(&allowed(&text)))?;
        Ok(())
    })?;
    Ok(())
}

/// `text` without the characters that no XML can hold.
fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| *c == '\n' || *c == '\t' || !c.is_control();
    let is_allowed = |c: &char| is_allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_allowed).collect()
}
