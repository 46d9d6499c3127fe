//! 报备单位有效 | The reporting unit is valid
//!
//! ## 检查
//! 配置的本公司单位Id是管局代码表中有效的报备单位。代码表没有下发过的不检查；IP报备由 ip-reporting-unit 检查。
//!
//! ## 原因
//! 单位无效的，整包按 5009、1053 或 1054 退回。
//!
//! ## 正例
//! 单位Id在代码表中有效
//!
//! ## 反例
//! 单位Id在代码表中已停用
//!
//! ## 处理
//! 核对配置 carrier.isp_id；单位被停用的，与通信管理局联系。
//!
//! ## Check
//! The configured unit id of this carrier is a valid one of the bureau's table of reporting units. Before that table
//! has come nothing is said; reports of IP ranges have a rule of their own, ip-reporting-unit.
//!
//! ## Reason
//! With a unit that is not valid the whole file is refused with 5009, 1053 or 1054.
//!
//! ## Passes
//! a unit id that the table has as valid
//!
//! ## Fails
//! a unit id that the table marks as invalid
//!
//! ## Remedy
//! Check carrier.isp_id in the configuration; ask the bureau where the unit was switched off.

use crate::check::units;
use crate::check::{Check, Rule};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "file-reporting-unit-valid",
    severity: Severity::Error,
    code: Some(5009),
    kinds: &[
        Kind::NewFiling,
        Kind::NewSite,
        Kind::NewSiteElsewhere,
        Kind::NewAccess,
        Kind::Change,
        Kind::CancelSubject,
        Kind::CancelSite,
        Kind::CancelAccess,
        Kind::VerificationResult,
        Kind::UnfiledSite,
        Kind::VerificationMaterial,
    ],
    check: Check::Unsent(units::flag_unknown_carrier),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::Sample;
    use crate::check::units::tests::findings_beside_units;

    #[test]
    fn a_unit_of_the_table_passes_and_without_the_table_nothing_is_said() {
        assert!(findings_beside_units(&RULE, Sample::unit(), Some(0)).is_empty());
        assert!(findings_beside_units(&RULE, Sample::unit(), None).is_empty());
    }

    #[test]
    fn a_unit_that_the_table_does_not_have_is_found() {
        assert_eq!(
            findings_beside_units(&RULE, Sample::unit(), Some(1)).len(),
            1
        );
    }
}
