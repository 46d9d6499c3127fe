//! Comments: the list of a sheet's comments, beside the operator's own.
//!
//! A cell has one comment at most, so what is said of a commented cell is put below what stands there. Comments that this
//! program has written before, which its author's name shows, give way to the new ones.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cells::position;
use super::content_types;
use super::package::Package;
use super::relations::Links;
use super::shapes;
use super::xml::{self, Tag, TagKind};
use super::{At, Comments, Error};
use crate::order::Spot;

const AUTHOR: &str = "beian";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors><commentList></commentList></comments>";

/// What commenting a sheet asks of the sheet itself.
#[derive(Debug, Default)]
pub(super) struct Commented {
    /// The id of a new drawing that the sheet has to name.
    pub drawing: Option<String>,
    /// The cells of which this program has said something before, and coloured them.
    pub before: BTreeSet<At>,
}

/// Puts comments into the sheet `part`.
pub(super) fn write(
    package: &mut Package,
    part: &str,
    mut links: Links,
    comments: &Comments<'_>,
) -> Result<Commented, Error> {
    let known = links.of_kind("comments");
    let text = match &known {
        Some(part) => package.text(part)?,
        None if comments.is_empty() => return Ok(Commented::default()),
        None => EMPTY.to_owned(),
    };
    let name = known.clone().unwrap_or_else(|| "comments.xml".to_owned());
    let list = List::read(&text, &name)?;
    if comments.is_empty() && list.own_cells().is_empty() {
        return Ok(Commented::default());
    }
    let new = list.with(comments);
    match known {
        Some(part) => package.put(&part, new),
        None => {
            let part = package.free_name("xl/comments", ".xml");
            package.put(&part, new);
            content_types::add_part(package, &part, KIND)?;
            links.add(package, "comments", &part)?;
        }
    }
    let others = list.cells_of_others();
    let new_boxes: BTreeSet<At> = { comments.keys() }
        .filter(|at| !others.contains(at))
        .copied()
        .collect();
    let before = list.own_cells();
    let drawing = shapes::write(package, part, &mut links, &before, &new_boxes)?;
    Ok(Commented { drawing, before })
}

/// The comments of a sheet.
struct List<'x> {
    text: &'x str,
    prefix: &'x str,
    /// Where the list of authors ends, how long it is, and which of them this program is.
    authors_end: usize,
    authors: usize,
    own: Option<usize>,
    /// Where the list of comments ends.
    end: usize,
    comments: Vec<Comment>,
    /// Lists that are written as empty elements.
    opened: Vec<(Range<usize>, String)>,
}

struct Comment {
    at: At,
    author: usize,
    range: Range<usize>,
    /// Where `text` ends, and a plain text in it that is no run yet.
    text_end: usize,
    plain: Option<Range<usize>>,
}

impl<'x> List<'x> {
    fn read(text: &'x str, part: &str) -> Result<Self, Error> {
        let tags = xml::tags(text, part)?;
        let mut list = Self {
            text,
            prefix: tags.first().map_or("", Tag::prefix),
            authors_end: 0,
            authors: 0,
            own: None,
            end: 0,
            comments: Vec::new(),
            opened: Vec::new(),
        };
        let mut author_begin = 0;
        for tag in &tags {
            let closes = tag.kind == TagKind::End;
            match (tag.name, tag.depth) {
                ("authors" | "commentList", 1) => {
                    let end = if closes {
                        tag.range.start
                    } else {
                        tag.range.end
                    };
                    match tag.name {
                        "authors" => list.authors_end = end,
                        _ => list.end = end,
                    }
                    if tag.kind == TagKind::Empty {
                        list.opened.push((tag.range.clone(), tag.name.to_owned()));
                    }
                }
                ("author", 2) => {
                    if closes && text[author_begin..tag.range.start] == *AUTHOR {
                        list.own = Some(list.authors);
                    }
                    author_begin = tag.range.end;
                    list.authors += usize::from(tag.kind != TagKind::Start);
                }
                ("comment", 2) if !closes => {
                    let at = tag.get("ref").and_then(|name| position(&name));
                    list.comments.push(Comment {
                        at: at.unwrap_or((u32::MAX, u32::MAX)),
                        author: tag.number("authorId").unwrap_or(0) as usize,
                        range: tag.range.clone(),
                        text_end: 0,
                        plain: None,
                    });
                }
                ("comment", 2) => {
                    if let Some(last) = list.comments.last_mut() {
                        last.range.end = tag.range.end;
                    }
                }
                ("text", 3) if closes => {
                    if let Some(last) = list.comments.last_mut() {
                        last.text_end = tag.range.start;
                    }
                }
                ("t", 4) => {
                    if let Some(last) = list.comments.last_mut() {
                        let begin = last.plain.as_ref().map_or(tag.range.start, |t| t.start);
                        last.plain = Some(begin..tag.range.end);
                    }
                }
                _ => {}
            }
        }
        if list.end == 0 || list.authors_end == 0 {
            return Err(Error::xml(part, "it has no list of comments"));
        }
        Ok(list)
    }

