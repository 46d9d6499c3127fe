//! 核实结果对应核实任务 | A result answers a task
//!
//! ## 检查
//! 核实结果的主体和网站，是管局下发的核实任务（HSRW）中的。任务没有下发过的不检查。
//!
//! ## 原因
//! 每个核实任务要一个核实结果；没有任务的结果，管局查不到（1016）。
//!
//! ## 正例
//! 主体 `880012` 在核实任务中
//!
//! ## 反例
//! 主体 `880099` 不在任何核实任务中
//!
//! ## 处理
//! 核对省局主体Id和网站Id；任务还没有导入的，先导入管局的下载文件。
//!
//! ## Check
//! The subject and the sites of a verification result are those of a task (HSRW) that the bureau has sent. Before any
//! task has come nothing is said.
//!
//! ## Reason
//! Every task wants one result; the bureau does not find what it did not ask for (1016).
//!
//! ## Passes
//! subject `880012` of a task
//!
//! ## Fails
//! subject `880099`, of which there is no task
//!
//! ## Remedy
//! Check the bureau's ids of subject and sites; take in the bureau's file where the task did not come yet.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "hsjg-answers-task",
    severity: Severity::Warning,
    code: Some(1016),
    kinds: &[Kind::VerificationResult],
    check: Check::Unsent(check),
};

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(tasks), Some(subject)) = (
        &context.filed.lists.verifications,
        order.subject.bureau_id.get(),
    ) else {
        return;
    };
    let Some(sites) = tasks.get(&subject.0) else {
        let message = Text::new(
            "没有这个主体的核实任务",
            "there is no task about this subject",
        );
        report.flag(order, &order.subject.bureau_id, message);
        return;
    };
    for site in &order.sites {
        let unknown = { site.bureau_id.get() }.is_some_and(|id| !sites.contains(&id.0));
        if unknown && !sites.is_empty() {
            let message = Text::new("核实任务中没有这个网站", "the task is not about this site");
            report.flag(order, &site.bureau_id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::filed::Filed;
    use crate::check::sample::Sample;
    use crate::check::sample::filed::findings_beside;
    use std::collections::{BTreeMap, BTreeSet};

    fn found(subject: u64, site: u64) -> Vec<String> {
        let mut filed = Filed::default();
        let tasks = BTreeMap::from([(subject, BTreeSet::from([site]))]);
        filed.lists.verifications = Some(tasks);
        let found = findings_beside(&RULE, Sample::verification(), &filed, |_| ());
        found
            .into_iter()
            .map(|finding| finding.field.into_owned())
            .collect()
    }

    #[test]
    fn the_subject_and_sites_of_a_task_pass_and_without_tasks_nothing_is_said() {
        assert!(found(880_012, 880_013).is_empty());
        let sample = Sample::verification();
        assert!(findings_beside(&RULE, sample, &Filed::default(), |_| ()).is_empty());
    }

    #[test]
    fn another_subject_and_another_site_are_found() {
        assert_eq!(found(31, 880_013), ["省局主体Id"]);
        assert_eq!(found(880_012, 31), ["省局网站Id"]);
    }
}
