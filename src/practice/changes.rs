//! What a change does to the register: subject and sites are as its snapshot says, domains and ranges that it leaves out
//! are gone. Accesses that it does not list stay: a change cancels none.

use rusqlite::params;

use super::Error;
use super::records::{Record, domains};
use super::register::{Register, Site, subject_fragment, tail_of};
use super::state::next;
use super::xml::{copy_children, leaf, wrap};
use crate::bureau::tree::Element;

impl Register<'_> {
    /// Takes a change over and gives the `Baxx` that publishes it.
    pub fn change(&self, record: &Record) -> Result<String, Error> {
        let mut subject = self.referred_subject(record.bureau_id(), record.filing_number())?;
        if let Some(organizer) = record.element.child("Zt_xx") {
            let certificate = organizer.child("Zj");
            let number = certificate.and_then(|certificate| certificate.value("Zjhm"));
            let kind = certificate.and_then(|certificate| certificate.value("Zjlx"));
            let on_behalf = subject.fragment.contains("<Bbyhlx>1</Bbyhlx>");
            subject.fragment = subject_fragment(organizer, if on_behalf { "1" } else { "0" });
            let statement =
                "UPDATE subject SET certificate_type = ?2, certificate_number = ?3, fragment = ?4
                             WHERE id = ?1";
            let values = params![subject.id, kind, number, subject.fragment];
            self.connection.execute(statement, values)?;
        }
        let mut sites = Vec::new();
        for site in record.sites() {
            sites.push((self.changed_site(site)?, None));
        }
        Ok(self.publish(&subject, None, &sites))
    }

    fn changed_site(&self, site: &Element) -> Result<Site, Error> {
        let id = site.value("Wzid").and_then(|id| id.parse().ok());
        let (_, mut filed) = self.site(id, site.value("Baxh"))?;
        filed.head.clear();
        copy_children(&mut filed.head, site, &["Wzmc", "Fwnr", "Yylb"]);
        for domain in site.children("Ym_xx") {
            let id = self.kept_or_new(domain, "Ymid", "domain")?;
            wrap(&mut filed.head, "Ym_xx", |out| {
                copy_children(out, domain, &["IspYmid"]);
                leaf(out, "Ymid", id);
                copy_children(out, domain, &["Ym"]);
            });
        }
        for access in site.children("Jr_xx") {
            let fragment = self.changed_access(access)?;
            replace_access(&mut filed.accesses, access.value("Jrid"), &fragment);
        }
        filed.tail = tail_of(site);
        let statement =
            "UPDATE site SET name = ?2, head = ?3, accesses = ?4, tail = ?5 WHERE id = ?1";
        let name = site.value("Wzmc").unwrap_or_default();
        let values = params![filed.id, name, filed.head, filed.accesses, filed.tail];
        self.connection.execute(statement, values)?;
        self.connection
            .execute("DELETE FROM domain WHERE site = ?1", [filed.id])?;
        self.file_domains(domains(site), filed.id)?;
        Ok(filed)
    }

    fn changed_access(&self, access: &Element) -> Result<String, Error> {
        let mut ranges = String::new();
        for range in access.children("Ip_xx") {
            let id = self.kept_or_new(range, "Ipid", "ip")?;
            wrap(&mut ranges, "Ip_xx", |out| {
                copy_children(out, range, &["IspIpid"]);
                leaf(out, "Ipid", id);
                copy_children(out, range, &["Qsip", "Zzip"]);
            });
        }
        let mut fragment = String::new();
        wrap(&mut fragment, "Jr_xx", |out| {
            copy_children(out, access, &["Jrid"]);
            leaf(out, "Ispid", self.carrier.to_string());
            copy_children(out, access, &["Wzfb", "Wzjrfs"]);
            out.push_str(&ranges);
        });
        Ok(fragment)
    }

    /// The id that a part has, or the next of its kind when it is new.
    fn kept_or_new(&self, part: &Element, tag: &str, counter: &str) -> Result<String, Error> {
        match part.value(tag) {
            Some(id) => Ok(id.to_owned()),
            None => Ok(next(self.connection, counter)?.to_string()),
        }
    }
}

/// Puts an access in the place of the one with its id, or after all others.
fn replace_access(accesses: &mut String, id: Option<&str>, fragment: &str) {
    if let Some(id) = id {
        remove_access(accesses, id);
    }
    accesses.push_str(fragment);
}

/// Takes the access with this id out; whether it was there.
pub(super) fn remove_access(accesses: &mut String, id: &str) -> bool {
    let Some((start, end)) = access_with(accesses, id) else {
        return false;
    };
    accesses.replace_range(start..end, "");
    true
}

/// Where the access with this id stands.
pub(super) fn access_with(accesses: &str, id: &str) -> Option<(usize, usize)> {
    const END: &str = "</Jr_xx>";
    let at = accesses.find(&format!("<Jrid>{id}</Jrid>"))?;
    let start = accesses[..at].rfind("<Jr_xx>")?;
    let end = at + accesses[at..].find(END)? + END.len();
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_is_taken_out_whole_and_no_other() {
        let mut accesses =
            "<Jr_xx><Jrid>7</Jrid><Ispid>1</Ispid></Jr_xx><Jr_xx><Jrid>71</Jrid></Jr_xx>"
                .to_owned();
        assert!(!remove_access(&mut accesses, "1"));
        assert!(remove_access(&mut accesses, "7"));
        assert_eq!(accesses, "<Jr_xx><Jrid>71</Jrid></Jr_xx>");
        replace_access(&mut accesses, Some("71"), "<Jr_xx/>");
        assert_eq!(accesses, "<Jr_xx/>");
    }
}
