//! Tables that people open in a spreadsheet: it must read them as UTF-8, and must not take a value for a formula.
//!
//! Every table begins with a byte order mark, because Excel reads a CSV file without one in the system's code page and
//! shows Chinese as rubbish; readers that know UTF-8 skip it. Programs have the JSON lines.

use std::borrow::Cow;
use std::io::{self, Write};

/// A table on `out`, with its header written.
pub fn table<'w>(
    out: &'w mut dyn Write,
    header: &[&str],
) -> io::Result<csv::Writer<&'w mut dyn Write>> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(header)?;
    Ok(table)
}

/// Writes one row, every value as text.
pub fn row<const N: usize>(
    table: &mut csv::Writer<&mut dyn Write>,
    values: [&str; N],
) -> io::Result<()> {
    cells(table, values)
}

/// As [`row`], of any length.
pub fn cells<V: AsRef<str>>(
    table: &mut csv::Writer<&mut dyn Write>,
    values: impl IntoIterator<Item = V>,
) -> io::Result<()> {
    for value in values {
        table.write_field(as_text(value.as_ref()).as_bytes())?;
    }
    Ok(table.write_record(None::<&[u8]>)?)
}

/// `value` as a cell that no spreadsheet runs: what begins like a formula, in full width too, is put behind a quote.
pub fn as_text(value: &str) -> Cow<'_, str> {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_made_text() {
        for formula in [
            "=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "＝1", "＠A1",
        ] {
            assert_eq!(as_text(formula), format!("'{formula}"));
        }
        assert_eq!(as_text("青杉溪"), "青杉溪");
    }

    #[test]
    fn a_table_is_marked_as_utf_8() {
        let mut out = Vec::new();
        let mut table = table(&mut out, &["订单"]).unwrap();
        row(&mut table, ["=1"]).unwrap();
        drop(table);
        assert_eq!(String::from_utf8(out).unwrap(), "\u{feff}订单\n'=1\n");
    }
}
