//! 已撤并的市县 | Cities and counties that are no more
//!
//! ## 检查
//! 市、县是现行的行政区划，不是已经撤销、合并或改码的。
//!
//! ## 原因
//! 1019 最常见的原因就是区县已撤并，旧代码不在管局的区划表中。
//!
//! ## 正例
//! `330108`
//!
//! ## 反例
//! `330103`（下城区，2021 年并入拱墅区）
//!
//! ## 处理
//! 改为现行的市县，撤并去向以当地民政部门公布为准。
//!
//! ## Check
//! City and county are regions of today, not abolished, merged or renumbered ones.
//!
//! ## Reason
//! Most refusals with 1019 name a county that was merged: the bureau's table no longer holds its code.
//!
//! ## Passes
//! `330108`
//!
//! ## Fails
//! `330103` (下城区, merged into 拱墅区 in 2021)
//!
//! ## Remedy
//! Choose the region of today that took its place, as the local civil affairs office published it.

use crate::check::{Check, Context, Report, Rule};
use crate::codes::{Level, Regions};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "subject-region-merged-county",
    severity: Severity::Error,
    code: Some(1019),
    kinds: &[Kind::NewFiling],
    check: Check::Order(check),
};

/// As many successors are named in a message.
const NAMED: usize = 20;

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let subject = &order.subject;
    let regions = context.codes.regions();
    for field in [&subject.city, &subject.county] {
        let region = field.get().and_then(|code| regions.get(code.id));
        let Some(region) = region.filter(|region| region.historical) else {
            continue;
        };
        let (zh, en) = match region
            .parent
            .map(|parent| today(parent, region.level, regions))
        {
            Some(names) if !names.is_empty() => {
                let names = names.join("、");
                (
                    format!("，现行的有：{names}"),
                    format!("; today there are {names}"),
                )
            }
            _ => Default::default(),
        };
        report.flag(
            order,
            field,
            Text::new(
                format!("{}已撤并或改码{zh}", region.name),
                format!("{} was abolished, merged or renumbered{en}", region.name),
            ),
        );
    }
}

/// Today's regions of a level directly inside `parent`, with their codes.
fn today(parent: u32, level: Level, regions: &Regions) -> Vec<String> {
    let children = regions
        .children(parent)
        .filter(|region| region.level == level && !region.historical && region.official);
    children
        .take(NAMED)
        .map(|region| format!("{} {}", region.name, region.code))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};

    #[test]
    fn a_district_of_today_passes() {
        assert_silent(&RULE, |order| order.set("主体.县", "330108"));
    }

    #[test]
    fn a_merged_district_is_found_and_its_neighbours_are_named() {
        assert_fires(&RULE, "县", |order| order.set("主体.县", "330103"));
        let mut sample = Sample::unit();
        sample.set("主体.县", "330103");
        let found = findings(&RULE, &sample);
        assert!(
            found[0].message.zh.contains("拱墅区 330105"),
            "{:?}",
            found[0].message
        );
    }
}
