//! The register of filed subjects and sites, and what a filing looks like when it is published (BASJ).
//!
//! A subject or site that an order refers to and that was never filed here is made up on the spot, under the
//! number or id the order gave: a rehearsal need not begin with a carrier's whole past.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::Error;
use super::provinces::{abbreviation, region};
use super::records::{Kind, Record, domains};
use super::state::next;
use super::xml::{copy_children, leaf, wrap};
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
}

/// A subject as published.
pub(super) struct Subject {
    pub id: i64,
    number: String,
    pub fragment: String,
}

/// A site as published.
pub(super) struct Site {
    pub id: i64,
    number: String,
    pub head: String,
    pub accesses: String,
    pub tail: String,
}

impl Register<'_> {
    /// Files what a record asks for, but for the sites in the places `refused`, and gives the `Baxx` that
    /// publishes it; `None` when nothing is left to file.
    pub fn file(&self, record: &Record, refused: &[usize]) -> Result<Option<String>, Error> {
        if record.kind == Kind::NewAccess {
            let (subject, mut site) = self.site(record.bureau_id(), record.filing_number())?;
            site.accesses.push_str(&self.access(&record.element)?);
            let statement = "UPDATE site SET accesses = ?2 WHERE id = ?1";
            self.connection
                .execute(statement, params![site.id, site.accesses])?;
            return Ok(Some(self.publish(&subject, None, &[(site, None)])));
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
                self.referred_subject(record.bureau_id(), record.filing_number())?,
                None,
            ),
        };
        let mut sites = Vec::with_capacity(approved.len());
        for site in approved {
            sites.push((
                self.new_site(&subject, site)?,
                site.value("IspWzid").map(str::to_owned),
            ));
        }
        Ok(Some(self.publish(&subject, own_id, &sites)))
    }

    fn new_subject(&self, organizer: &Element) -> Result<Subject, Error> {
        let region = organizer
            .child("Txdz")
            .and_then(|address| address.value("Shengid"))
            .unwrap_or_default();
        let fragment = subject_fragment(organizer, organizer.value("Bbfs").unwrap_or("0"));
        let certificate = organizer.child("Zj");
        let subject = Subject {
            id: self.new_id("subject")?,
            number: self.new_number(region)?,
            fragment,
        };
        self.store(
            &subject,
            certificate.and_then(|certificate| certificate.value("Zjlx")),
            certificate.and_then(|certificate| certificate.value("Zjhm")),
        )?;
        Ok(subject)
    }

    fn store(
        &self,
        subject: &Subject,
        kind: Option<&str>,
        number: Option<&str>,
    ) -> Result<(), Error> {
        let statement =
            "INSERT INTO subject (id, number, certificate_type, certificate_number, fragment)
                         VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![subject.id, subject.number, kind, number, subject.fragment];
        self.connection.execute(statement, values)?;
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
            let query = "SELECT EXISTS (SELECT 1 FROM subject WHERE number = ?1)";
            if !self
                .connection
                .query_row(query, [&number], |row| row.get(0))?
            {
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
            let query = "SELECT EXISTS (SELECT 1 FROM site WHERE number = ?1)";
            if !self
                .connection
                .query_row(query, [&number], |row| row.get(0))?
            {
                return Ok(number);
            }
        }
    }

    /// An id above all that are in use: orders may bring ids that were never given out here.
    fn new_id(&self, table: &str) -> Result<i64, Error> {
        let query = format!("SELECT max(coalesce(max(id), 0), {FIRST_ID}) + 1 FROM {table}");
        Ok(self.connection.query_row(&query, [], |row| row.get(0))?)
    }

    fn new_site(&self, subject: &Subject, site: &Element) -> Result<Site, Error> {
        let mut head = String::new();
        copy_children(&mut head, site, &["Wzmc", "Fwnr", "Yylb"]);
        for domain in site.children("Ym_xx") {
            let id = next(self.connection, "domain")?;
            wrap(&mut head, "Ym_xx", |out| {
                copy_children(out, domain, &["IspYmid"]);
                leaf(out, "Ymid", id.to_string());
                copy_children(out, domain, &["Ym"]);
            });
        }
        let tail = tail_of(site);
        let mut accesses = String::new();
        for access in site.children("Jr_xx") {
            accesses.push_str(&self.access(access)?);
        }
        let (id, number) = (self.new_id("site")?, self.new_site_number(subject)?);
        let filed = Site {
            id,
            number,
            head,
            accesses,
            tail,
        };
        self.store_site(subject, &filed, site.value("Wzmc").unwrap_or_default())?;
        self.file_domains(domains(site), filed.id)?;
        Ok(filed)
    }

    /// Files the domains of a site.
    pub fn file_domains<'d>(
        &self,
        domains: impl Iterator<Item = &'d str>,
        site: i64,
    ) -> Result<(), Error> {
        for domain in domains {
            let statement = "INSERT INTO domain (name, site) VALUES (?1, ?2)";
            self.connection
                .execute(statement, params![domain.to_ascii_lowercase(), site])?;
        }
        Ok(())
    }

    fn store_site(&self, subject: &Subject, site: &Site, name: &str) -> Result<(), Error> {
        let statement = "INSERT INTO site (id, subject, number, name, head, accesses, tail)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![
            site.id,
            subject.id,
            site.number,
            name,
            site.head,
            site.accesses,
            site.tail
        ];
        self.connection.execute(statement, values)?;
        Ok(())
    }

    /// A `Jr_xx` with the bureau's ids in it, from a `Jr_xx` or a whole access order.
    fn access(&self, access: &Element) -> Result<String, Error> {
        let id = next(self.connection, "access")?;
        let mut ranges = String::new();
        for range in access.children("Ip_xx") {
            let id = next(self.connection, "ip")?;
            wrap(&mut ranges, "Ip_xx", |out| {
                copy_children(out, range, &["IspIpid"]);
                leaf(out, "Ipid", id.to_string());
                copy_children(out, range, &["Qsip", "Zzip"]);
            });
        }
        let mut fragment = String::new();
        wrap(&mut fragment, "Jr_xx", |out| {
            copy_children(out, access, &["IspJrid"]);
            leaf(out, "Jrid", id.to_string());
            leaf(out, "Ispid", self.carrier.to_string());
            copy_children(out, access, &["Wzfb", "Wzjrfs"]);
            out.push_str(&ranges);
        });
        Ok(fragment)
    }

    /// The subject of this id or number; made up when it was never filed here.
    pub fn referred_subject(
        &self,
        id: Option<i64>,
        number: Option<&str>,
    ) -> Result<Subject, Error> {
        let query = "SELECT id, number, fragment FROM subject WHERE id = ?1 OR number = ?2";
        let known = self
            .connection
            .query_row(query, params![id, number], |row| {
                Ok(Subject {
                    id: row.get(0)?,
                    number: row.get(1)?,
                    fragment: row.get(2)?,
                })
            });
        if let Some(known) = known.optional()? {
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
        let region = region(&number).unwrap_or("110000".to_owned());
        let fragment = format!(
            "<Dwmc>演习主体{id}</Dwmc><Txdz><Shengid>{region}</Shengid></Txdz>\
             <Zj><Zjlx>1</Zjlx><Zjhm>PRACTICE{id}</Zjhm><Zjzs>演习地址</Zjzs></Zj>\
             <Fzr><Fzr_dzyj>practice@example.cn</Fzr_dzyj></Fzr><Bbyhlx>0</Bbyhlx>"
        );
        let subject = Subject {
            id,
            number,
            fragment,
        };
        self.store(&subject, None, None)?;
        Ok(subject)
    }

    /// The site of this id or number, with its subject; made up when it was never filed here.
    pub fn site(&self, id: Option<i64>, number: Option<&str>) -> Result<(Subject, Site), Error> {
        let query = "SELECT id, number, head, accesses, tail, subject FROM site WHERE id = ?1 OR number = ?2";
        let known = self
            .connection
            .query_row(query, params![id, number], |row| {
                let site = Site {
                    id: row.get(0)?,
                    number: row.get(1)?,
                    head: row.get(2)?,
                    accesses: row.get(3)?,
                    tail: row.get(4)?,
                };
                Ok((site, row.get::<_, i64>(5)?))
            });
        if let Some((site, subject)) = known.optional()? {
            return Ok((self.referred_subject(Some(subject), None)?, site));
        }
        let subject_number = number
            .and_then(|number| number.rsplit_once('-'))
            .map(|(subject, _)| subject);
        let subject = self.referred_subject(None, subject_number)?;
        let id = match id {
            Some(id) => id,
            None => self.new_id("site")?,
        };
        let number = number.map_or_else(|| format!("{}-1", subject.number), str::to_owned);
        let site = Site {
            id,
            number,
            head: format!(
                "<Wzmc>演习网站{id}</Wzmc><Yylb><Yylb_id>1</Yylb_id></Yylb>\
                 <Ym_xx><Ymid>{}</Ymid><Ym>practice{id}.example.cn</Ym></Ym_xx>",
                next(self.connection, "domain")?
            ),
            accesses: String::new(),
            tail: "<Wz_Fzr><Fzr_xm>演习负责人</Fzr_xm></Wz_Fzr>".to_owned(),
        };
        self.store_site(&subject, &site, &format!("演习网站{id}"))?;
        Ok((subject, site))
    }

    /// `Baxx` of a BASJ: the subject with the sites concerned, each with the carrier's own id where it gave one.
    pub fn publish(
        &self,
        subject: &Subject,
        own_id: Option<&str>,
        sites: &[(Site, Option<String>)],
    ) -> String {
        let own = |out: &mut String, tag: &str, id: Option<&str>| {
            if let Some(id) = id {
                leaf(out, tag, id);
            }
        };
        let filed_at = format!("{} 09:00:00", self.today);
        let mut filing = String::new();
        wrap(&mut filing, "Baxx", |out| {
            wrap(out, "Zt_xx", |out| {
                own(out, "IspZtid", own_id);
                leaf(out, "Ztid", subject.id.to_string());
                out.push_str(&subject.fragment);
                leaf(out, "Baxh", &subject.number);
                leaf(out, "Scbbsj", &filed_at);
                leaf(out, "Zjxgsj", &filed_at);
            });
            for (site, own_id) in sites {
                wrap(out, "Wz_xx", |out| {
                    own(out, "IspWzid", own_id.as_deref());
                    leaf(out, "Wzid", site.id.to_string());
                    for fragment in [&site.head, &site.accesses, &site.tail] {
                        out.push_str(fragment);
                    }
                    leaf(out, "Baxh", &site.number);
                });
            }
        });
        filing
    }
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
