//! Which characters XML 1.0 (fifth edition) allows, and which may stand in names.

/// What a byte means where text may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// An ordinary character of one byte.
    Plain,
    /// `<` or `&`: the run of text ends.
    Stop,
    /// The first byte of a character of several bytes.
    Wide,
    /// A carriage return, which line-end normalisation may swallow.
    Return,
    /// `]`, which must not begin `]]>`.
    Bracket,
    /// A control character that XML forbids.
    Illegal,
}

/// The class of every byte.
pub(crate) const CLASS: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\t' | b'\n' => Class::Plain,
            b'\r' => Class::Return,
            0..=0x1F => Class::Illegal,
            b'<' | b'&' => Class::Stop,
            b']' => Class::Bracket,
            0x80.. => Class::Wide,
            _ => Class::Plain,
        };
        byte += 1;
    }
    table
};

/// One of the four characters that XML calls white space.
#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether XML allows the character at all.
pub(crate) const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a name may begin with the character; the colon is a name character here.
pub(crate) const fn is_name_start(c: char) -> bool {
    matches!(c,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Whether a name may contain the character after its first.
pub(crate) const fn is_name(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// How many leading bytes are ASCII.
pub(crate) fn leading_ascii(bytes: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let is_wide = |byte: u8| byte >= 0x80;
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let whole = blocks.iter().take_while(|block| !has(block, is_wide));
    let at = BLOCK * whole.count();
    let rest = bytes[at..].iter().take_while(|byte| !is_wide(**byte));
    at + rest.count()
}

/// Whether any byte of a block is such a one. All of them are asked, which is faster than to stop at the first.
pub(crate) fn has<const N: usize>(block: &[u8; N], is_such: impl Fn(u8) -> bool) -> bool {
    block.iter().fold(false, |any, &byte| any | is_such(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_fifth_edition() {
        assert!("D_备㐀𠀀:".chars().all(is_name_start) && "-.1·".chars().all(is_name));
        assert!(!"-.1·× ".chars().any(is_name_start) && !"× ".chars().any(is_name));
    }

    #[test]
    fn control_characters_are_not_xml() {
        assert!(is_xml('\t') && is_xml('\u{85}') && is_xml('𠀀'));
        assert!(!is_xml('\0') && !is_xml('\u{B}') && !is_xml('\u{FFFE}') && !is_xml('\u{FFFF}'));
    }
}
