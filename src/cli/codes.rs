//! `beian codes [TABLE]`: the code tables, and one of them in full.

use std::io::{self, Write};

use super::{Exit, Failure, Session};
use crate::codes::Codes;
use crate::order::Text;

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 表名（留空列出全部表）或 regions / a table (all tables when left out), or `regions`
    table: Option<String>,
    /// 只显示包含此文字的行 / only rows with this text
    #[arg(long, short)]
    search: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    let codes = Codes::bundled();
    let wanted = |line: &str| {
        arguments
            .search
            .as_deref()
            .is_none_or(|search| line.contains(search))
    };
    match arguments.table.as_deref() {
        None => {
            for table in codes.tables() {
                writeln!(
                    out,
                    "{:<24} {:<10} {}",
                    table.name,
                    table.tag,
                    table.title.get(session.lang)
                )?;
            }
            writeln!(
                out,
                "{:<24} {:<10} {}",
                "regions",
                "",
                session.say("行政区划", "regions")
            )?;
        }
        Some("regions") => {
            let live = codes.regions().iter().filter(|region| !region.historical);
            for line in live
                .map(|region| format!("{} {}", region.code, region.name))
                .filter(|line| wanted(line))
            {
                writeln!(out, "{line}")?;
            }
        }
        Some(name) => {
            let Some(table) = codes.table(name) else {
                return Err(Failure::usage(Text::new(
                    "没有这个代码表；`beian codes` 列出全部",
                    "no such table; `beian codes` lists them",
                )));
            };
            let rows = table
                .rows()
                .iter()
                .map(|row| format!("{:>4} {}", row.id, row.name.get(session.lang)));
            for line in rows.filter(|line| wanted(line)) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Exit::Clean)
}
