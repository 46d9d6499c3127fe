//! Colours: formats of cells that are as before but for the fill, added at the end of the list of formats.

use std::collections::HashMap;

use super::book::Book;
use super::content_types;
use super::package::Package;
use super::relations::Links;
use super::xml::{self, Tag, TagKind};
use super::{Error, Tone};

/// The formats of cells.
pub(super) struct Styles {
    part: Option<String>,
    text: String,
    prefix: String,
    /// Where new fills go, and how many there are.
    fills: List,
    /// The fills that this program has made before.
    own_fills: Vec<usize>,
    /// Where new formats go.
    formats: List,
    /// The formats, as they are written.
    known: Vec<String>,
    /// Formats made for a look.
    made: HashMap<(usize, Look), usize>,
    new_fills: Vec<Tone>,
}

/// What a cell is to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// As before, but coloured.
    Colored(Tone),
    /// As before, without a colour that this program gave it.
    Plain,
}

/// A list in the text: its start tag, where its content ends, and how long it is.
#[derive(Clone, Debug, Default)]
struct List {
    tag: String,
    begin: usize,
    content_begin: usize,
    content_end: usize,
    end: usize,
    count: usize,
}

/// Styles for a workbook that has none.
const MINIMAL: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

impl Styles {
    pub(super) fn read(package: &mut Package, book: &Book) -> Result<Self, Error> {
        let text = match &book.styles {
            Some(part) => package.text(part)?,
            None => MINIMAL.to_owned(),
        };
        let name = book.styles.as_deref().unwrap_or("styles.xml");
        let tags = xml::tags(&text, name)?;
        let list = |name: &str| {
            List::find(&tags, name).ok_or_else(|| Error::xml("styles.xml", format!("no {name}")))
        };
        let formats = list("cellXfs")?;
        let fills = list("fills")?;
        let known = elements(&tags, &formats, &text);
        let known_fills = elements(&tags, &fills, &text);
        let is_own = |fill: &String| Tone::ALL.iter().any(|tone| fill.contains(&rgb(*tone)));
        let own_fills = { known_fills.iter().enumerate() }
            .filter(|(_, fill)| is_own(fill))
            .map(|(index, _)| index)
            .collect();
        Ok(Self {
            part: book.styles.clone(),
            prefix: tags.first().map_or("", Tag::prefix).to_owned(),
            fills: List {
                count: known_fills.len(),
                ..fills
            },
            formats: List {
                count: known.len(),
                ..formats
            },
            own_fills,
            known,
            made: HashMap::new(),
            new_fills: Vec::new(),
            text,
        })
    }

    /// The number of the format that looks like format `base`, but for `look`.
    pub(super) fn with(&mut self, base: usize, look: Look) -> usize {
        if let Some(made) = self.made.get(&(base, look)) {
            return *made;
        }
        let format = match look {
            Look::Plain => return self.plain(base),
            Look::Colored(tone) => {
                let fill = self.fill(tone);
                self.filled(base, fill)
            }
        };
        let number = match self.known.iter().position(|known| *known == format) {
            Some(same) => same,
            None => {
                self.known.push(format);
                self.known.len() - 1
            }
        };
        self.made.insert((base, look), number);
        number
    }

    /// Format `base` with another fill.
    fn filled(&self, base: usize, fill: usize) -> String {
        let format = match self.known.get(base).or_else(|| self.known.first()) {
            Some(format) => format.clone(),
            None => format!(
                "<{}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
                self.prefix
            ),
        };
        let (tag, rest) = first_tag(&format);
        let tag = xml::with(tag, "fillId", &fill.to_string());
        format!("{}{rest}", xml::with(&tag, "applyFill", "1"))
    }

    /// The format that `base` was before this program coloured it: the first one that is the same but for the fill.
    fn plain(&self, base: usize) -> usize {
        let fill = |format: &str| -> Option<usize> {
            xml::attribute(first_tag(format).0, "fillId")?.parse().ok()
        };
        let is_own = |format: &String| {
            fill(format)
                .is_some_and(|fill| self.own_fills.contains(&fill) || fill >= self.fills.count)
        };
        let Some(format) = self.known.get(base).filter(|format| is_own(format)) else {
            return base;
        };
        let same = |known: &&String| self.same_but_for_fill(known, format) && !is_own(known);
        match self.known.iter().find(same) {
            Some(found) => { self.known.iter() }
                .position(|known| known == found)
                .unwrap_or(base),
            None => base,
        }
    }

