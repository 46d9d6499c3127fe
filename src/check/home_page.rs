//! Addresses of home pages: what an operator writes, and its host.

use crate::order::{DomainName, Site};

/// A well-formed address of a home page, with or without scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomePage {
    /// The host.
    pub host: DomainName,
    /// What follows the host: port, path, query.
    rest: String,
}

impl HomePage {
    /// The well-formed ones among those that a site has.
    pub fn of(site: &Site) -> impl Iterator<Item = Self> {
        let pages = site.home_page.get().map_or(&[][..], |list| &list.0);
        pages.iter().filter_map(|page| Self::parse(page))
    }

    /// Reads `www.lvsong.cn`, `https://www.lvsong.cn:8080/shop`; an address has no blanks and its host is a domain name.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, rest) = Self::split(text)?;
        Some(Self {
            host: DomainName::parse(host)?,
            rest,
        })
    }

    /// The host of an address, which may be an IP address too, and what follows it.
    pub fn split(text: &str) -> Option<(&str, String)> {
        let scheme = ["http://", "https://"].into_iter().find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let address = &text[scheme.map_or(0, str::len)..];
        if address.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return None;
        }
        let (authority, path) =
            address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()));
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (
                host,
                Some(port.parse::<u16>().ok().filter(|&port| port > 0)?),
            ),
            None => (authority, None),
        };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        Some((host, format!("{port}{}", path.trim_end_matches('/'))))
    }

    /// The address without scheme, in one spelling: equal for two addresses of the same page.
    pub fn key(&self) -> String {
        format!("{}{}", self.host.ascii(), self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_have_one_key() {
        let key = |text| HomePage::parse(text).map(|page| page.key());
        assert_eq!(key("www.lvsong.cn"), key("HTTP://WWW.lvsong.cn/"));
        assert_eq!(
            key("https://www.lvsong.cn:8080/shop/"),
            Some("www.lvsong.cn:8080/shop".into())
        );
        assert_ne!(key("www.lvsong.cn/a"), key("www.lvsong.cn/b"));
    }

    #[test]
    fn what_only_looks_like_an_address_is_not_read() {
        for wrong in [
            "http//lvsong.cn",
            "www.lvsong.cn 首页",
            "ftp://lvsong.cn",
            "www.lvsong.cn:0",
            "首页",
            "http://",
            "119.29.0.1",
        ] {
            assert_eq!(HomePage::parse(wrong), None, "{wrong}");
        }
    }
}
