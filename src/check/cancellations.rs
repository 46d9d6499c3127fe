//! What cancellations of one kind have in common.

use super::context::Context;
use super::filed::{Claim, ClaimKind, FilingKey, cancelled};
use super::report::Report;
use super::rivals;
use crate::order::{Order, Text};

/// What a cancellation cancels, by the bureau's id.
pub fn claim(order: &Order) -> Option<Claim> {
    let (kind, id) = match cancelled(order)?.1 {
        FilingKey::Subject(id) => (ClaimKind::Subject, id),
        FilingKey::Site(id) => (ClaimKind::Site, id),
        FilingKey::Access(id) => (ClaimKind::Access, id),
        _ => return None,
    };
    Some(Claim::open(kind, id))
}

/// Reports every order whose record is being cancelled already, by another order of the batch or of an earlier night.
pub fn flag_twice(orders: &[&Order], context: &Context<'_>, report: &mut Report<'_>) {
    let claims = |order: &Order| claim(order).into_iter().collect();
    rivals::each(
        orders,
        context,
        claims,
        |one, other| one == other,
        |order, rival| {
            if let Some((row, _)) = cancelled(order) {
                let Text { zh, en } = rival.name;
                let message = Text::new(
                    format!("{zh}已经在注销这条记录"),
                    format!("{en} is cancelling this record already"),
                );
                report.flag(order, &row.record_id, message);
            }
        },
    );
}

#[cfg(test)]
pub mod tests {
    use crate::check::filed::{Claim, ClaimKind, Filed};
    use crate::check::rule::Rule;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, findings_among, second};
    use crate::order::{Finding, Kind};

    /// The record that every cancellation of the samples is about.
    const RECORD: u64 = 880_012;

    /// Expects `rule` to find the second cancellation of one record in a batch and one that is open from an earlier night,
    /// and to let cancellations of two records pass.
    pub fn assert_once_only(rule: &Rule, kind: Kind, claim: ClaimKind) {
        assert!(findings_in_two(rule, kind, "880099").is_empty());
        let found = findings_in_two(rule, kind, &RECORD.to_string());
        assert_eq!(found[0].order.as_deref(), Some("T-0002"));
        let filed = claimed(Filed::default(), Claim::open(claim, RECORD), kind);
        let found = findings_among(rule, &[Sample::cancellation(kind).order], &filed);
        assert!(found[0].message.zh.contains("T-0000"));
    }

    /// What `rule` finds in two cancellations of a kind, the second of the record `other`.
    fn findings_in_two(rule: &Rule, kind: Kind, other: &str) -> Vec<Finding> {
        let mut later = Sample::cancellation(kind);
        later.set("注销.记录Id", other);
        let orders = [Sample::cancellation(kind).order, second(later)];
        findings_among(rule, &orders, &Filed::default())
    }
}
