//! A record beside what is filed: certificates, domains, names and home pages that somebody has already.

use rusqlite::params;

use super::Reason;
use crate::bureau::tree::Element;
use crate::practice::Error;
use crate::practice::parts::homepages;
use crate::practice::records::{Kind, Record, domains};
use crate::practice::register::Register;

/// Names below these are given to nobody, and stand for registered ones in a rehearsal.
const FOR_EXAMPLES: [&str; 4] = ["example.cn", "example.com", "example.net", "example"];

pub(super) fn check(
    register: &Register<'_>,
    record: &Record,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    if record.kind == Kind::NewFiling {
        subject(register, record, reasons)?;
    }
    if !matches!(record.kind, Kind::NewFiling | Kind::NewSite | Kind::Change) {
        return Ok(());
    }
    let own_subject = match record.kind {
        Kind::NewFiling => None,
        _ => register.known_subject(record.bureau_id(), record.filing_number())?,
    };
    let own_subject = own_subject.map(|subject| subject.id);
    for site in record.sites() {
        let own_site = match record.kind {
            Kind::Change => site.value("Wzid").and_then(|id| id.parse().ok()),
            _ => None,
        };
        for domain in site.children("Ym_xx") {
            if let Some(name) = domain.value("Ym") {
                check_domain(register, own_site, name, reasons)?;
            }
        }
        name(register, own_subject, site, reasons)?;
        homepage(register, own_site, site, reasons)?;
    }
    Ok(())
}

/// A subject is filed once.
fn subject(
    register: &Register<'_>,
    record: &Record,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    let Some((kind, number)) = record.certificate() else {
        return Ok(());
    };
    let query = "SELECT 1 FROM subject WHERE certificate_number = ?2 AND certificate_type = ?1
                 AND NOT EXISTS (SELECT 1 FROM cancelled
                                 WHERE category = 0 AND cancelled.id = subject.id AND cancelled.since <= ?3)";
    let mut statement = register.connection.prepare_cached(query)?;
    if statement.exists(params![kind, number, register.today.to_string()])?
        || register.is_under_review(&format!("certificate {kind} {number}"))?
    {
        reasons.push(Reason::new(1003, "该证件的主体已备案或正在审核"));
    }
    Ok(())
}

/// A domain is one that can be registered, and belongs to one site.
fn check_domain(
    register: &Register<'_>,
    own_site: Option<i64>,
    name: &str,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    let name = name.to_ascii_lowercase();
    if !can_be_registered(&name) {
        reasons.push(Reason::new(1004, format!("{name} 不是可注册的域名")));
    }
    let query = "SELECT 1 FROM domain WHERE name = ?1 AND site IS NOT ?2";
    let mut statement = register.connection.prepare_cached(query)?;
    // A site that was taken and is not published yet is under review, and its domain too.
    if own_site.is_none() && register.is_under_review(&format!("domain {name}"))? {
        reasons.push(Reason::new(1039, format!("域名 {name} 已经报备，正在审核")));
    } else if statement.exists(params![name, own_site])? {
        reasons.push(Reason::new(1005, format!("域名 {name} 已备案")));
    }
    Ok(())
}

fn can_be_registered(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|it| it.is_alphanumeric() || it == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_example = FOR_EXAMPLES.iter().any(|suffix| {
        name.strip_suffix(suffix)
            .is_some_and(|rest| rest.ends_with('.') && !rest.starts_with("www."))
    });
    name.split('.').all(is_label)
        && (is_example || psl::domain_str(name).is_some_and(|registered| registered == name))
}

/// A site's name is another subject's.
fn name(
    register: &Register<'_>,
    own_subject: Option<i64>,
    site: &Element,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    let query = "SELECT 1 FROM site WHERE name = ?1 AND subject IS NOT ?2
                 AND NOT EXISTS (SELECT 1 FROM cancelled WHERE category = 1 AND cancelled.id = site.id)";
    let name = site.value("Wzmc").unwrap_or_default();
    let mut statement = register.connection.prepare_cached(query)?;
    if statement.exists(params![name, own_subject])? {
        reasons.push(Reason::new(1020, "其他主体的网站已使用该名称"));
    }
    Ok(())
}

/// Each home page is an address below one of the site's domains, and no other site's.
fn homepage(
    register: &Register<'_>,
    own_site: Option<i64>,
    site: &Element,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    let query = "SELECT 1 FROM homepage WHERE address = ?1 AND site IS NOT ?2
                 AND NOT EXISTS (SELECT 1 FROM cancelled WHERE category = 1 AND cancelled.id = site)";
    let mut statement = register.connection.prepare_cached(query)?;
    for homepage in site.value("Syurl").into_iter().flat_map(homepages) {
        let host = homepage.split(['/', ':', '?']).next().unwrap_or_default();
        if homepage.contains(char::is_whitespace) || !host.contains('.') || host.ends_with('.') {
            reasons.push(Reason::new(1022, "网站首页地址格式错误"));
            continue;
        }
        let is_below = |domain: &str| {
            let domain = domain.to_ascii_lowercase();
            host.strip_suffix(&domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if !domains(site).any(is_below) {
            reasons.push(Reason::new(1041, "首页地址不在网站的域名之下"));
        }
        if statement.exists(params![homepage, own_site])? {
            reasons.push(Reason::new(1021, "其他网站已使用该首页地址"));
        }
    }
    Ok(())
}
