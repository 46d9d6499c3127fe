//! Lengths of texts as the schema counts them.
//!
//! One reader of the schema counts UTF-16 units and another counts code points, so that a text must be short enough under
//! the first count and long enough under the second.

use crate::order::{AnyField, Element, Kind, Privacy, Text};

/// What is wrong with the length of a text that a filing of `kind` transmits; `None` when it fits, or is no such text.
pub fn problem(kind: Kind, field: &dyn AnyField) -> Option<Text> {
    let column = field.column();
    let element = Element::find(kind, None, column.path)?;
    let bounds = element.length(column).filter(|_| !field.is_absent())?;
    outside(field, bounds)
}

/// What is wrong with the length of a text that should keep these bounds.
pub fn outside(field: &dyn AnyField, (least, most): (u32, u32)) -> Option<Text> {
    let text = field.written();
    let (least, most) = (least as usize, most as usize);
    let (code_points, units) = (text.chars().count(), text.encode_utf16().count());
    let secret = field.column().privacy == Privacy::Secret;
    if units > most {
        let (zh, en) = if secret {
            Default::default()
        } else {
            (format!("，现有 {units} 个"), format!(", now {units}"))
        };
        Some(Text::new(
            format!("最多 {most} 个字符{zh}"),
            format!("at most {most} characters{en}"),
        ))
    } else if code_points < least {
        let (zh, en) = if secret {
            Default::default()
        } else {
            (
                format!("，现有 {code_points} 个"),
                format!(", now {code_points}"),
            )
        };
        Some(Text::new(
            format!("至少 {least} 个字符{zh}"),
            format!("at least {least} characters{en}"),
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
    fn a_text_keeps_its_bounds_under_both_counts() {
        let mut sample = Sample::unit();
        let mut fits = |account: &str| {
            sample.set("主体.主体负责人MSN", account);
            problem(Kind::NewFiling, &sample.order.subject.principal_msn).is_none()
        };
        assert!(fits("六个字的账号") && !fits("五个字账号"));
        assert!(fits(&"字".repeat(128)) && !fits(&"字".repeat(129)));
        // One code point of two UTF-16 units is too short for the one count, and too long for the other.
        assert!(!fits(&"𬱖".repeat(5)) && !fits(&"𬱖".repeat(65)));
    }

    #[test]
    fn a_text_that_is_not_transmitted_has_no_bounds() {
        let mut sample = Sample::new_access();
        sample.set("主体.主体负责人MSN", "短");
        assert!(problem(Kind::NewAccess, &sample.order.subject.principal_msn).is_none());
    }
}
