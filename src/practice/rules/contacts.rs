//! Contacts, certificates and addresses of people and units, as far as they can be judged by themselves.

use super::Reason;
use crate::bureau::tree::Element;
use crate::practice::forms::{
    Form, are_mails, are_mobiles, are_telephones, is_identity_card, wrong_region,
};
use crate::practice::records::{Kind, Record};

/// A unit nature that is no unit: a person.
const PERSON: &str = "5";

/// A certificate type: identity card.
const IDENTITY_CARD: &str = "2";

/// The tags of values with a form, with that form, and the code for what has not got it.
const FORMS: [(&str, Form, u32); 6] = [
    ("Fzr_dzyj", are_mails, 1009),
    ("Fzr_dhhm", are_telephones, 1010),
    ("Fzr_sjhm", are_mobiles, 1011),
    ("sjhm", are_mobiles, 1011),
    ("Msn", are_mails, 1012),
    ("Qq", is_number, 1013),
];

/// Certificates: the tags of type and number.
const CERTIFICATES: [(&str, &str); 2] = [("Zjlx", "Zjhm"), ("Fzr_zjlx", "Fzr_zjhm")];

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn check(record: &Record, reasons: &mut Vec<Reason>) {
    for element in record.element.descendants() {
        for (tag, fits, code) in FORMS {
            if element.value(tag).is_some_and(|text| !fits(text)) {
                reasons.push(Reason::new(code, format!("{tag} 格式不正确")));
            }
        }
        for (kind, number) in CERTIFICATES {
            if element.value(kind) == Some(IDENTITY_CARD)
                && element
                    .value(number)
                    .is_some_and(|it| !is_identity_card(it))
            {
                reasons.push(Reason::new(1015, format!("{number} 不是有效的身份证号码")));
            }
        }
    }
    if let Some(organizer) = record.organizer() {
        let address = organizer.child("Txdz");
        let tags = ["Shengid", "Shiid", "Xianid"];
        if address.is_some_and(|address| wrong_region(address, &tags).is_some()) {
            reasons.push(Reason::new(1019, "省市县代码不存在或不相隶属"));
        }
        if matches!(record.kind, Kind::NewFiling | Kind::Change) {
            units(organizer, record, reasons);
        }
    }
}

/// What a unit has to say of its principals.
fn units(organizer: &Element, record: &Record, reasons: &mut Vec<Reason>) {
    if organizer
        .value("Dwxz")
        .is_none_or(|nature| nature == PERSON)
    {
        return;
    }
    let lacks = |element: Option<&Element>, tag| element.is_some_and(|it| it.value(tag).is_none());
    if lacks(organizer.child("Fzr"), "Fzr_xm") {
        reasons.push(Reason::new(1044, "单位须填主体负责人姓名"));
    }
    if { record.sites() }.any(|site| lacks(site.child("Wz_Fzr"), "Fzr_dhhm")) {
        reasons.push(Reason::new(1031, "单位须填网站负责人办公电话"));
    }
}
