//! What a rule may look at beside the order: code tables, settings, and the day.

use chrono::NaiveDate;

use super::settings::Settings;
use crate::codes::Codes;
use crate::order::Order;

/// The surroundings of a check; the same for all orders of a run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The bureau's code tables.
    pub codes: &'c Codes,
    /// What the carrier configured.
    pub settings: &'c Settings,
    /// The day of the run in China.
    pub today: NaiveDate,
}

/// What an organizer is; decides which fields and documents the bureau asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Organizer {
    /// A company, institution, association, …
    Unit,
    /// A person.
    Individual,
}

/// Id of 个人 in the table of unit natures.
pub const INDIVIDUAL: u32 = 5;

impl Context<'_> {
    /// Whether the order's organizer is a unit or an individual: by the certificate's type, else by the declared nature.
    /// `None` when the order says nothing of it, as orders for filed subjects do.
    pub fn organizer(&self, order: &Order) -> Option<Organizer> {
        let of_nature = |nature| {
            if nature == INDIVIDUAL {
                Organizer::Individual
            } else {
                Organizer::Unit
            }
        };
        let by_certificate = order
            .subject
            .certificate_type
            .get()
            .and_then(|code| self.codes.table("certificate_type")?.by_id(code.id)?.nature)
            .map(of_nature);
        by_certificate.or_else(|| order.subject.nature.get().map(|code| of_nature(code.id)))
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
