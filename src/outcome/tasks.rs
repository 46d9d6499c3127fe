//! Lists of work that the bureau sends: each record becomes a task, and most propose an order.

use super::changes::{Wanted, change};
use super::proposals::{CARRIER, FIRST_REASON, FIRST_RESULT, PROVINCE, TODAY, filing, order, row};
use super::records;
use super::session::{Fate, Session};
use crate::download::{
    AccessAudit, AccessFault, AuditFinding, IpAuditFinding, IpFault, PublishedRecord, SiteAudit,
    SubjectAudit, UnfiledSite,
};
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{ProposedRow, Result, Task, TaskList};
use crate::order::{Kind, TO_FILL_IN, Text};

/// Takes in a verification task: its answer is the whole record with what was found.
pub(super) fn verification(
    session: &Session<'_>,
    record: &PublishedRecord,
    raw: &str,
) -> Result<Fate> {
    let Some(record) = records::filing(session.answers, record)? else {
        return Ok(unnamed());
    };
    let sites: Vec<String> = record.sites().map(|site| site.id.to_string()).collect();
    let name = record.name();
    let cells = [
        ("核实结果", "通过"),
        ("核实人姓名", TO_FILL_IN),
        ("核实时间", TODAY),
        ("所属单位ID", CARRIER),
        ("核实意见", TO_FILL_IN),
    ];
    let mut rows = vec![row("核实", &cells)];
    rows.extend(filing(&record));
    let rows = order(Kind::VerificationResult, "管局核实任务", &[], rows);
    add(
        session,
        TaskList::Verification,
        format!("{} {}", record.id, sites.join(" ")),
        Text::new(
            format!("核实 {name} 的备案信息"),
            format!("verify the filing of {name}"),
        ),
        rows,
        raw,
    )
}

/// Takes in an unfiled site, which wants one answer.
pub(super) fn unfiled(session: &Session<'_>, site: &UnfiledSite, raw: &str) -> Result<Fate> {
    let domain = site.domain.as_deref().unwrap_or_default();
    let address = site
        .address
        .map_or_else(String::new, |address| address.to_string());
    let id = |id: Option<u64>| id.map_or_else(|| CARRIER.to_owned(), |id| id.to_string());
    let province = site.province;
    let cells = [
        ("域名", domain.to_owned()),
        ("IP", address.clone()),
        ("运营商", id(site.network_operator)),
        ("接入商", id(site.carrier)),
        (
            "省",
            province.map_or_else(|| PROVINCE.to_owned(), |id| id.to_string()),
        ),
        ("处理结果", FIRST_RESULT.to_owned()),
        ("处理意见", TO_FILL_IN.to_owned()),
        ("入表时间", day(site.first_detected.as_deref())),
        ("处理时限", TODAY.to_owned()),
    ];
    let cells: Vec<(&str, &str)> = cells.iter().map(|(h, v)| (*h, v.as_str())).collect();
    let rows = vec![row("未备案处理", &cells)];
    let rows = order(Kind::UnfiledSite, "管局未备案网站列表", &[], rows);
    add(
        session,
        TaskList::Unfiled,
        site.id.to_string(),
        Text::new(
            format!("处理未备案网站 {domain}（{address}）"),
            format!("deal with the unfiled site {domain} ({address})"),
        ),
        rows,
        raw,
    )
}

/// Takes in a finding of an audit.
pub(super) fn audit(session: &Session<'_>, finding: &AuditFinding, raw: &str) -> Result<Fate> {
    match finding {
        AuditFinding::Subject(audit) => subject_audit(session, audit, raw),
        AuditFinding::Access(audit) => access_audit(session, audit, raw),
        AuditFinding::EmptySite(audit) => empty_site(session, audit, raw),
        AuditFinding::Liveness(audit) => liveness(session, audit, raw),
    }
}

fn subject_audit(session: &Session<'_>, audit: &SubjectAudit, raw: &str) -> Result<Fate> {
    let by_id = audit
        .subject
        .map(|id| RecordKey::Id(RecordKind::Subject, id));
    let by_certificate = audit
        .certificate
        .number
        .as_deref()
        .map(RecordKey::Certificate);
    let Some(key) = by_id.or(by_certificate) else {
        return Ok(unnamed());
    };
    let known = session.answers.filings(key)?.into_iter().next();
    let name = audit.name.clone().unwrap_or_default();
    let reason = audit.reason.as_deref().unwrap_or_default();
    let id = audit.subject.map_or_else(
        || audit.certificate.number.clone().unwrap_or_default(),
        |id| id.to_string(),
    );
    let title = Text::new(
        format!("主体核查：{name} {reason}"),
        format!("audit of the subject {name}: {reason}"),
    );
    let wanted = Wanted {
        list: TaskList::Audit,
        key: format!("subject {id}"),
        title,
        raw,
    };
    change(session, known, reason, wanted)
}

