//! A document that is read piece by piece gets the outcome that it gets in one piece, violation for violation, wherever
//! it is cut.

#[path = "xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod generate;
#[path = "xsd_oracle/mutate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod mutate;
#[path = "xsd_oracle/tree.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod tree;

use std::io::{self, Read};

use beian::xsd::{Length, Options, Outcome, Schema};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SCHEMA: &str = r#"<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
  <xs:simpleType name="Word"><xs:restriction base="xs:token"><xs:maxLength value="7"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Data"><xs:restriction base="xs:base64Binary"><xs:maxLength value="6"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[a-c]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Text"><xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Long"><xs:restriction base="xs:string"><xs:length value="24"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Line"><xs:restriction base="xs:string"><xs:pattern value="(.{4}\s)+"/></xs:restriction></xs:simpleType>
  <xs:element name="all">
    <xs:complexType>
      <xs:choice minOccurs="0" maxOccurs="unbounded">
        <xs:element name="word" type="Word"/>
        <xs:element name="data" type="Data"/>
        <xs:element name="code" type="Code"/>
        <xs:element name="text" type="Text"/>
        <xs:element name="long" type="Long"/>
        <xs:element name="line" type="Line"/>
        <xs:element name="文" type="Text"/>
        <xs:element name="n" type="xs:int" nillable="true"/>
        <xs:element name="nothing"><xs:complexType/></xs:element>
        <xs:element name="default" type="xs:int" default="7"/>
        <xs:element name="fixed" fixed="a b"><xs:complexType mixed="true"><xs:sequence/></xs:complexType></xs:element>
        <xs:element name="key"><xs:complexType><xs:attribute name="id" type="xs:ID"/>
          <xs:attribute name="to" type="xs:IDREF"/></xs:complexType></xs:element>
        <xs:element name="pair"><xs:complexType><xs:sequence>
          <xs:element name="a" type="Text"/><xs:element name="b" type="Text" minOccurs="0" maxOccurs="3"/>
        </xs:sequence></xs:complexType></xs:element>
        <xs:any namespace="urn:other" processContents="lax"/>
      </xs:choice>
    </xs:complexType>
  </xs:element>
  <xs:element name="keyed">
    <xs:complexType><xs:sequence>
      <xs:element name="row" maxOccurs="unbounded"><xs:complexType><xs:attribute name="k" type="xs:int"/>
        <xs:attribute name="r" type="xs:int"/></xs:complexType></xs:element>
    </xs:sequence></xs:complexType>
    <xs:key name="k"><xs:selector xpath="row"/><xs:field xpath="@k"/></xs:key>
    <xs:keyref name="r" refer="k"><xs:selector xpath="row"/><xs:field xpath="@r"/></xs:keyref>
  </xs:element>
</xs:schema>"#;

/// Pieces that belong to the root of [`SCHEMA`], right and wrong, with everything that may be cut in an awkward place.
const PIECES: [&str; 50] = [
    "<word>a  b</word>",
    "<word> a\r\n\tb &#10; c </word>",
    "<word>a b c d e</word>",
    "<data>QUJD\r\nQUJD</data>",
    "<data>QUJDQUJ</data>",
    "<data>QU<!-- - -->JD&#x51;<![CDATA[UJD]]>QUJD</data>",
    "<code>abc</code>",
    "<code>a&amp;b</code>",
    "<code>a\r\n</code>",
    "<text>统一\u{20000}</text>",
    "<text>统一代码太长</text>",
    "<text>\u{20000}\u{20000}\u{20000}</text>",
    "<text>a\r\nb\rc</text>",
    "<text>]]&gt;]</text>",
    "<text><![CDATA[]]]]><![CDATA[>\r\n]]></text>",
    "<text>a]]>b</text>",
    "<long>一二三四\r\n五六七八\r\n9012\r\n\r\r\n3456 789</long>",
    "<long>一二三四\r\n五六七八\r\n9012\r\n\r\r\n3456 7890</long>",
    "<long><![CDATA[一二三四\r\n五六七八\r\n9012\r\n\r\r\n3456 789]]></long>",
    "<line>1234\r\n一二三四\r\n5678\r一二三四\n<![CDATA[1234\r\n一二三四\r]]></line>",
    "<line>1234\r\n\r\n5678\r一二三四\n</line>",
    "x y\u{1}",
    "<文>备案</文>",
    "<文>备案备案备案</文>",
    "<n>7</n>",
    "<n> 0<?p?>7 </n>",
    "<n>7x</n>",
    "<n xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>",
    "<n xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'> </n>",
    "<nothing><!--\r\n- --></nothing>",
    "<nothing>\r\n</nothing>",
    "<default/>",
    "<default></default>",
    "<default x='1\r\n&lt;'/>",
    "<fixed>a b</fixed>",
    "<fixed>a\r\nb</fixed>",
    "<fixed>a<b/>b</fixed>",
    "<key id='a'/>",
    "<key id = \"b\"\r\n to='a'/>",
    "<key to='missing'/>",
    "<pair><a>1</a><b>2</b><b>3</b></pair>",
    "<pair>\r\n<a>1</a>\r\n <b>2</b> x <b>33333333</b></pair>",
    "<pair><b/></pair>",
    "<o:x xmlns:o='urn:other'><o:x/><o:x>t</o:x></o:x>",
    "<stranger/>",
    "<p:n xmlns:p=''/>",
    "\r\n\r \n",
    "<?go on ? > ?>",
    "<!-- 备-案 -->",
    "&#xD;",
];

