//! What the validator says about documents: rule, place, sentence, and that it goes on.

use beian::xsd::{Length, Options, Outcome, Schema};

const SCHEMA: &str = r#"<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
  <xs:simpleType name="Text"><xs:restriction base="xs:string">
    <xs:minLength value="1"/><xs:maxLength value="4"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Short"><xs:restriction base="Text"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
  <xs:complexType name="Person"><xs:all>
    <xs:element name="name" type="Text"/>
    <xs:element name="age" type="xs:long" minOccurs="0"/>
    <xs:element name="mark" type="Short" nillable="true" minOccurs="0"/>
  </xs:all></xs:complexType>
  <xs:element name="order">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="id" type="xs:positiveInteger"/>
        <xs:element name="person" type="Person" maxOccurs="300"/>
        <xs:choice minOccurs="0">
          <xs:element name="note"/>
          <xs:element name="empty"><xs:complexType/></xs:element>
          <xs:element name="price"><xs:complexType><xs:simpleContent>
            <xs:extension base="xs:decimal"><xs:attribute name="unit" type="Short" fixed="元"/></xs:extension>
          </xs:simpleContent></xs:complexType></xs:element>
        </xs:choice>
      </xs:sequence>
      <xs:attribute name="version" type="xs:string" use="required"/>
    </xs:complexType>
  </xs:element>
</xs:schema>"#;

fn validate(body: &str) -> Outcome {
    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    schema.validate(body.as_bytes(), &Options::default())
}

/// An order around this content.
fn order(content: &str) -> String {
    format!("<order version='1'><id>7</id>{content}</order>")
}

/// Rule and path of every violation.
fn told(body: &str) -> Vec<(&'static str, String)> {
    validate(body)
        .violations
        .into_iter()
        .map(|violation| (violation.rule, violation.path))
        .collect()
}

#[track_caller]
fn only(body: &str, rule: &str, path: &str) {
    assert_eq!(told(body), [(rule_of(rule), path.to_owned())], "{body}");
}

/// The rule as the outcome would hold it.
fn rule_of(rule: &str) -> &'static str {
    rule.to_owned().leak()
}

const PERSON: &str = "<person><name>张三</name></person>";

#[test]
fn right_documents_are_right() {
    for content in [
        PERSON.to_owned(),
        "<person><age> 07 </age><name>a&amp;b</name></person>".to_owned(),
        "<person>\n<!-- c --><name>a<![CDATA[<]]></name><?p i?>\r\n</person>".to_owned(),
        format!("{PERSON}<note a='1'>text<b><c/></b></note>"),
        format!("{PERSON}<empty></empty>"),
        format!("{PERSON}<empty><!-- nothing --></empty>"),
        format!("{PERSON}<price unit='元'>1.50</price>"),
        "<person xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><name>a</name><mark x:nil='true'/></person>".to_owned(),
        PERSON.repeat(300),
    ] {
        let outcome = validate(&order(&content));
        assert!(outcome.is_valid(), "{content}: {:?}", outcome.violations);
    }
}

