//! The journal from its end: what a night asks for was written lately, and the journal grows for ever.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How much is read at once.
const PIECE: u64 = 1 << 16;

/// The whole lines of a source without their line breaks, the last one first.
pub(super) struct Backwards<S> {
    source: S,
    /// Where what has not been read yet ends.
    unread: u64,
    /// What was read and not yet given, from `unread` on; it ends with a line break, or is empty.
    read: Vec<u8>,
}

impl Backwards<File> {
    /// Begins at the file's end; a line that is not finished is passed over.
    pub fn of(mut file: File) -> io::Result<Self> {
        let unread = file.seek(SeekFrom::End(0))?;
        Ok(Self::new(file, unread))
    }
}

impl<S: Read + Seek> Backwards<S> {
    fn new(source: S, length: u64) -> Self {
        Backwards {
            source,
            unread: length,
            read: Vec::new(),
        }
    }

    /// The next line towards the beginning.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let is_begun = self.read.last() == Some(&b'\n');
            let before = &self.read[..self.read.len().saturating_sub(1)];
            match before.iter().rposition(|byte| *byte == b'\n') {
                Some(at) if is_begun => {
                    let mut line = self.read.split_off(at + 1);
                    line.pop();
                    return Ok(Some(line));
                }
                // Nothing behind the last line break is a whole line.
                Some(at) => self.read.truncate(at + 1),
                None if self.unread > 0 => self.read_piece()?,
                None if is_begun => {
                    let mut line = std::mem::take(&mut self.read);
                    line.pop();
                    return Ok(Some(line));
                }
                None => return Ok(None),
            }
        }
    }

    fn read_piece(&mut self) -> io::Result<()> {
        let begin = self.unread.saturating_sub(PIECE);
        let length = usize::try_from(self.unread - begin).unwrap_or_default();
        let mut piece = vec![0; length];
        self.source.seek(SeekFrom::Start(begin))?;
        self.source.read_exact(&mut piece)?;
        piece.append(&mut self.read);
        self.read = piece;
        self.unread = begin;
        Ok(())
    }
}

impl<S: Read + Seek> Iterator for Backwards<S> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn lines(text: &[u8]) -> Vec<Vec<u8>> {
        let source = Backwards::new(Cursor::new(text), text.len() as u64);
        source.collect::<io::Result<_>>().unwrap()
    }

    #[test]
    fn lines_come_from_the_last_to_the_first_and_an_unfinished_one_is_passed_over() {
        let expected: [&[u8]; 3] = [b"three", b"", b"one"];
        assert_eq!(lines(b"one\n\nthree\n"), expected);
        assert_eq!(lines(b"one\n\nthree\nfou"), expected);
        assert_eq!(lines(b"one\n"), [b"one"]);
        assert!(lines(b"on").is_empty() && lines(b"").is_empty());
        assert_eq!(lines(b"\n"), [b""]);
    }

    #[test]
    fn lines_that_are_longer_than_a_piece_or_end_with_one_are_whole() {
        let piece = usize::try_from(PIECE).unwrap();
        for length in [piece - 1, piece, piece + 1, 3 * piece] {
            let long = vec![b'x'; length];
            let text = [b"first\n", &long[..], b"\nlast\n"].concat();
            assert_eq!(lines(&text), [&b"last"[..], &long, b"first"], "{length}");
            let text = [b"first\n", &long[..], b"\n", &long].concat();
            assert_eq!(lines(&text), [&long[..], b"first"], "{length}");
        }
    }
}
