//! Applies the catalogue to a batch.

use std::collections::HashMap;

use rayon::prelude::*;

use super::context::Context;
use super::page::Page;
use super::report::Report;
use super::rule::{Check, Rule};
use super::rules;
use super::settings::Reviews;
use super::sources::Sources;
use crate::order::{AnyField, Finding, Order, Review, Severity, TO_FILL_IN, Text, Value};

/// An order without errors; only [`run`] makes one.
#[derive(Clone, Debug)]
pub struct Checked(Order);

impl Checked {
    /// The order.
    pub fn order(&self) -> &Order {
        &self.0
    }
}

/// What the checks decided about one order.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Where the order stands now.
    pub standing: Standing,
    /// Everything found, errors first.
    pub findings: Vec<Finding>,
}

/// Where an order stands after the checks.
#[derive(Clone, Debug)]
pub enum Standing {
    /// No errors, and the carrier's reviews are passed: it may be sent.
    Ready(Box<Checked>),
    /// No errors, but it has to wait until another order is through; why.
    Waiting(Box<Checked>, Text),
    /// No errors, but a review of the carrier is open or refused it.
    InReview(Box<Order>, Step),
    /// Errors: the bureau would refuse it.
    HeldBack(Box<Order>),
}

/// Which review an order waits for, or which one refused it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first review is open.
    FirstPending,
    /// The first review refused it.
    FirstRefused,
    /// The second review is open.
    SecondPending,
    /// The second review refused it.
    SecondRefused,
}

impl Verdict {
    /// The same order, held back for what was found later.
    pub fn hold_back(mut self, later: Vec<Finding>) -> Self {
        let order = match self.standing {
            Standing::Ready(checked) | Standing::Waiting(checked, _) => Box::new(checked.0),
            Standing::InReview(order, _) | Standing::HeldBack(order) => order,
        };
        for finding in later {
            let known =
                |other: &Finding| other.rule == finding.rule && other.place == finding.place;
            if !self.findings.iter().any(known) {
                self.findings.push(finding);
            }
        }
        sort(&mut self.findings);
        Self {
            standing: Standing::HeldBack(order),
            findings: self.findings,
        }
    }

    /// The same standing, with something more worth knowing.
    pub fn note(&mut self, notes: &[Finding]) {
        self.findings.extend_from_slice(notes);
        sort(&mut self.findings);
    }

    /// The order, whatever became of it.
    pub fn order(&self) -> &Order {
        match &self.standing {
            Standing::Ready(checked) | Standing::Waiting(checked, _) => checked.order(),
            Standing::InReview(order, _) | Standing::HeldBack(order) => order,
        }
    }
}

/// Checks every order, in parallel; `earlier` are the findings of intake, of which those that name an order count for it.
/// Verdicts come sorted by order number, `progress` is called once for each order.
pub fn run(
    mut orders: Vec<Order>,
    earlier: &[Finding],
    context: &Context<'_>,
    progress: &(dyn Fn() + Sync),
) -> Vec<Verdict> {
    orders.sort_by(|a, b| a.number.text.cmp(&b.number.text));
    let rules: Vec<Active<'_>> = rules::all()
        .iter()
        .filter_map(|(rule, page)| Active::new(rule, page, context))
        .collect();
    let known = by_order(earlier.iter().cloned());
    let of_batch: Vec<Vec<Finding>> = rules
        .par_iter()
        .map(|rule| rule.look_at_batch(&orders, context))
        .collect();
    let of_batch = by_order(of_batch.into_iter().flatten());
    let sources = Sources::new(&orders.iter().collect::<Vec<_>>(), context.filed);
    orders
        .into_par_iter()
        .map(|order| {
            let number = &order.number.text;
            let mut findings = of_batch.get(number).cloned().unwrap_or_default();
            for rule in &rules {
                rule.look_at(&order, context, &mut findings);
            }
            let is_open =
                |finding: &Finding| order.awaits_review() && is_to_be_filled_in(finding, &order);
            if let Some(known) = known.get(number) {
                let known: Vec<_> = { known.iter() }
                    .filter(|finding| !is_open(finding))
                    .cloned()
                    .collect();
                findings.retain(|finding| !is_damaged(finding, &known, &order));
                findings.extend(known);
            }
            for rule in &rules {
                rule.look_at_rest(&order, context, &mut findings);
            }
            findings.retain(|finding| !is_open(finding));
            sort(&mut findings);
            progress();
            Verdict {
                standing: standing(order, &findings, &sources, context),
                findings,
            }
        })
        .collect()
}

/// Findings by the order to which they belong; those of no order are left out.
fn by_order(findings: impl Iterator<Item = Finding>) -> HashMap<Box<str>, Vec<Finding>> {
    let mut by_order: HashMap<Box<str>, Vec<Finding>> = HashMap::new();
    for finding in findings {
        if let Some(order) = &finding.order {
            by_order.entry(order.clone()).or_default().push(finding);
        }
    }
    by_order
}

/// Whether the cell was damaged before anybody looked at it: what stands there now is not what the operator wrote, and
/// nothing else need be said of it.
fn is_damaged(finding: &Finding, known: &[Finding], order: &Order) -> bool {
    let same_cell = |known: &&Finding| known.place == finding.place && known.field == finding.field;
    finding.place != order.number.place && known.iter().filter(same_cell).any(Finding::holds_back)
}

