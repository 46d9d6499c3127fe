//! Names as they are looked for in tags: the first eight bytes are compared as one number.

/// A name that may stand in a tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    key: u64,
    mask: u64,
    length: u32,
}

impl Tag {
    /// A tag that never stands anywhere.
    pub(crate) const NEVER: Self = Self {
        key: 1,
        mask: 0,
        length: 0,
    };

    /// The tag of a name, in the bytes that the document has it in.
    pub(crate) fn new(name: &[u8]) -> Self {
        let kept = name.len().min(8);
        let mut key = [0; 8];
        key[..kept].copy_from_slice(&name[..kept]);
        Self {
            key: u64::from_le_bytes(key),
            mask: u64::MAX >> (64 - 8 * kept.max(1)),
            length: name.len() as u32,
        }
    }

    /// Bytes of the name.
    #[inline]
    pub(crate) fn length(&self) -> usize {
        self.length as usize
    }

    /// The eight bytes at `at`, for [`Tag::stands`].
    #[inline]
    pub(crate) fn head(bytes: &[u8], at: usize) -> Option<u64> {
        let head = bytes.get(at..)?.first_chunk()?;
        Some(u64::from_le_bytes(*head))
    }

    /// Whether the tag's name, which is `name`, stands at `at` and is followed by `>`. `head` is what stands there.
    #[inline]
    pub(crate) fn stands<'n>(
        &self,
        head: u64,
        bytes: &[u8],
        at: usize,
        name: impl FnOnce() -> &'n [u8],
    ) -> bool {
        let length = self.length();
        head & self.mask == self.key
            && bytes.get(at + length) == Some(&b'>')
            && (length <= 8 || bytes[at + 8..at + length] == name()[8..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(name: &str, text: &str) -> bool {
        let bytes = text.as_bytes();
        Tag::head(bytes, 0).is_some_and(|head| {
            Tag::new(name.as_bytes()).stands(head, bytes, 0, || name.as_bytes())
        })
    }

    #[test]
    fn a_name_stands_where_it_ends_with_the_tag() {
        for name in ["a", "Fwnr_id", "Fzr_sjhm", "longer_than_eight"] {
            assert!(stands(name, &format!("{name}>12345678")), "{name}");
            for other in [" >", "x>", "/>", ""] {
                assert!(!stands(name, &format!("{name}{other}")), "{name}{other}");
            }
        }
        assert!(!stands("Fwnr", "Fwnr_id>") && !stands("Fwnr_id", "Fwnr>1234"));
        assert!(!stands("longer_than_eight", "longer_than_seven>"));
        assert!(!Tag::NEVER.stands(0, b">", 0, || b""));
    }
}