    fn is_own(&self, comment: &Comment) -> bool {
        self.own == Some(comment.author)
    }

    fn own_cells(&self) -> BTreeSet<At> {
        { self.comments.iter() }
            .filter(|comment| self.is_own(comment))
            .map(|comment| comment.at)
            .collect()
    }

    fn cells_of_others(&self) -> BTreeSet<At> {
        { self.comments.iter() }
            .filter(|comment| !self.is_own(comment))
            .map(|comment| comment.at)
            .collect()
    }

    /// The text with other comments of this program's.
    fn with(&self, comments: &Comments<'_>) -> String {
        let prefix = self.prefix;
        let author = self.own.unwrap_or(self.authors);
        let run = |text: &str| {
            let text = xml::content(text);
            format!("<{prefix}r><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}r>")
        };
        let mut replacements = Vec::new();
        for comment in &self.comments {
            if self.is_own(comment) {
                replacements.push((comment.range.clone(), String::new()));
            } else if let Some(text) = comments.get(&comment.at)
                && comment.text_end > 0
            {
                if let Some(plain) = &comment.plain {
                    let old = &self.text[plain.clone()];
                    let new = format!("<{prefix}r>{old}</{prefix}r>");
                    replacements.push((plain.clone(), new));
                }
                let at = comment.text_end;
                replacements.push((at..at, run(&format!("\n{text}"))));
            }
        }
        let others = self.cells_of_others();
        let new: String = { comments.iter() }
            .filter(|(at, _)| !others.contains(at))
            .map(|((row, column), text)| {
                let name = Spot::Cell { row: *row, column: *column };
                let run = run(text);
                format!(
                    "<{prefix}comment ref=\"{name}\" authorId=\"{author}\"><{prefix}text>{run}</{prefix}text></{prefix}comment>"
                )
            })
            .collect();
        let new_author = match self.own {
            Some(_) => String::new(),
            None => format!("<{prefix}author>{AUTHOR}</{prefix}author>"),
        };
        for (at, name, content) in [
            (self.authors_end, "authors", new_author),
            (self.end, "commentList", new),
        ] {
            match self.opened.iter().find(|(_, opened)| opened == name) {
                Some((range, _)) => replacements.push((
                    range.clone(),
                    format!("<{prefix}{name}>{content}</{prefix}{name}>"),
                )),
                None => replacements.push((at..at, content)),
            }
        }
        xml::replace(self.text, replacements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<comments><authors><author>王工</author></authors><commentList>";

    fn with(text: &str, comments: &[(At, &str)]) -> String {
        let list = List::read(text, "comments1.xml").unwrap();
        list.with(&comments.iter().copied().collect())
    }

    #[test]
    fn a_comment_goes_beside_the_operators_own() {
        let old = "<comment ref=\"A1\" authorId=\"0\"><text><t>先问客户</t></text></comment>";
        let text = format!("{HEAD}{old}</commentList></comments>");
        let new = with(&text, &[((1, 1), "不对 <")]);
        assert!(new.contains(old), "{new}");
        assert!(
            new.contains("<author>王工</author><author>beian</author>"),
            "{new}"
        );
        assert!(new.contains("<comment ref=\"B2\" authorId=\"1\"><text><r><t xml:space=\"preserve\">不对 &lt;</t></r></text></comment></commentList>"), "{new}");
    }

    #[test]
    fn a_cell_with_a_comment_gets_ours_below_it() {
        let old = "<comment ref=\"A1\" authorId=\"0\"><text><t>先问客户</t></text></comment>";
        let text = format!("{HEAD}{old}</commentList></comments>");
        let new = with(&text, &[((0, 0), "不对")]);
        assert!(
            new.contains(
                "<text><r><t>先问客户</t></r><r><t xml:space=\"preserve\">\n不对</t></r></text>"
            ),
            "{new}"
        );
        assert_eq!(new.matches("<comment ").count(), 1);
    }

    #[test]
    fn what_was_said_last_time_gives_way() {
        let text = format!("{HEAD}</commentList></comments>");
        let once = with(&text, &[((0, 0), "甲"), ((1, 0), "乙")]);
        let twice = with(&once, &[((0, 0), "丙")]);
        assert!(
            !twice.contains('甲') && !twice.contains('乙') && twice.contains('丙'),
            "{twice}"
        );
        assert_eq!(twice.matches("<author>").count(), 2);
    }

    #[test]
    fn lists_without_anything_are_opened() {
        let new = with(
            "<x:comments><x:authors/><x:commentList /></x:comments>",
            &[((0, 0), "a")],
        );
        assert!(new.starts_with("<x:comments><x:authors><x:author>beian</x:author></x:authors><x:commentList><x:comment ref=\"A1\" authorId=\"0\">"), "{new}");
        assert!(
            new.ends_with("</x:comment></x:commentList></x:comments>"),
            "{new}"
        );
    }
}
