//! One order's records, element by element in the order of the schema; one file for each upload family.

mod attachments;
mod cancellation;
mod change;
mod material;
mod new_access;
mod new_filing;
mod new_site;
mod pictures;
mod reported;
mod site;
mod subject;
mod verification;

use super::emit::{Emitted, Emitter, Origin, RecordKey, Unmappable, WriteFlaw};
use super::identity::Identities;
use super::pack::{self, Piece};
use super::pages;
use super::stored::StoredOrder;
use crate::check::{AttachmentLimits, Checked};
use crate::order::{Finding, Frame, Kind, Order, Picture, Place, Severity, Text};
use crate::recompress::Recompressor;

/// How records are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'p> {
    /// What is done about characters that GBK cannot carry.
    pub unmappable: Unmappable,
    /// Makes pictures fit; without it they are written as they are.
    pub pictures: Option<&'p Recompressor>,
    /// How long files may be.
    pub limits: AttachmentLimits,
}

/// The records of one order: `Baxx`, `Xzxx`, `Ly`, … elements in GBK, without their surroundings.
#[derive(Clone, Debug)]
pub struct Record {
    order: Box<str>,
    kind: Kind,
    frame: &'static Frame,
    home: Place,
    /// The opening of a file, then the records: the gate closes it and has a document without copying anything.
    document: Vec<u8>,
    start: usize,
    origins: Vec<Origin>,
    keys: Vec<RecordKey>,
    records: usize,
    notes: Vec<Finding>,
}

impl Record {
    /// Records that were written before, from the bytes of their file.
    pub(super) fn restore(
        order: StoredOrder,
        frame: &'static Frame,
        bytes: &[u8],
        origins: Vec<Origin>,
    ) -> Record {
        let mut document = pack::opening(frame);
        let start = document.len();
        document.extend_from_slice(bytes);
        Record {
            order: order.number.into(),
            kind: order.kind,
            frame,
            home: order.home,
            document,
            start,
            origins,
            keys: order.keys,
            records: order.records,
            notes: Vec::new(),
        }
    }

    /// What is worth knowing of how they were written.
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }

    /// The order number.
    pub fn order(&self) -> &str {
        &self.order
    }

    /// What the order asks for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where the records stand in a file.
    pub fn frame(&self) -> &'static Frame {
        self.frame
    }

    /// The elements in GBK.
    pub fn bytes(&self) -> &[u8] {
        &self.document[self.start..]
    }

    /// What `look` says of a file that holds these records only and ends in `closing`.
    pub(super) fn as_document<T>(&mut self, closing: &[u8], look: impl FnOnce(&[u8]) -> T) -> T {
        let end = self.document.len();
        self.document.extend_from_slice(closing);
        let seen = look(&self.document);
        self.document.truncate(end);
        seen
    }

    /// The origin of each element, in document order.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The cell of the order number.
    pub fn home(&self) -> &Place {
        &self.home
    }

    pub(super) fn into_piece(self, first_element: usize) -> Piece {
        Piece {
            order: self.order,
            frame: self.frame,
            keys: self.keys,
            records: self.records,
            first_element,
            origins: self.origins,
        }
    }

    /// By what the bureau's answers will name the order.
    pub fn keys(&self) -> &[RecordKey] {
        &self.keys
    }

    /// Number of records, as the interface counts them.
    pub fn records(&self) -> usize {
        self.records
    }
}

/// Writes the records of a checked order. What cannot be written are findings that hold the order back.
pub fn write(
    checked: &Checked,
    ids: &Identities,
    options: Options<'_>,
) -> Result<Record, Vec<Finding>> {
    let (record, findings) = attempt(checked.order(), ids, options);
    match record {
        Some(record) if findings.is_empty() => Ok(record),
        _ => Err(findings),
    }
}

/// Writes what can be written of an order that is held back, so that the gate can say what else is wrong with it.
/// `None` for an order whose kind, or what its report does, cannot be read.
pub(super) fn attempt(
    order: &Order,
    ids: &Identities,
    options: Options<'_>,
) -> (Option<Record>, Vec<Finding>) {
    let home = order.number.place.clone();
    let kind = order.kind();
    let framed = kind.zip(order.frame());
    let opening = framed.map(|(_, frame)| pack::opening(frame));
    let start = opening.as_ref().map_or(0, Vec::len);
    let mut document = opening.unwrap_or_default();
    document.reserve(expected_length(order));
    let mut out = Emitter::new(document, home.clone(), ids, options);
    match kind {
        Some(kind) => write_records(order, kind, &mut out),
        None => out.missing("ICP"),
    }
    let Emitted {
        bytes: document,
        origins,
        flaws,
        keys,
        records,
        losses,
    } = out.finish();
    let notes = losses
        .into_iter()
        .map(|(encoding, named, column)| pictures::note(order, encoding, named, column))
        .collect();
    let findings = flaws.into_iter().map(|flaw| finding(order, flaw)).collect();
    let record = framed.map(|(kind, frame)| Record {
        order: order.number.text.clone(),
        kind,
        frame,
        home,
        document,
        start,
        origins,
        keys,
        records,
        notes,
    });
    (record, findings)
}

