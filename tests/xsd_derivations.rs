//! Derived things: content models that restrict others, redefinitions, and namespaces that are known without a file.

use std::path::Path;

use beian::xsd::{Error, Options, Schema};

fn text(attributes: &str, content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' {attributes}>\n{content}\n</xs:schema>"
    )
}

fn schema(content: &str) -> Result<Schema, Error> {
    Schema::read(text("", content).as_bytes(), "test.xsd")
}

fn valid(schema: &Schema, body: &str) -> bool {
    schema
        .validate(body.as_bytes(), &Options::default())
        .is_valid()
}

/// A type `b` with the first content and a restriction of it with the second, after some global elements.
fn restriction(base: &str, own: &str) -> Result<Schema, Error> {
    schema(&format!(
        "<xs:element name='h' type='xs:string'/>
         <xs:element name='m' type='xs:string' substitutionGroup='h'/>
         <xs:element name='n' type='xs:string' substitutionGroup='h'/>
         <xs:complexType name='b'>{base}</xs:complexType>
         <xs:complexType name='d'><xs:complexContent><xs:restriction base='b'>{own}</xs:restriction></xs:complexContent>
         </xs:complexType><xs:element name='r' type='d'/>"
    ))
}

/// Content in short: `[a b]` is a sequence, `(a b)` a choice, `{a b}` an `xs:all`; `*` is a wildcard, `a` an element,
/// `A` a reference to one. Bounds stand behind: `?`, `+`, or `2-5`.
fn content(short: &str) -> String {
    let mut out = String::new();
    let mut rest = short.chars().peekable();
    let mut open: Vec<(usize, &str)> = Vec::new();
    while let Some(c) = rest.next() {
        let group = match c {
            '[' => "sequence",
            '(' => "choice",
            '{' => "all",
            _ => "",
        };
        if !group.is_empty() {
            open.push((out.len(), group));
            continue;
        }
        let mut bounds = String::new();
        while let Some(&more) = rest.peek()
            && matches!(more, '?' | '+' | '-' | '0'..='9')
        {
            bounds.push(more);
            rest.next();
        }
        let bounds = match (bounds.as_str(), bounds.split_once('-')) {
            ("?", _) => " minOccurs='0'".to_owned(),
            ("+", _) => " maxOccurs='unbounded'".to_owned(),
            (_, Some((min, max))) => format!(" minOccurs='{min}' maxOccurs='{max}'"),
            _ => String::new(),
        };
        let written = match c {
            ']' | ')' | '}' => {
                let (start, group) = open.pop().expect("the group was opened");
                let inner = out.split_off(start);
                format!("<xs:{group}{bounds}>{inner}</xs:{group}>")
            }
            '*' => format!("<xs:any processContents='lax'{bounds}/>"),
            'a'..='z' => format!("<xs:element name='{c}' type='xs:string'{bounds}/>"),
            'A'..='Z' => format!("<xs:element ref='{}'{bounds}/>", c.to_ascii_lowercase()),
            _ => String::new(),
        };
        out.push_str(&written);
    }
    out
}

#[test]
fn a_restriction_is_held_against_its_base_particle_by_particle() {
    for (base, own) in [
        ("[a b? c+]", "[a c1-2]"),
        ("[a b? c0-9]", "[a b]"),
        ("(a b c)", "(a c)"),
        ("(a b)", "[a]"),
        ("(a b)0-3", "[b a]"),
        ("{a b? c?}", "[c a]"),
        ("{a b?}", "{a}"),
        ("[a *]", "[a (b c)]"),
        ("[*2-4]", "[a b c?]"),
        ("[a [b c]]", "[a b c]"),
        ("((a b) c)", "(a c)"),
        ("[H]", "[N]"),
        ("[H]", "(N M)"),
        ("[a?]", ""),
        ("[a+ b]1-1", "[[a3-7] b]"),
    ] {
        let made = restriction(&content(base), &content(own));
        assert!(made.is_ok(), "{own} restricts {base}: {made:?}");
    }
    for (base, own, rule) in [
        ("[a b? c+]", "[a d]", "rcase-Recurse"),
        ("[a b c]", "[a c]", "rcase-Recurse"),
        ("[a b?]", "[a b0-2]", "rcase-Recurse"),
        ("(a b)", "(b c)", "rcase-RecurseLax"),
        ("(a b c)", "(c a)", "rcase-RecurseLax"),
        ("(a b)0-1", "[b a]", "rcase-MapAndSum"),
        ("{a b? c?}", "[b c]", "rcase-RecurseUnordered"),
        ("[a b]", "{a b}", "cos-particle-restrict.2"),
        ("[a+]", "[*]", "cos-particle-restrict.2"),
        ("[*2-4]", "[a b c d e]", "rcase-NSRecurseCheckCardinality"),
        ("[a?]", "[a+]", "rcase-NameAndTypeOK"),
        // Whatever this allows the base allows too, but the rules do not see it.
        ("(a b)+", "[a+]", "rcase-RecurseAsIfGroup"),
    ] {
        match restriction(&content(base), &content(own)) {
            Err(Error::Invalid { reason, .. }) => {
                assert!(reason.ends_with(&format!("({rule})")), "{reason}");
            }
            other => panic!("{own} is no restriction of {base}: {other:?}"),
        }
    }
}

