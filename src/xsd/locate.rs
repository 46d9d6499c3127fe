//! Finds line and column of what was found wrong.
//!
//! The validator notes only offsets, so that right documents cost little. Lines and columns are measured when the
//! window that shows them is about to go, or the document has ended; of what stands behind, only the number of lines
//! and the last line's characters are counted then.

use std::collections::BTreeMap;

use memchr::{memchr_iter, memrchr};

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
        let (places, _) = self.places::<E>(window, found.iter().map(|found| found.offset));
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
        let (mut later, _) = self.places::<E>(window, later);
        later.append(&mut self.later);
        self.later = later;
        let (open, mut here) = self.places::<E>(window, open.filter(|&offset| offset < end));
        here.skip::<E>(self.behind(window, here), end);
        (self.open, self.here) = (open, here);
    }

    /// The places of these offsets, which the window shows or which were measured when it did, and the last that it
    /// shows.
    fn places<E: Encoding>(
        &self,
        window: &[u8],
        offsets: impl Iterator<Item = u64>,
    ) -> (BTreeMap<u64, Place>, Position) {
        let mut sorted: Vec<u64> = offsets.collect();
        sorted.sort_unstable();
        let mut here = self.here;
        let mut place = |offset: u64| {
            if offset < self.here.offset {
                return self.open.get(&offset).or(self.later.get(&offset)).copied();
            }
            here.skip::<E>(self.behind(window, here), offset);
            Some(here.place(self.behind(window, here)))
        };
        let places = sorted
            .into_iter()
            .filter_map(|offset| Some((offset, place(offset)?)));
        (places.collect(), here)
    }

    /// The part of the window that begins at a position.
    fn behind<'w>(&self, window: &'w [u8], position: Position) -> &'w [u8] {
        &window[(position.offset - self.here.offset) as usize..]
    }
}

impl Position {
    /// Line and column of what stands here, which is the first of these bytes.
    fn place(&self, bytes: &[u8]) -> Place {
        if self.returned && bytes.first() != Some(&b'\n') {
            (self.line + 1, 1)
        } else {
            (self.line, self.column)
        }
    }

    /// Goes on to an offset, where a character begins or the document ends. `bytes` begin here.
    fn skip<E: Encoding>(&mut self, bytes: &[u8], offset: u64) {
        let bytes = &bytes[..bytes.len().min((offset - self.offset) as usize)];
        let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
            return;
        };
        if self.returned && first != b'\n' {
            (self.line, self.column) = (self.line + 1, 1);
        }
        self.returned = last == b'\r';
        let (ends, behind) = line_ends(bytes);
        let tail = if ends > 0 {
            (self.line, self.column) = (self.line + ends, 1);
            &bytes[behind..]
        } else {
            bytes
        };
        self.column += E::count(tail) as u64;
        self.offset += bytes.len() as u64;
    }
}

/// How many lines end in these bytes, and where the last of them ends. A carriage return at the very end has not ended
/// its line yet.
fn line_ends(bytes: &[u8]) -> (u64, usize) {
    let feeds = memchr_iter(b'\n', bytes).count();
    let last_feed = memrchr(b'\n', bytes);
    let is_lone = |&at: &usize| bytes.get(at + 1).is_some_and(|&next| next != b'\n');
    let lone = memchr_iter(b'\r', bytes).filter(is_lone);
    let (returns, last_return) = lone.fold((0, None), |(count, _), at| (count + 1, Some(at)));
    let behind = last_feed.max(last_return).map_or(0, |last| last + 1);
    ((feeds + returns) as u64, behind)
}

#[cfg(test)]
mod tests {
    use super::super::encoding::Gbk;
    use super::*;

    /// Line and column of an offset, character by character.
    fn walked(text: &str, count: usize) -> Place {
        let (mut line, mut column) = (1, 1);
        let mut before = text.chars().take(count).peekable();
        let next = text.chars().nth(count);
        while let Some(c) = before.next() {
            let ends = c == '\n' || (c == '\r' && before.peek().or(next.as_ref()) != Some(&'\n'));
            (line, column) = if ends {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        (line, column)
    }

    #[test]
    fn wherever_one_stops_on_the_way_the_place_is_the_same() {
        let text = "案\r\n\r\r\na\n备b\n\r案案\r".to_owned() + &"x".repeat(300) + "\r\n案";
        let (bytes, ..) = encoding_rs::GBK.encode(&text);
        let lengths = text.chars().map(|c| 1 + u64::from(!c.is_ascii()));
        let offsets: Vec<u64> = std::iter::once(0)
            .chain(lengths.scan(0, |at, length| {
                *at += length;
                Some(*at)
            }))
            .collect();
        for (n, &one) in offsets.iter().enumerate() {
            for (m, &two) in offsets.iter().enumerate().skip(n) {
                let ruler = Ruler::default();
                let (places, _) = ruler.places::<Gbk>(&bytes, [two, one].into_iter());
                assert_eq!(places[&one], walked(&text, n), "{one}");
                assert_eq!(places[&two], walked(&text, m), "{two} after {one}");
            }
        }
    }
}