#[test]
fn each_breach_has_the_name_of_its_rule_and_its_path() {
    only("<other/>", "cvc-elt.1", "/other");
    only(&order(""), "cvc-complex-type.2.4.b", "/order");
    only(
        "<order><id>7</id><person><name>a</name></person></order>",
        "cvc-complex-type.4",
        "/order",
    );
    only(
        &order(&format!("{PERSON}{PERSON}<wrong/>")),
        "cvc-complex-type.2.4.a",
        "/order/wrong",
    );
    only(
        &order(&format!("{PERSON}<note/><note/>")),
        "cvc-complex-type.2.4.d",
        "/order/note[2]",
    );
    only(
        &order("<person><age>1</age></person>"),
        "cvc-complex-type.2.4.b",
        "/order/person",
    );
    only(
        &order("<person><name>a</name><name>b</name></person>"),
        "cvc-complex-type.2.4.a",
        "/order/person/name[2]",
    );
    only(
        &order(&format!("{PERSON}<person><name>12345</name></person>")),
        "cvc-maxLength-valid",
        "/order/person[2]/name",
    );
    only(
        &order("<person><name/></person>"),
        "cvc-minLength-valid",
        "/order/person/name",
    );
    only(
        &order("<person><name>a</name><age>x</age></person>"),
        "cvc-datatype-valid.1.2.1",
        "/order/person/age",
    );
    only(
        &order("<person>x<name>a</name>y</person>"),
        "cvc-complex-type.2.3",
        "/order/person",
    );
    only(
        &order("<person><name>a<b/></name></person>"),
        "cvc-type.3.1.2",
        "/order/person/name/b",
    );
    only(
        &order("<person><name n='1'>a</name></person>"),
        "cvc-type.3.1.1",
        "/order/person/name/@n",
    );
    only(
        &order("<person n='1'><name>a</name></person>"),
        "cvc-complex-type.3.2.2",
        "/order/person/@n",
    );
    only(
        &order(&format!("{PERSON}<empty> </empty>")),
        "cvc-complex-type.2.1",
        "/order/empty",
    );
    only(
        &order(&format!("{PERSON}<price><b/></price>")),
        "cvc-complex-type.2.2",
        "/order/price/b",
    );
    only(
        &order(&format!("{PERSON}<price unit='角'>1</price>")),
        "cvc-attribute.4",
        "/order/price/@unit",
    );
    only(
        &order(&PERSON.repeat(301)),
        "cvc-complex-type.2.4.a",
        "/order/person[301]",
    );
}

#[test]
fn xsi_attributes_follow_the_specification() {
    let person = |inner: &str| {
        order(&format!(
            "<person xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><name>a</name>{inner}</person>"
        ))
    };
    only(
        &person("<age x:nil='false'>1</age>"),
        "cvc-elt.3.1",
        "/order/person/age/@x:nil",
    );
    only(
        &person("<mark x:nil='1'> </mark>"),
        "cvc-elt.3.2.1",
        "/order/person/mark",
    );
    only(
        &person("<mark x:type='y'>a</mark>"),
        "cvc-elt.4.2",
        "/order/person/mark/@x:type",
    );
    only(
        &person("<mark x:nil='yes'>a</mark>"),
        "cvc-datatype-valid.1.2.1",
        "/order/person/mark/@x:nil",
    );
    only(
        &person("<mark x:else='1'>a</mark>"),
        "cvc-type.3.1.1",
        "/order/person/mark/@x:else",
    );
    assert!(validate(&person("<mark x:schemaLocation='a b'>a</mark>")).is_valid());
}

#[test]
fn elements_of_a_namespace_are_not_those_of_the_schema() {
    only("<order xmlns='urn:x' version='1'/>", "cvc-elt.1", "/order");
    only(
        &order(&format!("{PERSON}<p:note xmlns:p='urn:x'/>")),
        "cvc-complex-type.2.4.a",
        "/order/p:note",
    );
    assert!(
        validate(&order(&format!(
            "{PERSON}<note><b xmlns='urn:x'><c/></b></note>"
        )))
        .is_valid()
    );
}

#[test]
fn validation_goes_on_to_the_end_and_counts_everything() {
    let wrong = "<person><age>x</age><name>12345</name></person>";
    let body = order(&format!("{PERSON}<zzz/>{wrong}{wrong}"));
    let rules: Vec<_> = told(&body).into_iter().map(|(rule, _)| rule).collect();
    let (number, length) = ("cvc-datatype-valid.1.2.1", "cvc-maxLength-valid");
    assert_eq!(
        rules,
        ["cvc-complex-type.2.4.a", number, length, number, length]
    );

    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    let options = Options {
        max_violations: 2,
        ..Options::default()
    };
    let outcome = schema.validate(body.as_bytes(), &options);
    assert_eq!(
        (outcome.violations.len(), outcome.total, outcome.elements),
        (2, 5, 11)
    );
}

