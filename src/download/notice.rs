//! `ICP/XGTZ/Tzxx`: the bureau wants the data of a record put right.

use super::element::Element;
use crate::order::Text;

/// A notice `Tzxx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationNotice {
    /// What is to be put right, `Tzlb`.
    pub object: NoticeObject,
    /// The filing number `Baxh`, of the subject or the site.
    pub filing_number: Option<String>,
    /// The bureau's id `Jlid`: `Ztid` or `Wzid`.
    pub id: Option<u64>,
    /// What is wrong `Tznr`.
    pub words: Option<String>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeObject {
    /// 0: a subject.
    Subject,
    /// 1: a site.
    Site,
}

impl RectificationNotice {
    pub(super) fn read(element: &Element) -> Result<RectificationNotice, Text> {
        let words = [("0", NoticeObject::Subject), ("1", NoticeObject::Site)];
        let object = element
            .word("Tzlb", &words)
            .ok_or_else(|| Text::new("Tzlb 既不是 0 也不是 1", "Tzlb is neither 0 nor 1"))?;
        Ok(RectificationNotice {
            object,
            filing_number: element.text("Baxh"),
            id: element.value("Jlid"),
            words: element.text("Tznr"),
            remark: element.text("Bz"),
        })
    }
}
