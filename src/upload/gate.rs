//! The gate: nothing leaves that the bureau's schema would refuse.
//!
//! One record that does not fit costs the whole file of up to 1000 orders (5001). So each order's records are proven
//! alone, before they are packed, and each finished file is proven once more, in the bytes that lie on disk. Lengths must
//! fit however the bureau counts them, in characters or in UTF-16 units.

use super::emit::Origin;
use super::identity::Identities;
use super::pack::{self, Packed};
use super::pages;
use super::record::{self, Record};
use crate::order::{Finding, Frame, Order, Place, Severity, Text};
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
pub struct ProvenFile(Packed);

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
        &self.0
    }

    /// The proven bytes.
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }
}

impl<'s> Gate<'s> {
    /// A gate with `schema` for the files of `carrier` (`Qqdwid`).
    pub fn new(schema: &'s Schema, carrier: u64) -> Self {
        Self { schema, carrier }
    }

    /// Proves one order's records alone. What does not fit is found at its cell and holds the order back.
    pub fn prove(&self, mut record: Record) -> Result<Proven, Vec<Finding>> {
        let findings = self.look_at(&mut record);
        if findings.is_empty() {
            Ok(Proven(record))
        } else {
            Err(findings)
        }
    }

    /// What the schema says of an order that is held back already; nothing of it can be sent.
    pub fn probe(
        &self,
        order: &Order,
        ids: &Identities,
        options: record::Options<'_>,
    ) -> Vec<Finding> {
        // Nothing of it is sent, so its pictures need not be made to fit.
        let options = record::Options {
            pictures: None,
            ..options
        };
        let (mut record, mut findings) = record::attempt(order, ids, options);
        findings.retain(|finding| finding.code != Some(MISSING));
        findings.extend(record.iter_mut().flat_map(|record| self.look_at(record)));
        findings
    }

    fn look_at(&self, record: &mut Record) -> Vec<Finding> {
        let frame = record.frame();
        let closing = pack::closing(frame, self.carrier);
        let outcome = record.as_document(&closing, |document| {
            self.schema.validate(document, &options())
        });
        let origin = |violation: &Violation| {
            let element = (violation.element as usize).checked_sub(pack::elements_before(frame))?;
            record.origins().get(element)
        };
        let violations = outcome.violations.iter();
        violations
            .map(|violation| {
                finding(
                    record.order(),
                    frame,
                    violation,
                    origin(violation),
                    record.home(),
                )
            })
            .collect()
    }

    /// Proves a finished file in the bytes that were read back from where it lies. `Err` names the orders that do not fit;
    /// an empty list means that the file itself is damaged.
    pub fn prove_file(&self, file: Packed, on_disk: &[u8]) -> Result<ProvenFile, Vec<Finding>> {
        if on_disk != file.bytes() {
            return Err(Vec::new());
        }
        let outcome = self.schema.validate(on_disk, &options());
        if outcome.is_valid() {
            return Ok(ProvenFile(file));
        }
        Err(outcome
            .violations
            .iter()
            .filter_map(|violation| {
                let element = violation.element as usize;
                let piece = file
                    .pieces()
                    .iter()
                    .rfind(|piece| piece.first_element <= element)?;
                let origin = piece.origins.get(element - piece.first_element)?;
                Some(finding(
                    &piece.order,
                    piece.frame,
                    violation,
                    Some(origin),
                    &origin.place,
                ))
            })
            .collect())
    }
}

/// Predicted code of what the schema itself says as well.
const MISSING: u32 = pages::GATE.1;

fn options() -> xsd::Options {
    xsd::Options {
        length: Length::Both,
        ..xsd::Options::default()
    }
}

