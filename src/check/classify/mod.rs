//! Which kind of order is called for: whether its subject and its domains are filed decides it.
//!
//! | subject filed | domain filed | kind |
//! |---|---|---|
//! | no | no | 首次备案 |
//! | yes, with this carrier | no | 新增网站 |
//! | yes, elsewhere | no | 无主体新增 |
//! | yes | yes, of the same subject | 接入备案, or a change where this carrier serves the site already |
//! | no | yes | none: the domain is filed for somebody else |

mod class;
mod facts;
mod known;

use crate::order::{Kind, Order, Place};

pub use class::Class;
pub use facts::{Basis, Domains, Fact, Facts};

/// An order, what is known of it, and which kind is called for.
#[derive(Clone, Debug)]
pub struct Classified {
    /// The order number 订单号.
    pub order: Box<str>,
    /// The cell of the order number.
    pub place: Place,
    /// The kind that the order gives itself; `None` where that cannot be read.
    pub declared: Option<Kind>,
    /// What is known.
    pub facts: Facts,
    /// What that calls for; `None` for kinds that nothing but the order itself decides: changes, cancellations, reports.
    pub class: Option<Class>,
}

impl Classified {
    /// The order in the light of `facts`.
    pub fn new(order: &Order, facts: Facts) -> Self {
        let declared = order.kind();
        let decides = declared.is_none_or(|kind| Kind::FILINGS.contains(&kind));
        Self {
            order: order.number.text.clone(),
            place: order.number.place.clone(),
            declared,
            facts,
            class: decides.then(|| facts.class()),
        }
    }

    /// Whether the order is of a kind that is called for; `None` where that is not known.
    pub fn fits(&self) -> Option<bool> {
        match (self.class, self.declared) {
            (None, _) => Some(true),
            (Some(class), Some(kind)) => class.fits(kind),
            (Some(class), None) if class.kinds().is_empty() => class.fits(Kind::NewFiling),
            (Some(_), None) => Some(false),
        }
    }
}
