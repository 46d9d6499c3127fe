//! What a filing looks like when it is published: `Baxx` of a BASJ, and of the full copy of the register.

use super::Error;
use super::parts::Form;
use super::register::{Register, Site, Subject};
use super::xml::{leaf, wrap};

impl Register<'_> {
    /// `Baxx` of a BASJ: the subject with the sites concerned, each with the carrier's own id where it gave one.
    pub fn publish(
        &self,
        subject: &Subject,
        own_id: Option<&str>,
        sites: &[(Site, Option<String>)],
    ) -> Result<String, Error> {
        let own = |out: &mut String, tag: &str, id: Option<&str>| {
            if let Some(id) = id {
                leaf(out, tag, id);
            }
        };
        let filed_at = format!("{} 09:00:00", self.today);
        let mut written = String::new();
        for (site, own_id) in sites {
            let mut parts = String::new();
            self.write_parts(&mut parts, site.id, Form::Published)?;
            wrap(&mut written, "Wz_xx", |out| {
                own(out, "IspWzid", own_id.as_deref());
                leaf(out, "Wzid", site.id.to_string());
                for fragment in [&site.head, &parts, &site.tail] {
                    out.push_str(fragment);
                }
                leaf(out, "Baxh", &site.number);
            });
        }
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
            out.push_str(&written);
        });
        Ok(filing)
    }
}
