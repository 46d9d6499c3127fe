//! `beian config check`: the configuration, explained: each key, its value, where it comes from, and what is wrong.

use std::fs;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::exit::unless_reader_left;
use super::format::Format;
use super::{Exit, Failure, Session, config_problems};
use crate::config::{Config, Entry, entries};
use crate::order::{Lang, Text};

/// Arguments of `config`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 逐项说明配置并指出问题；不显示口令与密钥 / explain every key and say what is wrong; shows no secret
    Check(CheckArguments),
}

#[derive(Debug, clap::Args)]
struct CheckArguments {
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 只列出配置文件中写明的项 / only the keys that the file sets
    #[arg(long)]
    set: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let Command::Check(arguments) = &arguments.command;
    // As the file says it: the session has fixed its clock.
    let (config, text) = match &session.config_file {
        Some(path) => {
            let config = Config::read(path).map_err(Failure::usage)?;
            (config, fs::read_to_string(path)?)
        }
        None => (Config::built_in(), String::new()),
    };
    let mut entries = entries(&config, &text);
    if arguments.set {
        entries.retain(|entry| entry.line.is_some());
    }
    let problems = config_problems::find(&config);
    let printed = match arguments.format {
        Format::Text => print(&entries, session),
        Format::Json => print_json(&entries, session),
    };
    unless_reader_left(printed)?;
    for note in &problems.notes {
        session.talk(&format!("提示：{}", note.zh), &format!("note: {}", note.en));
    }
    for wrong in &problems.wrong {
        session.warn(&wrong.zh, &wrong.en);
    }
    match problems.wrong.len() {
        0 => {
            session.talk("配置可用", "the configuration can be used");
            Ok(Exit::Clean)
        }
        count => {
            session.talk(
                &format!("配置有 {count} 处要改"),
                &format!("{count} things have to be corrected"),
            );
            Ok(Exit::Usage)
        }
    }
}

fn print(entries: &[Entry], session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let lang = session.lang;
    match (&session.config_file, lang) {
        (Some(path), Lang::Zh) => writeln!(out, "配置文件 {}\n", path.display())?,
        (Some(path), Lang::En) => writeln!(out, "configuration file {}\n", path.display())?,
        (None, Lang::Zh) => writeln!(out, "没有配置文件，全部为默认值\n")?,
        (None, Lang::En) => writeln!(out, "no configuration file: all defaults\n")?,
    }
    for entry in entries {
        let value = match (&entry.value, lang) {
            (Value::Null, Lang::Zh) => "（无）".to_owned(),
            (Value::Null, Lang::En) => "(none)".to_owned(),
            (value, _) => value.to_string(),
        };
        let origin = match (entry.line, lang) {
            (Some(line), Lang::Zh) => format!("第 {line} 行"),
            (Some(line), Lang::En) => format!("line {line}"),
            (None, Lang::Zh) => "默认".to_owned(),
            (None, Lang::En) => "default".to_owned(),
        };
        let explanation = entry.explanation.map_or("", |text| text.get(lang));
        writeln!(out, "{} = {value}\n    {origin}  {explanation}", entry.name)?;
    }
    out.flush()
}

fn print_json(entries: &[Entry], session: &Session) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for Entry {
        name,
        value,
        line,
        explanation,
    } in entries
    {
        let explanation: Option<&str> = explanation.map(|text: &Text| text.get(session.lang));
        let line = json!({ "key": name, "value": value, "line": line, "explanation": explanation });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
