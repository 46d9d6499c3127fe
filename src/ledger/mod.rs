//! What was sent, under which number, and what became of it.
