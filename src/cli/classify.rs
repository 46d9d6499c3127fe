//! `beian classify <INPUT>...`: which kind of order each row is, and why.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::exit::unless_reader_left;
use super::night_bar::NightBar;
use super::nightly::failure as nightly_failure;
use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::nightly::office::{self, Office};
use crate::nightly::{self, Classification, Inquiry, Known, NightError};
use crate::order::{Finding, Kind, Text};
use crate::report::classified;
use crate::report::findings::{self, Group};
use crate::report::json_schema::Shape;

/// Arguments of `classify`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 工作簿、CSV、订单文件夹或它们的上级文件夹 / workbooks, CSV files, order folders, or folders of them
    #[arg(required_unless_present = "print_schema")]
    input: Vec<PathBuf>,
    /// 用管局的公共查询核实主体和域名是否已备案 / ask the bureau's public query whether subjects and domains are filed
    #[arg(long)]
    online: bool,
    /// 最多查询次数（默认：配置中的 bureau.budget）/ most queries (default: bureau.budget of the configuration)
    #[arg(long, value_name = "NUMBER", requires = "online")]
    budget: Option<u32>,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    print_schema: PrintSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Classified)? {
        return Ok(exit);
    }
    let config = &session.config;
    let office = match arguments.online {
        true => Some(open_office(arguments, session)?),
        false => None,
    };
    let inquiry = { office.as_ref() }.map(|(office, budget)| Inquiry::new(&office.client, *budget));
    let bar = NightBar::new(session);
    // With a ledger that this program cannot read it is as without one.
    let ledger = session.ledger().ok();
    let failed = |error| nightly_failure(NightError::Examine(error));
    let mut known = Known::by(ledger.as_ref(), config).map_err(failed)?;
    let classification = nightly::classify(&arguments.input, config, &mut known, inquiry, &bar);
    bar.finish();
    let classification = classification.map_err(failed)?;
    unless_reader_left(print(&classification, arguments.format, session))?;
    tell(&classification, session);
    if let Some(trouble) = classification.trouble {
        return Err(Failure::bureau(trouble));
    }
    let is_settled = classification
        .orders
        .iter()
        .all(|one| one.fits() == Some(true));
    let is_read = !classification
        .batch
        .findings
        .iter()
        .any(Finding::holds_back);
    Ok(if is_settled && is_read {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// The bureau that takes filings, and how many questions it may be asked.
fn open_office(arguments: &Arguments, session: &Session) -> Result<(Office, u32), Failure> {
    let config = &session.config;
    let bureau = config
        .bureau
        .iter()
        .find(|bureau| bureau.takes(Kind::NewFiling));
    let Some(bureau) = bureau else {
        return Err(Failure::usage(Text::new(
            "配置中没有受理 ICP 备案的管局，无法查询",
            "no bureau of the configuration takes filings, so that none can be asked",
        )));
    };
    let office =
        office::open(config, bureau).map_err(|error| nightly_failure(NightError::Office(error)))?;
    Ok((office, arguments.budget.unwrap_or(bureau.budget)))
}

fn print(classification: &Classification, format: Format, session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let orders = &classification.orders;
    match format {
        Format::Text => classified::text(orders, &session.style().screen(), &mut out)?,
        Format::Json => classified::json(orders, session.lang, &mut out)?,
        Format::Csv => classified::csv(orders, session.lang, &mut out)?,
    }
    out.flush()
}

/// Says what could not be read or asked.
fn tell(classification: &Classification, session: &Session) {
    let wrong: Vec<Finding> = { classification.batch.findings.iter() }
        .filter(|finding| finding.order.is_none() && finding.holds_back())
        .cloned()
        .collect();
    let group = Group {
        order: None,
        kind: "",
        findings: &wrong,
    };
    if !wrong.is_empty() {
        // Whoever has closed standard error sees the exit code.
        let _ = findings::text(&[group], session.style(), &mut io::stderr().lock());
    }
    if classification.not_asked > 0 {
        let count = classification.not_asked;
        session.warn(
            &format!("查询次数已用完，{count} 个订单没有查询；可用 --budget 增加"),
            &format!(
                "the budget is used up: {count} orders were not asked about; --budget raises it"
            ),
        );
    }
}
