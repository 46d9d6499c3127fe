//! What is under way since earlier nights: which orders are past their day, and for how long the others have been waiting.

use std::collections::{BTreeMap, HashSet};

use super::due::{Due, due};
use super::model::Outcome;
use super::night::outcomes;
use super::turn::Turn;
use crate::codes::Codes;
use crate::ledger::{Ledger, Moment, Result, Selection, State, UnderWay};

/// How long orders have been waiting for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// By whose turn it is: one count for each of [`AGES`].
    pub by_turn: BTreeMap<Turn, [usize; AGES.len()]>,
}

/// From how many calendar days on an order counts in a class of age.
pub const AGES: [i64; 6] = [0, 2, 8, 15, 29, 43];

impl Ages {
    fn add(&mut self, order: &UnderWay, codes: &Codes, now: Moment) {
        let since = order.uploaded.filter(|_| order.state.awaits_answer());
        let since = since.unwrap_or(order.changed).date_naive();
        let days = (now.date_naive() - since).num_days();
        let class = AGES.iter().rposition(|from| days >= *from).unwrap_or(0);
        let code = order.code.and_then(|code| codes.results().get(code));
        let turn = Turn::of(order.state, code.map(|code| code.who));
        self.by_turn.entry(turn).or_default()[class] += 1;
    }

    /// All orders that are under way.
    pub fn orders(&self) -> usize {
        self.by_turn.values().flatten().sum()
    }
}

/// What is under way as of `now`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// How long, of all orders.
    pub ages: Ages,
    /// The orders past their day that are not among `shown`, the longest overdue first.
    pub overdue: Vec<Outcome>,
    /// The orders whose people have to answer a short message, by when that ends.
    pub sms: Vec<Outcome>,
}

/// Looks at every order that is not over; `shown` are those that the report shows anyway.
pub fn under_way(
    ledger: &Ledger,
    shown: &HashSet<&str>,
    codes: &Codes,
    now: Moment,
) -> Result<Open> {
    let mut open = Open::default();
    let mut late: Vec<(Due, String)> = Vec::new();
    let mut sms: Vec<(Option<Moment>, String)> = Vec::new();
    for order in ledger.under_way()? {
        open.ages.add(&order, codes, now);
        if order.state == State::AwaitingSms {
            sms.push((order.uploaded, order.number.clone()));
        }
        if !shown.contains(order.number.as_str())
            && let Some(due) = due((&order).into(), codes, now)
            && due.is_late
        {
            late.push((due, order.number));
        }
    }
    late.sort_by_key(|(due, _)| due.day);
    sms.sort();
    let one = |number: &str| outcomes(ledger, Selection::Number(number), codes, now);
    for (_, number) in late {
        open.overdue.extend(one(&number)?);
    }
    for (_, number) in sms {
        open.sms.extend(one(&number)?);
    }
    Ok(open)
}
