//! What rules compare within an order and between the orders of a batch: subjects, names, and what may be said only once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

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
        if let (Some(code), Some(number)) = (
            subject.certificate_type.get(),
            subject.certificate_number.get(),
        ) {
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

/// Whether two names or numbers are the same apart from width, case and blanks.
pub fn same(left: &str, right: &str) -> bool {
    left == right || fold(left) == fold(right)
}

/// How messages call the order that said something before `order` did: itself, or by its number.
pub fn earlier(holder: &Order, order: &Order) -> Text {
    if holder.number.text == order.number.text {
        Text::new("本订单前面", "this order")
    } else {
        let number = &holder.number.text;
        Text::new(format!("订单 {number} "), format!("order {number}"))
    }
}

/// Who was the first to say something, for what may be said once only in a batch.
#[derive(Debug)]
pub struct Holders<'o, K>(HashMap<K, &'o Order>);

impl<'o, K: Eq + Hash> Holders<'o, K> {
    /// Nobody has said anything yet.
    pub fn new() -> Self {
        Self(HashMap::new())
    }

    /// `order` says `key`: the order that said it before, if there is one.
    pub fn earlier(&mut self, key: K, order: &'o Order) -> Option<&'o Order> {
        match self.0.entry(key) {
            Entry::Occupied(holder) => Some(holder.get()),
            Entry::Vacant(free) => {
                free.insert(order);
                None
            }
        }
    }
}
