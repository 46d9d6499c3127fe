//! Why orders are held back, in the four groups in which carriers refuse them at the first review: the subject's data, the
//! site's data, what the site shows, and the documents.

use super::Group;
use crate::order::{Finding, Lang, columns};

const NAMES: [(&str, &str); 4] = [
    ("主体信息", "the subject"),
    ("网站信息", "the site"),
    ("网站内容", "what the site shows"),
    ("资料", "documents"),
];
const SUBJECT: usize = 0;
const SITE: usize = 1;
const CONTENT: usize = 2;
const DOCUMENTS: usize = 3;

/// How many orders are held back for each of the four, in words; empty when none is.
pub fn reasons(groups: &[Group<'_>], lang: Lang) -> String {
    let mut counts = [0_usize; NAMES.len()];
    for group in groups {
        let mut concerned = [false; NAMES.len()];
        for finding in group.findings.iter().filter(|finding| finding.holds_back()) {
            concerned[reason(finding)] = true;
        }
        for (count, concerned) in counts.iter_mut().zip(concerned) {
            *count += usize::from(concerned);
        }
    }
    let named = NAMES.iter().zip(counts).filter(|(_, count)| *count > 0);
    let words: Vec<String> = named
        .map(|((zh, en), count)| match lang {
            Lang::Zh => format!("{zh} {count}"),
            Lang::En => format!("{en} {count}"),
        })
        .collect();
    match (words.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("保留原因：{}", words.join(" · ")),
        (false, Lang::En) => format!("held back for: {}", words.join(" · ")),
    }
}

/// To which of the four a finding belongs, by the sheet in which it would be mended.
fn reason(finding: &Finding) -> usize {
    const SHOWN: [&str; 4] = ["网站可访问", "网站首页标题", "页脚备案号", "页脚链接"];
    if SHOWN.contains(&finding.field.as_ref()) {
        return CONTENT;
    }
    let mut sheets = columns().filter(|column| column.header == finding.field);
    let sheet = finding.place.sheet.as_deref();
    let known = sheet.filter(|sheet| columns().any(|column| column.sheet == *sheet));
    match known.or_else(|| sheets.next().map(|column| column.sheet)) {
        Some("附件") => DOCUMENTS,
        Some("前置审批") if finding.field == "审批文件" => DOCUMENTS,
        Some("网站" | "前置审批" | "域名" | "接入" | "IP地址") => SITE,
        _ => SUBJECT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Place, Privacy, Severity, Spot, Text};

    fn finding(field: &'static str, sheet: Option<&str>) -> Finding {
        Finding {
            order: Some("D1".into()),
            rule: "value-required".into(),
            severity: Severity::Error,
            code: None,
            place: Place {
                file: "orders".into(),
                sheet: sheet.map(Into::into),
                spot: Spot::Whole,
            },
            field: field.into(),
            tag: "".into(),
            value: None,
            privacy: Privacy::Open,
            message: Text::default(),
            remedy: Text::default(),
        }
    }

    #[test]
    fn an_order_counts_once_for_each_of_its_reasons() {
        let one = [
            finding("主办单位名称", Some("主体")),
            finding("证件住所", None),
            finding("域名", Some("域名")),
        ];
        let other = [finding("用途", None), finding("网站可访问", Some("网站"))];
        let groups = [&one[..], &other].map(|findings| Group {
            order: Some("D1"),
            kind: "",
            findings,
        });
        assert_eq!(
            reasons(&groups, Lang::Zh),
            "保留原因：主体信息 1 · 网站信息 1 · 网站内容 1 · 资料 1"
        );
        assert_eq!(reasons(&[], Lang::En), "");
    }

    #[test]
    fn what_does_not_hold_back_is_no_reason() {
        let mut note = finding("域名", None);
        note.severity = Severity::Warning;
        let group = Group {
            order: Some("D1"),
            kind: "",
            findings: &[note],
        };
        assert_eq!(reasons(&[group], Lang::Zh), "");
    }
}
