//! What is printed at a terminal: measured in columns, wrapped between words, painted only where that is wanted.
//!
//! Nothing that came from a file or from the bureau can move the cursor or change colours: control characters and
//! marks that turn the direction of writing are taken out before anything is measured.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::order::Lang;

/// A terminal, or a file that is read like one.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Language of everything that is printed.
    pub lang: Lang,
    /// Whether colours may be used.
    pub color: bool,
    /// Columns.
    pub width: usize,
}

/// How a piece of text is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As it is.
    Plain,
    /// Headings and order numbers.
    Bold,
    /// What may be skipped.
    Dim,
    /// Refused, or an error.
    Red,
    /// Held back, or a warning.
    Yellow,
    /// Approved.
    Green,
    /// Open.
    Cyan,
}

/// Text never gets less than this, however narrow the terminal and deep the indentation.
const NARROWEST: usize = 24;

/// Characters that do not begin a line.
const NO_START: &str = "，。、；：！？）】》」』”’…—～·%,.;:!?)]}>";
/// Characters that do not end a line.
const NO_END: &str = "（【《「『“‘([{<";
/// A cell such as `网站!D7` stays whole; a sheet's name has at most this many characters.
const SHEET_NAME: usize = 31;

impl Screen {
    /// One of two wordings, in the language of the screen.
    pub fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// `text` in brackets.
    pub fn within(&self, text: &str) -> String {
        match self.lang {
            Lang::Zh => format!("（{text}）"),
            Lang::En => format!("({text})"),
        }
    }

    /// `text` in colour, where there are colours.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        let text = clean(text);
        let code = match ink {
            Ink::Plain => return text,
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Red => "31",
            Ink::Yellow => "33",
            Ink::Green => "32",
            Ink::Cyan => "36",
        };
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text
        }
    }

    /// Writes `text` from column `indent` on, wrapped; the first line begins with `lead`, which is already painted and
    /// `lead_width` columns wide.
    pub fn hang(
        &self,
        lead: &str,
        lead_width: usize,
        indent: usize,
        ink: Ink,
        text: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(indent).max(NARROWEST);
        let mut lines = wrap(text, room).into_iter();
        let first = lines.next().unwrap_or_default();
        if lead_width > indent {
            writeln!(out, "{lead}")?;
            writeln!(out, "{:indent$}{}", "", self.ink(ink, &first))?;
        } else {
            let gap = indent - lead_width;
            writeln!(out, "{lead}{:gap$}{}", "", self.ink(ink, &first))?;
        }
        for line in lines {
            writeln!(out, "{:indent$}{}", "", self.ink(ink, &line))?;
        }
        Ok(())
    }

    /// Writes what is wrong and what to do: on one line where both fit, otherwise below each other from column `indent`.
    pub fn advise(
        &self,
        lead: &str,
        lead_width: usize,
        indent: usize,
        message: &str,
        remedy: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let both = if remedy.is_empty() {
            message.to_owned()
        } else {
            format!("{message} → {remedy}")
        };
        let start = indent.max(lead_width + 2);
        if start + width(&both) <= self.width {
            let gap = start - lead_width;
            return writeln!(out, "{lead}{:gap$}{}", "", clean(&both));
        }
        if start + width(message) <= self.width {
            let gap = start - lead_width;
            writeln!(out, "{lead}{:gap$}{}", "", clean(message))?;
        } else {
            self.hang(lead, lead_width, indent, Ink::Plain, message, out)?;
        }
        if remedy.is_empty() {
            return Ok(());
        }
        let arrow = format!("{:indent$}→ ", "");
        self.hang(&arrow, indent + 2, indent + 2, Ink::Plain, remedy, out)
    }

    /// Writes short texts in as many columns as fit.
    pub fn columns(&self, texts: &[String], indent: usize, out: &mut dyn Write) -> io::Result<()> {
        const GAP: usize = 3;
        let widest = texts.iter().map(|text| width(text)).max().unwrap_or(0);
        let room = self.width.saturating_sub(indent).max(NARROWEST);
        let across = ((room + GAP) / (widest + GAP)).max(1);
        for row in texts.chunks(across) {
            let cells: Vec<String> = row.iter().map(|text| padded(text, widest)).collect();
            let gap = " ".repeat(GAP);
            writeln!(out, "{:indent$}{}", "", cells.join(&gap).trim_end())?;
        }
        Ok(())
    }
}

