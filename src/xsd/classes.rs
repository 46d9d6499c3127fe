//! The sets of characters that a regular expression of XML Schema can name: `\d`, `\p{Lu}`, `\p{IsGreek}` and so on.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

use super::letters;

/// The general categories that a pattern may name; surrogates are no characters of XML.
const CATEGORIES: [&str; 36] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

/// The set of these characters.
pub(super) fn of(chars: &[char]) -> ClassUnicode {
    ClassUnicode::new(chars.iter().map(|&c| ClassUnicodeRange::new(c, c)))
}

/// All that is not in the set.
pub(super) fn not(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}

/// The set that a letter behind a backslash names; capitals name the complement.
pub(super) fn escape(letter: char) -> Option<ClassUnicode> {
    Some(match letter {
        's' => of(&[' ', '\t', '\n', '\r']),
        'i' => predicate(letters::is_start),
        'c' => predicate(letters::is_inside),
        'd' => category("Nd")?,
        'w' => {
            let mut outside = category("P")?;
            outside.union(&category("Z")?);
            outside.union(&category("C")?);
            not(outside)
        }
        'S' | 'I' | 'C' | 'D' | 'W' => not(escape(letter.to_ascii_lowercase())?),
        _ => return None,
    })
}

/// The set that `\p{name}` names: a general category, or a block with `Is` before its name.
pub(super) fn property(name: &str) -> Option<ClassUnicode> {
    match name.strip_prefix("Is") {
        Some(block) => self::block(block),
        None => category(name),
    }
}

fn category(name: &str) -> Option<ClassUnicode> {
    if !CATEGORIES.contains(&name) {
        return None;
    }
    let hir = regex_syntax::parse(&format!("\\p{{gc={name}}}")).ok()?;
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(set)) => Some(set),
        // A category of a single character.
        HirKind::Literal(one) => {
            let one = std::str::from_utf8(&one.0).ok()?;
            Some(of(&one.chars().collect::<Vec<_>>()))
        }
        _ => None,
    }
}

fn block(name: &str) -> Option<ClassUnicode> {
    let lines = include_str!("blocks.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    let mut found = None;
    for line in lines {
        let mut fields = line.split(',');
        if fields.next() != Some(name) {
            continue;
        }
        let set = found.get_or_insert_with(ClassUnicode::empty);
        let mut code = || u32::from_str_radix(fields.next()?, 16).ok();
        let (first, last) = (code()?, code()?);
        if first <= last {
            set.push(ClassUnicodeRange::new(
                char::from_u32(first)?,
                char::from_u32(last)?,
            ));
        }
    }
    found
}

/// The characters that a predicate accepts.
fn predicate(accepts: impl Fn(char) -> bool) -> ClassUnicode {
    let mut ranges: Vec<ClassUnicodeRange> = Vec::new();
    let mut open: Option<(char, char)> = None;
    for c in '\0'..=char::MAX {
        open = match (open, accepts(c)) {
            (Some((first, _)), true) => Some((first, c)),
            (None, true) => Some((c, c)),
            (Some((first, last)), false) => {
                ranges.push(ClassUnicodeRange::new(first, last));
                None
            }
            (None, false) => None,
        };
    }
    ranges.extend(open.map(|(first, last)| ClassUnicodeRange::new(first, last)));
    ClassUnicode::new(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(set: &ClassUnicode, c: char) -> bool {
        set.iter()
            .any(|range| range.start() <= c && c <= range.end())
    }

    #[test]
    fn every_block_and_category_can_be_named() {
        for line in include_str!("blocks.csv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
        {
            let name = line.split(',').next().expect("three fields");
            assert!(property(&format!("Is{name}")).is_some(), "{name}");
        }
        for name in CATEGORIES {
            assert!(property(name).is_some(), "{name}");
        }
        for name in ["Cs", "l", "Letter", "IsNowhere", "isGreek", ""] {
            assert!(property(name).is_none(), "{name}");
        }
    }

    #[test]
    fn capitals_name_the_complement() {
        for letter in ['s', 'i', 'c', 'd', 'w'] {
            let (set, other) = (
                escape(letter).expect("a set"),
                escape(letter.to_ascii_uppercase()).expect("its complement"),
            );
            for c in [' ', 'a', '5', '٣', ':', '-', '中', '\u{1}', '€'] {
                assert_ne!(has(&set, c), has(&other, c), "{letter} {c:?}");
            }
        }
        assert!(escape('b').is_none() && escape('z').is_none());
    }
}
