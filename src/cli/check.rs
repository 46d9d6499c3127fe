//! `beian check <INPUT>...`: findings, the schema gate included; writes nothing else, unless copies are asked for.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::annotate::{Annotate, outside, surroundings, tell};
use super::exit::unless_reader_left;
use super::night_bar::NightBar;
use super::nightly::failure as nightly_failure;
use super::print_schema::PrintSchema;
use super::work::{tell_forms, write_forms};
use super::{Exit, Failure, Session};
use crate::check::{Profile, Standing};
use crate::codes::Codes;
use crate::config::Config;
use crate::nightly::{self, Examination, Known};
use crate::order::{Kind, Lang, Order, Severity, Text};
use crate::recompress::Recompressor;
use crate::report::findings::{self, Group};
use crate::report::forms;
use crate::report::json_schema::Shape;
use crate::report::returned::{checked, fix};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 工作簿、CSV、订单文件夹或它们的上级文件夹 / workbooks, CSV files, order folders, or folders of them
    #[arg(required_unless_present = "print_schema")]
    input: Vec<PathBuf>,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 严格程度：lenient 或 strict / how strict the soft rules are
    #[arg(long, value_enum)]
    profile: Option<ProfileArgument>,
    #[command(flatten)]
    annotate: Annotate,
    /// 把可以安全修正的写法改好，写入此文件夹的副本 / mend what can safely be mended, in copies in this folder
    #[arg(long, value_name = "DIR")]
    fix: Option<PathBuf>,
    /// 把还没有签署核验单的网站的核验单填好，写成可打印的网页 / write filled verification forms to print, for the websites whose form is not signed yet
    #[arg(long, value_name = "FILE.html")]
    forms: Option<PathBuf>,
    #[command(flatten)]
    print_schema: PrintSchema,
}

/// Forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    Text,
    /// One JSON object a line.
    Json,
    /// A table.
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileArgument {
    Lenient,
    Strict,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Finding)? {
        return Ok(exit);
    }
    arguments.annotate.look_at(&arguments.input)?;
    if let Some(folder) = &arguments.fix {
        outside(folder, &arguments.input)?;
    }
    if let Some(path) = &arguments.forms {
        no_input(path, &arguments.input)?;
    }
    let mut config = session.config.clone();
    match arguments.profile {
        Some(ProfileArgument::Lenient) => config.checks.profile = Profile::Lenient,
        Some(ProfileArgument::Strict) => config.checks.profile = Profile::Strict,
        None => {}
    }
    let bar = NightBar::new(session);
    let schema = nightly::schema(&config).map_err(Failure::usage)?;
    // With a ledger that this program cannot read it is as without one.
    let ledger = session.ledger().ok();
    let mut known =
        Known::by(ledger.as_ref(), &config).map_err(|error| nightly_failure(error.into()))?;
    let mut examination = nightly::read_and_check(&arguments.input, &config, &mut known, &bar)
        .map_err(|error| nightly_failure(error.into()))?;
    if let Some(ledger) = &ledger {
        nightly::compare(&mut examination, ledger).map_err(Failure::machine)?;
    }
    let Ok(examination) = examination.prove::<Infallible>(
        &schema,
        &config,
        &Recompressor::reading(config.pictures()),
        &nightly::provisional_ids,
        &bar,
        |_, _| Ok(()),
    );
    bar.finish();
    unless_reader_left(print(&examination, arguments.format, session))?;
    let answers = || {
        let Examination {
            verdicts,
            findings,
            sources,
        } = &examination;
        checked(verdicts, findings, sources, session.lang)
    };
    arguments.annotate.write(answers, session)?;
    if let Some(folder) = &arguments.fix {
        mend(&examination, folder, session)?;
    }
    if let Some(path) = &arguments.forms {
        print_forms(&examination, path, &config, session)?;
    }
    let held_back = examination
        .all_findings()
        .any(|finding| finding.severity == Severity::Error);
    Ok(if held_back {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Writes mended copies, and says how much was mended.
fn mend(examination: &Examination, folder: &Path, session: &Session) -> Result<(), Failure> {
    let sources = examination.sources.iter();
    let files: Vec<Box<str>> = sources.map(|source| (*source.file).into()).collect();
    let orders: Vec<&Order> = { examination.verdicts.iter() }
        .map(|verdict| verdict.order())
        .collect();
    let (given, changes) =
        fix(&files, &orders, folder, &surroundings(session)).map_err(Failure::machine)?;
    tell(
        &given,
        ["已修正", "没有修正"],
        ["mended", "was not mended"],
        session,
    );
    let (count, folder) = (changes.len(), folder.display());
    session.talk(
        &format!("修正 {count} 处，清单在 {folder}/changes.csv"),
        &format!("{count} cells mended, listed in {folder}/changes.csv"),
    );
    Ok(())
}

/// Fails when `path` is one of the inputs, or would lie among them.
fn no_input(path: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let real = fs::canonicalize(path).ok();
    let is_input = |input: &PathBuf| real.is_some() && fs::canonicalize(input).ok() == real;
    if inputs.iter().any(is_input) {
        let path = path.display();
        return Err(Failure::usage(Text::new(
            format!("{path} 是待检查的文件，不能把核验单写在上面：请换一个文件名"),
            format!(
                "{path} is one of the inputs and is not written over: name another file for the forms"
            ),
        )));
    }
    outside(path, inputs)
}

/// Writes the forms that are to be signed before the orders can go.
fn print_forms(
    examination: &Examination,
    path: &Path,
    config: &Config,
    session: &Session,
) -> Result<(), Failure> {
    let settings = config.settings().map_err(Failure::usage)?;
    let codes = config
        .codes(Cow::Borrowed(Codes::bundled()))
        .map_err(Failure::usage)?;
    let pages = forms::pages(&examination.verdicts, &codes, &settings.provinces);
    write_forms(&pages, &config.carrier.name, path).map_err(Failure::machine)?;
    tell_forms(&pages, path, session);
    Ok(())
}

/// Prints findings in the asked form, and a summary for a person.
fn print(examination: &Examination, format: Format, session: &Session) -> io::Result<()> {
    let groups = groups(examination);
    let style = session.style();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => {
            findings::text(&groups, style, &mut out)?;
            if groups.iter().any(|group| !group.findings.is_empty()) {
                writeln!(out)?;
            }
            writeln!(out, "{}", summary(examination, session.lang))?;
            let reasons = findings::reasons(&groups, session.lang);
            if !reasons.is_empty() {
                writeln!(out, "{reasons}")?;
            }
        }
        Format::Json => findings::json(&groups, style, &mut out)?,
        Format::Csv => findings::csv(&groups, style, &mut out)?,
    }
    out.flush()
}

/// The findings of files, then those of each order.
pub(super) fn groups(examination: &Examination) -> Vec<Group<'_>> {
    let loose = Group {
        order: None,
        kind: "",
        findings: &examination.findings,
    };
    let orders = examination.verdicts.iter().map(|verdict| {
        let order = verdict.order();
        Group {
            order: Some(&order.number.text),
            kind: order.kind().map_or("", Kind::name),
            findings: &verdict.findings,
        }
    });
    std::iter::once(loose).chain(orders).collect()
}

/// How many orders may go, and how many findings of each severity there are.
pub(super) fn summary(examination: &Examination, lang: Lang) -> String {
    let (mut ready, mut waiting, mut in_review, mut held_back) = (0, 0, 0, 0);
    for verdict in &examination.verdicts {
        match verdict.standing {
            Standing::Ready(_) => ready += 1,
            Standing::Waiting(..) => waiting += 1,
            Standing::InReview(..) => in_review += 1,
            Standing::HeldBack(_) => held_back += 1,
        }
    }
    let count = |severity| {
        examination
            .all_findings()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    let (files, orders) = (examination.sources.len(), examination.verdicts.len());
    let waiting = match (lang, waiting) {
        (_, 0) => String::new(),
        (Lang::Zh, waiting) => format!("，等待其他订单 {waiting}"),
        (Lang::En, waiting) => format!(", {waiting} waiting for others"),
    };
    match lang {
        Lang::Zh => format!(
            "{files} 个文件，{orders} 个订单：可上报 {ready}{waiting}，审核中 {in_review}，保留 {held_back}（错误 {errors}，警告 {warnings}，提示 {notes}）"
        ),
        Lang::En => format!(
            "{files} files, {orders} orders: {ready} ready{waiting}, {in_review} in review, {held_back} held back ({errors} errors, {warnings} warnings, {notes} notes)"
        ),
    }
}
