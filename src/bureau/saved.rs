//! An answer that was stored as it came, read again without a call.

use super::answer::{
    Delivered, FilingStatus, code_and_message, delivered, missing_sequences, sequence, status,
    verified,
};
use super::soap;

/// All that a stored answer says, whichever call it answers. It may name a person, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedAnswer {
    /// `msg_code`; absent when it is missing or no number.
    pub code: Option<u32>,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `dataSequences`, of an upload that was not taken: the numbers that the bureau has not got, ascending.
    pub missing: Vec<u32>,
    /// `fileInfos`, of a download and of a query for the last upload.
    pub file: Option<Delivered>,
    /// `dataSequence`, of a query for the last upload.
    pub sequence: Option<u32>,
    /// `StatusInfo`, of a query for a status.
    pub status: Option<FilingStatus>,
    /// `VerifyRes`, of a password that was tried: whether it is right.
    pub right: Option<bool>,
}

impl SavedAnswer {
    /// Reads an answer to any call: a SOAP message, or the `return` document out of one. `Err` says what was found
    /// instead, without quoting it.
    pub fn read(bytes: &[u8]) -> Result<SavedAnswer, String> {
        let document = soap::answer(bytes).map_err(|unread| unread.why)?;
        let (code, msg) = code_and_message(&document).unzip();
        Ok(SavedAnswer {
            code,
            msg: msg.unwrap_or_default(),
            missing: missing_sequences(&document),
            file: delivered(&document),
            sequence: sequence(&document),
            status: status(&document),
            right: verified(&document),
        })
    }

    /// Whether the bureau says that there was nothing to give.
    pub fn is_empty_handed(&self) -> bool {
        self.file.is_none() && matches!(self.code, Some(1..=3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<fileInfos><return_FileName>BAJG1.zip</return_FileName><beianInfo>UEs=</beianInfo>\
        <beianInfoHash>x</beianInfoHash></fileInfos>";

    #[test]
    fn the_file_is_found_in_a_message_and_in_the_bare_document_with_or_without_a_code() {
        for document in [
            format!("<return><msg_code>0</msg_code>{FILE}</return>"),
            format!("<return>{FILE}</return>"),
            format!(
                "<s:Envelope xmlns:s='urn:s'><s:Body><r><return>{FILE}</return></r></s:Body></s:Envelope>"
            ),
        ] {
            let answer = SavedAnswer::read(document.as_bytes()).unwrap();
            assert_eq!(answer.file.unwrap().name, "BAJG1.zip", "{document}");
        }
    }

    #[test]
    fn nothing_to_give_is_told_from_a_failure() {
        let of = |code| {
            let document = format!("<return><msg_code>{code}</msg_code><msg>好</msg></return>");
            SavedAnswer::read(document.as_bytes())
                .unwrap()
                .is_empty_handed()
        };
        assert!(of(2));
        assert!(!of(5));
        assert!(SavedAnswer::read(b"<html/>").is_err());
    }
}
