//! Which characters names are made of where a name is a value: XML 1.0, second edition.
//!
//! The fifth edition lets many more into the names of elements and attributes, and so do we (see [`chars`](super::chars)).
//! But the datatypes `xs:Name`, `xs:NCName`, `xs:NMTOKEN` and `xs:QName`, and `\i` and `\c` in patterns, go by the edition
//! that XML Schema 1.0 names.

use std::sync::LazyLock;

/// First and last of a range, and whether a name may start with it; in order.
static RANGES: LazyLock<Vec<(u32, u32, bool)>> = LazyLock::new(|| {
    include_str!("letters.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut fields = line.split(',');
            let start = fields.next() == Some("start");
            let mut code = || {
                let code = fields.next().map(|code| u32::from_str_radix(code, 16));
                code.and_then(Result::ok)
                    .expect("letters.csv has three fields in every line")
            };
            (code(), code(), start)
        })
        .collect()
});

/// Whether a name may contain the character, and whether it may start with it; the colon is a letter here.
fn kind(c: char) -> (bool, bool) {
    let code = c as u32;
    let next = RANGES.partition_point(|&(first, _, _)| first <= code);
    match next.checked_sub(1).map(|at| RANGES[at]) {
        Some((_, last, start)) if code <= last => (true, start),
        _ => (false, false),
    }
}

/// Whether a name may start with the character.
pub(crate) fn is_start(c: char) -> bool {
    kind(c).1
}

/// Whether a name may contain the character after its first.
pub(crate) fn is_inside(c: char) -> bool {
    kind(c).0
}

/// Whether the text is a name (Name).
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(is_start) && text.chars().all(is_inside)
}

/// Whether the text is a name without a colon (NCName).
pub(crate) fn is_ncname(text: &str) -> bool {
    !text.contains(':') && is_name(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_second_edition() {
        for name in ["Dwmc", "_1", "备案号", "a-b.c", "é·٣", "〇"] {
            assert!(is_ncname(name), "{name}");
        }
        assert!(is_name("a:b") && is_name(":"));
        for other in [
            "", "1a", "-a", "a:b", "a b", "×", "٣", "a㐀", "𠀀", "ȡ", "龥龦",
        ] {
            assert!(!is_ncname(other), "{other}");
        }
    }

    #[test]
    fn the_ranges_are_in_order() {
        assert!(RANGES.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
    }
}
