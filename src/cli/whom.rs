//! `--bureau NAME`: which of the configured bureaus is meant.

use super::{Failure, Session};
use crate::config::Bureau;
use crate::order::Text;

/// The bureaus that a command turns to.
#[derive(Debug, clap::Args)]
pub struct Whom {
    /// 只与这个管局往来（默认：配置中的全部）/ only this bureau (default: all of the configuration)
    #[arg(long, value_name = "NAME")]
    bureau: Option<String>,
}

impl Whom {
    /// The bureau of this name, or all.
    pub fn of<'s>(&self, session: &'s Session) -> Result<Vec<&'s Bureau>, Failure> {
        let bureaus = session.config.bureau.iter();
        let Some(name) = &self.bureau else {
            return Ok(bureaus.collect());
        };
        let found: Vec<&Bureau> = bureaus.filter(|bureau| bureau.name == *name).collect();
        if found.is_empty() {
            let known = session.config.bureau.iter();
            let known: Vec<&str> = known.map(|bureau| bureau.name.as_str()).collect();
            return Err(Failure::usage(Text::new(
                format!("配置中没有管局「{name}」；已配置：{}", known.join("、")),
                format!(
                    "the configuration has no bureau \"{name}\"; it has {}",
                    known.join(", ")
                ),
            )));
        }
        Ok(found)
    }
}
