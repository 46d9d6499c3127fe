//! `--print-schema`: what machine-readable output looks like, instead of the output.

use std::io::{self, Write};

use super::exit::unless_reader_left;
use super::{Exit, Failure};
use crate::report::json_schema::Shape;

/// The option, the same for every command that prints JSON lines.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct PrintSchema {
    /// 打印 JSON 输出的 JSON Schema，不做别的 / print the JSON Schema of the JSON lines, and do nothing else
    #[arg(long)]
    print_schema: bool,
}

impl PrintSchema {
    /// Prints the schema of `shape` where it is asked for, and tells how the command ends then.
    pub fn answer(self, shape: Shape) -> Result<Option<Exit>, Failure> {
        if !self.print_schema {
            return Ok(None);
        }
        let printed = writeln!(io::stdout().lock(), "{:#}", shape.schema());
        unless_reader_left(printed)?;
        Ok(Some(Exit::Clean))
    }
}
