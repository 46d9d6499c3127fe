//! What differs between an order and the attempt before it, field by field.

use std::collections::BTreeMap;

use super::examine::Examination;
use super::fingerprint::fingerprint;
use super::pages;
use crate::ledger::{self, ContentHash, KeptField, Ledger};
use crate::order::{
    AnyField, Column, Finding, Order, Part, Picture, PictureState, Place, Privacy, Severity, Text,
};
use crate::report::mask;

/// One value of an order with its path and its cell.
struct Entry<'o> {
    field: String,
    column: Option<&'static Column>,
    value: String,
    place: &'o Place,
}

impl Entry<'_> {
    fn privacy(&self) -> Privacy {
        self.column.map(|column| column.privacy).unwrap_or_default()
    }

    fn shown(&self) -> String {
        mask(&self.value, self.privacy(), false)
    }

    fn hash(&self) -> String {
        KeptField::hash_of(&self.value)
    }
}

/// What the ledger keeps of an order's fields: everything but secrets.
pub(super) fn fields(order: &Order) -> Vec<KeptField> {
    entries(order)
        .into_iter()
        .map(|entry| KeptField {
            shown: entry.shown(),
            hash: entry.hash(),
            place: entry.place.to_string(),
            field: entry.field,
        })
        .collect()
}

/// What an order says otherwise than the attempt before it; never nothing, since its content differs.
fn changes(order: &Order, attempt: u32, before: &[KeptField]) -> Vec<Finding> {
    let mut old: BTreeMap<&str, &KeptField> = before
        .iter()
        .map(|field| (field.field.as_str(), field))
        .collect();
    let mut found = Vec::new();
    for entry in entries(order) {
        let known = old.remove(entry.field.as_str());
        if known.is_some_and(|known| known.hash == entry.hash()) {
            continue;
        }
        let from = known.map(|known| (known.shown.as_str(), known.place.as_str()));
        found.push(difference(order, attempt, &entry, from));
    }
    found.extend(old.into_values().map(|gone| removal(order, attempt, gone)));
    if found.is_empty() {
        let message = Text::new(
            format!("内容与第 {attempt} 次不同，但可比较的各栏都没有变：改的是附件内容或密码"),
            format!(
                "the content differs from attempt {attempt}, but no field that can be compared: what changed is an attached file or the password"
            ),
        );
        found.push(finding(order, None, &order.number.place, message));
    }
    found
}

fn difference(
    order: &Order,
    attempt: u32,
    entry: &Entry<'_>,
    from: Option<(&str, &str)>,
) -> Finding {
    let (field, new) = (&entry.field, entry.shown());
    let message = match from {
        Some((old, place)) => Text::new(
            format!("{field}：第 {attempt} 次为“{old}”（{place}），现为“{new}”"),
            format!("{field}: attempt {attempt} said \"{old}\" ({place}), now \"{new}\""),
        ),
        None => Text::new(
            format!("{field}：第 {attempt} 次没有，现为“{new}”"),
            format!("{field}: attempt {attempt} had none, now \"{new}\""),
        ),
    };
    finding(order, entry.column, entry.place, message)
}

fn removal(order: &Order, attempt: u32, gone: &KeptField) -> Finding {
    let KeptField {
        field,
        shown,
        place,
        ..
    } = gone;
    let message = Text::new(
        format!("{field}：第 {attempt} 次为“{shown}”（{place}），现已没有"),
        format!("{field}: attempt {attempt} said \"{shown}\" ({place}), now there is none"),
    );
    finding(order, None, &order.number.place, message)
}

fn finding(
    order: &Order,
    column: Option<&'static Column>,
    place: &Place,
    message: Text,
) -> Finding {
    Finding {
        order: Some(order.number.text.clone()),
        rule: pages::CHANGED_SINCE_ATTEMPT.into(),
        severity: Severity::Info,
        code: None,
        place: place.clone(),
        field: column.map_or("", |column| column.header).into(),
        tag: column
            .map_or_else(String::new, |column| order.tag_path(column.path))
            .into(),
        value: None,
        privacy: Privacy::Open,
        message,
        remedy: pages::remedy(pages::CHANGED_SINCE_ATTEMPT),
    }
}

/// Adds to the findings of every order that the ledger knows what differs from the attempt before. Looks only.
pub fn compare(examination: &mut Examination, ledger: &Ledger) -> ledger::Result<()> {
    let known = ledger.orders_with_fields()?;
    for verdict in &mut examination.verdicts {
        let order = verdict.order();
        if known.contains(&*order.number.text) {
            let content = ContentHash::of(fingerprint(order).as_bytes());
            let found = since_last_attempt(order, content, ledger)?;
            verdict.findings.extend(found);
        }
    }
    Ok(())
}

