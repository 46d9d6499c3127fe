//! Our upload schema and the official one describe the same language, element by element.

use std::path::Path;

use beian::upload::schema;
use beian::xsd::Schema;

#[test]
fn our_schema_describes_the_same_language_as_the_official_one() {
    let official = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd/upload.xsd");
    if !official.exists() {
        eprintln!("skipped: the official schema is not beside this checkout");
        return;
    }
    let official = Schema::read_file(&official).expect("the official schema loads as published");
    let (theirs, ours) = (official.outline(), schema::bundled().outline());
    assert!(ours.len() > 600, "only {} lines", ours.len());
    for (their, our) in theirs.iter().zip(&ours) {
        assert_eq!(our, their);
    }
    assert_eq!(ours.len(), theirs.len());
}
