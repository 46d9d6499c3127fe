//! The attributes of XML Schema itself that may stand on any element: `xsi:type`, `xsi:nil` and the two locations.

use super::super::derivation::stands_for;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode};
use super::super::lexer::{Lexer, Result, Span};
use super::super::lexical::Lexical;
use super::super::model::Type;
use super::super::names::{INSTANCE, Name};
use super::super::simple::White;
use super::super::wording::Wording;
use super::Validator;

/// Their local names.
pub(super) const LOCAL: [&[u8]; 4] = [
    b"type",
    b"nil",
    b"schemaLocation",
    b"noNamespaceSchemaLocation",
];

impl<E: Encoding> Validator<'_, E> {
    /// The `xsi:` attribute of this local name: its own name, and its value with white space collapsed.
    fn instance(&self, lexer: &Lexer<'_, E>, local: &[u8]) -> Result<Option<(Span, String)>> {
        for attribute in &self.attributes {
            let found = self.namespaces.attribute(lexer, attribute.name)?;
            if found.is_some_and(|(space, name)| space == INSTANCE && name.of(lexer.bytes) == local)
            {
                let (mut text, mut scratch) = (String::new(), String::new());
                lexer.attribute_value(attribute.value, &mut text);
                let text = White::Collapse.normalise(&text, &mut scratch).to_owned();
                return Ok(Some((attribute.name, text)));
            }
        }
        Ok(None)
    }

    /// The type that the element names itself, if it may; `declared` is the type that it would have otherwise.
    pub(super) fn type_named(
        &mut self,
        lexer: &Lexer<'_, E>,
        element: Option<u32>,
        declared: Option<Type>,
    ) -> Result<Option<Type>> {
        let Some((attribute, text)) = self.instance(lexer, b"type")? else {
            return Ok(None);
        };
        let (offset, ordinal) = (lexer.offset(attribute.start), self.ordinal);
        let attribute = Some(attribute.of(lexer.bytes));
        let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
        let found = Lexical::Qname
            .allows(&text)
            .then(|| self.namespaces.resolve::<E>(prefix))
            .flatten()
            .and_then(|uri| {
                self.tables.named_type(&Name {
                    space: self.tables.spaces.find(&uri),
                    local: local.to_owned(),
                })
            });
        let Some(kind) = found else {
            let wording = Wording::UnknownType { name: &text };
            self.report(offset, ordinal, attribute, "cvc-elt.4.2", &wording);
            return Ok(None);
        };
        let blocked = element.map_or_else(Default::default, |element| {
            self.tables.elements[element as usize].block
        });
        if declared.is_some_and(|declared| !stands_for(self.tables, kind, declared, blocked)) {
            let wording = Wording::NotDerived { name: &text };
            self.report(offset, ordinal, attribute, "cvc-elt.4.3", &wording);
            return Ok(None);
        }
        Ok(Some(kind))
    }

    /// Looks at `xsi:nil`, which may change what the element can hold.
    pub(super) fn check_nil(&mut self, lexer: &Lexer<'_, E>, frame: &mut Frame) -> Result<()> {
        if frame.element == u32::MAX {
            // Without a declaration there is nothing to be nil.
            return Ok(());
        }
        let Some((attribute, text)) = self.instance(lexer, b"nil")? else {
            return Ok(());
        };
        let (offset, ordinal) = (lexer.offset(attribute.start), frame.ordinal);
        let attribute = Some(attribute.of(lexer.bytes));
        let row = &self.tables.elements[frame.element as usize];
        if !Lexical::Boolean.allows(&text) {
            let wording = Wording::NotOfType { base: "xs:boolean" };
            let rule = "cvc-datatype-valid.1.2.1";
            self.report(offset, ordinal, attribute, rule, &wording);
        } else if !row.nillable {
            let wording = Wording::NotNillable;
            self.report(offset, ordinal, attribute, "cvc-elt.3.1", &wording);
        } else if matches!(text.as_str(), "true" | "1") {
            if let Some(preset) = row.preset.as_ref().filter(|preset| preset.fixed) {
                let value = &preset.text;
                let wording = Wording::Fixed { value };
                self.report(offset, ordinal, attribute, "cvc-elt.3.2.2", &wording);
            }
            let valued = matches!(frame.mode, Mode::Value { .. });
            frame.mode = Mode::Nil { valued };
            frame.exact = false;
        }
        Ok(())
    }
}
