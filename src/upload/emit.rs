//! Writes elements in GBK and remembers which cell each came from.
//!
//! The bureau refuses an empty optional element as it refuses a wrong one, so nothing empty is ever written. Text is
//! written strictly: what XML forbids or GBK cannot carry is a flaw at its cell, not a question mark. Writing goes on
//! after a flaw, so that all of a record's flaws are known at once.

use std::sync::LazyLock;

use base64::Engine as _;

use super::identity::Identities;
use super::record::Options;
use crate::check::AttachmentLimits;
use crate::order::{AnyField, Column, Id, Object, Place, Value, gbk};
use crate::recompress::{Encoding, Unfit};

/// What is done about a character that GBK cannot carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// An id or number in a record by which the bureau's answers will name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordKey {
    /// What it belongs to.
    pub object: Object,
    /// The element that carries it: `IspZtid`, `Wzbah`, …
    pub tag: &'static str,
    /// The id or number.
    pub value: String,
}

/// A finished record.
pub(super) struct Emitted {
    pub bytes: Vec<u8>,
    /// The origin of each element, in document order.
    pub origins: Vec<Origin>,
    /// What could not be written.
    pub flaws: Vec<WriteFlaw>,
    pub keys: Vec<RecordKey>,
    /// Records, as the interface counts them.
    pub records: usize,
    /// Pictures that lost much to fit.
    pub losses: Vec<(Encoding, Value, &'static Column)>,
}

/// Why a value could not be written.
#[derive(Clone, Debug)]
pub(super) enum WriteFlaw {
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
    /// The attached picture cannot be made to fit.
    Unfit(Unfit, Value, &'static Column),
}

/// The fastest encoder that this machine has: pictures are nearly all of what is written.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
static BASE64: LazyLock<base64::engine::Simd> =
    LazyLock::new(|| base64::engine::Simd::standard(base64::engine::general_purpose::PAD));
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
static BASE64: LazyLock<base64::engine::GeneralPurpose> =
    LazyLock::new(|| base64::engine::general_purpose::STANDARD);

/// A record under construction.
pub(super) struct Emitter<'i> {
    emitted: Emitted,
    ids: &'i Identities,
    home: Place,
    options: Options<'i>,
}

impl<'i> Emitter<'i> {
    /// Starts an order's records after the bytes that are there; `home` is the cell of the order number.
    pub fn new(bytes: Vec<u8>, home: Place, ids: &'i Identities, options: Options<'i>) -> Self {
        let emitted = Emitted {
            bytes,
            origins: Vec::new(),
            flaws: Vec::new(),
            keys: Vec::new(),
            records: 0,
            losses: Vec::new(),
        };
        Self {
            emitted,
            ids,
            home,
            options,
        }
    }

    /// The records.
    pub fn finish(self) -> Emitted {
        self.emitted
    }

    /// Something cannot be written.
    pub fn flaw(&mut self, flaw: WriteFlaw) {
        self.emitted.flaws.push(flaw);
    }

    /// Something that the schema asks for is not there.
    pub fn missing(&mut self, tag: &'static str) {
        self.flaw(WriteFlaw::Missing(tag, self.home.clone()));
    }

    /// A record, as the interface counts them.
    pub fn record(&mut self, tag: &'static str, inside: impl FnOnce(&mut Self)) {
        self.emitted.records += 1;
        self.container(tag, inside);
    }

    /// The carrier's id of an object, which the ledger has allocated or the operator has given; answers name it.
    pub fn own_id(&mut self, object: Object, tag: &'static str) {
        match self.ids.get(object) {
            Some(id) => {
                self.made(tag, id.0);
                self.key(object, tag, id.0.to_string());
            }
            None => self.missing(tag),
        }
    }

    /// The carrier's id of an object, without writing it.
    pub fn id_of(&self, object: Object) -> Option<Id> {
        self.ids.get(object)
    }

    /// A filed object, by its filing number or the bureau's id; answers name it by what was submitted.
    pub fn filed(&mut self, object: Object, tag: &'static str, field: &dyn AnyField) {
        self.filed_as(object, tag, tag, field);
    }

    /// The same, where the record's element is not called after what the number names (`Baxh`, `Jlid`).
    pub fn filed_as(
        &mut self,
        object: Object,
        key: &'static str,
        tag: &'static str,
        field: &dyn AnyField,
    ) {
        self.required(tag, field);
        self.known_as(object, key, field);
    }

