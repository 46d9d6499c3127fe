//! The list of what every part is.

use super::Error;
use super::package::Package;
use super::relations::append;
use super::xml;

const PART: &str = "[Content_Types].xml";

/// Says what a new part is.
pub(super) fn add_part(package: &mut Package, part: &str, kind: &str) -> Result<(), Error> {
    let text = package.text(PART)?;
    let text = append(&text, PART, |prefix| {
        format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>")
    })?;
    package.put(PART, text);
    Ok(())
}

/// Says what parts with an extension are, unless the list says so already.
pub(super) fn add_extension(
    package: &mut Package,
    extension: &str,
    kind: &str,
) -> Result<(), Error> {
    let text = package.text(PART)?;
    let mut root = None;
    let mut known = false;
    xml::each(&text, PART, |tag| {
        known |= tag.name == "Default"
            && tag
                .get("Extension")
                .is_some_and(|given| given.eq_ignore_ascii_case(extension));
        root.get_or_insert((tag.range.end, tag.prefix()));
    })?;
    if let (false, Some((end, prefix))) = (known, root) {
        let new = format!("<{prefix}Default Extension=\"{extension}\" ContentType=\"{kind}\"/>");
        package.put(PART, xml::replace(&text, vec![(end..end, new)]));
    }
    Ok(())
}
