//! The register of filed subjects and sites.
//!
//! A subject or site that an order refers to and that was never filed here is imagined on the spot, under the number or
//! id the order gave: a rehearsal need not begin with a carrier's whole past. A scenario whose register is complete has
//! such orders refused before they come here.

use chrono::{Datelike as _, Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Error;
use super::provinces::{abbreviation, region};
use super::records::{Kind, Record};
use super::scenario::Scenario;
use super::state::next;
use super::xml::{copy_children, leaf};
use crate::bureau::tree::Element;

/// `Syurl` in a BASJ is shorter than some orders allow it to be.
const HOMEPAGE_LIMIT: usize = 255;

/// Ids given out are above this, and so not easily taken for counts or sequence numbers.
const FIRST_ID: i64 = 100_000;

/// The filing of one day by one carrier.
pub(super) struct Register<'a> {
    pub connection: &'a Connection,
    pub today: NaiveDate,
    pub carrier: u64,
    pub scenario: &'a Scenario,
}

/// A subject as it is filed.
pub(super) struct Subject {
    pub id: i64,
    pub number: String,
    /// What is published between its ids and its numbers.
    pub fragment: String,
    pub province: Option<String>,
    pub password: Option<String>,
    pub imagined: bool,
    pub changing: bool,
}

/// A site as it is filed, without its domains and accesses.
pub(super) struct Site {
    pub id: i64,
    pub subject: i64,
    pub number: String,
    pub head: String,
    pub tail: String,
    pub imagined: bool,
}

