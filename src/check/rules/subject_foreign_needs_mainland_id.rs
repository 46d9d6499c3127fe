//! 港澳台和境外主体用内地证件备案 | Subjects from outside the mainland file with a mainland certificate
//!
//! ## 检查
//! 省不是香港、澳门、台湾；证件住所不在港澳台。名称或住所只是以这些地名或外国国名开头的，只作警告。
//!
//! ## 原因
//! 内地没有证件的主体不能备案，港澳台代码会以 1019 退回。
//!
//! ## 正例
//! 省 `440000`，由内地代表处或分公司备案
//!
//! ## 反例
//! 省 `810000`；证件住所 `香港特别行政区中环……`
//!
//! ## 处理
//! 以内地分公司、代表处的证件和地址备案；没有的不能备案，网站须关闭。
//!
//! ## Check
//! The province is not Hong Kong, Macau or Taiwan, and the certificate's address does not lie there. A name or address
//! that merely begins with such a place or a foreign country gives a warning.
//!
//! ## Reason
//! Without a certificate of the mainland nobody can file; codes of Hong Kong, Macau and Taiwan are refused with 1019.
//!
//! ## Passes
//! Province `440000`, filed by a mainland branch or representative office
//!
//! ## Fails
//! Province `810000`; the certificate address `香港特别行政区中环……`
//!
//! ## Remedy
//! File with certificate and address of the mainland branch or office. Without one there is no filing, and the site
//! must be closed.

use crate::check::{Check, Context, Report, Rule, words};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-foreign-needs-mainland-id",
    severity: Severity::Error,
    code: Some(1019),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// Provinces without a bureau.
const OUTSIDE: [u32; 3] = [710_000, 810_000, 820_000];

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let province = subject.province.get();
    if province.is_some_and(|code| OUTSIDE.contains(&code.id)) {
        report.flag(
            order,
            &subject.province,
            Text::new(
                "港澳台主体须以内地证件地址备案",
                "subjects of Hong Kong, Macau and Taiwan file with a mainland address",
            ),
        );
    }
    let address = subject.certificate_address.text();
    if words::rest(context, "address-outside", address).is_some() {
        report.flag(
            order,
            &subject.certificate_address,
            Text::new(
                "证件住所不在内地",
                "the certificate's address is not on the mainland",
            ),
        );
    } else if words::rest(context, "place-outside", address)
        .is_some_and(|rest| !is_of_a_street(rest, context))
    {
        report.flag(
            order,
            &subject.certificate_address,
            Text::new(
                "证件住所看来不在内地",
                "the certificate's address does not seem to be on the mainland",
            ),
        );
        report.at_most(Severity::Warning);
    }
    let name = subject.name.text();
    let foreign = words::rest(context, "place-outside", name).is_some();
    if foreign && name.ends_with("公司") && !name.contains("分公司") {
        report.flag(
            order,
            &subject.name,
            Text::new(
                "名称像境外单位，须以内地机构备案",
                "the name looks like a foreign unit's, which files by its mainland office",
            ),
        );
        report.at_most(Severity::Warning);
    }
}

/// Whether what follows a place makes it the name of a street, as in 香港东路.
fn is_of_a_street(rest: &str, context: &Context<'_>) -> bool {
    let mut next = rest.chars().take(2);
    next.any(|character| words::has_character(context, "street", character))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn mainland_offices_and_streets_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.主办单位名称", "香港青杉溪有限公司深圳代表处")
        });
        assert_silent(&RULE, |order| order.set("主体.证件住所", "香港中路1号"));
    }

    #[test]
    fn provinces_and_addresses_outside_are_errors() {
        assert_fires(&RULE, "省", |order| order.set("主体.省", "810000"));
        assert_fires(&RULE, "证件住所", |order| {
            order.set("主体.证件住所", "香港特别行政区中环德辅道中1号")
        });
    }

    #[test]
    fn a_name_alone_is_a_warning() {
        let mut sample = Sample::unit();
        sample.set("主体.主办单位名称", "香港青杉溪网络有限公司");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Warning);
    }
}
