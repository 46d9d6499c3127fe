//! `beian ledger export`: the whole ledger as JSON lines.

use std::io::{self, Write};
use std::path::PathBuf;

use super::print_schema::PrintSchema;
use super::{Exit, Failure, Session};
use crate::disk;
use crate::ledger::ExportError;
use crate::report::json_schema::Shape;

/// Arguments of `ledger export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 写入文件（默认：标准输出）/ write into a file (default: standard output)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    print_schema: PrintSchema,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(exit) = arguments.print_schema.answer(Shape::Export)? {
        return Ok(exit);
    }
    let ledger = session.ledger().map_err(Failure::machine)?;
    let Some(path) = &arguments.output else {
        session.talk(
            "导出内容含个人信息，请妥善保管",
            "what is written holds personal data: keep it safe",
        );
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = ledger.export(&mut out);
        return match written.and_then(|()| Ok(out.flush()?)) {
            Ok(()) => Ok(Exit::Clean),
            // A reader that went away has seen what it wanted.
            Err(ExportError::Write(error)) => Err(error.into()),
            Err(error) => Err(Failure::machine(error)),
        };
    };
    let mut refused = None;
    let written = disk::write_with(path, |out| match ledger.export(out) {
        Ok(()) => Ok(()),
        Err(ExportError::Write(error)) => Err(error),
        Err(error) => {
            refused = Some(error);
            Err(io::Error::other("the ledger cannot be read"))
        }
    });
    if let Some(error) = refused {
        return Err(Failure::machine(error));
    }
    written.map_err(Failure::machine)?;
    let shown = path.display();
    session.talk(
        &format!("已导出：{shown}。含个人信息，只有所有者可读"),
        &format!("written: {shown}. It holds personal data; only its owner can read it"),
    );
    Ok(Exit::Clean)
}
