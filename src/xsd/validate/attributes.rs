//! Holds the attributes of a start tag against the element's type.

use super::super::encoding::Encoding;
use super::super::frame::Frame;
use super::super::lexer::{Lexer, Result};
use super::super::model::{Attribute as Declared, Type};
use super::super::names::{INSTANCE, Name};
use super::super::wildcard::{Process, Wildcard};
use super::super::wording::Wording;
use super::values::Given;
use super::{Validator, instance};

impl<'s, E: Encoding> Validator<'s, E> {
    /// Holds the attributes against the element's type; `xsi:nil` may change the frame's mode.
    pub(super) fn check_attributes(
        &mut self,
        lexer: &Lexer<'_, E>,
        frame: &mut Frame,
        kind: Type,
    ) -> Result<()> {
        let tables = self.tables;
        let any = Wildcard::any();
        let (declared, wildcard): (&'s [Declared], Option<&Wildcard>) = match kind {
            Type::Any => (&[], Some(&any)),
            Type::Simple(_) => (&[], None),
            Type::Complex(index) => {
                let row = &tables.complexes[index];
                (&row.attributes, row.wildcard.as_deref())
            }
        };
        if self.attributes.is_empty() && declared.is_empty() {
            return Ok(());
        }
        self.check_nil(lexer, frame)?;
        let ordinal = frame.ordinal;
        let mut given = vec![false; declared.len()];
        let has_id = |declared: &Declared| tables.simples[declared.simple].base == "ID";
        let mut ids = declared.iter().filter(|one| has_id(one)).count();
        for index in 0..self.attributes.len() {
            let attribute = self.attributes[index];
            let found = self.namespaces.attribute(lexer, attribute.name)?;
            let Some((space, local)) = found else {
                continue;
            };
            let name = Name {
                space,
                local: self.decoded(local.of(lexer.bytes)),
            };
            if space == INSTANCE && instance::LOCAL.contains(&local.of(lexer.bytes)) {
                // They are attributes too where a field asks for any.
                let value = self.value_of("", 0);
                self.watch_attribute(space, &name.local, value);
                continue;
            }
            let place = Given {
                offset: lexer.offset(attribute.name.start),
                ordinal,
                attribute: Some(attribute.name.of(lexer.bytes)),
            };
            let known = declared.iter().position(|declared| declared.name == name);
            let declaration = match known {
                Some(known) => {
                    given[known] = true;
                    &declared[known]
                }
                None => match self.through(wildcard, &name, kind, place) {
                    Some(declaration) => {
                        if has_id(declaration) {
                            ids += 1;
                            if ids > 1 && kind != Type::Any {
                                let rule = "cvc-complex-type.5";
                                self.report_value(place, rule, &Wording::SecondId);
                            }
                        }
                        declaration
                    }
                    None => continue,
                },
            };
            let mut text = std::mem::take(&mut self.attribute);
            lexer.attribute_value(attribute.value, &mut text);
            let fixed = declaration.preset.as_ref().filter(|preset| preset.fixed);
            let simple = declaration.simple;
            if self.check_value(&text, place, simple, fixed) && self.watch.is_some() {
                let value = self.value_of(&text, simple);
                self.watch_attribute(space, &name.local, value);
            }
            self.attribute = text;
        }
        for (declared, _) in declared.iter().zip(given).filter(|(_, given)| !given) {
            if declared.required {
                let name = &declared.name.local;
                let wording = Wording::MissingAttribute { name };
                self.report(frame.start, ordinal, None, "cvc-complex-type.4", &wording);
            } else if let Some(preset) = &declared.preset {
                let name = &declared.name;
                if tables.simples[declared.simple].tracked {
                    // What is not written refers to IDs all the same.
                    let place = Given {
                        offset: frame.start,
                        ordinal,
                        attribute: None,
                    };
                    self.check_value(&preset.text, place, declared.simple, None);
                }
                self.watch_attribute(name.space, &name.local, preset.value.clone());
            }
        }
        Ok(())
    }

    /// An attribute that the type does not name: the global declaration to hold it against, if its wildcard lets it
    /// through and there is one.
    fn through(
        &mut self,
        wildcard: Option<&Wildcard>,
        name: &Name,
        kind: Type,
        place: Given<'_>,
    ) -> Option<&'s Declared> {
        let tables = self.tables;
        let admitted = wildcard.filter(|wildcard| wildcard.allowed.admits(name.space));
        let process = admitted.map(|wildcard| wildcard.process);
        if process == Some(Process::Skip) {
            return None;
        }
        let global = tables.attributes.iter().find(|known| known.name == *name);
        if process == Some(Process::Lax) || (process.is_some() && global.is_some()) {
            return global;
        }
        let shown = place
            .attribute
            .map_or_else(String::new, |name| self.decoded(name));
        let (rule, wording) = if process.is_some() {
            let wording = Wording::NoDeclaration { name: &shown };
            ("cvc-complex-type.3.2.2", wording)
        } else {
            let rule = if matches!(kind, Type::Simple(_)) {
                "cvc-type.3.1.1"
            } else {
                "cvc-complex-type.3.2.2"
            };
            (rule, Wording::ForeignAttribute { name: &shown })
        };
        self.report_value(place, rule, &wording);
        None
    }
}