    fn same_but_for_fill(&self, a: &str, b: &str) -> bool {
        let neutral = |format: &str| {
            let (tag, rest) = first_tag(format);
            let tag = xml::with(tag, "fillId", "0");
            format!("{}{rest}", xml::with(&tag, "applyFill", "1"))
        };
        neutral(a) == neutral(b)
    }

    fn fill(&mut self, tone: Tone) -> usize {
        let position = match self.new_fills.iter().position(|known| *known == tone) {
            Some(position) => position,
            None => {
                self.new_fills.push(tone);
                self.new_fills.len() - 1
            }
        };
        self.fills.count + position
    }

    /// Puts the new formats into the package.
    pub(super) fn write(self, package: &mut Package, book: &Book) -> Result<(), Error> {
        let prefix = &self.prefix;
        let fills: String = { self.new_fills.iter() }
            .map(|tone| {
                format!(
                    "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor {}/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>",
                    rgb(*tone)
                )
            })
            .collect();
        let formats: String = self.known[self.formats.count..].concat();
        if fills.is_empty() && formats.is_empty() && self.part.is_some() {
            return Ok(());
        }
        let text = xml::replace(
            &self.text,
            [
                self.fills.grown(
                    &self.text,
                    prefix,
                    "fills",
                    self.fills.count + self.new_fills.len(),
                    &fills,
                ),
                self.formats
                    .grown(&self.text, prefix, "cellXfs", self.known.len(), &formats),
            ]
            .into(),
        );
        match self.part {
            Some(part) => package.put(&part, text),
            None => {
                let part = package.free_name("xl/styles", ".xml");
                package.put(&part, text);
                content_types::add_part(package, &part, KIND)?;
                Links::read(package, &book.part)?.add(package, "styles", &part)?;
            }
        }
        Ok(())
    }
}

fn rgb(tone: Tone) -> String {
    format!("rgb=\"FF{}\"", tone.color())
}

/// The start tag of an element, and what follows.
fn first_tag(element: &str) -> (&str, &str) {
    let end = element.find('>').map_or(element.len(), |end| end + 1);
    element.split_at(end)
}

/// The children of a list, as they are written.
fn elements(tags: &[Tag<'_>], list: &List, text: &str) -> Vec<String> {
    let inside = { tags.iter() }
        .filter(|tag| tag.range.start >= list.content_begin && tag.range.end <= list.content_end);
    let mut found = Vec::new();
    let mut begin = None;
    for tag in inside.filter(|tag| tag.depth == 2) {
        match tag.kind {
            TagKind::Start => begin = Some(tag.range.start),
            TagKind::Empty => found.push(tag.raw.to_owned()),
            TagKind::End => {
                if let Some(begin) = begin.take() {
                    found.push(text[begin..tag.range.end].to_owned());
                }
            }
        }
    }
    found
}

impl List {
    /// The list among the root's children.
    fn find(tags: &[Tag<'_>], name: &str) -> Option<Self> {
        let mut ours = tags.iter().filter(|tag| tag.depth == 1 && tag.name == name);
        let first = ours.next()?;
        let last = match first.kind {
            TagKind::Empty => first,
            _ => ours.next()?,
        };
        let empty = first.kind == TagKind::Empty;
        Some(Self {
            tag: first.raw.to_owned(),
            begin: first.range.start,
            content_begin: first.range.end,
            content_end: if empty {
                first.range.end
            } else {
                last.range.start
            },
            end: last.range.end,
            count: 0,
        })
    }

    /// The list with more in it.
    fn grown(
        &self,
        text: &str,
        prefix: &str,
        name: &str,
        count: usize,
        more: &str,
    ) -> (std::ops::Range<usize>, String) {
        let tag = xml::with(&self.tag, "count", &count.to_string());
        let open = tag.trim_end_matches("/>").trim_end_matches('>');
        let content = &text[self.content_begin..self.content_end];
        (
            self.begin..self.end,
            format!("{open}>{content}{more}</{prefix}{name}>"),
        )
    }
}
