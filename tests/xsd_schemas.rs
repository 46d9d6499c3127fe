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
    let large = "<xs:sequence maxOccurs='30000'><xs:element name='a' minOccurs='0'/><xs:element name='b'/></xs:sequence>";
    let many: String = (0..129)
        .map(|n| format!("<xs:element name='a{n}'/>"))
        .collect();
    for (content, construct) in [
        (
            "<xs:redefine schemaLocation='a.xsd'/>".to_owned(),
            "xs:redefine in a schema that is not read from a file",
        ),
        (
            "<xs:include schemaLocation='a.xsd'/>".to_owned(),
            "xs:include in a schema that is not read from a file",
        ),
        (
            format!("<xs:complexType name='t'>{large}</xs:complexType>"),
            "a content model of this size",
        ),
        (
            format!("<xs:complexType name='t'><xs:all>{many}</xs:all></xs:complexType>"),
            "a content model of this size",
        ),
        (
            "<xs:simpleType name='t'><xs:restriction base='xs:string'><xs:pattern value='((\\w{999}){999}){999}'/>
             </xs:restriction></xs:simpleType>"
                .to_owned(),
            "a pattern of this size",
        ),
    ] {
        match schema(&content) {
            Err(Error::Unsupported {
                place,
                construct: found,
            }) => {
                assert_eq!(found, construct);
                assert_eq!(place.file, "test.xsd");
                assert!(place.line >= 2, "{content}");
            }
            other => panic!("{construct}: {other:?}"),
        }
    }
}

fn valid(schema: &Schema, body: &str) -> bool {
    schema
        .validate(body.as_bytes(), &Options::default())
        .is_valid()
}

#[test]
fn wildcards_let_through_what_they_say() {
    let open = root(
        "<xs:complexType><xs:sequence><xs:element name='a'/><xs:any namespace='##other' processContents='lax'/></xs:sequence>
         <xs:anyAttribute namespace='urn:x' processContents='skip'/></xs:complexType>",
    )
    .expect("loads");
    assert!(valid(
        &open,
        "<r xmlns:x='urn:x' x:b='1'><a/><x:c><d/></x:c></r>"
    ));
    assert!(!valid(&open, "<r><a/><c/></r>"));
    assert!(!valid(&open, "<r xmlns:x='urn:y' x:b='1'><a/><x:c/></r>"));
}

#[test]
fn a_document_may_name_a_derived_type_but_no_other() {
    let types = schema(
        "<xs:complexType name='B' abstract='true'><xs:sequence><xs:element name='a' type='xs:long'/></xs:sequence></xs:complexType>
         <xs:complexType name='D'><xs:complexContent><xs:extension base='B'><xs:sequence><xs:element name='b'/></xs:sequence>
         </xs:extension></xs:complexContent></xs:complexType>
         <xs:complexType name='O'/><xs:element name='r' type='B'/>",
    )
    .expect("loads");
    let document = |named: &str| {
        format!("<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' {named}><a>1</a><b/></r>")
    };
    assert!(valid(&types, &document("i:type='D'")));
    for wrong in ["", "i:type='B'", "i:type='O'", "i:type='X'"] {
        assert!(!valid(&types, &document(wrong)), "{wrong}");
    }
}

#[test]
fn substitutes_stand_where_their_head_may() {
    let group = schema(
        "<xs:element name='h' type='xs:string' abstract='true'/>
         <xs:element name='s' type='xs:token' substitutionGroup='h'/>
         <xs:element name='r'><xs:complexType><xs:sequence><xs:element ref='h' maxOccurs='40'/></xs:sequence></xs:complexType></xs:element>",
    )
    .expect("loads");
    assert!(valid(&group, "<r><s>x</s><s/></r>"));
    assert!(!valid(&group, "<r><h/></r>") && !valid(&group, "<r/>"));
    assert!(!valid(&group, &format!("<r>{}</r>", "<s/>".repeat(41))));
}

