//! How a command that speaks to people and to programs answers.

use clap::ValueEnum;

use super::print_schema::PrintSchema;
use super::{Exit, Failure};
use crate::report::json_schema::Shape;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// The options of a command that answers in text or in JSON lines.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Answer {
    /// 输出格式 / form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    print_schema: PrintSchema,
}

impl Answer {
    /// Prints the schema of `shape` where that is asked for instead, and tells how the command ends then.
    pub fn with_schema(self, shape: Shape) -> Result<Option<Exit>, Failure> {
        self.print_schema.answer(shape)
    }
}
