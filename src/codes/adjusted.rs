//! What a carrier knows better than the bundled files: the holidays of another year, area codes, how long a bureau takes.

use std::collections::BTreeMap;

use super::read::Source;
use super::{Codes, CodesError};

/// Changes to the tables that no bureau delivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Name and text of a file of holidays and make-up workdays. A day that it lists counts as listed there.
    pub holidays: Option<(String, String)>,
    /// Name and text of a file of area codes. A region that it lists has those of the file.
    pub area_codes: Option<(String, String)>,
    /// Working days within which the bureau of a province (GB/T 2260) decides.
    pub review_days: BTreeMap<u32, u32>,
}

impl Codes {
    /// These tables with the changes; a file that cannot be used is refused with its line.
    pub fn adjusted(&self, adjustments: &Adjustments) -> Result<Codes, CodesError> {
        let mut codes = self.clone();
        if let Some((name, text)) = &adjustments.holidays {
            codes.holidays.add(Source { name, text })?;
        }
        if let Some((name, text)) = &adjustments.area_codes {
            codes
                .area_codes
                .replace(Source { name, text }, &codes.regions)?;
        }
        for (&province, &days) in &adjustments.review_days {
            codes.provinces.set_review_days(province, days);
        }
        Ok(codes)
    }
}