#[test]
fn keys_are_unique_and_references_find_them() {
    let keys = root(
        "<xs:complexType><xs:sequence><xs:element name='k' maxOccurs='unbounded' type='xs:decimal'/>
         <xs:element name='f' minOccurs='0' type='xs:decimal'/></xs:sequence></xs:complexType>
         <xs:key name='key'><xs:selector xpath='k'/><xs:field xpath='.'/></xs:key>
         <xs:keyref name='ref' refer='key'><xs:selector xpath='.//f'/><xs:field xpath='.'/></xs:keyref>",
    )
    .expect("loads");
    assert!(valid(&keys, "<r><k>1</k><k>2</k><f>2.0</f></r>"));
    assert!(!valid(&keys, "<r><k>1</k><k>1.0</k></r>"));
    assert!(!valid(&keys, "<r><k>1</k><f>3</f></r>"));
}

#[test]
fn a_field_is_about_a_value_even_where_it_is_nil() {
    let unique = |kind: &str| {
        root(&format!(
            "<xs:complexType><xs:sequence><xs:element name='k' maxOccurs='2' nillable='true' {kind}/></xs:sequence>
             </xs:complexType><xs:unique name='u'><xs:selector xpath='k'/><xs:field xpath='.'/></xs:unique>"
        ))
        .expect("loads")
    };
    let nil =
        "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><k i:nil='1'/><k i:nil='1'/></r>";
    assert!(valid(&unique("type='xs:int'"), nil) && !valid(&unique(""), nil));
}

#[test]
fn qualified_names_and_values_know_their_namespaces() {
    let text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns:t='urn:t'
        elementFormDefault='qualified'><xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='t:Q'/>
        </xs:sequence><xs:attribute name='u' type='xs:IDREF'/><xs:attribute name='v' type='xs:ID'/></xs:complexType></xs:element>
        <xs:simpleType name='Q'><xs:restriction base='xs:QName'><xs:enumeration value='t:x'/></xs:restriction></xs:simpleType></xs:schema>";
    let schema = Schema::read(text.as_bytes(), "test.xsd").expect("loads");
    assert!(valid(&schema, "<r xmlns='urn:t'><a>x</a></r>"));
    assert!(valid(
        &schema,
        "<p:r xmlns:p='urn:t' u='i' v='i'><p:a>p:x</p:a></p:r>"
    ));
    for wrong in [
        "<r><a>x</a></r>",
        "<p:r xmlns:p='urn:t'><a>p:x</a></p:r>",
        "<p:r xmlns:p='urn:t'><p:a>x</p:a></p:r>",
        "<p:r xmlns:p='urn:t' u='i'><p:a>p:x</p:a></p:r>",
    ] {
        assert!(!valid(&schema, wrong), "{wrong}");
    }
}

#[test]
fn included_and_imported_files_belong_to_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, attributes: &str, content: &str| {
        let text = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' {attributes}>{content}</xs:schema>"
        );
        std::fs::write(folder.path().join(name), text).expect("the file is written");
    };
    write(
        "main.xsd",
        "targetNamespace='urn:m' xmlns:m='urn:m' xmlns:o='urn:o'",
        "<xs:include schemaLocation='part.xsd'/><xs:import namespace='urn:o' schemaLocation='other.xsd'/>
         <xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='m:T'/><xs:element ref='o:e'/>
         </xs:sequence></xs:complexType></xs:element>",
    );
    write(
        "part.xsd",
        "",
        "<xs:simpleType name='T'><xs:restriction base='U'/></xs:simpleType>
         <xs:simpleType name='U'><xs:restriction base='xs:int'/></xs:simpleType>",
    );
    write(
        "other.xsd",
        "targetNamespace='urn:o'",
        "<xs:element name='e' type='xs:date'/>",
    );
    let schema = Schema::read_file(folder.path().join("main.xsd")).expect("loads");
    let document = |date: &str| {
        format!("<m:r xmlns:m='urn:m' xmlns:o='urn:o'><a>1</a><o:e>{date}</o:e></m:r>")
    };
    assert!(valid(&schema, &document("2000-02-29")) && !valid(&schema, &document("2001-02-29")));
    std::fs::remove_file(folder.path().join("other.xsd")).expect("it was there");
    assert!(matches!(
        Schema::read_file(folder.path().join("main.xsd")),
        Err(Error::Invalid { reason, .. }) if reason.contains("{urn:o}e")
    ));
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
        "<xs:element name='a'><xs:annotation/><xs:annotation/></xs:element>",
        "<xs:element name='a'><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType><xs:annotation/></xs:element>",
        "<xs:annotation>text</xs:annotation>",
        "<xs:annotation><xs:element name='a'/></xs:annotation>",
        "<xs:annotation><xs:documentation xml:lang='not a language'/></xs:annotation>",
        "<xs:appinfo/>",
        "<xs:element name='a' id='x'/><xs:element name='b' id='x'/>",
        "<xs:notation name='n'/>",
        "<xs:notation name='n' public='p'><xs:element name='a'/></xs:notation>",
        "<xs:complexType name='t'><xs:attribute ref='xml:lang'/></xs:complexType>",
        "<xs:simpleType name='s'><xs:restriction base='xs:string'><xs:length value='5'/><xs:minLength value='1'/>
         </xs:restriction></xs:simpleType>",
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

