//! IPv4 addresses and ranges, as the interface counts them: unsigned 32-bit numbers.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use super::column::Column;
use super::field::{AnyField as _, Field, Read, Tables};

/// One address, written as a dotted quad or as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(pub u32);

/// A range as written: `first` may lie behind `last`, which is for a rule to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpRange {
    /// First address, `Qsip`.
    pub first: IpAddress,
    /// Last address, `Zzip`.
    pub last: IpAddress,
}

impl IpRange {
    /// A range of one address.
    pub fn single(address: IpAddress) -> Self {
        Self {
            first: address,
            last: address,
        }
    }

    /// The range that two cells mean: the last address where one is given, or what the first cell says.
    pub fn between(first: &Field<Self>, last: &Field<IpAddress>) -> Option<Self> {
        let range = *first.get()?;
        if last.is_absent() {
            return Some(range);
        }
        Some(Self {
            first: range.first,
            last: *last.get()?,
        })
    }

    /// Whether every address of `other` is one of this range.
    pub fn contains(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two ranges share an address.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ipv4Addr::from(self.0).fmt(f)
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            self.first.fmt(f)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// A text that is neither a dotted quad nor a number of 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no IPv4 address")]
pub struct NoAddress;

impl FromStr for IpAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim();
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().map(IpAddress).map_err(|_| NoAddress);
        }
        let quad: Ipv4Addr = text.parse().map_err(|_| NoAddress)?;
        Ok(IpAddress(quad.into()))
    }
}

impl Read for IpAddress {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        text.parse().ok()
    }

    fn written(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

impl FromStr for IpRange {
    type Err = NoAddress;

    /// `119.29.0.1`, `1998389249`, `119.29.0.1-119.29.0.5` or `119.29.1.0/30`.
    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if let Some((base, bits)) = text.split_once('/') {
            let base: IpAddress = base.parse()?;
            let bits: u32 = { bits.trim().parse().ok() }
                .filter(|bits| (1..=32).contains(bits))
                .ok_or(NoAddress)?;
            let mask = u32::MAX << (32 - bits);
            return Ok(Self {
                first: IpAddress(base.0 & mask),
                last: IpAddress(base.0 | !mask),
            });
        }
        match text.split_once(['-', '~', '－', '—']) {
            Some((first, last)) => Ok(Self {
                first: first.parse()?,
                last: last.parse()?,
            }),
            None => text.parse().map(Self::single),
        }
    }
}

impl Read for IpRange {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::field::Lookup;

    struct NoTables;
    impl Tables for NoTables {
        fn code(&self, _: &str, _: &str) -> Lookup {
            Lookup::Unknown
        }
    }

    #[test]
    fn a_range_is_read_in_every_notation_of_the_order_model() {
        let read =
            |text| IpRange::read(text, &Column::BLANK, &NoTables).map(|range| range.to_string());
        assert_eq!(read("119.29.0.1").as_deref(), Some("119.29.0.1"));
        assert_eq!(read("1998389249").as_deref(), Some("119.29.0.1"));
        assert_eq!(
            read("119.29.0.1-119.29.0.5").as_deref(),
            Some("119.29.0.1-119.29.0.5")
        );
        assert_eq!(
            read("119.29.1.0/30").as_deref(),
            Some("119.29.1.0-119.29.1.3")
        );
        assert_eq!(
            read("119.29.0.5-119.29.0.1").as_deref(),
            Some("119.29.0.5-119.29.0.1")
        );
        for wrong in [
            "119.29.0.256",
            "119.29.1.0/33",
            "119.29.1.0/0",
            "4294967296",
            "localhost",
            "1.2.3",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