#[test]
fn a_missing_child_is_told_once_and_the_rest_is_still_checked() {
    let body = "<order version='1'><person><name>12345</name></person></order>";
    let expected = [
        ("cvc-complex-type.2.4.a", "/order/person"),
        ("cvc-maxLength-valid", "/order/person/name"),
    ];
    assert_eq!(
        told(body),
        expected.map(|(rule, path)| (rule, path.to_owned()))
    );
}

#[test]
fn a_place_is_line_column_offset_and_start_tag() {
    let body =
        "<order version='1'>\r\n<id>7</id>\r\n  汉<person><name>12345</name></person></order>";
    let violations = validate(body).violations;
    let places: Vec<_> = violations
        .iter()
        .map(|v| (v.line, v.column, v.offset, v.element))
        .collect();
    assert_eq!(places, [(3, 3, 35, 0), (3, 12, 46, 3)]);
    assert_eq!(violations[1].message.zh, "长度 5，最多 4");
}

#[test]
fn siblings_are_counted_within_their_parent_whether_the_schema_knows_them_or_not() {
    for (content, path) in [
        (format!("{PERSON}<note><y/></note>&no;"), "/order"),
        (
            "<x><y/></x><x><y/><z/><y>&no;</y></x>".to_owned(),
            "/order/x[2]/y[2]",
        ),
        ("<x><y/></x><x><y>&no;</y></x>".to_owned(), "/order/x[2]/y"),
        (
            format!("{PERSON}<!-- -->{PERSON}<person><name>&no;"),
            "/order/person[3]/name",
        ),
        (
            format!("<person xmlns='urn:x'/>{PERSON}<person><name>&no;"),
            "/order/person[3]/name",
        ),
        (
            format!("{PERSON}<note><y><y/><y/></y><y><y>&no;"),
            "/order/note/y[2]/y",
        ),
    ] {
        let violations = validate(&order(&content)).violations;
        let last = violations.last().map(|one| (one.rule, one.path.as_str()));
        assert_eq!(last, Some(("xml-wellformed", path)), "{content}");
    }
}

#[test]
fn what_is_not_well_formed_ends_the_document() {
    for body in [
        "",
        "<order",
        "<order version='1'>",
        "<order version='1'></orders>",
        "<order version='1'><id>7</order>",
        "<order version='1'/><order/>",
        "<order version='1'/>x",
        "x<order version='1'/>",
        "<!DOCTYPE order><order version='1'/>",
        "<order version='1' version='2'/>",
        "<order version='1'>&nbsp;</order>",
        "<order version='1'>]]></order>",
        "<order version='1'>\u{1}</order>",
        "<order version='1'>\u{FFFE}</order>",
        "<order version='1'><!-- a -- b --></order>",
        "<order version='1'><?xml version='1.0'?></order>",
        "<order version='1'><a:b/></order>",
        "<1/>",
        "< order/>",
    ] {
        let outcome = validate(body);
        let last = outcome.violations.last().map(|violation| violation.rule);
        assert_eq!(last, Some("xml-wellformed"), "{body}");
    }
}

#[test]
fn gbk_is_read_as_gbk_and_unassigned_pairs_end_the_document() {
    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    let document = |name: &[u8]| {
        let start = b"<?xml version=\"1.0\" encoding=\"GBK\"?><order version=\"1\"><id>1</id><person><name>";
        [start, name, b"</name></person></order>"].concat()
    };
    // 乚 is 0x81 0x5D, whose second byte looks like `]`.
    for (name, rule) in [
        (&[0x81, 0x5D, 0x81, 0x5D, 0x81, 0x5D, b'>'][..], None),
        (
            &[0xD5, 0xC5, 0xC8, 0xFD, 0xD5, 0xC5, 0xC8, 0xFD, b'a'],
            Some("cvc-maxLength-valid"),
        ),
        (&[0xFE, 0x50], Some("xml-wellformed")),
        (&[0x80], Some("xml-wellformed")),
        (&[0x81, 0x30, 0x81, 0x30], Some("xml-wellformed")),
        (&[0xD5], Some("xml-wellformed")),
    ] {
        let outcome = schema.validate(&document(name), &Options::default());
        assert_eq!(
            outcome.violations.last().map(|violation| violation.rule),
            rule,
            "{name:02X?}"
        );
    }
}

