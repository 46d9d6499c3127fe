//! The schemas that are built into the program, ready to use.
//!
//! They lie in `schemas/` as files that people read and change. `build.rs` compiles each while the program is built, and
//! the program carries only the compiled form: at run time nothing is read, and the first use of a schema costs
//! microseconds. One more schema is one more line in the list below.

use std::sync::OnceLock;

use crate::xsd::Schema;

/// A schema that is built in.
pub struct Bundled {
    /// Its file below `schemas/`.
    pub file: &'static str,
    packed: &'static [u8],
    schema: OnceLock<Schema>,
}

macro_rules! bundled {
    ($( $(#[$doc:meta])* $name:ident = $file:literal; )*) => {
        $(
            $(#[$doc])*
            pub static $name: Bundled = Bundled {
                file: $file,
                packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".packed")),
                schema: OnceLock::new(),
            };
        )*

        /// All of them.
        pub static ALL: &[&Bundled] = &[$( &$name ),*];
    };
}

bundled! {
    /// What a carrier uploads (`UploadData`).
    UPLOAD = "v3.0/upload.xsd";
    /// What a carrier downloads (`DownloadData`).
    DOWNLOAD = "v3.0/download.xsd";
    /// What the six calls answer (`return`).
    ANSWERS = "v3.0/answers.xsd";
}

const PACKED: &str = "the same code packed it when the program was built";

impl Bundled {
    /// The names of the elements that a document may begin with.
    pub fn roots(&self) -> Vec<&'static str> {
        Schema::packed_root_names(self.packed).expect(PACKED)
    }

    /// The schema.
    pub fn schema(&self) -> &Schema {
        let unpack = || Schema::from_packed(self.packed).expect(PACKED);
        self.schema.get_or_init(unpack)
    }
}

/// The bundled schema in which a document may begin with this element.
pub fn with_root(name: &str) -> Option<&'static Schema> {
    let found = ALL.iter().find(|bundled| bundled.roots().contains(&name));
    found.map(|bundled| bundled.schema())
}
