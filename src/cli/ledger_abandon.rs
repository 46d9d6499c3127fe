//! `beian ledger abandon ORDER --reason TEXT`: an order is given up.

use super::ledger::Reason;
use super::{Exit, Failure, Session};
use crate::ledger::{Actor, Error};
use crate::nightly;
use crate::order::{Lang, Text};

/// Arguments of `ledger abandon`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 订单号 / order number
    order: String,
    #[command(flatten)]
    reason: Reason,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let reason = arguments.reason.text()?;
    let now = session.config.now();
    let mut ledger =
        nightly::open_ledger(&session.config, "ledger abandon").map_err(Failure::machine)?;
    let order = &arguments.order;
    match ledger.abandon(order, reason, now) {
        Ok(()) => {
            session.talk(
                &format!("订单 {order} 已放弃"),
                &format!("order {order} is given up"),
            );
            Ok(Exit::Clean)
        }
        Err(Error::Transition { from, .. }) if from.who() == Actor::Nobody => {
            Err(Failure::usage(Text::new(
                format!("订单 {order} 已结束（{}）", from.name(Lang::Zh)),
                format!("order {order} is over ({})", from.id()),
            )))
        }
        Err(Error::Transition { from, .. }) => Err(Failure::usage(Text::new(
            format!(
                "订单 {order} 处于“{}”，不能放弃：管局可能已收到它。请等管局退回后再放弃",
                from.name(Lang::Zh)
            ),
            format!(
                "order {order} is {} and cannot be given up: the bureau may have it. Wait until it is returned",
                from.id()
            ),
        ))),
        Err(error @ Error::UnknownOrder(_)) => Err(Failure::usage(error)),
        Err(error) => Err(Failure::machine(error)),
    }
}
