//! A first look at a document: in which encoding it is read, and which element it begins with. It is no verdict, only
//! enough to choose a schema and to show a part of the text.

use super::chars;
use super::encoding::{Declared, Encoding, Gbk, Utf8};
use super::prolog;

/// What the first bytes of a document say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    encoding: Declared,
    root: Option<String>,
}

impl Opening {
    /// Looks at the first bytes of a document. The root is found if its name and all that stands before it are there.
    pub fn of(bytes: &[u8]) -> Self {
        let Ok(prolog) = prolog::prolog(bytes) else {
            let encoding = Declared::Utf8;
            return Self {
                encoding,
                root: None,
            };
        };
        let encoding = prolog.encoding;
        let root = root(bytes.get(prolog.end..).unwrap_or_default());
        // A prefix says nothing without the declarations that belong to it.
        let root = root
            .map(|name| decode(encoding, name))
            .map(|name| match name.split_once(':') {
                Some((_, local)) => local.to_owned(),
                None => name,
            });
        Self { encoding, root }
    }

    /// The local name of the element that the document begins with.
    pub fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// Some of the document's bytes as text; what is no character of its encoding becomes U+FFFD.
    pub(crate) fn text(&self, bytes: &[u8]) -> String {
        decode(self.encoding, bytes)
    }

    /// Where the first character that certainly begins in `bytes` does so.
    pub(crate) fn boundary(&self, bytes: &[u8]) -> Option<usize> {
        match self.encoding {
            Declared::Utf8 => bytes.iter().position(|byte| !(0x80..0xC0).contains(byte)),
            // Such a byte is never the second of a pair.
            Declared::Gbk => bytes.iter().position(|&byte| byte < 0x40),
        }
    }
}

fn decode(encoding: Declared, bytes: &[u8]) -> String {
    let mut text = String::new();
    match encoding {
        Declared::Utf8 => Utf8::decode(bytes, &mut text),
        Declared::Gbk => Gbk::decode(bytes, &mut text),
    }
    text
}

/// The name in the first start tag. All that is looked for is ASCII that no second byte of GBK can be.
fn root(mut rest: &[u8]) -> Option<&[u8]> {
    let behind = |bytes: &'_ [u8], end: &[u8]| {
        let at = bytes.windows(end.len()).position(|window| window == end)?;
        Some(at + end.len())
    };
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b"<!--") {
            rest = &rest[4 + behind(&rest[4..], b"-->")?..];
        } else if rest.starts_with(b"<?") {
            rest = &rest[behind(rest, b"?>")?..];
        } else {
            let rest = rest
                .strip_prefix(b"<")
                .filter(|rest| !rest.starts_with(b"!"))?;
            let ends = |&byte: &u8| chars::is_space(byte) || matches!(byte, b'/' | b'>');
            let name = &rest[..rest.iter().position(ends)?];
            return (!name.is_empty()).then_some(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_what_may_stand_before_it() {
        let root = |text: &str| Opening::of(text.as_bytes()).root().map(str::to_owned);
        for text in [
            "<a>",
            "<a/>",
            "<a b='1'>",
            "\u{FEFF}<?xml version='1.0'?>\n<!-- <b> -- > --><?p <c>?>\r\n<a\n>",
            "<x:a xmlns:x='urn:x'/>",
        ] {
            assert_eq!(root(text).as_deref(), Some("a"), "{text}");
        }
        for text in [
            "",
            "a",
            "<",
            "<a",
            "<!DOCTYPE a><a>",
            "<!-- <a>",
            "<?xml version='1.0'",
            "</a>",
            "\0<\0a",
        ] {
            assert_eq!(root(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_is_read_in_the_encoding_that_is_declared() {
        let text = b"<?xml version='1.0' encoding='GBK'?><\xB1\xB8\xB0\xB8>";
        assert_eq!(Opening::of(text).root(), Some("\u{5907}\u{6848}"));
    }
}
