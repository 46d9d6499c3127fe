//! Limits, where a document is cut and where it is not. The rest of what the validator promises is tested from outside,
//! in `tests/xsd_*.rs`.

use super::super::limits::TEXT;
use super::super::{Options, Schema};

/// Such an element is both a parent and a value; each window must get somewhere with it.
#[test]
fn fixed_values_of_mixed_content_are_compared() {
    let schema = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="all" fixed="abc"><xs:complexType mixed="true">
        <xs:sequence minOccurs="0"><xs:element name="one"/></xs:sequence>
      </xs:complexType></xs:element>
    </xs:schema>"#;
    let schema = Schema::read(schema.as_bytes(), "mixed.xsd").expect("loads");
    for (document, rule) in [
        ("<all>abc</all>", None),
        ("<all/>", None),
        ("<all>abd</all>", Some("cvc-elt.5.2.2.2.1")),
        ("<all>abc<one/></all>", Some("cvc-elt.5.2.2.1")),
    ] {
        for window in [1, 4, 1_000] {
            let options = Options {
                window,
                ..Options::default()
            };
            let outcome = schema.validate_reader(document.as_bytes(), &options);
            let outcome = outcome.expect("memory can be read");
            let told = outcome.violations.first().map(|one| one.rule);
            assert_eq!(told, rule, "{document}");
        }
    }
}

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value=".*"/></xs:restriction></xs:simpleType>
  <xs:element name="all"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
    <xs:element name="text" type="xs:string"/>
    <xs:element name="code" type="Code"/>
    <xs:element name="more" type="xs:anyType"/>
  </xs:choice></xs:complexType></xs:element>
</xs:schema>"#;

#[test]
fn the_first_thing_beyond_a_limit_is_told_at_its_beginning() {
    let schema = Schema::read(SCHEMA.as_bytes(), "all.xsd").expect("loads");
    let half = "x".repeat(TEXT / 2 + 1);
    let most = "x".repeat(TEXT);
    let blanks = " ".repeat(TEXT);
    for (body, found) in [
        (format!("<code>{most}</code>"), None),
        (format!("<code>{most}x</code>"), Some(("limit-text", 11))),
        (
            format!("<text>{most}\u{1}</text>"),
            Some(("xml-wellformed", 11 + TEXT)),
        ),
        // What is wrong behind a limit is not seen any more.
        (
            format!("<text>{most}x\u{1}</text>"),
            Some(("limit-text", 11)),
        ),
        (
            format!("<code>{half}<!---->{half}\u{1}</code>"),
            Some(("limit-text", 19 + TEXT / 2)),
        ),
        (
            format!("<text>{half}<![CDATA[{half}]]></text>"),
            Some(("limit-text", 21 + TEXT / 2)),
        ),
        (
            format!("<text>{most}&#65;</text>"),
            Some(("limit-text", 11 + TEXT)),
        ),
        (
            format!("<more>{half}<a/>{half}<!--{half}-->{half}</more>"),
            None,
        ),
        (format!("<!--{most}-->"), None),
        (format!("<!--{most}x-->"), Some(("limit-text", 9))),
        (format!("<?p {most}?>"), Some(("limit-text", 8))),
        (
            format!("<text>&#x{half}41;</text>"),
            Some(("xml-wellformed", 11)),
        ),
        // A run of text goes on where its next part looks like white space between elements.
        (format!("{blanks}<text/>{blanks}"), None),
        (format!("<text/><!---->{blanks}<text/>"), None),
        (format!("<text/>x{blanks}<text/>"), Some(("limit-text", 12))),
        (format!("<more a='{most}'/>"), Some(("limit-text", 10))),
        (format!("<more a='{most}x'/>"), Some(("limit-text", 14))),
        (format!("<more{blanks}/>"), None),
        (format!("<more{blanks} />"), Some(("limit-text", 10))),
        (format!("<more a{blanks} =''/>"), Some(("limit-text", 10))),
        (format!("<text></text{blanks}>"), Some(("limit-text", 11))),
    ] {
        let bytes = format!("<all>{body}</all>").into_bytes();
        let whole = schema.validate(&bytes, &Options::default());
        let told = whole.violations.iter();
        let mut told = told.map(|one| (one.rule, one.offset as usize));
        assert_eq!(told.next_back(), found, "{}", &body[..20]);
        for window in [1, 100, 1_003, TEXT / 2, TEXT, TEXT + 7, 3 * TEXT] {
            let options = Options {
                window,
                ..Options::default()
            };
            let parts = schema.validate_reader(bytes.as_slice(), &options);
            let parts = parts.expect("memory can be read");
            assert_eq!(parts, whole, "{} in windows of {window}", &body[..20]);
        }
    }
}