impl Register<'_> {
    /// Files what a record asks for, but for the sites in the places `refused`, and gives the `Baxx` that
    /// publishes it; `None` when nothing is left to file.
    pub fn file(&self, record: &Record, refused: &[usize]) -> Result<Option<String>, Error> {
        if record.kind == Kind::NewAccess {
            let (subject, site) = self.site(record.bureau_id(), record.filing_number())?;
            self.add_access(site.id, &record.element)?;
            return Ok(Some(self.publish(&subject, None, &[(site, None)])?));
        }
        let approved: Vec<&Element> = record
            .sites()
            .zip(0..)
            .filter(|(_, place)| !refused.contains(place))
            .map(|(site, _)| site)
            .collect();
        if approved.is_empty() {
            return Ok(None);
        }
        let (subject, own_id) = match record.element.child("Zt_xx") {
            Some(organizer) if record.kind == Kind::NewFiling => {
                (self.new_subject(organizer)?, record.own_id())
            }
            _ => (
                self.subject(record.bureau_id(), record.filing_number())?,
                None,
            ),
        };
        let mut sites = Vec::with_capacity(approved.len());
        for site in approved {
            let own_id = site.value("IspWzid").map(str::to_owned);
            sites.push((self.new_site(&subject, site)?, own_id));
        }
        Ok(Some(self.publish(&subject, own_id, &sites)?))
    }

    /// The first day on which what is filed now counts as filed.
    pub fn since(&self) -> NaiveDate {
        let days = Days::new(self.scenario.review.filing_days.into());
        self.today.checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }

    fn new_subject(&self, organizer: &Element) -> Result<Subject, Error> {
        let province = organizer
            .child("Txdz")
            .and_then(|address| address.value("Shengid"));
        let certificate = organizer.child("Zj");
        let subject = Subject {
            id: self.new_id("subject")?,
            number: self.new_number(province.unwrap_or_default())?,
            fragment: subject_fragment(organizer, organizer.value("Bbfs").unwrap_or("0")),
            province: province.map(str::to_owned),
            password: None,
            imagined: false,
            changing: false,
        };
        self.store_subject(
            &subject,
            certificate.and_then(|certificate| certificate.value("Zjlx")),
            certificate.and_then(|certificate| certificate.value("Zjhm")),
            self.since(),
        )?;
        Ok(subject)
    }

    /// Remembers a subject with its certificate.
    pub fn store_subject(
        &self,
        subject: &Subject,
        kind: Option<&str>,
        number: Option<&str>,
        since: NaiveDate,
    ) -> Result<(), Error> {
        let statement = "INSERT INTO subject
            (id, number, certificate_type, certificate_number, province, password, fragment, since, imagined, changing)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let values = params![
            subject.id,
            subject.number,
            kind,
            number,
            subject.province,
            subject.password,
            subject.fragment,
            since.to_string(),
            subject.imagined,
            subject.changing
        ];
        self.connection.prepare_cached(statement)?.execute(values)?;
        Ok(())
    }

    /// 省ICP备, the year, six digits, 号.
    fn new_number(&self, region: &str) -> Result<String, Error> {
        let abbreviation = abbreviation(region)
            .or_else(|| abbreviation(&self.carrier.to_string()))
            .unwrap_or('京');
        let year = self.today.year();
        loop {
            let serial = next(self.connection, &format!("number {abbreviation}{year}"))?;
            let number = format!("{abbreviation}ICP备{year}{serial:06}号");
            if !self.exists("SELECT 1 FROM subject WHERE number = ?1", &number)? {
                return Ok(number);
            }
        }
    }

    /// The subject's number, a dash, and the next of the subject's sites.
    fn new_site_number(&self, subject: &Subject) -> Result<String, Error> {
        loop {
            let statement = "UPDATE subject SET sites = sites + 1 WHERE id = ?1 RETURNING sites";
            let serial: i64 = self
                .connection
                .query_row(statement, [subject.id], |row| row.get(0))?;
            let number = format!("{}-{serial}", subject.number);
            if !self.exists("SELECT 1 FROM site WHERE number = ?1", &number)? {
                return Ok(number);
            }
        }
    }

    fn exists(&self, query: &str, number: &str) -> Result<bool, Error> {
        Ok(self.connection.prepare_cached(query)?.exists([number])?)
    }

    /// An id above all that are in use: orders may bring ids that were never given out here.
    pub fn new_id(&self, table: &str) -> Result<i64, Error> {
        let query = format!("SELECT max(coalesce(max(id), 0), {FIRST_ID}) + 1 FROM {table}");
        let mut statement = self.connection.prepare_cached(&query)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn new_site(&self, subject: &Subject, site: &Element) -> Result<Site, Error> {
        let filed = Site {
            id: self.new_id("site")?,
            subject: subject.id,
            number: self.new_site_number(subject)?,
            head: head_of(site),
            tail: tail_of(site),
            imagined: false,
        };
        self.store_site(
            &filed,
            site.value("Wzmc").unwrap_or_default(),
            site.value("Syurl"),
            self.since(),
        )?;
        for domain in site.children("Ym_xx") {
            self.add_domain(filed.id, domain)?;
        }
        for access in site.children("Jr_xx") {
            self.add_access(filed.id, access)?;
        }
        Ok(filed)
    }

    /// Remembers a site.
    pub fn store_site(
        &self,
        site: &Site,
        name: &str,
        homepage: Option<&str>,
        since: NaiveDate,
    ) -> Result<(), Error> {
        let statement = "INSERT INTO site (id, subject, number, name, head, tail, since, imagined)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values = params![
            site.id,
            site.subject,
            site.number,
            name,
            site.head,
            site.tail,
            since.to_string(),
            site.imagined
        ];
        self.connection.prepare_cached(statement)?.execute(values)?;
        self.store_homepages(site.id, homepage)
    }

    /// The subject of this id or number, where one is known.
    pub fn known_subject(
        &self,
        id: Option<i64>,
        number: Option<&str>,
    ) -> Result<Option<Subject>, Error> {
        let query =
            "SELECT id, number, fragment, province, password, imagined, changing FROM subject
                     WHERE id = ?1 OR number = ?2";
        let subject = |row: &Row<'_>| {
            Ok(Subject {
                id: row.get(0)?,
                number: row.get(1)?,
                fragment: row.get(2)?,
                province: row.get(3)?,
                password: row.get(4)?,
                imagined: row.get(5)?,
                changing: row.get(6)?,
            })
        };
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement
            .query_row(params![id, number], subject)
            .optional()?)
    }

    /// The site of this id or number, where one is known.
    pub fn known_site(&self, id: Option<i64>, number: Option<&str>) -> Result<Option<Site>, Error> {
        let query = "SELECT id, subject, number, head, tail, imagined FROM site
                     WHERE id = ?1 OR number = ?2";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement
            .query_row(params![id, number], read_site)
            .optional()?)
    }

    /// The subject of this id or number; imagined when it was never filed here.
    pub fn subject(&self, id: Option<i64>, number: Option<&str>) -> Result<Subject, Error> {
        if let Some(known) = self.known_subject(id, number)? {
            return Ok(known);
        }
        let id = match id {
            Some(id) => id,
            None => self.new_id("subject")?,
        };
        let number = match number {
            Some(number) => number.to_owned(),
            None => self.new_number("")?,
        };
        let region = region(&number);
        let province = region.as_deref().unwrap_or("110000");
        let fragment = format!(
            "<Dwmc>演习主体{id}</Dwmc><Txdz><Shengid>{province}</Shengid></Txdz>\
             <Zj><Zjlx>1</Zjlx><Zjhm>PRACTICE{id}</Zjhm><Zjzs>演习地址</Zjzs></Zj>\
             <Fzr><Fzr_dzyj>practice@example.cn</Fzr_dzyj></Fzr><Bbyhlx>0</Bbyhlx>"
        );
        let subject = Subject {
            id,
            number,
            fragment,
            province: region,
            password: None,
            imagined: true,
            changing: false,
        };
        self.store_subject(&subject, None, None, self.today)?;
        Ok(subject)
    }

    /// The site of this id or number, with its subject; imagined when it was never filed here.
    pub fn site(&self, id: Option<i64>, number: Option<&str>) -> Result<(Subject, Site), Error> {
        if let Some(known) = self.known_site(id, number)? {
            return Ok((self.subject(Some(known.subject), None)?, known));
        }
        let subject_number = number
            .and_then(|number| number.rsplit_once('-'))
            .map(|(subject, _)| subject);
        let subject = self.subject(None, subject_number)?;
        let id = match id {
            Some(id) => id,
            None => self.new_id("site")?,
        };
        let site = Site {
            id,
            subject: subject.id,
            number: match number {
                Some(number) => number.to_owned(),
                None => self.new_site_number(&subject)?,
            },
            head: format!("<Wzmc>演习网站{id}</Wzmc><Yylb><Yylb_id>1</Yylb_id></Yylb>"),
            tail: "<Wz_Fzr><Fzr_xm>演习负责人</Fzr_xm></Wz_Fzr>".to_owned(),
            imagined: true,
        };
        self.store_site(&site, &format!("演习网站{id}"), None, self.today)?;
        self.store_domain(site.id, None, None, &format!("practice{id}.example.cn"))?;
        Ok((subject, site))
    }
}

