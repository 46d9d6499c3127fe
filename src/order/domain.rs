//! Domain names: what an operator writes, its ASCII form, and what of it could be registered.

use std::fmt;

use super::column::Column;
use super::field::{Read, Tables};

/// A syntactically right domain name of two or more labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName {
    text: String,
    ascii: String,
}

impl DomainName {
    /// Reads a host name without scheme, port or path; Chinese names and their `xn--` forms alike.
    pub fn parse(text: &str) -> Option<Self> {
        let ascii = idna::domain_to_ascii_strict(text).ok()?;
        let labels = ascii.split('.').count();
        let last_is_number = ascii
            .rsplit('.')
            .next()
            .is_some_and(|label| label.bytes().all(|b| b.is_ascii_digit()));
        let well_formed = ascii.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        (labels >= 2 && !last_is_number && well_formed).then(|| Self {
            text: text.to_owned(),
            ascii,
        })
    }

    /// The name as it is transmitted: the operator's own spelling.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name in lower-case ASCII, for comparisons.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// The part that a registrar sells: one label below a public suffix. `None` when the name is itself a suffix.
    pub fn registrable(&self) -> Option<&str> {
        let below = self.ascii.strip_suffix(self.suffix()?)?.strip_suffix('.')?;
        let label = below.rfind('.').map_or(0, |dot| dot + 1);
        Some(&self.ascii[label..])
    }

    /// The public suffix: `com.cn`, `bj.cn`, `cn`, `com`. The list also has suffixes of companies that give names to
    /// their own customers; those names are not registered, so such a suffix is a domain like any other.
    pub fn suffix(&self) -> Option<&str> {
        let mut name = self.ascii.as_str();
        loop {
            let suffix = CN_CATEGORIES
                .into_iter()
                .find(|category| ends_with_labels(name, category));
            let suffix = suffix.or_else(|| psl::suffix_str(name))?;
            if psl::suffix(name.as_bytes())?.typ() != Some(psl::Type::Private) {
                return Some(&self.ascii[self.ascii.len() - suffix.len()..]);
            }
            name = suffix.split_once('.')?.1;
        }
    }

    /// Whether the name ends in a suffix of the public suffix list.
    pub fn has_known_suffix(&self) -> bool {
        psl::suffix(self.ascii.as_bytes()).is_some_and(|suffix| suffix.is_known())
    }

    /// Whether `host` is this name or lies below it.
    pub fn covers(&self, host: &DomainName) -> bool {
        ends_with_labels(&host.ascii, &self.ascii)
    }
}

/// 政务.cn and 公益.cn, category domains that the public suffix list lacks.
const CN_CATEGORIES: [&str; 2] = ["xn--zfr164b.cn", "xn--55qw42g.cn"];

fn ends_with_labels(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Read for DomainName {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrable_part_follows_the_public_suffix_list() {
        let registrable =
            |text| DomainName::parse(text).and_then(|name| name.registrable().map(str::to_owned));
        assert_eq!(
            registrable("www.lvsong-tea.com.cn").as_deref(),
            Some("lvsong-tea.com.cn")
        );
        assert_eq!(
            registrable("lvsong-tea.cn").as_deref(),
            Some("lvsong-tea.cn")
        );
        assert_eq!(registrable("com.cn"), None);
        assert_eq!(registrable("shop.bj.cn").as_deref(), Some("shop.bj.cn"));
        assert_eq!(
            registrable("a.茶园.政务.cn").as_deref(),
            registrable("茶园.政务.cn").as_deref()
        );
        assert_eq!(
            registrable("lvsong.github.io").as_deref(),
            Some("github.io")
        );
        assert_eq!(
            registrable("绿松茶.中国").as_deref(),
            registrable("xn--lsv163cs4c.xn--fiqs8s").as_deref()
        );
    }

    #[test]
    fn urls_addresses_and_bare_words_are_not_domains() {
        for wrong in [
            "http://a.cn",
            "a.cn/",
            "119.29.0.1",
            "localhost",
            "a..cn",
            "-a.cn",
            "a b.cn",
            "a_b.cn",
        ] {
            assert_eq!(DomainName::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_domain_covers_the_hosts_below_it_and_no_others() {
        let name = |text| DomainName::parse(text).unwrap();
        assert!(name("lvsong.cn").covers(&name("www.lvsong.cn")));
        assert!(name("lvsong.cn").covers(&name("LVSONG.cn")));
        assert!(!name("song.cn").covers(&name("lvsong.cn")));
    }
}
