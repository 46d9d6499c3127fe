//! `ICP/ZXSJ/Zxxx`: what the bureau cancelled, at the carrier's request or on its own.

use super::element::Element;
use crate::order::Text;

/// A cancellation `Zxxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// What was cancelled, `Zxlb`.
    pub object: CancelledObject,
    /// Its id at the bureau, `Jlid`: `Ztid`, `Wzid` or `Jrid`, by the object.
    pub id: u64,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What a cancellation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelledObject {
    /// 0: a subject with all it has.
    Subject,
    /// 1: a site.
    Site,
    /// 2: an access; the interface's text has it, its schema does not.
    Access,
}

impl Cancellation {
    pub(super) fn read(element: &Element) -> Result<Cancellation, Text> {
        use CancelledObject::{Access, Site, Subject};
        let words = [("0", Subject), ("1", Site), ("2", Access)];
        let object = element
            .word("Zxlb", &words)
            .ok_or_else(|| Text::new("Zxlb 不是 0、1 或 2", "Zxlb is not 0, 1 or 2"))?;
        let id = element
            .value("Jlid")
            .ok_or_else(|| Text::new("Jlid 缺失或不是数字", "Jlid is missing or not a number"))?;
        Ok(Cancellation {
            object,
            id,
            remark: element.text("Bz"),
        })
    }
}
