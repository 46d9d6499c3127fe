//! What the rules about pre-approvals share: the document that each type asks for is data.

use std::sync::OnceLock;

use serde::Deserialize;

use super::report::Report;
use crate::bundled;
use crate::order::{AnyField, Order, Preapproval, Text};

/// The document that a type of pre-approval asks for.
#[derive(Deserialize)]
struct Document {
    category: u32,
    zh: String,
    en: String,
}

fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| bundled::rows(include_str!("data/preapproval_documents.csv")))
}

/// Every pre-approval of every site.
pub fn each(order: &Order) -> impl Iterator<Item = &Preapproval> {
    order.sites.iter().flat_map(|site| &site.preapprovals)
}

/// Whether the row declares the type `category`.
pub fn declares(row: &Preapproval, category: u32) -> bool {
    row.category.get().is_some_and(|code| code.id == category)
}

/// Whether a rule of its own asks for the document of this type.
pub fn has_own_rule(row: &Preapproval) -> bool {
    documents()
        .iter()
        .any(|document| declares(row, document.category))
}

/// Reports every pre-approval of type `category` without a scan, naming the document that is asked for.
pub fn flag_undocumented(order: &Order, category: u32, report: &mut Report<'_>) {
    let Some(document) = documents().iter().find(|row| row.category == category) else {
        return;
    };
    for row in each(order).filter(|row| declares(row, category) && row.files.is_absent()) {
        let message = Text::new(
            format!("此类内容要附{}的扫描件", document.zh),
            format!("this content needs a scan of the {}", document.en),
        );
        report.flag(order, &row.files, message);
    }
}

/// Expects `rule` to ask for a scan with the type of this name, and to be content when there is one.
#[cfg(test)]
pub(super) fn assert_asks_for_document(rule: &super::Rule, category: &str) {
    use super::sample::{assert_fires, assert_silent};
    assert_fires(rule, "审批文件", |order| {
        order.set("前置审批.前置审批类型", category);
    });
    assert_silent(rule, |order| {
        order.set("前置审批.前置审批类型", category);
        order.set("前置审批.审批文件", "attachments/approval.jpg");
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;

    #[test]
    fn every_document_belongs_to_a_type_of_the_code_table() {
        let table = Codes::bundled().table("preapproval_type").unwrap();
        assert!(!documents().is_empty());
        for document in documents() {
            assert!(table.by_id(document.category).is_some(), "{}", document.zh);
        }
    }
}
