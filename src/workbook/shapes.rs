//! The boxes that comments stand in: a drawing in VML, which Excel and WPS need beside the list of comments.
//!
//! Such drawings are not always well-formed XML (Excel itself has written bare `<br>`), so they are edited as text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::content_types;
use super::package::Package;
use super::relations::Links;
use super::xml;
use super::{At, Error};

const KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const EMPTY: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>";
/// What a comment's box is drawn as.
const BOX_TYPE: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
const BOX_TYPE_ID: &str = "id=\"_x0000_t202\"";
const SHAPE_ID: &str = "_x0000_s";
/// Excel counts the shapes of a sheet from here.
const FIRST_ID: u32 = 1025;

/// Takes the boxes of `old` cells out of the drawing of sheet `part` and puts boxes for `new` ones in; the id of a
/// drawing that the sheet has to name, where there is a new one.
pub(super) fn write(
    package: &mut Package,
    part: &str,
    links: &mut Links,
    old: &BTreeSet<At>,
    new: &BTreeSet<At>,
) -> Result<Option<String>, Error> {
    let sheet = package.text(part)?;
    let mut id = None;
    xml::each(&sheet, part, |tag| {
        if tag.name == "legacyDrawing" && id.is_none() {
            id = tag.link().map(|link| link.into_owned());
        }
    })?;
    let known = id.and_then(|id| links.get(&id).map(|(part, _)| part));
    match known {
        Some(drawing) => {
            let text = package.text(&drawing)?;
            package.put(&drawing, edited(&text, old, new));
            Ok(None)
        }
        None => {
            let drawing = package.free_name("xl/drawings/vmlDrawing", ".vml");
            package.put(&drawing, edited(EMPTY, old, new));
            content_types::add_extension(package, "vml", KIND)?;
            links.add(package, "vmlDrawing", &drawing).map(Some)
        }
    }
}

fn edited(text: &str, old: &BTreeSet<At>, new: &BTreeSet<At>) -> String {
    let mut text = without(text, old);
    let mut shapes = String::new();
    if !text.contains(BOX_TYPE_ID) {
        shapes.push_str(BOX_TYPE);
    }
    for (number, at) in (next_id(&text)..).zip(new) {
        shape(&mut shapes, number, *at);
    }
    let end = text.rfind("</xml").unwrap_or(text.len());
    text.insert_str(end, &shapes);
    text
}

/// The text without the boxes of these cells.
fn without(text: &str, cells: &BTreeSet<At>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find("<v:shape ") {
        let Some(length) = rest[begin..].find("</v:shape>") else {
            break;
        };
        let end = begin + length + "</v:shape>".len();
        let row = number_in(&rest[begin..end], "<x:Row>");
        let column = number_in(&rest[begin..end], "<x:Column>");
        let gone = row.zip(column).is_some_and(|at| cells.contains(&at));
        kept.push_str(&rest[..if gone { begin } else { end }]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

fn number_in(text: &str, tag: &str) -> Option<u32> {
    let (_, rest) = text.split_once(tag)?;
    rest.split('<').next()?.trim().parse().ok()
}

fn next_id(text: &str) -> u32 {
    let numbers = text.split(SHAPE_ID).skip(1).filter_map(|rest| {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..end].parse::<u32>().ok()
    });
    numbers.max().map_or(FIRST_ID, |greatest| {
        greatest.saturating_add(1).max(FIRST_ID)
    })
}

fn shape(out: &mut String, number: u32, (row, column): At) {
    // Left column and offset, top row and offset, right, bottom: beside the cell, some lines high.
    let anchor = format!(
        "{}, 15, {}, 2, {}, 54, {}, 9",
        column + 1,
        row.saturating_sub(1),
        column + 4,
        row + 6
    );
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"{SHAPE_ID}{number}\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_get_numbers_that_no_other_shape_has() {
        let text = "<xml><v:shape id=\"_x0000_s1030\" type=\"#_x0000_t201\"><br></v:shape></xml>";
        let new = edited(text, &BTreeSet::new(), &BTreeSet::from([(1, 2), (3, 4)]));
        assert!(
            new.contains("_x0000_s1031") && new.contains("_x0000_s1032"),
            "{new}"
        );
        assert!(
            new.contains("<x:Row>3</x:Row><x:Column>4</x:Column>"),
            "{new}"
        );
        assert!(
            new.starts_with("<xml><v:shape id=\"_x0000_s1030\""),
            "{new}"
        );
        assert!(new.ends_with("</v:shape></xml>"), "{new}");
    }

    #[test]
    fn the_boxes_of_last_time_are_taken_out() {
        let once = edited(EMPTY, &BTreeSet::new(), &BTreeSet::from([(1, 2), (3, 4)]));
        let twice = edited(&once, &BTreeSet::from([(1, 2)]), &BTreeSet::new());
        assert!(!twice.contains("<x:Row>1</x:Row>"), "{twice}");
        assert!(twice.contains("<x:Row>3</x:Row>"), "{twice}");
        assert_eq!(twice.matches("<v:shapetype").count(), 1);
    }
}
