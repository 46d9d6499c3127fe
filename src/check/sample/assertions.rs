//! What the tests of rules expect: that a rule speaks about a column, or looks and is silent.

use super::{DAY, Sample};
use crate::check::context::Context;
use crate::check::filed::{Filed, FiledProgress, FiledRange, FiledReport};
use crate::check::page::Page;
use crate::check::report::Report;
use crate::check::rule::{Check, Rule};
use crate::check::settings::{Role, Settings};
use crate::codes::Codes;
use crate::order::*;

/// What `rule` finds in `orders`.
pub fn findings_in(rule: &Rule, orders: &[Order], settings: &Settings) -> Vec<Finding> {
    let context = Context {
        codes: Codes::bundled(),
        settings,
        filed: &Filed::default(),
        today: DAY,
    };
    findings_within(rule, orders, &context)
}

/// What `rule` finds in `orders` beside what is filed already, with the default settings.
pub fn findings_against(rule: &Rule, orders: &[Order], filed: &Filed) -> Vec<Finding> {
    findings_with(rule, orders, &Settings::default(), filed)
}

/// What `rule` finds in `orders` beside what is filed already.
pub fn findings_with(
    rule: &Rule,
    orders: &[Order],
    settings: &Settings,
    filed: &Filed,
) -> Vec<Finding> {
    let context = Context {
        codes: Codes::bundled(),
        settings,
        filed,
        today: DAY,
    };
    findings_within(rule, orders, &context)
}

fn findings_within(rule: &Rule, orders: &[Order], context: &Context<'_>) -> Vec<Finding> {
    let text = || Text::new("", "");
    let page = Page {
        title: text(),
        check: text(),
        reason: text(),
        passes: text(),
        fails: text(),
        remedy: text(),
    };
    let mut report = Report::new(rule, rule.severity, &page);
    let outside = matches!(rule.check, Check::Outside(_));
    let orders: Vec<&Order> = orders
        .iter()
        .filter(|order| order.kind().is_some_and(|kind| rule.kinds.contains(&kind)) != outside)
        .collect();
    match rule.check {
        Check::Order(check) | Check::Outside(check) => orders
            .iter()
            .for_each(|order| check(order, context, &mut report)),
        Check::Unsent(check) => orders
            .iter()
            .filter(|order| !context.filed.is_sent(order))
            .for_each(|order| check(order, context, &mut report)),
        Check::Batch(check) => {
            let open = orders.iter().filter(|order| !context.filed.is_sent(order));
            check(&open.copied().collect::<Vec<_>>(), context, &mut report);
        }
        Check::Rest(check) => orders
            .iter()
            .for_each(|order| check(order, &[], context, &mut report)),
    }
    let findings = report.into_findings();
    for finding in &findings {
        assert_keeps_private_values(finding, &orders);
    }
    findings
}

/// Expects the words of a finding to hold nothing private of any order: what a cell says is masked by whatever prints it,
/// which a message would evade.
pub fn assert_keeps_private_values(finding: &Finding, orders: &[&Order]) {
    for field in orders.iter().flat_map(|order| order.fields()) {
        let value = field.text();
        if field.column().privacy == Privacy::Open || value.chars().count() < 2 {
            continue;
        }
        for text in [&finding.message, &finding.remedy] {
            assert!(
                !text.zh.contains(value) && !text.en.contains(value),
                "{} tells {}: {finding:#?}",
                finding.rule,
                field.column().header
            );
        }
    }
}

/// What `rule` finds in one order with the default settings.
pub fn findings(rule: &Rule, sample: &Sample) -> Vec<Finding> {
    findings_in(
        rule,
        std::slice::from_ref(&sample.order),
        &Settings::default(),
    )
}

/// Expects `rule` to look at orders of this kind, so that its silence says something.
pub(super) fn assert_looks_at(rule: &Rule, sample: &Sample) {
    let kind = sample.order.kind().expect("a sample has a kind");
    assert!(
        rule.kinds.contains(&kind),
        "{} does not look at {}",
        rule.id,
        kind.name()
    );
}

/// Applies `change` to a unit's new filing and expects `rule` to say nothing.
pub fn assert_silent(rule: &Rule, change: impl FnOnce(&mut Sample)) {
    assert_silent_on(rule, Sample::unit(), change);
}

/// Applies `change` to `sample` and expects `rule` to look at it and to say nothing.
pub fn assert_silent_on(rule: &Rule, mut sample: Sample, change: impl FnOnce(&mut Sample)) {
    change(&mut sample);
    assert_looks_at(rule, &sample);
    let found = findings(rule, &sample);
    assert!(found.is_empty(), "{} should be silent: {found:#?}", rule.id);
}

/// Applies `change` to a unit's new filing and expects `rule` to speak about the column `header`.
pub fn assert_fires(rule: &Rule, header: &str, change: impl FnOnce(&mut Sample)) {
    assert_fires_on(rule, Sample::unit(), header, change);
}

/// Applies `change` to `sample` and expects `rule`, silent before, to speak about the column `header`.
pub fn assert_fires_on(
    rule: &Rule,
    mut sample: Sample,
    header: &str,
    change: impl FnOnce(&mut Sample),
) {
    let before = findings(rule, &sample);
    assert!(
        before.is_empty(),
        "{} speaks without the change: {before:#?}",
        rule.id
    );
    change(&mut sample);
    let found = findings(rule, &sample);
    assert!(
        found.iter().any(|finding| finding.field == header),
        "{} is silent about {header}: {found:#?}",
        rule.id
    );
}

#[test]
fn complete_samples_have_no_findings_at_all() {
    let filings = [
        Sample::unit(),
        Sample::individual(),
        Sample::new_site(),
        Sample::new_access(),
    ];
    let settings = Settings {
        roles: vec![Role::Group, Role::Domain],
        ..Settings::default()
    };
    let source = FiledRange {
        kind: Kind::IpSource,
        range: IpRange::read("119.29.0.0/20", &Column::BLANK, Codes::bundled()).expect("a range"),
        order: None,
        bureau_id: Some(700_001),
        progress: FiledProgress::Accepted,
    };
    let others = Sample::reports().into_iter().chain(Sample::requests());
    let reports = || {
        let kinds = Kind::REPORTS.iter();
        kinds.map(|kind| FiledReport {
            kind: *kind,
            id: 700_001,
            counts: true,
            copied: false,
        })
    };
    for sample in filings.into_iter().chain(others) {
        // A new source must not be filed, what is allocated must lie in one that is.
        let filed = match sample.order.kind() {
            Some(Kind::IpAllocation) => Filed::new([source.clone()], reports()),
            _ => Filed::new([], reports()),
        };
        let context = Context {
            codes: Codes::bundled(),
            settings: &settings,
            filed: &filed,
            today: DAY,
        };
        let unreadable: Vec<&str> = sample
            .order
            .fields()
            .iter()
            .filter(|field| field.is_unreadable())
            .map(|field| field.column().header)
            .collect();
        assert!(unreadable.is_empty(), "unreadable: {unreadable:?}");
        for (rule, _) in crate::check::rules::all() {
            // No bundled table tells these codes.
            let untold = ["域名类型", "注销理由", "处理结果"];
            let found: Vec<Finding> =
                findings_within(rule, std::slice::from_ref(&sample.order), &context)
                    .into_iter()
                    .filter(|finding| finding.severity > Severity::Info)
                    .filter(|finding| !untold.contains(&finding.field.as_ref()))
                    .collect();
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}
