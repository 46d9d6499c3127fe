//! The night, as an operator reads it.