/// Definitions of one kind, the first one empty and each of the others made of the one before.
fn built_up(
    count: usize,
    first: &str,
    next: impl Fn(usize, usize) -> String,
    use_of: &str,
) -> String {
    let more: String = (1..count).map(|number| next(number, number - 1)).collect();
    let last = use_of.replace("{last}", &format!("n{}", count - 1));
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{first}{more}{last}</xs:schema>"
    )
}

#[test]
fn definitions_that_grow_without_end_are_refused_and_not_followed() {
    let group =
        "<xs:group name=\"n0\"><xs:sequence><xs:element name=\"x\"/></xs:sequence></xs:group>";
    let of_group = "<xs:element name=\"a\"><xs:complexType><xs:group ref=\"{last}\"/></xs:complexType></xs:element>";
    let twice = |number: usize, before: usize| {
        let part = format!("<xs:group ref=\"n{before}\"/>");
        format!("<xs:group name=\"n{number}\"><xs:sequence>{part}{part}</xs:sequence></xs:group>")
    };
    let once = |number: usize, before: usize| {
        format!(
            "<xs:group name=\"n{number}\"><xs:sequence><xs:group ref=\"n{before}\"/></xs:sequence></xs:group>"
        )
    };
    let refused = |schema: String| {
        Schema::read(schema.as_bytes(), "grows.xsd")
            .unwrap_err()
            .to_string()
    };
    let error = refused(built_up(60, group, twice, of_group));
    assert!(error.contains("a group of this size"), "{error}");
    let deep: String = (1..300)
        .rev()
        .map(|number| once(number, number - 1))
        .collect();
    let error = refused(built_up(
        1,
        group,
        once,
        &format!("{deep}{}", of_group.replace("{last}", "n299")),
    ));
    assert!(error.contains("256 steps"), "{error}");

    let deep: String = (1..300)
        .rev()
        .map(|number| {
            let base = number - 1;
            format!(
                "<xs:complexType name=\"n{number}\"><xs:complexContent><xs:extension base=\"n{base}\"/>\
                 </xs:complexContent></xs:complexType>"
            )
        })
        .collect();
    let first = "<xs:complexType name=\"n0\"/>";
    let error = refused(built_up(1, first, once, &deep));
    assert!(error.contains("64 steps"), "{error}");

    // Groups of attributes that are empty may stand twice, and are read once.
    let attributes = "<xs:attributeGroup name=\"n0\"/>";
    let of_attributes = "<xs:element name=\"a\"><xs:complexType><xs:attributeGroup ref=\"{last}\"/></xs:complexType></xs:element>";
    let twice = |number: usize, before: usize| {
        let part = format!("<xs:attributeGroup ref=\"n{before}\"/>");
        format!("<xs:attributeGroup name=\"n{number}\">{part}{part}</xs:attributeGroup>")
    };
    assert!(
        Schema::read(
            built_up(60, attributes, twice, of_attributes).as_bytes(),
            "grows.xsd"
        )
        .is_ok()
    );
}
