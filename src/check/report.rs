//! Where a rule says what it found. The place, header, tag and masking of a finding come from the field itself.

use std::borrow::Cow;

use super::page::Page;
use super::predictions::foresees;
use super::rule::Rule;
use crate::order::{AnyField, Column, Finding, Order, Severity, Text, Value};

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Report<'r> {
    rule: &'r Rule,
    severity: Severity,
    remedy: &'r Text,
    findings: Vec<Finding>,
}

impl<'r> Report<'r> {
    pub(super) fn new(rule: &'r Rule, severity: Severity, page: &'r Page) -> Self {
        Self {
            rule,
            severity,
            remedy: &page.remedy,
            findings: Vec::new(),
        }
    }

    /// Something is wrong with `field`: with its value, or with its absence.
    pub fn flag(&mut self, order: &Order, field: &dyn AnyField, message: Text) {
        self.flag_value(order, field.column(), field.value(), message);
    }

    /// Something is wrong with a value of `column`, given or absent.
    pub fn flag_value(
        &mut self,
        order: &Order,
        column: &Column,
        value: Option<&Value>,
        message: Text,
    ) {
        let tag = order.tag_path(column.path);
        self.findings.push(Finding {
            order: Some(order.number.text.clone()),
            rule: Cow::Borrowed(self.rule.id),
            severity: self.severity,
            code: self.rule.code,
            place: value.unwrap_or(&order.number).place.clone(),
            field: Cow::Owned(column.header.to_owned()),
            tag: tag.into(),
            value: value.map(|value| value.text.clone()),
            privacy: column.privacy,
            message,
            remedy: self.remedy.clone(),
        });
    }

    /// Something holds more parts than may be; `field` is a cell of the first one too many, `names` what the parts and
    /// the whole are called in both languages.
    pub fn flag_too_many(
        &mut self,
        order: &Order,
        field: &dyn AnyField,
        (count, most): (usize, usize),
        names: [&str; 4],
    ) {
        let [parts_zh, whole_zh, parts_en, whole_en] = names;
        let message = Text::new(
            format!("{whole_zh}有 {count} 个{parts_zh}，最多 {most} 个"),
            format!("{count} {parts_en} of {whole_en}, at most {most} are taken"),
        );
        self.flag(order, field, message);
    }

    /// The bureau would answer the last finding with another code than the rule's own.
    pub fn with_code(&mut self, code: u32) {
        debug_assert!(
            foresees(self.rule, code),
            "data/further_codes.csv lists {code} for {}",
            self.rule.id
        );
        if let Some(last) = self.findings.last_mut() {
            last.code = Some(code);
        }
    }

    /// The bureau never sees what the last finding is about, so it would answer with no code.
    pub fn without_code(&mut self) {
        if let Some(last) = self.findings.last_mut() {
            last.code = None;
        }
    }

    /// The last finding matters at most this much, whatever the rule's severity.
    pub fn at_most(&mut self, severity: Severity) {
        if let Some(last) = self.findings.last_mut() {
            last.severity = last.severity.min(severity);
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
