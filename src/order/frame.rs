//! Where the records of an order stand in an upload: `IP/XZBA/Xzly/Ly` for a new source of IP ranges (`frames.csv`).
//!
//! The rows stand in the order in which the files of one night are sent: what is deleted makes room for what is added,
//! and a source comes before what is allocated from it.

use std::sync::OnceLock;

use serde::Deserialize;

use super::kind::{Kind, Operation};
use crate::bundled;

/// The elements around the records of one kind of order.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Frame {
    kind: String,
    operation: Option<String>,
    /// The part of the interface: `ICP`, `IP` or `YM`.
    pub root: String,
    /// What is done with the records: `XZBA`, `BGBA`, `SCBA`, …
    pub element: String,
    /// The element that gathers the records of IP reports: `Xzly`.
    pub wrapper: Option<String>,
    /// One record: `Baxx`, `Ly`, …
    pub record: String,
}

impl Frame {
    /// All frames, in the order in which the files of one night are sent.
    pub fn all() -> &'static [Self] {
        all()
    }

    /// The frame of a kind of order; of IP and domain reports only with what they do.
    pub fn of(kind: Kind, operation: Option<Operation>) -> Option<&'static Self> {
        all().iter().find(|frame| {
            frame.kind == kind.name()
                && (frame.operation.is_none()
                    || frame.operation.as_deref() == operation.map(Operation::name))
        })
    }

    /// The frame of a kind of order in a file of this [`Frame::family`].
    pub fn of_family(kind: Kind, family: &str) -> Option<&'static Self> {
        { all().iter() }.find(|frame| frame.kind == kind.name() && frame.family() == family)
    }

    /// Whether records of both may stand in one file.
    pub fn shares_files_with(&self, other: &Self) -> bool {
        (&self.root, &self.element, &self.wrapper) == (&other.root, &other.element, &other.wrapper)
    }

    /// The elements around the records, from the outermost of the part on: `IP`, `XZBA`, `Xzly`.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = &str> {
        [Some(&self.root), Some(&self.element), self.wrapper.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// What a file of such records is called, in letters: `XZBA` for filings, `IPXzly`, `YMXZBA`.
    pub fn family(&self) -> String {
        match (self.root.as_str(), &self.wrapper) {
            ("ICP", _) => self.element.clone(),
            (root, Some(wrapper)) => format!("{root}{wrapper}"),
            (root, None) => format!("{root}{}", self.element),
        }
    }

    /// Where its files come among those of one night.
    pub fn rank(&self) -> usize {
        all()
            .iter()
            .position(|frame| frame.shares_files_with(self))
            .unwrap_or(usize::MAX)
    }

    /// The path of an element of a record from the operation on: `XZBA/Xzly/Ly/Qsip`.
    pub fn tag_path(&self, path: &str) -> String {
        let steps = self.path().skip(1).chain([self.record.as_str(), path]);
        steps.collect::<Vec<_>>().join("/")
    }
}

fn all() -> &'static [Frame] {
    static ALL: OnceLock<Vec<Frame>> = OnceLock::new();
    ALL.get_or_init(|| bundled::rows(include_str!("frames.csv")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_frames_and_reports_have_one_for_each_operation() {
        for kind in Kind::ALL {
            let frames = all().iter().filter(|frame| frame.kind == kind.name());
            let expected = if Kind::REPORTS.contains(kind) { 3 } else { 1 };
            assert_eq!(frames.count(), expected, "{}", kind.name());
        }
        assert!(Frame::of(Kind::IpSource, None).is_none());
    }

    #[test]
    fn a_file_is_named_in_letters_after_what_it_holds() {
        let family = |kind, operation| Frame::of(kind, Some(operation)).map(Frame::family);
        let add = Operation::Add;
        assert_eq!(family(Kind::NewFiling, add).as_deref(), Some("XZBA"));
        assert_eq!(family(Kind::IpSource, add).as_deref(), Some("IPXzly"));
        assert_eq!(family(Kind::DomainReport, add).as_deref(), Some("YMXZBA"));
    }

    #[test]
    fn paths_lead_from_the_operation_to_the_element() {
        let path = |kind, operation, path| {
            Frame::of(kind, operation).map(|frame: &Frame| frame.tag_path(path))
        };
        assert_eq!(
            path(Kind::IpSource, Some(Operation::Modify), "Qsip").as_deref(),
            Some("XGBA/Xgly/Ly_xx/Qsip")
        );
        assert_eq!(
            path(Kind::NewAccess, None, "IspJrid").as_deref(),
            Some("XZJR/Xzxx/IspJrid")
        );
    }

    #[test]
    fn sources_are_sent_before_allocations_and_deletions_before_both() {
        let rank = |kind, operation| Frame::of(kind, Some(operation)).map(Frame::rank);
        let source = rank(Kind::IpSource, Operation::Add);
        assert!(source < rank(Kind::IpAllocation, Operation::Add));
        assert!(rank(Kind::IpSource, Operation::Delete) < source);
    }
}