fn access_audit(session: &Session<'_>, audit: &AccessAudit, raw: &str) -> Result<Fate> {
    let number = audit.filing_number.clone().unwrap_or_default();
    let (title, rows) = match audit.fault {
        AccessFault::Excess => {
            let (kind, rows) = cancel_access(session, audit)?;
            let (zh, en) = match kind {
                Kind::CancelSubject => (
                    "只有这一个网站和接入，不用了则注销主体",
                    "its only one, of the only site: cancel the subject where it is not used any more",
                ),
                Kind::CancelSite => (
                    "只有这一个接入，不用了则注销网站",
                    "its only one: cancel the site where it is not used any more",
                ),
                _ => ("取消接入", "cancel it"),
            };
            let title = Text::new(
                format!("多报接入：网站 {number} {zh}"),
                format!("the access of {number} is filed here and connected elsewhere; {en}"),
            );
            (title, rows)
        }
        AccessFault::Missing => {
            let title = Text::new(
                format!("少报接入：为网站 {number} 报接入备案"),
                format!("connected here and not filed: file the access of {number}"),
            );
            (title, new_access(audit))
        }
    };
    let site = audit
        .site
        .map_or_else(|| number.clone(), |id| id.to_string());
    add(
        session,
        TaskList::Audit,
        format!("access {site}"),
        title,
        rows,
        raw,
    )
}

/// The order that takes an access away: where it is the only one of its site, the bureau would refuse that with 1025, and
/// the site is cancelled with it; likewise the subject with its only site.
fn cancel_access(session: &Session<'_>, audit: &AccessAudit) -> Result<(Kind, Vec<ProposedRow>)> {
    let key = { audit.site.map(|id| RecordKey::Id(RecordKind::Site, id)) }
        .or(audit.filing_number.as_deref().map(RecordKey::Number));
    let filings = key.map_or(Ok(Vec::new()), |key| session.answers.filings(key))?;
    let is_meant = |site: &&Record| {
        let by_number = site.number.is_some() && site.number == audit.filing_number;
        site.is_live() && (Some(site.id) == audit.site || by_number)
    };
    let known = { filings.iter() }
        .find_map(|filing| Some((filing, filing.sites().find(|site| is_meant(site))?)));
    let is_only = |site: &Record| {
        let accesses = site.accesses().filter(|access| access.is_live());
        let live: Vec<u64> = accesses.map(|access| access.id).collect();
        matches!(live[..], [only] if audit.access.is_none_or(|access| access == only))
    };
    let number = audit.filing_number.as_deref().unwrap_or_default();
    let (kind, id, number) = match known.filter(|(_, site)| is_only(site)) {
        None => (Kind::CancelAccess, audit.access, number),
        Some((filing, site)) => match filing.sites().filter(|site| site.is_live()).count() {
            1 => (Kind::CancelSubject, Some(filing.id), ""),
            _ => (Kind::CancelSite, Some(site.id), number),
        },
    };
    let id = id.map_or_else(String::new, |id| id.to_string());
    let rows = cancellation(kind, &id, number, "管局接入核查：多报");
    Ok((kind, rows))
}

fn cancellation(kind: Kind, id: &str, number: &str, why: &str) -> Vec<ProposedRow> {
    let cells = [
        ("网站备案号", number),
        ("注销类别", kind.name()),
        ("记录Id", id),
        ("注销理由", FIRST_REASON),
        ("注销理由备注", why),
    ];
    let confirmed = [("确认注销", "是")];
    order(kind, why, &confirmed, vec![row("注销", &cells)])
}

fn new_access(audit: &AccessAudit) -> Vec<ProposedRow> {
    let number = audit.filing_number.as_deref().unwrap_or_default();
    let address = audit
        .address
        .map_or_else(String::new, |address| address.to_string());
    let domain = audit.domain.as_deref().unwrap_or_default();
    let mut rows = vec![row("网站", &[("网站序号", "1"), ("网站备案号", number)])];
    if !domain.is_empty() {
        rows.push(row("域名", &[("网站序号", "1"), ("域名", domain)]));
    }
    rows.push(row("接入", &[("网站序号", "1"), ("接入序号", "1")]));
    if !address.is_empty() {
        let cells = [
            ("网站序号", "1"),
            ("接入序号", "1"),
            ("起始IP", address.as_str()),
        ];
        rows.push(row("IP地址", &cells));
    }
    for (purpose, site) in [("主体负责人证件", ""), ("核验单", "1")] {
        let cells = [("用途", purpose), ("网站序号", site), ("文件", TO_FILL_IN)];
        rows.push(row("附件", &cells));
    }
    order(Kind::NewAccess, "管局接入核查：少报", &[], rows)
}

