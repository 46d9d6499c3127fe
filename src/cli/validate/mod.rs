//! `beian validate <PATH>...`: any XML against any XSD.
//!
//! Documents are read and judged in parallel, each by one thread; what is said about them comes in the order of the
//! arguments, as soon as it is known. One that cannot be read is said so, and the others are still judged.

mod files;
mod judge;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::exit::unless_reader_left;
use super::format::Format;
use super::in_order::in_order;
use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::report::findings::Style;
use crate::report::json_schema::Shape;
use crate::report::validation::{self, Totals, Validation, Verdict};
use crate::xsd::{self, Length, Schema};
use judge::Judge;

const HELP: &str = "\
出错的行中，个人信息按标签遮盖，未知标签的值只留首字；--unmask 显示原文。
退出码：0 全部有效；1 有文件无效；2 参数有误或模式无法加载；3 有文件无法读取。
In the lines shown, values are masked by their tags, those of unknown tags to their first character; --unmask shows them.
Exit code: 0 all valid; 1 something is invalid; 2 wrong arguments, or a schema that does not load; 3 a file cannot be read.";

/// Arguments of `validate`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct Arguments {
    /// XML 文件，或含 XML 的文件夹；- 为标准输入 / XML files, or folders of them; - is standard input
    #[arg(required_unless_present = "print_schema")]
    path: Vec<PathBuf>,
    /// 模式文件（默认：按根元素选择内置模式）/ schema (default: the bundled one for the document's root)
    #[arg(long)]
    schema: Option<PathBuf>,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 长度的算法：字符或 UTF-16 单元 / how lengths are counted
    #[arg(long, value_enum, default_value_t = LengthArgument::Codepoints)]
    length: LengthArgument,
    /// 每个文件最多列出的错误数 / how many errors of each file are listed
    #[arg(long, value_name = "N", default_value_t = xsd::Options::default().max_violations)]
    max_errors: usize,
    #[command(flatten)]
    print_schema: PrintSchema,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LengthArgument {
    Codepoints,
    Utf16,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Validation)? {
        return Ok(exit);
    }
    let schema = arguments.schema.as_ref().map(Schema::read_file);
    let schema = schema.transpose().map_err(Failure::usage)?;
    let judge = Judge {
        schema: schema.as_ref(),
        options: xsd::Options {
            length: match arguments.length {
                LengthArgument::Codepoints => Length::CodePoints,
                LengthArgument::Utf16 => Length::Utf16,
            },
            max_violations: arguments.max_errors,
            ..xsd::Options::default()
        },
        excerpts: arguments.format == Format::Text,
    };
    let mut printer = Printer::new(arguments.format, session);
    let inputs = files::inputs(&arguments.path);
    in_order(
        inputs,
        |input| judge.judge(input),
        |validation, is_last| printer.print(&validation, is_last),
    )?;
    printer.summarise();
    Ok(exit(printer.totals))
}

/// What is wrong with a command line or a machine comes before what is wrong with documents.
fn exit(totals: Totals) -> Exit {
    if totals.unreadable > totals.missing {
        Exit::Machine
    } else if totals.missing > 0 {
        Exit::Usage
    } else if totals.invalid > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Prints what is said about each document, and keeps count.
struct Printer<'s> {
    format: Format,
    session: &'s Session,
    style: Style,
    /// Absent once the reader has left: the rest is judged for the exit code.
    out: Option<BufWriter<io::StdoutLock<'static>>>,
    totals: Totals,
    is_masked: bool,
}

impl<'s> Printer<'s> {
    fn new(format: Format, session: &'s Session) -> Self {
        Self {
            format,
            session,
            style: session.style(),
            out: Some(BufWriter::new(io::stdout().lock())),
            totals: Totals::default(),
            is_masked: false,
        }
    }

    /// `is_last` when nothing else is known yet, so that it must not wait for more.
    fn print(&mut self, validation: &Validation, is_last: bool) -> Result<(), Failure> {
        self.totals.add(validation);
        let written = self.write(validation, is_last);
        if let Verdict::Unreadable { reason, .. } = &validation.verdict {
            let (file, said) = (&validation.file, validation::unreadable(reason));
            self.session.warn(
                &format!("{file}: {}", said.zh),
                &format!("{file}: {}", said.en),
            );
        }
        if matches!(&written, Err(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            self.out = None;
        }
        Ok(unless_reader_left(written)?)
    }

    fn write(&mut self, validation: &Validation, is_last: bool) -> io::Result<()> {
        let Some(out) = &mut self.out else {
            return Ok(());
        };
        let style = self.style;
        match self.format {
            Format::Json => validation::json(validation, style.lang, out)?,
            // Whoever wants silence wants to hear only of what is wrong.
            Format::Text if validation.verdict.is_valid() && !self.session.talks => {}
            Format::Text => self.is_masked |= validation::text(validation, style, out)?,
        }
        if is_last { out.flush() } else { Ok(()) }
    }

    fn summarise(&self) {
        let summary = self.totals.summary();
        let hint = |hint| if self.is_masked { hint } else { "" };
        let zh = format!(
            "{}{}",
            summary.zh,
            hint("；个人信息已遮盖，--unmask 显示原文")
        );
        let en = format!(
            "{}{}",
            summary.en,
            hint("; personal data is masked, --unmask shows it")
        );
        self.session.talk(&zh, &en);
    }
}
