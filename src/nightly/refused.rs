//! A file that the bureau refused as a whole (5001): whose fault was it?
//!
//! Every record of the stored file is held against the schema once more, alone. Orders that do not fit are the culprits;
//! the others go out again with the next run, as they are. If all fit, the bureau's schema is not ours: nothing is sent
//! again by itself, and [`halve`] (`build --isolate FILE`) packs the same records into two files. The half that is
//! refused again holds the culprit, and is halved in turn, until one order is left.

use std::path::Path;

use super::build::{BuildError, Builder};
use super::keep::KeptFiles;
use super::progress::Progress;
use crate::config::Config;
use crate::ledger::{self, Acquittal, CarriedOrder, Ledger, Moment, State};
use crate::order::{Bilingual, Finding, Text};
use crate::upload::{Gate, Proven, Record, RecordKey, StoredOrder, take_apart};
use crate::xsd::Schema;

/// The codes by which the bureau says that a file does not fit its schema.
const SCHEMA_CODES: [u32; 2] = [5001, 5002];

/// What stops a refused file from being sent in halves.
#[derive(Debug, thiserror::Error)]
pub enum HalveError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Writing the halves.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The file was not refused as a whole for its form.
    #[error(
        "file {0} was not refused as a whole by the bureau's schema (5001): there is nothing to isolate in it"
    )]
    NotRefused(String),
    /// The stored file is gone or not what was packed.
    #[error(
        "the stored file {0} cannot be read or was changed: restore it from a backup, or send its orders again after an edit"
    )]
    Gone(String),
    /// No order is left that could be packed again.
    #[error(
        "every order of file {0} was mended or sent again since: nothing of it is left to isolate"
    )]
    NothingLeft(String),
    /// Only one order is left: it is the one.
    #[error(
        "order {order} is the only one left of file {file}: it is the one that the bureau refuses, although it fits our schema. Compare the bureau's schema with ours, mend the order, and send it again"
    )]
    Isolated {
        /// The file.
        file: String,
        /// The order.
        order: String,
    },
    /// Records that do not fit the schema are not packed again.
    #[error(
        "order {0} does not fit the schema: mend it, the other orders of its file go out again by themselves"
    )]
    Unfit(String),
    /// The configuration does not name the file's bureau any more.
    #[error("the configuration names no bureau \"{0}\"")]
    NoBureau(String),
}

impl Bilingual for HalveError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::Build(error) => error.zh(),
            Self::NotRefused(file) => {
                format!("文件 {file} 并未因格式被整包退回（5001），无需隔离")
            }
            Self::Gone(file) => {
                format!("存档文件 {file} 读不到或已被改动：请从备份恢复，或修改其中的订单后重报")
            }
            Self::NothingLeft(file) => {
                format!("文件 {file} 的订单都已修改或重报，没有可隔离的订单")
            }
            Self::Isolated { file, order } => format!(
                "文件 {file} 只剩订单 {order}：管局退回的就是它，而它符合本地模式。请比对管局的模式与本地模式，修改后重报"
            ),
            Self::Unfit(order) => {
                format!("订单 {order} 不符合模式：请先修改；同一文件的其他订单会自动重报")
            }
            Self::NoBureau(bureau) => format!("配置中没有管局「{bureau}」"),
        }
    }
}

/// Looks into every file that was refused for its form and not looked into yet, and notes what came of it at its orders.
pub fn inspect(
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
    now: Moment,
) -> ledger::Result<()> {
    for (bureau, file) in ledger.refused_files(&SCHEMA_CODES)? {
        let orders = ledger.orders_of_file(&file)?;
        let kept = KeptFiles::of(config, &bureau);
        let verdicts = match stored(&kept, ledger, &file, &orders)? {
            Some(records) => {
                let gate = Gate::new(schema, config.carrier.isp_id);
                let judged: Vec<(String, Result<(), Finding>)> = records
                    .into_iter()
                    .map(|record| {
                        let order = record.order().to_owned();
                        let fault = gate.prove(record).err();
                        let fault = fault.and_then(|findings| findings.into_iter().next());
                        (order, fault.map_or(Ok(()), Err))
                    })
                    .collect();
                acquittals(&file, &judged)
            }
            None => unreadable(&orders, &file),
        };
        let verdicts: Vec<Acquittal<'_>> = verdicts
            .iter()
            .map(|(order, again, note)| Acquittal {
                order,
                again: *again,
                note: note.clone(),
            })
            .collect();
        ledger.note_inspection(&file, &verdicts, now)?;
    }
    Ok(())
}

type Verdict = (String, bool, Text);

