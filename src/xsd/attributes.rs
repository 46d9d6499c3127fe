//! The attributes of a start tag: found, checked for doubles, and normalised when somebody asks for a value.

use super::chars;
use super::encoding::Encoding;
use super::lexer::{Lexer, Result, Span};
use super::limits;
use super::wording::Wording;

/// One attribute as it stands in the document, quotes excluded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) name: Span,
    pub(crate) value: Span,
}

impl<E: Encoding> Lexer<'_, E> {
    /// Passes over the rest of a start tag, from behind the element's name, and collects its attributes.
    /// Says whether the element is empty (`/>`).
    pub(crate) fn attributes(&mut self, found: &mut Vec<Attribute>) -> Result<bool> {
        found.clear();
        let start = self.at;
        loop {
            let spaced = self.space_in_tag(start)?;
            match self.peek() {
                Some(b'>') => {
                    self.at += 1;
                    self.distinct(found)?;
                    return Ok(false);
                }
                Some(b'/') => {
                    self.at += 1;
                    self.expect(b'>', "/>")?;
                    self.distinct(found)?;
                    return Ok(true);
                }
                _ if !spaced => return self.unexpected("> or white space"),
                _ => {}
            }
            let name = self.name()?;
            if found.len() == limits::ATTRIBUTES {
                let offset = self.offset(name.start);
                return self.beyond(offset, "limit-attributes", limits::ATTRIBUTES);
            }
            self.space_in_tag(start)?;
            self.expect(b'=', "=")?;
            self.space_in_tag(start)?;
            let value = self.quoted()?;
            found.push(Attribute { name, value });
        }
    }

    /// Passes over an attribute's value and its quotes.
    fn quoted(&mut self) -> Result<Span> {
        let quote = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return self.unexpected("\""),
        };
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(byte) if byte == quote => break,
                Some(b'&') => drop(self.reference()?),
                Some(b'<') => return self.unexpected("&lt;"),
                _ => self.character()?,
            }
            if self.at - start > limits::TEXT {
                return self.beyond(self.offset(start), "limit-text", limits::TEXT);
            }
        }
        self.at += 1;
        Ok(Span {
            start,
            end: self.at - 1,
        })
    }

    /// Refuses two attributes of the same name.
    fn distinct(&self, found: &[Attribute]) -> Result<()> {
        let name = |attribute: &Attribute| attribute.name.of(self.bytes);
        let double = if found.len() <= 16 {
            found
                .iter()
                .enumerate()
                .find(|(n, a)| found[..*n].iter().any(|b| name(a) == name(b)))
                .map(|(_, a)| *a)
        } else {
            let mut sorted = found.to_vec();
            sorted.sort_by(|a, b| name(a).cmp(name(b)).then(a.name.start.cmp(&b.name.start)));
            sorted
                .windows(2)
                .find(|pair| name(&pair[0]) == name(&pair[1]))
                .map(|pair| pair[1])
        };
        match double {
            Some(attribute) => self.malformed(attribute.name.start, Wording::DoubleAttribute),
            None => Ok(()),
        }
    }

    /// The value of an attribute as XML hands it on: references replaced, line ends and tabs turned to blanks.
    pub(crate) fn attribute_value(&self, value: Span, out: &mut String) {
        out.clear();
        let mut from = value.start;
        let mut inner = Lexer::<E>::new(&self.bytes[..value.end], from);
        while let Some(byte) = inner.peek() {
            if byte == b'&' || (chars::is_space(byte) && byte != b' ') {
                E::decode(&self.bytes[from..inner.at], out);
                if byte == b'&' {
                    out.extend(inner.reference());
                } else {
                    inner.at += if inner.follows(b"\r\n") { 2 } else { 1 };
                    out.push(' ');
                }
                from = inner.at;
            } else {
                inner.at += 1;
            }
        }
        E::decode(&self.bytes[from..value.end], out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::Utf8;
    use super::*;

    fn parse(text: &str) -> Result<(Vec<String>, bool)> {
        let mut lexer = Lexer::<Utf8>::new(text.as_bytes(), 0);
        let mut found = Vec::new();
        let empty = lexer.attributes(&mut found)?;
        let mut value = String::new();
        let values = found.iter().map(|attribute| {
            lexer.attribute_value(attribute.value, &mut value);
            value.clone()
        });
        Ok((values.collect(), empty))
    }

    #[test]
    fn values_are_normalised_but_references_to_white_space_are_kept() {
        let (values, empty) = parse(" a='1\r\n\t2' b = \"&#10;&lt;'\"/>").expect("well-formed");
        assert_eq!(
            (values, empty),
            (vec!["1  2".to_owned(), "\n<'".to_owned()], true)
        );
    }

    #[test]
    fn doubles_missing_quotes_and_missing_blanks_are_refused() {
        for text in [
            " a='1' a='2'>",
            " a=1>",
            " a>",
            " a='1'b='2'>",
            " a='<'>",
            " a='&nbsp;'>",
            " a='1",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        let many: String = (0..40).map(|n| format!(" a{n}='x'")).collect();
        assert!(parse(&format!("{many}>")).is_ok());
        assert!(parse(&format!("{many} a7=''>")).is_err());
    }

    #[test]
    fn more_attributes_than_the_limit_are_refused_by_its_name() {
        let many: String = (0..=limits::ATTRIBUTES)
            .map(|n| format!(" a{n}='x'"))
            .collect();
        let halt = parse(&format!("{many}>")).expect_err("beyond the limit");
        assert_eq!(halt.fault().expect("a fault").rule, "limit-attributes");
    }
}
