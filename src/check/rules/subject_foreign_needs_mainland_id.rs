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

use crate::check::{Check, Context, Report, Rule};
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
/// How addresses outside the mainland begin.
const ADDRESSES: [&str; 6] = [
    "香港特别行政区",
    "澳门特别行政区",
    "台湾省",
    "中国香港",
    "中国澳门",
    "中国台湾",
];
/// What a name or address outside the mainland may begin with, as may a street or restaurant inside it.
const PLACES: [&str; 16] = [
    "香港",
    "澳门",
    "台湾",
    "日本",
    "韩国",
    "美国",
    "英国",
    "德国",
    "法国",
    "意大利",
    "西班牙",
    "俄罗斯",
    "加拿大",
    "澳大利亚",
    "新加坡",
    "马来西亚",
];
/// What follows the name of a place that is a street or a lane.
const STREETS: [char; 12] = [
    '东', '西', '南', '北', '中', '路', '街', '道', '里', '巷', '弄', '花',
];

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    if subject
        .province
        .get()
        .is_some_and(|code| OUTSIDE.contains(&code.id))
    {
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
    if ADDRESSES.iter().any(|place| address.starts_with(place)) {
        report.flag(
            order,
            &subject.certificate_address,
            Text::new(
                "证件住所不在内地",
                "the certificate's address is not on the mainland",
            ),
        );
    } else if rest_after_place(address)
        .is_some_and(|rest| !rest.chars().take(2).any(|next| STREETS.contains(&next)))
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
    if rest_after_place(name).is_some() && name.ends_with("公司") && !name.contains("分公司") {
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

/// What follows when the text begins with a place outside the mainland.
fn rest_after_place(text: &str) -> Option<&str> {
    PLACES.iter().find_map(|place| text.strip_prefix(place))
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
