//! `ICP/WBAWZLB/Wbawz_xx`: sites at this carrier that nobody filed; each asks for one answer (WBACLJG).

use super::element::Element;
use crate::order::{IpAddress, Text};

/// An unfiled site `Wbawz_xx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfiledSite {
    /// The bureau's id `Id`, which the answer has to name.
    pub id: u64,
    /// Domain or name `Wzym_mc`.
    pub domain: Option<String>,
    /// Languages `Yylb_id`.
    pub languages: Vec<u32>,
    /// The address it was found at `IP`.
    pub address: Option<IpAddress>,
    /// When it was last found `Dqjcsj`, as written.
    pub detected: Option<String>,
    /// How often it was found `Jccs`.
    pub times: Option<u32>,
    /// The province `Sssh`.
    pub province: Option<u32>,
    /// When it was first found `Scjcsj`, as written.
    pub first_detected: Option<String>,
    /// The access carrier `Jrs`, a unit of the code table of units.
    pub carrier: Option<u64>,
    /// The network operator `Yys`, a unit of the code table of units.
    pub network_operator: Option<u64>,
    /// Remark `Bz`.
    pub remark: Option<String>,
}

impl UnfiledSite {
    pub(super) fn read(element: &Element) -> Result<UnfiledSite, Text> {
        let id = element
            .value("Id")
            .ok_or_else(|| Text::new("Id 缺失或不是数字", "Id is missing or not a number"))?;
        let lists = element.parts("Yylb");
        Ok(UnfiledSite {
            id,
            domain: element.text("Wzym_mc"),
            languages: lists.flat_map(|list| list.values("Yylb_id")).collect(),
            address: element.value("IP"),
            detected: element.text("Dqjcsj"),
            times: element.value("Jccs"),
            province: element.value("Sssh"),
            first_detected: element.text("Scjcsj"),
            carrier: element.value("Jrs"),
            network_operator: element.value("Yys"),
            remark: element.text("Bz"),
        })
    }
}
