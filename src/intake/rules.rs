//! What intake may find, each with its public page, and how a finding of it is made.
//!
//! The pages lie in `pages/`, in the same form as the pages of the check room: a title in both languages, then the sections
//! 检查, 原因, 正例, 反例, 处理 and their English counterparts. The remedy of a finding is the remedy of its page.

use std::borrow::Cow;

use crate::order::{Column, Finding, Order, Page, Place, Privacy, Severity, Text, Value};

/// One rule of intake.
#[derive(Debug)]
pub(super) struct Rule {
    id: &'static str,
    severity: Severity,
    page: &'static str,
}

macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident = $id:literal, $severity:ident; )*) => {
        $(
            $(#[$doc])*
            pub(super) static $name: Rule =
                Rule { id: $id, severity: Severity::$severity, page: include_str!(concat!("pages/", $id, ".md")) };
        )*

        static PAGES: &[(&str, &str)] = &[$( ($id, include_str!(concat!("pages/", $id, ".md"))) ),*];
    };
}

rules! {
    /// A file that cannot be read, in whole or from some point on.
    UNREADABLE_FILE = "intake-unreadable-file", Error;
    /// A header or key that no column has.
    UNKNOWN_HEADER = "intake-unknown-header", Warning;
    /// Two columns of one sheet with the same meaning.
    REPEATED_HEADER = "intake-repeated-header", Warning;
    /// A sheet that the order model does not know.
    UNKNOWN_SHEET = "intake-unknown-sheet", Info;
    /// A file or folder without any order.
    EMPTY = "intake-empty", Warning;
    /// A row, or a whole sheet, without order number.
    MISSING_ORDER_NUMBER = "intake-missing-order-number", Error;
    /// An order number that stands in two places.
    DUPLICATE_ORDER_NUMBER = "intake-duplicate-order-number", Error;
    /// Rows of one order that say different things.
    CONFLICTING_ROWS = "intake-conflicting-rows", Error;
    /// A row that belongs to nothing.
    ORPHAN_ROW = "intake-orphan-row", Error;
    /// A number of which the spreadsheet has lost digits.
    DIGITS_LOST = "intake-digits-lost", Error;
    /// A cell with an error value.
    ERROR_CELL = "intake-error-cell", Error;
    /// An order folder with several order files, or none.
    ORDER_FILES = "intake-order-files", Error;
    /// An attachment that is not there.
    ATTACHMENT_MISSING = "intake-attachment-missing", Error;
    /// An attachment outside the batch.
    ATTACHMENT_OUTSIDE = "intake-attachment-outside", Error;
    /// A file among the attachments whose name does not say what it is.
    UNKNOWN_ATTACHMENT = "intake-unknown-attachment", Warning;
}

/// Id and page of every rule of intake.
pub fn pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

impl Rule {
    fn remedy(&self) -> Text {
        Page::parse(self.page)
            .map(|page| page.remedy)
            .unwrap_or_default()
    }

    /// A finding about a place, of no order.
    pub(super) fn at(&'static self, place: Place, message: Text) -> Finding {
        Finding {
            order: None,
            rule: Cow::Borrowed(self.id),
            severity: self.severity,
            code: None,
            place,
            field: Cow::Borrowed(""),
            tag: "".into(),
            value: None,
            privacy: Privacy::Open,
            message,
            remedy: self.remedy(),
        }
    }

    /// A finding about a value of no order, or of one that is not known to be.
    pub(super) fn about(&'static self, value: &Value, message: Text) -> Finding {
        Finding {
            value: Some(value.text.clone()),
            ..self.at(value.place.clone(), message)
        }
    }

    /// A finding about an order's value in `column`.
    pub(super) fn of(
        &'static self,
        order: &Order,
        column: &'static Column,
        value: &Value,
        message: Text,
    ) -> Finding {
        Finding {
            order: Some(order.number.text.clone()),
            field: Cow::Borrowed(column.header),
            tag: order.tag_path(column.path).into(),
            privacy: column.privacy,
            ..self.about(value, message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_and_every_section_in_both_languages() {
        for (id, page) in pages() {
            assert!(Page::parse(page).is_ok(), "{id}: {:?}", Page::parse(page));
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<&str> = pages().iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), pages().len());
    }
}
