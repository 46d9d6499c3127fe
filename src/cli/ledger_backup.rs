//! `beian ledger backup FILE`: a copy of the ledger, also while a night is running.

use std::path::PathBuf;

use super::{Exit, Failure, Session};
use crate::order::Text;

/// Arguments of `ledger backup`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 备份写到哪里 / where the copy goes
    file: PathBuf,
    /// 覆盖已有的文件 / write over a file that is there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let path = config.path(&config.ledger.path);
    let target = &arguments.file;
    let shown = target.display();
    let is_ledger = || {
        let same = path.canonicalize().ok().zip(target.canonicalize().ok());
        same.is_some_and(|(ledger, target)| ledger == target)
    };
    if target.exists() && (!arguments.force || is_ledger()) {
        return Err(Failure::usage(Text::new(
            format!("{shown} 已存在：请换一个文件名，或用 --force 覆盖（台账自己除外）"),
            format!(
                "{shown} is there already: take another name, or write over it with --force (never over the ledger itself)"
            ),
        )));
    }
    let ledger = session.ledger().map_err(Failure::machine)?;
    let verdicts = ledger.back_up(target).map_err(Failure::machine)?;
    session.talk(
        &format!("已备份并核对：{shown}。含个人信息，只有所有者可读"),
        &format!("copied and proven: {shown}. It holds personal data; only its owner can read it"),
    );
    let broken = verdicts.iter().filter(|verdict| !verdict.places.is_empty());
    match broken.count() {
        0 => Ok(Exit::Clean),
        count => {
            session.warn(
                &format!("台账有 {count} 项不变式不成立，备份也是：见 beian ledger check"),
                &format!("{count} invariants do not hold in the ledger, nor in the copy: see `beian ledger check`"),
            );
            Ok(Exit::Findings)
        }
    }
}
