//! Whether this carrier is one of the bureau's reporting units.

use super::context::Context;
use super::report::Report;
use crate::order::{Order, Text};

/// Reports that the configured unit is not in the bureau's table, or is marked there as invalid.
pub fn flag_unknown_carrier(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let carrier = context.settings.carrier_id;
    if carrier.is_some_and(|carrier| context.filed.lists.units.lacks(&carrier)) {
        let message = Text::new(
            "配置的本公司单位Id（carrier.isp_id）不在管局的报备单位表中，或已停用",
            "the configured unit id (carrier.isp_id) is not, or no more, in the bureau's table of reporting units",
        );
        report.flag(order, &order.header.kind, message);
    }
}

#[cfg(test)]
pub mod tests {
    use crate::check::filed::{Filed, Listed};
    use crate::check::rule::Rule;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::{CARRIER, findings_beside};
    use crate::order::Finding;

    /// What `rule` finds when these are the units of the table; none means that it has not come.
    pub fn findings_beside_units(rule: &Rule, sample: Sample, units: Option<u64>) -> Vec<Finding> {
        let mut filed = Filed::default();
        if let Some(offset) = units {
            filed.lists.units = Listed::of([CARRIER + offset]);
        }
        findings_beside(rule, sample, &filed, |_| ())
    }
}
