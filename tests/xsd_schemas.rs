//! Which schemas load, what they are refused for, and when two of them are the same.

use beian::xsd::{Error, Options, Schema};

fn schema(content: &str) -> Result<Schema, Error> {
    let text = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{content}\n</xs:schema>"
    );
    Schema::read(text.as_bytes(), "test.xsd")
}

/// An element `r` with this inside.
fn root(content: &str) -> Result<Schema, Error> {
    schema(&format!("<xs:element name=\"r\">\n{content}</xs:element>"))
}

#[test]
fn unsupported_constructs_are_refused_by_name_and_place() {
    for (content, construct) in [
        (
            "<xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType>",
            "xs:any",
        ),
        (
            "<xs:complexType><xs:anyAttribute/></xs:complexType>",
            "xs:anyAttribute",
        ),
        (
            "<xs:simpleType><xs:list itemType='xs:long'/></xs:simpleType>",
            "xs:list",
        ),
        (
            "<xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='a'/></xs:restriction></xs:simpleType>",
            "xs:pattern",
        ),
        (
            "<xs:key name='k'><xs:selector xpath='a'/><xs:field xpath='b'/></xs:key>",
            "xs:key",
        ),
        (
            "<xs:simpleType><xs:restriction base='xs:dateTime'/></xs:simpleType>",
            "xs:dateTime",
        ),
    ] {
        match root(content) {
            Err(Error::Unsupported {
                place,
                construct: found,
            }) => {
                assert_eq!(found, construct);
                assert_eq!(
                    (place.file.as_str(), place.line),
                    ("test.xsd", 3),
                    "{content}"
                );
                assert!(place.column > 1 || construct == "xs:key", "{content}");
            }
            other => panic!("{content}: {other:?}"),
        }
    }
    for content in [
        "<xs:include schemaLocation='a.xsd'/>",
        "<xs:import namespace='urn:x'/>",
        "<xs:notation name='n' public='p'/>",
    ] {
        assert!(
            matches!(schema(content), Err(Error::Unsupported { .. })),
            "{content}"
        );
    }
    let elements = "<xs:element name='a' abstract='true'/>";
    assert!(
        matches!(schema(elements), Err(Error::Unsupported { construct, .. }) if construct == "@abstract (xs:element)")
    );
}

#[test]
fn mistakes_that_the_schema_model_would_pass_over_are_refused() {
    for content in [
        "<xs:element name='a' minOcurs='0'/>",
        "<xs:element name='a' nillable='TRUE'/>",
        "<xs:element name='1a'/>",
        "<xs:element/>",
        "<xs:element name='a' minOccurs='0'/>",
        "<xs:element name='a' type='missing'/>",
        "<xs:element name='a'/><xs:element name='a'/>",
        "<xs:element name='a' default='1' fixed='1' type='xs:string'/>",
        "<xs:element name='a' default='x' type='xs:long'/>",
        "<xs:element name='a' type='xs:string'><xs:complexType/></xs:element>",
        "<xs:simpleType name='s'><xs:restriction base='s'/></xs:simpleType>",
        "<xs:group name='g'><xs:sequence><xs:group ref='g'/></xs:sequence></xs:group>",
        "<xs:complexType name='t'><xs:complexContent><xs:extension base='t'/></xs:complexContent></xs:complexType>",
        "<xs:complexType name='t'><xs:sequence><xs:element name='a' minOccurs='2'/></xs:sequence></xs:complexType>",
        "<xs:complexType name='t'><xs:attribute name='a'/><xs:attribute name='a'/></xs:complexType>",
        "<xs:complexType name='t'><xs:sequence><xs:all/></xs:sequence></xs:complexType>",
        "<xs:complexType name='t'><xs:all><xs:element name='a' maxOccurs='2'/></xs:all></xs:complexType>",
        "<xs:complexType name='t'><xs:sequence/><xs:sequence/></xs:complexType>",
        "<xs:complexType name='t'><xs:sequence><xs:element name='a'/><xs:element name='a' type='xs:long'/></xs:sequence></xs:complexType>",
        "text",
        "<a/>",
    ] {
        assert!(schema(content).is_err(), "{content}");
    }
    assert!(matches!(
        Schema::read(b"<!DOCTYPE s><s/>", "s"),
        Err(Error::Malformed { .. })
    ));
    assert!(matches!(
        Schema::read(b"<s>", "s"),
        Err(Error::Malformed { .. } | Error::Invalid { .. })
    ));
    assert!(matches!(
        Schema::read_file("no such file.xsd"),
        Err(Error::Unreadable { .. })
    ));
}

