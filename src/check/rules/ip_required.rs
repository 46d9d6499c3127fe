//! IP 报备必填的内容 | What an IP report has to say
//!
//! ## 检查
//! 接口必填的内容都已填写；分配方式为 1 时填写使用方式、使用日期和使用单位的各项，为 2 时填写分配对象，为 3 时填写使用方式和使用日期；自带 IP 按来源单位类型填写名称或 Id。
//!
//! ## 原因
//! 缺少必填内容，整个文件会以 5001 退回；缺少按分配方式应填的内容，管局按 2010、2028 至 2047 退回该条记录。单位分类、行业分类、县、域名跳转和网关只提示，不拦截。
//!
//! ## 正例
//! 分配方式 `1`，使用单位各项齐全
//!
//! ## 反例
//! 分配方式 `1` 没有联系人姓名（2040）；分配方式 `2` 没有分配对象（2047）
//!
//! ## 处理
//! 按提示补填该单元格；不该填的，核对分配方式或来源单位类型。
//!
//! ## Check
//! Everything is given that the interface asks for. An allocation in use (mode 1) says how and since when the range is used
//! and by whom, a re-allocated one (2) names the unit that gets it, an own one (3) says how and since when it is used; a
//! customer's own range names its source by name or id, as its type says.
//!
//! ## Reason
//! A missing required value has the whole file refused with 5001; for what the mode asks for the record is refused with 2010
//! or one of 2028 to 2047. Category, industry, county, redirects and gateway of an allocation are mentioned only.
//!
//! ## Passes
//! Mode `1` with everything about the user
//!
//! ## Fails
//! Mode `1` without the contact's name (2040); mode `2` without a unit (2047)
//!
//! ## Remedy
//! Fill in the cell; if it should be empty, see that the mode or the type of source is right.

use crate::check::{Check, Rule, report_values};
use crate::order::{Kind, Severity};

pub const RULE: Rule = Rule {
    id: "ip-required",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::IP_REPORTS,
    check: Check::Order(report_values::report_missing),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on, findings};
    use crate::order::{Kind, Severity};

    fn code(sample: &Sample) -> Option<u32> {
        findings(&RULE, sample).first()?.code
    }

    #[test]
    fn an_allocation_in_use_names_its_user() {
        for (header, predicted) in [
            ("使用方式", 2032),
            ("分配使用日期", 2030),
            ("使用单位名称", 2031),
            ("单位性质", 2034),
            ("省", 2037),
            ("市", 2038),
            ("单位地址", 2036),
            ("联系人姓名", 2040),
            ("联系人电话", 2039),
            ("联系人邮箱", 2042),
        ] {
            let mut sample = Sample::report(Kind::IpAllocation);
            sample.set(&format!("IP分配.{header}"), "");
            assert_eq!(code(&sample), Some(predicted), "{header}");
        }
    }

    #[test]
    fn what_should_be_filled_in_gives_a_warning() {
        for header in ["网关IP", "单位分类", "行业分类", "县"] {
            let mut sample = Sample::report(Kind::IpAllocation);
            sample.set(&format!("IP分配.{header}"), "");
            let found = findings(&RULE, &sample);
            assert_eq!(found[0].severity, Severity::Warning, "{header}");
        }
    }

    #[test]
    fn a_city_without_counties_needs_none() {
        assert_silent_on(&RULE, Sample::report(Kind::IpAllocation), |order| {
            order.set("IP分配.省", "广东");
            order.set("IP分配.市", "东莞");
            order.set("IP分配.县", "");
        });
    }

    #[test]
    fn a_reallocated_range_names_the_unit_and_a_reserved_one_nothing() {
        let with_mode = |mode| {
            let mut sample = Sample::report(Kind::IpAllocation);
            sample.order.reports.clear();
            sample.set("IP分配.起始IP", "119.29.8.0/24");
            sample.set("IP分配.分配方式", mode);
            sample
        };
        assert_eq!(code(&with_mode("再次分配")), Some(2047));
        assert_eq!(code(&with_mode("自用")), Some(2032));
        assert_eq!(code(&with_mode("预留")), None);
    }

    #[test]
    fn a_source_is_named_as_its_type_says() {
        assert_fires_on(
            &RULE,
            Sample::report(Kind::IpOwn),
            "来源单位Id",
            |order| order.set("IP自带.来源单位类型", "1"),
        );
        assert_fires_on(
            &RULE,
            Sample::report(Kind::IpOwn),
            "来源单位名称",
            |order| order.set("IP自带.来源单位名称", ""),
        );
    }

    #[test]
    fn a_change_may_leave_out_the_gateway_which_an_addition_needs() {
        assert_fires_on(&RULE, Sample::report(Kind::IpOwn), "网关IP", |order| {
            order.set("IP自带.网关IP", "")
        });
        assert_silent_on(&RULE, Sample::changed_report(Kind::IpOwn), |order| {
            order.set("IP自带.网关IP", "")
        });
    }

    #[test]
    fn a_change_and_a_deletion_name_the_record() {
        for make in [Sample::changed_report, Sample::deleted_report] {
            let mut sample = make(Kind::IpBroadcast);
            sample.set("IP广播.省局记录Id", "");
            assert_eq!(code(&sample), Some(2055));
        }
    }
}
