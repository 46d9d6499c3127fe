//! From a published filing to the record that the ledger keeps of it.
//!
//! Values stand under the paths of a new filing's record, which orders' columns have too: so a change can be filled up
//! from them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::download::{
    Principal, PublishedAccess, PublishedIds, PublishedPreapproval, PublishedRecord, PublishedSite,
    PublishedSubject,
};
use crate::ledger::mirror::{Fields, Record, RecordKind};
use crate::ledger::{Answers, Result};

/// The record of a published filing. What the bureau gave no id cannot be kept apart from others and is left out; none
/// when that is the subject itself.
pub(super) fn filing(answers: &Answers<'_>, published: &PublishedRecord) -> Result<Option<Record>> {
    let Some(mut subject) = record(RecordKind::Subject, &published.subject.ids) else {
        return Ok(None);
    };
    describe_subject(&published.subject, &mut subject.fields);
    for site in &published.sites {
        subject.parts.extend(site_record(answers, site)?);
    }
    Ok(Some(subject))
}

fn site_record(answers: &Answers<'_>, published: &PublishedSite) -> Result<Option<Record>> {
    let Some(mut site) = record(RecordKind::Site, &published.ids) else {
        return Ok(None);
    };
    describe_site(published, &mut site.fields);
    for (number, preapproval) in (1..).zip(&published.preapprovals) {
        describe_preapproval(answers, number, preapproval, &mut site.fields)?;
    }
    for domain in &published.domains {
        if let Some(mut record) = record(RecordKind::Domain, &domain.ids) {
            put(&mut record.fields, "Wz_xx/Ym_xx/Ym", &domain.name);
            site.parts.push(record);
        }
    }
    site.parts
        .extend(published.accesses.iter().filter_map(access_record));
    Ok(Some(site))
}

fn access_record(published: &PublishedAccess) -> Option<Record> {
    let mut access = record(RecordKind::Access, &published.ids)?;
    access.carrier = published.carrier;
    put(
        &mut access.fields,
        "Wz_xx/Jr_xx/Wzfb/Fbdd",
        &published.locations,
    );
    put(
        &mut access.fields,
        "Wz_xx/Jr_xx/Wzjrfs/Jrfs",
        &published.modes,
    );
    put(
        &mut access.fields,
        "Wz_xx/Jr_xx/Bbfs",
        &published.reporting_mode,
    );
    for address in &published.addresses {
        if let Some(mut record) = record(RecordKind::Ip, &address.ids) {
            let range = address.range.as_ref();
            let first = range.map(|range| range.first.0);
            let last = range.map(|range| range.last.0);
            put(&mut record.fields, "Wz_xx/Jr_xx/Ip_xx/Qsip", &first);
            put(&mut record.fields, "Wz_xx/Jr_xx/Ip_xx/Zzip", &last);
            access.parts.push(record);
        }
    }
    Some(access)
}

fn record(kind: RecordKind, ids: &PublishedIds) -> Option<Record> {
    Some(Record {
        own: ids.own,
        number: ids.filing_number.clone(),
        ..Record::new(kind, ids.bureau?)
    })
}

fn describe_subject(subject: &PublishedSubject, fields: &mut Fields) {
    put(fields, "Zt_xx/Dwmc", &subject.name);
    put(fields, "Zt_xx/Dwxz", &subject.nature);
    put(fields, "Zt_xx/Tzr", &subject.investor);
    let address = &subject.address;
    put(fields, "Zt_xx/Txdz/Shengid", &address.province);
    put(fields, "Zt_xx/Txdz/Shiid", &address.city);
    put(fields, "Zt_xx/Txdz/Xianid", &address.county);
    put(fields, "Zt_xx/Txdz/Xxdz", &address.street);
    let certificate = &subject.certificate;
    put(fields, "Zt_xx/Zj/Zjlx", &certificate.kind);
    put(fields, "Zt_xx/Zj/Zjhm", &certificate.number);
    put(fields, "Zt_xx/Zj/Zjzs", &certificate.address);
    describe_principal(&subject.principal, "Zt_xx/Fzr", fields);
    put(fields, "Zt_xx/Bbfs", &subject.reporting_mode);
    put(fields, "Zt_xx/Bz", &subject.remark);
    put(fields, "Zt_xx/Scbbsj", &subject.first_filed);
    put(fields, "Zt_xx/Zjxgsj", &subject.last_changed);
    put(fields, "Zt_xx/Shsj", &subject.audited);
}

fn describe_site(site: &PublishedSite, fields: &mut Fields) {
    put(fields, "Wz_xx/Wzmc", &site.name);
    put(fields, "Wz_xx/Fwnr/Fwnr_id", &site.service_content);
    put(fields, "Wz_xx/Yylb/Yylb_id", &site.languages);
    describe_principal(&site.principal, "Wz_xx/Wz_Fzr", fields);
    put(fields, "Wz_xx/Syurl", &site.home_page);
    put(fields, "Wz_xx/Wz_Bz", &site.remark);
    put(fields, "Wz_xx/Scbbsj", &site.first_filed);
    put(fields, "Wz_xx/Zjxgsj", &site.last_changed);
}

fn describe_principal(principal: &Principal, path: &str, fields: &mut Fields) {
    let mut text = |tag: &str, value: &Option<String>| {
        put(fields, &format!("{path}/{tag}"), value);
    };
    text("Fzr_xm", &principal.name);
    text("Fzr_dhhm", &principal.phone);
    text("Fzr_sjhm", &principal.mobile);
    text("Fzr_dzyj", &principal.email);
    text("Msn", &principal.msn);
    text("Qq", &principal.qq);
    text("Fzr_zjhm", &principal.certificate_number);
    let kind = &principal.certificate_type;
    put(fields, &format!("{path}/Fzr_zjlx"), kind);
}

/// The scans are kept beside the record, which names them by their hash.
fn describe_preapproval(
    answers: &Answers<'_>,
    number: u32,
    preapproval: &PublishedPreapproval,
    fields: &mut Fields,
) -> Result<()> {
    let path = |tag: &str| format!("Wz_xx/Nrlx/Nrlx_xx[{number}]/{tag}");
    put(fields, &path("Nrlx_id"), &preapproval.category);
    put(fields, &path("Qzsph"), &preapproval.number);
    for scan in &preapproval.scans {
        let text: String = scan.split_whitespace().collect();
        let bytes = STANDARD
            .decode(&text)
            .unwrap_or_else(|_| scan.as_bytes().to_vec());
        fields.add(&path("Spwj"), answers.keep_scan(&bytes)?.to_string());
    }
    Ok(())
}

/// Adds values under a path; none adds nothing.
pub(super) fn put<'v, T: ToString + 'v>(
    fields: &mut Fields,
    path: &str,
    values: impl IntoIterator<Item = &'v T>,
) {
    for value in values {
        fields.add(path, value.to_string());
    }
}
