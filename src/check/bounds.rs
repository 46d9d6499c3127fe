//! Whether a text keeps the bounds of its column.

use crate::order::Column;

/// Whether `text` is neither too short nor too long for `column`. The bureau may count code points or UTF-16 units: the
/// lower bound is held in code points, the upper one in UTF-16 units, so that either count is satisfied.
pub(super) fn fits(text: &str, column: &Column) -> bool {
    let (shortest, longest) = column.length;
    let long_enough = text.chars().count() >= shortest as usize;
    long_enough && (longest == 0 || text.encode_utf16().count() <= longest as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_counts_of_characters_are_kept() {
        let column = Column { length: (2, 3), ..Column::BLANK };
        assert!(fits("字符", &column) && fits("字符表", &column));
        assert!(!fits("字", &column) && !fits("字符表格", &column));
        // One code point of two UTF-16 units is too short for the one count, two are too long for the other.
        assert!(!fits("𬱖", &column) && !fits("𬱖𬱖", &column));
        assert!(fits("", &Column::BLANK));
    }
}
