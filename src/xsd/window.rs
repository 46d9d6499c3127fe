//! Shows a document that is read piece by piece: a buffer that slides over it.

use std::io::{self, ErrorKind, Read};

use super::encoding::Encoding;
use super::lexer::Lexer;

/// A part of a document, as it came from its reader.
pub(crate) struct Window<R> {
    reader: R,
    held: Vec<u8>,
    /// How much of the buffer is filled.
    filled: usize,
    /// Offset in the document of its first byte.
    base: u64,
    /// Whether the reader has nothing more.
    ended: bool,
}

impl<R: Read> Window<R> {
    /// A window of this many bytes on the beginning of a document.
    pub(crate) fn new(reader: R, size: usize) -> io::Result<Self> {
        let mut window = Self {
            reader,
            held: vec![0; size.max(1)],
            filled: 0,
            base: 0,
            ended: false,
        };
        window.fill()?;
        Ok(window)
    }

    /// What it shows.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.held[..self.filled]
    }

    /// Whether it shows the document to its end.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended
    }

    /// A lexer of what it shows, as far as that can be scanned, from `at` on.
    pub(crate) fn lexer<E: Encoding>(&self, at: usize) -> Lexer<'_, E> {
        let bytes = self.bytes();
        let (legal, end) = E::legal(bytes, bytes.len(), self.ended);
        Lexer::window(&bytes[..legal], at, self.base, end)
    }

    /// Leaves the first bytes behind, as many as `used`, and shows more. If it cannot leave any it grows.
    pub(crate) fn slide(&mut self, used: usize) -> io::Result<()> {
        self.held.copy_within(used..self.filled, 0);
        self.filled -= used;
        self.base += used as u64;
        if self.filled == self.held.len() {
            self.held.resize(2 * self.filled, 0);
        }
        self.fill()
    }

    fn fill(&mut self) -> io::Result<()> {
        while !self.ended && self.filled < self.held.len() {
            match self.reader.read(&mut self.held[self.filled..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
