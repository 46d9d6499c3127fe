//! Writes elements in GBK and remembers which cell each came from.
//!
//! The bureau refuses an empty optional element as it refuses a wrong one, so nothing empty is ever written. Text is
//! written strictly: what XML forbids or GBK cannot carry is a flaw at its cell, not a question mark. Writing goes on
//! after a flaw, so that all of a record's flaws are known at once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::order::{AnyField, Column, Place, Value, gbk};

/// What is done about a character that GBK cannot carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmappable {
    /// The order is held back (5008).
    #[default]
    Refuse,
    /// It is written as a numeric character reference, which not every bureau is known to read.
    Reference,
}

/// Where an element's value came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The cell; for containers and allocated values, the cell of the order number.
    pub place: Place,
    /// The column; `None` for containers and for values that no cell holds.
    pub column: Option<&'static Column>,
}

/// Why a value could not be written.
#[derive(Clone, Debug)]
pub enum WriteFlaw {
    /// GBK cannot carry the character.
    Unmappable(char, Place, &'static Column),
    /// XML cannot carry the character.
    Illegal(char, Place, &'static Column),
    /// The schema asks for a value that is not there, or that could not be read.
    Missing(&'static str, Place),
    /// The filing password holds a character that GBK lacks, so that its hash is undefined.
    Password(Place, &'static Column),
    /// The attached file cannot be read any more.
    Unreadable(Place),
}

/// A record under construction.
pub(super) struct Emitter {
    bytes: Vec<u8>,
    origins: Vec<Origin>,
    flaws: Vec<WriteFlaw>,
    home: Place,
    unmappable: Unmappable,
}

impl Emitter {
    /// Starts a record; `home` is the cell of the order number.
    pub fn new(home: Place, unmappable: Unmappable) -> Self {
        Self { bytes: Vec::with_capacity(8 * 1024), origins: Vec::new(), flaws: Vec::new(), home, unmappable }
    }

    /// The record's bytes, the origin of each of its elements in document order, and what could not be written.
    pub fn finish(self) -> (Vec<u8>, Vec<Origin>, Vec<WriteFlaw>) {
        (self.bytes, self.origins, self.flaws)
    }

    /// Something cannot be written.
    pub fn flaw(&mut self, flaw: WriteFlaw) {
        self.flaws.push(flaw);
    }

    /// Something that the schema asks for is not there.
    pub fn missing(&mut self, tag: &'static str) {
        self.flaws.push(WriteFlaw::Missing(tag, self.home.clone()));
    }

    /// An element with elements inside.
    pub fn container(&mut self, tag: &'static str, inside: impl FnOnce(&mut Self)) {
        self.open(tag, None);
        inside(self);
        self.close(tag);
    }

    /// An optional field: absent means no element.
    pub fn optional(&mut self, tag: &'static str, field: &dyn AnyField) {
        let Some(value) = field.value() else {
            return;
        };
        if field.is_unreadable() {
            self.unreadable(tag, value, field.column());
        } else {
            self.value(tag, &field.written(), field.column(), &value.place);
        }
    }

    /// A field without which the record means nothing.
    pub fn required(&mut self, tag: &'static str, field: &dyn AnyField) {
        if field.is_absent() {
            self.missing(tag);
        }
        self.optional(tag, field);
    }

    /// One element for each code of a field.
    pub fn each(&mut self, tag: &'static str, field: &dyn AnyField) {
        match field.value() {
            Some(value) if field.is_unreadable() => self.unreadable(tag, value, field.column()),
            Some(value) => {
                let codes = field.codes().iter();
                codes.for_each(|code| self.value(tag, &code.id.to_string(), field.column(), &value.place));
            }
            None => self.missing(tag),
        }
    }

    /// A text that stands in a cell in another form.
    pub fn value(&mut self, tag: &str, text: &str, column: &'static Column, place: &Place) {
        self.open(tag, Some((column, place)));
        for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let special = piece.chars().next_back().filter(|c| !c.is_ascii_alphanumeric());
            let plain = &piece[..piece.len() - special.map_or(0, char::len_utf8)];
            self.bytes.extend_from_slice(plain.as_bytes());
            if let Some(character) = special {
                self.character(character, column, place);
            }
        }
        self.close(tag);
    }

    /// A value that means nothing: written as it stands, so that the gate can say what it should be.
    fn unreadable(&mut self, tag: &'static str, value: &Value, column: &'static Column) {
        self.flaw(WriteFlaw::Missing(tag, value.place.clone()));
        self.value(tag, &value.text, column, &value.place);
    }

    /// A number that this machine made.
    pub fn made(&mut self, tag: &'static str, number: u64) {
        self.open(tag, None);
        self.bytes.extend_from_slice(number.to_string().as_bytes());
        self.close(tag);
    }

    /// A file's content as base64.
    pub fn file(&mut self, tag: &'static str, content: &[u8], named: &Value, column: &'static Column) {
        self.open(tag, Some((column, &named.place)));
        let start = self.bytes.len();
        let length = content.len().div_ceil(3) * 4;
        self.bytes.resize(start + length, 0);
        let written = STANDARD
            .encode_slice(content, &mut self.bytes[start..])
            .expect("the space was measured by the same rule");
        self.bytes.truncate(start + written);
        self.close(tag);
    }

    /// The cell of the order number.
    pub fn home(&self) -> &Place {
        &self.home
    }

    fn open(&mut self, tag: &str, origin: Option<(&'static Column, &Place)>) {
        let (column, place) = match origin {
            Some((column, place)) => (Some(column), place.clone()),
            None => (None, self.home.clone()),
        };
        self.origins.push(Origin { place, column });
        self.bytes.push(b'<');
        self.bytes.extend_from_slice(tag.as_bytes());
        self.bytes.push(b'>');
    }

    fn close(&mut self, tag: &str) {
        self.bytes.extend_from_slice(b"</");
        self.bytes.extend_from_slice(tag.as_bytes());
        self.bytes.push(b'>');
    }

    fn character(&mut self, character: char, column: &'static Column, place: &Place) {
        match character {
            '&' => self.bytes.extend_from_slice(b"&amp;"),
            '<' => self.bytes.extend_from_slice(b"&lt;"),
            '>' => self.bytes.extend_from_slice(b"&gt;"),
            // A reader turns a bare carriage return into a line feed.
            '\r' => self.bytes.extend_from_slice(b"&#13;"),
            '\t' | '\n' => self.bytes.push(character as u8),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                self.flaw(WriteFlaw::Illegal(character, place.clone(), column));
            }
            ' '..='\x7f' => self.bytes.push(character as u8),
            _ => match gbk::encode(character) {
                Some(pair) => self.bytes.extend_from_slice(&pair),
                None if self.unmappable == Unmappable::Reference => {
                    self.bytes.extend_from_slice(format!("&#{};", u32::from(character)).as_bytes());
                }
                None => self.flaw(WriteFlaw::Unmappable(character, place.clone(), column)),
            },
        }
    }
}
