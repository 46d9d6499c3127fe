//! Writes the practice bureau's documents: elements in UTF-8 first, GBK bytes at the end.

use quick_xml::escape::minimal_escape;

use crate::bureau::tree::Element;

/// Adds `<tag>text</tag>`.
pub(super) fn leaf(out: &mut String, tag: &str, text: impl AsRef<str>) {
    wrap(out, tag, |out| out.push_str(&minimal_escape(text.as_ref())));
}

/// Adds an element around what `content` adds.
pub(super) fn wrap(out: &mut String, tag: &str, content: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    content(out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Adds a copy of an element, without attributes: the interface has none inside records.
pub(super) fn copy(out: &mut String, element: &Element) {
    if element.children.is_empty() {
        leaf(out, &element.name, element.text.trim());
    } else {
        wrap(out, &element.name, |out| {
            element.children.iter().for_each(|child| copy(out, child))
        });
    }
}

/// Adds copies of the children of these names, in this order.
pub(super) fn copy_children(out: &mut String, parent: &Element, names: &[&str]) {
    for name in names {
        parent.children(name).for_each(|child| copy(out, child));
    }
}

/// A `DownloadData` document of a part of the interface (`ICP`, `IP`, `YM`) in GBK. What GBK lacks becomes a character
/// reference.
pub(super) fn download_data(root: &str, content: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<DownloadData version=\"V.3.0\"><{root}>{content}</{root}></DownloadData>\n"
    );
    encoding_rs::GBK.encode(&document).0.into_owned()
}
