//! The bureau's short messages: in some provinces the people named in an order confirm it within 48 hours of the upload.

use super::compare::same;
use super::context::Context;
use crate::order::{AnyField, Kind, Order, Part, Person, Place, Site};

/// The kinds of order that are confirmed; cancellations and reports are not.
pub(super) const CONFIRMED: &[Kind] = &[
    Kind::NewFiling,
    Kind::NewSite,
    Kind::NewSiteElsewhere,
    Kind::NewAccess,
    Kind::Change,
];

/// Whether the bureau that reviews the order sends short messages about it.
pub fn is_confirmed_by_message(order: &Order, context: &Context<'_>) -> bool {
    order.kind().is_some_and(|kind| CONFIRMED.contains(&kind))
        && context.peculiarities(order).sms_verification
}

/// Who has to answer a message; nobody where none is sent. A person who stands for subject and site answers once.
///
/// A new filing is confirmed by the subject's principal and those of its sites, a new site and an access by those of the
/// sites, a change by the principal of what is changed.
pub(super) fn answering<'o>(order: &'o Order, context: &Context<'_>) -> Vec<Person<'o>> {
    let mut answering: Vec<Person<'o>> = Vec::new();
    if !is_confirmed_by_message(order, context) {
        return answering;
    }
    let changes = order.kind() == Some(Kind::Change);
    let subject = Person::of_subject(&order.subject);
    if order.kind() == Some(Kind::NewFiling)
        || changes && is_written(order.subject.fields(), &order.number.place)
    {
        answering.push(subject);
    }
    for site in &order.sites {
        let person = Person::of_site(site);
        let is_known = answering.iter().any(|known| is_same(known, &person));
        if !is_known && (!changes || is_site_written(site, &order.number.place)) {
            answering.push(person);
        }
    }
    answering
}

/// Whether two views show one person: the same certificate, or where one is missing the same name, and the same number
/// that the message goes to. A site that names nobody has the subject's principal where it names the subject's at all.
fn is_same(one: &Person<'_>, other: &Person<'_>) -> bool {
    let first = |person: &Person<'_>| person.mobile.get().and_then(|list| list.0.first().cloned());
    let certificates = [one.certificate_number, other.certificate_number];
    let alike = if certificates.iter().any(|number| number.is_absent()) {
        same(one.name.text(), other.name.text())
    } else {
        same(
            one.certificate_number.text(),
            other.certificate_number.text(),
        )
    };
    other.is_absent() && !one.is_absent() || alike && first(one) == first(other)
}

/// Whether the operator wrote any of these cells, beside those that only say which record is meant. What was filled up
/// from the record stands at the order's own place.
fn is_written(fields: Vec<&dyn AnyField>, home: &Place) -> bool {
    fields.iter().any(|field| {
        let names_the_record = ["Ztbah", "Ztid", "Wzbah", "Wzid", "Ymid", "Jrid", "Ipid"];
        let column = field.column();
        let is_sent = !column.path.is_empty() && !names_the_record.contains(&column.tag());
        is_sent && field.value().is_some_and(|value| value.place != *home)
    })
}

