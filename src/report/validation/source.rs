//! The line of a document in which something is wrong, cut to the terminal around the place, with a mark under it.

use unicode_width::UnicodeWidthChar as _;

use super::personal::masked;
use crate::report::screen::{clean, width};
use crate::xsd::Excerpt;

/// A line to print, and the mark to print below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) line: String,
    /// Blanks up to the place, and `^` under it.
    pub(super) mark: String,
    /// Whether something is not shown as it stands in the document.
    pub(super) is_masked: bool,
}

/// Where the line is cut off. Dots are one column wide everywhere; a terminal may give an ellipsis two.
const CUT: &str = "...";

impl Source {
    /// The excerpt in at most `columns`.
    pub(super) fn of(excerpt: &Excerpt, columns: usize, unmask: bool) -> Self {
        let Excerpt {
            before,
            after,
            begins,
            ends,
        } = excerpt;
        let whole = format!("{before}{after}");
        let shown = masked(&whole, *begins, *ends, unmask);
        let is_masked = shown != whole;
        // Masking keeps the number of characters, so the place is where it was.
        let place = before.chars().count();
        let at = shown
            .char_indices()
            .nth(place)
            .map_or(shown.len(), |(at, _)| at);
        let (before, after) = (clean(&shown[..at]), clean(&shown[at..]));

        let marked = clean(marked(&excerpt.after));
        let mark = "^".repeat(width(&marked).clamp(1, columns / 2));
        // A line that is too long shows more of what follows the place than of what leads to it.
        let room = columns.saturating_sub(2 * CUT.len());
        let wanted = width(&before) + width(&after).max(mark.len());
        let (before, after) = if *begins && *ends && wanted <= columns {
            (before, after)
        } else {
            let least = (room / 3).max(room.saturating_sub(width(&after).max(mark.len())));
            let head = last(&before, least);
            let tail = first(&after, room - width(head));
            let cut = |is_cut: bool| if is_cut { CUT } else { "" };
            (
                format!("{}{head}", cut(!begins || head.len() < before.len())),
                format!("{tail}{}", cut(!ends || tail.len() < after.len())),
            )
        };
        let indent = width(&before);
        Self {
            line: format!("{before}{after}"),
            mark: format!("{:indent$}{mark}", ""),
            is_masked,
        }
    }
}

/// What the mark stands under: a tag as far as its name, a name, or one character.
fn marked(after: &str) -> &str {
    let skipped = after.len() - after.trim_start_matches(['<', '/']).len();
    let inside = &after[skipped..];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.');
    let mut end = skipped + inside.find(|c| !is_name(c)).unwrap_or(inside.len());
    if skipped > 0 && after[end..].starts_with('>') {
        end += 1;
    }
    if skipped > 0 || end == 0 {
        let one = after.chars().next().map_or(0, char::len_utf8);
        return &after[..end.max(one)];
    }
    // Outside a tag only the name of an attribute is marked whole: text would mark all that is wrong with it.
    if after[end..].trim_start().starts_with('=') {
        &after[..end]
    } else {
        &after[..after.chars().next().map_or(0, char::len_utf8)]
    }
}

/// The first characters of `text` that fit.
fn first(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > columns
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// The last characters of `text` that fit.
fn last(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > columns
    });
    &text[start.map_or(0, |(at, c)| at + c.len_utf8())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(before: &str, after: &str, columns: usize) -> (String, String) {
        let excerpt = Excerpt {
            before: before.to_owned(),
            after: after.to_owned(),
            begins: true,
            ends: true,
        };
        let source = Source::of(&excerpt, columns, true);
        assert!(width(&source.line) <= columns, "{}", source.line);
        (source.line, source.mark)
    }

    #[test]
    fn wide_characters_push_the_mark_two_columns() {
        let (line, mark) = source("<Wzmc>青杉</Wzmc>", "<Yylb/>", 80);
        assert_eq!(line, "<Wzmc>青杉</Wzmc><Yylb/>");
        assert_eq!(mark, "                 ^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_to_both_sides_of_the_place() {
        let (line, mark) = source(&"青".repeat(50), &format!("<Tzr>{}", "杉".repeat(50)), 40);
        assert_eq!(line, "...青青青青青<Tzr>杉杉杉杉杉杉杉杉杉...");
        assert_eq!(mark, "             ^^^^^");
        let (line, mark) = source(&"x".repeat(100), "<a>", 40);
        assert_eq!(line, format!("...{}<a>", "x".repeat(31)));
        assert_eq!(mark, format!("{:34}^^^", ""));
    }

    #[test]
    fn the_mark_stands_under_what_is_meant() {
        for (after, mark) in [
            ("<Fzr_xm>林</Fzr_xm>", 8),
            ("</Baxx>", 7),
            ("<ns:a b='1'>", 5),
            ("unit = '元'", 4),
            ("text</a>", 1),
            ("林", 2),
            ("&foo;", 1),
            ("<<", 2),
            ("", 1),
        ] {
            let (_, found) = source("", after, 80);
            assert_eq!(found, "^".repeat(mark), "{after}");
        }
    }

    #[test]
    fn nothing_in_a_line_can_steer_the_terminal() {
        let (line, mark) = source("\t\x1b[2J", "<a>\x07", 80);
        assert_eq!((&*line, &*mark), ("  [2J<a> ", "     ^^^"));
    }
}
