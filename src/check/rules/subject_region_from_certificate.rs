//! 单位所在省与证件一致 | A unit's province is the one on its certificate
//!
//! ## 检查
//! 单位的证件住所以省份或城市名称开头时，应属于所填的省。
//!
//! ## 原因
//! 备案归证件所在省的通信管理局审核，省份不符会以 1019 或审核意见退回。
//!
//! ## 正例
//! 省 `330000`，证件住所 `浙江省杭州市滨江区江南大道1号`
//!
//! ## 反例
//! 省 `310000`，证件住所 `浙江省杭州市滨江区江南大道1号`
//!
//! ## 处理
//! 按证件住所改正省、市、县；实际办公在外省的，通信地址可以不同，省份仍以证件为准。
//!
//! ## Check
//! Where a unit's certificate address begins with the name of a province or city, it lies in the chosen province.
//!
//! ## Reason
//! The bureau of the certificate's province reviews the filing; another province is refused with 1019 or in the
//! opinion.
//!
//! ## Passes
//! Province `330000`, certificate address `浙江省杭州市滨江区江南大道1号`
//!
//! ## Fails
//! Province `310000`, certificate address `浙江省杭州市滨江区江南大道1号`
//!
//! ## Remedy
//! Correct province, city and county by the certificate. A unit that works elsewhere still files in the certificate's
//! province.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::{Level, Region, Regions};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-region-from-certificate",
    severity: Severity::Warning,
    code: Some(1019),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let (Some(province), Some(address)) =
        (subject.province.get(), subject.certificate_address.get())
    else {
        return;
    };
    let named = province_of(address, context.codes.regions());
    if context.is_unit(order) && named.is_some_and(|named| named.code != province.id) {
        report.flag(
            order,
            &subject.province,
            Text::new(
                "证件住所在另一个省",
                "the address on the certificate lies in another province",
            ),
        );
    }
}

/// The province of the region whose full name the address begins with; the longest name counts. A province's short name
/// counts only before a city of it, because streets are called 北京路 too.
fn province_of<'r>(address: &str, regions: &'r Regions) -> Option<&'r Region> {
    let begins = |region: &&Region| {
        region.level < Level::County && region.official && address.starts_with(&region.name)
    };
    let named = regions
        .iter()
        .filter(begins)
        .max_by_key(|region| region.name.len());
    let named = named.or_else(|| {
        regions
            .iter()
            .filter(|region| region.level == Level::Province)
            .find(|province| {
                let short = province.name.trim_end_matches(['省', '市']);
                let rest = address.strip_prefix(short).unwrap_or_default();
                regions.children(province.code).any(|city| {
                    !rest.is_empty() && rest.starts_with(city.name.trim_end_matches('市'))
                })
            })
    })?;
    regions.get(named.code / 10_000 * 10_000)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, assert_silent_on};

    #[test]
    fn certificates_of_the_province_and_addresses_without_a_region_pass() {
        assert_silent(&RULE, |order| {
            order.set("主体.证件住所", "浙江省杭州市滨江区江南大道1号")
        });
        assert_silent(&RULE, |order| {
            order.set("主体.证件住所", "浙江杭州市滨江区江南大道1号")
        });
        assert_silent(&RULE, |order| order.set("主体.证件住所", "北京东路1号"));
        assert_silent_on(&RULE, Sample::individual(), |order| {
            order.set("主体.证件住所", "上海市浦东新区世纪大道1号")
        });
    }

    #[test]
    fn another_province_is_found_however_it_is_written() {
        assert_fires(&RULE, "省", |order| order.set("主体.省", "310000"));
        assert_fires(&RULE, "省", |order| {
            order.set("主体.证件住所", "江苏南京市玄武区珠江路1号")
        });
        assert_fires(&RULE, "省", |order| {
            order.set("主体.证件住所", "海南藏族自治州共和县青海湖南大街1号")
        });
    }
}
