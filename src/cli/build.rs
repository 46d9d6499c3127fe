//! `beian build <INPUT>...`: check, write, prove and seal; no network.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::Value;

use super::exit::unless_reader_left;
use super::night_bar::NightBar;
use super::nightly::failure;
use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session, check, isolate};
use crate::check::Standing;
use crate::config::Config;
use crate::nightly::{self, Examination, OutboxFolder};
use crate::order::{Lang, Text};
use crate::recompress::Recompressor;
use crate::report::findings;
use crate::report::json_schema::Shape;

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 工作簿、CSV、订单文件夹或它们的上级文件夹 / workbooks, CSV files, order folders, or folders of them
    #[arg(required_unless_present_any = ["print_schema", "isolate"])]
    input: Vec<PathBuf>,
    /// 把因格式被整包退回（5001）的文件对半重新打包，以找出出错的订单；不读订单 / pack a file that was refused as a whole (5001)
    /// again in two halves, to find the order at fault; reads no orders
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    isolate: Option<String>,
    /// 另存一份到此文件夹；文件始终写入 paths.outbox，beian send 从那里上报 / copies go here; the files themselves always lie
    /// in paths.outbox, from where `beian send` takes them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 输出格式；json 先列出每个文件的清单，再列出保留的订单 / form of the output; json lists the files, then the orders held back
    #[arg(long, value_enum, default_value_t = check::Format::Text)]
    format: check::Format,
    #[command(flatten)]
    print_schema: PrintSchema,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Build)? {
        return Ok(exit);
    }
    let config = &session.config;
    let schema = nightly::schema(config).map_err(Failure::usage)?;
    let mut ledger = nightly::open_ledger(config, "build").map_err(Failure::machine)?;
    ledger
        .begin_run("build", config.now())
        .map_err(Failure::machine)?;
    let out = arguments.out.as_deref();
    if let Some(file) = &arguments.isolate {
        let halves = isolate::run(file, out, session, &schema, &mut ledger)?;
        let is_json = arguments.format == check::Format::Json;
        let mut out = io::BufWriter::new(io::stdout().lock());
        let printed = print_manifests(&halves, is_json, session.lang, &mut out);
        unless_reader_left(printed.and_then(|()| out.flush()))?;
        return Ok(Exit::Clean);
    }
    let bar = NightBar::new(session);
    let pictures = Recompressor::with_folder(config.pictures());
    let prepared = nightly::prepare(
        &arguments.input,
        config,
        &schema,
        &mut ledger,
        out,
        &pictures,
        &bar,
    );
    bar.finish();
    let (examination, built) = prepared.map_err(failure)?;
    let manifests = manifests(config, &built)?;
    unless_reader_left(print(&examination, &manifests, arguments.format, session))?;
    let held_back = examination
        .verdicts
        .iter()
        .any(|verdict| matches!(verdict.standing, Standing::HeldBack(_)));
    Ok(if held_back || !examination.findings.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// What lies beside each built file in the outbox.
pub(super) fn manifests(config: &Config, built: &[String]) -> Result<Vec<Value>, Failure> {
    let bureaus = config.bureau.iter();
    let folders: Vec<OutboxFolder> = bureaus
        .map(|bureau| OutboxFolder::of(config, &bureau.name))
        .collect();
    let read = |name: &String| -> io::Result<Value> {
        let mut paths = folders
            .iter()
            .map(|folder| folder.0.join(name).with_extension("json"));
        let path = paths
            .find(|path| path.exists())
            .ok_or(io::ErrorKind::NotFound)?;
        let text = fs::read_to_string(&path)?;
        serde_json::from_str(&text).map_err(io::Error::from)
    };
    built
        .iter()
        .map(|name| {
            read(name).map_err(|error| {
                Failure::machine(Text::new(
                    format!("{name} 的清单读不到：{error}"),
                    format!("the manifest of {name} cannot be read: {error}"),
                ))
            })
        })
        .collect()
}

/// The files that were built, each in a line.
fn print_manifests(
    manifests: &[Value],
    is_json: bool,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    for manifest in manifests {
        let [records, bytes] = ["records", "bytes"].map(|key| &manifest[key]);
        let name = manifest["name"].as_str().unwrap_or_default();
        let orders = manifest["orders"].as_array().map_or(0, Vec::len);
        match lang {
            _ if is_json => writeln!(out, "{manifest}")?,
            Lang::Zh => writeln!(
                out,
                "已生成 {name}：{orders} 个订单，{records} 条记录，{bytes} 字节"
            )?,
            Lang::En => writeln!(
                out,
                "built {name}: {orders} orders, {records} records, {bytes} bytes"
            )?,
        }
    }
    Ok(())
}

/// The files that were built, and every order held back with its findings. A person and a spreadsheet see all findings.
fn print(
    examination: &Examination,
    manifests: &[Value],
    format: check::Format,
    session: &Session,
) -> io::Result<()> {
    let groups = check::groups(examination);
    let style = session.style();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        check::Format::Json => {
            print_manifests(manifests, true, session.lang, &mut out)?;
            let held_back: HashSet<&str> = examination
                .verdicts
                .iter()
                .filter(|verdict| matches!(verdict.standing, Standing::HeldBack(_)))
                .map(|verdict| &*verdict.order().number.text)
                .collect();
            let (orders, loose): (Vec<_>, Vec<_>) = groups
                .into_iter()
                .filter(|group| group.order.is_none_or(|order| held_back.contains(order)))
                .partition(|group| group.order.is_some());
            findings::json_by_order(&orders, style, &mut out)?;
            findings::json_by_order(&loose, style, &mut out)?;
        }
        check::Format::Csv => findings::csv(&groups, style, &mut out)?,
        check::Format::Text => {
            findings::text(&groups, style, &mut out)?;
            writeln!(out)?;
            print_manifests(manifests, false, session.lang, &mut out)?;
            writeln!(out, "{}", check::summary(examination, session.lang))?;
        }
    }
    out.flush()
}
