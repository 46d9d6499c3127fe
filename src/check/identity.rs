//! What rules compare between the orders of a batch: subjects and names.

use crate::codes::fold;
use crate::order::Order;

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

/// Whether two names are the same apart from width, case and blanks.
pub fn same_name(left: &str, right: &str) -> bool {
    fold(left) == fold(right)
}
