//! `beian` turns a carrier's pending ICP filing orders (备案) into files that the bureau (通信管理局) accepts,
//! and the bureau's answers into one outcome per order.
//!
//! An order flows through the rooms in this order; a room knows the rooms before it and [`order`], never the
//! ones after it:
//!
//! ```text
//! spreadsheets, folders ─ intake ─ check ─ upload ─(xsd)─ envelope ─ ledger ─ bureau ─▶ the bureau
//!                                                                                          │
//!       report ◀─ outcome ◀──────────────── ledger ◀──────────── download ◀────────────────┘
//! ```
//!
//! Beside the ledger stands the `archive`: every byte that was sent and received.
//!
//! Beside the flow stand the rooms of the operator's sheet: `template` makes the workbook to start from, `workbook` edits
//! one without touching the rest of it, `repair` mends how a value is written, `recompress` makes pictures fit.

pub mod archive;
mod bundled;
pub mod bureau;
pub mod check;
pub mod cli;
pub mod codes;
pub mod config;
pub mod disk;
pub mod download;
pub mod envelope;
pub mod intake;
pub mod ledger;
pub mod metrics;
pub mod nightly;
pub mod order;
pub mod outcome;
pub mod practice;
pub mod recompress;
pub mod regress;
pub mod repair;
pub mod report;
pub mod schemas;
pub mod template;
pub mod upload;
pub mod workbook;
pub mod xsd;