#[test]
fn a_declaration_in_a_restriction_allows_no_more_than_its_base() {
    let base = "<xs:sequence><xs:element name='a' type='xs:int' fixed='1' block='extension'/></xs:sequence>";
    let own = |attributes: &str| {
        let element = format!("<xs:sequence><xs:element name='a' {attributes}/></xs:sequence>");
        restriction(base, &element)
    };
    assert!(own("type='xs:int' fixed='01' block='#all'").is_ok());
    assert!(own("type='xs:short' fixed='1' block='extension'").is_ok());
    for wider in [
        "type='xs:int' block='extension'",
        "type='xs:int' fixed='2' block='extension'",
        "type='xs:int' fixed='1'",
        "type='xs:int' fixed='1' block='extension' nillable='true'",
        "type='xs:integer' fixed='1' block='extension'",
    ] {
        assert!(own(wider).is_err(), "{wider}");
    }
    let any =
        |process: &str| format!("<xs:sequence><xs:any processContents='{process}'/></xs:sequence>");
    assert!(restriction(&any("lax"), &any("strict")).is_ok());
    assert!(restriction(&any("lax"), &any("skip")).is_err());
    let any = |process: &str| format!("<xs:anyAttribute processContents='{process}'/>");
    assert!(restriction(&any("strict"), &any("strict")).is_ok());
    assert!(restriction(&any("strict"), &any("skip")).is_err());
}

#[test]
fn large_bounds_of_wildcards_are_counted() {
    let counted = schema(
        "<xs:element name='r'><xs:complexType><xs:sequence><xs:any namespace='##local' processContents='skip'
         minOccurs='20' maxOccurs='1000000'/><xs:any namespace='urn:x' processContents='skip' minOccurs='30'
         maxOccurs='30'/></xs:sequence></xs:complexType></xs:element>",
    )
    .expect("loads");
    for (own, other, right) in [
        (20, 30, true),
        (19, 30, false),
        (5000, 30, true),
        (20, 29, false),
        (20, 31, false),
        (0, 30, false),
        (20, 0, false),
    ] {
        let (own, other) = ("<a/>".repeat(own), "<x:b/>".repeat(other));
        let document = format!("<r xmlns:x='urn:x'>{own}{other}</r>");
        assert_eq!(valid(&counted, &document), right, "{document}");
    }
    let unclear = "<xs:any maxOccurs='1000'/><xs:element name='a'/>";
    let unclear =
        format!("<xs:complexType name='t'><xs:sequence>{unclear}</xs:sequence></xs:complexType>");
    assert!(matches!(schema(&unclear), Err(Error::Invalid { .. })));
}

#[test]
fn a_branch_that_cannot_occur_is_no_branch() {
    let choice = schema(
        "<xs:element name='r'><xs:complexType><xs:choice><xs:element name='a' minOccurs='0' maxOccurs='0'/>
         <xs:sequence minOccurs='0' maxOccurs='0'><xs:element name='c'/></xs:sequence><xs:element name='b'/></xs:choice>
         </xs:complexType></xs:element>",
    )
    .expect("loads");
    assert!(valid(&choice, "<r><b/></r>"));
    for wrong in ["<r/>", "<r><a/></r>", "<r><c/></r>"] {
        assert!(!valid(&choice, wrong), "{wrong}");
    }
}

/// Writes schema documents into a folder and reads the first.
fn read(folder: &Path, documents: &[(&str, &str, &str)]) -> Result<Schema, Error> {
    for (name, attributes, content) in documents {
        std::fs::write(folder.join(name), text(attributes, content)).expect("the file is written");
    }
    Schema::read_file(folder.join(documents[0].0))
}

const REDEFINED: &str = "<xs:simpleType name='code'><xs:restriction base='xs:string'><xs:maxLength value='4'/>
    </xs:restriction></xs:simpleType>
    <xs:complexType name='order'><xs:sequence><xs:group ref='parts'/></xs:sequence><xs:attributeGroup ref='marks'/>
    </xs:complexType>
    <xs:group name='parts'><xs:sequence><xs:element name='a' type='code'/></xs:sequence></xs:group>
    <xs:attributeGroup name='marks'><xs:attribute name='x' type='xs:int'/></xs:attributeGroup>
    <xs:element name='r' type='order'/>";

