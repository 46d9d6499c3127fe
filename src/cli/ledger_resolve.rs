//! `beian ledger resolve FILE --accepted|--not-accepted --reason TEXT`: a person settles what no question to the bureau could.

use super::ledger::Reason;
use super::{Exit, Failure, Session};
use crate::ledger::{Error, FileState, Ledger, Settlement};
use crate::nightly;
use crate::order::{Lang, Text};

/// Arguments of `ledger resolve`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("outcome").required(true)))]
pub struct Arguments {
    /// 上报结果未知的文件 / the file whose outcome is unknown
    file: String,
    /// 管局已受理：序号已用，其中的订单等待答复 / the bureau has it: its number is used, its orders wait for answers
    #[arg(long, group = "outcome")]
    accepted: bool,
    /// 管局没有收到：下一次运行以同一序号再报 / the bureau has not got it: the next run sends it again under the same number
    #[arg(long, group = "outcome")]
    not_accepted: bool,
    #[command(flatten)]
    reason: Reason,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let reason = arguments.reason.text()?;
    let now = session.config.now();
    let mut ledger =
        nightly::open_ledger(&session.config, "ledger resolve").map_err(Failure::machine)?;
    ledger
        .begin_run("ledger resolve", now)
        .map_err(Failure::machine)?;
    let file = ledger
        .file_called(&arguments.file)
        .map_err(Failure::machine)?;
    let file = file
        .ok_or_else(|| Failure::usage(Error::UnknownFile(arguments.file.clone())))?
        .name;
    let settlement = if arguments.accepted {
        Settlement::Accepted
    } else {
        Settlement::NotAccepted
    };
    match ledger.resolve(&file, settlement, reason, now) {
        Ok(sequence) => {
            tell(&file, sequence, settlement, session);
            Ok(Exit::Clean)
        }
        Err(Error::FileState { found, .. }) => Err(not_unknown(&file, found, &ledger)),
        Err(error) => Err(Failure::machine(error)),
    }
}

fn tell(file: &str, sequence: u32, settlement: Settlement, session: &Session) {
    match settlement {
        Settlement::Accepted => session.talk(
            &format!("文件 {file} 记为已受理，序号 {sequence}；其中的订单等待管局答复"),
            &format!("file {file} counts as taken under number {sequence}; its orders wait for the bureau's answers"),
        ),
        Settlement::NotAccepted => session.talk(
            &format!("文件 {file} 记为未受理；下一次运行以序号 {sequence} 再报"),
            &format!("file {file} counts as not taken; the next run sends it again under number {sequence}"),
        ),
    }
}

/// What is possible with a file whose outcome is known, and which file could be meant.
fn not_unknown(file: &str, found: FileState, ledger: &Ledger) -> Failure {
    let (zh, en) = match found {
        FileState::Built => (
            "它还没有上报，下一次运行会上报它",
            "it was not sent; the next run sends it",
        ),
        _ => (
            "管局已受理它，没有需要认定的；对其中订单的答复用 beian ledger assign 处理",
            "the bureau has taken it, so there is nothing to resolve; answers about its orders are for `beian ledger assign`",
        ),
    };
    let health = ledger.sequences().unwrap_or_default().into_iter();
    let unknown: Vec<String> = health.filter_map(|health| health.unknown).collect();
    let (others_zh, others_en) = if unknown.is_empty() {
        (
            "没有结果未知的文件".to_owned(),
            "no file's outcome is unknown".to_owned(),
        )
    } else {
        let names = unknown.join(", ");
        (
            format!("结果未知的是 {names}"),
            format!("the outcome of {names} is unknown"),
        )
    };
    Failure::usage(Text::new(
        format!(
            "文件 {file} 处于“{}”：{zh}。{others_zh}",
            found.name(Lang::Zh)
        ),
        format!("file {file} is {}: {en}. Now, {others_en}", found.id()),
    ))
}
