//! Whether the source of an allocated range is reported: the bureau takes an allocation only within a source that it has
//! accepted (2005).

use super::filed::{Filed, FiledProgress};
use crate::order::{IpRange, Kind, Operation, Order, Text};

/// What is known of the source of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The bureau has accepted it.
    Accepted,
    /// It is being reported by this order; the allocation has to wait for it.
    Reported(Box<str>),
    /// Nobody here knows of any.
    Unknown,
}

/// The sources that a batch and the ledger know.
#[derive(Debug)]
pub struct Sources {
    /// Accepted addresses, as ranges that do not touch, in order.
    accepted: Vec<IpRange>,
    /// Ranges that orders are about, in order.
    reported: Vec<(IpRange, Box<str>)>,
}

impl Sources {
    /// The sources of `filed`, and those that orders of the batch add or change.
    pub fn new(orders: &[&Order], filed: &Filed) -> Self {
        let known = filed.ranges(Kind::IpSource);
        let mut reported: Vec<_> = { known.iter() }
            .filter(|filed| filed.progress != FiledProgress::Accepted)
            .filter_map(|filed| Some((filed.range, filed.order.clone()?)))
            .collect();
        for order in orders.iter().filter(|order| !filed.is_sent(order)) {
            let reports = order.kind() == Some(Kind::IpSource)
                && order.operation() != Some(Operation::Delete);
            for (_, row) in order.reported().filter(|_| reports) {
                reported.extend(row.range().map(|range| (range, order.number.text.clone())));
            }
        }
        reported.sort();
        let mut accepted: Vec<IpRange> = Vec::new();
        for filed in known
            .iter()
            .filter(|filed| filed.progress == FiledProgress::Accepted)
        {
            match accepted.last_mut() {
                Some(last) if last.last.0.saturating_add(1) >= filed.range.first.0 => {
                    last.last = last.last.max(filed.range.last);
                }
                _ => accepted.push(filed.range),
            }
        }
        Self { accepted, reported }
    }

    /// The source of `range`.
    pub fn of(&self, range: IpRange) -> Source {
        let after = self
            .accepted
            .partition_point(|accepted| accepted.first <= range.first);
        if after > 0 && self.accepted[after - 1].contains(&range) {
            return Source::Accepted;
        }
        let mut reported = self.reported.iter();
        match reported.find(|(reported, _)| reported.overlaps(&range)) {
            Some((_, order)) => Source::Reported(order.clone()),
            None => Source::Unknown,
        }
    }

    /// Why an order has to wait for the source of one of its ranges; `None` when it need not.
    pub fn hold(&self, order: &Order) -> Option<Text> {
        if order.kind() != Some(Kind::IpAllocation) || order.operation() == Some(Operation::Delete)
        {
            return None;
        }
        order.reported().find_map(|(_, row)| {
            let range = row.range()?;
            match self.of(range) {
                Source::Reported(source) => Some(Text::new(
                    format!("{range} 的来源由订单 {source} 报备，等它通过（2998）后再上报"),
                    format!(
                        "the source of {range} is being reported by order {source}: sent as soon as that is accepted (2998)"
                    ),
                )),
                Source::Accepted | Source::Unknown => None,
            }
        })
    }
}
