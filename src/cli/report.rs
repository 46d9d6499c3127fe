//! `beian report`: the reconciliation of a night, in every form.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::annotate::{Annotate, outside};
use super::exit::unless_reader_left;
use super::nightly::exit_of;
use super::print_schema::PrintSchema;
use super::session::WIDTH_OF_A_FILE;
use super::work::{self, Work};
use super::{Exit, Failure, Session, report_trend};
use crate::codes::Codes;
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::ledger::Ledger;
use crate::nightly::{KEPT_DAYS, OutboxFolder};
use crate::order::{Lang, Text};
use crate::report::json_schema::Shape;
use crate::report::night::{self, Night, Which};
use crate::report::returned::answered;
use crate::report::screen::Screen;
use crate::report::table::Table;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 写入文件 / write into a file
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// CSV 的哪一张表 / which table, as CSV
    #[arg(long, value_name = "TABLE", default_value = Which::Orders.id(),
        value_parser = PossibleValuesParser::new(Which::ALL.map(Which::id)))]
    table: String,
    /// 哪一夜（默认：最近一夜）/ which night (default: the latest)
    #[arg(long, value_name = "YYYY-MM-DD")]
    night: Option<NaiveDate>,
    /// 并列最近 N 夜（到 --night 为止）/ the latest N nights side by side, until --night
    #[arg(long, value_name = "N", conflicts_with_all = ["annotate", "table", "work"], value_parser = clap::value_parser!(u16).range(1..))]
    trend: Option<u16>,
    /// 把这一夜的工作清单和客户通知写入此文件夹 / write the work lists and the letters of the night into this folder
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    #[command(flatten)]
    annotate: Annotate,
    #[command(flatten)]
    print_schema: PrintSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
    Xlsx,
    Html,
}

impl Format {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Text, "txt"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Xlsx, "xlsx"),
        (Self::Html, "html"),
    ];
}

/// A report that is being written: of what, and how.
struct Report<'r> {
    night: &'r Night,
    /// Which table, where a form has one.
    table: Which,
    /// The work lists, which a workbook holds too.
    lists: &'r [Table],
    screen: Screen,
    /// The folder of the output.
    folder: &'r Path,
}

impl Report<'_> {
    fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let Self {
            night,
            table,
            lists,
            screen,
            folder,
        } = self;
        match format {
            Format::Text => night::text(night, screen, out),
            Format::Json => night::json(night, screen.lang, out),
            Format::Csv => night::csv(night, *table, screen.lang, out),
            Format::Xlsx => night::xlsx(night, lists, screen.lang, folder, out),
            Format::Html => night::html(night, screen.lang, out),
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let shape = match arguments.trend {
        Some(_) => Shape::Trend,
        None => Shape::Outcome,
    };
    if let Some(exit) = arguments.print_schema.answer(shape)? {
        return Ok(exit);
    }
    let config = &session.config;
    let orders = [config.path(&config.paths.orders)];
    arguments.annotate.look_at(&orders)?;
    if let Some(folder) = &arguments.work {
        // The lists are CSV files, which are read as orders.
        outside(&folder.join("lists"), &orders)?;
    }
    let ledger = Ledger::open_read(&config.path(&config.ledger.path)).map_err(Failure::machine)?;
    if let Some(count) = arguments.trend {
        let (format, output) = (arguments.format, arguments.output.as_deref());
        let count = usize::from(count);
        return report_trend::run(&ledger, arguments.night, count, format, output, session);
    }
    let day = match arguments.night {
        Some(day) => Some(day),
        None => ledger.latest_night().map_err(Failure::machine)?,
    };
    let Some(day) = day else {
        return Err(Failure::usage(Text::new(
            "台账中还没有任何一夜",
            "the ledger has no night yet",
        )));
    };
    if !ledger.has_run_on(day).map_err(Failure::machine)? {
        return Err(no_night(&ledger, day));
    }
    let codes = config
        .codes(Cow::Borrowed(Codes::bundled()))
        .map_err(Failure::usage)?;
    let night = read(&ledger, day, config, &codes)?;
    let letters = match &arguments.work {
        Some(_) => {
            let templates = work::templates(config)?;
            Work::letters_of(&night, &ledger, &codes, &templates, config)?
        }
        None => Work::default(),
    };
    let night = night.shown(session.style().unmask);
    let work = match (&arguments.work, arguments.format) {
        (None, Format::Text | Format::Json | Format::Csv | Format::Html) => letters,
        _ => letters.with_lists(&night, &ledger, session)?,
    };
    let report = |screen, folder| Report {
        night: &night,
        table: arguments.table(),
        lists: &work.lists,
        screen,
        folder,
    };
    match &arguments.output {
        Some(path) => {
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            disk::create_folder(folder).map_err(Failure::machine)?;
            let report = report(screen_of_a_file(session.lang), folder);
            disk::write_with(path, |out| report.write(arguments.format, out))
                .map_err(Failure::machine)?;
        }
        None if arguments.format == Format::Xlsx => {
            return Err(Failure::usage(Text::new(
                "工作簿不能打印，请用 -o 文件名.xlsx 写入文件",
                "a workbook cannot be printed: name a file with -o FILE.xlsx",
            )));
        }
        None => {
            let report = report(session.style().screen(), Path::new("."));
            let mut out = io::BufWriter::new(io::stdout().lock());
            let printed = report.write(arguments.format, &mut out);
            unless_reader_left(printed.and_then(|()| out.flush()))?;
        }
    }
    if let Some(folder) = &arguments.work {
        work.write(folder, &config.carrier.name)
            .map_err(Failure::machine)?;
        work.tell(folder, session);
    }
    arguments
        .annotate
        .write(|| answered(&night, session.lang), session)?;
    Ok(exit_of(&night))
}

