//! `beian template -o FILE`: the workbook that operators start from.

use std::path::PathBuf;

use super::{Exit, Failure, Session};
use crate::codes::{Codes, fold};
use crate::disk;
use crate::order::{Kind, Text};
use crate::template;

/// Arguments of `template`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 写入的工作簿 / the workbook to write
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// 订单类型，用逗号隔开（默认：全部）/ kinds of order, separated by commas (default: all)
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let kinds = match &arguments.kind[..] {
        [] => Kind::ALL.to_vec(),
        names => names
            .iter()
            .map(|name| kind(name))
            .collect::<Result<Vec<Kind>, Failure>>()?,
    };
    let path = &arguments.output;
    if path.exists() {
        let path = path.display();
        return Err(Failure::usage(Text::new(
            format!("{path} 已经存在，不会覆盖：请另取名字"),
            format!("{path} exists and is not written over: choose another name"),
        )));
    }
    let workbook =
        template::workbook(&kinds, Codes::bundled(), session.lang).map_err(Failure::machine)?;
    disk::write(path, &workbook).map_err(Failure::machine)?;
    Ok(Exit::Clean)
}

/// The kind that a word means.
fn kind(name: &str) -> Result<Kind, Failure> {
    let wanted = fold(name);
    let mut kinds = Kind::ALL.iter().copied();
    kinds
        .find(|kind| fold(kind.name()) == wanted)
        .ok_or_else(|| {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            let (zh, en) = (known.join("、"), known.join(", "));
            Failure::usage(Text::new(
                format!("没有订单类型“{name}”；有：{zh}"),
                format!("no kind of order is called \"{name}\"; there are {en}"),
            ))
        })
}
