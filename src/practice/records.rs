//! What an uploaded file holds, as far as the practice bureau looks at it.
//!
//! The file is walked once, record by record. Of attachments and approval scans only the beginning is kept: they are most
//! of a file's bytes, and nobody looks at them here.

use serde::Deserialize;

use super::reports::{Reported, is_wrapper};
use crate::bureau::tree::{self, Element, Events, Step, TreeError};

/// Base64 texts, of which only the beginning is kept.
const SHORTENED: [&str; 2] = ["Fjnr", "Spwj"];

/// No text of a record but an attachment comes near this.
const TEXT_LIMIT: usize = 64 << 20;

/// The operations that this bureau reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Kind {
    /// A new filing: subject and sites (XZBA).
    #[serde(rename = "XZBA")]
    NewFiling,
    /// New sites of a filed subject (XZWZ).
    #[serde(rename = "XZWZ")]
    NewSite,
    /// A new access for a filed site (XZJR).
    #[serde(rename = "XZJR")]
    NewAccess,
    /// A change of a filed subject with all its sites (BGBA).
    #[serde(rename = "BGBA")]
    Change,
    /// A cancellation of a subject, a site or an access (ZXBA).
    #[serde(rename = "ZXBA")]
    Cancellation,
    /// The result of a verification task (HSJG).
    #[serde(rename = "HSJG")]
    Verification,
    /// What was done about an unfiled site (WBACLJG).
    #[serde(rename = "WBACLJG")]
    UnfiledSite,
    /// Verification material on its own (XZHYD).
    #[serde(rename = "XZHYD")]
    Material,
}

impl Kind {
    fn from_tag(tag: &str) -> Option<Kind> {
        match tag {
            "XZBA" => Some(Kind::NewFiling),
            "XZWZ" => Some(Kind::NewSite),
            "XZJR" => Some(Kind::NewAccess),
            "BGBA" => Some(Kind::Change),
            "ZXBA" => Some(Kind::Cancellation),
            "HSJG" => Some(Kind::Verification),
            "WBACLJG" => Some(Kind::UnfiledSite),
            "XZHYD" => Some(Kind::Material),
            _ => None,
        }
    }
}

/// What a cancellation cancels, `Zxlb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Subject,
    Site,
    Access,
}

/// One record of a file.
pub(super) struct Record {
    pub kind: Kind,
    pub element: Element,
}

impl Record {
    /// `Czlx` in results. The interface has none for verification results and unfiled sites; an answer must have one.
    pub fn operation(&self) -> u32 {
        match self.kind {
            Kind::NewFiling | Kind::Verification | Kind::UnfiledSite => 1,
            Kind::NewSite => 2,
            Kind::NewAccess => 3,
            Kind::Change => 4,
            Kind::Cancellation => match self.category() {
                Category::Access => 5,
                Category::Subject => 6,
                Category::Site => 7,
            },
            Kind::Material => 35,
        }
    }

    /// What a cancellation cancels.
    pub fn category(&self) -> Category {
        match self.element.value("Zxlb") {
            Some("1") => Category::Site,
            Some("2") => Category::Access,
            _ => Category::Subject,
        }
    }

    /// The record itself: a verification result has it inside.
    fn body(&self) -> Option<&Element> {
        match self.kind {
            Kind::Verification => self.element.child("Baxx"),
            _ => Some(&self.element),
        }
    }

    /// `Wz_xx` blocks; the one of a new access only names the site.
    pub fn sites(&self) -> impl Iterator<Item = &Element> {
        let has_sites = self.kind != Kind::NewAccess;
        let body = self.body().into_iter();
        body.flat_map(|body| body.children("Wz_xx"))
            .filter(move |_| has_sites)
    }

