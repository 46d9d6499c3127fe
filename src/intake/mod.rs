//! Spreadsheets and folders become orders that know the cell of every value.
//!
//! [`read`] walks what the operator named, reads every file in parallel and hands back a [`Batch`]: the orders, what is
//! wrong with the files themselves, and what was read from where. A path that does not exist is an [`Error`], because the
//! command line is wrong; anything wrong inside a batch is a finding, and the rest of the batch is read all the same.
//!
//! | notation | read by | what it is |
//! |---|---|---|
//! | workbook | `workbook`, `sheets` | one sheet for each part of an order, linked by 订单号, 网站序号, 接入序号 |
//! | folder of CSV files named as sheets | `delimited`, `sheets` | the same, one file for each sheet |
//! | flat sheet or CSV file | `flat` | one row for each site of an order |
//! | order folder | `folder` | `order.toml`, `order.yaml` or `order.json` with its attachments |
//!
//! Cells become values without outer blanks, dates become `YYYY-MM-DD`, whole numbers lose their `.0`; every other text
//! stays as the operator wrote it. The result depends on the files alone, not on the number of threads.

mod attach;
mod bounds;
mod cell;
mod complete;
mod compound;
mod convention;
mod delimited;
mod document;
mod error;
mod find;
mod flat;
mod folder;
mod headers;
mod image;
mod link;
mod memo;
mod ods_extent;
mod package;
mod part;
mod pictures;
mod read;
mod rules;
mod sheets;
mod source;
mod survey;
mod table;
mod unit;
mod workbook;

pub use bounds::Bounds;
pub use delimited::records;
pub use error::Error;
pub use image::inspect_bytes;
pub use read::{Batch, Options, Progress, read};
pub use rules::pages;
pub use source::{Encoding, Format, Source};
pub use survey::{Survey, SurveyedRow, SurveyedTable, survey};
