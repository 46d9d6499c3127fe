//! `beian report`: the reconciliation of a night, in every form.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;

use super::annotate::Annotate;
use super::exit::unless_reader_left;
use super::nightly::exit_of;
use super::print_schema::PrintSchema;
use super::session::WIDTH_OF_A_FILE;
use super::{Exit, Failure, Session};
use crate::codes::Codes;
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::ledger::Ledger;
use crate::order::{Lang, Text};
use crate::report::json_schema::Shape;
use crate::report::night::{self, Night};
use crate::report::returned::answered;
use crate::report::screen::Screen;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 写入文件 / write into a file
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// 哪一夜（默认：最近一夜）/ which night (default: the latest)
    #[arg(long, value_name = "YYYY-MM-DD")]
    night: Option<NaiveDate>,
    #[command(flatten)]
    annotate: Annotate,
    #[command(flatten)]
    print_schema: PrintSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Html,
}

impl Format {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Text, "txt"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Html, "html"),
    ];

    fn write(self, night: &Night, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text => night::text(night, screen, out),
            Self::Json => night::json(night, screen.lang, out),
            Self::Csv => night::csv(night, screen.lang, out),
            Self::Html => night::html(night, screen.lang, out),
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Outcome)? {
        return Ok(exit);
    }
    let config = &session.config;
    arguments
        .annotate
        .look_at(&[config.path(&config.paths.orders)])?;
    let ledger = Ledger::open_read(&config.path(&config.ledger.path)).map_err(Failure::machine)?;
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
    let codes = config
        .codes(Cow::Borrowed(Codes::bundled()))
        .map_err(Failure::usage)?;
    let night = Night::read(&ledger, day, carrier_name(config), &codes, config.now());
    let night = night.map_err(Failure::machine)?;
    match &arguments.output {
        Some(path) => {
            let screen = screen_of_a_file(session.lang);
            disk::write_with(path, |out| arguments.format.write(&night, &screen, out))
                .map_err(Failure::machine)?;
        }
        None => {
            let screen = session.style().screen();
            let mut out = io::BufWriter::new(io::stdout().lock());
            let printed = arguments.format.write(&night, &screen, &mut out);
            unless_reader_left(printed.and_then(|()| out.flush()))?;
        }
    }
    arguments
        .annotate
        .write(|| answered(&night, session.lang), session)?;
    Ok(exit_of(&night))
}

/// Writes the night's report in every form into `folder`, over that of an earlier run of the same night.
pub(super) fn write_reports(
    night: &Night,
    folder: &Path,
    lang: Lang,
) -> Result<Vec<PathBuf>, DiskError> {
    let day = night.began.date_naive();
    let mut paths = Vec::new();
    for (format, extension) in Format::ALL {
        let path = folder.join(format!("{day}.{extension}"));
        disk::write_with(&path, |out| {
            format.write(night, &screen_of_a_file(lang), out)
        })?;
        paths.push(fs::canonicalize(&path).unwrap_or(path));
    }
    Ok(paths)
}

fn screen_of_a_file(lang: Lang) -> Screen {
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
