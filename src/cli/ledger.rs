//! `beian ledger …`: the ledger by hand. What is changed is changed with a reason, which is kept.

use super::{
    Exit, Failure, Session, ledger_abandon, ledger_adopt, ledger_assign, ledger_backup,
    ledger_check, ledger_domains, ledger_export, ledger_lookup, ledger_resolve, ledger_tasks,
};
use crate::order::Text;

/// Arguments of `ledger`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 核对台账的每项不变式 / whether every invariant of the ledger holds
    Check(ledger_check::Arguments),
    /// 人工认定结果未知的上报 / what became of an upload of which no question could tell
    Resolve(ledger_resolve::Arguments),
    /// 从别的系统接管：序号、记录、企业侧标识的起点 / go on from another system: numbers, records, where own ids begin
    Adopt(ledger_adopt::Arguments),
    /// 备份台账，运行中也可以 / copy the ledger, also while it is in use
    Backup(ledger_backup::Arguments),
    /// 把整个台账导出为 JSON 行 / the whole ledger as JSON lines
    Export(ledger_export::Arguments),
    /// 待判定的答复，及人工判定其所属订单 / the answers that wait for a person, and which order one is about
    Assign(ledger_assign::Arguments),
    /// 放弃一个订单（管局尚未收到或已退回）/ give an order up that the bureau has not got or has returned
    Abandon(ledger_abandon::Arguments),
    /// 可放行与应拦截的域名，供拦截系统读取 / which domains may be served, for the system that blocks the others
    Domains(ledger_domains::Arguments),
    /// 按域名、证件号码、备案号、标识或订单号查询 / look up a domain, certificate, filing number, id or order number
    Lookup(ledger_lookup::Arguments),
    /// 管局下发的待办，及据此拟报的订单 / what the bureau's lists ask for, and the orders that would do it
    Tasks(ledger_tasks::Arguments),
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Check(arguments) => ledger_check::run(arguments, session),
        Command::Resolve(arguments) => ledger_resolve::run(arguments, session),
        Command::Adopt(arguments) => ledger_adopt::run(arguments, session),
        Command::Backup(arguments) => ledger_backup::run(arguments, session),
        Command::Export(arguments) => ledger_export::run(arguments, session),
        Command::Assign(arguments) => ledger_assign::run(arguments, session),
        Command::Abandon(arguments) => ledger_abandon::run(arguments, session),
        Command::Domains(arguments) => ledger_domains::run(arguments, session),
        Command::Lookup(arguments) => ledger_lookup::run(arguments, session),
        Command::Tasks(arguments) => ledger_tasks::run(arguments, session),
    }
}

/// Why something is decided by hand; it is kept.
#[derive(Debug, clap::Args)]
pub struct Reason {
    /// 理由，记入台账 / why; kept in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Reason {
    /// The reason, if it says anything.
    pub fn text(&self) -> Result<&str, Failure> {
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Failure::usage(Text::new(
                "请用 --reason 写明理由",
                "say why with --reason",
            )));
        }
        Ok(reason)
    }
}
