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

use crate::check::{Check, Context, Report, Rule};
use crate::codes::Level;
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
        (&subject.province, Level::Province, "省级", "province", true),
        (&subject.city, Level::City, "市级", "city", true),
        (&subject.county, Level::County, "县级", "county", false),
    ];
    let mut outer = None;
    for (field, level, level_zh, level_en, needed) in levels {
        let Some(code) = field.get() else {
            if field.is_unreadable() {
                report.flag(
                    order,
                    field,
                    Text::new(
                        "没有这个行政区划代码或名称",
                        "there is no region of this code or name",
                    ),
                );
            } else if needed {
                let message = Text::new(
                    format!("没有填写{level_zh}行政区划"),
                    format!("the {level_en} is missing"),
                );
                report.flag(order, field, message);
            }
            continue;
        };
        let id = code.id;
        let found = context.codes.regions().get(id);
        if !found.is_some_and(|region| {
            region.level == level || level == Level::City && is_directly_governed(id)
        }) {
            let message = Text::new(
                format!("这不是{level_zh}行政区划"),
                format!("this region is not a {level_en}"),
            );
            report.flag(order, field, message);
        } else if outer.is_some_and(|outer| !lies_in(id, outer, context)) {
            report.flag(
                order,
                field,
                Text::new(
                    "不在所填的上级行政区划内",
                    "the region does not lie in the one above it",
                ),
            );
        }
        outer = Some(id);
    }
}

/// Whether a county answers to its province, with no city between: the codes `xx90xx`.
fn is_directly_governed(id: u32) -> bool {
    id / 100 % 100 == 90
}

fn lies_in(id: u32, outer: u32, context: &Context<'_>) -> bool {
    context.codes.regions().is_within(id, outer)
        || is_directly_governed(id) && id / 10_000 == outer / 10_000
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
