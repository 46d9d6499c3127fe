//! Records of sample orders, for the tests of this room.

use std::fs;

use super::record::{self, Record};
use super::{FileLimits, Identities, Options, Packed, Packer, Proven};
use crate::check::sample::Sample;
use crate::order::{Id, Order, Picture};

/// The carrier in whose name they are sent.
pub const CARRIER: u64 = 330_000_000_001;

/// Ids from 1 for everything in the order that needs one.
pub fn identities(order: &Order) -> Identities {
    let missing = Identities::missing(order).into_iter();
    Identities::new(order, missing.zip((1..).map(Id)))
}

/// The record of a sample whose attachments lie in a folder of their own.
pub fn record(sample: Sample, number: &str) -> Record {
    record_with(sample, number, Options::default())
}

/// The same, written with these options.
pub fn record_with(mut sample: Sample, number: &str, options: Options<'_>) -> Record {
    let folder = tempfile::tempdir().unwrap();
    let order = &mut sample.order;
    order.number.text = number.into();
    let pictures = order
        .attachments
        .iter_mut()
        .filter_map(|attachment| attachment.picture.as_mut());
    for (index, picture) in pictures.enumerate() {
        let Picture { path, .. } = picture;
        *path = folder.path().join(format!("{index}.jpg"));
        fs::write(path, [0xFF, 0xD8, index as u8, 0xFF, 0xD9]).unwrap();
    }
    let ids = identities(order);
    let (record, findings) = record::attempt(order, &ids, options);
    assert!(findings.is_empty(), "{findings:#?}");
    record.unwrap()
}

/// The files of these records, the full ones first.
pub fn pack(records: Vec<Proven>, limits: FileLimits) -> Vec<Packed> {
    let mut packer = Packer::new(CARRIER, limits);
    let full: Vec<Packed> = records
        .into_iter()
        .filter_map(|record| packer.add(record))
        .collect();
    full.into_iter().chain(packer.finish()).collect()
}

/// A complete order of every kind.
pub fn samples() -> Vec<Sample> {
    let filings = [
        Sample::unit(),
        Sample::individual(),
        Sample::new_site(),
        Sample::new_access(),
    ];
    let others = Sample::requests().into_iter().chain(Sample::reports());
    filings.into_iter().chain(others).collect()
}