/// Reads a site from its row.
pub(super) fn read_site(row: &Row<'_>) -> rusqlite::Result<Site> {
    Ok(Site {
        id: row.get(0)?,
        subject: row.get(1)?,
        number: row.get(2)?,
        head: row.get(3)?,
        tail: row.get(4)?,
        imagined: row.get(5)?,
    })
}

/// What is published of a site before its domains.
pub(super) fn head_of(site: &Element) -> String {
    let mut head = String::new();
    copy_children(&mut head, site, &["Wzmc", "Fwnr", "Yylb"]);
    head
}

/// What is published of a site behind its accesses.
pub(super) fn tail_of(site: &Element) -> String {
    let mut tail = String::new();
    copy_children(&mut tail, site, &["Wz_Fzr"]);
    if site
        .value("Syurl")
        .is_some_and(|homepage| homepage.chars().count() <= HOMEPAGE_LIMIT)
    {
        copy_children(&mut tail, site, &["Syurl"]);
    }
    copy_children(&mut tail, site, &["Wz_Bz"]);
    tail
}

/// What is published of a subject, between its ids and its numbers; `mode` says who files, `Bbyhlx`.
pub(super) fn subject_fragment(organizer: &Element, mode: &str) -> String {
    let mut fragment = String::new();
    copy_children(
        &mut fragment,
        organizer,
        &["Dwmc", "Dwxz", "Tzr", "Txdz", "Zj", "Fzr", "Bz"],
    );
    leaf(&mut fragment, "Bbyhlx", mode);
    fragment
}
