//! 省市县代码存在且逐级相属 | Province, city and county exist and nest
//!
//! ## 检查
//! 省、市必填，县可以不填；各列的值是本级行政区划的代码或名称，市在所填的省内，县在所填的市内。
//!
//! ## 原因
//! 管局按 GB/T 2260 校验三级代码，不存在或不相属即退回 1019。
//!
//! ## 正例
//! `330000`，`330100`，`330108`
//!
//! ## 反例
//! `330000`，`440300`，`440305`；`99999`
//!
//! ## 处理
//! 改为证件所在地的现行行政区划代码或名称；直辖市的市填市辖区代码，例如 `310100`。
//!
//! ## Check
//! Province and city are filled in, the county may be empty; each cell holds a region of its own level, the city lies
//! in the province and the county in the city.
//!
//! ## Reason
//! The bureau looks the three codes up (GB/T 2260) and refuses with 1019 what does not exist or does not nest.
//!
//! ## Passes
//! `330000`, `330100`, `330108`
//!
//! ## Fails
//! `330000`, `440300`, `440305`; `99999`
//!
//! ## Remedy
//! Write today's codes or names of the place on the certificate. In Beijing, Shanghai, Tianjin and Chongqing the city
//! is the code of 市辖区, such as `310100`.

use crate::check::regions::Nest;
use crate::check::{Check, Context, Report, Rule};
use crate::order::{AnyField, Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-region-codes",
    severity: Severity::Error,
    code: Some(1019),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let levels = [
        (&subject.province, Some(("省级", "province"))),
        (&subject.city, Some(("市级", "city"))),
        (&subject.county, None),
    ];
    let mut nest = Nest::new(context);
    for (field, needed) in levels {
        if let Some((_, message)) = nest.look_at(field) {
            report.flag(order, field, message);
        } else if field.is_unreadable() {
            report.flag(
                order,
                field,
                Text::new(
                    "没有这个行政区划代码或名称",
                    "there is no region of this code or name",
                ),
            );
        } else if let Some((zh, en)) = needed.filter(|_| field.is_absent()) {
            let message = Text::new(
                format!("没有填写{zh}行政区划"),
                format!("the {en} is missing"),
            );
            report.flag(order, field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent};

    fn fill(order: &mut Sample, regions: [&str; 3]) {
        for (cell, region) in ["主体.省", "主体.市", "主体.县"].into_iter().zip(regions) {
            order.set(cell, region);
        }
    }

    #[test]
    fn codes_and_names_that_nest_pass() {
        for regions in [
            ["330000", "330100", "330108"],
            ["浙江", "杭州", "滨江区"],
            ["广东省", "东莞市", ""],
            ["420000", "429000", "429004"],
            ["420000", "429004", ""],
            ["上海市", "310100", "浦东新区"],
        ] {
            assert_silent(&RULE, |order| fill(order, regions));
        }
    }

    #[test]
    fn unknown_foreign_and_missing_regions_are_found() {
        assert_fires(&RULE, "市", |order| {
            fill(order, ["330000", "440300", "440305"])
        });
        assert_fires(&RULE, "县", |order| {
            fill(order, ["330000", "330100", "440305"])
        });
        assert_fires(&RULE, "省", |order| {
            fill(order, ["99999", "330100", "330108"])
        });
        assert_fires(&RULE, "市", |order| fill(order, ["330000", "", "330108"]));
        assert_fires(&RULE, "市", |order| {
            fill(order, ["上海市", "上海市", "浦东新区"])
        });
    }
}
