//! The name of an uploaded data file.
//!
//! `isp_upload` carries no name, so the zip entry's name is the only one the bureau learns, and a whole-file
//! refusal (5001) answers with it. A [`FileName`] is therefore kept to what every bureau accepts.

use std::fmt;
use std::str::FromStr;

use super::Error;

/// The longest name, its extension included, in bytes.
const LENGTH_LIMIT: usize = 128;

const EXTENSION: &str = ".xml";

/// ASCII letters and digits followed by `.xml`, 128 bytes at most.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileName(String);

impl FileName {
    /// The whole name, extension included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without its extension.
    pub fn stem(&self) -> &str {
        &self.0[..self.0.len() - EXTENSION.len()]
    }
}

impl FromStr for FileName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let stem = name.strip_suffix(EXTENSION).ok_or(Error::FileName)?;
        let fits = !stem.is_empty() && name.len() <= LENGTH_LIMIT;
        if fits && stem.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(FileName(name.to_owned()))
        } else {
            Err(Error::FileName)
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_with_the_extension_are_a_name() {
        let name: FileName = "XZBA20180528000001.xml".parse().unwrap();
        assert_eq!(name.as_str(), "XZBA20180528000001.xml");
        assert_eq!(name.stem(), "XZBA20180528000001");
    }

    #[test]
    fn anything_else_is_refused() {
        for name in [
            "",
            ".xml",
            "a",
            "a.XML",
            "a_b.xml",
            "备案-1.xml",
            "a/b.xml",
            "../a.xml",
            "a.xml.xml",
        ] {
            assert!(name.parse::<FileName>().is_err(), "{name}");
        }
    }

    #[test]
    fn the_limit_is_128_bytes_with_the_extension() {
        assert!(
            format!("{}.xml", "a".repeat(124))
                .parse::<FileName>()
                .is_ok()
        );
        assert!(
            format!("{}.xml", "a".repeat(125))
                .parse::<FileName>()
                .is_err()
        );
    }
}
