//! The night, as an operator reads it: one model, one renderer for each form.

pub mod classified;
mod concerned;
pub(crate) mod discreet;
pub mod filing;
pub mod findings;
pub mod forms;
pub mod json_schema;
mod mask;
mod meaning;
pub mod night;
pub mod notices;
pub mod proposed;
pub mod returned;
pub mod screen;
pub mod spreadsheet;
pub mod story;
pub mod table;
pub mod trend;
pub mod validation;
pub mod work_lists;

pub use mask::mask;
use meaning::meaning;
pub use validation::masked_xml;
