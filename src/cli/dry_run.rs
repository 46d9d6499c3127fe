//! `--dry-run`: what a run would do, said and not done.

use std::io::{self, Write};
use std::path::PathBuf;

use super::exit::unless_reader_left;
use super::night_bar::NightBar;
use super::nightly::failure;
use super::{Exit, Failure, Session, check};
use crate::bureau::SendError;
use crate::check::Standing;
use crate::config::Bureau;
use crate::ledger::FileRecord;
use crate::nightly::{Examination, Plan, Rehearsal, Traffic};
use crate::order::{Bilingual as _, Lang};
use crate::xsd::Schema;

/// Says what a night with these orders would do.
pub(super) fn night(
    inputs: &[PathBuf],
    schema: &Schema,
    session: &Session,
) -> Result<Exit, Failure> {
    let bureaus: Vec<&Bureau> = session.config.bureau.iter().collect();
    let rehearsal = Rehearsal::begin(&session.config).map_err(failure)?;
    let bar = NightBar::new(session);
    let prepared = rehearsal.prepare(inputs, schema, &bar);
    bar.finish();
    let (examination, built) = prepared.map_err(failure)?;
    let plans = rehearsal.plans(&bureaus).map_err(failure)?;
    unless_reader_left(print_night(&examination, &built, &plans, session))?;
    let held_back = { examination.verdicts.iter() }
        .any(|verdict| matches!(verdict.standing, Standing::HeldBack(_)));
    Ok(match exit_of(&plans) {
        Exit::Clean if held_back || !examination.findings.is_empty() => Exit::Findings,
        exit => exit,
    })
}

/// How a run that met with these plans would begin to end: with what must be settled first, or with what waits.
pub(super) fn exit_of(plans: &[Plan]) -> Exit {
    if plans.iter().any(|plan| plan.unsettled.is_some()) {
        return Exit::Unknown;
    }
    let held = plans.iter().filter_map(|plan| plan.held.as_ref());
    let exits = held.map(|held| match held {
        SendError::Closed { .. } => Exit::Findings,
        _ => Exit::Bureau,
    });
    exits
        .max_by_key(|exit| *exit == Exit::Bureau)
        .unwrap_or(Exit::Clean)
}

fn print_night(
    examination: &Examination,
    built: &[String],
    plans: &[Plan],
    session: &Session,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", check::summary(examination, session.lang))?;
    for verdict in &examination.verdicts {
        if matches!(verdict.standing, Standing::HeldBack(_)) {
            let order = &verdict.order().number.text;
            match session.lang {
                Lang::Zh => writeln!(out, "将保留订单 {order}（详见 beian check）")?,
                Lang::En => writeln!(
                    out,
                    "would hold back order {order} (`beian check` says why)"
                )?,
            }
        }
    }
    for file in plans.iter().flat_map(|plan| &plan.files) {
        if !built.contains(&file.name) {
            continue;
        }
        let FileRecord {
            name,
            records,
            bytes,
            orders,
            ..
        } = file;
        let orders = orders.len();
        match session.lang {
            Lang::Zh => writeln!(
                out,
                "将生成 {name}：{orders} 个订单，{records} 条记录，{bytes} 字节"
            )?,
            Lang::En => writeln!(
                out,
                "would build {name}: {orders} orders, {records} records, {bytes} bytes"
            )?,
        }
    }
    drop(out);
    print_plans(plans, Traffic::Both, session)
}

/// Says what would go to each bureau, and what would be fetched.
pub(super) fn print_plans(plans: &[Plan], traffic: Traffic, session: &Session) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let lang = session.lang;
    for plan in plans {
        let bureau = &plan.bureau;
        if let Some(file) = &plan.unsettled {
            match lang {
                Lang::Zh => writeln!(
                    out,
                    "管局「{bureau}」：先查询文件 {file} 是否已受理，之后的序号取决于答复"
                )?,
                Lang::En => writeln!(
                    out,
                    "bureau \"{bureau}\": would first ask whether it has file {file}; the numbers of the others depend on it"
                )?,
            }
        }
        match &plan.held {
            Some(held) => writeln!(out, "{}", held.text().get(lang))?,
            None => {
                for (number, file) in (plan.next..).zip(&plan.files) {
                    let FileRecord { name, orders, .. } = file;
                    let orders = orders.len();
                    let number = match (&plan.unsettled, lang) {
                        (Some(_), _) => String::new(),
                        (None, Lang::Zh) => format!("，序号 {number}"),
                        (None, Lang::En) => format!(" as number {number}"),
                    };
                    match lang {
                        Lang::Zh => writeln!(
                            out,
                            "将上报 {name} 至管局「{bureau}」{number}：{orders} 个订单"
                        )?,
                        Lang::En => writeln!(
                            out,
                            "would send {name} to bureau \"{bureau}\"{number}: {orders} orders"
                        )?,
                    }
                }
                if plan.files.is_empty() {
                    match lang {
                        Lang::Zh => writeln!(out, "没有要上报至管局「{bureau}」的文件")?,
                        Lang::En => writeln!(out, "nothing to send to bureau \"{bureau}\"")?,
                    }
                }
            }
        }
        if traffic != Traffic::Send {
            match lang {
                Lang::Zh => writeln!(out, "将从管局「{bureau}」下载答复，直到取完")?,
                Lang::En => writeln!(
                    out,
                    "would fetch the answers of bureau \"{bureau}\" until none is left"
                )?,
            }
        }
    }
    match lang {
        Lang::Zh => writeln!(out, "以上仅为预演：没有联网，没有改动任何文件或台账"),
        Lang::En => writeln!(
            out,
            "this was only said: no call was made, no file and no ledger was changed"
        ),
    }
}
