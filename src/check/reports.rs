//! The rows of IP and domain reports, as rules look at them.

use crate::codes::ids::{allocation_mode, source_unit_type};
use crate::order::{Column, ReportRow};

/// What a record of a reserved allocation says; nothing else is asked for, or sent.
const RESERVED: [&str; 6] = ["IspId", "Id", "Qsip", "Zzip", "Fpfs", "Bz"];

/// Whether the cell of `column` goes into the record of `row` when it is filled in: a reserved allocation has no user, and
/// a source is named either by its name or by its id.
pub fn is_sent(row: &ReportRow, column: &Column) -> bool {
    match row {
        ReportRow::IpAllocation(row) => {
            let mode = row.mode.get().map(|code| code.id);
            mode != Some(allocation_mode::RESERVED) || RESERVED.contains(&column.tag())
        }
        ReportRow::IpOwn(row) => {
            let other = match row.source_type.get().map(|code| code.id) {
                Some(source_unit_type::OTHER) => "Ly_dwid",
                Some(source_unit_type::REPORTING) => "Ly_dwmc",
                _ => return true,
            };
            column.tag() != other
        }
        _ => true,
    }
}
