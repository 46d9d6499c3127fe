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
    use crate::check::filed::{Claim, Filed};
    use crate::check::rule::Rule;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{claimed, findings_among, second};
    use crate::order::{Finding, Kind};

    /// What `rule` finds in two cancellations of a kind, the second of the record `other`.
    pub fn findings_in_two(rule: &Rule, kind: Kind, other: &str) -> Vec<Finding> {
        let mut later = Sample::cancellation(kind);
        later.set("注销.记录Id", other);
        let orders = [Sample::cancellation(kind).order, second(later)];
        findings_among(rule, &orders, &Filed::default())
    }

    /// What `rule` finds in one cancellation after one of an earlier night that is about `claim`.
    pub fn findings_after(rule: &Rule, kind: Kind, claim: Claim) -> Vec<Finding> {
        let filed = claimed(Filed::default(), claim, kind);
        findings_among(rule, &[Sample::cancellation(kind).order], &filed)
    }
}
