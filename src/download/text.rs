//! From a stream of bytes to a stream of text: GBK as the interface has it, or UTF-8, whatever the declaration says.
//!
//! The declaration is not trusted: some bureaus declare GBK and send UTF-8. What is ASCII reads the same in both. At the
//! first byte that is not, the encoding is decided for the whole document by the 64 KiB that begin there: if these are
//! valid UTF-8 they are read as such, unless what they then say is mostly Latin, Greek or Arabic letters. Pairs of GBK
//! bytes can look like these, but hardly ever like the three-byte forms in which UTF-8 writes Chinese. What the encoding
//! does not know becomes U+FFFD.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, GBK, UTF_8};

/// How much the encoding is decided by, and the most that is read at once.
const WINDOW: usize = 64 << 10;

/// The largest piece of text between two marks of the markup. A longer one is refused rather than held; the longest that
/// the interface has are scans of 150 000 characters.
pub(super) const LONGEST_PIECE: usize = 4 << 20;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Decodes a stream, and keeps what was read of it since [`TextReader::restart`].
pub(super) struct TextReader<R> {
    source: R,
    source_ended: bool,
    /// Whether anything was read; a byte order mark counts only at the very beginning.
    begun: bool,
    arriving: Box<[u8]>,
    /// Bytes that are not decoded yet.
    bytes: Vec<u8>,
    /// `None` as long as all was ASCII.
    decoder: Option<Decoder>,
    decoder_ended: bool,
    text: Vec<u8>,
    at: usize,
    kept: Vec<u8>,
    keeps: bool,
    piece: usize,
}

impl<R: Read> TextReader<R> {
    pub fn new(source: R) -> TextReader<R> {
        TextReader {
            source,
            source_ended: false,
            begun: false,
            arriving: vec![0; WINDOW].into(),
            bytes: Vec::new(),
            decoder: None,
            decoder_ended: false,
            text: Vec::new(),
            at: 0,
            kept: Vec::new(),
            keeps: true,
            piece: 0,
        }
    }

    /// A new piece of text begins, which may be as long as [`LONGEST_PIECE`].
    pub fn begin_piece(&mut self) {
        self.piece = 0;
    }

    /// Whether the present piece is too long; reading it gives an error then.
    pub fn piece_is_too_long(&self) -> bool {
        self.piece > LONGEST_PIECE
    }

    /// Forgets what was kept and begins to keep.
    pub fn restart(&mut self) {
        self.kept.clear();
        self.keeps = true;
    }

    /// Keeps no more than there is.
    pub fn stop_keeping(&mut self) {
        self.keeps = false;
    }

    /// How much text is kept, in bytes.
    pub fn kept_len(&self) -> usize {
        self.kept.len()
    }

    /// The kept text from `start` on, as far as it is longer.
    pub fn kept_from(&self, start: usize) -> String {
        let kept = self.kept.get(start..).unwrap_or_default();
        String::from_utf8_lossy(kept).into_owned()
    }

