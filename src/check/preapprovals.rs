//! What the rules about the documents of pre-approvals share.

use super::report::Report;
use crate::order::{AnyField, Order, Preapproval, Text};

/// Ids of the types whose document a rule of its own names.
pub const DOCUMENTED: [u32; 8] = [1, 2, 3, 4, 5, 6, 9, 10];
/// Id of 电子公告服务, a forum or another bulletin service.
pub const BULLETIN: u32 = 6;

/// Every pre-approval of every site.
pub fn each(order: &Order) -> impl Iterator<Item = &Preapproval> {
    order.sites.iter().flat_map(|site| &site.preapprovals)
}

/// Reports every pre-approval of type `category` without a scan, naming the document that is asked for.
pub fn flag_undocumented(
    order: &Order,
    category: u32,
    document: (&str, &str),
    report: &mut Report<'_>,
) {
    let lacking = each(order)
        .filter(|preapproval| {
            preapproval
                .category
                .get()
                .is_some_and(|code| code.id == category)
        })
        .filter(|preapproval| preapproval.files.is_absent());
    for preapproval in lacking {
        let message = Text::new(
            format!("此类内容要附{}的扫描件", document.0),
            format!("this content needs a scan of the {}", document.1),
        );
        report.flag(order, &preapproval.files, message);
    }
}