fn acquittals(file: &str, judged: &[(String, Result<(), Finding>)]) -> Vec<Verdict> {
    let culprits: Vec<&str> = judged
        .iter()
        .filter(|(_, judgement)| judgement.is_err())
        .map(|(order, _)| order.as_str())
        .collect();
    let note = |judgement: &Result<(), Finding>| match judgement {
        Err(finding) => Text::new(
            format!("整包因它退回，{}：{}", finding.tag, finding.message.zh),
            format!(
                "the whole file was refused because of it, {}: {}",
                finding.tag, finding.message.en
            ),
        ),
        Ok(()) if culprits.is_empty() && judged.len() == 1 => Text::new(
            "文件里只有这个订单，而它符合本地模式：管局的模式与本地不同。请比对后修改重报",
            "it was alone in its file and fits our schema: the bureau's schema differs. Compare them, mend the order and send it again",
        ),
        Ok(()) if culprits.is_empty() => Text::new(
            format!(
                "文件里的订单单独校验都符合本地模式：管局的模式与本地不同。运行 beian build --isolate {file} 可对半重新打包，逐步找出出错的订单"
            ),
            format!(
                "every order of the file fits our schema alone: the bureau's schema differs. `beian build --isolate {file}` packs them in two halves, to find the one step by step"
            ),
        ),
        Ok(()) => Text::new(
            format!(
                "本身符合模式，因同一文件的订单 {} 被整包退回；将原样重报",
                culprits.join("、")
            ),
            format!(
                "it fits; the file was refused because of order {}. It is sent again as it is",
                culprits.join(", ")
            ),
        ),
    };
    let again = |judgement: &Result<(), Finding>| !culprits.is_empty() && judgement.is_ok();
    judged
        .iter()
        .map(|(order, judgement)| (order.clone(), again(judgement), note(judgement)))
        .collect()
}

fn unreadable(orders: &[CarriedOrder], file: &str) -> Vec<Verdict> {
    let note = Text::new(
        format!("存档文件 {file} 读不到，无法逐条复核"),
        format!("the stored file {file} cannot be read: its records were not looked into"),
    );
    orders
        .iter()
        .map(|order| (order.number.clone(), false, note.clone()))
        .collect()
}

/// Packs the orders that are left of a refused file, as they are, into two files in the outbox, with copies in a folder where one is
/// named; the names of both.
pub fn halve(
    file: &str,
    config: &Config,
    schema: &Schema,
    ledger: &mut Ledger,
    copies: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Vec<String>, HalveError> {
    let now = config.now();
    let (bureau, name) = refused(ledger, file)?;
    let bureau = { config.bureau.iter() }
        .find(|known| known.name == bureau)
        .ok_or(HalveError::NoBureau(bureau))?;
    let orders = ledger.orders_of_file(&name)?;
    let gone = || HalveError::Gone(name.clone());
    let kept = KeptFiles::of(config, &bureau.name);
    let records = stored(&kept, ledger, &name, &orders)?.ok_or_else(gone)?;
    let gate = Gate::new(schema, config.carrier.isp_id);
    let mut left: Vec<Proven> = Vec::new();
    for (record, order) in records.into_iter().zip(&orders) {
        let returned = matches!(
            order.state,
            State::ReturnedToCarrier | State::ReturnedToCustomer
        );
        if order.is_current && returned {
            let unfit = |_| HalveError::Unfit(order.number.clone());
            left.push(gate.prove(record).map_err(unfit)?);
        }
    }
    match left.as_slice() {
        [] => return Err(HalveError::NothingLeft(name)),
        [one] => {
            let order = one.record().order().to_owned();
            return Err(HalveError::Isolated { file: name, order });
        }
        _ => {}
    }
    let note = Text::new(
        format!("为找出文件 {name} 中出错的订单，对半重新打包"),
        format!("packed again with one half of file {name}, to find the order that was refused"),
    );
    let second = left.split_off(left.len().div_ceil(2));
    let mut built = Vec::new();
    for half in [left, second] {
        let numbers: Vec<String> = half
            .iter()
            .map(|proven| proven.record().order().to_owned())
            .collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        ledger.take_up_again(&numbers, &note, now)?;
        let mut builder = Builder::new(schema, config, &bureau.name, copies, now);
        builder.add(half, ledger)?;
        built.extend(builder.finish(ledger, progress)?);
    }
    Ok(built)
}

/// Bureau and name of a refused file, which may be given without its extension.
fn refused(ledger: &Ledger, file: &str) -> Result<(String, String), HalveError> {
    let found =
        { ledger.file_called(file)? }.ok_or_else(|| ledger::Error::UnknownFile(file.to_owned()))?;
    let refused_for_form = ledger.refused_for(&found.name, &SCHEMA_CODES)?;
    if !refused_for_form {
        return Err(HalveError::NotRefused(found.name));
    }
    Ok((found.bureau, found.name))
}

/// The records of a stored file, order by order; none when it is gone or not what the ledger remembers.
fn stored(
    kept: &KeptFiles,
    ledger: &Ledger,
    file: &str,
    orders: &[CarriedOrder],
) -> ledger::Result<Option<Vec<Record>>> {
    let Some(known) = ledger.file_called(file)? else {
        return Ok(None);
    };
    let Ok(bytes) = kept.xml(file) else {
        return Ok(None);
    };
    if ledger::ContentHash::of(&bytes).to_string() != known.sha256 {
        return Ok(None);
    }
    let orders: Option<Vec<StoredOrder>> = orders.iter().map(stored_order).collect();
    Ok(orders.and_then(|orders| take_apart(&bytes, &known.family, orders)))
}

fn stored_order(order: &CarriedOrder) -> Option<StoredOrder> {
    let keys = order.keys.iter().map(|key| RecordKey {
        object: key.object,
        tag: key.tag.name(),
        value: key.value.clone(),
    });
    Some(StoredOrder {
        number: order.number.clone(),
        kind: order.kind?,
        home: order.place.clone(),
        records: order.records as usize,
        keys: keys.collect(),
    })
}
