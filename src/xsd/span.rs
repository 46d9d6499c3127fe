//! What the lexer hands out: ranges of the document, measured text, and the fault that ends the reading.

use super::Message;

/// A range of bytes of the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    /// The bytes of the range.
    #[inline]
    pub(crate) fn of<'d>(&self, bytes: &'d [u8]) -> &'d [u8] {
        &bytes[self.start..self.end]
    }

    /// How many bytes.
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// What ends the reading of a document: it is not well-formed, or beyond a limit.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) offset: usize,
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

/// Faults are rare and large, so they travel in a box.
pub(crate) type Result<T> = std::result::Result<T, Box<Fault>>;

/// A run of text up to `<` or `&`, already measured.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    pub(crate) span: Span,
    /// Characters, before line ends are normalised.
    pub(crate) characters: usize,
    /// Characters beyond U+FFFF, which count twice in UTF-16.
    pub(crate) astral: usize,
    /// Whether a carriage return stands in it.
    pub(crate) returns: bool,
}
