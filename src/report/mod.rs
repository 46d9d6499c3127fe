//! The night, as an operator reads it: one model, one renderer for each form.

pub mod findings;
mod mask;
pub mod night;
pub mod screen;
mod spreadsheet;

pub use mask::mask;
