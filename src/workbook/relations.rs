//! How parts name each other: the `.rels` part beside every part that names another.

use super::Error;
use super::package::Package;
use super::xml::{self, Tag, TagKind};

/// The parts that one part names.
#[derive(Debug)]
pub(super) struct Links {
    part: String,
    text: String,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Link {
    id: String,
    kind: String,
    target: String,
}

const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// Where the names of kinds begin; packages of the strict kind have another.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The namespace of the attribute `r:id`, and the beginning of the kinds of links.
pub(super) const NAMESPACE: &str = KINDS;

impl Links {
    /// The parts that `part` names; the package itself has an empty name.
    pub(super) fn read(package: &mut Package, part: &str) -> Result<Self, Error> {
        let own = place(part);
        let text = package.find(&own)?.unwrap_or_else(|| EMPTY.to_owned());
        let mut links = Vec::new();
        xml::each(&text, &own, |tag| links.extend(Link::read(&tag)))?;
        Ok(Self {
            part: part.to_owned(),
            text,
            links,
        })
    }

    /// The part of a kind (`comments`, `styles`), where one is named.
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        let link = self
            .links
            .iter()
            .find(|link| link.kind.rsplit('/').next() == Some(kind))?;
        Some(resolve(&self.part, &link.target))
    }

    /// The part behind an id, and its kind.
    pub(super) fn get(&self, id: &str) -> Option<(String, &str)> {
        let link = self.links.iter().find(|link| link.id == id)?;
        let kind = link.kind.rsplit('/').next().unwrap_or_default();
        Some((resolve(&self.part, &link.target), kind))
    }

    /// Names another part; its id.
    pub(super) fn add(
        &mut self,
        package: &mut Package,
        kind: &str,
        target: &str,
    ) -> Result<String, Error> {
        let mut number = self.links.len() + 1;
        let mut id = format!("rId{number}");
        while self.links.iter().any(|link| link.id == id) {
            number += 1;
            id = format!("rId{number}");
        }
        let kind = format!("{KINDS}/{kind}");
        let target = format!("/{target}");
        let own = place(&self.part);
        self.text = append(&self.text, &own, |prefix| {
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
        })?;
        package.put(&own, self.text.clone());
        self.links.push(Link {
            id: id.clone(),
            kind,
            target,
        });
        Ok(id)
    }
}

impl Link {
    fn read(tag: &Tag<'_>) -> Option<Self> {
        if tag.name != "Relationship" || tag.kind == TagKind::End {
            return None;
        }
        let internal = tag
            .get("TargetMode")
            .is_none_or(|mode| !mode.eq_ignore_ascii_case("External"));
        internal.then(|| Self {
            id: tag.get("Id").unwrap_or_default().into_owned(),
            kind: tag.get("Type").unwrap_or_default().into_owned(),
            target: tag.get("Target").unwrap_or_default().into_owned(),
        })
    }
}

/// The text with something before the end of its root; `make` gets the root's prefix.
pub(super) fn append(
    text: &str,
    part: &str,
    make: impl FnOnce(&str) -> String,
) -> Result<String, Error> {
    let tags = xml::tags(text, part)?;
    let root = tags
        .first()
        .ok_or_else(|| Error::xml(part, "it has no root"))?;
    let last = tags.last().unwrap_or(root);
    let new = make(root.prefix());
    let replacement = match last.kind {
        TagKind::Empty => {
            let open = root.raw.trim_end_matches("/>").trim_end();
            let (prefix, name) = (root.prefix(), root.name);
            (root.range.clone(), format!("{open}>{new}</{prefix}{name}>"))
        }
        _ => (last.range.start..last.range.start, new),
    };
    Ok(xml::replace(text, vec![replacement]))
}

/// The `.rels` part of a part.
fn place(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The part that `target` means when `part` names it.
fn resolve(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for piece in target.split('/') {
        match piece {
            "." | "" => {}
            ".." => {
                folders.pop();
            }
            piece => folders.push(piece),
        }
    }
    folders.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_part_or_absolute() {
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(resolve(sheet, "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve(sheet, "/xl/comments/c.xml"), "xl/comments/c.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(place(sheet), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(place(""), "_rels/.rels");
    }

    #[test]
    fn a_root_without_children_is_opened() {
        let text = append("<?xml version=\"1.0\"?><a x=\"1\" />", "a", |_| {
            "<b/>".into()
        })
        .unwrap();
        assert_eq!(text, "<?xml version=\"1.0\"?><a x=\"1\"><b/></a>");
        let text = append("<p:a><c/></p:a>", "a", |prefix| format!("<{prefix}b/>")).unwrap();
        assert_eq!(text, "<p:a><c/><p:b/></p:a>");
    }
}
