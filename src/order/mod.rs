//! What an operator means: an order and its parts.

pub mod text;

pub use text::{Lang, Text};
