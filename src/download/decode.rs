//! From bytes to text: GBK as the interface has it, or UTF-8 whatever the declaration says.

use std::borrow::Cow;

/// Decodes an answer. What the encoding does not know becomes U+FFFD.
///
/// The declaration is not trusted: some bureaus declare GBK and send UTF-8. Bytes that are valid UTF-8 are read as
/// such, unless what they then say is mostly Latin, Greek or Arabic letters: pairs of GBK bytes can look like these,
/// but hardly ever like the three-byte forms in which UTF-8 writes Chinese.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !looks_like_gbk(text) => {
            Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))
        }
        _ => encoding_rs::GBK.decode_without_bom_handling(bytes).0,
    }
}

fn looks_like_gbk(text: &str) -> bool {
    let two_byte = text
        .chars()
        .filter(|c| ('\u{80}'..'\u{800}').contains(c))
        .count();
    let longer = text.chars().filter(|c| *c >= '\u{800}').count();
    two_byte > longer
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml version=\"1.0\" encoding=\"GBK\"?><a>备案编号·某某</a>";

    #[test]
    fn gbk_is_read() {
        let (bytes, _, _) = encoding_rs::GBK.encode(TEXT);
        assert_eq!(decode(&bytes), TEXT);
    }

    #[test]
    fn utf_8_that_declares_gbk_is_read() {
        assert_eq!(decode(TEXT.as_bytes()), TEXT);
        assert_eq!(decode(format!("\u{feff}{TEXT}").as_bytes()), TEXT);
    }

    #[test]
    fn gbk_whose_bytes_happen_to_be_valid_utf_8_is_read_as_gbk() {
        // 卤 is C2 B1 in GBK, which UTF-8 reads as ±.
        let (bytes, _, _) = encoding_rs::GBK.encode("<a>卤</a>");
        assert!(std::str::from_utf8(&bytes).is_ok());
        assert_eq!(decode(&bytes), "<a>卤</a>");
    }
}
