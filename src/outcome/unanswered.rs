//! Orders that the bureau takes and says nothing about: results of verification tasks, and what was done about unfiled
//! sites. The interface has no result for them, so what is not refused by the next day is done.

use crate::ledger::{Ledger, Moment, Result};
use crate::order::{Kind, Text};

/// Completes what was taken on an earlier day and not refused since; to be called when this night's answers are in.
pub fn settle_unanswered(ledger: &mut Ledger, now: Moment) -> Result<usize> {
    let note = Text::new(
        "接口对这类上报没有结果；管局受理后至次日没有退回，按完成处理",
        "the interface has no result for such reports; the bureau took it and had not refused it by the next day",
    );
    ledger.complete_unanswered(Kind::UNANSWERED, &note, now)
}
