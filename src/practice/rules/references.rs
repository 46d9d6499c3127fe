//! What a record refers to: it has to exist, to be reached through this carrier, and to be free for what is asked.
//!
//! A record of the carrier's past need not be filed here first: what is not known is taken to exist, unless the scenario
//! says that the register is complete. What was cancelled here does not exist any more.

use rusqlite::{OptionalExtension as _, params};

use super::under_review::cancellation;
use super::{Reason, passwords};
use crate::bureau::tree::Element;
use crate::practice::Error;
use crate::practice::records::{Category, Kind, Record};
use crate::practice::register::{Register, Site, Subject};

pub(super) fn check(register: &Register<'_>, record: &Record) -> Result<Vec<Reason>, Error> {
    let mut reasons = Vec::new();
    let scene = Scene { register, record };
    match record.kind {
        Kind::NewFiling | Kind::UnfiledSite => {}
        Kind::NewSite => drop(scene.subject(&mut reasons)?),
        Kind::NewAccess => scene.new_access(&mut reasons)?,
        Kind::Change => scene.change(&mut reasons)?,
        Kind::Cancellation => match (record.category(), record.bureau_id()) {
            (_, None) => {}
            (Category::Subject, Some(id)) => scene.cancel_subject(id, &mut reasons)?,
            (Category::Site, Some(id)) => scene.cancel_site(id, &mut reasons)?,
            (Category::Access, Some(id)) => scene.cancel_access(id, &mut reasons)?,
        },
        Kind::Verification => scene.verification(&mut reasons)?,
        Kind::Material => scene.material(&mut reasons)?,
    }
    Ok(reasons)
}

struct Scene<'a> {
    register: &'a Register<'a>,
    record: &'a Record,
}

