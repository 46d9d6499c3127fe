//! What rules about the filing password have in common.

use super::context::Context;
use super::report::Report;
use crate::order::{AnyField as _, Kind, Order, Text};

/// Reports an order without a filing password.
pub fn flag_missing(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let password = &order.header.password;
    if password.is_absent() {
        let kind = order.kind().map_or("", Kind::name);
        let message = Text::new(
            format!("{kind}没有填写备案密码"),
            "the filing password is missing",
        );
        report.flag(order, password, message);
    }
}