    /// Reads more bytes; nothing more comes when there are none behind those that were there.
    fn read_more(&mut self) -> io::Result<()> {
        let count = loop {
            match self.source.read(&mut self.arriving) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.bytes.extend_from_slice(&self.arriving[..count]);
        self.source_ended = count == 0;
        Ok(())
    }

    /// Decodes the next text. It stays empty at the end.
    fn decode_more(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.decoder_ended {
            if self.bytes.is_empty() && !self.source_ended {
                self.read_more()?;
            }
            if self.decoder.is_none() {
                let ascii = self.bytes.iter().take_while(|byte| byte.is_ascii()).count();
                if ascii > 0 || self.bytes.is_empty() {
                    self.begun = true;
                    self.text.extend(self.bytes.drain(..ascii));
                    self.decoder_ended = self.source_ended && self.bytes.is_empty();
                    continue;
                }
                while self.bytes.len() < WINDOW && !self.source_ended {
                    self.read_more()?;
                }
                self.decide();
            }
            self.decode_bytes();
        }
        Ok(())
    }

    /// Decides for an encoding by the bytes that were read.
    fn decide(&mut self) {
        let marked = !self.begun && self.bytes.starts_with(BYTE_ORDER_MARK);
        if marked {
            self.bytes.drain(..BYTE_ORDER_MARK.len());
        }
        let encoding = if marked || is_utf_8(&self.bytes, self.source_ended) {
            UTF_8
        } else {
            GBK
        };
        self.begun = true;
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
    }

    fn decode_bytes(&mut self) {
        let Some(decoder) = &mut self.decoder else {
            return;
        };
        let needed = decoder.max_utf8_buffer_length(self.bytes.len());
        self.text
            .resize(needed.unwrap_or(4 * self.bytes.len() + 16), 0);
        let (result, read, written, _) =
            decoder.decode_to_utf8(&self.bytes, &mut self.text, self.source_ended);
        self.text.truncate(written);
        self.bytes.drain(..read);
        let is_done = matches!(result, encoding_rs::CoderResult::InputEmpty);
        self.decoder_ended = self.source_ended && is_done;
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for TextReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece_is_too_long() {
            return Err(io::Error::other("a piece of text is too long"));
        }
        if self.at == self.text.len() {
            self.decode_more()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, count: usize) {
        let end = self.text.len().min(self.at + count);
        if self.keeps {
            self.kept.extend_from_slice(&self.text[self.at..end]);
        }
        self.piece += count;
        self.at = end;
    }
}

/// Whether bytes are UTF-8, the last character of them being cut off unless they are all there is.
fn is_utf_8(bytes: &[u8], is_all: bool) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && !is_all => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let two_byte = valid
        .chars()
        .filter(|c| ('\u{80}'..'\u{800}').contains(c))
        .count();
    let longer = valid.chars().filter(|c| *c >= '\u{800}').count();
    two_byte <= longer
}

/// The beginning of a document as text, for a person to look at: `length` bytes of it, or a little less.
pub fn beginning(source: impl Read, length: usize) -> io::Result<String> {
    let mut text = Vec::new();
    TextReader::new(source)
        .take(length as u64)
        .read_to_end(&mut text)?;
    while std::str::from_utf8(&text).is_err() {
        text.pop();
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml version=\"1.0\" encoding=\"GBK\"?><a>备案编号·某某</a>";

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GBK.encode(text).0.into_owned()
    }

    /// Gives `step` bytes at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            self.0.read(&mut buffer[..count])
        }
    }

    fn decode(bytes: &[u8]) -> String {
        let whole = beginning(bytes, bytes.len() * 4).unwrap();
        for step in [1, 2, 3, 1000] {
            let slowly = beginning(Slow(bytes, step), bytes.len() * 4).unwrap();
            assert_eq!(slowly, whole, "{step} bytes at a time");
        }
        whole
    }

    #[test]
    fn gbk_is_read() {
        assert_eq!(decode(&gbk(TEXT)), TEXT);
    }

    #[test]
    fn utf_8_that_declares_gbk_is_read_with_and_without_a_byte_order_mark() {
        assert_eq!(decode(TEXT.as_bytes()), TEXT);
        assert_eq!(decode(format!("\u{feff}{TEXT}").as_bytes()), TEXT);
    }

    #[test]
    fn gbk_whose_bytes_happen_to_be_valid_utf_8_is_read_as_gbk() {
        // 卤 is C2 B1 in GBK, which UTF-8 reads as ±.
        let bytes = gbk("<a>卤</a>");
        assert!(std::str::from_utf8(&bytes).is_ok());
        assert_eq!(decode(&bytes), "<a>卤</a>");
    }

    #[test]
    fn the_encoding_is_decided_where_the_first_chinese_stands_however_late() {
        let text = format!("<a>{}备案</a>", "1".repeat(3 * WINDOW));
        assert_eq!(decode(&gbk(&text)), text);
        assert_eq!(decode(text.as_bytes()), text);
    }

    #[test]
    fn a_window_that_ends_within_a_character_decides_all_the_same() {
        for ahead in 0..3 {
            let text = format!("<a>{}{}</a>", "1".repeat(ahead), "备".repeat(WINDOW));
            assert_eq!(decode(text.as_bytes()), text);
            assert_eq!(decode(&gbk(&text)), text);
        }
    }

    #[test]
    fn what_the_encoding_does_not_know_is_replaced_and_the_rest_is_read() {
        let mut bytes = "<a>备案编号".as_bytes().to_vec();
        bytes.extend("1".repeat(2 * WINDOW).bytes());
        bytes.extend(b"\xff</a>");
        assert!(decode(&bytes).ends_with("1\u{fffd}</a>"));
        assert_eq!(decode(b"<a>\xff\xff</a>"), "<a>\u{fffd}\u{fffd}</a>");
    }
}
