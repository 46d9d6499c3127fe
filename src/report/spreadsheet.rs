//! What spreadsheets must not do with our tables: take a value for a formula.

use std::borrow::Cow;

/// `value` as a cell that no spreadsheet runs: a leading `=`, `+`, `-`, `@`, tab or carriage return is put behind a quote.
pub fn as_text(value: &str) -> Cow<'_, str> {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::as_text;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_made_text() {
        for formula in ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"] {
            assert_eq!(as_text(formula), format!("'{formula}"));
        }
        assert_eq!(as_text("青杉溪"), "青杉溪");
    }
}
