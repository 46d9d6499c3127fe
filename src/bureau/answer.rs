//! The answers of the six calls, as far as a carrier needs them.
//!
//! The published schemas of these answers ask for things that no bureau sends; nothing is validated here. What is
//! absent is `None` or empty, and only a missing or unreadable `msg_code` makes an answer unreadable.

use std::fmt;

use super::tree::Element;

/// What came back over HTTP, byte for byte, to be stored. Printing it shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct RawAnswer(pub Vec<u8>);

impl fmt::Debug for RawAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RawAnswer({} bytes)", self.0.len())
    }
}

/// The answer to `isp_upload`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadAnswer {
    /// `msg_code`; 0 when the file was taken.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `dataSequences`: with code 14 the numbers that the bureau has not got, ascending.
    pub missing: Vec<u32>,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// The answer to `isp_download`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadAnswer {
    /// `msg_code`; 0 and 1 with a file, 2 when there is none, 3 when more follow.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `fileInfos`, when it is there.
    pub file: Option<Delivered>,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// The answer to `isp_querypreviousupload`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousUpload {
    /// `msg_code`.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `dataSequence` of the last upload that was taken, 0 before the first; `None` when the answer has none.
    pub sequence: Option<u32>,
    /// The last upload, when there was one.
    pub file: Option<Delivered>,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// The answer to a call that says no more than whether it worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainAnswer {
    /// `msg_code`.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// The answer to `isp_querybeianstatus`.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusAnswer {
    /// `msg_code`.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `StatusInfo`, when it is there.
    pub status: Option<FilingStatus>,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// What the bureau knows of a domain or a certificate. It may name a person, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct FilingStatus {
    /// `Cxtjlx`: what was asked for, 0 a domain, else a type of certificate.
    pub condition_type: Option<u32>,
    /// `Cxtj`: the domain or the certificate's number.
    pub condition: Option<String>,
    /// `Bazt`: whether it is filed; `None` when the bureau gives neither 0 nor 1.
    pub filed: Option<bool>,
    /// `Wzmc`: the site's name, for a filed domain.
    pub site_name: Option<String>,
    /// `Ztbah`: the subject's filing number.
    pub subject_number: Option<String>,
    /// `Wzbah`: the site's filing number, for a filed domain.
    pub site_number: Option<String>,
}

/// The answer to `isp_verifybamm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyAnswer {
    /// `msg_code`; 0 when the bureau gives a result without one. 22 when there were too many tries.
    pub code: u32,
    /// `msg`, the bureau's words.
    pub msg: String,
    /// `VerifyRes`: whether the password is right; `None` when the bureau does not say.
    pub right: Option<bool>,
    /// The answer as it came.
    pub raw: RawAnswer,
}

/// `fileInfos`: a file as delivered, still sealed. Fields the bureau left out are empty or 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivered {
    /// `return_FileName`: what `isp_downloadack` has to name.
    pub name: String,
    /// `beianInfo`.
    pub info: String,
    /// `beianInfoHash`.
    pub hash: String,
    /// `encryptAlgorithm`; what is no number becomes one that no envelope knows.
    pub encrypt: u32,
    /// `hashAlgorithm`, 0 for MD5.
    pub hash_algorithm: u32,
    /// `compressionFormat`, 0 for zip.
    pub compression: u32,
}

impl fmt::Debug for Delivered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Delivered({:?}, {} characters)",
            self.name,
            self.info.len()
        )
    }
}

/// `msg_code` and `msg`; `None` when there is no code, or none that is a number.
pub(super) fn code_and_message(document: &Element) -> Option<(u32, String)> {
    let code = document.value("msg_code")?.parse().ok()?;
    Some((code, document.value("msg").unwrap_or_default().to_owned()))
}

