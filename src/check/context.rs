//! What a rule may look at beside the order: code tables, settings, what is filed already, and the day.

use chrono::NaiveDate;

use super::filed::Filed;
use super::provinces::Peculiarities;
use super::settings::Settings;
use crate::codes::{Codes, Organizer};
use crate::order::Order;

/// The surroundings of a check; the same for all orders of a run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The bureau's code tables.
    pub codes: &'c Codes,
    /// What the carrier configured.
    pub settings: &'c Settings,
    /// What the ledger knows to be filed.
    pub filed: &'c Filed,
    /// The day of the run in China.
    pub today: NaiveDate,
}

impl<'c> Context<'c> {
    /// Whether the order's organizer is a unit or an individual; `None` when the order does not tell.
    pub fn organizer(&self, order: &Order) -> Option<Organizer> {
        self.codes.organizer(order)
    }

    /// Whether the order tells that its organizer is a unit.
    pub fn is_unit(&self, order: &Order) -> bool {
        self.organizer(order) == Some(Organizer::Unit)
    }

    /// Whether the order tells that its organizer is a person.
    pub fn is_individual(&self, order: &Order) -> bool {
        self.organizer(order) == Some(Organizer::Individual)
    }

    /// What the province that will review the order asks for.
    pub fn peculiarities(&self, order: &Order) -> &'c Peculiarities {
        self.settings.provinces.of(self.province(order))
    }

    /// GB/T 2260 code of the province that will review the order: the subject's, else that of its filing number.
    pub fn province(&self, order: &Order) -> Option<u32> {
        let by_number = || {
            let number = order.subject.filing_number.get();
            let number =
                number.or_else(|| order.sites.iter().find_map(|site| site.filing_number.get()))?;
            let province = self
                .codes
                .provinces()
                .by_abbreviation(&number.province().to_string())?;
            Some(province.code)
        };
        order
            .subject
            .province
            .get()
            .map(|code| code.id)
            .or_else(by_number)
    }
}
