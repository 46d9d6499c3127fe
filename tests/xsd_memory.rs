//! What a document takes of memory while it is read piece by piece: as much for one of 200 MB as for a small one.

#[path = "xsd_oracle/generate.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod generate;
#[path = "xsd_oracle/tree.rs"]
#[allow(dead_code, reason = "the oracle test uses more of it")]
mod tree;

use std::io::{self, Read};

use beian::xsd::{Options, Schema};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What reading may take, in KiB.
const ALLOWED: u64 = 16 << 10;

const SCHEMA: &str = r#"<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="scans"><xs:complexType><xs:choice maxOccurs="unbounded">
    <xs:element name="text" type="xs:string"/>
    <xs:element name="words" type="xs:token"/>
    <xs:element name="data" type="xs:base64Binary"/>
  </xs:choice></xs:complexType></xs:element>
</xs:schema>"#;

/// The same bytes again and again, between a beginning and an end, made while they are read.
fn document(before: &str, piece: Vec<u8>, times: usize, behind: &str) -> impl Read + use<> {
    let before = io::Cursor::new(before.as_bytes().to_vec());
    let behind = io::Cursor::new(behind.as_bytes().to_vec());
    before
        .chain(Repeated {
            piece,
            at: 0,
            times,
        })
        .chain(behind)
}

struct Repeated {
    piece: Vec<u8>,
    at: usize,
    times: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.times == 0 {
            return Ok(0);
        }
        let count = (&self.piece[self.at..]).read(buffer)?;
        self.at += count;
        if self.at == self.piece.len() {
            (self.at, self.times) = (0, self.times - 1);
        }
        Ok(count)
    }
}

/// The most memory that the process has had at one time, in KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn validate(schema: &Schema, document: impl Read) -> u32 {
    let outcome = schema.validate_reader(document, &Options::default());
    let outcome = outcome.expect("memory can be read");
    assert!(outcome.is_valid(), "{:?}", outcome.violations.first());
    outcome.elements
}

/// New filings (首次备案), some of them with scans of 100 KB.
fn filings(schema: &Schema) -> Vec<u8> {
    let plans = generate::Plan::forest(&schema.outline(), true);
    let plan = plans
        .iter()
        .find_map(|plan| plan.at("/UploadData/(choice)/ICP/(all)/XZBA/Baxx"))
        .expect("our schema has new filings");
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let style = tree::Style {
        gbk: true,
        indented: true,
        crlf: true,
    };
    let mut bytes = Vec::new();
    while bytes.len() < 1_000_000 {
        let record = plan.element(&mut rng).bytes(style);
        let declaration = record.iter().position(|&byte| byte == b'\n');
        bytes.extend_from_slice(&record[declaration.map_or(0, |end| end + 1)..]);
    }
    let text = b"<Fjnr>".to_vec();
    let scan = [text.clone(), b"QUJD".repeat(25_000)].concat();
    let at = bytes.windows(6).position(|window| window == text);
    bytes.splice(at.map_or(0..0, |at| at..at + 6), scan);
    bytes
}

#[test]
fn memory_does_not_grow_with_the_document() {
    let Some(_) = peak() else {
        eprintln!("skipped: this system does not tell how much memory a process has had");
        return;
    };
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/v3.0/upload.xsd");
    let upload = Schema::read_file(path).expect("our schema loads");
    let scans = Schema::read(SCHEMA.as_bytes(), "scans.xsd").expect("loads");
    let filings = filings(&upload);
    let file = |times: usize| {
        let before = "<?xml version=\"1.0\" encoding=\"GBK\"?>\r\n<UploadData version=\"V.3.0\"><ICP>\
                      <Qqdwid>1</Qqdwid><XZBA>";
        document(before, filings.clone(), times, "</XZBA></ICP></UploadData>")
    };
    // Values, a comment and a section, each longer than what reading may take.
    let blob = |name: &str, before: &str, behind: &str, times: usize| {
        let before = format!("<scans><{name}>{before}");
        let behind = format!("{behind}</{name}></scans>");
        document(&before, b"QUJD QUJD\r\n".repeat(1000), times, &behind)
    };
    let blobs = [
        ("text", "", ""),
        ("words", "", ""),
        ("data", "", ""),
        ("text", "<!--", "-->"),
        ("text", "<![CDATA[", "]]>"),
    ];
    let small = validate(&upload, file(1));
    for (name, before, behind) in blobs {
        validate(&scans, blob(name, before, behind, 1));
    }
    let before = peak().expect("it told before");
    let large = validate(&upload, file(200));
    assert!(
        large > 190 * (small - 4),
        "{large} elements, {small} before"
    );
    let records = peak().expect("it told before") - before;
    for (name, before, behind) in blobs {
        validate(&scans, blob(name, before, behind, 2000));
    }
    let values = peak().expect("it told before") - before;
    println!("200 MB of records took {records} KiB more than 1 MB; values of 22 MB {values} KiB");
    assert!(
        records < ALLOWED && values < ALLOWED,
        "{records} and {values} KiB"
    );
}
