//! The gate: nothing leaves that the bureau's schema would refuse.
//!
//! One record that does not fit costs the whole file of up to 1000 orders (5001). So each order's records are proven
//! alone, before they are packed, and each finished file is proven once more, in the bytes that lie on disk. Lengths must
//! fit however the bureau counts them, in characters or in UTF-16 units.

use super::emit::Origin;
use super::pack::{self, ELEMENTS_BEFORE, Packed};
use super::identity::Identities;
use super::record::{self, Record};
use crate::order::{Finding, Kind, Order, Place, Severity, Text};
use crate::xsd::{self, Length, Schema, Violation};

/// A schema and the carrier in whose name files are sent.
#[derive(Debug)]
pub struct Gate<'s> {
    schema: &'s Schema,
    carrier: u64,
}

/// Records that fit the schema; only the gate makes them.
#[derive(Clone, Debug)]
pub struct Proven(Record);

/// A file that fits the schema, byte for byte as it was read back; only the gate makes one.
#[derive(Clone, Debug)]
pub struct ProvenFile {
    file: Packed,
    bytes: Vec<u8>,
}

impl Proven {
    /// The records.
    pub fn record(&self) -> &Record {
        &self.0
    }

    pub(super) fn into_record(self) -> Record {
        self.0
    }
}

impl ProvenFile {
    /// What the file was packed from.
    pub fn packed(&self) -> &Packed {
        &self.file
    }

    /// The proven bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<'s> Gate<'s> {
    /// A gate with `schema` for the files of `carrier` (`Qqdwid`).
    pub fn new(schema: &'s Schema, carrier: u64) -> Self {
        Self { schema, carrier }
    }

    /// Proves one order's records alone. What does not fit is found at its cell and holds the order back.
    pub fn prove(&self, record: Record) -> Result<Proven, Vec<Finding>> {
        let findings = self.look_at(&record);
        if findings.is_empty() { Ok(Proven(record)) } else { Err(findings) }
    }

    /// What the schema says of an order that is held back already; nothing of it can be sent.
    pub fn probe(&self, order: &Order, ids: &Identities, options: record::Options) -> Vec<Finding> {
        let (record, mut findings) = record::attempt(order, ids, options);
        findings.retain(|finding| finding.code != Some(MISSING));
        findings.extend(record.iter().flat_map(|record| self.look_at(record)));
        findings
    }

    fn look_at(&self, record: &Record) -> Vec<Finding> {
        let family = record.kind().family();
        let mut document = pack::opening(family);
        document.extend_from_slice(record.bytes());
        document.extend_from_slice(&pack::closing(family, self.carrier));
        let outcome = self.schema.validate(&document, &options());
        let origin = |violation: &Violation| {
            let element = (violation.element as usize).checked_sub(ELEMENTS_BEFORE)?;
            record.origins().get(element)
        };
        let violations = outcome.violations.iter();
        violations
            .map(|violation| finding(record.order(), record.kind(), violation, origin(violation), record.home()))
            .collect()
    }

    /// Proves a finished file in the bytes that were read back from where it lies. `Err` names the orders that do not fit;
    /// an empty list means that the file itself is damaged.
    pub fn prove_file(&self, file: Packed, on_disk: Vec<u8>) -> Result<ProvenFile, Vec<Finding>> {
        if on_disk != file.bytes() {
            return Err(Vec::new());
        }
        let outcome = self.schema.validate(&on_disk, &options());
        if outcome.is_valid() {
            return Ok(ProvenFile { file, bytes: on_disk });
        }
        Err(outcome
            .violations
            .iter()
            .filter_map(|violation| {
                let element = violation.element as usize;
                let piece = file.pieces().iter().rfind(|piece| piece.first_element <= element)?;
                let origin = piece.origins.get(element - piece.first_element)?;
                Some(finding(&piece.order, piece.kind, violation, Some(origin), &origin.place))
            })
            .collect())
    }
}

/// Predicted code of what the schema itself says as well.
const MISSING: u32 = 5001;

fn options() -> xsd::Options {
    xsd::Options { length: Length::Both, ..xsd::Options::default() }
}

fn finding(order: &str, kind: Kind, violation: &Violation, origin: Option<&Origin>, home: &Place) -> Finding {
    let column = origin.and_then(|origin| origin.column);
    let family = format!("/UploadData/ICP/{}/", kind.family());
    let tag = violation.path.strip_prefix(&family).map(|rest| format!("{}/{rest}", kind.family()));
    Finding {
        order: Some(order.into()),
        rule: "file-xsd-valid".into(),
        severity: Severity::Error,
        code: Some(5001),
        place: origin.map_or(home, |origin| &origin.place).clone(),
        field: column.map_or("", |column| column.header).into(),
        tag: tag.unwrap_or_else(|| violation.path.clone()).into(),
        value: None,
        privacy: column.map(|column| column.privacy).unwrap_or_default(),
        message: Text::new(
            format!("不符合管局模式（{}）：{}", violation.rule, violation.message.zh),
            format!("does not fit the bureau's schema ({}): {}", violation.rule, violation.message.en),
        ),
        remedy: Text::new(
            "按提示改正该单元格；发出去会使整包 1000 个订单被退回（5001）",
            "mend the cell as said; sent like this, the whole file of up to 1000 orders would be refused (5001)",
        ),
    }
}
