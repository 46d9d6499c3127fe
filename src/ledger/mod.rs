//! What was sent, under which number, and what became of it.

mod state;

pub use state::{Actor, Deadline, Part, State};