    /// Every domain named in the record.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        let unfiled = self.kind == Kind::UnfiledSite;
        let own = self.element.value("Ym").filter(|_| unfiled);
        self.sites().flat_map(domains).chain(own)
    }

    /// `Jr_xx` of the sites; a new access is one itself.
    pub fn accesses(&self) -> impl Iterator<Item = &Element> {
        let own = Some(&self.element).filter(|_| self.kind == Kind::NewAccess);
        own.into_iter()
            .chain(self.sites().flat_map(|site| site.children("Jr_xx")))
    }

    /// `Fjxx` of the record; verification material is one itself.
    pub fn attachments(&self) -> impl Iterator<Item = &Element> {
        let own = Some(&self.element).filter(|_| self.kind == Kind::Material);
        let around = self.element.children("Fj");
        own.into_iter()
            .chain(around.filter_map(|attachment| attachment.child("Fjxx")))
    }

    /// The organizer, `Zt_xx`, where the record describes one.
    pub fn organizer(&self) -> Option<&Element> {
        let organizer = self.body()?.child("Zt_xx");
        organizer.filter(|organizer| organizer.child("Dwmc").is_some())
    }

    /// The type and number of the organizer's certificate.
    pub fn certificate(&self) -> Option<(&str, &str)> {
        let certificate = self.organizer()?.child("Zj")?;
        Some((certificate.value("Zjlx")?, certificate.value("Zjhm")?))
    }

    /// The filing number the record refers to: `Ztbah` of new sites, `Wzbah` of a new access, `Baxh` of a changed subject
    /// or of the owner of verification material.
    pub fn filing_number(&self) -> Option<&str> {
        match self.kind {
            Kind::NewSite => self.element.child("Zt_xx")?.value("Ztbah"),
            Kind::NewAccess => self.element.child("Wz_xx")?.value("Wzbah"),
            Kind::Change => self.element.child("Zt_xx")?.value("Baxh"),
            Kind::Material => self.owner()?.value("Baxh"),
            _ => None,
        }
    }

    /// The bureau's id the record refers to: `Ztid`, the `Wzid` of a new access, the `Jlid` of a cancellation or of the
    /// owner of verification material.
    pub fn bureau_id(&self) -> Option<i64> {
        let id = match self.kind {
            Kind::NewFiling | Kind::UnfiledSite => None,
            Kind::NewSite | Kind::Change | Kind::Verification => {
                self.body()?.child("Zt_xx")?.value("Ztid")
            }
            Kind::NewAccess => self.element.child("Wz_xx")?.value("Wzid"),
            Kind::Cancellation => self.element.value("Jlid"),
            Kind::Material => self.owner()?.value("Jlid"),
        };
        id?.parse().ok()
    }

    /// Whether verification material belongs to a site.
    pub fn belongs_to_a_site(&self) -> bool {
        let owner = self.element.child("Fjssdx");
        owner.and_then(|owner| owner.value("Ssdxlx")) == Some("2")
    }

    fn owner(&self) -> Option<&Element> {
        self.element.child("Fjssdx")?.child("Ssdxbs")
    }

    /// The carrier's own id of the order: `IspZtid`, the first `IspWzid`, or `IspJrid`.
    pub fn own_id(&self) -> Option<&str> {
        match self.kind {
            Kind::NewFiling => self.element.child("Zt_xx")?.value("IspZtid"),
            Kind::NewSite => self.element.child("Wz_xx")?.value("IspWzid"),
            Kind::NewAccess => self.element.value("IspJrid"),
            _ => None,
        }
    }

    /// Whether any of the carrier's own ids in the record is this one.
    pub fn holds_own_id(&self, id: &str) -> bool {
        let own = ["IspZtid", "IspWzid", "IspYmid", "IspJrid", "IspIpid"];
        self.element
            .descendants()
            .any(|one| own.contains(&one.name.as_str()) && one.text.trim() == id)
    }
}

/// The domains of one site.
pub(super) fn domains(site: &Element) -> impl Iterator<Item = &str> {
    site.children("Ym_xx")
        .filter_map(|domain| domain.value("Ym"))
}

/// A file as read.
#[derive(Default)]
pub(super) struct Upload {
    /// `UploadData/@version`.
    pub version: String,
    /// `Qqdwid`.
    pub carrier: Option<String>,
    /// The records of the operations this bureau reviews.
    pub records: Vec<Record>,
    /// The records of IP and domain reports.
    pub reports: Vec<Reported>,
    /// Records of every operation, those it does not review included.
    pub count: usize,
}

