//! `ICP/BAJG`: result codes of an order, and auditors' opinions.

use super::element::Element;
use crate::order::Text;

/// A result `Jg_xx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRecord {
    /// What was asked for, `Czlx`; absent when it is missing or no number.
    pub operation: Option<u32>,
    /// Whom it is about, `Bs`: an id or a filing number, by the operation.
    pub about: Option<String>,
    /// The codes `Jgdm`, each with its words `Dmms`, which may be empty; never no code.
    pub codes: Vec<(u32, String)>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// An opinion `Gjsh`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionRecord {
    /// What was asked for, `Czlx`.
    pub operation: Option<u32>,
    /// Whom it is about, `Jlid`.
    pub about: Option<String>,
    /// `Shjg`: 1 is approved, 0 refused (the other way round than `Hsjg`).
    pub approved: bool,
    /// The opinion `Shyj`.
    pub words: Option<String>,
    /// The auditor `Shrxm`.
    pub auditor: Option<String>,
    /// The auditor's telephone `Shr_dhhm`.
    pub phone: Option<String>,
    /// When it was given `Shsj`, as written.
    pub time: Option<String>,
}

impl ResultRecord {
    pub(super) fn read(element: &Element) -> Result<ResultRecord, Text> {
        Ok(ResultRecord {
            codes: codes(element)?,
            operation: element.value("Czlx"),
            about: element.text("Bs"),
            remark: element.text("Bz"),
        })
    }
}

/// The codes of a result, of which there is at least one. Beside a code that is a number, one that is none is reported as
/// an element that was not understood.
pub(super) fn codes(element: &Element) -> Result<Vec<(u32, String)>, Text> {
    let results = element.parts("Jgxx").filter_map(|result| {
        let code = result.value("Jgdm")?;
        Some((code, result.text("Dmms").unwrap_or_default()))
    });
    let codes: Vec<_> = results.collect();
    if codes.is_empty() {
        return Err(no_code());
    }
    Ok(codes)
}

pub(super) fn no_code() -> Text {
    Text::new(
        "没有可读的结果代码 Jgxx/Jgdm",
        "it has no result code Jgxx/Jgdm that can be read",
    )
}

impl OpinionRecord {
    pub(super) fn read(element: &Element) -> Result<OpinionRecord, Text> {
        let approved = element
            .flag("Shjg")
            .ok_or_else(|| Text::new("Shjg 既不是 0 也不是 1", "Shjg is neither 0 nor 1"))?;
        Ok(OpinionRecord {
            operation: element.value("Czlx"),
            about: element.text("Jlid"),
            approved,
            words: element.text("Shyj"),
            auditor: element.text("Shrxm"),
            phone: element.text("Shr_dhhm"),
            time: element.text("Shsj"),
        })
    }
}
