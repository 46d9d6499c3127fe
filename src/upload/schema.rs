//! Our own upload schema of interface V.3.0, built into the program.

use std::sync::OnceLock;

use crate::xsd::Schema;

/// The bundled upload schema, compiled once.
pub fn bundled() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        Schema::read(
            include_bytes!("../../schemas/v3.0/upload.xsd"),
            "schemas/v3.0/upload.xsd",
        )
        .expect("the bundled schema never changes at run time, and a test reads it")
    })
}