/// Columns that `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` with blanks up to `columns`, and like all that is printed without anything that a terminal would obey.
pub fn padded(text: &str, columns: usize) -> String {
    let text = clean(text);
    let missing = columns.saturating_sub(width(&text));
    format!("{text}{:missing$}", "")
}

/// `text` on one line, without anything that a terminal would obey.
pub fn clean(text: &str) -> String {
    let turns_writing = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|&c| !turns_writing(c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// `text` in lines of at most `columns`.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(&clean(text)) {
        if used > 0 && used + width(piece.trim_end()) > columns {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > columns && c != ' ' {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// `text` in pieces between which a line may end: after blanks, and between Chinese characters, but not where a
/// punctuation mark would begin or end a line, and not within the name of a cell.
fn pieces(text: &str) -> Vec<&str> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let whole = in_cell_names(&characters);
    let is_wide = |c: char| c.width() == Some(2);
    let mut pieces = Vec::new();
    let mut start = 0;
    for (index, pair) in characters.windows(2).enumerate() {
        let [(_, before), (at, after)] = [pair[0], pair[1]];
        let after_blank = before == ' ' && after != ' ';
        let between = (is_wide(before) || is_wide(after))
            && after != ' '
            && !NO_START.contains(after)
            && !NO_END.contains(before)
            && !whole[index + 1];
        if after_blank || between {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// For each character, whether it continues the name of a cell (`网站!D7`).
fn in_cell_names(characters: &[(usize, char)]) -> Vec<bool> {
    let mut whole = vec![false; characters.len()];
    for (index, &(_, c)) in characters.iter().enumerate() {
        let names_cell = c == '!'
            && characters
                .get(index + 1)
                .is_some_and(|(_, next)| next.is_ascii_uppercase());
        if !names_cell {
            continue;
        }
        let name = characters[..index]
            .iter()
            .rev()
            .take(SHEET_NAME)
            .take_while(|(_, c)| c.is_alphanumeric())
            .count();
        whole[index + 1 - name..=index + 1].fill(true);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_wraps_between_characters_and_punctuation_stays_with_its_word() {
        assert_eq!(
            wrap("网站主办者冲突，请核实", 14),
            ["网站主办者冲", "突，请核实"]
        );
        assert_eq!(wrap("请核实（再报）后", 8), ["请核实", "（再报）", "后"]);
    }

    #[test]
    fn words_and_names_of_cells_stay_whole() {
        assert_eq!(
            wrap("the value of orders.csv", 12),
            ["the value of", "orders.csv"]
        );
        assert_eq!(
            wrap("重复，与 主体!O48 相同", 14),
            ["重复，与", "主体!O48 相同"]
        );
    }

    #[test]
    fn what_is_longer_than_a_line_is_cut() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_data_can_steer_the_terminal() {
        assert_eq!(clean("a\x1b[2Jb\r\nc\u{202e}d"), "a [2Jb  cd");
        assert_eq!(padded("\x1b[2J", 6), " [2J  ");
        let screen = Screen {
            lang: Lang::Zh,
            color: true,
            width: 30,
        };
        assert_eq!(screen.ink(Ink::Bold, "N\x1b[2J"), "\x1b[1mN [2J\x1b[0m");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(padded("备案", 6), "备案  ");
        let screen = Screen {
            lang: Lang::Zh,
            color: false,
            width: 30,
        };
        let mut out = Vec::new();
        let texts = ["备案一", "二", "三"].map(str::to_owned);
        screen.columns(&texts, 2, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  备案一   二       三\n");
    }
}
