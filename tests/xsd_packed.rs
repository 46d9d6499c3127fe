//! A schema that has been packed and unpacked is the same schema.

use std::path::PathBuf;

use beian::xsd::{Options, Schema};

/// One of everything that a schema can hold: each kind of type and facet, wildcards, substitution, identity.
const SCHEMA: &str = r###"<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
  <xs:simpleType name="Code"><xs:restriction base="xs:token">
    <xs:pattern value="[A-Z]{2}\d+"/><xs:pattern value="\p{IsCJKUnifiedIdeographs}+"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Day"><xs:restriction base="xs:date">
    <xs:minInclusive value="2000-01-01"/><xs:enumeration value="2024-02-29"/><xs:enumeration value="2024-03-01Z"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Span"><xs:restriction base="xs:duration"><xs:maxExclusive value="P1Y"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Price"><xs:restriction base="xs:decimal">
    <xs:totalDigits value="5"/><xs:fractionDigits value="2"/><xs:minExclusive value="-1.50"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Numbers"><xs:list itemType="xs:byte"/></xs:simpleType>
  <xs:simpleType name="Few"><xs:restriction base="Numbers"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Either"><xs:union memberTypes="xs:boolean Code"/></xs:simpleType>
  <xs:simpleType name="Ratio"><xs:restriction base="xs:double"><xs:enumeration value="NaN"/><xs:enumeration value="1e2"/></xs:restriction></xs:simpleType>
  <xs:element name="item" type="xs:anyType" abstract="true"/>
  <xs:element name="code" type="Code" substitutionGroup="item"/>
  <xs:element name="day" type="Day" substitutionGroup="item" nillable="true"/>
  <xs:complexType name="Group"><xs:sequence>
    <xs:element ref="item" maxOccurs="40"/>
    <xs:any namespace="##other" processContents="lax" minOccurs="0"/>
  </xs:sequence><xs:attribute name="unit" type="Either" default="true"/><xs:anyAttribute namespace="##other" processContents="skip"/></xs:complexType>
  <xs:complexType name="Wide"><xs:complexContent><xs:extension base="Group"><xs:sequence>
    <xs:element name="span" type="Span" minOccurs="0"/>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
  <xs:element name="root">
    <xs:complexType><xs:sequence>
      <xs:element name="group" type="Group" minOccurs="0"/>
      <xs:element name="all" minOccurs="0"><xs:complexType><xs:all>
        <xs:element name="price" type="Price"/><xs:element name="few" type="Few"/>
        <xs:element name="ratio" type="Ratio" minOccurs="0"/><xs:element name="很长的名称" type="xs:int" fixed="7" minOccurs="0"/>
      </xs:all></xs:complexType></xs:element>
      <xs:element name="row" minOccurs="0" maxOccurs="unbounded"><xs:complexType mixed="true"><xs:attribute name="id" type="xs:ID" use="required"/></xs:complexType></xs:element>
    </xs:sequence></xs:complexType>
    <xs:key name="rows"><xs:selector xpath=".//row | row"/><xs:field xpath="@id"/></xs:key>
  </xs:element>
</xs:schema>"###;

const DOCUMENTS: &[&str] = &[
    "",
    "<group><code>AB12</code><day>2024-02-29</day></group>",
    "<group><code>备案</code><day>2024-03-01Z</day></group>",
    "<group><code>ab</code><day>2023-01-01</day></group>",
    "<group><item/></group>",
    "<group unit='AB1' x:y='1' xmlns:x='urn:x'><code>AB1</code><x:z/></group>",
    "<group unit='no'/>",
    "<group xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='Wide'><day i:nil='true'/><span>P11M</span></group>",
    "<group xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='Wide'><code>AB1</code><span>P13M</span></group>",
    "<all><few>1 2</few><price>-1.49</price><ratio>100</ratio></all>",
    "<all><few>1 2 3</few><price>-1.5</price><ratio>5</ratio><很长的名称>8</很长的名称></all>",
    "<all><price>1234.567</price><few>128</few><ratio>NaN</ratio><很长的名称>07</很长的名称></all>",
    "<row id='a'>x</row><row id='b'/>",
    "<row id='a'/><row id='a'/><row/>",
];

/// The schema packed and unpacked.
fn again(schema: &Schema) -> Schema {
    let packed = schema.packed().leak();
    let unpacked = Schema::from_packed(packed).expect("it was packed just now");
    assert_eq!(unpacked.packed(), packed, "the same bytes again");
    assert_eq!(unpacked.describe(), schema.describe());
    assert_eq!(unpacked.root_names(), schema.root_names());
    unpacked
}

#[test]
fn everything_a_schema_can_hold_survives() {
    let read = Schema::read(SCHEMA.as_bytes(), "test.xsd").expect("loads");
    let unpacked = again(&read);
    let mut rules = Vec::new();
    for content in DOCUMENTS {
        let document = format!("<root xmlns='urn:t'>{content}</root>");
        let outcome = unpacked.validate(document.as_bytes(), &Options::default());
        assert_eq!(
            outcome,
            read.validate(document.as_bytes(), &Options::default()),
            "{content}"
        );
        rules.extend(outcome.violations.iter().map(|violation| violation.rule));
    }
    rules.sort_unstable();
    rules.dedup();
    assert!(rules.len() >= 10, "the documents try much: {rules:?}");
}

#[test]
fn the_official_schemas_survive() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd"));
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: the official schemas are not beside the checkout");
        return;
    };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        again(&Schema::read_file(path).expect("loads as published"));
    }
}

#[test]
fn other_bytes_are_refused() {
    let packed = Schema::read(SCHEMA.as_bytes(), "test.xsd")
        .expect("loads")
        .packed()
        .leak();
    let whole = packed.len();
    // The outline, which is looked at only when it is wanted, is the last and larger part.
    for end in (0..whole / 4).step_by(7) {
        assert!(
            Schema::from_packed(&packed[..end]).is_none(),
            "cut at {end} of {whole}"
        );
    }
}
