//! What the lexer hands out: ranges of its window, measured text, and what ends or interrupts the reading.

use super::Message;

/// A range of bytes of the lexer's window.
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
    /// Offset in the document.
    pub(crate) offset: u64,
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

/// Why the lexer stops.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The window ends before it can be told what stands here. Nothing is wrong: more of the document must be shown.
    Starved,
    Fault(Fault),
}

#[cfg(test)]
impl Halt {
    /// The fault, if it is one.
    pub(crate) fn fault(self) -> Option<Fault> {
        match self {
            Self::Fault(fault) => Some(fault),
            Self::Starved => None,
        }
    }
}

/// Halts are rare and large, so they travel in a box.
pub(crate) type Result<T> = std::result::Result<T, Box<Halt>>;

/// A run of text up to `<` or `&`, or as far as the window shows it, already measured.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    pub(crate) span: Span,
    /// Characters, once line ends are normalised.
    pub(crate) characters: usize,
    /// Characters beyond U+FFFF, which count twice in UTF-16.
    pub(crate) astral: usize,
    /// Whether a carriage return stands in it.
    pub(crate) returns: bool,
}

/// What has gone by of something whose length is limited.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Passed {
    /// Offset in the document of its beginning.
    pub(crate) start: u64,
    pub(crate) bytes: usize,
}
