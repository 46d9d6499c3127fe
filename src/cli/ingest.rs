//! `beian ingest <PATH>...`: answer files from disk, each once.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use walkdir::WalkDir;

use super::exit::unless_reader_left;
use super::format::{Answer, Format};
use super::{Exit, Failure, Session};
use crate::archive::{Kind, Note};
use crate::envelope::AesKey;
use crate::ledger::Ledger;
use crate::nightly;
use crate::nightly::office::{self, OfficeError};
use crate::order::{Bilingual as _, Lang, Text};
use crate::outcome::{self, AnswerFile, IngestError, IngestLine, Received};
use crate::report::json_schema::Shape;

/// Arguments of `ingest`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 答复文件（XML、压缩文件、保存的调用答复），或含有它们的文件夹 / answer files (XML, archives, saved call answers), or folders of them
    #[arg(required_unless_present = "print_schema")]
    path: Vec<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Line<'l> {
    file: &'l str,
    family: &'l str,
    records: u32,
    matched: u32,
    unmatched: u32,
    ambiguous: u32,
    error: Option<&'l str>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.answer.with_schema(Shape::Ingest)? {
        return Ok(exit);
    }
    let files = files(&arguments.path)?;
    let now = session.config.now();
    let mut ledger = nightly::open_ledger(&session.config, "ingest").map_err(Failure::machine)?;
    ledger.begin_run("ingest", now).map_err(Failure::machine)?;
    let mut out = io::stdout().lock();
    let mut lines = Vec::new();
    for file in &files {
        let line = take_in(file, &mut ledger, session)?;
        // Printed at once: a full copy takes its time, and what is done must be seen to be done.
        let printed = print_line(&line, arguments.answer.format, session.lang, &mut out);
        unless_reader_left(printed.and_then(|()| out.flush()))?;
        lines.push(line);
    }
    if arguments.answer.format == Format::Text {
        unless_reader_left(print_sum(&lines, session.lang, &mut out))?;
    }
    let clean = lines.iter().all(IngestLine::is_clean);
    Ok(if clean { Exit::Clean } else { Exit::Findings })
}