fn is_site_written(site: &Site, home: &Place) -> bool {
    let written = |part: &dyn Part| is_written(part.fields(), home);
    let of_access = || {
        site.accesses.iter().any(|access| {
            written(access) || access.addresses.iter().any(|address| written(address))
        })
    };
    written(site)
        || site.preapprovals.iter().any(|row| written(row))
        || site.domains.iter().any(|domain| written(domain))
        || of_access()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{DAY, Sample};
    use crate::check::{Filed, Settings};
    use crate::codes::Codes;

    /// The headers of the numbers that messages about the order go to.
    fn numbers(sample: &Sample) -> Vec<&'static str> {
        let settings = Settings::default();
        let context = Context {
            codes: Codes::bundled(),
            settings: &settings,
            filed: &Filed::default(),
            today: DAY,
        };
        let answering = answering(&sample.order, &context);
        answering
            .iter()
            .map(|person| person.mobile.column().header)
            .collect()
    }

    const SUBJECT: &str = "主体负责人手机";
    const SITE: &str = "网站负责人手机";

    fn in_hainan(mut sample: Sample) -> Sample {
        for (cell, code) in [("省", "460000"), ("市", "460100"), ("县", "460105")] {
            sample.set(&format!("主体.{cell}"), code);
        }
        sample
    }

    #[test]
    fn the_pilot_provinces_send_messages_and_others_do_not() {
        let mut sample = Sample::unit();
        for (province, answers) in [("460000", 1), ("120000", 1), ("650000", 1), ("330000", 0)] {
            sample.set("主体.省", province);
            assert_eq!(numbers(&sample).len(), answers, "{province}");
        }
    }

    #[test]
    fn a_new_filing_is_confirmed_by_all_principals_and_by_each_person_once() {
        let mut sample = in_hainan(Sample::unit());
        assert_eq!(numbers(&sample), [SUBJECT]);
        sample.set("网站.网站负责人手机", "13912345671");
        assert_eq!(numbers(&sample), [SUBJECT, SITE]);
        sample.set("网站.网站负责人手机", "13812345670");
        sample.set("网站.网站负责人证件号码", "33010220101121000X");
        assert_eq!(numbers(&sample), [SUBJECT, SITE]);
    }

    #[test]
    fn a_new_site_and_an_access_are_confirmed_by_the_sites_principal() {
        let mut sample = Sample::new_site();
        sample.set("主体.主体备案号", "琼ICP备99000123号");
        assert_eq!(numbers(&sample), [SITE]);
        let mut sample = Sample::new_access();
        sample.set("网站.网站备案号", "琼ICP备99000123号-1");
        assert_eq!(numbers(&sample), [SITE]);
    }

    #[test]
    fn a_change_is_confirmed_by_the_principal_of_what_was_written() {
        let mut sample = in_hainan(Sample::change());
        let mut other = crate::order::Order::new(sample.order.number.clone());
        std::mem::swap(&mut other, &mut sample.order);
        // As the ledger fills it up: everything stands where the order's number stands.
        let home = sample.order.number.place.clone();
        sample.order = filled(other, &home);
        assert_eq!(numbers(&sample), [""; 0]);
        sample.set("IP地址.起始IP", "119.29.0.9");
        assert_eq!(numbers(&sample), [SITE]);
        sample.set("主体.通信地址", "海南省海口市秀英区滨海大道2号");
        assert_eq!(numbers(&sample), [SUBJECT]);
        sample.set("网站.网站负责人手机", "13912345671");
        assert_eq!(numbers(&sample), [SUBJECT, SITE]);
    }

    #[test]
    fn cancellations_are_not_confirmed() {
        for kind in Kind::CANCELLATIONS {
            let mut sample = Sample::cancellation(*kind);
            sample.set("主体.省", "460000");
            assert_eq!(numbers(&sample), [""; 0], "{}", kind.name());
        }
    }

    /// The order with every value at the place of its number.
    fn filled(mut order: crate::order::Order, home: &Place) -> crate::order::Order {
        fn move_all(part: &mut dyn Part, home: &Place) {
            let fields = part.fields();
            let values: Vec<_> = fields.iter().map(|field| field.value().cloned()).collect();
            for (index, value) in values.into_iter().enumerate() {
                if let Some(mut value) = value {
                    value.place = home.clone();
                    part.fill(index, value, Codes::bundled());
                }
            }
        }
        move_all(&mut order.subject, home);
        for site in &mut order.sites {
            move_all(site, home);
            site.domains
                .iter_mut()
                .for_each(|domain| move_all(domain, home));
            for access in &mut site.accesses {
                move_all(access, home);
                access
                    .addresses
                    .iter_mut()
                    .for_each(|address| move_all(address, home));
            }
        }
        order
    }
}
