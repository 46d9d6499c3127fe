//! `beian nightly`: the whole night, from pending orders to the reports of the morning.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::exit::unless_reader_left;
use super::ledger_tasks::{self, write_workbook};
use super::night_bar::NightBar;
use super::report::{read, write_reports};
use super::work::{self, Work};
use super::{Exit, Failure, Session, dry_run, troubles};
use crate::codes::Codes;
use crate::intake;
use crate::ledger::Ledger;
use crate::nightly::{self, ExamineError, NightError};
use crate::report::forms;
use crate::report::night::{self, Night};

/// Arguments of `nightly`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 待报订单（默认：配置中的 paths.orders）/ pending orders (default: paths.orders of the configuration)
    input: Vec<PathBuf>,
    /// 只说明将做什么：不联网，不改动任何文件或台账 / only say what would be done: no network, no file and no ledger is changed
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let inputs = match &arguments.input[..] {
        [] => vec![config.path(&config.paths.orders)],
        inputs => inputs.to_vec(),
    };
    if arguments.dry_run {
        return dry_run::night(&inputs, &schema, session);
    }
    let now = config.now();
    let codes = config
        .codes(Cow::Borrowed(Codes::bundled()))
        .map_err(Failure::usage)?;
    // Letters that cannot be written are found before anything is sent.
    let templates = work::templates(config)?;
    let mut ledger = nightly::open_ledger(config, "nightly").map_err(Failure::machine)?;
    let bar = NightBar::new(session);
    let run = nightly::run(&inputs, config, &schema, &mut ledger, &bar);
    bar.finish();
    let run = run.map_err(failure)?;
    let night = read(&ledger, now.date_naive(), config, &codes)?;
    let folder = config.path(&config.paths.reports);
    let settings = config.settings().map_err(Failure::usage)?;
    let pages = forms::pages(&run.examination.verdicts, &codes, &settings.provinces);
    let letters = Work::letters_of(&night, &ledger, &codes, &templates, config)?;
    let night = night.shown(session.style().unmask);
    let work = letters
        .with_lists(&night, &ledger, session)?
        .with_forms(pages, &night);
    let reports = write_reports(&night, &work.lists, &folder, session.lang);
    let reports = reports.map_err(Failure::machine)?;
    let beside = work::folder_of(&night, &folder);
    work.write(&beside, &config.carrier.name)
        .map_err(Failure::machine)?;
    let proposed = proposed_orders(&ledger, session, &folder)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = night::text(&night, &session.style().screen(), &mut out);
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    for report in reports {
        session.talk(
            &format!("报告：{}", report.display()),
            &format!("report: {}", report.display()),
        );
    }
    work.tell(&beside, session);
    if let Some((count, path)) = proposed {
        session.talk(
            &format!("{count} 个拟报订单：{}", path.display()),
            &format!("{count} proposed orders: {}", path.display()),
        );
    }
    let told = troubles::tell(run.troubles, session);
    Ok(told.unwrap_or_else(|| exit_of(&night)))
}

/// Writes the orders that the bureau's lists have asked for since the night before into the night's folder, so that each
/// is proposed once; how many there are, and where.
fn proposed_orders(
    ledger: &Ledger,
    session: &Session,
    folder: &Path,
) -> Result<Option<(usize, PathBuf)>, Failure> {
    let since = ledger.run_before("nightly").map_err(Failure::machine)?;
    let mut tasks = ledger.tasks().map_err(Failure::machine)?;
    tasks.retain(|task| since.is_none_or(|since| task.opened > since));
    if tasks.iter().all(|task| task.order.is_none()) {
        return Ok(None);
    }
    let day = session.config.now().date_naive();
    // What lies there may have been filled in by a person.
    let path = (1..)
        .map(|number| match number {
            1 => folder.join(format!("{day}-proposed.xlsx")),
            number => folder.join(format!("{day}-proposed-{number}.xlsx")),
        })
        .find(|path| !path.exists());
    let Some(path) = path else { return Ok(None) };
    let count =
        write_workbook(&tasks, ledger, &session.config, &path).map_err(ledger_tasks::failure)?;
    Ok(Some((count, path)))
}

/// 0 when everything that was read is sent or approved, 1 when somebody has to mend something, 3 when the figures do not
/// agree.
pub(super) fn exit_of(night: &Night) -> Exit {
    let totals = night.totals();
    let clean = totals.held_back == 0
        && totals.refused == 0
        && night.findings.is_empty()
        && night.unmatched.iter().all(|answer| !answer.is_new);
    match clean {
        // Figures that do not agree mean that the ledger is broken.
        _ if !night.ties_out() => Exit::Machine,
        true => Exit::Clean,
        false => Exit::Findings,
    }
}

/// Who must act on what stopped the night.
pub(super) fn failure(error: NightError) -> Failure {
    match error {
        NightError::Examine(ExamineError::Intake(intake::Error::Disk { .. }))
        | NightError::Examine(ExamineError::Ledger(_))
        | NightError::Ledger(_)
        | NightError::Build(_) => Failure::machine(error),
        NightError::Office(ref office) if office.is_of_the_machine() => Failure::machine(error),
        NightError::Examine(_) | NightError::Office(_) => Failure::usage(error),
    }
}
