//! Filing numbers: `浙ICP备12345678号` for a subject, with `-1` for its first site, and the commercial forms.

use std::fmt;

use super::column::Column;
use super::field::{Read, Tables};

/// A filing number in the spelling of the interface: no blanks, `ICP` in capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingNumber {
    text: String,
    province: char,
    commercial: bool,
    site: Option<u32>,
}

impl FilingNumber {
    /// Reads one of `京ICP备8或10位号`, `京ICP证6至10位号`, `京ICP备B2-8位`, `京B2-8位`, each with `-n` for a site.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_uppercase();
        let mut characters = text.chars();
        let province = characters.next().filter(|c| !c.is_ascii())?;
        let rest = characters.as_str();
        let (rest, commercial, widths) = if let Some(rest) = rest.strip_prefix("ICP备B2-") {
            (rest, true, &[8][..])
        } else if let Some(rest) = rest.strip_prefix("B2-") {
            (rest, true, &[8][..])
        } else if let Some(rest) = rest.strip_prefix("ICP证") {
            (rest, true, &[6, 7, 8, 9, 10][..])
        } else {
            (rest.strip_prefix("ICP备")?, false, &[8, 10][..])
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !widths.contains(&digits) {
            return None;
        }
        let rest = &rest[digits..];
        let rest = match rest.strip_prefix('号') {
            Some(rest) => rest,
            None if commercial => rest,
            None => return None,
        };
        let site = match rest.strip_prefix('-') {
            Some(number) if !number.starts_with(['0', '+']) => Some(number.parse().ok()?),
            None if rest.is_empty() => None,
            _ => return None,
        };
        Some(Self {
            province,
            commercial,
            site,
            text,
        })
    }

    /// The province's abbreviation.
    pub fn province(&self) -> char {
        self.province
    }

    /// Whether it belongs to a commercial licence.
    pub fn is_commercial(&self) -> bool {
        self.commercial
    }

    /// The site's number within its subject; `None` for a subject's number.
    pub fn site(&self) -> Option<u32> {
        self.site
    }

    /// The number of the subject: this one without the site's part.
    pub fn subject(&self) -> &str {
        match self.site {
            Some(_) => self
                .text
                .rsplit_once('-')
                .map_or(&self.text, |(subject, _)| subject),
            None => &self.text,
        }
    }

    /// The subject's number as a number of its own.
    pub fn of_subject(&self) -> Self {
        Self {
            text: self.subject().to_owned(),
            site: None,
            ..*self
        }
    }

    /// The number as it is transmitted.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for FilingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Read for FilingNumber {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        Self::parse(text)
    }

    fn written(&self) -> Option<String> {
        Some(self.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_interface_is_read() {
        let read = |text| {
            FilingNumber::parse(text).map(|number| (number.subject().to_owned(), number.site()))
        };
        assert_eq!(
            read("浙ICP备12345678号"),
            Some(("浙ICP备12345678号".into(), None))
        );
        assert_eq!(
            read("浙 icp备 2023012345 号-12"),
            Some(("浙ICP备2023012345号".into(), Some(12)))
        );
        assert_eq!(
            read("浙B2-99990001-3"),
            Some(("浙B2-99990001".into(), Some(3)))
        );
        assert_eq!(
            read("京ICP证990173号-1"),
            Some(("京ICP证990173号".into(), Some(1)))
        );
        assert_eq!(
            read("粤ICP备B2-99990059"),
            Some(("粤ICP备B2-99990059".into(), None))
        );
    }

    #[test]
    fn what_only_looks_like_a_number_is_not_read() {
        for wrong in [
            "浙ICP备1234567号",
            "浙ICP备12345678",
            "ICP备12345678号",
            "浙ICP备12345678号-0",
            "浙ICP备12345678号-",
            "浙公网安备",
        ] {
            assert_eq!(FilingNumber::parse(wrong), None, "{wrong}");
        }
    }
}
