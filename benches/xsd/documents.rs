//! The documents that are timed: files of new filings, the same for the same schema.

use beian::xsd::Schema;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{generate, tree};

/// A file of new filings (首次备案, XZBA) in GBK, of at least this many bytes and at least one record, with attachments
/// of that many bytes each.
pub fn filings(schema: &Schema, size: usize, attachment: usize) -> Vec<u8> {
    let plans = generate::Plan::forest(&schema.outline(), true);
    let plan = plans
        .iter()
        .find_map(|plan| plan.at("/UploadData/(choice)/ICP/(all)/XZBA/Baxx"))
        .expect("the schema has new filings");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let style = tree::Style {
        gbk: true,
        indented: true,
        crlf: false,
    };
    let mut bytes =
        b"<?xml version=\"1.0\" encoding=\"GBK\"?>\n<UploadData version=\"V.3.0\"><ICP>\n".to_vec();
    bytes.extend_from_slice(b"<Qqdwid>1</Qqdwid>\n<XZBA>\n");
    loop {
        let mut record = plan.element(&mut rng);
        if attachment > 0 {
            attach(&mut record, attachment);
        }
        let text = record.bytes(style);
        let declaration = text.iter().position(|&byte| byte == b'\n');
        bytes.extend_from_slice(&text[declaration.map_or(0, |end| end + 1)..]);
        if bytes.len() >= size {
            break;
        }
    }
    bytes.extend_from_slice(b"</XZBA></ICP></UploadData>\n");
    bytes
}

/// Fills the values that the schema gives scans: 批文 (Spwj) and attachments (Fjnr).
fn attach(element: &mut tree::Element, length: usize) {
    if matches!(element.name.as_str(), "Spwj" | "Fjnr") {
        element.content = vec![tree::Item::Text("QUJD".repeat(length / 4))];
        return;
    }
    for item in &mut element.content {
        if let tree::Item::Element(child) = item {
            attach(child, length);
        }
    }
}
