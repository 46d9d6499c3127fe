//! Where the tags of an XML text begin and end, so that a text can be changed in some places and keep its bytes in all
//! others.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;

use super::Error;

/// What a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    Empty,
    End,
}

/// One tag of a text.
#[derive(Clone, Debug)]
pub(super) struct Tag<'x> {
    pub kind: TagKind,
    /// The name without its prefix.
    pub name: &'x str,
    /// The whole tag.
    pub raw: &'x str,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// How many elements are open around it.
    pub depth: usize,
}

/// All tags of a text; what stands between them is left out.
pub(super) fn tags<'x>(text: &'x str, part: &str) -> Result<Vec<Tag<'x>>, Error> {
    let mut tags = Vec::new();
    each(text, part, |tag| tags.push(tag))?;
    Ok(tags)
}

/// Hands every tag of a text to `sink`.
pub(super) fn each<'x>(
    text: &'x str,
    part: &str,
    mut sink: impl FnMut(Tag<'x>),
) -> Result<(), Error> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        // A text in memory is never longer than an address.
        let begin = reader.buffer_position() as usize;
        let event = reader
            .read_event()
            .map_err(|error| Error::xml(part, error))?;
        let range = begin..reader.buffer_position() as usize;
        let kind = match event {
            Event::Start(_) => TagKind::Start,
            Event::Empty(_) => TagKind::Empty,
            Event::End(_) => TagKind::End,
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Error::xml(part, "it ends too early")),
            _ => continue,
        };
        if kind == TagKind::End {
            depth = depth.saturating_sub(1);
        }
        let raw = &text[range.clone()];
        sink(Tag {
            kind,
            name: local_name(raw),
            raw,
            range,
            depth,
        });
        if kind == TagKind::Start {
            depth += 1;
        }
    }
}

fn local_name(raw: &str) -> &str {
    let name = full_name(raw);
    name.rsplit(':').next().unwrap_or(name)
}

fn full_name(raw: &str) -> &str {
    let inner = raw.trim_start_matches(['<', '/']);
    let end = inner
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(inner.len());
    &inner[..end]
}

impl<'x> Tag<'x> {
    /// The prefix of the name with its colon; empty where there is none.
    pub(super) fn prefix(&self) -> &'x str {
        let name = full_name(self.raw);
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    /// The value of an attribute, entities resolved.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'x, str>> {
        let range = self.find(|given| given == name)?;
        Some(resolved(&self.raw[range]))
    }

    /// The value of the attribute `id` of the relationships' namespace, whatever its prefix.
    pub(super) fn link(&self) -> Option<Cow<'x, str>> {
        let range = self.find(|given| given.ends_with(":id"))?;
        Some(resolved(&self.raw[range]))
    }

    /// The whole number that an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<Range<usize>> {
        attributes(self.raw)
            .into_iter()
            .find(|(name, _)| wanted(name))
            .map(|(_, range)| range)
    }
}

/// A start tag with an attribute changed or added.
pub(super) fn with(raw: &str, name: &str, value: &str) -> String {
    let value = escape(value);
    match attributes(raw)
        .into_iter()
        .find(|(given, _)| *given == name)
    {
        Some((_, range)) => format!("{}{value}{}", &raw[..range.start], &raw[range.end..]),
        None => {
            let end = raw
                .strip_suffix("/>")
                .or_else(|| raw.strip_suffix('>'))
                .map_or(raw.len(), str::len);
            format!(
                "{} {name}=\"{value}\"{}",
                raw[..end].trim_end(),
                &raw[end..]
            )
        }
    }
}

/// The value of an attribute of a start tag.
pub(super) fn attribute(raw: &str, name: &str) -> Option<String> {
    let (_, range) = attributes(raw)
        .into_iter()
        .find(|(given, _)| *given == name)?;
    Some(resolved(&raw[range]).into_owned())
}

fn resolved(value: &str) -> Cow<'_, str> {
    unescape(value).unwrap_or(Cow::Borrowed(value))
}

/// Names of a tag's attributes, and where their values stand in it.
fn attributes(raw: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 1 + full_name(raw).len();
    while let Some(equals) = raw[at..].find('=').map(|found| at + found) {
        let name = raw[at..equals].trim();
        let Some(open) = raw[equals..].find(['"', '\'']).map(|found| equals + found) else {
            break;
        };
        let quote = char::from(raw.as_bytes()[open]);
        let Some(close) = raw[open + 1..].find(quote).map(|found| open + 1 + found) else {
            break;
        };
        found.push((name, open + 1..close));
        at = close + 1;
    }
    found
}

/// `text` as it stands between tags; characters that XML cannot hold become U+FFFD.
pub(super) fn content(text: &str) -> String {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    let clean: String = text
        .chars()
        .map(|c| if allowed(c) { c } else { '\u{fffd}' })
        .collect();
    escape(&clean).into_owned()
}

/// Puts replacements into a text; they must not overlap. Those at the same place keep their order.
pub(super) fn replace(text: &str, mut replacements: Vec<(Range<usize>, String)>) -> String {
    replacements.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(
        text.len() + replacements.iter().map(|(_, new)| new.len()).sum::<usize>(),
    );
    let mut copied = 0;
    for (range, new) in replacements {
        out.push_str(&text[copied..range.start.max(copied)]);
        out.push_str(&new);
        copied = range.end.max(copied);
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_changed_and_the_rest_of_the_tag_keeps_its_bytes() {
        let cell = "<x:c  r='D7' t=\"s\" s=\"3\"  >";
        assert_eq!(with(cell, "s", "12"), "<x:c  r='D7' t=\"s\" s=\"12\"  >");
        assert_eq!(with("<c r=\"A1\" />", "s", "1"), "<c r=\"A1\" s=\"1\"/>");
        assert_eq!(with("<c/>", "s", "1"), "<c s=\"1\"/>");
        assert_eq!(with("<c>", "s", "1"), "<c s=\"1\">");
    }

    #[test]
    fn tags_know_where_they_stand() {
        let text = "<?xml version=\"1.0\"?>\r\n<a><!-- <b> --><n:b k=\"1 &lt; 2\"/>x</a >";
        let tags = tags(text, "a.xml").unwrap();
        let raw: Vec<&str> = tags.iter().map(|tag| tag.raw).collect();
        assert_eq!(raw, ["<a>", "<n:b k=\"1 &lt; 2\"/>", "</a >"]);
        assert_eq!(tags[1].name, "b");
        assert_eq!(tags[1].prefix(), "n:");
        assert_eq!(tags[1].depth, 1);
        assert_eq!(tags[1].get("k").as_deref(), Some("1 < 2"));
        assert_eq!(tags[2].depth, 0);
        for tag in &tags {
            assert_eq!(&text[tag.range.clone()], tag.raw);
        }
    }

    #[test]
    fn a_broken_text_is_refused() {
        assert!(tags("<a><b></a>", "a.xml").is_err());
        assert!(tags("<a>", "a.xml").is_err());
    }
}
