//! What rules compare between the orders of a batch: subjects, names, ids.

use std::collections::HashMap;

use super::records;
use super::report::Report;
use crate::codes::fold;
use crate::order::{Order, Text};

/// What identifies an order's subject. Keys of different kinds cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKey {
    /// Type and number of the certificate.
    Certificate(u32, String),
    /// The filing number.
    FilingNumber(String),
    /// The bureau's id.
    BureauId(u64),
}

impl SubjectKey {
    /// The key of an order's subject; `None` when the order does not identify it.
    pub fn of(order: &Order) -> Option<Self> {
        let subject = &order.subject;
        if let (Some(code), Some(number)) = (subject.certificate_type.get(), subject.certificate_number.get()) {
            return Some(Self::Certificate(code.id, fold(number)));
        }
        let numbers = || order.sites.iter().find_map(|site| site.filing_number.get());
        if let Some(number) = subject.filing_number.get().or_else(numbers) {
            return Some(Self::FilingNumber(number.subject().to_owned()));
        }
        subject.bureau_id.get().map(|id| Self::BureauId(id.0))
    }

    /// Whether the two certainly belong to different subjects.
    pub fn is_other_than(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self != other
    }
}

/// Whether two names are the same apart from width, case and blanks.
pub fn same_name(left: &str, right: &str) -> bool {
    fold(left) == fold(right)
}

/// Reports every own id under one of `tags` that stands in the batch before, each tag for itself.
pub fn flag_repeated_ids(orders: &[&Order], tags: &[&str], report: &mut Report<'_>) {
    let mut first: HashMap<(&str, u64), &Order> = HashMap::new();
    for order in orders {
        let Some(kind) = order.kind() else { continue };
        for field in order.fields() {
            let column = field.column();
            let wanted = tags.contains(&column.tag()) && records::presence(kind, column).is_some();
            let Some(id) = field.text().parse().ok().filter(|_| wanted) else { continue };
            if let Some(holder) = first.insert((column.tag(), id), order) {
                let number = &holder.number.text;
                let message =
                    Text::new(format!("订单 {number} 已用此Id"), format!("order {number} uses this id as well"));
                report.flag(order, field, message);
            }
        }
    }
}
