//! What the night itself finds, each with its page.

use crate::order::{Page, Text};
pub(super) use crate::outcome::CHANGED_SINCE_ATTEMPT;

/// An order was edited while the bureau has it.
pub(super) const EDIT_AFTER_SUBMISSION: &str = "edit-after-submission";
/// No bureau of the configuration takes the order.
pub(super) const NO_BUREAU: &str = "no-bureau";

const PAGES: &[(&str, &str)] = &[
    (
        EDIT_AFTER_SUBMISSION,
        include_str!("pages/edit-after-submission.md"),
    ),
    (
        CHANGED_SINCE_ATTEMPT,
        include_str!("pages/changed-since-attempt.md"),
    ),
    (NO_BUREAU, include_str!("pages/no-bureau.md")),
];

/// Id and page of every finding that the night makes itself.
pub fn pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

/// What to do about a finding of the night.
pub(super) fn remedy(rule: &str) -> Text {
    let page = PAGES.iter().find(|(id, _)| *id == rule);
    page.and_then(|(_, text)| Page::parse(text).ok())
        .map(|page| page.remedy)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_of_the_night_has_a_complete_page() {
        for (id, page) in pages() {
            assert!(Page::parse(page).is_ok(), "{id}: {:?}", Page::parse(page));
        }
    }
}
