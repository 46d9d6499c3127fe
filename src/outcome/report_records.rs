//! From a report in a full copy (`SJTB/IP`, `SJTB/YM`) to the record that the ledger keeps of it, under the tags of an
//! upload.

use super::records::put;
use crate::download::{DomainContact, DomainRecord, IpDetails, IpRecord, IpUsage};
use crate::ledger::mirror::{Fields, Record, RecordKind};

/// The record of a reported IP range; none without the bureau's id.
pub(super) fn ip(report: &IpRecord) -> Option<Record> {
    let kind = match &report.details {
        IpDetails::Source { .. } => RecordKind::IpSource,
        IpDetails::Allocation { .. } => RecordKind::IpAllocation,
        IpDetails::Broadcast { .. } => RecordKind::IpBroadcast,
        IpDetails::Own { .. } => RecordKind::IpOwn,
    };
    let mut record = Record::new(kind, report.bureau?);
    record.own = report.own;
    let fields = &mut record.fields;
    put(fields, "Qsip", [&report.range.first.0]);
    put(fields, "Zzip", [&report.range.last.0]);
    match &report.details {
        IpDetails::Source { source_unit } => put(fields, "Lydw", source_unit),
        IpDetails::Allocation {
            mode,
            recipient,
            usage,
        } => {
            put(fields, "Fpfs", mode);
            put(fields, "Fpdx", recipient);
            describe_usage(usage, fields);
        }
        IpDetails::Broadcast {
            broadcaster,
            applicant,
        } => {
            put(fields, "Gbdw", broadcaster);
            put(fields, "Sqdw", applicant);
        }
        IpDetails::Own {
            source_kind,
            source_name,
            source_unit,
            usage,
        } => {
            put(fields, "Ly_dwlx", source_kind);
            put(fields, "Lydw/Ly_dwmc", source_name);
            put(fields, "Lydw/Ly_dwid", source_unit);
            describe_usage(usage, fields);
        }
    }
    put(fields, "Bz", &report.remark);
    Some(record)
}

fn describe_usage(usage: &IpUsage, fields: &mut Fields) {
    put(fields, "Syfs", &usage.mode);
    put(fields, "Fprq", &usage.since);
    put(fields, "Sfymtz", &usage.redirects_domains.map(u32::from));
    put(fields, "Dwmc", &usage.name);
    put(fields, "Dwxz", &usage.nature);
    put(fields, "Dwfl", &usage.category);
    put(fields, "Dwhyfl", &usage.industry);
    put(fields, "Shengid", &usage.address.province);
    put(fields, "Shiid", &usage.address.city);
    put(fields, "Xianid", &usage.address.county);
    put(fields, "Xxdz", &usage.address.street);
    put(fields, "Lxrxm", &usage.contact);
    put(fields, "Lxrdh", &usage.phone);
    put(fields, "Lxrdzyj", &usage.email);
    put(fields, "Wgip", &usage.gateway.map(|address| address.0));
    put(fields, "Wgdz", &usage.gateway_place);
}

/// The record of a reported domain; none without the ministry's id.
pub(super) fn domain(report: &DomainRecord) -> Option<Record> {
    let mut record = Record::new(RecordKind::DomainReport, report.bureau?);
    record.own = report.own;
    let fields = &mut record.fields;
    put(fields, "Ym", [&report.domain]);
    put(fields, "Ymlx", &report.kind);
    put(fields, "Zcsj", &report.registered);
    describe_contact(&report.registrant, "Zcr", ["mc", "txdz", "dhhm"], fields);
    describe_contact(&report.administrator, "Gly", ["mz", "dz", "dh"], fields);
    describe_contact(&report.payer, "Jfr", ["mz", "dz", "dh"], fields);
    put(fields, "Ym_zcs", &report.registrar);
    put(fields, "Ym_fwq", &report.name_servers);
    put(fields, "Yxrq", &report.expires);
    Some(record)
}

fn describe_contact(
    contact: &DomainContact,
    prefix: &str,
    [name, address, phone]: [&str; 3],
    fields: &mut Fields,
) {
    let tag = |suffix: &str| format!("{prefix}_{suffix}");
    put(fields, &tag(name), &contact.name);
    put(fields, &tag("zz"), &contact.organization);
    put(fields, &tag(address), &contact.address);
    put(fields, &tag("shengid"), &contact.province);
    put(fields, &tag("shiid"), &contact.city);
    put(fields, &tag("dzyj"), &contact.email);
    put(fields, &tag(phone), &contact.phone);
}
