//! What a change does to the register: subject and sites are as its snapshot says, domains and ranges that it leaves out
//! are gone. Accesses that it does not list stay: a change cancels none.

use rusqlite::params;

use super::Error;
use super::records::Record;
use super::register::{Register, Site, head_of, subject_fragment, tail_of};
use crate::bureau::tree::Element;

impl Register<'_> {
    /// Takes a change over and gives the `Baxx` that publishes it.
    pub fn change(&self, record: &Record) -> Result<String, Error> {
        let mut subject = self.subject(record.bureau_id(), record.filing_number())?;
        if let Some(organizer) = record.element.child("Zt_xx") {
            let certificate = organizer.child("Zj");
            let number = certificate.and_then(|certificate| certificate.value("Zjhm"));
            let kind = certificate.and_then(|certificate| certificate.value("Zjlx"));
            let province = organizer
                .child("Txdz")
                .and_then(|address| address.value("Shengid"));
            let on_behalf = subject.fragment.contains("<Bbyhlx>1</Bbyhlx>");
            subject.fragment = subject_fragment(organizer, if on_behalf { "1" } else { "0" });
            let statement =
                "UPDATE subject SET certificate_type = ?2, certificate_number = ?3, province = ?4,
                             fragment = ?5, imagined = 0 WHERE id = ?1";
            let values = params![subject.id, kind, number, province, subject.fragment];
            self.connection.execute(statement, values)?;
        }
        let mut sites = Vec::new();
        for site in record.sites() {
            sites.push((self.changed_site(subject.id, site)?, None));
        }
        self.publish(&subject, None, &sites)
    }

    fn changed_site(&self, subject: i64, site: &Element) -> Result<Site, Error> {
        let id = site.value("Wzid").and_then(|id| id.parse().ok());
        let (_, mut filed) = self.site(id, site.value("Baxh"))?;
        (filed.head, filed.tail) = (head_of(site), tail_of(site));
        // An imagined site may stand below a subject that was imagined for it.
        let statement = "UPDATE site SET name = ?2, head = ?3, tail = ?4, imagined = 0,
                         subject = CASE imagined WHEN 1 THEN ?5 ELSE subject END WHERE id = ?1";
        let name = site.value("Wzmc").unwrap_or_default();
        let values = params![filed.id, name, filed.head, filed.tail, subject];
        self.connection.execute(statement, values)?;
        self.store_homepages(filed.id, site.value("Syurl"))?;
        self.connection
            .execute("DELETE FROM domain WHERE site = ?1", [filed.id])?;
        for domain in site.children("Ym_xx") {
            self.add_domain(filed.id, domain)?;
        }
        for access in site.children("Jr_xx") {
            self.add_access(filed.id, access)?;
        }
        Ok(filed)
    }
}
