//! Subjects and domains on the scenario's blacklist.

use super::Reason;
use crate::practice::records::{Kind, Record};
use crate::practice::scenario::Scenario;

pub(super) fn check(scenario: &Scenario, record: &Record, reasons: &mut Vec<Reason>) {
    if !matches!(record.kind, Kind::NewFiling | Kind::NewSite | Kind::Change) {
        return;
    }
    for listed in &scenario.blacklist {
        let domain = listed.domain.as_deref();
        let mut domains = record.domains();
        if domain.is_some_and(|listed| domains.any(|one| one.eq_ignore_ascii_case(listed))) {
            let words = format!("域名 {} 在黑名单中", domain.unwrap_or_default());
            reasons.push(Reason::new(1064, words));
        }
        let kind = listed.certificate_type.unwrap_or(1).to_string();
        if let Some(number) = &listed.certificate_number
            && record.certificate() == Some((kind.as_str(), number.as_str()))
        {
            reasons.push(Reason::new(1065, "主体证件在黑名单中"));
        }
    }
}
