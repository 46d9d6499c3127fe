//! `beian query status|password`: one question to the bureau.

use std::io::{self, Write};
use std::path::PathBuf;

use secrecy::SecretString;
use serde_json::json;

use super::exit::unless_reader_left;
use super::format::Format;
use super::nightly::failure as nightly_failure;
use super::{Exit, Failure, Session};
use crate::bureau::FilingStatus;
use crate::codes::{Codes, Lookup};
use crate::config::{Bureau, SecretSource};
use crate::envelope::filing_password;
use crate::nightly::office::{self, Office};
use crate::nightly::{CERTIFICATES, DOMAIN, NightError};
use crate::order::{FilingNumber, Kind, Text};

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 域名或证件是否已备案 / whether a domain or a certificate is filed
    Status(StatusArguments),
    /// 备案密码是否正确；管局限制次数，每次只试一遍 / whether a filing password is right; tries are limited, so it is tried once
    Password(PasswordArguments),
}

#[derive(Debug, clap::Args)]
struct StatusArguments {
    /// 域名，或 --certificate 类型的证件号码 / a domain, or the number of a certificate of the type of --certificate
    value: String,
    /// 证件类型（名称或编号）/ type of certificate, by name or id
    #[arg(long, value_name = "TYPE")]
    certificate: Option<String>,
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, clap::Args)]
struct PasswordArguments {
    /// 主体备案号 / the subject's filing number
    number: String,
    /// 保存密码的环境变量 / environment variable that holds the password
    #[arg(long, value_name = "NAME", required_unless_present = "password_file")]
    password_env: Option<String>,
    /// 保存密码的文件 / file that holds the password
    #[arg(long, value_name = "FILE", conflicts_with = "password_env")]
    password_file: Option<PathBuf>,
    /// 以 MD5 发送（有的管局这样要求）/ send its MD5, as some bureaus want it
    #[arg(long)]
    hashed: bool,
    #[command(flatten)]
    whom: Whom,
}

#[derive(Debug, clap::Args)]
struct Whom {
    /// 问哪个管局（默认：第一个受理备案的）/ which bureau is asked (default: the first that takes filings)
    #[arg(long, value_name = "NAME")]
    bureau: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Status(arguments) => status(arguments, session),
        Command::Password(arguments) => password(arguments, session),
    }
}

impl Whom {
    fn open(&self, session: &Session) -> Result<Office, Failure> {
        let mut bureaus = session.config.bureau.iter();
        let is_meant = |bureau: &&Bureau| match &self.bureau {
            Some(name) => bureau.name == *name,
            None => bureau.takes(Kind::NewFiling),
        };
        let bureau = bureaus.find(is_meant).ok_or_else(|| {
            Failure::usage(Text::new(
                "配置中没有这样的管局",
                "the configuration has no such bureau",
            ))
        })?;
        office::open(&session.config, bureau)
            .map_err(|error| nightly_failure(NightError::Office(error)))
    }
}

fn status(arguments: &StatusArguments, session: &Session) -> Result<Exit, Failure> {
    let kind = match &arguments.certificate {
        None => DOMAIN,
        Some(category) => certificate(category)?,
    };
    let value = arguments.value.trim();
    let office = arguments.whom.open(session)?;
    let answer = { office.client }
        .query_status(kind, value)
        .map_err(Failure::bureau)?;
    let status = match answer.status {
        Some(status) if answer.code == 0 => status,
        _ => return Err(refused(answer.code, &answer.msg)),
    };
    unless_reader_left(print(&status, arguments.format, session))?;
    Ok(Exit::Clean)
}

/// The number under which the bureau can be asked about certificates of a type.
fn certificate(category: &str) -> Result<u32, Failure> {
    let table = Codes::bundled().table("certificate_type");
    let ids: Vec<u32> = match table.map(|table| table.find(category)) {
        Some(Lookup::Found(row)) => vec![row.id],
        Some(Lookup::Ambiguous(rows)) => rows.iter().map(|row| row.id).collect(),
        _ => Vec::new(),
    };
    let asked = ids.into_iter().find(|id| CERTIFICATES.contains(id));
    asked.ok_or_else(|| {
        Failure::usage(Text::new(
            format!("不能按“{category}”查询；`beian codes query_condition_type` 列出可查的类型"),
            format!(
                "\"{category}\" cannot be asked about; `beian codes query_condition_type` lists what can"
            ),
        ))
    })
}

fn print(status: &FilingStatus, format: Format, session: &Session) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if format == Format::Json {
        let line = json!({
            "filed": status.filed,
            "subject_number": status.subject_number,
            "site_number": status.site_number,
            "site_name": status.site_name,
        });
        return writeln!(out, "{line}");
    }
    let filed = match status.filed {
        Some(true) => session.say("已备案", "filed"),
        Some(false) => session.say("未备案", "not filed"),
        None => session.say("管局没有说明是否已备案", "the bureau does not say"),
    };
    writeln!(out, "{filed}")?;
    let parts = [
        (session.say("主体备案号", "subject"), &status.subject_number),
        (session.say("网站备案号", "site"), &status.site_number),
        (session.say("网站名称", "name"), &status.site_name),
    ];
    for (name, value) in parts {
        if let Some(value) = value {
            writeln!(out, "{name}  {value}")?;
        }
    }
    Ok(())
}

fn password(arguments: &PasswordArguments, session: &Session) -> Result<Exit, Failure> {
    let Some(number) = FilingNumber::parse(&arguments.number) else {
        return Err(Failure::usage(Text::new(
            "这不是备案号的写法",
            "this is not the form of a filing number",
        )));
    };
    let source = SecretSource {
        key: "--password-env / --password-file",
        variable: arguments.password_env.as_deref(),
        file: arguments.password_file.as_deref(),
    };
    let here = PathBuf::new();
    let password = source.read(&here).map_err(Failure::usage)?;
    let mut password = password.unwrap_or_else(|| SecretString::from(""));
    if arguments.hashed {
        password = filing_password(&password).map_err(Failure::usage)?.into();
    }
    let office = arguments.whom.open(session)?;
    let answer = { office.client }
        .verify_password(number.subject(), &password)
        .map_err(Failure::bureau)?;
    let (said, exit) = match answer.right {
        Some(true) => (
            session.say("密码正确", "the password is right"),
            Exit::Clean,
        ),
        Some(false) => (
            session.say(
                "密码错误：不要再试，先在工信部网站找回（beian explain 1018）",
                "the password is wrong: do not try again, recover it first (beian explain 1018)",
            ),
            Exit::Findings,
        ),
        None => return Err(refused(answer.code, &answer.msg)),
    };
    unless_reader_left(writeln!(io::stdout().lock(), "{said}"))?;
    Ok(exit)
}

/// The bureau gave no answer to the question, but a code.
fn refused(code: u32, words: &str) -> Failure {
    let known = Codes::bundled().results().get(code);
    let remedy = known.map_or_else(Text::default, |known| known.remedy.clone());
    Failure::findings(Text::new(
        format!("管局没有回答：{code} {words}。{}", remedy.zh),
        format!("the bureau gave no answer: {code} {words}. {}", remedy.en),
    ))
}
