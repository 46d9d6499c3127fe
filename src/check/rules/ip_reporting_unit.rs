//! IP报备单位在单位表中 | The unit that reports ranges exists
//!
//! ## 检查
//! 配置的本公司单位Id是管局代码表中有效的报备单位。代码表没有下发过的不检查。
//!
//! ## 原因
//! 不存在的报备单位，管局按 2001 退回所有IP报备。
//!
//! ## 正例
//! 单位Id在代码表中有效
//!
//! ## 反例
//! 单位Id在代码表中没有，或已停用
//!
//! ## 处理
//! 核对配置 carrier.isp_id；单位被停用的，与通信管理局联系。
//!
//! ## Check
//! The configured unit id of this carrier is a valid one of the bureau's table of reporting units. Before that table
//! has come nothing is said.
//!
//! ## Reason
//! The bureau refuses every report of a unit that does not exist with 2001.
//!
//! ## Passes
//! a unit id that the table has as valid
//!
//! ## Fails
//! a unit id that the table does not have or marks as invalid
//!
//! ## Remedy
//! Check carrier.isp_id in the configuration; ask the bureau where the unit was switched off.

use crate::check::units;
use crate::check::{Check, Rule};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "ip-reporting-unit",
    severity: Severity::Error,
    code: Some(2001),
    kinds: Kind::IP_REPORTS,
    check: Check::Unsent(units::flag_unknown_carrier),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::units::tests::findings_beside_units;
    use crate::order::Kind;

    #[test]
    fn a_unit_of_the_table_passes_and_without_the_table_nothing_is_said() {
        assert!(findings_beside_units(&RULE, Sample::report(Kind::IpSource), Some(0)).is_empty());
        assert!(findings_beside_units(&RULE, Sample::report(Kind::IpSource), None).is_empty());
    }

    #[test]
    fn a_unit_that_the_table_does_not_have_is_found() {
        assert_eq!(
            findings_beside_units(&RULE, Sample::report(Kind::IpSource), Some(1)).len(),
            1
        );
    }
}
