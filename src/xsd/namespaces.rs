//! Namespace declarations in force, and what a prefix means.

use super::attributes::Attribute;
use super::chars;
use super::encoding::Encoding;
use super::lexer::{Lexer, Result, Span};
use super::names::{self, NOWHERE, Spaces};
use super::wording::Wording;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// One declaration; an empty prefix is the default namespace.
#[derive(Debug)]
struct Binding {
    prefix: Vec<u8>,
    uri: String,
    /// The namespace's number in the schema.
    space: u32,
}

/// The declarations in force, innermost last.
#[derive(Debug, Default)]
pub(crate) struct Namespaces {
    bindings: Vec<Binding>,
    /// The namespace of names without prefix.
    pub(crate) default: u32,
}

impl Namespaces {
    /// How many declarations are in force.
    pub(crate) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Forgets the declarations of an element that has ended.
    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        if length < self.bindings.len() {
            self.bindings.truncate(length);
            self.refresh();
        }
    }

    fn refresh(&mut self) {
        let default = self
            .bindings
            .iter()
            .rev()
            .find(|binding| binding.prefix.is_empty());
        self.default = default.map_or(NOWHERE, |binding| binding.space);
    }

    /// Takes in the declarations among the attributes.
    pub(crate) fn declare<E: Encoding>(
        &mut self,
        lexer: &Lexer<'_, E>,
        attributes: &[Attribute],
        spaces: &Spaces,
    ) -> Result<()> {
        for attribute in attributes {
            let name = attribute.name.of(lexer.bytes);
            let prefix = match name.strip_prefix(b"xmlns") {
                Some([]) => &[][..],
                Some([b':', prefix @ ..]) => prefix,
                _ => continue,
            };
            let mut uri = String::new();
            lexer.attribute_value(attribute.value, &mut uri);
            let explicit = name.len() > 5;
            let reserved = prefix == b"xmlns"
                || uri == XMLNS
                || (prefix == b"xml") != (uri == XML)
                || (explicit && (prefix.is_empty() || uri.is_empty()));
            if reserved {
                return lexer.malformed(attribute.name.start, Wording::ReservedNamespace);
            }
            self.bindings.push(Binding {
                prefix: prefix.to_vec(),
                space: spaces.find(&uri),
                uri,
            });
            self.refresh();
        }
        Ok(())
    }

    /// Splits a name; gives the number of its namespace and the local part.
    pub(crate) fn element<E: Encoding>(
        &self,
        lexer: &Lexer<'_, E>,
        name: Span,
    ) -> Result<(u32, Span)> {
        let (prefix, local) = split(lexer, name)?;
        match prefix {
            Some(prefix) => Ok((self.uri(lexer, prefix)?.1, local)),
            None => Ok((self.default, local)),
        }
    }

    /// The same for an attribute, to which the default namespace does not apply; `None` for a namespace declaration.
    pub(crate) fn attribute<E: Encoding>(
        &self,
        lexer: &Lexer<'_, E>,
        name: Span,
    ) -> Result<Option<(u32, Span)>> {
        let (prefix, local) = split(lexer, name)?;
        match prefix {
            Some(prefix) if prefix.of(lexer.bytes) == b"xmlns" => Ok(None),
            Some(prefix) => Ok(Some((self.uri(lexer, prefix)?.1, local))),
            None if local.of(lexer.bytes) == b"xmlns" => Ok(None),
            None => Ok(Some((NOWHERE, local))),
        }
    }

    /// The namespace that a prefix stands for in a value; the empty prefix may stand for none.
    pub(crate) fn resolve<E: Encoding>(&self, prefix: &str) -> Option<String> {
        if prefix == "xml" {
            return Some(XML.to_owned());
        }
        let found = self.bindings.iter().rev().find(|binding| {
            let mut known = String::new();
            E::decode(&binding.prefix, &mut known);
            known == prefix
        });
        match found {
            Some(binding) => Some(binding.uri.clone()),
            None => prefix.is_empty().then(String::new),
        }
    }

    /// Refuses two attributes that differ in prefix but not in namespace and local name.
    pub(crate) fn distinct<E: Encoding>(
        &self,
        lexer: &Lexer<'_, E>,
        attributes: &[Attribute],
    ) -> Result<()> {
        let mut expanded = Vec::new();
        for attribute in attributes {
            if let (Some(prefix), local) = split(lexer, attribute.name)?
                && prefix.of(lexer.bytes) != b"xmlns"
            {
                expanded.push((
                    self.uri(lexer, prefix)?.0,
                    local.of(lexer.bytes),
                    attribute.name.start,
                ));
            }
        }
        expanded.sort_unstable();
        match expanded
            .windows(2)
            .find(|pair| pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1)
        {
            Some(pair) => lexer.malformed(pair[1].2, Wording::DoubleAttribute),
            None => Ok(()),
        }
    }

    fn uri<E: Encoding>(&self, lexer: &Lexer<'_, E>, prefix: Span) -> Result<(&str, u32)> {
        let bytes = prefix.of(lexer.bytes);
        if bytes == b"xml" {
            return Ok((XML, names::XML));
        }
        match self
            .bindings
            .iter()
            .rev()
            .find(|binding| binding.prefix == bytes)
        {
            Some(binding) => Ok((&binding.uri, binding.space)),
            None => {
                let mut name = String::new();
                E::decode(bytes, &mut name);
                lexer.malformed(prefix.start, Wording::UnboundPrefix(&name))
            }
        }
    }
}

