//! `BAJG`: result codes of an order, and auditors' opinions.

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
        let mut codes = Vec::new();
        for result in element.all("Jgxx") {
            let code = result.number("Jgdm").ok_or_else(|| {
                Text::new("Jgdm 缺失或不是数字", "Jgdm is missing or not a number")
            })?;
            codes.push((code, result.value("Dmms").unwrap_or_default().to_owned()));
        }
        if codes.is_empty() {
            return Err(Text::new("没有结果代码 Jgxx", "it has no result code Jgxx"));
        }
        Ok(ResultRecord {
            operation: element.number("Czlx"),
            about: element.value("Bs").map(str::to_owned),
            codes,
        })
    }
}

impl OpinionRecord {
    pub(super) fn read(element: &Element) -> Result<OpinionRecord, Text> {
        let approved = match element.value("Shjg") {
            Some("0") => false,
            Some("1") => true,
            _ => {
                return Err(Text::new(
                    "Shjg 既不是 0 也不是 1",
                    "Shjg is neither 0 nor 1",
                ));
            }
        };
        let text = |name| element.value(name).map(str::to_owned);
        Ok(OpinionRecord {
            operation: element.number("Czlx"),
            about: text("Jlid"),
            approved,
            words: text("Shyj"),
            auditor: text("Shrxm"),
            phone: text("Shr_dhhm"),
            time: text("Shsj"),
        })
    }
}
