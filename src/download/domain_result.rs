//! `YM/BAJG/Jg_xx`: what became of reported domains.

use super::element::Element;
use super::result::codes;
use crate::order::Text;

/// A result `Jg_xx` of a domain report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainResult {
    /// What was asked for, `Czlx`: 1 new, 2 change, 3 delete.
    pub operation: Option<u32>,
    /// The codes `Jgdm`, each with its words `Dmms`, which may be empty; never no code.
    pub codes: Vec<(u32, String)>,
    /// The ministry's id `Id`; absent when a new report failed.
    pub bureau: Option<u64>,
    /// The carrier's id `IspId`, given back for new reports.
    pub own: Option<u64>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

impl DomainResult {
    pub(super) fn read(element: &Element) -> Result<DomainResult, Text> {
        Ok(DomainResult {
            operation: element.value("Czlx"),
            codes: codes(element)?,
            bureau: element.value("Id"),
            own: element.value("IspId"),
            remark: element.text("Bz"),
        })
    }
}
