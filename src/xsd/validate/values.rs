//! Values of elements and attributes: held against their types, and followed across the document where they are IDs.

use std::collections::HashSet;

use super::super::datum::Value;
use super::super::encoding::Encoding;
use super::super::lexer::Span;
use super::super::model::Preset;
use super::super::value::{self, How};
use super::super::wording::Wording;
use super::{Found, Validator};

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) at: usize,
    pub(super) ordinal: u32,
    pub(super) attribute: Option<Span>,
}

/// The IDs of a document, and the references that wait for its end.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: HashSet<String>,
    references: Vec<(String, Given)>,
}

impl<E: Encoding> Validator<'_, '_, E> {
    /// Holds a value against its type and its fixed value; says whether it is right.
    pub(super) fn check_value(
        &mut self,
        text: &str,
        given: Given,
        simple: usize,
        fixed: Option<&Preset>,
    ) -> bool {
        let Given {
            at,
            ordinal,
            attribute,
        } = given;
        let simple = &self.tables.simples[simple];
        let mut scratch = std::mem::take(&mut self.scratch);
        let namespaces = &self.namespaces;
        let prefixes = |prefix: &str| namespaces.resolve::<E>(prefix);
        let how = How {
            length: self.options.length,
            prefixes: &prefixes,
        };
        let checked = value::check(simple, text, &mut scratch, &how);
        self.scratch = scratch;
        if let Err(value::Broken { rule, message }) = checked {
            self.total += 1;
            if self.found.len() < self.options.max_violations {
                self.found.push(Found {
                    offset: at,
                    ordinal,
                    attribute,
                    rule,
                    message,
                });
            }
            return false;
        }
        if let Some(preset) = fixed
            && value::value_of(simple, text, &prefixes) != preset.value
        {
            let rule = if attribute.is_some() {
                "cvc-attribute.4"
            } else {
                "cvc-elt.5.2.2.2.2"
            };
            let value = &preset.text;
            self.report(at, ordinal, attribute, rule, &Wording::Fixed { value });
            return false;
        }
        if simple.tracked {
            let mut named = Vec::new();
            value::tracked(simple, text, &prefixes, &mut |kind, word| {
                named.push((kind, word.to_owned()));
            });
            named
                .into_iter()
                .for_each(|(kind, word)| self.track(kind, word, given));
        }
        true
    }

    fn track(&mut self, kind: &'static str, word: String, given: Given) {
        let (at, ordinal, attribute) = (given.at, given.ordinal, given.attribute);
        match kind {
            "ID" => {
                if !self.ids.known.insert(word) {
                    self.report(at, ordinal, attribute, "cvc-id.2", &Wording::DoubleId);
                }
            }
            "IDREF" => self.ids.references.push((word, given)),
            // Entities are declared in a DOCTYPE, and no document has one.
            _ => self.report(at, ordinal, attribute, "cvc-entity", &Wording::NoEntity),
        }
    }

    /// At the end of the document every reference must have found its ID.
    pub(super) fn check_references(&mut self) {
        for (word, given) in std::mem::take(&mut self.ids.references) {
            if !self.ids.known.contains(&word) {
                let Given {
                    at,
                    ordinal,
                    attribute,
                } = given;
                self.report(at, ordinal, attribute, "cvc-id.1", &Wording::MissingId);
            }
        }
    }

    /// What a legal text means.
    pub(super) fn value_of(&self, text: &str, simple: usize) -> Option<Value> {
        let namespaces = &self.namespaces;
        value::value_of(&self.tables.simples[simple], text, &|prefix| {
            namespaces.resolve::<E>(prefix)
        })
    }
}
