//! Verification forms (核验单) to print: a filled page for each website whose form is still to be signed.
//!
//! The form is the carrier's own paper; it holds personal data in full, because it is signed by the people in it. What a
//! province asks for beside the signature stands on it.

use std::io::{self, Write};

use askama::Template;

use crate::check::{ProvinceRules, Standing, Step, Verdict, has_signed_form};
use crate::codes::{Codes, Organizer};
use crate::order::{AnyField, Kind, Order, Site};

/// The pages.
#[derive(Template)]
#[template(path = "forms.html")]
struct Pages<'f> {
    carrier: &'f str,
    pages: &'f [Page],
}

/// One website's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The order.
    pub order: String,
    /// Its kind.
    pub kind: &'static str,
    /// Headings, each with its rows: a name and a value.
    pub parts: Vec<(&'static str, Vec<(&'static str, String)>)>,
    /// The organizer is a unit, which puts its seal on the form; a person signs as what they are.
    pub sealed: bool,
    /// The signatory signs with a fingerprint too.
    pub fingerprint: bool,
    /// The commitment is copied by hand.
    pub copied: bool,
    /// Where the cell of the order number is.
    pub source: String,
}

/// The forms of a batch: of every filing that the carrier has not refused, for each website that has no signed form among
/// the attachments.
pub fn pages<'v>(
    verdicts: impl IntoIterator<Item = &'v Verdict>,
    codes: &Codes,
    provinces: &ProvinceRules,
) -> Vec<Page> {
    let mut pages = Vec::new();
    for verdict in verdicts {
        let is_refused = matches!(
            verdict.standing,
            Standing::InReview(_, Step::FirstRefused | Step::SecondRefused)
        );
        let order = verdict.order();
        let is_filing = order
            .kind()
            .is_some_and(|kind| Kind::FILINGS.contains(&kind));
        if is_filing && !is_refused {
            let sites = order.sites.iter();
            let unsigned = sites.filter(|site| !has_signed_form(order, site));
            pages.extend(unsigned.map(|site| page(order, site, codes, provinces)));
        }
    }
    pages
}

/// Writes the pages as one document for the printer.
pub fn write(pages: &[Page], carrier: &str, out: &mut dyn Write) -> io::Result<()> {
    Pages { carrier, pages }.write_into(out)
}

fn page(order: &Order, site: &Site, codes: &Codes, provinces: &ProvinceRules) -> Page {
    let subject = &order.subject;
    let row = |name, field: &dyn AnyField| (name, shown(field, codes));
    let organizer = vec![
        row("主办单位名称", &subject.name),
        row("单位性质", &subject.nature),
        row("证件类型", &subject.certificate_type),
        row("证件号码", &subject.certificate_number),
        row("证件住所", &subject.certificate_address),
        row("通信地址", &subject.address),
        row("主体备案号", &subject.filing_number),
    ];
    let principal = vec![
        row("负责人姓名", &subject.principal_name),
        row("证件类型", &subject.principal_certificate_type),
        row("证件号码", &subject.principal_certificate_number),
        row("手机", &subject.principal_mobile),
        row("办公电话", &subject.principal_phone),
        row("邮箱", &subject.principal_email),
    ];
    let domains: Vec<&str> = site
        .domains
        .iter()
        .map(|domain| domain.name.text())
        .collect();
    let mut website = vec![
        row("网站名称", &site.name),
        ("域名", domains.join("、")),
        row("首页地址", &site.home_page),
        row("服务内容", &site.service_content),
        row("语言", &site.language),
        row("网站备案号", &site.filing_number),
        row("网站负责人姓名", &site.principal_name),
        row("网站负责人证件号码", &site.principal_certificate_number),
        row("网站负责人手机", &site.principal_mobile),
    ];
    for preapproval in &site.preapprovals {
        website.push(row("前置审批", &preapproval.category));
        website.push(row("审批号", &preapproval.number));
    }
    let mut access = Vec::new();
    for one in &site.accesses {
        access.push(row("接入方式", &one.mode));
        access.push(row("服务器放置地", &one.location));
        let ranges = one
            .addresses
            .iter()
            .map(|address| match address.last.text() {
                "" => address.first.text().to_owned(),
                last => format!("{}-{last}", address.first.text()),
            });
        access.push(("IP 地址", ranges.collect::<Vec<_>>().join("、")));
    }
    let parts = [
        ("主办者", organizer),
        ("主体负责人", principal),
        ("网站", website),
        ("接入", access),
    ];
    let parts = parts.map(|(name, mut rows)| {
        rows.retain(|(_, value)| !value.is_empty());
        (name, rows)
    });
    let peculiar = provinces.of(subject.province.get().map(|code| code.id));
    Page {
        order: order.number.text.to_string(),
        kind: order.kind().map_or("", Kind::name),
        parts: parts
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .collect(),
        sealed: codes.organizer(order) != Some(Organizer::Individual),
        fingerprint: peculiar.fingerprint,
        copied: peculiar.copied_text,
        source: order.number.place.to_string(),
    }
}

/// The value in words: of codes their names.
fn shown(field: &dyn AnyField, codes: &Codes) -> String {
    let column = field.column();
    let table = codes.table(column.table);
    let name = |code: u32| {
        let row = table?.rows().iter().find(|row| row.id == code)?;
        Some(row.name.zh.to_string())
    };
    let names: Option<Vec<String>> = { field.codes().iter() }.map(|code| name(code.id)).collect();
    match names {
        Some(names) if !names.is_empty() => names.join("、"),
        _ => field.text().to_owned(),
    }
}
