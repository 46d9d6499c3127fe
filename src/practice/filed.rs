//! What was filed before the rehearsal, by this carrier or another one, as the scenario tells it.

use std::net::Ipv4Addr;

use md5::{Digest as _, Md5};
use rusqlite::params;
use serde::Deserialize;

use super::Error;
use super::provinces::region;
use super::register::{Register, Site, Subject};
use super::reports;
use super::xml::leaf;

/// One `[[filed]]`: a subject. What is not given is invented.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filed {
    /// Its name, `Dwmc`.
    pub organizer: String,
    /// Its filing number, `Ztbah`.
    pub number: String,
    /// The bureau's id, `Ztid`.
    pub id: Option<i64>,
    /// `Zjlx`.
    pub certificate_type: Option<u32>,
    /// `Zjhm`.
    pub certificate_number: Option<String>,
    /// Region code of its province; that of the filing number without it.
    pub province: Option<u32>,
    /// Its filing password. Where it is given, orders and queries with another one are wrong (1018).
    pub password: Option<String>,
    /// Another carrier's change is under review (1017).
    pub changing: bool,
    /// `[[filed.site]]`.
    #[serde(rename = "site")]
    pub sites: Vec<FiledSite>,
}

/// One `[[filed.site]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FiledSite {
    /// Its name, `Wzmc`.
    pub name: String,
    /// Its filing number, `Wzbah`.
    pub number: Option<String>,
    /// The bureau's id, `Wzid`.
    pub id: Option<i64>,
    /// Its home page.
    pub homepage: Option<String>,
    /// Its domains.
    pub domains: Vec<String>,
    /// `[[filed.site.access]]`; without any, one of this carrier.
    #[serde(rename = "access")]
    pub accesses: Vec<FiledAccess>,
}

/// One `[[filed.site.access]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct FiledAccess {
    /// The bureau's id, `Jrid`.
    pub id: Option<i64>,
    /// Whose access it is; this carrier's without it.
    pub carrier: Option<u64>,
    /// The first address.
    pub first: Ipv4Addr,
    /// The last address; the first one without it.
    pub last: Option<Ipv4Addr>,
}

impl Default for FiledAccess {
    fn default() -> Self {
        FiledAccess {
            id: None,
            carrier: None,
            first: Ipv4Addr::new(203, 0, 113, 1),
            last: None,
        }
    }
}

/// One `[[range]]`: a reported IP range.
#[derive(Clone, Debug, Deserialize)]
pub struct FiledRange {
    /// Which kind of report.
    pub list: RangeList,
    /// The bureau's id.
    pub id: Option<i64>,
    /// Who reported it; this carrier without it.
    pub carrier: Option<u64>,
    /// The first address.
    pub first: Ipv4Addr,
    /// The last address.
    pub last: Ipv4Addr,
}

/// The kinds of reports of ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeList {
    /// A source.
    Source,
    /// An allocation.
    Allocation,
    /// A broadcast.
    Broadcast,
    /// A customer's own range.
    Own,
}

impl RangeList {
    /// As results call the list.
    pub(super) fn tag(self) -> &'static str {
        match self {
            RangeList::Source => "Lyjg",
            RangeList::Allocation => "Fpjg",
            RangeList::Broadcast => "Gbjs",
            RangeList::Own => "Zdip",
        }
    }
}

/// MD5 of a filing password, as records carry it.
pub(super) fn password_digest(password: &str) -> String {
    let digest = Md5::digest(password);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Files what the scenario says was filed before and is not known yet.
pub(super) fn file_the_past(register: &Register<'_>) -> Result<(), Error> {
    for filed in &register.scenario.filed {
        if register
            .known_subject(filed.id, Some(&filed.number))?
            .is_none()
        {
            register.file_subject(filed)?;
        }
    }
    for range in &register.scenario.ranges {
        reports::file_the_past(register, range)?;
    }
    Ok(())
}

impl Register<'_> {
    fn file_subject(&self, filed: &Filed) -> Result<(), Error> {
        let id = match filed.id {
            Some(id) => id,
            None => self.new_id("subject")?,
        };
        let province = filed.province.map(|code| code.to_string());
        let province = province.or_else(|| region(&filed.number));
        let kind = filed.certificate_type.unwrap_or(1).to_string();
        let certificate = filed.certificate_number.clone();
        let number = certificate
            .clone()
            .unwrap_or_else(|| format!("PRACTICE{id}"));
        let mut fragment = String::new();
        leaf(&mut fragment, "Dwmc", &filed.organizer);
        let region = province.as_deref().unwrap_or("110000");
        fragment.push_str(&format!("<Txdz><Shengid>{region}</Shengid></Txdz><Zj>"));
        leaf(&mut fragment, "Zjlx", &kind);
        leaf(&mut fragment, "Zjhm", number);
        fragment.push_str(
            "<Zjzs>演习地址</Zjzs></Zj><Fzr><Fzr_dzyj>practice@example.cn</Fzr_dzyj></Fzr><Bbyhlx>0</Bbyhlx>",
        );
        let subject = Subject {
            id,
            number: filed.number.clone(),
            fragment,
            province,
            password: filed.password.as_deref().map(password_digest),
            imagined: false,
            changing: filed.changing,
        };
        self.store_subject(&subject, Some(&kind), certificate.as_deref(), self.today)?;
        for (site, place) in filed.sites.iter().zip(1..) {
            self.file_site(&subject, site, place)?;
        }
        let statement = "UPDATE subject SET sites = ?2 WHERE id = ?1";
        let sites = i64::try_from(filed.sites.len()).unwrap_or(i64::MAX);
        self.connection.execute(statement, params![id, sites])?;
        Ok(())
    }

    fn file_site(&self, subject: &Subject, filed: &FiledSite, place: u32) -> Result<(), Error> {
        let id = match filed.id {
            Some(id) => id,
            None => self.new_id("site")?,
        };
        let mut head = String::new();
        leaf(&mut head, "Wzmc", &filed.name);
        head.push_str("<Fwnr><Fwnr_id>1</Fwnr_id></Fwnr><Yylb><Yylb_id>1</Yylb_id></Yylb>");
        let mut tail = "<Wz_Fzr><Fzr_xm>演习负责人</Fzr_xm></Wz_Fzr>".to_owned();
        if let Some(homepage) = &filed.homepage {
            leaf(&mut tail, "Syurl", homepage);
        }
        let number = format!("{}-{place}", subject.number);
        let site = Site {
            id,
            subject: subject.id,
            number: filed.number.clone().unwrap_or(number),
            head,
            tail,
            imagined: false,
        };
        self.store_site(&site, &filed.name, filed.homepage.as_deref(), self.today)?;
        for domain in &filed.domains {
            self.store_domain(id, None, None, domain)?;
        }
        let own = [FiledAccess::default()];
        let accesses = match filed.accesses.is_empty() {
            true => &own[..],
            false => &filed.accesses,
        };
        for access in accesses {
            let carrier = access.carrier.unwrap_or(self.carrier);
            let content = "<Wzfb><Fbdd>1</Fbdd></Wzfb><Wzjrfs><Jrfs>1</Jrfs></Wzjrfs>";
            let first = i64::from(access.first.to_bits());
            let last = access.last.map_or(first, |last| i64::from(last.to_bits()));
            let access = self.store_access(id, access.id, None, carrier, content)?;
            self.store_range(access, None, None, (first, last))?;
        }
        Ok(())
    }
}
