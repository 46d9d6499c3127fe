//! `ZXBA/Zx_xx`: a subject, a site or an access is cancelled.

use super::super::emit::Emitter;
use super::site;
use crate::codes::ids::cancel_category;
use crate::order::{AnyField as _, Cancellation, Kind, Object, Order, ReportRow};

pub(super) fn write(order: &Order, kind: Kind, out: &mut Emitter<'_>) {
    for (number, row) in order.reported() {
        if let ReportRow::Cancellation(cancellation) = row {
            out.record("Zx_xx", |out| {
                write_cancellation(cancellation, kind, number, out);
                site::write_password(order, out);
            });
        }
    }
    // Some bureaus answer with the subject, whatever was cancelled.
    out.known_as(Object::Subject, "Ztid", &order.subject.bureau_id);
}

fn write_cancellation(row: &Cancellation, kind: Kind, number: u32, out: &mut Emitter<'_>) {
    let (object, key, category) = match kind {
        Kind::CancelSite => (Object::Site(number), "Wzid", cancel_category::SITE),
        Kind::CancelAccess => (Object::Access(number, 1), "Jrid", cancel_category::ACCESS),
        _ => (Object::Subject, "Ztid", cancel_category::SUBJECT),
    };
    if row.category.is_absent() {
        out.made("Zxlb", category.into());
    } else {
        out.required("Zxlb", &row.category);
    }
    out.filed_as(object, key, "Jlid", &row.record_id);
    out.known_as(Object::Subject, "Ztbah", &row.subject_number);
    out.known_as(Object::Site(number), "Wzbah", &row.site_number);
    out.required("Zxly", &row.reason);
    out.optional("Zxlybz", &row.reason_remark);
}