fn empty_site(session: &Session<'_>, audit: &SiteAudit, raw: &str) -> Result<Fate> {
    let number = audit.filing_number.clone().unwrap_or_default();
    let id = audit.site.map_or_else(String::new, |id| id.to_string());
    let (title, rows) = if audit.alive == Some(true) {
        let title = Text::new(
            format!("空壳网站 {number} 可访问：补报接入"),
            format!("the site {number} without an access is alive: file its access"),
        );
        (title, Vec::new())
    } else {
        let title = Text::new(
            format!("空壳网站 {number} 已不能访问：注销网站"),
            format!("the site {number} without an access is dead: cancel it"),
        );
        let why = "管局空壳网站核查：不能访问";
        (title, cancellation(Kind::CancelSite, &id, &number, why))
    };
    add(
        session,
        TaskList::Audit,
        format!("empty {id}{number}"),
        title,
        rows,
        raw,
    )
}

fn liveness(session: &Session<'_>, audit: &SiteAudit, raw: &str) -> Result<Fate> {
    let number = audit.filing_number.clone().unwrap_or_default();
    let page = audit.home_page.clone().unwrap_or_default();
    let id = audit.site.map_or_else(String::new, |id| id.to_string());
    let title = Text::new(
        format!("网站查活：{number} {page} 是否可访问"),
        format!("look whether the site {number} {page} is alive"),
    );
    add(
        session,
        TaskList::Audit,
        format!("alive {id}{number}"),
        title,
        Vec::new(),
        raw,
    )
}

/// Takes in a finding about an IP range.
pub(super) fn ip_audit(session: &Session<'_>, finding: &IpAuditFinding, raw: &str) -> Result<Fate> {
    let range = finding.range;
    let (zh, en, rows) = match &finding.fault {
        IpFault::OutOfRange { outside, .. } => {
            let outside = outside.map_or_else(|| "—".to_owned(), |range| range.to_string());
            (
                format!("IP段 {range} 超出来源：{outside} 在外"),
                format!("the range {range} goes beyond its source: {outside} is outside"),
                Vec::new(),
            )
        }
        IpFault::Conflict { theirs, unit, .. } => {
            let theirs = theirs.map_or_else(|| "—".to_owned(), |range| range.to_string());
            let unit = unit.map_or_else(|| "—".to_owned(), |unit| unit.to_string());
            (
                format!("IP段 {range} 与单位 {unit} 报备的 {theirs} 冲突"),
                format!("the range {range} is in conflict with {theirs} of unit {unit}"),
                Vec::new(),
            )
        }
        IpFault::Unreported { source_unit } => (
            format!("IP段 {range} 未报备"),
            format!("the range {range} is not reported"),
            unreported(finding, *source_unit),
        ),
    };
    let key = format!("{range} {}", fault_of(&finding.fault));
    add(
        session,
        TaskList::IpAudit,
        key,
        Text::new(zh, en),
        rows,
        raw,
    )
}

/// The stable name of what is wrong with a range.
fn fault_of(fault: &IpFault) -> &'static str {
    match fault {
        IpFault::OutOfRange { .. } => "out_of_range",
        IpFault::Conflict { .. } => IP_CONFLICT,
        IpFault::Unreported { .. } => "unreported",
    }
}

/// By which the task of a range in conflict is known: `119.29.0.0-119.29.0.255 conflict`.
pub const IP_CONFLICT: &str = "conflict";

/// Only a source says little enough to be proposed: of an allocation, only the carrier knows who uses it.
fn unreported(finding: &IpAuditFinding, source_unit: Option<u64>) -> Vec<ProposedRow> {
    const SOURCE: u32 = 1;
    if finding.kind != Some(SOURCE) {
        return Vec::new();
    }
    let unit = source_unit.map_or_else(String::new, |unit| unit.to_string());
    let (first, last) = (
        finding.range.first.to_string(),
        finding.range.last.to_string(),
    );
    let cells = [
        ("起始IP", first.as_str()),
        ("终止IP", last.as_str()),
        ("来源单位", unit.as_str()),
    ];
    let operation = [("操作", "新增")];
    let rows = vec![row("IP来源", &cells)];
    order(Kind::IpSource, "管局IP核查：未报备", &operation, rows)
}

pub(super) fn add(
    session: &Session<'_>,
    list: TaskList,
    key: String,
    title: Text,
    rows: Vec<ProposedRow>,
    raw: &str,
) -> Result<Fate> {
    session.answers.add_task(&Task {
        list,
        key,
        title,
        rows,
        raw: raw.chars().take(KEPT_CHARACTERS).collect(),
    })?;
    Ok(Fate::Matched)
}

/// A verification task may hold scans; what is kept of it as it came need not.
const KEPT_CHARACTERS: usize = 64 * 1024;

pub(super) fn unnamed() -> Fate {
    Fate::Unmatched(Text::new(
        "没有可以据以查找的标识",
        "it names nothing that could be looked up",
    ))
}

/// The day of a moment as the bureau writes it; today where there is none.
fn day(time: Option<&str>) -> String {
    let day = time.and_then(|time| time.trim().get(..10));
    day.unwrap_or(TODAY).to_owned()
}