/// Reads a file's bytes, GBK as a rule.
pub(super) fn read(xml: &[u8]) -> Result<Upload, TreeError> {
    let text = tree::decode(xml)?;
    let mut events = Events::new(&text, TEXT_LIMIT);
    let mut upload = Upload::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        match events.next()? {
            Step::Start(start) => match path.len() {
                0 => {
                    upload.version = start.attribute("version").unwrap_or_default().to_owned();
                    path.push(start.name);
                }
                2 if start.name == "Qqdwid" => {
                    let carrier = events.element(&start)?;
                    upload.carrier = Some(carrier.text.trim().to_owned());
                }
                3 if is_wrapper(&path[1], &start.name) => path.push(start.name),
                3 | 4 => {
                    let element = events.element_shortened(&start, &SHORTENED)?;
                    upload.count += 1;
                    match Kind::from_tag(&path[2]) {
                        Some(kind) if path[1] == "ICP" => {
                            upload.records.push(Record { kind, element });
                        }
                        _ => upload.reports.extend(Reported::new(&path, element)),
                    }
                }
                _ => path.push(start.name),
            },
            Step::End => drop(path.pop()),
            Step::Text(_) => {}
            Step::Eof => return Ok(upload),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<?xml version=\"1.0\" encoding=\"GBK\"?><UploadData version=\"V.3.0\"><ICP><XZWZ>\
        <Xzxx><Zt_xx><Ztbah>浙ICP备2026000001号</Ztbah></Zt_xx><Wz_xx><IspWzid>7</IspWzid>\
        <Ym_xx><IspYmid>8</IspYmid><Ym>a.example.cn</Ym></Ym_xx></Wz_xx>\
        <Fj><Fjxx><Fjnr>/9j/4AAQSkZJRg==</Fjnr></Fjxx></Fj></Xzxx>\
        <Xzxx><Zt_xx><Ztid>9</Ztid></Zt_xx></Xzxx></XZWZ><Qqdwid> 330000000001 </Qqdwid></ICP></UploadData>";

    #[test]
    fn records_carrier_and_version_are_read_and_of_attachments_only_the_beginning() {
        let (gbk, _, _) = encoding_rs::GBK.encode(FILE);
        let upload = read(&gbk).unwrap();
        assert_eq!(
            (&*upload.version, upload.carrier.as_deref()),
            ("V.3.0", Some("330000000001"))
        );
        assert_eq!((upload.count, upload.records.len()), (2, 2));

        let first = &upload.records[0];
        assert_eq!(first.filing_number(), Some("浙ICP备2026000001号"));
        assert_eq!(first.own_id(), Some("7"));
        assert_eq!(first.domains().collect::<Vec<_>>(), ["a.example.cn"]);
        assert!(first.holds_own_id("8") && !first.holds_own_id("9"));
        let attachment = first
            .element
            .descendants()
            .find(|one| one.name == "Fjnr")
            .unwrap();
        assert_eq!(attachment.text, "/9j/4AAQ");

        assert_eq!(upload.records[1].bureau_id(), Some(9));
    }

    #[test]
    fn operations_that_are_not_reviewed_are_counted_only() {
        let upload = read(&FILE.replace("XZWZ", "XYZ").into_bytes()).unwrap();
        assert_eq!((upload.count, upload.records.len()), (2, 0));
    }

    #[test]
    fn a_record_tells_what_it_refers_to_whatever_it_asks_for() {
        let file = "<UploadData><ICP><ZXBA><Zx_xx><Zxlb>2</Zxlb><Jlid>71</Jlid></Zx_xx></ZXBA>\
            <XZHYD><Fjxx><Fjssdx><Ssdxbs><Jlid>72</Jlid></Ssdxbs></Fjssdx></Fjxx></XZHYD>\
            <HSJG><Hsjgxx><Baxx><Zt_xx><Ztid>73</Ztid></Zt_xx></Baxx></Hsjgxx></HSJG></ICP></UploadData>";
        let records = read(file.as_bytes()).unwrap().records;
        let told = |record: &Record| (record.operation(), record.bureau_id());
        let told: Vec<_> = records.iter().map(told).collect();
        assert_eq!(told, [(5, Some(71)), (35, Some(72)), (1, Some(73))]);
    }
}
