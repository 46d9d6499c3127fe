//! `beian validate <PATH>...`: any XML against any XSD.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;
use walkdir::WalkDir;

use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::order::{Lang, Text};
use crate::report::json_schema::Shape;
use crate::upload;
use crate::xsd::{self, Length, Schema, Violation};

/// Arguments of `validate`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// XML 文件，或含 XML 的文件夹 / XML files, or folders of them
    #[arg(required_unless_present = "print_schema")]
    path: Vec<PathBuf>,
    /// 模式文件（默认：内置上报模式）/ schema (default: the bundled upload schema)
    #[arg(long)]
    schema: Option<PathBuf>,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 长度的算法：字符或 UTF-16 单元 / how lengths are counted
    #[arg(long, value_enum, default_value_t = LengthArgument::Codepoints)]
    length: LengthArgument,
    #[command(flatten)]
    print_schema: PrintSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LengthArgument {
    Codepoints,
    Utf16,
}

#[derive(Serialize)]
struct Line<'v> {
    file: String,
    valid: bool,
    errors: Vec<ErrorLine<'v>>,
}

#[derive(Serialize)]
struct ErrorLine<'v> {
    line: u64,
    column: u64,
    path: &'v str,
    rule: &'v str,
    message: &'v str,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Validation)? {
        return Ok(exit);
    }
    let loaded;
    let schema: &Schema = match &arguments.schema {
        Some(path) => {
            loaded = Schema::read_file(path).map_err(Failure::usage)?;
            &loaded
        }
        None => upload::schema::bundled(),
    };
    let options = xsd::Options {
        length: match arguments.length {
            LengthArgument::Codepoints => Length::CodePoints,
            LengthArgument::Utf16 => Length::Utf16,
        },
        ..xsd::Options::default()
    };
    let files = files(&arguments.path);
    let results: Vec<io::Result<xsd::Outcome>> = files
        .par_iter()
        .map(|file| fs::read(file).map(|content| schema.validate(&content, &options)))
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut exit = Exit::Clean;
    for (file, result) in files.iter().zip(&results) {
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(error) => {
                out.flush()?;
                let file = file.display();
                return Err(Failure::usage(Text::new(
                    format!("{file} 无法读取：{error}"),
                    format!("{file} cannot be read: {error}"),
                )));
            }
        };
        if !outcome.is_valid() {
            exit = Exit::Findings;
        }
        match arguments.format {
            Format::Text => print_text(file, outcome, session, &mut out)?,
            Format::Json => print_json(file, outcome, session, &mut out)?,
        }
    }
    out.flush()?;
    Ok(exit)
}

/// The named files, and every XML file of the named folders, sorted.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let is_xml = |path: &Path| {
        path.extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
    };
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = WalkDir::new(path)
                .sort_by_file_name()
                .into_iter()
                .filter_map(Result::ok);
            files.extend(
                entries
                    .filter(|entry| entry.file_type().is_file() && is_xml(entry.path()))
                    .map(|e| e.into_path()),
            );
        } else {
            files.push(path.clone());
        }
    }
    files
}

fn message<'v>(violation: &'v Violation, session: &Session) -> &'v str {
    match session.lang {
        Lang::Zh => &violation.message.zh,
        Lang::En => &violation.message.en,
    }
}

fn print_text(
    file: &Path,
    outcome: &xsd::Outcome,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let file = file.display();
    if outcome.is_valid() {
        return writeln!(out, "{file}: {}", session.say("有效", "valid"));
    }
    for violation in &outcome.violations {
        let Violation {
            line,
            column,
            path,
            rule,
            ..
        } = violation;
        writeln!(
            out,
            "{file}:{line}:{column}: {path}: {} ({rule})",
            message(violation, session)
        )?;
    }
    let more = outcome
        .total
        .saturating_sub(outcome.violations.len() as u64);
    if more > 0 {
        writeln!(
            out,
            "{file}: {} {more}",
            session.say("另有错误：", "further errors:")
        )?;
    }
    Ok(())
}

fn print_json(
    file: &Path,
    outcome: &xsd::Outcome,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let errors = outcome.violations.iter().map(|violation| ErrorLine {
        line: violation.line,
        column: violation.column,
        path: &violation.path,
        rule: violation.rule,
        message: message(violation, session),
    });
    let line = Line {
        file: file.display().to_string(),
        valid: outcome.is_valid(),
        errors: errors.collect(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