pub(super) fn missing_sequences(document: &Element) -> Vec<u32> {
    let listed = document
        .children("dataSequences")
        .flat_map(|list| list.children("dataSequence"));
    let numbers = listed.flat_map(|entry| {
        entry
            .text
            .split(|character: char| !character.is_ascii_digit())
    });
    let mut missing: Vec<u32> = numbers.filter_map(|number| number.parse().ok()).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

pub(super) fn delivered(document: &Element) -> Option<Delivered> {
    let infos = document.child("fileInfos")?;
    let text = |name: &str| infos.value(name).unwrap_or_default().to_owned();
    let number = |name: &str| {
        infos
            .value(name)
            .map_or(0, |value| value.parse().unwrap_or(u32::MAX))
    };
    let delivered = Delivered {
        name: text("return_FileName"),
        info: text("beianInfo"),
        hash: text("beianInfoHash"),
        encrypt: number("encryptAlgorithm"),
        hash_algorithm: number("hashAlgorithm"),
        compression: number("compressionFormat"),
    };
    let empty = delivered.name.is_empty() && delivered.info.is_empty();
    (!empty).then_some(delivered)
}

/// `return_FileName`, where a file was delivered that has one.
pub(super) fn delivered_name(document: &Element) -> Option<&str> {
    let name = document.child("fileInfos")?.value("return_FileName")?;
    (!name.is_empty()).then_some(name)
}

/// The sequence number stands inside `fileInfos`; some answers have it beside.
pub(super) fn sequence(document: &Element) -> Option<u32> {
    let inside = document
        .child("fileInfos")
        .and_then(|infos| infos.value("dataSequence"));
    inside
        .or_else(|| document.value("dataSequence"))?
        .parse()
        .ok()
}

pub(super) fn status(document: &Element) -> Option<FilingStatus> {
    let info = document.child("StatusInfo")?;
    let text = |name: &str| info.value(name).map(str::to_owned);
    Some(FilingStatus {
        condition_type: info.value("Cxtjlx").and_then(|value| value.parse().ok()),
        condition: text("Cxtj"),
        filed: zero_means_yes(info.value("Bazt")),
        site_name: text("Wzmc"),
        subject_number: text("Ztbah"),
        site_number: text("Wzbah"),
    })
}

pub(super) fn verified(document: &Element) -> Option<bool> {
    let nested = || {
        document
            .children
            .iter()
            .find_map(|child| child.value("VerifyRes"))
    };
    zero_means_yes(document.value("VerifyRes").or_else(nested))
}

/// Both `Bazt` and `VerifyRes` say yes with 0 and no with 1.
fn zero_means_yes(value: Option<&str>) -> Option<bool> {
    match value {
        Some("0") => Some(true),
        Some("1") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;

    fn document(text: &str) -> Element {
        parse(text, 10_000).unwrap()
    }

    #[test]
    fn an_answer_without_version_and_with_a_short_message_is_read() {
        let document = document("<return><msg_code> 0 </msg_code><msg>操作成功</msg></return>");
        assert_eq!(
            code_and_message(&document),
            Some((0, "操作成功".to_owned()))
        );
    }

    #[test]
    fn an_answer_without_a_number_as_code_is_not() {
        assert_eq!(
            code_and_message(&document("<return><msg>好</msg></return>")),
            None
        );
        assert_eq!(
            code_and_message(&document("<return><msg_code>OK</msg_code></return>")),
            None
        );
    }

    #[test]
    fn missing_sequences_are_read_one_by_one_or_as_a_list() {
        let listed = document(
            "<return><msg_code>14</msg_code><dataSequences><dataSequence>8</dataSequence>\
             <dataSequence> 6,7 </dataSequence></dataSequences></return>",
        );
        assert_eq!(missing_sequences(&listed), [6, 7, 8]);
    }

    #[test]
    fn before_the_first_upload_the_sequence_is_0_and_there_is_no_file() {
        let none = document(
            "<return><msg_code>0</msg_code><fileInfos><dataSequence>0</dataSequence>\
             <return_FileName/><beianInfo/><beianInfoHash/></fileInfos></return>",
        );
        assert_eq!(sequence(&none), Some(0));
        assert_eq!(delivered(&none), None);
    }

    #[test]
    fn a_status_is_read_in_any_order_and_as_far_as_it_goes() {
        let whole = document(
            "<return><msg>操作成功</msg><StatusInfo><Bazt>0</Bazt><Wzbah>浙ICP备12345678号-1</Wzbah>\
             <Ztbah>浙ICP备12345678号</Ztbah><Wzmc>甲;乙</Wzmc><Cxtj>example.com</Cxtj><Cxtjlx>0</Cxtjlx></StatusInfo>\
             <msg_code>0</msg_code></return>",
        );
        let found = status(&whole).unwrap();
        assert_eq!(
            (
                found.condition_type,
                found.condition.as_deref(),
                found.filed
            ),
            (Some(0), Some("example.com"), Some(true))
        );
        assert_eq!(found.site_name.as_deref(), Some("甲;乙"));
        assert_eq!(found.subject_number.as_deref(), Some("浙ICP备12345678号"));
        assert_eq!(found.site_number.as_deref(), Some("浙ICP备12345678号-1"));

        let odd = document("<return><StatusInfo><Bazt>是</Bazt></StatusInfo></return>");
        let found = status(&odd).unwrap();
        assert_eq!((found.condition_type, found.filed), (None, None));
        assert!(status(&document("<return><msg_code>22</msg_code></return>")).is_none());
    }

    #[test]
    fn yes_is_0_and_no_is_1() {
        let of = |value: &str| {
            verified(&document(&format!(
                "<return><VerifyRes>{value}</VerifyRes></return>"
            )))
        };
        assert_eq!((of("0"), of("1"), of("2")), (Some(true), Some(false), None));
    }
}
