//! Values of elements and attributes: held against their types, and followed across the document where they are IDs.

use std::collections::HashSet;

use super::super::datum::Value;
use super::super::encoding::Encoding;
use super::super::model::Preset;
use super::super::value::{self, Broken, How};
use super::super::wording::{self, Wording};
use super::Validator;

/// Where a value stands: in the innermost open element or the one that is opening, or in an attribute of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'w> {
    pub(super) offset: u64,
    pub(super) ordinal: u32,
    /// The attribute's name as the document writes it.
    pub(super) attribute: Option<&'w [u8]>,
}

/// A place that may be told when what stands there has gone by.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) offset: u64,
    pub(super) ordinal: u32,
    pub(super) path: String,
}

/// The IDs of a document, and the references that wait for its end.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: HashSet<String>,
    references: Vec<(String, Spot)>,
}

impl<E: Encoding> Validator<'_, E> {
    /// Holds a value against its type and its fixed value; says whether it is right.
    pub(super) fn check_value(
        &mut self,
        text: &str,
        given: Given<'_>,
        simple: usize,
        fixed: Option<&Preset>,
    ) -> bool {
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
        if let Some(preset) = fixed.filter(|_| checked.is_ok())
            && value::value_of(simple, text, &prefixes) != preset.value
        {
            let rule = if given.attribute.is_some() {
                "cvc-attribute.4"
            } else {
                "cvc-elt.5.2.2.2.2"
            };
            let value = &preset.text;
            self.report_value(given, rule, &Wording::Fixed { value });
            return false;
        }
        if simple.tracked && checked.is_ok() {
            let mut named = Vec::new();
            value::tracked(simple, text, &prefixes, &mut |kind, word| {
                named.push((kind, word.to_owned()));
            });
            named
                .into_iter()
                .for_each(|(kind, word)| self.track(kind, word, given));
        }
        self.check_done(checked, given)
    }

    /// Reports what is wrong with a value, if anything is; says whether it is right.
    pub(super) fn check_done(&mut self, checked: Result<(), Broken>, given: Given<'_>) -> bool {
        let Err(Broken { rule, message }) = checked else {
            return true;
        };
        let path = self.path(given.ordinal, given.attribute);
        self.note(given.offset, given.ordinal, path, rule, message);
        false
    }

    /// Reports what is wrong with a value.
    pub(super) fn report_value(
        &mut self,
        given: Given<'_>,
        rule: &'static str,
        wording: &Wording<'_>,
    ) {
        self.report(given.offset, given.ordinal, given.attribute, rule, wording);
    }

    fn track(&mut self, kind: &'static str, word: String, given: Given<'_>) {
        match kind {
            "ID" => {
                if !self.ids.known.insert(word) {
                    self.report_value(given, "cvc-id.2", &Wording::DoubleId);
                }
            }
            "IDREF" => {
                let spot = self.spot(given);
                self.ids.references.push((word, spot));
            }
            // Entities are declared in a DOCTYPE, and no document has one.
            _ => self.report_value(given, "cvc-entity", &Wording::NoEntity),
        }
    }

    /// The place of a value, for later.
    pub(super) fn spot(&mut self, given: Given<'_>) -> Spot {
        self.later.push(given.offset);
        Spot {
            offset: given.offset,
            ordinal: given.ordinal,
            path: self.path(given.ordinal, given.attribute),
        }
    }

    /// Notes a violation at a place that has gone by.
    pub(super) fn report_at(&mut self, spot: Spot, rule: &'static str, wording: &Wording<'_>) {
        let message = wording::message(wording);
        self.note(spot.offset, spot.ordinal, spot.path, rule, message);
    }

    /// At the end of the document every reference must have found its ID.
    pub(super) fn check_references(&mut self) {
        for (word, spot) in std::mem::take(&mut self.ids.references) {
            if !self.ids.known.contains(&word) {
                self.report_at(spot, "cvc-id.1", &Wording::MissingId);
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
