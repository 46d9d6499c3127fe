//! Lists and full copies, written from the register and the scenario.

mod code_tables;
mod copies;

use super::Error;
use super::parts::Form;
use super::records::Category;
use super::register::{Register, Site, Subject, read_site};
use super::reports::are_reported;
use super::scenario::{List, Publish};
use super::xml::{leaf, wrap};

/// A list, ready to be delivered.
pub(super) struct Written {
    /// The part of the interface: `ICP`, `IP`, `JCDM`, `SJTB`.
    pub root: &'static str,
    /// What its file's name begins with.
    pub name: &'static str,
    /// What stands in the part.
    pub content: String,
}

/// How a finding or a notice is worded when the scenario does not say.
const WORDS: &str = "演习：请核实";

/// The part a list stands in, the beginning of its file's name, and the tag around it.
fn frame(list: List) -> (&'static str, &'static str, &'static str) {
    match list {
        List::Codes => ("JCDM", "JCDM", ""),
        List::FullFilings => ("SJTB", "SJTBICP", "ICP"),
        List::FullRanges => ("SJTB", "SJTBIP", "IP"),
        List::FullDomains => ("SJTB", "SJTBYM", "YM"),
        List::FullCodes => ("SJTB", "SJTBJCDM", "JCDM"),
        List::Blacklist => ("ICP", "HMDLB", "HMDLB"),
        List::IllegalAccess => ("ICP", "FFJRHMD", "FFJRHMD"),
        List::Unfiled => ("ICP", "WBAWZLB", "WBAWZLB"),
        List::Tasks => ("ICP", "HSRW", "HSRW"),
        List::Audit => ("ICP", "HCJG", "HCJG"),
        List::Notices => ("ICP", "XGTZ", "XGTZ"),
        List::Cancelled => ("ICP", "ZXSJ", "ZXSJ"),
        List::RangeAudit => ("IP", "IPHCJG", "HCJG"),
    }
}

/// Writes a list; `None` when there is nothing in it.
pub(super) fn write(register: &Register<'_>, publish: &Publish) -> Result<Option<Written>, Error> {
    let writer = Writer { register, publish };
    let inner = match (&publish.content, publish.what) {
        (Some(content), _) => content.clone(),
        (None, List::Codes | List::FullCodes) => code_tables::write(register),
        (None, List::FullFilings) => writer.full_filings()?,
        (None, List::FullRanges) => copies::ranges(register.connection)?,
        (None, List::FullDomains) => copies::domains(register.connection)?,
        (None, List::Blacklist) => writer.blacklist(),
        (None, List::IllegalAccess) => writer.illegal_access(),
        (None, List::Unfiled) => writer.unfiled(),
        (None, List::Tasks) => writer.tasks()?,
        (None, List::Audit) => writer.audit()?,
        (None, List::Notices) => writer.notices()?,
        (None, List::Cancelled) => writer.cancelled()?,
        (None, List::RangeAudit) => writer.range_audit()?,
    };
    if inner.is_empty() {
        return Ok(None);
    }
    let (root, name, tag) = frame(publish.what);
    let content = match tag {
        "" => inner,
        tag => format!("<{tag}>{inner}</{tag}>"),
    };
    Ok(Some(Written {
        root,
        name,
        content,
    }))
}

struct Writer<'a> {
    register: &'a Register<'a>,
    publish: &'a Publish,
}

