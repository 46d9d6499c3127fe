//! Hides personal data in a line of a document that is shown at a terminal: markup stays, values are masked by what their
//! element or attribute is known to hold.
//!
//! The fields of an order say themselves what they tell about a person; the document's other names say nothing, so what
//! they hold is treated like somebody's name, except numbers too short to tell anything. A value that is not there whole
//! is hidden whole, and a password always.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::order::{Privacy, columns};
use crate::report::mask;

/// Digits of a number that is shown whatever it is: codes and counts have so few, what belongs to a person has more.
const SHORT: usize = 5;

/// Names beyond the fields of an order whose values tell nothing about a person: the version of the interface and of XML,
/// encodings, namespaces, the carrier's own number, the algorithms and codes of a call's answer, and what a result says of
/// which order.
const OPEN: [&str; 15] = [
    "version",
    "encoding",
    "standalone",
    "xmlns",
    "xmlns:xsi",
    "xsi:schemaLocation",
    "xsi:noNamespaceSchemaLocation",
    "Qqdwid",
    "msg_code",
    "Bs",
    "Czlx",
    "Jgdm",
    "Dmms",
    "Shjg",
    "Shsj",
];

/// What an auditor wrote.
const OPINION: &str = "Shyj";

/// What values tell about a person, by tag; of several fields with one tag the one that tells most.
static BY_TAG: LazyLock<HashMap<&str, Privacy>> = LazyLock::new(|| {
    let mut known: HashMap<&str, Privacy> = OPEN.map(|name| (name, Privacy::Open)).into();
    known.insert(OPINION, Privacy::Words);
    for column in columns() {
        let tags = column.tags.iter().copied().chain([column.tag()]);
        for tag in tags.filter(|tag| !tag.is_empty()) {
            let privacy = known.entry(tag).or_default();
            if *privacy == Privacy::Open {
                *privacy = column.privacy;
            }
        }
    }
    known
});

/// XML that is there whole, with its values masked; with `unmask`, everything but secrets in full.
pub fn masked_xml(xml: &str, unmask: bool) -> String {
    masked(xml, true, true, unmask)
}

/// `line` with its values masked, character for character. `begins` and `ends` say whether the line is whole on that
/// side.
pub(super) fn masked(line: &str, begins: bool, ends: bool, unmask: bool) -> String {
    let mut reader = Reader {
        rest: line,
        begins,
        ends,
        shown: String::with_capacity(line.len()),
        unmask,
    };
    reader.line();
    reader.shown
}

/// A walk along a line. What is in doubt is taken for a value, because much may be wrong with the document.
struct Reader<'l> {
    rest: &'l str,
    begins: bool,
    ends: bool,
    shown: String,
    unmask: bool,
}

impl<'l> Reader<'l> {
    fn line(&mut self) {
        let mut open = None;
        // A `>` with no `<` before it ends a tag whose beginning is not shown.
        if let Some(end) = self.rest.find(['<', '>'])
            && self.rest[end..].starts_with('>')
        {
            let inside = self.take(end);
            self.value(inside, None, false, false);
            self.markup(1);
        }
        while !self.rest.is_empty() {
            let text = self.take(self.rest.find('<').unwrap_or(self.rest.len()));
            // Of a value whose start tag is not shown, the end tag says whose it is.
            let name = open.or_else(|| self.rest.strip_prefix("</").map(name_of));
            let begins = open.is_some() || self.begins;
            self.value(text, name, begins, !self.rest.is_empty() || self.ends);
            open = self.tag();
        }
    }