/// Prefix and local part of a name; both must be names without a colon.
fn split<E: Encoding>(lexer: &Lexer<'_, E>, name: Span) -> Result<(Option<Span>, Span)> {
    let bytes = name.of(lexer.bytes);
    // A colon is never the second byte of a pair.
    let Some(colon) = bytes.iter().position(|&byte| byte == b':') else {
        return Ok((None, name));
    };
    let prefix = Span {
        start: name.start,
        end: name.start + colon,
    };
    let local = Span {
        start: prefix.end + 1,
        end: name.end,
    };
    let starts = E::char_at(lexer.bytes, local.start).is_some_and(|(c, _)| chars::is_name_start(c));
    if prefix.len() == 0 || local.len() == 0 || !starts || local.of(lexer.bytes).contains(&b':') {
        return lexer.malformed(name.start, Wording::QualifiedName);
    }
    Ok((Some(prefix), local))
}

#[cfg(test)]
mod tests {
    use super::super::encoding::Utf8;
    use super::*;

    fn declare(text: &str) -> Result<Namespaces> {
        let mut lexer = Lexer::<Utf8>::new(text.as_bytes(), 0);
        let mut attributes = Vec::new();
        lexer.attributes(&mut attributes)?;
        let mut namespaces = Namespaces::default();
        namespaces.declare(&lexer, &attributes, &Spaces::default())?;
        namespaces.distinct(&lexer, &attributes)?;
        Ok(namespaces)
    }

    #[test]
    fn an_empty_default_namespace_is_none() {
        let default = |text| declare(text).expect("legal").default;
        assert_eq!(default(" xmlns='urn:x'>"), names::UNKNOWN);
        assert_eq!(default(" xmlns=''>"), NOWHERE);
    }

    #[test]
    fn reserved_and_unbound_prefixes_are_refused() {
        for text in [
            " xmlns:xmlns='urn:x'>",
            " xmlns:xml='urn:x'>",
            " xmlns:p=''>",
            " xmlns:p='http://www.w3.org/2000/xmlns/'>",
            " p:a='1'>",
            " xmlns:p='urn:x' xmlns:q='urn:x' p:a='1' q:a='2'>",
            " a:b:c='1'>",
        ] {
            assert!(declare(text).is_err(), "{text}");
        }
        assert!(
            declare(" xmlns:p='urn:x' xmlns:q='urn:y' p:a='1' q:a='2' a='3' xml:lang='zh'>")
                .is_ok()
        );
    }
}
