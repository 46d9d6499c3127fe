//! Cells that must hold one or more codes of a table.

use super::report::Report;
use crate::order::{Access, AnyField, Codes, Field, Order, Text};

/// Most locations, and most methods, of one access, as the schema counts them.
const MOST_OF_AN_ACCESS: usize = 64;

/// Reports the lists of codes of every access that [`flag`] would report.
pub fn flag_accesses(
    order: &Order,
    list: fn(&Access) -> &Field<Codes>,
    name: (&str, &str),
    report: &mut Report<'_>,
) {
    for access in order.sites.iter().flat_map(|site| &site.accesses) {
        flag(order, list(access), MOST_OF_AN_ACCESS, name, report);
    }
}

/// Reports a list of codes that is absent, unreadable, or longer than `most`; `name` says in both languages what it lists.
/// Hands back whether the list is good.
pub fn flag(
    order: &Order,
    field: &Field<Codes>,
    most: usize,
    name: (&str, &str),
    report: &mut Report<'_>,
) -> bool {
    let (zh, en) = name;
    let message = match field.get() {
        None if field.is_absent() => {
            Text::new(format!("没有填写{zh}"), format!("no {en} is given"))
        }
        None => Text::new(
            format!("{zh}不在代码表中"),
            format!("one {en} or more is not in the code table"),
        ),
        Some(codes) if codes.0.len() > most => Text::new(
            format!("{zh}超过 {most} 项"),
            format!("more than {most} of {en}"),
        ),
        Some(_) => return true,
    };
    report.flag(order, field, message);
    false
}
