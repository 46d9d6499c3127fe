//! A principal, whether of the subject or of a site: the two have the same fields and obey the same rules.

use super::field::{AnyField, Field};
use super::parts::{Site, Subject};
use super::values::{Code, List};

/// A view of one principal.
#[derive(Clone, Copy, Debug)]
pub struct Person<'o> {
    /// The site; `None` for the subject's principal.
    pub site: Option<&'o Site>,
    /// Name `Fzr_xm`.
    pub name: &'o Field<Box<str>>,
    /// Office telephone `Fzr_dhhm`.
    pub phone: &'o Field<List>,
    /// Mobile numbers `Fzr_sjhm`.
    pub mobile: &'o Field<List>,
    /// E-mail addresses `Fzr_dzyj`.
    pub email: &'o Field<List>,
    /// Messenger account `Msn`.
    pub msn: &'o Field<Box<str>>,
    /// QQ number `Qq`.
    pub qq: &'o Field<List>,
    /// Certificate type `Fzr_zjlx`.
    pub certificate_type: &'o Field<Code>,
    /// Certificate number `Fzr_zjhm`.
    pub certificate_number: &'o Field<Box<str>>,
}

macro_rules! view {
    ($part:expr, $site:expr) => {
        Person {
            site: $site,
            name: &$part.principal_name,
            phone: &$part.principal_phone,
            mobile: &$part.principal_mobile,
            email: &$part.principal_email,
            msn: &$part.principal_msn,
            qq: &$part.principal_qq,
            certificate_type: &$part.principal_certificate_type,
            certificate_number: &$part.principal_certificate_number,
        }
    };
}

impl<'o> Person<'o> {
    /// The subject's principal.
    pub fn of_subject(subject: &'o Subject) -> Self {
        view!(subject, None)
    }

    /// A site's principal.
    pub fn of_site(site: &'o Site) -> Self {
        view!(site, Some(site))
    }

    /// Whether nothing at all is known of this person.
    pub fn is_absent(&self) -> bool {
        let fields: [&dyn AnyField; 8] = [
            self.name,
            self.phone,
            self.mobile,
            self.email,
            self.msn,
            self.qq,
            self.certificate_type,
            self.certificate_number,
        ];
        fields.iter().all(|field| field.is_absent())
    }
}
