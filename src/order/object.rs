//! What an order is made of, as ids name it: the subject, its sites, their domains, accesses and IP ranges; the records of
//! a report.

use std::fmt;

use super::text::Text;

/// One object of an order; positions count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// The subject.
    Subject,
    /// A site.
    Site(u32),
    /// A domain: site, domain.
    Domain(u32, u32),
    /// An access: site, access.
    Access(u32, u32),
    /// An IP range: site, access, range.
    Ip(u32, u32, u32),
    /// A record of an IP or domain report: its row among the order's.
    Record(u32),
}

impl Object {
    /// What it is called towards people: 网站2, the site 2 of the order.
    pub fn name(self) -> Text {
        match self {
            Object::Subject => Text::new("主体", "subject"),
            Object::Site(site) => Text::new(format!("网站{site}"), format!("site {site}")),
            Object::Domain(site, domain) => Text::new(
                format!("网站{site}的域名{domain}"),
                format!("domain {domain} of site {site}"),
            ),
            Object::Access(site, access) => Text::new(
                format!("网站{site}的接入{access}"),
                format!("access {access} of site {site}"),
            ),
            Object::Ip(site, access, ip) => Text::new(
                format!("网站{site}的接入{access}的IP地址{ip}"),
                format!("IP range {ip} of access {access} of site {site}"),
            ),
            Object::Record(row) => Text::new(format!("第{row}条记录"), format!("record {row}")),
        }
    }
}

impl fmt::Display for Object {
    /// `subject`, `site[2]`, `site[2].domain[1]`, `site[2].access[1].ip[3]`, `record[4]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subject => f.write_str("subject"),
            Self::Site(site) => write!(f, "site[{site}]"),
            Self::Domain(site, domain) => write!(f, "site[{site}].domain[{domain}]"),
            Self::Access(site, access) => write!(f, "site[{site}].access[{access}]"),
            Self::Ip(site, access, ip) => write!(f, "site[{site}].access[{access}].ip[{ip}]"),
            Self::Record(row) => write!(f, "record[{row}]"),
        }
    }
}
