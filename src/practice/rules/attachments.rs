//! Attachments: what they are, whom they belong to.

use super::{Reason, tables};
use crate::bureau::tree::Element;
use crate::practice::records::{Kind, Record};

/// How the base64 text of a JPEG or a PNG begins.
const PICTURES: [&str; 2] = ["/9j/", "iVBORw0K"];

pub(super) fn check(record: &Record, reasons: &mut Vec<Reason>) {
    for content in record.element.descendants() {
        if ["Fjnr", "Spwj"].contains(&content.name.as_str())
            && !PICTURES.iter().any(|head| content.text.starts_with(head))
        {
            reasons.push(Reason::new(5010, format!("{} 不是图片", content.name)));
        }
    }
    for attachment in record.attachments() {
        owner(record, attachment, reasons);
    }
}

fn owner(record: &Record, attachment: &Element, reasons: &mut Vec<Reason>) {
    let Some(owner) = attachment.child("Fjssdx") else {
        return;
    };
    let number = |text: Option<&str>| -> Option<u32> { text?.parse().ok() };
    let purpose = number(attachment.value("Fjyt"));
    let kind = number(owner.value("Ssdxlx"));
    let mut rows = tables::rows("attachment_purpose").iter();
    if let (Some(purpose), Some(kind)) = (purpose, kind)
        && rows.any(|row| row.id == purpose && row.belongs.is_some_and(|owner| owner != kind))
    {
        let words = format!("附件用途 {purpose} 不属于对象类型 {kind}");
        reasons.push(Reason::new(1061, words));
    }
    // A new filing's attachments belong to its own parts; elsewhere they may belong to what was filed before.
    if record.kind == Kind::NewFiling
        && let Some(named) = owner.value("Ssdxbs")
        && !record.holds_own_id(named)
    {
        reasons.push(Reason::new(1055, "附件的所属对象不在本备案中"));
    }
}