#[test]
fn a_redefinition_takes_the_place_of_what_it_redefines_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = (
        "main.xsd",
        "targetNamespace='urn:m' xmlns='urn:m' elementFormDefault='qualified'",
        "<xs:redefine schemaLocation='middle.xsd'>
           <xs:annotation/>
           <xs:simpleType name='code'><xs:restriction base='code'><xs:minLength value='2'/></xs:restriction></xs:simpleType>
           <xs:group name='parts'><xs:sequence><xs:group ref='parts'/><xs:element name='b'/></xs:sequence></xs:group>
         </xs:redefine>",
    );
    let middle = (
        "middle.xsd",
        "",
        "<xs:redefine schemaLocation='base.xsd'>
           <xs:simpleType name='code'><xs:restriction base='code'><xs:maxLength value='3'/></xs:restriction></xs:simpleType>
           <xs:complexType name='order'><xs:complexContent><xs:extension base='order'>
             <xs:attribute name='y' use='required'/></xs:extension></xs:complexContent></xs:complexType>
           <xs:attributeGroup name='marks'><xs:attributeGroup ref='marks'/><xs:attribute name='z'/></xs:attributeGroup>
         </xs:redefine>",
    );
    let base = ("base.xsd", "", REDEFINED);
    let schema = read(folder.path(), &[main, middle, base]).expect("loads");
    let document = |attributes: &str, content: &str| {
        format!("<m:r xmlns:m='urn:m' {attributes}>{content}</m:r>")
    };
    let whole = "<m:a>abc</m:a><m:b/>";
    // The base has no elementFormDefault, so its own local elements have no namespace.
    let whole = whole.replace("m:a", "a");
    assert!(valid(&schema, &document("x='1' y='2' z='3'", &whole)));
    for (attributes, content) in [
        ("x='1' z='3'", whole.as_str()),
        ("x='1' y='2' q='3'", whole.as_str()),
        ("y='2'", "<a>abc</a>"),
        ("y='2'", "<a>abcd</a><m:b/>"),
        ("y='2'", "<a>a</a><m:b/>"),
    ] {
        let document = document(attributes, content);
        assert!(!valid(&schema, &document), "{document}");
    }
}

#[test]
fn a_redefinition_that_does_not_start_from_what_there_was_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let redefine = |content: &str| {
        let content = format!("<xs:redefine schemaLocation='base.xsd'>{content}</xs:redefine>");
        read(
            folder.path(),
            &[("main.xsd", "", &content), ("base.xsd", "", REDEFINED)],
        )
    };
    for content in [
        "",
        "<xs:group name='parts'><xs:sequence><xs:element name='a' type='code'/></xs:sequence></xs:group>",
        "<xs:attributeGroup name='marks'><xs:attribute name='x' type='xs:short'/></xs:attributeGroup>",
        "<xs:attributeGroup name='marks'/>",
    ] {
        let made = redefine(content);
        assert!(made.is_ok(), "{content}: {made:?}");
    }
    for content in [
        "<xs:simpleType name='code'><xs:restriction base='xs:string'/></xs:simpleType>",
        "<xs:simpleType name='other'><xs:restriction base='other'/></xs:simpleType>",
        "<xs:complexType name='order'><xs:sequence/></xs:complexType>",
        "<xs:group name='parts'><xs:sequence><xs:element name='b'/></xs:sequence></xs:group>",
        "<xs:group name='parts'><xs:sequence><xs:group ref='parts' minOccurs='0'/></xs:sequence></xs:group>",
        "<xs:group name='parts'><xs:choice><xs:group ref='parts'/><xs:group ref='parts'/></xs:choice></xs:group>",
        "<xs:attributeGroup name='marks'><xs:attribute name='w'/></xs:attributeGroup>",
        "<xs:element name='r'/>",
        "</xs:redefine><xs:redefine schemaLocation='none.xsd'>",
    ] {
        assert!(redefine(content).is_err(), "{content}");
    }
    let twice = "<xs:simpleType name='code'><xs:restriction base='code'/></xs:simpleType>";
    assert!(redefine(&format!("{twice}{twice}")).is_err());
}

#[test]
fn the_namespaces_of_xml_and_xlink_are_known_without_a_file() {
    let schema = Schema::read(
        text(
            "xmlns:l='http://www.w3.org/1999/xlink'",
            "<xs:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='http://www.w3.org/2001/xml.xsd'/>
             <xs:import namespace='http://www.w3.org/1999/xlink'/>
             <xs:element name='r'><xs:complexType><xs:attribute ref='xml:lang'/><xs:attribute ref='xml:space'/>
             <xs:attributeGroup ref='l:simpleAttrs'/></xs:complexType></xs:element>",
        )
        .as_bytes(),
        "test.xsd",
    )
    .expect("loads");
    let document =
        |attributes: &str| format!("<r xmlns:x='http://www.w3.org/1999/xlink' {attributes}/>");
    for right in [
        "xml:lang='zh-CN' xml:space='preserve'",
        "xml:lang=''",
        "x:type='simple' x:href='a#b' x:show='new'",
    ] {
        assert!(valid(&schema, &document(right)), "{right}");
    }
    for wrong in [
        "xml:lang='a b'",
        "xml:space='keep'",
        "xml:base='a'",
        "x:type='arc'",
        "x:label='a'",
    ] {
        assert!(!valid(&schema, &document(wrong)), "{wrong}");
    }
}
