//! Finds line and column of what was found wrong.
//!
//! The validator notes only offsets, so that right documents cost little. Lines and columns are measured when the
//! window that shows them is about to go, or the document has ended; of what stands behind, only the number of lines
//! and the last line's characters are counted then.

use std::collections::BTreeMap;

use super::Message;
use super::encoding::Encoding;

/// A problem as the validator notes it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) offset: u64,
    /// The number of the start tag it belongs to.
    pub(crate) ordinal: u32,
    pub(crate) path: String,
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
    /// Once it is known.
    pub(crate) place: Option<Place>,
}

/// Where something stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Position {
    offset: u64,
    line: u64,
    column: u64,
    /// Whether a carriage return stands before it: then a line ends here, unless a line feed follows.
    returned: bool,
}

/// Line and column.
type Place = (u64, u64);

/// Counts lines and columns, forwards only. Columns count characters.
#[derive(Debug)]
pub(crate) struct Ruler {
    /// The beginning of the window.
    here: Position,
    /// Places before the window: of what has not ended yet, and of what may be told at the end.
    open: BTreeMap<u64, Place>,
    later: BTreeMap<u64, Place>,
}

impl Default for Ruler {
    fn default() -> Self {
        Self {
            here: Position {
                offset: 0,
                line: 1,
                column: 1,
                returned: false,
            },
            open: BTreeMap::new(),
            later: BTreeMap::new(),
        }
    }
}

impl Ruler {
    /// Measures what was found. `window` is what the document shows now.
    pub(crate) fn locate<E: Encoding>(&self, window: &[u8], found: &mut [Found]) {
        let places = self.places::<E>(window, found.iter().map(|found| found.offset));
        for found in found {
            let place = places.get(&found.offset);
            debug_assert!(place.is_some(), "measured before its window went");
            found.place = place.copied();
        }
    }

    /// The first bytes of the window are about to go, as many as `used`. The places of `open` may still be asked for
    /// until the next time, those of `later` until the end.
    pub(crate) fn pass<E: Encoding>(
        &mut self,
        window: &[u8],
        used: usize,
        open: impl Iterator<Item = u64>,
        later: impl Iterator<Item = u64>,
    ) {
        let end = self.here.offset + used as u64;
        self.later = {
            let mut later = self.places::<E>(window, later);
            later.append(&mut self.later);
            later
        };
        self.open = self.places::<E>(window, open.filter(|&offset| offset < end));
        self.here.skip::<E>(&window[..used]);
    }

    /// The places of these offsets, which the window shows or which were measured when it did.
    fn places<E: Encoding>(
        &self,
        window: &[u8],
        offsets: impl Iterator<Item = u64>,
    ) -> BTreeMap<u64, Place> {
        let base = self.here.offset;
        let mut sorted: Vec<u64> = offsets.collect();
        sorted.sort_unstable();
        let mut walk = self.here;
        let mut place = |offset: u64| {
            if offset < base {
                return self.open.get(&offset).or(self.later.get(&offset)).copied();
            }
            walk.walk::<E>(window, base, offset);
            Some(walk.place(window, base))
        };
        sorted
            .into_iter()
            .filter_map(|offset| Some((offset, place(offset)?)))
            .collect()
    }
}

impl Position {
    /// Goes on to an offset, character by character; `base` is the offset of the window's first byte.
    fn walk<E: Encoding>(&mut self, window: &[u8], base: u64, offset: u64) {
        while self.offset < offset
            && let Some(&byte) = window.get((self.offset - base) as usize)
        {
            if self.returned && byte != b'\n' {
                (self.line, self.column) = (self.line + 1, 1);
            }
            (self.line, self.column) = if byte == b'\n' {
                (self.line + 1, 1)
            } else {
                (self.line, self.column + 1)
            };
            self.returned = byte == b'\r';
            self.offset += if byte < 0x80 {
                1
            } else {
                E::wide(window, (self.offset - base) as usize).unwrap_or(1) as u64
            };
        }
    }

    /// Line and column of the byte here.
    fn place(&self, window: &[u8], base: u64) -> Place {
        let byte = window.get((self.offset - base) as usize);
        if self.returned && byte != Some(&b'\n') {
            (self.line + 1, 1)
        } else {
            (self.line, self.column)
        }
    }

    /// Goes on behind these bytes, which hold whole characters, as [`Position::walk`] would but faster.
    fn skip<E: Encoding>(&mut self, bytes: &[u8]) {
        let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
            return;
        };
        if self.returned && first != b'\n' {
            (self.line, self.column) = (self.line + 1, 1);
        }
        let feeds = bytes.iter().filter(|&&byte| byte == b'\n').count();
        let lone = bytes
            .iter()
            .zip(&bytes[1..])
            .filter(|&(&one, &two)| one == b'\r' && two != b'\n')
            .count();
        self.line += (feeds + lone) as u64;
        self.returned = last == b'\r';
        // A carriage return at the very end has not ended its line yet.
        let ended = &bytes[..bytes.len() - usize::from(self.returned)];
        let tail = match ended
            .iter()
            .rposition(|&byte| byte == b'\n' || byte == b'\r')
        {
            Some(end) => {
                self.column = 1;
                &bytes[end + 1..]
            }
            None => bytes,
        };
        self.column += E::count(tail) as u64;
        self.offset += bytes.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::Gbk;
    use super::*;

    #[test]
    fn skipping_ends_where_walking_ends() {
        let (text, ..) = encoding_rs::GBK.encode("案\r\n\r\r\na\n备b\n\r案案");
        let lengths = "案\r\n\r\r\na\n备b\n\r案案"
            .chars()
            .map(|c| 1 + usize::from(!c.is_ascii()));
        let ends: Vec<usize> = lengths
            .scan(0, |at, length| {
                *at += length;
                Some(*at)
            })
            .collect();
        for (n, &start) in ends.iter().enumerate() {
            for &end in &ends[n..] {
                let mut walked = Ruler::default().here;
                walked.walk::<Gbk>(&text, 0, start as u64);
                let mut skipped = walked;
                walked.walk::<Gbk>(&text, 0, end as u64);
                skipped.skip::<Gbk>(&text[start..end]);
                assert_eq!(walked, skipped, "{start}..{end}");
            }
        }
    }
}
