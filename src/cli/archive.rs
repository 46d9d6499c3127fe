//! `beian archive`: what was sent and received. Whether all of it is there and unchanged, and removing what need not be kept.

use std::io::{self, Write};

use serde_json::json;

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::{Exit, Failure, Session};
use crate::archive::{Problem, Verification};
use crate::ledger::Error;
use crate::nightly::{self, KEPT_DAYS};
use crate::order::Lang;
use crate::report::json_schema::Shape;

/// Arguments of `archive`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 核对存档：链条、每个文件的内容，并与台账对照 / whether everything is there and unchanged, and agrees with the ledger
    Verify(Verify),
    /// 删除早已上报或收到、且都已结清的文件 / remove what was sent or received long ago and is all over
    Prune(Prune),
}

#[derive(Debug, clap::Args)]
struct Verify {
    #[command(flatten)]
    answer: Answer,
}

#[derive(Debug, clap::Args)]
struct Prune {
    /// 满多少天的；接口要求保存三个月以上，不得少于 92 / so many days old; the interface wants more than three months
    #[arg(long, value_name = "DAYS", default_value_t = KEPT_DAYS, value_parser = clap::value_parser!(u64).range(KEPT_DAYS..))]
    older_than: u64,
    /// 只列出，不删除 / list them, remove nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Verify(arguments) => verify(arguments, session),
        Command::Prune(arguments) => prune(arguments, session),
    }
}

fn verify(arguments: &Verify, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Archive)? {
        return Ok(exit);
    }
    let config = &session.config;
    let archive = nightly::archive(config);
    let mut found = archive.verify().map_err(Failure::machine)?;
    match session.ledger() {
        Ok(ledger) => {
            let files = ledger.files().map_err(Failure::machine)?;
            let answers = ledger.answer_files().map_err(Failure::machine)?;
            let differences = archive.compare(&files, &answers);
            found
                .problems
                .extend(differences.map_err(Failure::machine)?);
        }
        // An archive can be looked at without its ledger.
        Err(error @ Error::Missing(_)) => {
            let said = error.message();
            session.warn(&said.zh, &said.en);
        }
        Err(error) => return Err(Failure::machine(error)),
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = print(&found, arguments.answer.format, session.lang, &mut out);
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    Ok(if found.is_sound() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn print(found: &Verification, format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Verification {
        entries,
        contents,
        bytes,
        pruned,
        problems,
    } = found;
    let errors = { problems.iter() }
        .filter(|problem| problem.fault.is_error())
        .count();
    for problem in problems {
        match format {
            Format::Text => text(problem, lang, out)?,
            Format::Json => line(problem, lang, out)?,
        }
    }
    if format == Format::Json {
        let totals = json!({
            "entries": entries,
            "contents": contents,
            "bytes": bytes,
            "pruned": pruned,
            "errors": errors,
        });
        return writeln!(out, "{}", json!({ "totals": totals }));
    }
    match lang {
        Lang::Zh => writeln!(
            out,
            "日志 {entries} 条，文件 {contents} 个（{bytes} 字节），已清理 {pruned} 个；问题 {errors} 个"
        ),
        Lang::En => writeln!(
            out,
            "{entries} entries, {contents} files ({bytes} bytes), {pruned} pruned; {errors} things are wrong"
        ),
    }
}

fn text(problem: &Problem, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mark = match (problem.fault.is_error(), lang) {
        (true, Lang::Zh) => "错误",
        (true, Lang::En) => "error",
        (false, Lang::Zh) => "提示",
        (false, Lang::En) => "note",
    };
    let Problem {
        fault,
        place,
        message,
    } = problem;
    let (message, remedy) = (message.get(lang), fault.remedy());
    match lang {
        Lang::Zh => writeln!(out, "{mark} {place}：{message}。{}", remedy.zh),
        Lang::En => writeln!(out, "{mark} {place}: {message}. {}", sentence(&remedy.en)),
    }
}

/// The same words with a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn line(problem: &Problem, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Problem {
        fault,
        place,
        message,
    } = problem;
    let severity = if fault.is_error() { "error" } else { "info" };
    let line = json!({
        "problem": fault,
        "severity": severity,
        "place": place,
        "message": message.get(lang),
        "remedy": fault.remedy().get(lang),
    });
    writeln!(out, "{line}")
}

fn prune(arguments: &Prune, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let ledger = session.ledger().map_err(Failure::machine)?;
    let (days, now) = (arguments.older_than, config.now());
    let paths = nightly::prune(&ledger, config, days, arguments.dry_run, now);
    let paths = paths.map_err(Failure::machine)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = paths
        .iter()
        .try_for_each(|path| writeln!(out, "{}", path.display()));
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}