fn write_records(order: &Order, kind: Kind, out: &mut Emitter<'_>) {
    match kind {
        Kind::NewFiling => new_filing::write(order, out),
        Kind::NewSite | Kind::NewSiteElsewhere => new_site::write(order, out),
        Kind::NewAccess => new_access::write(order, out),
        Kind::Change => change::write(order, out),
        Kind::CancelSubject | Kind::CancelSite | Kind::CancelAccess => {
            cancellation::write(order, kind, out);
        }
        Kind::VerificationResult => verification::write(order, out),
        Kind::VerificationMaterial => material::write(order, out),
        Kind::UnfiledSite
        | Kind::IpSource
        | Kind::IpAllocation
        | Kind::IpBroadcast
        | Kind::IpOwn
        | Kind::DomainReport => reported::write(order, kind, out),
    }
}

/// About how many bytes an order's records take: almost all of a record with pictures is pictures.
pub fn expected_length(order: &Order) -> usize {
    let pictures = order.pictures().filter_map(Picture::base64_length);
    let pictures = pictures.map(|length| length.min(LONGEST_PICTURE));
    let pictures = usize::try_from(pictures.sum::<u64>()).unwrap_or(usize::MAX);
    pictures.saturating_add(WITHOUT_PICTURES)
}

/// About the longest text of a picture that was made to fit.
const LONGEST_PICTURE: u64 = 200_000;
/// Bytes of a usual order's records beside its pictures.
const WITHOUT_PICTURES: usize = 8 * 1024;

fn finding(order: &Order, flaw: WriteFlaw) -> Finding {
    let (rule, code, place, column, message) = match flaw {
        WriteFlaw::Unmappable(character, place, column) => (
            "file-gbk-unencodable",
            5008,
            place,
            Some(column),
            Text::new(
                format!(
                    "字符“{character}”（U+{:04X}）不在 GBK 中，管局无法读取",
                    u32::from(character)
                ),
                format!(
                    "the character “{character}” (U+{:04X}) is not in GBK: the bureau cannot read it",
                    u32::from(character)
                ),
            ),
        ),
        WriteFlaw::Illegal(character, place, column) => (
            "file-illegal-characters",
            5001,
            place,
            Some(column),
            Text::new(
                format!("含有不可见的控制字符 U+{:04X}", u32::from(character)),
                format!(
                    "contains the control character U+{:04X}",
                    u32::from(character)
                ),
            ),
        ),
        WriteFlaw::Missing(tag, place) => (
            "value-required",
            5001,
            place,
            None,
            Text::new(
                format!("缺少必填项 {tag}，整包会被退回"),
                format!("{tag} is required: the whole file would be refused"),
            ),
        ),
        WriteFlaw::Password(place, column) => (
            "file-gbk-unencodable",
            5008,
            place,
            Some(column),
            Text::new(
                "备案密码含有 GBK 之外的字符",
                "the filing password holds a character outside GBK",
            ),
        ),
        WriteFlaw::Unfit(why, named, column) => (
            pages::ATTACHMENT_UNFIT,
            5010,
            named.place,
            Some(column),
            pictures::unfit(why),
        ),
        WriteFlaw::Unreadable(place) => (
            pages::ATTACHMENT_UNREADABLE,
            5001,
            place,
            None,
            Text::new(
                "附件在打包时已读不到",
                "the attached file could not be read when the record was written",
            ),
        ),
    };
    Finding {
        order: Some(order.number.text.clone()),
        rule: rule.into(),
        severity: Severity::Error,
        code: Some(code),
        place,
        field: column.map_or("", |column| column.header).into(),
        tag: column
            .map_or_else(String::new, |column| order.tag_path(column.path))
            .into(),
        value: None,
        privacy: column.map(|column| column.privacy).unwrap_or_default(),
        message,
        remedy: pages::remedy(rule),
    }
}

#[cfg(test)]
mod tests {
    use crate::upload::sample::{record, samples};

    #[test]
    fn nothing_empty_is_written() {
        for sample in samples() {
            let record = record(sample, "G-1");
            let text = String::from_utf8_lossy(record.bytes()).into_owned();
            for (end, _) in text.match_indices("></") {
                let tag = &text[text[..end].rfind('<').unwrap()..];
                assert!(tag.starts_with("</"), "an empty element at {}", &tag[..20]);
            }
        }
    }
}