    /// The next bytes, which are no longer part of the rest.
    fn take(&mut self, length: usize) -> &'l str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn markup(&mut self, length: usize) {
        let markup = self.take(length);
        self.shown.push_str(markup);
    }

    /// A value of which the beginning and the end are there, or not; white space around it is no part of it.
    fn value(&mut self, text: &str, name: Option<&str>, begins: bool, ends: bool) {
        let value = text.trim();
        let (before, after) = text.split_once(value).unwrap_or((text, ""));
        let known = name.and_then(|name| BY_TAG.get(name).copied());
        let is_open =
            known == Some(Privacy::Open) || (self.unmask && known != Some(Privacy::Secret));
        let is_whole = begins && ends;
        let shown = if is_open || (known.is_none() && is_whole && is_short_number(value)) {
            value.to_owned()
        } else if is_whole && known != Some(Privacy::Secret) {
            mask(value, known.unwrap_or(Privacy::Name), false)
        } else {
            // What is no character at all is shown: it may be what is wrong.
            let hide = |c| {
                if c == char::REPLACEMENT_CHARACTER {
                    c
                } else {
                    '*'
                }
            };
            value.chars().map(hide).collect()
        };
        for piece in [before, &shown, after] {
            self.shown.push_str(piece);
        }
    }

    /// A tag, comment, section or instruction; of a start tag the name.
    fn tag(&mut self) -> Option<&'l str> {
        for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
            if self.rest.starts_with(begin) {
                self.markup(begin.len());
                let inside = self.take(self.rest.find(end).unwrap_or(self.rest.len()));
                self.value(inside, None, false, false);
                self.markup(end.len().min(self.rest.len()));
                return None;
            }
        }
        let begin = self.rest.find(|c| !matches!(c, '<' | '/' | '?' | '!'));
        let is_start = begin == Some(1);
        self.markup(begin.unwrap_or(self.rest.len()));
        let name = name_of(self.rest);
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            self.markup(name.len());
        }
        self.inside_tag()
            .filter(|is_empty| is_start && !is_empty)
            .map(|_| name)
    }

    /// From behind a tag's name to its end; whether it is the tag of an empty element, if it ends at all.
    fn inside_tag(&mut self) -> Option<bool> {
        let mut attribute = "";
        loop {
            let next = self.rest.chars().next()?;
            match next {
                '<' => return None,
                '>' => {
                    let is_empty = self.shown.ends_with('/');
                    self.markup(1);
                    return Some(is_empty);
                }
                '"' | '\'' => {
                    self.markup(1);
                    let end = self.rest.find(next);
                    let value = self.take(end.unwrap_or(self.rest.len()));
                    self.value(value, Some(attribute), true, end.is_some() || self.ends);
                    self.markup(usize::from(end.is_some()));
                }
                '/' | '?' | '=' => self.markup(1),
                _ if next.is_whitespace() => self.markup(next.len_utf8()),
                _ => {
                    let word = name_of(self.rest);
                    let behind = self.rest[word.len()..].trim_start();
                    if behind.starts_with('=') {
                        attribute = word;
                        self.markup(word.len());
                    } else {
                        let word = self.take(word.len());
                        self.value(word, None, false, false);
                    }
                }
            }
        }
    }
}

/// The name at the beginning of what stands in a tag.
fn name_of(inside: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '/' | '?' | '=' | '"' | '\'');
    &inside[..inside.find(ends).unwrap_or(inside.len())]
}

fn is_short_number(value: &str) -> bool {
    value.len() <= SHORT && value.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(line: &str) -> String {
        masked(line, true, true, false)
    }

    #[test]
    fn fields_are_masked_by_what_they_tell_about_a_person() {
        assert_eq!(
            whole("<Fzr_xm>林青杉</Fzr_xm><Fzr_sjhm>13812345670</Fzr_sjhm> <Ym>qingshan.cn</Ym>"),
            "<Fzr_xm>林**</Fzr_xm><Fzr_sjhm>138******70</Fzr_sjhm> <Ym>qingshan.cn</Ym>"
        );
        assert_eq!(
            masked(
                "<ICPmm>k7Wq2p</ICPmm><Fzr_xm>林青杉</Fzr_xm>",
                true,
                true,
                true
            ),
            "<ICPmm>******</ICPmm><Fzr_xm>林青杉</Fzr_xm>"
        );
    }

    #[test]
    fn what_nothing_is_known_about_is_treated_like_a_name() {
        assert_eq!(
            whole("<a b='13812345670' version = \"V.3.0\" c='12345'>secret</a>"),
            "<a b='1**********' version = \"V.3.0\" c='12345'>s*****</a>"
        );
        assert_eq!(
            whole("<!-- 林青杉 --><![CDATA[林青杉]]>"),
            "<!-- *** --><![CDATA[***]]>"
        );
        assert_eq!(
            whole("<?xml version='1.0' encoding='GBK'?><?p 林青杉?>"),
            "<?xml version='1.0' encoding='GBK'?><?p ***?>"
        );
    }

    #[test]
    fn a_value_that_is_not_shown_whole_is_hidden_whole() {
        let line = "青杉</Fzr_xm><Fzr_sjhm>1381234";
        assert_eq!(
            masked(line, false, false, false),
            "**</Fzr_xm><Fzr_sjhm>*******"
        );
        assert_eq!(
            masked(line, true, true, false),
            "青*</Fzr_xm><Fzr_sjhm>138****"
        );
        assert_eq!(
            masked("b='林' c='青杉'>1234", false, false, false),
            "************>****"
        );
        assert_eq!(masked("cn</Ym>", false, true, false), "cn</Ym>");
        assert_eq!(whole("<a \u{FFFD}>"), "<a \u{FFFD}>");
    }

    #[test]
    fn what_is_no_markup_is_no_way_round() {
        for line in [
            "<a< 13812345670",
            "<13812345670>",
            "<a 13812345670>",
            "<a b=13812345670>",
            "<a b='13812345670",
            "a>13812345670<b>",
            "<!13812345670",
            "</a 13812345670>",
            "<?13812345670?>",
        ] {
            for (begins, ends) in [(true, true), (false, false)] {
                let shown = masked(line, begins, ends, false);
                assert!(!shown.contains("12345"), "{line}: {shown}");
                assert_eq!(
                    shown.chars().count(),
                    line.chars().count(),
                    "{line}: {shown}"
                );
                assert_eq!(masked(line, begins, ends, true), line);
            }
        }
    }
}
