//! Lengths of texts as the schema counts them.
//!
//! One reader of the schema counts UTF-16 units and another counts code points, so that a text must be short enough under
//! the first count and long enough under the second.

use crate::order::{AnyField, Kind, Text};

/// What is wrong with the length of a text that `kind` transmits; `None` when it fits.
pub fn problem(_: Kind, field: &dyn AnyField) -> Option<Text> {
    let (least, most) = field.column().length;
    let text = field.text();
    let (code_points, units) = (text.chars().count(), text.encode_utf16().count());
    if field.is_absent() || most == 0 {
        None
    } else if units > most as usize {
        Some(Text::new(
            format!("最多 {most} 个字符，现有 {units} 个"),
            format!("at most {most} characters, now {units}"),
        ))
    } else if code_points < least as usize {
        Some(Text::new(
            format!("至少 {least} 个字符，现有 {code_points} 个"),
            format!("at least {least} characters, now {code_points}"),
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;

    #[test]
    fn both_counts_of_characters_are_kept() {
        let mut sample = Sample::unit();
        let mut fits = |number: &str| {
            sample.set("主体.主体负责人MSN", number);
            problem(Kind::NewFiling, &sample.order.subject.principal_msn).is_none()
        };
        assert!(fits("六个字的账号") && !fits("五个字账号"));
        assert!(fits(&"字".repeat(128)) && !fits(&"字".repeat(129)));
        // One code point of two UTF-16 units is too short for the one count, and too long for the other.
        assert!(!fits(&"𬱖".repeat(5)) && !fits(&"𬱖".repeat(65)));
    }
}