    /// Something that an answer may name the object by although the record does not hold it.
    pub fn known_as(&mut self, object: Object, key: &'static str, field: &dyn AnyField) {
        if !field.is_absent() {
            self.key(object, key, field.written().into_owned());
        }
    }

    /// Something else that an answer may name the object by.
    pub fn key(&mut self, object: Object, tag: &'static str, value: String) {
        self.emitted.keys.push(RecordKey { object, tag, value });
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
                codes.for_each(|code| {
                    self.value(tag, &code.id.to_string(), field.column(), &value.place)
                });
            }
            None => self.missing(tag),
        }
    }

    /// A text that stands in a cell in another form.
    pub fn value(&mut self, tag: &str, text: &str, column: &'static Column, place: &Place) {
        self.open(tag, Some((column, place)));
        for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let special = piece
                .chars()
                .next_back()
                .filter(|c| !c.is_ascii_alphanumeric());
            let plain = &piece[..piece.len() - special.map_or(0, char::len_utf8)];
            self.emitted.bytes.extend_from_slice(plain.as_bytes());
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
        self.emitted
            .bytes
            .extend_from_slice(number.to_string().as_bytes());
        self.close(tag);
    }

    /// A file's content as base64.
    pub fn file(
        &mut self,
        tag: &'static str,
        content: &[u8],
        named: &Value,
        column: &'static Column,
    ) {
        self.open(tag, Some((column, &named.place)));
        let start = self.emitted.bytes.len();
        let length = content.len().div_ceil(3) * 4;
        self.emitted.bytes.resize(start + length, 0);
        let written = BASE64
            .encode_slice(content, &mut self.emitted.bytes[start..])
            .expect("the space was measured by the same rule");
        self.emitted.bytes.truncate(start + written);
        self.close(tag);
    }

    /// The longest base64 texts of files.
    pub fn limits(&self) -> AttachmentLimits {
        self.options.limits
    }

    /// A picture in at most `most` characters of base64, where pictures are made to fit.
    pub fn picture(
        &mut self,
        tag: &'static str,
        content: &[u8],
        most: u64,
        named: &Value,
        column: &'static Column,
    ) {
        let is_taken_in = content.len() as u64 <= self.options.limits.intake_bytes;
        let Some(recompressor) = self.options.pictures.filter(|_| is_taken_in) else {
            return self.file(tag, content, named, column);
        };
        // Three bytes become four characters.
        match recompressor.fit(content, most / 4 * 3) {
            Ok(fitted) => {
                self.file(tag, &fitted.content, named, column);
                let loss = fitted.encoding.filter(Encoding::is_worth_knowing);
                let losses = loss.map(|loss| (loss, named.clone(), column));
                self.emitted.losses.extend(losses);
            }
            Err(why) => self.flaw(WriteFlaw::Unfit(why, named.clone(), column)),
        }
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
        self.emitted.origins.push(Origin { place, column });
        self.emitted.bytes.push(b'<');
        self.emitted.bytes.extend_from_slice(tag.as_bytes());
        self.emitted.bytes.push(b'>');
    }

    fn close(&mut self, tag: &str) {
        self.emitted.bytes.extend_from_slice(b"</");
        self.emitted.bytes.extend_from_slice(tag.as_bytes());
        self.emitted.bytes.push(b'>');
    }

    fn character(&mut self, character: char, column: &'static Column, place: &Place) {
        match character {
            '&' => self.emitted.bytes.extend_from_slice(b"&amp;"),
            '<' => self.emitted.bytes.extend_from_slice(b"&lt;"),
            '>' => self.emitted.bytes.extend_from_slice(b"&gt;"),
            // A reader turns a bare carriage return into a line feed.
            '\r' => self.emitted.bytes.extend_from_slice(b"&#13;"),
            '\t' | '\n' => self.emitted.bytes.push(character as u8),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                self.flaw(WriteFlaw::Illegal(character, place.clone(), column));
            }
            ' '..='\x7f' => self.emitted.bytes.push(character as u8),
            _ => match gbk::encode(character) {
                Some(pair) => self.emitted.bytes.extend_from_slice(&pair),
                None if self.options.unmappable == Unmappable::Reference => {
                    self.emitted
                        .bytes
                        .extend_from_slice(format!("&#{};", u32::from(character)).as_bytes());
                }
                None => self.flaw(WriteFlaw::Unmappable(character, place.clone(), column)),
            },
        }
    }
}
