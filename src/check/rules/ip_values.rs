//! IP 报备内容的写法 | Form of what an IP report says
//!
//! ## 检查
//! 分配方式、使用方式、单位性质、分类、行业、省市县和单位 Id 是代码表里的代码、名称或数字；日期是真实的日期；电话只含数字和横线；邮箱是 `名称@域名`；网关是 IPv4 地址。
//!
//! ## 原因
//! 管局校验这些内容，按 2008 至 2055 的相应代码退回该条记录。
//!
//! ## 正例
//! 联系人电话 `086-0571-86013388`
//!
//! ## 反例
//! 分配方式 `5`（2041），联系人邮箱 `abc`（2013）
//!
//! ## 处理
//! 按代码表或提示改正该单元格。
//!
//! ## Check
//! Mode, usage, nature, category, industry, regions and units are codes, names or numbers that exist; a date is a day of the
//! calendar; telephones hold digits and dashes; an e-mail address is a name, `@` and a domain; the gateway is an IPv4 address.
//!
//! ## Reason
//! The bureau checks them and refuses the record with the code of the value, 2008 to 2055.
//!
//! ## Passes
//! Telephone `086-0571-86013388`
//!
//! ## Fails
//! Mode `5` (2041), e-mail address `abc` (2013)
//!
//! ## Remedy
//! Write the cell as its code table or the finding asks.

use crate::check::{Check, Context, Report, Rule, report_values};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "ip-values",
    severity: Severity::Error,
    code: Some(5001),
    kinds: Kind::IP_REPORTS,
    check: Check::Order(check),
};

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    report_values::report_wrong(order, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_silent_on, findings};
    use crate::order::Kind;

    #[test]
    fn each_wrong_value_has_the_bureaus_own_code() {
        for (kind, header, text, predicted) in [
            (Kind::IpSource, "来源单位", "省公司", 2029),
            (Kind::IpAllocation, "分配方式", "5", 2041),
            (Kind::IpAllocation, "使用方式", "4", 2021),
            (Kind::IpAllocation, "是否域名跳转", "2", 2033),
            (Kind::IpAllocation, "分配使用日期", "2026-02-30", 5001),
            (Kind::IpAllocation, "单位性质", "998", 2019),
            (Kind::IpAllocation, "单位分类", "998", 2009),
            (Kind::IpAllocation, "行业分类", "养鱼", 2020),
            (Kind::IpAllocation, "联系人电话", "0571转8001", 2012),
            (Kind::IpAllocation, "联系人邮箱", "abc", 2013),
            (Kind::IpAllocation, "网关IP", "0", 2008),
            (Kind::IpBroadcast, "广播单位", "集团", 2017),
            (Kind::IpBroadcast, "申请单位", "-1", 2018),
            (Kind::IpOwn, "来源单位类型", "2", 2046),
        ] {
            let mut sample = Sample::report(kind);
            sample.set(&format!("{}.{header}", kind.name()), text);
            let found = findings(&RULE, &sample).into_iter();
            let codes: Vec<_> = found
                .map(|finding| (finding.field.to_string(), finding.code))
                .collect();
            assert_eq!(codes, [(header.to_owned(), Some(predicted))]);
        }
    }

    #[test]
    fn what_is_not_sent_may_hold_anything() {
        assert_silent_on(&RULE, Sample::report(Kind::IpAllocation), |order| {
            order.set("IP分配.分配方式", "预留");
            order.set("IP分配.联系人邮箱", "abc");
        });
        assert_silent_on(&RULE, Sample::deleted_report(Kind::IpSource), |order| {
            order.set("IP来源.来源单位", "省公司")
        });
    }
}
