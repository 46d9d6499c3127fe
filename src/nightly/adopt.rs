//! What a bureau has taken from the system before this one.

use super::office::Office;
use crate::bureau::{LastUpload, SendError};
use crate::ledger::{ContentHash, KeyTag};

/// The last upload from the other system.
#[derive(Clone, Debug, Default)]
pub struct Predecessor {
    /// Its number; 0 when there was none.
    pub sequence: u32,
    /// Its name and the hash of its XML; none when there was none, or it cannot be opened.
    pub file: Option<(String, ContentHash)>,
    /// Own ids in it.
    pub used_ids: Vec<u64>,
}

impl Predecessor {
    /// Asks the bureau. The answer is kept in the archive.
    pub fn ask(office: &Office) -> Result<Self, SendError> {
        let last = LastUpload::ask(&office.client)?;
        let Some(opened) = last.document() else {
            return Ok(Self {
                sequence: last.sequence,
                ..Self::default()
            });
        };
        Ok(Self {
            sequence: last.sequence,
            file: Some((opened.name.clone(), ContentHash::of(&opened.xml))),
            used_ids: own_ids(&opened.xml),
        })
    }
}

/// The numbers in a document's elements for own ids. Bytes of GBK are looked through as they are: no second byte is `<`.
fn own_ids(xml: &[u8]) -> Vec<u64> {
    let mut ids = Vec::new();
    for (at, _) in xml.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
        let rest = &xml[at + 1..];
        let Some(end) = rest.iter().take(20).position(|byte| *byte == b'>') else {
            continue;
        };
        let tag = std::str::from_utf8(&rest[..end]).ok();
        if !tag.and_then(KeyTag::from_name).is_some_and(KeyTag::is_own) {
            continue;
        }
        let digits = rest[end + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let digits: String = digits.map(|digit| char::from(*digit)).collect();
        ids.extend(digits.parse::<u64>());
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::own_ids;

    #[test]
    fn own_ids_are_found_wherever_they_stand_and_others_are_not() {
        let xml = "<XZBA><Baxx><IspZtid>1000000007</IspZtid><Ztid>1000000099</Ztid><Wz_xx><IspWzid>2000000003</IspWzid>\
                   <Ymid>5</Ymid></Wz_xx></Baxx></XZBA>";
        let bytes = encoding_rs::GBK.encode(xml).0;
        assert_eq!(own_ids(&bytes), [1_000_000_007, 2_000_000_003]);
        assert_eq!(own_ids(b"<IspZtid>"), [0; 0]);
    }
}