#[test]
fn named_types_references_and_groups_say_the_same_as_nested_ones() {
    let nested = root(
        "<xs:complexType><xs:sequence>
           <xs:element name='a' minOccurs='0'><xs:simpleType><xs:restriction base='xs:long'>
             <xs:minInclusive value='1'/><xs:maxExclusive value='100'/></xs:restriction></xs:simpleType></xs:element>
           <xs:choice><xs:element name='b' type='xs:string'/><xs:element name='c'/></xs:choice>
         </xs:sequence><xs:attribute name='v' type='xs:string' use='required'/></xs:complexType>",
    );
    let named = schema(
        "<xs:simpleType name='Positive'><xs:restriction base='xs:long'><xs:minInclusive value='1'/></xs:restriction></xs:simpleType>
         <xs:simpleType name='Small'><xs:restriction base='Positive'><xs:maxInclusive value='99'/></xs:restriction></xs:simpleType>
         <xs:group name='g'><xs:choice><xs:element ref='c'/><xs:element name='b' type='xs:string'/></xs:choice></xs:group>
         <xs:attributeGroup name='h'><xs:attribute name='v' type='xs:string' use='required'/></xs:attributeGroup>
         <xs:complexType name='Base'><xs:sequence><xs:element name='a' type='Small' minOccurs='0'/></xs:sequence></xs:complexType>
         <xs:complexType name='R'><xs:complexContent><xs:extension base='Base'>
           <xs:sequence><xs:group ref='g'/></xs:sequence><xs:attributeGroup ref='h'/></xs:extension></xs:complexContent></xs:complexType>
         <xs:element name='r' type='R'/><xs:element name='c'/>",
    );
    let (nested, named) = (nested.expect("loads"), named.expect("loads"));
    let lines = |schema: &Schema| {
        let described = schema.describe();
        described
            .lines()
            .filter(|line| line.starts_with("/r"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&nested), lines(&named));
    assert_eq!(
        lines(&nested)[3],
        "/r/(sequence)/a 0..1 element xs:long max=99 min=1"
    );
    assert_eq!(named.root_names(), ["r", "c"]);
}

#[test]
fn types_may_contain_themselves() {
    let tree = schema(
        "<xs:complexType name='T'><xs:sequence><xs:element name='t' type='T' minOccurs='0' maxOccurs='unbounded'/></xs:sequence>
         </xs:complexType><xs:element name='r' type='T'/>",
    )
    .expect("loads");
    let valid = |body: &str| {
        tree.validate(body.as_bytes(), &Options::default())
            .is_valid()
    };
    assert!(valid("<r><t><t/><t><t/></t></t></r>") && !valid("<r><t><r/></t></r>"));
    assert!(
        tree.describe().contains(
            "/r/t 0..* element as /r
"
        ),
        "{}",
        tree.describe()
    );
}

#[test]
fn a_schema_is_used_from_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Schema>();
}

#[test]
fn presets_fill_empty_elements_and_fix_values() {
    let fixed = root(
        "<xs:complexType><xs:sequence><xs:element name='a' type='xs:long' fixed='7'/>
        <xs:element name='b' type='xs:long' default='1'/></xs:sequence></xs:complexType>",
    )
    .expect("loads");
    let rule = |body: &str| {
        let outcome = fixed.validate(body.as_bytes(), &Options::default());
        outcome.violations.first().map(|violation| violation.rule)
    };
    assert_eq!(rule("<r><a/><b></b></r>"), None);
    assert_eq!(rule("<r><a>+07</a><b>2</b></r>"), None);
    assert_eq!(rule("<r><a>8</a><b/></r>"), Some("cvc-elt.5.2.2.2.2"));
}