#[test]
fn illegal_utf8_is_found_where_it_stands() {
    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    let outcome = schema.validate(
        b"<order version='1'><id>7</id>\xFF</order>",
        &Options::default(),
    );
    assert_eq!(
        outcome
            .violations
            .last()
            .map(|violation| (violation.rule, violation.offset)),
        Some(("xml-wellformed", 29))
    );
    let outcome = schema.validate(
        b"<order version='1'><id>7</id></order>\n\xFF",
        &Options::default(),
    );
    assert_eq!(
        outcome.violations.last().map(|violation| violation.rule),
        Some("xml-wellformed")
    );
}

#[test]
fn astral_characters_count_as_the_caller_demands() {
    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    let body = order("<person><name>\u{20000}\u{20000}&#x20000;</name></person>");
    let valid = |length| {
        schema
            .validate(
                body.as_bytes(),
                &Options {
                    length,
                    ..Options::default()
                },
            )
            .is_valid()
    };
    assert!(valid(Length::CodePoints) && !valid(Length::Utf16) && !valid(Length::Both));
}

#[test]
fn every_limit_refuses_by_its_name() {
    let deep = order(&format!(
        "{PERSON}<note>{}{}</note>",
        "<a>".repeat(255),
        "</a>".repeat(255)
    ));
    let fits = order(&format!(
        "{PERSON}<note>{}{}</note>",
        "<a>".repeat(254),
        "</a>".repeat(254)
    ));
    assert!(validate(&fits).is_valid());
    only(
        &deep,
        "limit-depth",
        &format!("/order/note{}", "/a".repeat(254)),
    );
    let attributes = |count| {
        let attributes: String = (0..count).map(|n| format!(" a{n}=''")).collect();
        order(&format!("{PERSON}<note{attributes}/>"))
    };
    let name = |length| order(&format!("{PERSON}<note><{}/></note>", "n".repeat(length)));
    let text = |length| order(&format!("{PERSON}<note>{}</note>", "x".repeat(length)));
    for fits in [attributes(4096), name(1024), text(64 << 20)] {
        let outcome = validate(&fits);
        let mut rules = outcome.violations.iter().map(|one| one.rule);
        assert!(!rules.any(|rule| rule.starts_with("limit-")));
    }
    only(&attributes(4097), "limit-attributes", "/order");
    only(&name(1025), "limit-name", "/order/note");
    only(&text((64 << 20) + 1), "limit-text", "/order/note");
}

#[test]
fn damage_anywhere_is_survived_and_placed_inside_the_document() {
    let schema = Schema::read(SCHEMA.as_bytes(), "order.xsd").expect("loads");
    let body = order(&format!(
        "<!-- a --><person a='1'><name>张&amp;<![CDATA[x]]></name></person>{PERSON}<note xmlns:p='urn:x' p:a='&#65;'/>"
    ));
    for declaration in ["", "<?xml version='1.0' encoding='GBK'?>"] {
        let whole = [declaration, &body].concat();
        let whole = if declaration.is_empty() {
            whole.into_bytes()
        } else {
            encoding_rs::GBK.encode(&whole).0.into_owned()
        };
        for at in 0..whole.len() {
            for byte in [
                0, b' ', b'<', b'>', b'&', b'/', b'"', b'\'', b']', b'-', b'?', b'!', b':', b'=',
                0x81, 0xFF,
            ] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                let outcome = schema.validate(&damaged, &Options::default());
                assert!(
                    outcome
                        .violations
                        .iter()
                        .all(|violation| violation.offset <= damaged.len() as u64)
                );
                let cut = schema.validate(&damaged[..at], &Options::default());
                assert!(!cut.is_valid(), "cut at {at}");
            }
        }
    }
}