impl Writer<'_> {
    fn words(&self) -> &str {
        self.publish.text.as_deref().unwrap_or(WORDS)
    }

    fn moment(&self) -> String {
        format!("{} 02:00:00", self.register.today)
    }

    /// The subjects concerned, without those that were cancelled or only imagined.
    fn subjects(&self) -> Result<Vec<Subject>, Error> {
        let query = "SELECT id FROM subject WHERE since <= ?1 AND NOT EXISTS
                     (SELECT 1 FROM cancelled WHERE category = 0 AND cancelled.id = subject.id) ORDER BY id";
        let mut statement = self.register.connection.prepare(query)?;
        let ids = statement.query_map([self.register.today.to_string()], |row| row.get(0))?;
        let mut subjects = Vec::new();
        for id in ids.collect::<Result<Vec<i64>, _>>()? {
            subjects.extend(self.register.known_subject(Some(id), None)?);
        }
        subjects.retain(|subject| self.concerns(&subject.number));
        Ok(subjects)
    }

    /// The sites of a subject that can be published: a schema asks for a domain and an access.
    fn sites_of(&self, subject: &Subject) -> Result<Vec<Site>, Error> {
        let query = "SELECT id, subject, number, head, tail, imagined FROM site WHERE subject = ?1
                     AND EXISTS (SELECT 1 FROM domain WHERE domain.site = site.id)
                     AND EXISTS (SELECT 1 FROM access WHERE access.site = site.id) ORDER BY id";
        let mut statement = self.register.connection.prepare(query)?;
        let sites = statement.query_map([subject.id], read_site)?;
        Ok(sites.collect::<Result<_, _>>()?)
    }

    fn concerns(&self, number: &str) -> bool {
        let numbers = &self.publish.numbers;
        numbers.is_empty() || numbers.iter().any(|one| one == number)
    }

    fn full_filings(&self) -> Result<String, Error> {
        let mut copy = String::new();
        for subject in self.subjects()? {
            let sites = self.sites_of(&subject)?;
            if !sites.is_empty() {
                let sites: Vec<_> = sites.into_iter().map(|site| (site, None)).collect();
                copy.push_str(&self.register.publish(&subject, None, &sites)?);
            }
        }
        Ok(copy)
    }

    fn tasks(&self) -> Result<String, Error> {
        let mut tasks = String::new();
        for subject in self.subjects()? {
            let mut sites = String::new();
            for site in self.sites_of(&subject)? {
                let mut parts = String::new();
                self.register.write_parts(&mut parts, site.id, Form::Task)?;
                wrap(&mut sites, "Wz_xx", |out| {
                    leaf(out, "Wzid", site.id.to_string());
                    for fragment in [&site.head, &parts, &site.tail] {
                        out.push_str(fragment);
                    }
                });
            }
            if sites.is_empty() {
                continue;
            }
            wrap(&mut tasks, "Baxx", |out| {
                wrap(out, "Zt_xx", |out| {
                    leaf(out, "Ztid", subject.id.to_string());
                    out.push_str(&subject.fragment);
                    leaf(out, "Scbbsj", self.moment());
                });
                out.push_str(&sites);
                leaf(out, "Bz", self.words());
            });
        }
        Ok(tasks)
    }

    /// Sites that cannot be reached.
    fn audit(&self) -> Result<String, Error> {
        let mut findings = String::new();
        for subject in self.subjects_of_any_number()? {
            for site in self.sites_of(&subject)? {
                if !self.concerns(&site.number) && !self.concerns(&subject.number) {
                    continue;
                }
                wrap(&mut findings, "Kkwzhc", |out| {
                    leaf(out, "Wzid", site.id.to_string());
                    leaf(out, "Wz_Baxh", &site.number);
                    leaf(out, "Hcjg", "1");
                    leaf(out, "Hcsj", self.moment());
                    leaf(out, "Bz", self.words());
                });
            }
        }
        Ok(match findings.as_str() {
            "" => findings,
            _ => format!("<Jgxx>{findings}</Jgxx>"),
        })
    }

    fn subjects_of_any_number(&self) -> Result<Vec<Subject>, Error> {
        let publish = Publish {
            numbers: Vec::new(),
            ..self.publish.clone()
        };
        Writer {
            register: self.register,
            publish: &publish,
        }
        .subjects()
    }

    fn notices(&self) -> Result<String, Error> {
        let mut notices = String::new();
        let mut notice = |kind: &str, number: &str, id: i64| {
            wrap(&mut notices, "Tzxx", |out| {
                leaf(out, "Tzlb", kind);
                leaf(out, "Baxh", number);
                leaf(out, "Jlid", id.to_string());
                leaf(out, "Tznr", self.words());
            });
        };
        if self.publish.numbers.is_empty() {
            for subject in self.subjects()? {
                notice("0", &subject.number, subject.id);
            }
        }
        for number in &self.publish.numbers {
            if let Some(subject) = self.register.known_subject(None, Some(number))? {
                notice("0", number, subject.id);
            } else if let Some(site) = self.register.known_site(None, Some(number))? {
                notice("1", number, site.id);
            }
        }
        Ok(notices)
    }

    /// Cancels the subjects and sites named, and says so.
    fn cancelled(&self) -> Result<String, Error> {
        let mut cancelled = String::new();
        for number in &self.publish.numbers {
            let subject = self.register.known_subject(None, Some(number))?;
            let site = self.register.known_site(None, Some(number))?;
            let (category, id) = match (subject, site) {
                (Some(subject), _) => (Category::Subject, subject.id),
                (None, Some(site)) => (Category::Site, site.id),
                (None, None) => continue,
            };
            self.register.cancel_one(category, id)?;
            wrap(&mut cancelled, "Zxxx", |out| {
                leaf(out, "Zxlb", (category as u8).to_string());
                leaf(out, "Jlid", id.to_string());
                leaf(out, "Bz", self.words());
            });
        }
        Ok(cancelled)
    }

    fn blacklist(&self) -> String {
        let mut list = String::new();
        for one in &self.register.scenario.blacklist {
            if let Some(number) = &one.certificate_number {
                let kind = one.certificate_type.unwrap_or(1).to_string();
                wrap(&mut list, "Zthmdxxs", |out| {
                    wrap(out, "Zt_xx", |out| {
                        leaf(out, "Dwmc", one.organizer.as_deref().unwrap_or("演习主体"));
                        wrap(out, "Zj", |out| {
                            leaf(out, "Zjlx", &kind);
                            leaf(out, "Zjhm", number);
                        });
                    });
                    leaf(out, "Czlx", "0");
                });
            }
        }
        for one in &self.register.scenario.blacklist {
            if let Some(domain) = &one.domain {
                wrap(&mut list, "Wzhmdxxs", |out| {
                    wrap(out, "Wz_xx", |out| {
                        leaf(out, "Wzmc", one.site.as_deref().unwrap_or("演习网站"));
                        wrap(out, "Ym_xx", |out| leaf(out, "Ym", domain));
                    });
                    leaf(out, "Czlx", "0");
                });
            }
        }
        list
    }

    fn unfiled(&self) -> String {
        let mut list = String::new();
        for (one, id) in self.register.scenario.unfiled.iter().zip(8_200_001..) {
            let carrier = one.carrier.unwrap_or(self.register.carrier).to_string();
            wrap(&mut list, "Wbawz_xx", |out| {
                leaf(out, "Id", i64::to_string(&id));
                leaf(out, "Wzym_mc", &one.domain);
                leaf(out, "IP", one.ip.to_bits().to_string());
                leaf(out, "Dqjcsj", self.moment());
                leaf(out, "Sssh", self.province());
                leaf(out, "Jrs", &carrier);
                leaf(out, "Yys", &carrier);
                leaf(out, "Bz", self.words());
            });
        }
        list
    }

    fn illegal_access(&self) -> String {
        let mut list = String::new();
        for (one, id) in self.register.scenario.unfiled.iter().zip(8_100_001..) {
            let carrier = one.carrier.unwrap_or(self.register.carrier).to_string();
            wrap(&mut list, "Ffjrxx", |out| {
                leaf(out, "Id", i64::to_string(&id));
                leaf(out, "Ym", &one.domain);
                leaf(out, "Ip", one.ip.to_bits().to_string());
                leaf(out, "Zjjrz", &carrier);
                leaf(out, "Szs", self.province());
                leaf(out, "Dqjcsj", self.moment());
                leaf(out, "Bz", self.words());
            });
        }
        list
    }

    /// The carrier's province: its id begins with the region's code.
    fn province(&self) -> String {
        let carrier = self.register.carrier.to_string();
        format!("{}0000", carrier.get(..2).unwrap_or("11"))
    }

    /// Ranges of this carrier's accesses that were not reported.
    fn range_audit(&self) -> Result<String, Error> {
        let carrier = i64::try_from(self.register.carrier).unwrap_or(i64::MAX);
        let query = "SELECT DISTINCT first, last FROM access_range
                     JOIN access ON access.id = access_range.access WHERE access.carrier = ?1
                     ORDER BY first, last";
        let mut statement = self.register.connection.prepare(query)?;
        let ranges = statement.query_map([carrier], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut findings = String::new();
        for (first, last) in ranges.collect::<Result<Vec<(i64, i64)>, _>>()? {
            if !are_reported(self.register, first, last)? {
                wrap(&mut findings, "Wb", |out| {
                    leaf(out, "Qsip", first.to_string());
                    leaf(out, "Zzip", last.to_string());
                    leaf(out, "Fpdw", carrier.to_string());
                    leaf(out, "Wblx", "2");
                    leaf(out, "Bz", self.words());
                });
            }
        }
        Ok(match findings.as_str() {
            "" => findings,
            _ => format!("<Jgxx>{findings}</Jgxx>"),
        })
    }
}
