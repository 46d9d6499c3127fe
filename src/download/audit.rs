//! `ICP/HCJG`: what the bureau's audits of filed data found at this carrier.

use super::element::Element;
use super::parts::Certificate;
use crate::order::{IpAddress, Text};

/// A finding of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditFinding {
    /// `Zthc`: a subject's data is wrong.
    Subject(SubjectAudit),
    /// `Jrhc`: a site is filed at the wrong carrier.
    Access(AccessAudit),
    /// `Kkwzhc`: a site that seemed to have no access was looked at.
    EmptySite(SiteAudit),
    /// `Wzch`: a site is to be looked at, whether it is alive.
    Liveness(SiteAudit),
}

/// A subject whose data is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectAudit {
    /// The bureau's id `Ztid`.
    pub subject: Option<u64>,
    /// Name `Dwmc`.
    pub name: Option<String>,
    /// Certificate `Zjlx`, `Zjhm`.
    pub certificate: Certificate,
    /// What is wrong `Cwyy`.
    pub reason: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// A site that is filed at a carrier that does not connect it, or connected by one where it is not filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessAudit {
    /// The bureau's id of the site `Wzid`.
    pub site: Option<u64>,
    /// The site's filing number `Wz_Baxh`.
    pub filing_number: Option<String>,
    /// What was found `Hcjg`.
    pub fault: AccessFault,
    /// The domain `Ym`; only for what is missing.
    pub domain: Option<String>,
    /// The address the domain leads to `Jxip`; only for what is missing.
    pub address: Option<IpAddress>,
    /// The carrier at which it is filed `Bbisp`.
    pub filed_at: Option<u64>,
    /// The bureau's id of the access `Jrid`.
    pub access: Option<u64>,
    /// When it was found `Hcsj`, as written.
    pub time: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What is wrong with an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessFault {
    /// 1 多报: filed here and connected elsewhere; the access is to be cancelled.
    Excess,
    /// 2 少报: connected here and not filed here; an access is to be filed.
    Missing,
}

/// A site that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAudit {
    /// The bureau's id of the site `Wzid`.
    pub site: Option<u64>,
    /// The site's filing number `Wz_Baxh`.
    pub filing_number: Option<String>,
    /// Whether it is alive, `Hcjg`: 0 alive, 1 dead. Absent in `Wzch`, which asks.
    pub alive: Option<bool>,
    /// Address of the home page `Syurl`.
    pub home_page: Option<String>,
    /// When it was looked at `Hcsj`, as written.
    pub time: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

impl SubjectAudit {
    pub(super) fn read(element: &Element) -> Result<SubjectAudit, Text> {
        let audit = SubjectAudit {
            subject: element.value("Ztid"),
            name: element.text("Dwmc"),
            certificate: Certificate {
                kind: element.value("Zjlx"),
                number: element.text("Zjhm"),
                address: None,
            },
            reason: element.text("Cwyy"),
            remark: element.text("Bz"),
        };
        if audit.subject.is_none() && audit.certificate.number.is_none() {
            return Err(Text::new(
                "既没有主体 Ztid 也没有证件号码 Zjhm",
                "it has neither a subject Ztid nor a certificate number Zjhm",
            ));
        }
        Ok(audit)
    }
}

impl AccessAudit {
    pub(super) fn read(element: &Element) -> Result<AccessAudit, Text> {
        let faults = [("1", AccessFault::Excess), ("2", AccessFault::Missing)];
        let fault = element
            .word("Hcjg", &faults)
            .ok_or_else(|| Text::new("Hcjg 既不是 1 也不是 2", "Hcjg is neither 1 nor 2"))?;
        let (site, filing_number) = site(element)?;
        Ok(AccessAudit {
            site,
            filing_number,
            fault,
            domain: element.text("Ym"),
            address: element.value("Jxip"),
            filed_at: element.value("Bbisp"),
            access: element.value("Jrid"),
            time: element.text("Hcsj"),
            remark: element.text("Bz"),
        })
    }
}

impl SiteAudit {
    /// Reads `Kkwzhc`.
    pub(super) fn read_empty(element: &Element) -> Result<SiteAudit, Text> {
        let words = [("0", true), ("1", false)];
        let alive = element
            .word("Hcjg", &words)
            .ok_or_else(|| Text::new("Hcjg 既不是 0 也不是 1", "Hcjg is neither 0 nor 1"))?;
        SiteAudit::of(element, Some(alive))
    }

    /// Reads `Wzch`.
    pub(super) fn read_liveness(element: &Element) -> Result<SiteAudit, Text> {
        SiteAudit::of(element, None)
    }

    fn of(element: &Element, alive: Option<bool>) -> Result<SiteAudit, Text> {
        let (site, filing_number) = site(element)?;
        Ok(SiteAudit {
            site,
            filing_number,
            alive,
            home_page: element.text("Syurl"),
            time: element.text("Hcsj"),
            remark: element.text("Bz"),
        })
    }
}

/// The site that a finding is about, by id, by filing number, or both.
fn site(element: &Element) -> Result<(Option<u64>, Option<String>), Text> {
    let found = (element.value("Wzid"), element.text("Wz_Baxh"));
    if found.0.is_none() && found.1.is_none() {
        return Err(Text::new(
            "既没有网站 Wzid 也没有网站备案号 Wz_Baxh",
            "it has neither a site Wzid nor its filing number Wz_Baxh",
        ));
    }
    Ok(found)
}