/// The named files, and every file of the named folders but the hidden ones, sorted.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let walk = WalkDir::new(path).sort_by_file_name().into_iter();
        let is_hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(path).display().to_string();
                Failure::usage(Text::new(
                    format!("{path} 无法读取：{error}"),
                    format!("{path} cannot be read: {error}"),
                ))
            })?;
            if !entry.file_type().is_dir() {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// What a file turned out to be.
pub(super) enum Looked {
    /// An answer.
    Answer(AnswerFile),
    /// A call's answer that says that there was nothing to give.
    Nothing,
    /// Nothing that could hold an answer; why.
    Unusable(Text),
}

/// Looks at one file, and opens what is sealed.
pub(super) fn look(path: &Path, session: &Session) -> Result<Looked, Failure> {
    let received = AnswerFile::receive(path).map_err(|error| of_machine(path, error.into()))?;
    Ok(match received {
        Received::Answer(answer) => Looked::Answer(answer),
        Received::Nothing => Looked::Nothing,
        Received::Unusable(why) => Looked::Unusable(why),
        Received::Sealed(file) => {
            let keys = match file.encrypt {
                0 => Vec::new(),
                _ => keys(session).map_err(Failure::usage)?,
            };
            match AnswerFile::unseal(&file, &keys) {
                Ok(answer) => Looked::Answer(answer),
                Err(error) => Looked::Unusable(error.text()),
            }
        }
    })
}

fn of_machine(path: &Path, error: IngestError) -> Failure {
    let shown = path.display();
    Failure::machine(Text::new(
        format!("{shown}：{}", error.zh()),
        format!("{shown}: {error}"),
    ))
}

/// Takes in one file, when it is kept.
pub(super) fn take_in(
    path: &Path,
    ledger: &mut Ledger,
    session: &Session,
) -> Result<IngestLine, Failure> {
    let (shown, now) = (path.display().to_string(), session.config.now());
    let looked = look(path, session)?;
    let own_name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = match &looked {
        Looked::Answer(answer) => &answer.name,
        Looked::Nothing | Looked::Unusable(_) => &*own_name,
    };
    let note = Note {
        kind: Kind::Ingested,
        bureau: "",
        name,
        sequence: None,
    };
    nightly::archive(&session.config)
        .keep_file(&note, path, now)
        .map_err(Failure::machine)?;
    let line = match looked {
        Looked::Answer(answer) => {
            let codes =
                outcome::effective_codes(ledger).map_err(|error| of_machine(path, error.into()))?;
            outcome::take_in(ledger, &answer, &codes, now)
        }
        Looked::Nothing => return Ok(IngestLine::without_records(&shown)),
        Looked::Unusable(why) => outcome::keep_unusable(ledger, &own_name, path, why, now),
    };
    let line = line.map_err(|error| of_machine(path, error))?;
    Ok(IngestLine {
        file: shown,
        ..line
    })
}

/// The keys of all bureaus that encrypt: the file does not say whose it is.
fn keys(session: &Session) -> Result<Vec<AesKey>, OfficeError> {
    let config = &session.config;
    let bureaus = config.bureau.iter();
    let keys = bureaus.map(|bureau| office::key(config, bureau));
    Ok(keys
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

pub(super) fn print_line(
    line: &IngestLine,
    format: Format,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let error = line.error.as_ref().map(|why| why.get(lang));
    let IngestLine {
        file,
        family,
        records,
        matched,
        unmatched,
        ambiguous,
        ..
    } = line;
    if format == Format::Json {
        let line = Line {
            file,
            family,
            records: *records,
            matched: *matched,
            unmatched: *unmatched,
            ambiguous: *ambiguous,
            error,
        };
        serde_json::to_writer(&mut *out, &line)?;
        return writeln!(out);
    }
    let again = match (line.repeated, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "（以前已读入，未作改动）",
        (true, Lang::En) => " (taken in before, nothing was changed)",
    };
    let whole = match (line.supersedes, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => "；此前残缺的同名文件由此了结".to_owned(),
        (_, Lang::En) => "; this settles what came broken under its name before".to_owned(),
    };
    match (error, lang) {
        (Some(error), Lang::Zh) => writeln!(out, "{file}：未读入。{error}{again}"),
        (Some(error), Lang::En) => writeln!(out, "{file}: not taken in: {error}{again}"),
        (None, _) if *records == 0 => {
            let nothing = match lang {
                Lang::Zh => "：没有记录",
                Lang::En => ": no records",
            };
            writeln!(out, "{file}{nothing}{again}")
        }
        (None, Lang::Zh) => writeln!(
            out,
            "{file}：{family}，{records} 条记录，对应 {matched}，未对应 {unmatched}，待判定 {ambiguous}{again}{whole}"
        ),
        (None, Lang::En) => writeln!(
            out,
            "{file}: {family}, {records} records, {matched} matched, {unmatched} unmatched, {ambiguous} ambiguous{again}{whole}"
        ),
    }
}

pub(super) fn print_sum(lines: &[IngestLine], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let sum =
        |of: fn(&IngestLine) -> u32| -> u64 { lines.iter().map(|line| u64::from(of(line))).sum() };
    let files = lines.len();
    let broken = lines.iter().filter(|line| line.error.is_some()).count();
    let records = sum(|line| line.records);
    let matched = sum(|line| line.matched);
    let unmatched = sum(|line| line.unmatched);
    let ambiguous = sum(|line| line.ambiguous);
    match lang {
        Lang::Zh => writeln!(
            out,
            "共 {files} 个文件（{broken} 个未读入），{records} 条记录：对应 {matched}，未对应 {unmatched}，待判定 {ambiguous}"
        )?,
        Lang::En => writeln!(
            out,
            "{files} files ({broken} not taken in), {records} records: {matched} matched, {unmatched} unmatched, {ambiguous} ambiguous"
        )?,
    }
    if broken as u64 + unmatched + ambiguous > 0 {
        match lang {
            Lang::Zh => writeln!(
                out,
                "未对应、待判定与未读入的原文已存入台账，见 beian ledger assign"
            )?,
            Lang::En => writeln!(
                out,
                "what was not matched or not taken in is kept in the ledger as it was received: see beian ledger assign"
            )?,
        }
    }
    Ok(())
}
