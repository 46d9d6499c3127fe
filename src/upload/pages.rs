//! What this room itself finds, each with its page; the rest of what it says are rules of the check room.

use std::sync::OnceLock;

use crate::check::rules;
use crate::order::{Page, Text};

/// The gate: a record does not fit the schema.
pub(super) const XSD_VALID: &str = "file-xsd-valid";
/// The finding of the gate, and what the bureau answers to what it lets through by mistake.
pub const GATE: (&str, u32) = (XSD_VALID, 5001);
/// An attached file is gone since the checks.
pub(super) const ATTACHMENT_UNREADABLE: &str = "attachment-unreadable";
/// A picture cannot be made to fit the interface's limits.
pub(super) const ATTACHMENT_UNFIT: &str = "attachment-unfit";
/// A picture lost much to fit.
pub(super) const ATTACHMENT_RECOMPRESSED: &str = "attachment-recompressed";

const PAGES: &[(&str, &str)] = &[
    (XSD_VALID, include_str!("pages/file-xsd-valid.md")),
    (
        ATTACHMENT_UNREADABLE,
        include_str!("pages/attachment-unreadable.md"),
    ),
    (ATTACHMENT_UNFIT, include_str!("pages/attachment-unfit.md")),
    (
        ATTACHMENT_RECOMPRESSED,
        include_str!("pages/attachment-recompressed.md"),
    ),
];

/// Id and page of every finding that this room makes itself.
pub fn pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

/// What to do about a finding of `rule`, one of this room or of the check room.
pub(super) fn remedy(rule: &str) -> Text {
    static OWN: OnceLock<Vec<(&str, Page)>> = OnceLock::new();
    let own = OWN.get_or_init(|| {
        let pages = PAGES.iter();
        pages
            .filter_map(|&(id, page)| Some((id, Page::parse(page).ok()?)))
            .collect()
    });
    let own = own.iter().find(|(id, _)| *id == rule).map(|(_, page)| page);
    let page = own.or_else(|| rules::find(rule).map(|(_, page)| page));
    page.map(|page| page.remedy.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_of_this_room_has_a_complete_page() {
        for (id, page) in pages() {
            assert!(Page::parse(page).is_ok(), "{id}: {:?}", Page::parse(page));
            assert!(!remedy(id).zh.is_empty(), "{id}");
        }
        assert!(!remedy("file-gbk-unencodable").en.is_empty());
    }
}
