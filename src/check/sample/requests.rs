//! Complete changes, cancellations, verification results, reports of unfiled sites, and verification material.

use super::{ACCESS, SITE, Sample, UNIT, UNIT_SITE};
use crate::order::Kind;

/// What a record of the bureau is called.
const FILED: &[(&str, &str)] = &[
    ("主体.省局主体Id", "880012"),
    ("主体.主体备案号", "浙ICP备99000123号"),
    ("网站.省局网站Id", "880013"),
    ("网站.网站备案号", "浙ICP备99000123号-1"),
    ("域名.省局域名Id", "880014"),
    ("接入.省局接入Id", "880015"),
    ("IP地址.省局IP Id", "880016"),
];

const VERIFICATION: &[(&str, &str)] = &[
    ("接入.报备方式", "自行报备"),
    ("核实.核实结果", "通过"),
    ("核实.核实人姓名", "周溪石"),
    ("核实.核实时间", "2026-11-19"),
    ("核实.所属单位ID", "330000000001"),
    ("核实.核实意见", "信息真实"),
];

const CANCELLATION: &[(&str, &str)] = &[
    ("订单.确认注销", "是"),
    ("订单.备案密码", "k7Wq2p"),
    ("注销.记录Id", "880012"),
    ("注销.注销理由", "1"),
    ("注销.注销理由备注", "网站已停止使用"),
];

const UNFILED: &[(&str, &str)] = &[
    ("订单.订单类型", "未备案处理"),
    ("未备案处理.域名", "weibei-shop.cn"),
    ("未备案处理.IP", "119.29.0.9"),
    ("未备案处理.运营商", "330000000002"),
    ("未备案处理.接入商", "330000000001"),
    ("未备案处理.省", "浙江"),
    ("未备案处理.处理结果", "1"),
    ("未备案处理.处理意见", "已断开接入"),
    ("未备案处理.入表时间", "2026-11-10"),
    ("未备案处理.处理时限", "2026-11-30"),
];

const MATERIAL: &[(&str, &str)] = &[
    ("订单.订单类型", "单独核验单"),
    ("附件.用途", "核验单"),
    ("附件.文件", "attachments/form.jpg"),
    ("附件.所属备案号", "浙ICP备99000123号-1"),
];

impl Sample {
    /// A unit's complete change: everything as it is filed.
    pub fn change() -> Self {
        Self::snapshot(Kind::Change, &[])
    }

    /// The complete result of a verification task.
    pub fn verification() -> Self {
        Self::snapshot(Kind::VerificationResult, VERIFICATION)
    }

    fn snapshot(kind: Kind, more: &[(&str, &str)]) -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[UNIT, SITE, UNIT_SITE, ACCESS, FILED, more]);
        sample.set("订单.订单类型", kind.name());
        sample.set("主体.报备方式", "");
        sample
    }

    /// A complete cancellation of a subject, a site or an access.
    pub fn cancellation(kind: Kind) -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[CANCELLATION]);
        sample.set("订单.订单类型", kind.name());
        sample
    }

    /// A complete report of what was done about one unfiled site.
    pub fn unfiled_site() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[UNFILED]);
        sample
    }

    /// One file of verification material for a filed site.
    pub fn material() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[MATERIAL]);
        sample
    }

    /// A complete order of every kind that is neither a filing nor a report of IP ranges or domains.
    pub fn requests() -> Vec<Self> {
        let cancellations = Kind::CANCELLATIONS.iter();
        let mut requests: Vec<Self> = cancellations
            .map(|kind| Self::cancellation(*kind))
            .collect();
        requests.extend([
            Self::change(),
            Self::verification(),
            Self::unfiled_site(),
            Self::material(),
        ]);
        requests
    }
}
