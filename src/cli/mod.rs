//! The command line: one file for each command, with its arguments and what it prints.
//!
//! Results go to standard output, talk goes to standard error. Exit codes are fixed (see [`Exit`]) and never a count.

mod annotate;
mod archive;
mod build;
mod by_hand;
mod check;
mod classify;
mod codes;
mod codes_import;
mod config;
mod config_problems;
mod dry_run;
mod exit;
mod explain;
mod fetch;
mod format;
mod in_order;
mod ingest;
mod isolate;
mod ledger;
mod ledger_abandon;
mod ledger_adopt;
mod ledger_assign;
mod ledger_backup;
mod ledger_check;
mod ledger_domains;
mod ledger_export;
mod ledger_lookup;
mod ledger_resolve;
mod ledger_tasks;
mod metrics;
mod night_bar;
mod nightly;
mod open;
mod practice;
mod print_schema;
mod query;
mod regress;
mod report;
mod report_trend;
mod seal;
mod send;
mod session;
mod status;
mod template;
mod troubles;
mod validate;
mod whom;
mod work;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand, ValueEnum};

pub use exit::{Exit, Failure};
use session::Session;

use crate::order::Lang;

/// ICP 备案夜间批处理 / batch processor for ICP filings
#[derive(Debug, Parser)]
#[command(
    name = "beian",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Clone, Debug, clap::Args)]
pub struct Global {
    /// 配置文件（默认：当前目录的 beian.toml）/ configuration file (default: beian.toml here)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// 语言（默认随系统）/ language (default: the locale's)
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArgument>,
    /// 颜色 / colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// 不显示进度与提示 / no progress, no talk
    #[arg(long, short, global = true)]
    quiet: bool,
    /// 更详细的日志（可重复）/ more log (repeatable)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// 日志格式 / form of the log
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// 显示完整的个人信息 / show personal data in full
    #[arg(long, global = true)]
    unmask: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArgument {
    Zh,
    En,
}

impl From<LangArgument> for Lang {
    fn from(argument: LangArgument) -> Self {
        match argument {
            LangArgument::Zh => Self::Zh,
            LangArgument::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 检查订单，含模式校验；只在要求时写副本 / check orders, the schema gate included; writes copies only when asked
    Check(check::Arguments),
    /// 检查、生成、校验并封装上报文件；不联网 / check, write, prove and seal files; no network
    Build(build::Arguments),
    /// 上报已生成的文件，按序号 / upload what is built, in sequence
    Send(send::Arguments),
    /// 下载、校验、存档、确认并读入答复 / download, verify, store, acknowledge and take in the answers
    Fetch(fetch::Arguments),
    /// 整夜运行：检查、上报、下载、报告 / the whole night
    Nightly(nightly::Arguments),
    /// 读入磁盘上的答复文件 / read answer files from disk
    Ingest(ingest::Arguments),
    /// 对账报告 / reconciliation
    Report(report::Arguments),
    /// 一个订单的经过，按手头的任何线索查 / the story of one order, by whatever is at hand
    Status(status::Arguments),
    /// 判断每个订单该是哪一类 / which kind of order each is, and why
    Classify(classify::Arguments),
    /// 解释返回码或规则 / explain a code or a rule
    Explain(explain::Arguments),
    /// 代码表 / the code tables
    Codes(codes::Arguments),
    /// 用 XSD 校验 XML / validate XML against an XSD
    Validate(validate::Arguments),
    /// 手工封装上报文件，供排错 / make the envelope of an upload by hand, for support
    Seal(seal::Arguments),
    /// 手工打开封装，供排错 / open an envelope by hand, for support
    Open(open::Arguments),
    /// 配置 / the configuration
    Config(config::Arguments),
    /// 留存的上报文件 / the uploaded files that are kept
    Archive(archive::Arguments),
    /// 问管局一句：是否已备案，密码对不对 / one question to the bureau: whether something is filed, whether a password is right
    Query(query::Arguments),
    /// 用例与预期结果比较 / fixture batches against expected results
    Regress(regress::Arguments),
    /// 生成填写订单的空白工作簿 / the workbook that orders are filled into
    Template(template::Arguments),
    /// 手工处理台账 / the ledger by hand
    Ledger(ledger::Arguments),
    /// 启动练习管局 / run the practice bureau
    Practice(practice::Arguments),
}

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Clean
            };
            // Nothing better can be done when even the help text cannot be printed.
            let _ = error.print();
            return exit;
        }
    };
    let session = match Session::open(&arguments.global) {
        Ok(session) => session,
        Err(failure) => return failure.tell(session::language(&arguments.global)),
    };
    let began = Instant::now();
    let result = match &arguments.command {
        Command::Check(arguments) => check::run(arguments, &session),
        Command::Build(arguments) => build::run(arguments, &session),
        Command::Send(arguments) => send::run(arguments, &session),
        Command::Fetch(arguments) => fetch::run(arguments, &session),
        Command::Nightly(arguments) => nightly::run(arguments, &session),
        Command::Ingest(arguments) => ingest::run(arguments, &session),
        Command::Report(arguments) => report::run(arguments, &session),
        Command::Status(arguments) => status::run(arguments, &session),
        Command::Classify(arguments) => classify::run(arguments, &session),
        Command::Explain(arguments) => explain::run(arguments, &session),
        Command::Codes(arguments) => codes::run(arguments, &session),
        Command::Validate(arguments) => validate::run(arguments, &session),
        Command::Seal(arguments) => seal::run(arguments, &session),
        Command::Open(arguments) => open::run(arguments, &session),
        Command::Config(arguments) => config::run(arguments, &session),
        Command::Archive(arguments) => archive::run(arguments, &session),
        Command::Query(arguments) => query::run(arguments, &session),
        Command::Regress(arguments) => regress::run(arguments, &session),
        Command::Template(arguments) => template::run(arguments, &session),
        Command::Ledger(arguments) => ledger::run(arguments, &session),
        Command::Practice(arguments) => practice::run(arguments, &session),
    };
    let exit = result.unwrap_or_else(|failure| failure.tell(session.lang));
    if let Some(command) = metrics::name(&arguments.command) {
        metrics::write(command, began, exit, &session);
    }
    exit
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
