//! What is filed already, for the tests of rules: the filing that the samples of changes and cancellations name, and
//! orders of earlier nights.

use super::assertions::assert_looks_at;
use super::{Sample, findings_with};
use crate::check::filed::*;
use crate::check::rule::Rule;
use crate::check::settings::Settings;
use crate::codes::Codes;
use crate::order::{Column, Finding, IpRange, Kind, Order, Read as _};

/// The carrier of the samples.
pub const CARRIER: u64 = 330_000_000_001;
/// Another one.
pub const OTHER_CARRIER: u64 = 330_000_000_002;

/// An access of a carrier.
pub fn access(id: u64, carrier: u64) -> FiledAccess {
    FiledAccess {
        id,
        own_id: Some(4_000_000_000 + id),
        carrier: Some(carrier),
        live: true,
        ranges: vec![FiledIp {
            id: id + 1,
            own_id: Some(5_000_000_000 + id),
            range: IpRange::read("119.29.0.1-119.29.0.5", &Column::BLANK, Codes::bundled()),
            live: true,
        }],
    }
}

/// A domain.
pub fn domain(id: u64, name: &str) -> FiledDomain {
    FiledDomain {
        id,
        own_id: Some(3_000_000_000 + id),
        name: name.to_owned(),
        live: true,
    }
}

/// A site without domains and accesses.
pub fn site(id: u64, number: &str) -> FiledSite {
    FiledSite {
        id,
        own_id: Some(2_000_000_000 + id),
        number: Some(number.to_owned()),
        live: true,
        ..FiledSite::default()
    }
}

/// The subject 880012 that the samples name, with its site 880013, everything as the sample of a change has it.
pub fn subject() -> FiledSubject {
    let order = Sample::change().order;
    let values = |sheet: &str| -> Values {
        let fields = order.filing_fields().into_iter();
        let fields = fields.filter(|field| field.column().sheet == sheet && !field.is_absent());
        let fields = fields.filter(|field| !field.column().path.is_empty());
        fields
            .map(|field| (field.column().path, field.written().into_owned()))
            .collect()
    };
    FiledSubject {
        id: 880_012,
        own_id: Some(1_000_880_012),
        number: Some("浙ICP备99000123号".to_owned()),
        live: true,
        values: values("主体"),
        sites: vec![FiledSite {
            values: values("网站"),
            domains: vec![domain(880_014, "qingshanxi-net.cn")],
            accesses: vec![access(880_015, CARRIER)],
            ..site(880_013, "浙ICP备99000123号-1")
        }],
    }
}

/// That subject after `change`, and nothing else known.
pub fn filed(change: impl FnOnce(&mut FiledSubject)) -> Filed {
    filed_within(Extent::Some, change)
}

/// The same with the extent of what is known.
pub fn filed_within(extent: Extent, change: impl FnOnce(&mut FiledSubject)) -> Filed {
    let mut subject = subject();
    change(&mut subject);
    Filed::default().with_filings(Filings::new(vec![subject], extent))
}

/// This, beside an order of an earlier night that is about something and waits for the bureau.
pub fn claimed(mut filed: Filed, claim: Claim, kind: Kind) -> Filed {
    let claimant = Claimant {
        order: "T-0000".into(),
        kind: Some(kind),
        progress: FiledProgress::Underway,
    };
    filed.claimed.add(claim, claimant);
    filed
}

/// What `rule` finds in orders of the samples' carrier beside what is filed.
pub fn findings_among(rule: &Rule, orders: &[Order], filed: &Filed) -> Vec<Finding> {
    let settings = Settings {
        carrier_id: Some(CARRIER),
        ..Settings::default()
    };
    findings_with(rule, orders, &settings, filed)
}

/// What `rule` finds in one order after `change`.
pub fn findings_beside(
    rule: &Rule,
    mut sample: Sample,
    filed: &Filed,
    change: impl FnOnce(&mut Sample),
) -> Vec<Finding> {
    change(&mut sample);
    assert_looks_at(rule, &sample);
    findings_among(rule, std::slice::from_ref(&sample.order), filed)
}

/// The second of two orders: the same with another number.
pub fn second(sample: Sample) -> Order {
    let mut order = sample.order;
    order.number.text = "T-0002".into();
    order
}