impl Scene<'_> {
    /// The subject that the record names; `None` when it is not known or does not exist.
    fn subject(&self, reasons: &mut Vec<Reason>) -> Result<Option<Subject>, Error> {
        let (id, number) = (self.record.bureau_id(), self.record.filing_number());
        let subject = self.register.known_subject(id, number)?;
        let named = subject.as_ref().map(|subject| subject.id).or(id);
        if self.is_gone(Category::Subject, named)? {
            reasons.push(Reason::new(1049, "主体已注销"));
            return Ok(None);
        }
        if subject.is_none() && self.is_complete() {
            reasons.push(Reason::new(1016, "备案信息库中没有该主体"));
            return Ok(None);
        }
        passwords::check(self.register, self.record, subject.as_ref(), reasons);
        Ok(subject)
    }

    fn new_access(&self, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let (id, number) = (self.record.bureau_id(), self.record.filing_number());
        let site = self.register.known_site(id, number)?;
        if self.is_gone(Category::Site, site.as_ref().map(|site| site.id).or(id))? {
            reasons.push(Reason::new(1050, "网站已注销"));
            return Ok(());
        }
        if site.is_none() && self.is_complete() {
            reasons.push(Reason::new(1016, "备案信息库中没有该网站"));
            return Ok(());
        }
        let subject = match &site {
            Some(site) => self.register.known_subject(Some(site.subject), None)?,
            None => None,
        };
        passwords::check(self.register, self.record, subject.as_ref(), reasons);
        let what = format!("access {}", self.register.about(self.record)?);
        let has_the_same = match &site {
            Some(site) => self.has_the_same_access(site)?,
            None => false,
        };
        if has_the_same || self.register.is_under_review(&what)? {
            reasons.push(Reason::new(1029, "该网站已有相同的接入，或其接入正在审核"));
        }
        Ok(())
    }

    /// Whether this carrier has an access at the site with the very ranges that are asked for.
    fn has_the_same_access(&self, site: &Site) -> Result<bool, Error> {
        let range = |range: &Element| {
            let end = |tag| range.value(tag)?.parse().ok();
            Some((end("Qsip")?, end("Zzip")?))
        };
        let ranges = self.record.element.children("Ip_xx");
        let mut asked: Vec<(i64, i64)> = ranges.filter_map(range).collect();
        asked.sort_unstable();
        for (access, carrier) in self.register.accesses(site.id)? {
            if carrier == self.register.carrier && self.register.ranges(access)? == asked {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn change(&self, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let subject = self.subject(reasons)?;
        if !reasons.is_empty() {
            return Ok(());
        }
        if let Some(subject) = subject.as_ref().filter(|subject| !subject.imagined) {
            self.own_subject(subject.id, reasons)?;
            let organizer = self.record.organizer();
            let address = organizer.and_then(|organizer| organizer.child("Txdz"));
            let province = address.and_then(|address| address.value("Shengid"));
            if subject.province.is_some() && subject.province.as_deref() != province {
                reasons.push(Reason::new(1046, "变更备案不能改变主体所在省"));
            }
            if subject.changing {
                reasons.push(Reason::new(1017, "其他接入商的变更正在审核"));
            }
        }
        let what = format!("change {}", self.register.about(self.record)?);
        let most = self.register.scenario.review.changes;
        if self.register.count_under_review(&what)? >= most.max(1) {
            reasons.push(Reason::new(1051, "该主体的变更申请已达到最大数"));
        }
        for site in self.record.sites() {
            self.changed_site(subject.as_ref(), site, reasons)?;
        }
        Ok(())
    }

    /// The ids in a snapshot have to be those that are filed.
    fn changed_site(
        &self,
        subject: Option<&Subject>,
        site: &Element,
        reasons: &mut Vec<Reason>,
    ) -> Result<(), Error> {
        let id = site.value("Wzid").and_then(|id| id.parse().ok());
        if self.is_gone(Category::Site, id)? {
            reasons.push(Reason::new(1050, "网站已注销"));
            return Ok(());
        }
        let Some(filed) = self.register.known_site(id, site.value("Baxh"))? else {
            if self.is_complete() {
                reasons.push(Reason::new(1016, "备案信息库中没有该网站"));
            }
            return Ok(());
        };
        if filed.imagined {
            return Ok(());
        }
        if subject.is_some_and(|subject| subject.id != filed.subject) {
            reasons.push(Reason::new(1016, "该网站不属于该主体"));
        }
        for domain in site.children("Ym_xx") {
            self.part(
                "domain",
                "site",
                filed.id,
                domain.value("Ymid"),
                1016,
                reasons,
            )?;
        }
        for access in site.children("Jr_xx") {
            let id = access.value("Jrid");
            self.part("access", "site", filed.id, id, 1016, reasons)?;
            let accesses = self.register.accesses(filed.id)?;
            let Some((known, carrier)) =
                { accesses.iter() }.find(|(one, _)| Some(one.to_string().as_str()) == id)
            else {
                continue;
            };
            if *carrier != self.register.carrier {
                reasons.push(Reason::new(1048, "该接入属于其他接入商"));
            }
            for range in access.children("Ip_xx") {
                let id = range.value("Ipid");
                self.part("access_range", "access", *known, id, 1023, reasons)?;
            }
        }
        Ok(())
    }

    /// A part that brings an id has to be filed under it.
    fn part(
        &self,
        table: &str,
        owner_column: &str,
        owner: i64,
        id: Option<&str>,
        code: u32,
        reasons: &mut Vec<Reason>,
    ) -> Result<(), Error> {
        let Some(id) = id else { return Ok(()) };
        let query = format!("SELECT 1 FROM {table} WHERE id = ?1 AND {owner_column} = ?2");
        let mut statement = self.register.connection.prepare_cached(&query)?;
        if !statement.exists(params![id.parse::<i64>().ok(), owner])? {
            let words = format!("备案信息库中没有记录 {id}");
            reasons.push(Reason::new(code, words));
        }
        Ok(())
    }

    fn cancel_subject(&self, id: i64, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let subject = self.subject(reasons)?;
        if self.is_being_cancelled(Category::Subject, id)? {
            reasons.push(Reason::new(1027, "该主体的注销申请已提交"));
        }
        let query = "SELECT id FROM site WHERE subject = ?1";
        let mut statement = self.register.connection.prepare_cached(query)?;
        let sites = statement.query_map([id], |row| row.get(0))?;
        for site in sites.collect::<Result<Vec<i64>, _>>()? {
            if self.is_being_cancelled(Category::Site, site)? {
                reasons.push(Reason::new(1043, "该主体的网站正在注销"));
            }
        }
        if reasons.is_empty() && subject.is_some_and(|subject| !subject.imagined) {
            self.own_subject(id, reasons)?;
        }
        Ok(())
    }

    fn cancel_site(&self, id: i64, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        if self.is_gone(Category::Site, Some(id))? {
            reasons.push(Reason::new(1050, "网站已注销"));
            return Ok(());
        }
        let site = self.register.known_site(Some(id), None)?;
        if site.is_none() && self.is_complete() {
            reasons.push(Reason::new(1016, "备案信息库中没有该网站"));
            return Ok(());
        }
        if self.is_being_cancelled(Category::Site, id)? {
            reasons.push(Reason::new(1030, "该网站的注销申请已提交"));
        }
        let Some(site) = site.filter(|site| !site.imagined) else {
            return Ok(());
        };
        if self.is_being_cancelled(Category::Subject, site.subject)? {
            reasons.push(Reason::new(1042, "其主体正在注销"));
        }
        let accesses = self.register.accesses(id)?;
        let is_own = |(_, carrier): &(i64, u64)| *carrier == self.register.carrier;
        if reasons.is_empty() && !accesses.iter().any(is_own) {
            reasons.push(Reason::new(1048, "该网站不是由本单位接入"));
        }
        Ok(())
    }

    fn cancel_access(&self, id: i64, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let query = "SELECT site, carrier FROM access WHERE id = ?1";
        let mut statement = self.register.connection.prepare_cached(query)?;
        let found: Option<(i64, i64)> = statement
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if self.is_gone(Category::Access, Some(id))? || (found.is_none() && self.is_complete()) {
            reasons.push(Reason::new(1016, "备案信息库中没有该接入"));
            return Ok(());
        }
        if self.is_being_cancelled(Category::Access, id)? {
            reasons.push(Reason::new(1032, "该接入的取消申请已提交"));
        }
        let Some((site, carrier)) = found else {
            return Ok(());
        };
        if carrier.unsigned_abs() != self.register.carrier {
            reasons.push(Reason::new(1047, "该接入属于其他接入商"));
        }
        let is_imagined =
            { self.register.known_site(Some(site), None)? }.is_none_or(|site| site.imagined);
        if !is_imagined && self.register.accesses(site)?.len() == 1 {
            reasons.push(Reason::new(1025, "该网站只有这一个接入"));
        }
        Ok(())
    }

    fn verification(&self, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let unit = self.record.element.value("Bbdw");
        if unit != Some(&self.register.carrier.to_string()) {
            reasons.push(Reason::new(1054, "Bbdw 不是本单位"));
        }
        let subject = self.subject(reasons)?;
        match subject.filter(|subject| !subject.imagined) {
            Some(subject) => self.own_subject(subject.id, reasons),
            None => Ok(()),
        }
    }

    /// Material belongs to a subject or a site.
    fn material(&self, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let (id, number) = (self.record.bureau_id(), self.record.filing_number());
        let of_a_site = self.record.belongs_to_a_site();
        let (category, known, gone, absent) = if of_a_site {
            let site = self.register.known_site(id, number)?;
            (Category::Site, site.map(|site| site.id), 1050, 1059)
        } else {
            let subject = self.register.known_subject(id, number)?;
            let known = subject.map(|subject| subject.id);
            (Category::Subject, known, 1049, 1058)
        };
        if self.is_gone(category, known.or(id))? {
            reasons.push(Reason::new(gone, "附件的所属对象已注销"));
        } else if known.is_none() && self.is_complete() {
            reasons.push(Reason::new(absent, "附件的所属对象不存在"));
        }
        Ok(())
    }

    /// A subject has to be reached through this carrier.
    fn own_subject(&self, subject: i64, reasons: &mut Vec<Reason>) -> Result<(), Error> {
        let query = "SELECT 1 FROM access JOIN site ON site.id = access.site
                     WHERE site.subject = ?1 AND access.carrier = ?2";
        let mut statement = self.register.connection.prepare_cached(query)?;
        let carrier = i64::try_from(self.register.carrier).unwrap_or(i64::MAX);
        if !statement.exists(params![subject, carrier])? {
            reasons.push(Reason::new(1048, "该主体没有由本单位接入的网站"));
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.register.scenario.register.complete
    }

    fn is_gone(&self, category: Category, id: Option<i64>) -> Result<bool, Error> {
        match id {
            Some(id) => self.register.is_cancelled(category, id),
            None => Ok(false),
        }
    }

    fn is_being_cancelled(&self, category: Category, id: i64) -> Result<bool, Error> {
        self.register.is_under_review(&cancellation(category, id))
    }
}
