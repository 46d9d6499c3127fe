//! What is wrong with addresses: cells that hold no IPv4 address, and blocks that no public server has (private, reserved,
//! multicast, and those of examples).

use std::net::Ipv6Addr;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::bundled;
use crate::codes::Codes;
use crate::order::{AnyField, Column, IpRange, Read, Text};

/// Why a block is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Never routed on the public network.
    Reserved,
    /// Set aside for documentation and measurements; technically like any other.
    Example,
}

/// A block of special addresses.
#[derive(Clone, Debug)]
pub struct Block {
    range: IpRange,
    /// Why it is special.
    pub standing: Standing,
    meaning: Text,
}

impl Block {
    /// What is said of a range that shares an address with it.
    pub fn message(&self) -> Text {
        let Text { zh, en } = &self.meaning;
        Text::new(
            format!("含有非公网地址（{zh}）"),
            format!("holds addresses that are not public ({en})"),
        )
    }
}

#[derive(Deserialize)]
struct Row {
    block: String,
    standing: Standing,
    zh: String,
    en: String,
}

/// What is said of a field that holds no IPv4 address.
pub fn no_address(field: &dyn AnyField) -> Text {
    match field.text().parse::<Ipv6Addr>() {
        Ok(_) => Text::new(
            "接口只能上报 IPv4 地址",
            "the interface carries IPv4 addresses only",
        ),
        Err(_) => Text::new(
            "不是合法的 IPv4 地址或地址段",
            "this is no IPv4 address or range",
        ),
    }
}

/// The first special block that shares an address with `range`, whichever end of it comes first.
pub fn special(range: &IpRange) -> Option<&'static Block> {
    let range = IpRange {
        first: range.first.min(range.last),
        last: range.first.max(range.last),
    };
    static BLOCKS: OnceLock<Vec<Block>> = OnceLock::new();
    let blocks = BLOCKS.get_or_init(|| {
        let constant = "the bundled file never changes at run time, and a test reads all of it";
        let rows = bundled::rows::<Row>(include_str!("data/special_addresses.csv")).into_iter();
        rows.map(|row| Block {
            range: IpRange::read(&row.block, &Column::BLANK, Codes::bundled()).expect(constant),
            standing: row.standing,
            meaning: Text::new(row.zh, row.en),
        })
        .collect()
    });
    blocks.iter().find(|block| block.range.overlaps(&range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::IpAddress;

    #[test]
    fn a_range_that_touches_a_special_block_is_special() {
        let range = |text| IpRange::read(text, &Column::BLANK, Codes::bundled()).unwrap();
        assert!(special(&range("119.29.0.1-119.29.0.5")).is_none());
        assert_eq!(
            special(&range("9.255.255.250-10.0.0.3")).map(|block| block.standing),
            Some(Standing::Reserved)
        );
        assert_eq!(
            special(&range("203.0.113.7")).map(|block| block.standing),
            Some(Standing::Example)
        );
        let backwards = IpRange {
            first: IpAddress(0x0A00_0002),
            last: IpAddress(0x0A00_0001),
        };
        assert!(special(&backwards).is_some());
        assert!(special(&IpRange::single(IpAddress(0))).is_some());
    }
}
