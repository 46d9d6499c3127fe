//! The few ids that the program itself must know by their meaning; every other code is data that passes through.

/// 单位性质, `Dwxz`.
pub mod nature {
    /// 企业.
    pub const ENTERPRISE: u32 = 4;
    /// 个人.
    pub const INDIVIDUAL: u32 = 5;
    /// 社会团体.
    pub const SOCIAL_ORGANISATION: u32 = 6;
}

/// 附件用途, `Fjyt`.
pub mod purpose {
    /// The verification form 核验单.
    pub const FORM: u32 = 1;
    /// The organizer's certificate 主办单位证件.
    pub const UNIT_CERTIFICATE: u32 = 2;
    /// The subject principal's certificate 主体负责人证件.
    pub const SUBJECT_PRINCIPAL: u32 = 3;
    /// A site principal's certificate 网站负责人证件.
    pub const SITE_PRINCIPAL: u32 = 4;
    /// The photo taken at the verification 当面核验照片, hand-held certificates included.
    pub const PHOTO: u32 = 5;
}

/// 附件文件格式, `Fjwjgs`.
pub mod format {
    /// JPEG, which is what is always sent.
    pub const JPEG: u32 = 1;
}

/// 附件所属对象类型, `Ssdxlx` in the upload's numbering.
pub mod owner_type {
    /// 主体.
    pub const SUBJECT: u32 = 1;
    /// 网站.
    pub const SITE: u32 = 2;
}

/// 报备方式, `Bbfs`.
pub mod reporting_mode {
    /// 代为报备: what a carrier's batch is, unless the sheet says otherwise.
    pub const ON_BEHALF: u32 = 1;
}

/// 注销类别, `Zxlb`.
pub mod cancel_category {
    /// 主体注销.
    pub const SUBJECT: u32 = 0;
    /// 网站注销.
    pub const SITE: u32 = 1;
    /// 取消接入.
    pub const ACCESS: u32 = 2;
}

/// 前置或专项审批内容类型, `Nrlx`.
pub mod preapproval {
    /// 新闻.
    pub const NEWS: u32 = 1;
    /// 出版.
    pub const PUBLISHING: u32 = 2;
    /// 教育.
    pub const EDUCATION: u32 = 3;
    /// 医疗保健.
    pub const HEALTH: u32 = 4;
    /// 药品和医疗器械.
    pub const DRUGS: u32 = 5;
    /// 电子公告服务, a forum or another bulletin service.
    pub const BULLETIN: u32 = 6;
    /// 文化.
    pub const CULTURE: u32 = 9;
    /// 广播电影电视节目.
    pub const PROGRAMMES: u32 = 10;
}

/// 网站服务内容, `Fwnr`.
pub mod service_content {
    /// 博客/个人空间.
    pub const PERSONAL_SPACE: u32 = 6;
    /// 其他.
    pub const OTHER: u32 = 24;
}

/// 分配使用方式, `Fpfs`.
pub mod allocation_mode {
    /// 分配且使用: a customer uses the range.
    pub const IN_USE: u32 = 1;
    /// 再次分配: another reporting unit gives it on.
    pub const REALLOCATED: u32 = 2;
    /// 自用: the carrier uses it.
    pub const OWN_USE: u32 = 3;
    /// 预留: nobody uses it yet.
    pub const RESERVED: u32 = 4;
}

/// 来源单位类型, `Ly_dwlx`.
pub mod source_unit_type {
    /// 来自非报备单位: the source has a name only.
    pub const OTHER: u32 = 0;
    /// 来自报备单位: the source has an id.
    pub const REPORTING: u32 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;

    #[test]
    fn every_id_means_what_its_name_says() {
        let expected = [
            ("unit_nature", nature::ENTERPRISE, "企业"),
            ("unit_nature", nature::INDIVIDUAL, "个人"),
            ("unit_nature", nature::SOCIAL_ORGANISATION, "社会团体"),
            (
                "attachment_purpose",
                purpose::FORM,
                "网站备案信息真实性核验单",
            ),
            (
                "attachment_purpose",
                purpose::UNIT_CERTIFICATE,
                "网站主办者单位有效证件电子件",
            ),
            (
                "attachment_purpose",
                purpose::SUBJECT_PRINCIPAL,
                "备案主体负责人有效证件电子件",
            ),
            (
                "attachment_purpose",
                purpose::SITE_PRINCIPAL,
                "备案网站负责人有效证件电子件",
            ),
            (
                "attachment_purpose",
                purpose::PHOTO,
                "网站负责人核验现场拍摄照片电子件",
            ),
            ("attachment_format", format::JPEG, "jpg"),
            ("owner_type", owner_type::SUBJECT, "主体"),
            ("owner_type", owner_type::SITE, "网站"),
            ("reporting_mode", reporting_mode::ON_BEHALF, "代为报备"),
            ("cancel_category", cancel_category::SUBJECT, "主体注销"),
            ("cancel_category", cancel_category::SITE, "网站注销"),
            ("cancel_category", cancel_category::ACCESS, "取消接入"),
            ("preapproval_type", preapproval::NEWS, "新闻"),
            ("preapproval_type", preapproval::PUBLISHING, "出版"),
            ("preapproval_type", preapproval::EDUCATION, "教育"),
            ("preapproval_type", preapproval::HEALTH, "医疗保健"),
            ("preapproval_type", preapproval::DRUGS, "药品和医疗器械"),
            ("preapproval_type", preapproval::BULLETIN, "电子公告服务"),
            ("preapproval_type", preapproval::CULTURE, "文化"),
            (
                "preapproval_type",
                preapproval::PROGRAMMES,
                "广播电影电视节目",
            ),
            (
                "service_content",
                service_content::PERSONAL_SPACE,
                "博客/个人空间",
            ),
            ("service_content", service_content::OTHER, "其他"),
            ("ip_allocation_mode", allocation_mode::IN_USE, "分配且使用"),
            (
                "ip_allocation_mode",
                allocation_mode::REALLOCATED,
                "再次分配",
            ),
            ("ip_allocation_mode", allocation_mode::OWN_USE, "自用"),
            ("ip_allocation_mode", allocation_mode::RESERVED, "预留"),
            (
                "source_unit_type",
                source_unit_type::OTHER,
                "来自非报备单位",
            ),
            (
                "source_unit_type",
                source_unit_type::REPORTING,
                "来自报备单位",
            ),
        ];
        for (table, id, name) in expected {
            let row = Codes::bundled().table(table).unwrap().by_id(id).unwrap();
            assert_eq!(row.name.zh.to_lowercase(), name, "{table} {id}");
        }
    }
}
