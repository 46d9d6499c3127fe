//! Our upload schema and the official one describe the same language, element by element.

use std::path::Path;

use beian::upload::schema;
use beian::xsd::Schema;

/// The families that our schema has; the official one has more.
const FAMILIES: [&str; 4] = ["XZBA", "XZWZ", "XZJR", "Qqdwid"];

fn outline(schema: &Schema) -> Vec<String> {
    let lines = schema.outline().into_iter().map(|line| line.to_string());
    // What stands around `ICP` differs, because the official schema has a choice of more.
    let below = lines.filter_map(|line| Some(line.split_once("/ICP/")?.1.to_owned()));
    let is_ours = |line: &String| {
        let mut steps = line.split(['/', ' ']);
        steps
            .find(|step| *step != "(all)")
            .is_some_and(|family| FAMILIES.contains(&family))
    };
    below.filter(is_ours).collect()
}

#[test]
fn our_schema_describes_the_same_language_as_the_official_one() {
    let official = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/upload.xsd");
    if !official.exists() {
        eprintln!("skipped: the official schema is not beside this checkout");
        return;
    }
    let official = Schema::read_file(&official).expect("the official schema loads as published");
    let (theirs, ours) = (outline(&official), outline(schema::bundled()));
    assert!(ours.len() > 150, "only {} lines", ours.len());
    for (their, our) in theirs.iter().zip(&ours) {
        assert_eq!(our, their);
    }
    assert_eq!(ours.len(), theirs.len());
}
