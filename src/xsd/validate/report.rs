//! How violations are noted: counted always, kept with path and sentence while there is room.

use super::super::Message;
use super::super::encoding::Encoding;
use super::super::locate::Found;
use super::super::wording::{self, Wording};
use super::Validator;

impl<E: Encoding> Validator<'_, E> {
    /// Notes a violation of the innermost open element or of the one that is opening, whichever has this ordinal, or
    /// of an attribute of it. The sentence is made only if it will be kept.
    pub(super) fn report(
        &mut self,
        offset: u64,
        ordinal: u32,
        attribute: Option<&[u8]>,
        rule: &'static str,
        wording: &Wording<'_>,
    ) {
        if self.is_kept() {
            let path = self.path(ordinal, attribute);
            self.note(offset, ordinal, path, rule, wording::message(wording));
        } else {
            self.total += 1;
        }
    }

    /// Whether another violation would be kept.
    pub(super) fn is_kept(&self) -> bool {
        self.found.len() < self.options.max_violations
    }

    /// Notes a violation and keeps it, if there is room.
    pub(super) fn note(
        &mut self,
        offset: u64,
        ordinal: u32,
        path: String,
        rule: &'static str,
        message: Message,
    ) {
        self.total += 1;
        if self.is_kept() {
            self.found.push(Found {
                offset,
                ordinal,
                path,
                rule,
                message,
                place: None,
            });
        }
    }

    /// The path of the innermost open element or of the one that is opening, whichever has this ordinal.
    pub(super) fn path(&self, ordinal: u32, attribute: Option<&[u8]>) -> String {
        let opening = self.opening.filter(|opening| opening.ordinal == ordinal);
        let inner = self.frames.last().map(|frame| frame.ordinal);
        let child = opening.filter(|_| inner != Some(ordinal));
        let mut path = self.trail.path::<E>(&self.frames, child);
        if let Some(attribute) = attribute {
            path.push_str("/@");
            E::decode(attribute, &mut path);
        }
        path
    }

    /// The characters of some bytes.
    pub(super) fn decoded(&self, bytes: &[u8]) -> String {
        let mut text = String::new();
        E::decode(bytes, &mut text);
        text
    }
}
