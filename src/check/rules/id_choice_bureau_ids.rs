//! 备案之后用管局的Id | The bureau's ids are used afterwards
//!
//! ## 检查
//! 填写的省局Id不是本公司自己的Id。
//!
//! ## 原因
//! 备案完成后，一切操作都用管局的Id；把企业侧Id当省局Id，管局按 1016 退回。
//!
//! ## 正例
//! 省局主体Id `880012`
//!
//! ## 反例
//! 省局主体Id填了企业侧Id `1000880012`
//!
//! ## 处理
//! 改成管局的Id，或留空由程序补全。
//!
//! ## Check
//! An id that is given as the bureau's is not one of this carrier's own.
//!
//! ## Reason
//! Once something is filed the bureau's ids are used for everything; an own id in its place is refused with 1016.
//!
//! ## Passes
//! the bureau's id `880012`
//!
//! ## Fails
//! the own id `1000880012` as the bureau's
//!
//! ## Remedy
//! Give the bureau's id, or leave it blank to be filled up.

use crate::check::filed::FilingKey;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, ReportRow, Severity, Text};

pub const RULE: Rule = Rule {
    id: "id-choice-bureau-ids",
    severity: Severity::Error,
    code: Some(1016),
    kinds: &[
        Kind::NewSite,
        Kind::NewAccess,
        Kind::Change,
        Kind::CancelSubject,
        Kind::CancelSite,
        Kind::CancelAccess,
    ],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let filings = &context.filed.filings;
    let mut fields: Vec<&dyn AnyField> = vec![&order.subject.bureau_id];
    for site in &order.sites {
        fields.push(&site.bureau_id);
        fields.extend(
            site.domains
                .iter()
                .map(|domain| &domain.bureau_id as &dyn AnyField),
        );
        for access in &site.accesses {
            fields.push(&access.bureau_id);
            let addresses = access.addresses.iter();
            fields.extend(addresses.map(|address| &address.bureau_id as &dyn AnyField));
        }
    }
    for (_, row) in order.reported() {
        if let ReportRow::Cancellation(row) = row {
            fields.push(&row.record_id);
        }
    }
    for field in fields.into_iter().filter(|field| !field.is_absent()) {
        let Ok(id) = field.text().parse() else {
            continue;
        };
        let is_own = filings.find(&FilingKey::Own(id)).next().is_some();
        if is_own && !filings.has_id(id) {
            let message = Text::new(
                "这是本公司自己的Id，不是管局的",
                "this is an id of the carrier's own, not the bureau's",
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{filed, findings_beside};
    use crate::order::Kind;

    #[test]
    fn ids_of_the_bureau_pass() {
        assert!(findings_beside(&RULE, Sample::change(), &filed(|_| ()), |_| ()).is_empty());
    }

    #[test]
    fn an_own_id_in_the_place_of_the_bureaus_is_found() {
        let change = |order: &mut Sample| order.set("主体.省局主体Id", "1000880012");
        let found = findings_beside(&RULE, Sample::change(), &filed(|_| ()), change);
        assert_eq!(found[0].field, "省局主体Id");
        let sample = Sample::cancellation(Kind::CancelSite);
        let change = |order: &mut Sample| order.set("注销.记录Id", "2000880013");
        assert_eq!(
            findings_beside(&RULE, sample, &filed(|_| ()), change).len(),
            1
        );
    }
}