fn finding(
    order: &str,
    frame: &Frame,
    violation: &Violation,
    origin: Option<&Origin>,
    home: &Place,
) -> Finding {
    let column = origin.and_then(|origin| origin.column);
    let root = format!("/UploadData/{}/", frame.root);
    let tag = violation.path.strip_prefix(&root).map(str::to_owned);
    Finding {
        order: Some(order.into()),
        rule: pages::XSD_VALID.into(),
        severity: Severity::Error,
        code: Some(5001),
        place: origin.map_or(home, |origin| &origin.place).clone(),
        field: column.map_or("", |column| column.header).into(),
        tag: tag.unwrap_or_else(|| violation.path.clone()).into(),
        value: None,
        privacy: column.map(|column| column.privacy).unwrap_or_default(),
        message: Text::new(
            format!(
                "不符合管局模式（{}）：{}",
                violation.rule, violation.message.zh
            ),
            format!(
                "does not fit the bureau's schema ({}): {}",
                violation.rule, violation.message.en
            ),
        ),
        remedy: pages::remedy(pages::XSD_VALID),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::sample::Sample;
    use crate::order::Spot;
    use crate::upload::sample::{self, CARRIER, pack, record, record_with, samples};
    use crate::upload::{FileLimits, Options, Unmappable, schema};

    #[test]
    fn complete_orders_of_every_kind_pass() {
        let gate = Gate::new(schema::bundled(), CARRIER);
        for sample in samples() {
            let kind = sample.order.kind();
            let result = gate.prove(record(sample, "G-1"));
            assert!(result.is_ok(), "{kind:?}: {:#?}", result.unwrap_err());
        }
    }

    #[test]
    fn an_over_long_value_is_found_at_its_cell() {
        let mut sample = Sample::unit();
        sample.set("主体.投资人或主管单位", &"林".repeat(256));
        let findings = Gate::new(schema::bundled(), CARRIER)
            .prove(record(sample, "G-1"))
            .unwrap_err();
        let [finding] = &findings[..] else {
            panic!("{findings:#?}")
        };
        assert_eq!(finding.code, Some(5001));
        assert_eq!(finding.field, "投资人或主管单位");
        assert_eq!(&*finding.tag, "XZBA/Baxx/Zt_xx/Tzr");
        assert_eq!(finding.place.spot, Spot::Key("投资人或主管单位".into()));
    }

    #[test]
    fn a_value_that_fits_by_one_count_only_is_found_with_both_numbers() {
        // A character beyond U+FFFF that GBK lacks is written as a reference, and counts twice in UTF-16.
        let mut sample = Sample::unit();
        sample.set("主体.投资人或主管单位", &format!("{}𠀀", "林".repeat(254)));
        let options = Options {
            unmappable: Unmappable::Reference,
            ..Options::default()
        };
        let record = record_with(sample, "G-1", options);
        let text = String::from_utf8_lossy(record.bytes()).into_owned();
        assert!(text.contains("&#131072;</Tzr>"));
        let findings = Gate::new(schema::bundled(), CARRIER)
            .prove(record)
            .unwrap_err();
        let [finding] = &findings[..] else {
            panic!("{findings:#?}")
        };
        assert_eq!(finding.place.spot, Spot::Key("投资人或主管单位".into()));
        assert!(finding.message.zh.contains("cvc-maxLength-valid"));
        for said in ["按字符计 255，符合", "按 UTF-16 计 256，不符合"] {
            assert!(finding.message.zh.contains(said), "{}", finding.message.zh);
        }
        for said in ["255 characters fit", "256 UTF-16 units do not"] {
            assert!(finding.message.en.contains(said), "{}", finding.message.en);
        }
    }

    #[test]
    fn a_change_takes_the_first_eleven_types_of_certificate_only() {
        let mut sample = Sample::change();
        sample.set("主体.主办单位证件类型", "12");
        let gate = Gate::new(schema::bundled(), CARRIER);
        let findings = gate.prove(record(sample, "G-1")).unwrap_err();
        assert_eq!(findings[0].field, "主办单位证件类型");
        assert_eq!(&*findings[0].tag, "BGBA/Bgxx/Zt_xx/Zj/Zjlx");
    }

    #[test]
    fn a_finished_file_is_proven_in_the_bytes_on_disk() {
        let gate = Gate::new(schema::bundled(), CARRIER);
        let proven = samples().into_iter();
        let proven = proven.map(|sample| gate.prove(record(sample, "G-1")).unwrap());
        let files = pack(proven.collect(), FileLimits::default());
        let families: Vec<String> = files.iter().map(Packed::family).collect();
        let filings = [
            "XZBA", "XZWZ", "XZJR", "BGBA", "ZXBA", "HSJG", "WBACLJG", "XZHYD",
        ];
        assert_eq!(families[..filings.len()], filings);
        assert_eq!(files[4].records(), 3, "three cancellations share a file");
        for file in files {
            let on_disk = file.bytes().to_vec();
            let mut damaged = on_disk.clone();
            damaged[on_disk.len() / 2] ^= 1;
            assert!(gate.prove_file(file.clone(), &damaged).is_err());
            assert!(gate.prove_file(file, &on_disk).is_ok());
        }
    }

    #[test]
    fn an_order_that_is_held_back_hears_what_the_schema_says_too() {
        let mut sample = Sample::unit();
        sample.set("网站.服务内容", "没有这种内容");
        sample.set("主体.主体负责人手机", "138");
        let order = &sample.order;
        let ids = sample::identities(order);
        let findings = Gate::new(schema::bundled(), CARRIER).probe(order, &ids, Options::default());
        let fields: BTreeSet<&str> = findings
            .iter()
            .map(|finding| finding.field.as_ref())
            .collect();
        assert!(
            fields.contains("服务内容") && fields.contains("主体负责人手机"),
            "{findings:#?}"
        );
    }
}
