//! 域名报备内容的写法 | Form of what a domain report says
//!
//! ## 检查
//! 域名类型、省市是代码表里的代码或名称；日期是真实的日期；电话只含数字和横线；邮箱是 `名称@域名`；域名服务器是主机名；注册商名称没有特殊字符。
//!
//! ## 原因
//! 管局校验这些内容，按 3001 至 3034 的相应代码退回该条记录。
//!
//! ## 正例
//! 注册商 `某某网络有限公司`
//!
//! ## 反例
//! 注册商 `某某★公司`（3007），缴费人电话 `无`（3033）
//!
//! ## 处理
//! 按代码表或提示改正该单元格。
//!
//! ## Check
//! Type and regions are codes or names that exist; a date is a day of the calendar; telephones hold digits and dashes; an
//! e-mail address is a name, `@` and a domain; name servers are hosts; the registrar's name has no special character.
//!
//! ## Reason
//! The bureau checks them and refuses the record with the code of the value, 3001 to 3034.
//!
//! ## Passes
//! Registrar `某某网络有限公司`
//!
//! ## Fails
//! Registrar `某某★公司` (3007), telephone of the payer `无` (3033)
//!
//! ## Remedy
//! Write the cell as its code table or the finding asks.

use crate::check::{Check, Context, Report, Rule, report_values};
use crate::order::{Kind, Order, Severity};

pub const RULE: Rule = Rule {
    id: "ym-values",
    severity: Severity::Error,
    code: Some(5001),
    kinds: &[Kind::DomainReport],
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
    fn names_of_companies_and_hosts_pass() {
        for name in [
            "Songjing Domains, Inc.",
            "松径（浙江）科技·网络公司",
            "O'Pine & Sons/中国",
        ] {
            assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |order| {
                order.set("域名报备.注册商", name)
            });
        }
        assert_silent_on(&RULE, Sample::report(Kind::DomainReport), |order| {
            order.set(
                "域名报备.域名服务器",
                "ns1.songjing-dns.cn.；ns2.songjing-dns.cn",
            )
        });
    }

    #[test]
    fn each_wrong_value_has_the_bureaus_own_code() {
        for (header, text, predicted) in [
            ("域名类型", "通用", 3001),
            ("注册时间", "去年", 3031),
            ("有效日期", "2030-13-01", 3032),
            ("注册人邮箱", "lin", 3013),
            ("注册人电话", "八六〇一三三八八一二三", 3015),
            ("管理员邮箱", "lin@", 3022),
            ("缴费人邮箱", "@b.cn", 3034),
            ("缴费人电话", "无", 3033),
            ("缴费人省", "浙", 3030),
            ("注册商", "某某★公司", 3007),
            ("域名服务器", "服务器1", 3005),
        ] {
            let mut sample = Sample::report(Kind::DomainReport);
            sample.set(&format!("域名报备.{header}"), text);
            let found = findings(&RULE, &sample);
            assert_eq!(
                found.first().and_then(|one| one.code),
                Some(predicted),
                "{header}"
            );
        }
    }
}