/// Whether it only finds fault with what says that it is still to be filled in: an order that waits for its review may say so.
fn is_to_be_filled_in(finding: &Finding, order: &Order) -> bool {
    let is_marked = |field: &&dyn AnyField| {
        let is_here = |value: &Value| &*value.text == TO_FILL_IN && value.place == finding.place;
        field.value().is_some_and(is_here) && field.column().header == finding.field
    };
    finding.holds_back() && order.fields().iter().any(is_marked)
}

/// Errors first, then in the order in which the places come in the operator's files.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| sort_key(a).cmp(&sort_key(b)))
    });
}

fn sort_key(finding: &Finding) -> (&str, Option<&str>, &crate::order::Spot, &str) {
    (
        &finding.place.file,
        finding.place.sheet.as_deref(),
        &finding.place.spot,
        &finding.rule,
    )
}

fn standing(
    order: Order,
    findings: &[Finding],
    sources: &Sources,
    context: &Context<'_>,
) -> Standing {
    if findings.iter().any(Finding::holds_back) {
        return Standing::HeldBack(Box::new(order));
    }
    let step = |review: &crate::order::Field<Review>, pending, refused| match review.get() {
        Some(Review::Pending) => Some(pending),
        Some(Review::Refused) => Some(refused),
        None if review.is_absent() && context.settings.reviews == Reviews::Require => Some(pending),
        _ => None,
    };
    let first = step(
        &order.header.first_review,
        Step::FirstPending,
        Step::FirstRefused,
    );
    let second = || {
        step(
            &order.header.second_review,
            Step::SecondPending,
            Step::SecondRefused,
        )
    };
    if let Some(step) = first.or_else(second) {
        return Standing::InReview(Box::new(order), step);
    }
    match sources.hold(&order) {
        Some(why) => Standing::Waiting(Box::new(Checked(order)), why),
        None => Standing::Ready(Box::new(Checked(order))),
    }
}

/// A rule that the configuration has not switched off.
struct Active<'r> {
    rule: &'r Rule,
    page: &'r Page,
    severity: Severity,
}

impl<'r> Active<'r> {
    fn new(rule: &'r Rule, page: &'r Page, context: &Context<'_>) -> Option<Self> {
        let severity = context
            .settings
            .severity_of(rule.id)
            .unwrap_or(Some(rule.severity))?;
        Some(Self {
            rule,
            page,
            severity,
        })
    }

    fn concerns(&self, order: &Order) -> bool {
        order
            .kind()
            .is_some_and(|kind| self.rule.kinds.contains(&kind))
    }

    fn look_at(&self, order: &Order, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let check = match self.rule.check {
            Check::Order(check) if self.concerns(order) => check,
            Check::Unsent(check) if self.concerns(order) && !context.filed.is_sent(order) => check,
            Check::Outside(check) if !self.concerns(order) => check,
            _ => return,
        };
        let mut report = Report::new(self.rule, self.severity, self.page);
        check(order, context, &mut report);
        findings.extend(report.into_findings());
    }

    fn look_at_rest(&self, order: &Order, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if let Check::Rest(check) = self.rule.check
            && self.concerns(order)
        {
            let mut report = Report::new(self.rule, self.severity, self.page);
            check(order, findings, context, &mut report);
            findings.extend(report.into_findings());
        }
    }

    fn look_at_batch(&self, orders: &[Order], context: &Context<'_>) -> Vec<Finding> {
        let Check::Batch(check) = self.rule.check else {
            return Vec::new();
        };
        let counts = |order: &&Order| self.concerns(order) && !context.filed.is_sent(order);
        let orders: Vec<&Order> = orders.iter().filter(counts).collect();
        let mut report = Report::new(self.rule, self.severity, self.page);
        check(&orders, context, &mut report);
        report.into_findings()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;
    use crate::check::{Filed, Settings};
    use crate::codes::Codes;

    fn verdict(sample: Sample) -> Verdict {
        let settings = Settings::default();
        let context = Context {
            codes: Codes::bundled(),
            settings: &settings,
            filed: &Filed::default(),
            today: Default::default(),
        };
        run(vec![sample.order], &[], &context, &|| ()).remove(0)
    }

    #[test]
    fn an_order_without_a_kind_is_held_back() {
        let mut sample = Sample::unit();
        sample.set("订单.订单类型", "备案");
        let verdict = verdict(sample);
        assert!(matches!(verdict.standing, Standing::HeldBack(_)));
        assert_eq!(verdict.findings.len(), 1, "{:#?}", verdict.findings);
    }

    #[test]
    fn a_wrong_cell_gives_one_error() {
        let wrong = [
            ("域名.域名", "www.qingshanxi-net.cn"),
            ("域名.域名", "a_b.cn"),
            ("IP地址.起始IP", "::1"),
            ("接入.接入方式", "99"),
            ("网站.网站名称", ""),
            ("网站.服务内容", "卖茶"),
            ("网站.首页URL", "首页"),
            ("主体.省", "浙"),
            ("主体.报备方式", "2"),
            ("主体.证件住所", ""),
        ];
        for (cell, text) in wrong {
            let mut sample = Sample::unit();
            sample.set(cell, text);
            let header = cell.rsplit('.').next().unwrap();
            let errors = verdict(sample)
                .findings
                .into_iter()
                .filter(Finding::holds_back);
            let errors: Vec<_> = errors.filter(|finding| finding.field == header).collect();
            assert_eq!(errors.len(), 1, "{cell} {text}: {errors:#?}");
        }
    }
}
