//! The schema that our files are held against, unless the bureau has given another.

use crate::schemas;
use crate::xsd::Schema;

/// Our own upload schema of interface V.3.0, built into the program.
pub fn bundled() -> &'static Schema {
    schemas::UPLOAD.schema()
}