/// Gives a few bytes at a time, now and then after an interruption.
struct Slowly<'d> {
    rest: &'d [u8],
    rng: ChaCha8Rng,
}

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rng.random_bool(0.1) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = self.rng.random_range(1..=8).min(buffer.len());
        self.rest.read(&mut buffer[..most])
    }
}

fn streamed(schema: &Schema, bytes: &[u8], options: &Options, window: usize) -> Outcome {
    let reader = Slowly {
        rest: bytes,
        rng: ChaCha8Rng::seed_from_u64(window as u64),
    };
    let options = Options { window, ..*options };
    schema
        .validate_reader(reader, &options)
        .expect("interruptions are not errors")
}

#[track_caller]
fn same(schema: &Schema, bytes: &[u8], options: &Options, windows: impl Iterator<Item = usize>) {
    let whole = schema.validate(bytes, options);
    for window in windows {
        let parts = streamed(schema, bytes, options, window);
        assert_eq!(
            parts,
            whole,
            "in windows of {window} bytes: {:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

/// The document in UTF-8 or in GBK, in which characters that GBK does not have become references.
fn encoded(body: &str, gbk: bool) -> Vec<u8> {
    let name = if gbk { "GBK" } else { "UTF-8" };
    let text = format!("<?xml version=\"1.0\" encoding=\"{name}\"?>\r\n{body}");
    if gbk {
        encoding_rs::GBK.encode(&text).0.into_owned()
    } else {
        text.into_bytes()
    }
}

fn schema() -> Schema {
    Schema::read(SCHEMA.as_bytes(), "all.xsd").expect("loads")
}

#[test]
fn a_document_may_be_cut_anywhere() {
    let schema = schema();
    for piece in PIECES {
        for gbk in [false, true] {
            let body = format!("<!-- --><all><code>a</code>\r\n{piece}</all>\r\n<?end?>");
            let bytes = encoded(&body, gbk);
            same(&schema, &bytes, &Options::default(), 1..=bytes.len() + 1);
        }
    }
    for keyed in [
        "<keyed><row k='1'/><row k='2' r='1'/></keyed>",
        "<keyed>\r\n<row k='1' r='3'/>\r<row k='1'/><row r='9'/></keyed>",
    ] {
        let bytes = encoded(keyed, true);
        same(&schema, &bytes, &Options::default(), 1..=bytes.len() + 1);
    }
}

#[test]
fn documents_that_end_too_early_end_at_the_same_place() {
    let schema = schema();
    let body = format!("<all>{}{}{}</all>", PIECES[1], PIECES[5], PIECES[38]);
    for gbk in [false, true] {
        let bytes = encoded(&body, gbk);
        for end in 0..bytes.len() {
            let windows = [1, 3, 7, 16, end.max(1)];
            same(
                &schema,
                &bytes[..end],
                &Options::default(),
                windows.into_iter(),
            );
        }
    }
}

#[test]
fn many_pieces_and_damage_are_told_the_same() {
    let schema = schema();
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for round in 0..400 {
        let count = rng.random_range(1..30);
        let pieces = (0..count).map(|_| PIECES[rng.random_range(0..PIECES.len())]);
        let body = format!("<all>{}</all>", pieces.collect::<String>());
        let mut bytes = encoded(&body, round % 2 == 0);
        if rng.random_bool(0.4) {
            mutate::damage(&mut bytes, &mut rng);
        }
        let lengths = [Length::CodePoints, Length::Utf16, Length::Both];
        let options = Options {
            length: lengths[round % 3],
            max_violations: rng.random_range(0..12),
            ..Options::default()
        };
        let windows: Vec<usize> = (0..12)
            .map(|_| rng.random_range(1..=bytes.len() + 1))
            .collect();
        same(&schema, &bytes, &options, windows.into_iter());
    }
}

#[test]
fn random_uploads_are_told_the_same() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/v3.0/upload.xsd");
    let schema = Schema::read_file(path).expect("our schema loads");
    let plans = generate::Plan::forest(&schema.outline(), false);
    let names: Vec<String> = schema
        .outline()
        .iter()
        .filter(|line| line.kind == "element")
        .filter_map(|line| line.path.rsplit('/').next().map(str::to_owned))
        .collect();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut wrong = 0;
    for _ in 0..150 {
        let mut root = plans[0].element(&mut rng);
        for _ in 0..rng.random_range(0..6) {
            mutate::mutate(&mut root, &names, &mut rng);
        }
        let mut bytes = root.bytes(tree::Style::random(&mut rng));
        if rng.random_bool(0.1) {
            mutate::damage(&mut bytes, &mut rng);
        }
        wrong += usize::from(!schema.validate(&bytes, &Options::default()).is_valid());
        let windows = (0..6).map(|n| rng.random_range(1..=bytes.len().max(2) >> n.min(6)));
        let windows: Vec<usize> = windows.collect();
        same(&schema, &bytes, &Options::default(), windows.into_iter());
    }
    assert!((30..140).contains(&wrong), "{wrong} of 150 are wrong");
}

#[test]
fn a_reader_that_fails_is_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::TimedOut.into())
        }
    }
    let reader = b"<all><word>".chain(Broken);
    let error = schema().validate_reader(reader, &Options::default());
    assert_eq!(
        error.expect_err("no outcome").kind(),
        io::ErrorKind::TimedOut
    );
}