/// A night on which nothing was run, and the one before it that has a report.
fn no_night(ledger: &Ledger, day: NaiveDate) -> Failure {
    let [mut zh, mut en] = [
        format!("台账中没有 {day} 这一夜"),
        format!("nothing was run on the night of {day}"),
    ];
    if let Ok(Some(before)) = ledger.night_before(day) {
        zh += &format!("；此前最近的一夜是 {before}");
        en += &format!("; the night before it is {before}");
    }
    Failure::usage(Text::new(zh, en))
}

impl Arguments {
    fn table(&self) -> Which {
        let chosen = |which: &Which| which.id() == self.table;
        Which::ALL.into_iter().find(chosen).unwrap_or(Which::Orders)
    }
}

/// The report of a night, with the retained files that are still there.
pub(super) fn read(
    ledger: &Ledger,
    day: NaiveDate,
    config: &Config,
    codes: &Codes,
) -> Result<Night, Failure> {
    let night = Night::read(ledger, day, carrier_name(config), codes, config.now());
    let is_kept = |bureau: &str, name: &str| {
        let path = OutboxFolder::of(config, bureau).0.join(name);
        ["xml", "zip"]
            .into_iter()
            .any(|extension| path.with_extension(extension).exists())
    };
    night
        .and_then(|night| night.with_retention(ledger, KEPT_DAYS, &is_kept))
        .map_err(Failure::machine)
}

/// Writes the night's report in every form into `folder`, over that of an earlier run of the same night.
pub(super) fn write_reports(
    night: &Night,
    lists: &[Table],
    folder: &Path,
    lang: Lang,
) -> Result<Vec<PathBuf>, DiskError> {
    disk::create_folder(folder)?;
    let day = night.began.date_naive();
    let report = Report {
        night,
        table: Which::Orders,
        lists,
        screen: screen_of_a_file(lang),
        folder,
    };
    let mut paths = Vec::new();
    for (format, extension) in Format::ALL {
        let path = folder.join(format!("{day}.{extension}"));
        disk::write_with(&path, |out| report.write(format, out))?;
        paths.push(fs::canonicalize(&path).unwrap_or(path));
    }
    Ok(paths)
}

pub(super) fn screen_of_a_file(lang: Lang) -> Screen {
    Screen {
        lang,
        color: false,
        width: WIDTH_OF_A_FILE,
    }
}

/// Name and unit id of the carrier.
pub(super) fn carrier_name(config: &Config) -> String {
    format!("{} {}", config.carrier.name, config.carrier.isp_id)
        .trim()
        .to_owned()
}
