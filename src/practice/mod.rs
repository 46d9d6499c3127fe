//! The practice bureau.
