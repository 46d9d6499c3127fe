//! The text around a place in a document, read again from where the document lies: a line may be as long as the whole
//! document, and the document longer than memory, so only some bytes to either side are looked at.

use std::io::{self, Read, Seek, SeekFrom};

use super::Opening;

/// Bytes to either side of the place. More than a terminal is wide, in any encoding.
const REACH: u64 = 512;

/// A part of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before the place.
    pub before: String,
    /// What stands at the place and behind it.
    pub after: String,
    /// Whether `before` goes back to the beginning of the line.
    pub begins: bool,
    /// Whether `after` goes on to the end of the line.
    pub ends: bool,
}

impl Excerpt {
    /// Reads the part of the line around the byte at `offset`, where a character must begin. `opening` is the same
    /// document's.
    ///
    /// # Errors
    ///
    /// The document cannot be read.
    pub fn read(
        document: &mut (impl Read + Seek),
        opening: &Opening,
        offset: u64,
    ) -> io::Result<Self> {
        let start = offset.saturating_sub(REACH);
        document.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        document
            .take(offset - start + REACH)
            .read_to_end(&mut bytes)?;
        let at = bytes.len().min((offset - start) as usize);
        let (before, after) = bytes.split_at(at);
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');

        let line = before.iter().rposition(is_end).map(|end| end + 1);
        let begins = line.is_some() || start == 0;
        let first = match line {
            Some(first) => first,
            None if begins => 0,
            None => opening.boundary(before).unwrap_or(at),
        };
        let end = after.iter().position(is_end);
        let ends = end.is_some() || (after.len() as u64) < REACH;
        let mut after = opening.text(&after[..end.unwrap_or(after.len())]);
        if !ends && after.ends_with(char::REPLACEMENT_CHARACTER) {
            // The last character has been cut in two.
            after.pop();
        }
        let before = opening.text(&before[first..]);
        Ok(Self {
            before: before
                .strip_prefix('\u{FEFF}')
                .unwrap_or(&before)
                .to_owned(),
            after,
            begins,
            ends,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn excerpt(bytes: &[u8], offset: usize) -> Excerpt {
        let opening = Opening::of(bytes);
        Excerpt::read(&mut Cursor::new(bytes), &opening, offset as u64).expect("memory can be read")
    }

    #[test]
    fn a_short_line_is_read_whole() {
        let text = "<a>\r\n <b>\u{5907}</b>\n</a>";
        let at = text.find("<b>").expect("it is there");
        let found = excerpt(text.as_bytes(), at);
        assert_eq!((&*found.before, &*found.after), (" ", "<b>\u{5907}</b>"));
        assert!(found.begins && found.ends);
        let end = excerpt(text.as_bytes(), text.len());
        assert_eq!((&*end.before, &*end.after), ("</a>", ""));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let declaration = "<?xml version='1.0' encoding='GBK'?>";
        for shift in 0..2 {
            let side = format!("<v>{}{}</v>", "x".repeat(shift), "\u{5907}".repeat(3000));
            let text = format!("{declaration}{side}<here>{side}");
            let (bytes, _, _) = encoding_rs::GBK.encode(&text);
            let at = declaration.len() + side.len() - 3000;
            let found = excerpt(&bytes, at);
            assert!(!found.begins && !found.ends);
            // The text before the tag has no byte that is certainly a whole character, until its end tag.
            assert_eq!(found.before, "</v>");
            assert!(found.after.starts_with("<here><v>"), "{}", found.after);
            assert!(found.after.ends_with('\u{5907}'), "{}", found.after);
        }
        let text = format!("{}<here>", "\u{5907}".repeat(3000));
        let found = excerpt(text.as_bytes(), 9000);
        assert_eq!(found.before, "\u{5907}".repeat(170));
    }

    #[test]
    fn bytes_that_are_no_characters_are_shown_as_such() {
        let found = excerpt(b"<a>\xFF</a>", 3);
        assert_eq!(found.after, "\u{FFFD}</a>");
    }
}