/// What differs between an order with this content and the attempt before it; nothing for a first attempt.
pub(super) fn since_last_attempt(
    order: &Order,
    content: ContentHash,
    ledger: &Ledger,
) -> ledger::Result<Vec<Finding>> {
    let before = ledger.fields_before(&order.number.text, content)?;
    Ok(before.map_or_else(Vec::new, |(attempt, before)| {
        changes(order, attempt, &before)
    }))
}

/// Every value but secrets, part by part.
fn entries(order: &Order) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    add(&mut entries, "订单", &order.header);
    add(&mut entries, "主体", &order.subject);
    for (number, site) in (1..).zip(&order.sites) {
        let whole = format!("网站[{number}]");
        add(&mut entries, &whole, site);
        for (number, part) in (1..).zip(&site.preapprovals) {
            let path = format!("{whole}.前置审批[{number}]");
            add(&mut entries, &path, part);
            part.pictures
                .iter()
                .for_each(|picture| add_picture(&mut entries, &path, picture));
        }
        for (number, part) in (1..).zip(&site.domains) {
            add(&mut entries, &format!("{whole}.域名[{number}]"), part);
        }
        for (number, access) in (1..).zip(&site.accesses) {
            let path = format!("{whole}.接入[{number}]");
            add(&mut entries, &path, access);
            for (number, part) in (1..).zip(&access.addresses) {
                add(&mut entries, &format!("{path}.IP地址[{number}]"), part);
            }
        }
    }
    for (number, part) in (1..).zip(&order.attachments) {
        let path = format!("附件[{number}]");
        add(&mut entries, &path, part);
        if let Some(picture) = &part.picture {
            add_picture(&mut entries, &path, picture);
        }
    }
    for (number, row) in (1..).zip(&order.reports) {
        let path = format!("记录[{number}]");
        row.part()
            .fields()
            .into_iter()
            .for_each(|field| add_field(&mut entries, &path, field));
    }
    entries
}

fn add<'o>(entries: &mut Vec<Entry<'o>>, path: &str, part: &'o impl Part) {
    for field in part.fields() {
        add_field(entries, path, field);
    }
}

fn add_field<'o>(entries: &mut Vec<Entry<'o>>, path: &str, field: &'o dyn AnyField) {
    let column = field.column();
    if let Some(value) = field.value()
        && column.privacy != Privacy::Secret
    {
        entries.push(Entry {
            field: format!("{path}.{}", column.header),
            column: Some(column),
            value: field.written().into_owned(),
            place: &value.place,
        });
    }
}

/// A file is compared by its size: whoever mends a picture hardly ever keeps it.
fn add_picture<'o>(entries: &mut Vec<Entry<'o>>, path: &str, picture: &'o Picture) {
    if let PictureState::Found { bytes, .. } = picture.state {
        entries.push(Entry {
            field: format!("{path}.{}", picture.named.text),
            column: None,
            value: format!("{bytes} B"),
            place: &picture.named.place,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;

    fn messages(before: &Sample, after: &Sample) -> Vec<String> {
        changes(&after.order, 1, &fields(&before.order))
            .into_iter()
            .map(|finding| finding.message.en.into_owned())
            .collect()
    }

    #[test]
    fn a_mended_field_is_told_with_the_old_value_the_new_one_and_both_cells() {
        let before = Sample::unit();
        let mut after = Sample::unit();
        after.set("主体.主体负责人手机", "13800000001");
        let told = messages(&before, &after);
        let [message] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert!(
            message.starts_with("主体.主体负责人手机: attempt 1 said \"1"),
            "{message}"
        );
        assert!(message.contains("now \"138******01\""), "{message}");
        assert!(!message.contains("13800000001"));
    }

    #[test]
    fn what_came_and_what_went_is_told_too() {
        let mut more = Sample::unit();
        more.set("网站.网站备注", "说明");
        let told = messages(&Sample::unit(), &more);
        assert!(
            told[0].contains("网站[1].网站备注: attempt 1 had none"),
            "{told:?}"
        );
        let told = messages(&more, &Sample::unit());
        assert!(told[0].contains("now there is none"), "{told:?}");
    }

    #[test]
    fn a_password_is_neither_kept_nor_told() {
        let mut sample = Sample::unit();
        sample.set("订单.备案密码", "k7Wq2p");
        let kept = fields(&sample.order);
        assert!(kept.iter().all(|field| !field.field.contains("密码")));
        let mut other = Sample::unit();
        other.set("订单.备案密码", "x9Ry4t");
        let told = messages(&sample, &other);
        assert!(told[0].contains("or the password"), "{told:?}");
        assert!(!told[0].contains("x9Ry4t"));
    }
}
