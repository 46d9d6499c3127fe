//! The segments of a JPEG file: which of them only tell about people and places, and which way up the picture is.

use std::borrow::Cow;

const START: [u8; 2] = [0xff, 0xd8];
/// Application segments that a decoder needs: JFIF, colour profile, Adobe's colour transform.
const NEEDED: [u8; 3] = [0xe0, 0xe2, 0xee];
const EXIF: &[u8] = b"Exif\0\0";
const ORIENTATION: u16 = 0x0112;

/// The JPEG file without EXIF, XMP, IPTC and makers' segments; `None` when it is no JPEG, is to be turned, or cannot be
/// followed.
pub(super) fn cleaned(content: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut kept = Vec::new();
    let mut copied = 0;
    let mut at = START.len();
    if !content.starts_with(&START) {
        return None;
    }
    while let [0xff, marker, high, low, ..] = *content.get(at..)? {
        let has_content = (0xc0..=0xfe).contains(&marker) && !matches!(marker, 0xd0..=0xda);
        if !has_content {
            break;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let end = at + 2 + length;
        let body = content.get(at + 4..end)?;
        let is_application = (0xe0..=0xef).contains(&marker);
        if marker == 0xe1 && orientation(body).is_some_and(|orientation| orientation != 1) {
            return None;
        }
        if is_application && !NEEDED.contains(&marker) {
            kept.extend_from_slice(&content[copied..at]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return Some(Cow::Borrowed(content));
    }
    kept.extend_from_slice(&content[copied..]);
    Some(Cow::Owned(kept))
}

/// Whether a JPEG's first scan holds fewer colours than its frame. Such files are rare, and the decoder in use mixes up
/// their lines.
pub(super) fn has_separate_scans(content: &[u8]) -> bool {
    let mut frame = None;
    let mut at = START.len();
    while let Some(&[0xff, marker, high, low]) = content.get(at..at + 4) {
        match marker {
            // Fill bytes and markers without content.
            0xff => {
                at += 1;
                continue;
            }
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            0xda => return content.get(at + 4) < frame,
            0xc0..=0xc3 => frame = content.get(at + 9),
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    false
}

/// Which way up an EXIF segment says the picture is, 1 to 8.
fn orientation(segment: &[u8]) -> Option<u16> {
    let tiff = segment.strip_prefix(EXIF)?;
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(match little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let (first, second) = (short(4)?, short(6)?);
    let (high, low) = if little {
        (second, first)
    } else {
        (first, second)
    };
    let directory = usize::from(high) << 16 | usize::from(low);
    (0..usize::from(short(directory)?))
        .map(|entry| directory + 2 + entry * 12)
        .find(|entry| short(*entry) == Some(ORIENTATION))
        .and_then(|entry| short(entry + 8))
}
