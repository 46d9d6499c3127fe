//! The beginning of a document: byte order mark and XML declaration decide how the rest is read.

use super::encoding::{Declared, Utf8};
use super::lexer::{Fault, Lexer};
use super::wording::{self, Wording};

/// What the first bytes of a document say about the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prolog {
    /// The encoding to read with.
    pub(crate) encoding: Declared,
    /// Where the declaration ends.
    pub(crate) end: usize,
}

/// The most bytes that a declaration may have.
const LONGEST: usize = 1024;

/// Whether these first bytes of a document are all that [`prolog`] looks at.
pub(crate) fn suffices(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let begins = |whole: &[u8], text: &[u8]| {
        let length = whole.len().min(text.len());
        whole[..length] == text[..length]
    };
    let may_be_declared = bytes.len() < 3 || begins(b"<?xml", rest);
    !may_be_declared || rest.len() > LONGEST + 2 || rest.windows(2).any(|pair| pair == b"?>")
}

/// Reads byte order mark and XML declaration; both may be absent, then the document is UTF-8.
pub(crate) fn prolog(bytes: &[u8]) -> Result<Prolog, Box<Fault>> {
    let refuse = |offset: usize, wording: Wording<'_>| {
        let message = wording::message(&wording);
        Err(Box::new(Fault {
            offset: offset as u64,
            rule: "xml-wellformed",
            message,
        }))
    };
    if let [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [_, 0, ..] = bytes {
        return refuse(0, Wording::Encoding("UTF-16/UTF-32"));
    }
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    let mut encoding = Declared::Utf8;
    let rest = &bytes[start..];
    let declared = rest.starts_with(b"<?xml")
        && rest
            .get(5)
            .is_some_and(|&byte| super::chars::is_space(byte));
    if !declared {
        return Ok(Prolog {
            encoding,
            end: start,
        });
    }
    let Some(length) = rest.windows(2).take(LONGEST).position(|pair| pair == b"?>") else {
        return refuse(start, Wording::BadDeclaration);
    };
    // The declaration is ASCII, so it can be read as UTF-8 before the encoding is known.
    let inside = &bytes[..start + length];
    let mut lexer = Lexer::<Utf8>::new(inside, start + 5);
    let mut expected = &["version", "encoding", "standalone"][..];
    loop {
        let spaced = lexer.space();
        if lexer.at == inside.len() {
            break;
        }
        let at = lexer.at;
        let Some((name, value)) = pseudo_attribute(&mut lexer).filter(|_| spaced) else {
            return refuse(at, Wording::BadDeclaration);
        };
        let Some(skipped) = expected.iter().position(|known| known.as_bytes() == name) else {
            return refuse(at, Wording::BadDeclaration);
        };
        let right = match expected[skipped] {
            "version" => value == b"1.0",
            "standalone" => matches!(value, b"yes" | b"no"),
            _ => {
                let Some(named) =
                    Declared::named(value).filter(|named| start == 0 || *named == Declared::Utf8)
                else {
                    return refuse(at, Wording::Encoding(&String::from_utf8_lossy(value)));
                };
                encoding = named;
                true
            }
        };
        // The version must come first; the other two may be left out.
        if !right || (expected.len() == 3 && skipped != 0) {
            return refuse(at, Wording::BadDeclaration);
        }
        expected = &expected[skipped + 1..];
    }
    if expected.len() == 3 {
        return refuse(start, Wording::BadDeclaration);
    }
    Ok(Prolog {
        encoding,
        end: inside.len() + 2,
    })
}

/// `name = "value"` inside the declaration.
fn pseudo_attribute<'d>(lexer: &mut Lexer<'d, Utf8>) -> Option<(&'d [u8], &'d [u8])> {
    let name = lexer.name().ok()?.of(lexer.bytes);
    lexer.space();
    lexer.expect(b'=', "=").ok()?;
    lexer.space();
    let quote = lexer.peek().filter(|quote| matches!(quote, b'"' | b'\''))?;
    let from = lexer.at + 1;
    let length = lexer.bytes[from..].iter().position(|&byte| byte == quote)?;
    lexer.at = from + length + 1;
    Some((name, &lexer.bytes[from..from + length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(text: &str) -> Option<Declared> {
        prolog(text.as_bytes()).ok().map(|prolog| prolog.encoding)
    }

    #[test]
    fn the_declaration_decides_the_encoding() {
        assert_eq!(encoding("<a/>"), Some(Declared::Utf8));
        assert_eq!(encoding("\u{FEFF}<a/>"), Some(Declared::Utf8));
        assert_eq!(
            encoding("<?xml version=\"1.0\" encoding=\"gbk\"?><a/>"),
            Some(Declared::Gbk)
        );
        assert_eq!(
            encoding("<?xml version='1.0' encoding='GB2312' standalone='yes' ?>"),
            Some(Declared::Gbk)
        );
        assert_eq!(encoding("<?xml version='1.0'?>"), Some(Declared::Utf8));
    }

    #[test]
    fn a_declaration_must_be_seen_whole() {
        for text in [
            "",
            "<",
            "<?xm",
            "\u{FEFF}",
            "\u{FEFF}<?xml version='1.0'",
            "<?xml version='1.0'?",
        ] {
            assert!(!suffices(text.as_bytes()), "{text}");
        }
        for text in ["<a>", "<?xsl", "\u{FEFF}<a", "<?xml version='1.0'?>"] {
            assert!(suffices(text.as_bytes()), "{text}");
        }
        assert!(suffices(
            format!("<?xml {}", " ".repeat(LONGEST)).as_bytes()
        ));
    }

    #[test]
    fn other_encodings_and_versions_are_refused() {
        for text in [
            "<?xml version='1.0' encoding='GB18030'?>",
            "<?xml version='1.0' encoding='ISO-8859-1'?>",
            "\u{FEFF}<?xml version='1.0' encoding='GBK'?>",
            "<?xml version='1.1'?>",
            "<?xml encoding='GBK'?>",
            "<?xml encoding='GBK' version='1.0'?>",
            "<?xml version='1.0'encoding='GBK'?>",
            "<?xml version='1.0' standalone='maybe'?>",
            "<?xml version='1.0'",
        ] {
            assert_eq!(encoding(text), None, "{text}");
        }
        assert!(prolog(&[0xFF, 0xFE, b'<', 0]).is_err());
    }
}
