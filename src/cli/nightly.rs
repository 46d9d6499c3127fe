//! stub
use super::{Exit, Failure, Session};
/// stub
#[derive(Debug, clap::Args)]
pub struct Arguments {}
pub(super) fn run(_: &Arguments, _: &Session) -> Result<Exit, Failure> { Ok(Exit::Clean) }
