//! The parts of a record that describe a subject, and the principal that subject and site describe alike.

use super::super::emit::Emitter;
use crate::order::{Person, Subject};

/// `Txdz`.
pub(super) fn write_address(subject: &Subject, out: &mut Emitter<'_>) {
    out.container("Txdz", |out| {
        out.required("Shengid", &subject.province);
        out.required("Shiid", &subject.city);
        out.optional("Xianid", &subject.county);
        out.optional("Xxdz", &subject.address);
    });
}

/// `Zj`.
pub(super) fn write_certificate(subject: &Subject, out: &mut Emitter<'_>) {
    out.container("Zj", |out| {
        out.required("Zjlx", &subject.certificate_type);
        out.required("Zjhm", &subject.certificate_number);
        out.required("Zjzs", &subject.certificate_address);
    });
}

/// The mobile number's element everywhere but in verification results.
pub(super) const MOBILE: &str = "Fzr_sjhm";

/// The content of `Fzr` and `Wz_Fzr`; only a site's principal must have a name.
pub(super) fn write_principal(person: Person<'_>, mobile: &'static str, out: &mut Emitter<'_>) {
    if person.site.is_some() {
        out.required("Fzr_xm", person.name);
    } else {
        out.optional("Fzr_xm", person.name);
    }
    out.optional("Fzr_dhhm", person.phone);
    if person.site.is_some() && mobile != MOBILE {
        out.optional(mobile, person.mobile);
    } else {
        out.required(mobile, person.mobile);
    }
    out.required("Fzr_dzyj", person.email);
    out.optional("Msn", person.msn);
    out.optional("Qq", person.qq);
    out.optional("Fzr_zjlx", person.certificate_type);
    out.optional("Fzr_zjhm", person.certificate_number);
}
