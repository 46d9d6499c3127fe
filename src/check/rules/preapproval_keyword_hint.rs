//! 可能漏报的前置审批 | Pre-approvals that may be missing
//!
//! ## 检查
//! 网站名称或备注提到新闻、医院、药品等内容时，已声明相应的前置审批类型。教育、健康、游戏等常见行业用词只作提示，
//! 严格方案才提醒；“不涉及……”的说明不算提到。
//!
//! ## 原因
//! 涉及前置审批内容而没有批文的网站，审核会以 1033 退回。
//!
//! ## 正例
//! `青杉摄影天地`
//!
//! ## 反例
//! `青杉新闻在线`，没有前置审批
//!
//! ## 处理
//! 声明前置审批并附批文；确实不涉及的，在网站备注中写明。
//!
//! ## Check
//! Where a site's name or remark mentions news, hospitals, drugs and the like, the pre-approval is declared. Words of
//! everyday trades, such as education or games, give a note, with the strict profile a warning; what a remark denies is
//! not mentioned.
//!
//! ## Reason
//! Reviews refuse sites with such content and no approval with 1033.
//!
//! ## Passes
//! `青杉摄影天地`
//!
//! ## Fails
//! `青杉新闻在线` without a pre-approval
//!
//! ## Remedy
//! Declare the pre-approval with its document, or say in the remark that the site has no such content.

use std::sync::OnceLock;

use crate::check::{Check, Context, Profile, Report, Rule, preapprovals, site_names, words};
use crate::codes::Codes;
use crate::order::{AnyField, Kind, Order, Severity, Site, Text};

pub const RULE: Rule = Rule {
    id: "preapproval-keyword-hint",
    severity: Severity::Warning,
    code: Some(1033),
    kinds: Kind::NEW_SITES,
    check: Check::Order(check),
};

/// A list of words that hint at content of a type, and whether they name many a harmless trade as well.
struct Hint {
    category: u32,
    list: String,
    weak: bool,
}

/// The hints of every type that has words, strong ones first.
fn hints() -> &'static [Hint] {
    static HINTS: OnceLock<Vec<Hint>> = OnceLock::new();
    HINTS.get_or_init(|| {
        let table = Codes::bundled().table("preapproval_type");
        let rows = table.map_or(&[][..], |table| table.rows());
        let of = |category| {
            let lists = [("preapproval", false), ("preapproval-weak", true)];
            lists.map(|(list, weak)| Hint {
                category,
                list: format!("{list}-{category}"),
                weak,
            })
        };
        let hints = rows.iter().flat_map(|row| of(row.id));
        hints.filter(|hint| words::exists(&hint.list)).collect()
    })
}

fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(table) = context.codes.table("preapproval_type") else {
        return;
    };
    let individual = context.is_individual(order);
    for site in &order.sites {
        let mut hinted = None;
        for hint in hints() {
            let declared = || {
                let mut rows = site.preapprovals.iter();
                rows.any(|row| preapprovals::declares(row, hint.category))
            };
            if hinted == Some(hint.category) || declared() {
                continue;
            }
            let Some((field, word)) = mention(site, &hint.list, individual, context) else {
                continue;
            };
            hinted = Some(hint.category);
            let (zh, en) = table
                .by_id(hint.category)
                .map_or(("", ""), |row| (row.name.zh.as_ref(), row.name.en.as_ref()));
            let message = Text::new(
                format!("提到“{word}”，没有声明“{zh}”类前置审批"),
                format!("mentions \"{word}\" without a pre-approval for {en}"),
            );
            report.flag(order, field, message);
            if hint.weak && context.settings.profile == Profile::Lenient {
                report.at_most(Severity::Info);
            }
        }
    }
}

/// The cell of a site that mentions a word of the list, and the word. Names that do not suit an individual have rules of
/// their own.
fn mention<'o>(
    site: &'o Site,
    list: &str,
    individual: bool,
    context: &Context<'o>,
) -> Option<(&'o dyn AnyField, &'o str)> {
    let fields: [&dyn AnyField; 2] = [&site.name, &site.remark];
    let unfit = individual && site_names::unsuits_individuals(site.name.text(), context);
    fields
        .into_iter()
        .skip(usize::from(unfit))
        .find_map(|field| Some((field, words::mentioned(context, list, field.text())?)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires, assert_silent, findings};
    use crate::order::Severity;

    #[test]
    fn harmless_content_and_a_denial_pass() {
        assert_silent(&RULE, |order| order.set("网站.网站名称", "青杉摄影天地"));
        assert_silent(&RULE, |order| {
            order.set("网站.网站备注", "介绍产品，不涉及新闻、药品")
        });
    }

    #[test]
    fn a_declared_type_passes() {
        assert_silent(&RULE, |order| {
            order.set("网站.网站名称", "青杉新闻在线");
            order.set("前置审批.前置审批类型", "新闻");
        });
    }

    #[test]
    fn a_mention_without_a_declaration_is_found() {
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉新闻在线")
        });
        assert_fires(&RULE, "网站名称", |order| {
            order.set("网站.网站名称", "青杉溪医院")
        });
    }

    #[test]
    fn a_word_of_everyday_trades_is_a_note() {
        let mut sample = Sample::unit();
        sample.set("网站.网站名称", "青杉溪教育科技");
        assert_eq!(findings(&RULE, &sample)[0].severity, Severity::Info);
    }
}
