//! The rows of IP and domain reports: sources, allocations, broadcasts and customers' own IP ranges, registered domains.
//!
//! They are flat: one row of a sheet is one record. Which columns a record holds depends on what the report does with
//! it, and so do their bounds; [`elements`](super::elements) knows both.

use chrono::NaiveDate;

use super::column::{Column, Privacy};
use super::domain::DomainName;
use super::field::{AnyField, Field, Tables, Value};
use super::ip::{IpAddress, IpRange};
use super::kind::Kind;
use super::parts::{Part, parts};
use super::requests::{Cancellation, UnfiledSite, Verification};
use super::values::{Code, Flag, Id, List};

parts! {
    /// Where a range of IP addresses comes from IP来源 (`Ly`).
    IpSource IP_SOURCE "IP来源" {
        /// The carrier's id of the record 企业侧记录Id `IspId`.
        own_id: Id { header: "企业侧记录Id", path: "IspId" }
        /// First address 起始IP `Qsip`; may hold a whole range (`a-b`, CIDR).
        first: IpRange { header: "起始IP", path: "Qsip", aliases: &["ip"] }
        /// Last address 终止IP `Zzip`; absent means that `first` says it all.
        last: IpAddress { header: "终止IP", path: "Zzip" }
        /// The unit that the range comes from 来源单位 `Lydw`.
        source_unit: Id { header: "来源单位", path: "Lydw" }
        /// Remark 备注 `Bz`.
        remark: Box<str> { header: "备注", path: "Bz", length: (1, 1024) }
        /// The bureau's id of the record 省局记录Id `Id`.
        bureau_id: Id { header: "省局记录Id", path: "Id" }
    }

    /// Who uses a range of IP addresses IP分配 (`Fpsy`).
    IpAllocation IP_ALLOCATION "IP分配" {
        /// The carrier's id of the record 企业侧记录Id `IspId`.
        own_id: Id { header: "企业侧记录Id", path: "IspId" }
        /// First address 起始IP `Qsip`; may hold a whole range (`a-b`, CIDR).
        first: IpRange { header: "起始IP", path: "Qsip", aliases: &["ip"] }
        /// Last address 终止IP `Zzip`; absent means that `first` says it all.
        last: IpAddress { header: "终止IP", path: "Zzip" }
        /// What is done with the range 分配方式 `Fpfs`.
        mode: Code { header: "分配方式", path: "Fpfs", table: "ip_allocation_mode" }
        /// The unit that it is allocated to 分配对象 `Fpdx`.
        target_unit: Id { header: "分配对象", path: "Fpdx" }
        /// How its addresses are given out 使用方式 `Syfs`.
        usage: Code { header: "使用方式", path: "Syfs", table: "ip_usage_mode" }
        /// The day from which it is used 分配使用日期 `Fprq`.
        used_from: NaiveDate { header: "分配使用日期", path: "Fprq" }
        /// Whether a server there redirects domains 是否域名跳转 `Sfymtz`.
        redirects: Flag { header: "是否域名跳转", path: "Sfymtz" }
        /// Name of the unit that uses it 使用单位名称 `Dwmc`.
        unit_name: Box<str> { header: "使用单位名称", path: "Dwmc", length: (1, 255), privacy: Privacy::Name }
        /// Nature of the unit 单位性质 `Dwxz`.
        nature: Code { header: "单位性质", path: "Dwxz", table: "unit_nature" }
        /// Category of the unit 单位分类 `Dwfl`.
        category: Code { header: "单位分类", path: "Dwfl", table: "unit_category" }
        /// Industry of the unit 行业分类 `Dwhyfl`.
        industry: Code { header: "行业分类", path: "Dwhyfl", table: "industry" }
        /// Province 省 `Shengid`, GB/T 2260.
        province: Code { header: "省", path: "Shengid", table: "province" }
        /// City 市 `Shiid`, GB/T 2260.
        city: Code { header: "市", path: "Shiid", table: "city" }
        /// County 县 `Xianid`, GB/T 2260.
        county: Code { header: "县", path: "Xianid", table: "county" }
        /// Address of the unit 单位地址 `Xxdz`.
        address: Box<str> { header: "单位地址", path: "Xxdz", length: (1, 512), privacy: Privacy::Address }
        /// Name of the contact 联系人姓名 `Lxrxm`.
        contact_name: Box<str> { header: "联系人姓名", path: "Lxrxm", length: (1, 20), privacy: Privacy::Name }
        /// Telephone of the contact 联系人电话 `Lxrdh`.
        contact_phone: List { header: "联系人电话", path: "Lxrdh", length: (11, 255), privacy: Privacy::Phone }
        /// E-mail address of the contact 联系人邮箱 `Lxrdzyj`.
        contact_email: List { header: "联系人邮箱", path: "Lxrdzyj", length: (6, 255), privacy: Privacy::Email }
        /// Address of the gateway 网关IP `Wgip`.
        gateway: IpAddress { header: "网关IP", path: "Wgip" }
        /// Where the gateway stands 网关物理地址 `Wgdz`.
        gateway_place: Box<str> { header: "网关物理地址", path: "Wgdz", length: (1, 512), privacy: Privacy::Address }
        /// Remark 备注 `Bz`.
        remark: Box<str> { header: "备注", path: "Bz", length: (1, 1024) }
        /// The bureau's id of the record 省局记录Id `Id`.
        bureau_id: Id { header: "省局记录Id", path: "Id" }
    }

    /// Which unit announces a range of IP addresses to the network IP广播 (`Jsxx`).
    IpBroadcast IP_BROADCAST "IP广播" {
        /// The carrier's id of the record 企业侧记录Id `IspId`.
        own_id: Id { header: "企业侧记录Id", path: "IspId" }
        /// The unit that announces 广播单位 `Gbdw`.
        broadcast_unit: Id { header: "广播单位", path: "Gbdw" }
        /// The unit that asked for it 申请单位 `Sqdw`.
        applicant_unit: Id { header: "申请单位", path: "Sqdw" }
        /// First address 起始IP `Qsip`; may hold a whole range (`a-b`, CIDR).
        first: IpRange { header: "起始IP", path: "Qsip", aliases: &["ip"] }
        /// Last address 终止IP `Zzip`; absent means that `first` says it all.
        last: IpAddress { header: "终止IP", path: "Zzip" }
        /// Remark 备注 `Bz`.
        remark: Box<str> { header: "备注", path: "Bz", length: (1, 1024) }
        /// The bureau's id of the record 省局记录Id `Id`.
        bureau_id: Id { header: "省局记录Id", path: "Id" }
    }

    /// A range of IP addresses that a customer brings along IP自带 (`Zdxx`).
    IpOwn IP_OWN "IP自带" {
        /// The carrier's id of the record 企业侧记录Id `IspId`.
        own_id: Id { header: "企业侧记录Id", path: "IspId" }
        /// First address 起始IP `Qsip`; may hold a whole range (`a-b`, CIDR).
        first: IpRange { header: "起始IP", path: "Qsip", aliases: &["ip"] }
        /// Last address 终止IP `Zzip`; absent means that `first` says it all.
        last: IpAddress { header: "终止IP", path: "Zzip" }
        /// Whether a server there redirects domains 是否域名跳转 `Sfymtz`.
        redirects: Flag { header: "是否域名跳转", path: "Sfymtz" }
        /// How its addresses are given out 使用方式 `Syfs`.
        usage: Code { header: "使用方式", path: "Syfs", table: "ip_usage_mode" }
        /// The day from which it is used 分配使用日期 `Fprq`.
        used_from: NaiveDate { header: "分配使用日期", path: "Fprq" }
        /// Name of the unit that uses it 使用单位名称 `Dwmc`.
        unit_name: Box<str> { header: "使用单位名称", path: "Dwmc", length: (1, 255), privacy: Privacy::Name }
        /// Nature of the unit 单位性质 `Dwxz`.
        nature: Code { header: "单位性质", path: "Dwxz", table: "unit_nature" }
        /// Province 省 `Shengid`, GB/T 2260.
        province: Code { header: "省", path: "Shengid", table: "province" }
        /// City 市 `Shiid`, GB/T 2260.
        city: Code { header: "市", path: "Shiid", table: "city" }
        /// County 县 `Xianid`, GB/T 2260.
        county: Code { header: "县", path: "Xianid", table: "county" }
        /// Address of the unit 单位地址 `Xxdz`.
        address: Box<str> { header: "单位地址", path: "Xxdz", length: (1, 512), privacy: Privacy::Address }
        /// Name of the contact 联系人姓名 `Lxrxm`; 2 characters or more when it is changed.
        contact_name: Box<str> { header: "联系人姓名", path: "Lxrxm", length: (1, 20), privacy: Privacy::Name }
        /// Telephone of the contact 联系人电话 `Lxrdh`.
        contact_phone: List { header: "联系人电话", path: "Lxrdh", length: (11, 255), privacy: Privacy::Phone }
        /// E-mail address of the contact 联系人邮箱 `Lxrdzyj`.
        contact_email: List { header: "联系人邮箱", path: "Lxrdzyj", length: (6, 255), privacy: Privacy::Email }
        /// Address of the gateway 网关IP `Wgip`.
        gateway: IpAddress { header: "网关IP", path: "Wgip" }
        /// Where the gateway stands 网关物理地址 `Wgdz`.
        gateway_place: Box<str> { header: "网关物理地址", path: "Wgdz", length: (1, 512), privacy: Privacy::Address }
        /// Remark 备注 `Bz`.
        remark: Box<str> { header: "备注", path: "Bz", length: (1, 1024) }
        /// Whether the range comes from a reporting unit 来源单位类型 `Ly_dwlx`.
        source_type: Code { header: "来源单位类型", path: "Ly_dwlx", table: "source_unit_type" }
        /// Name of a source that is no reporting unit 来源单位名称 `Ly_dwmc`.
        source_name: Box<str> { header: "来源单位名称", path: "Lydw/Ly_dwmc", length: (1, 255), privacy: Privacy::Name }
        /// Id of a source that is a reporting unit 来源单位Id `Ly_dwid`.
        source_unit: Id { header: "来源单位Id", path: "Lydw/Ly_dwid" }
        /// The bureau's id of the record 省局记录Id `Id`.
        bureau_id: Id { header: "省局记录Id", path: "Id" }
    }

    /// A registered domain 域名报备 (`Xzxx`).
    DomainReport DOMAIN_REPORT "域名报备" {
        /// The carrier's id of the record 企业侧域名Id `IspId`.
        own_id: Id { header: "企业侧域名Id", path: "IspId" }
        /// The domain 域名 `Ym`.
        name: DomainName { header: "域名", path: "Ym", aliases: &["domain"], length: (4, 255) }
        /// Type of domain 域名类型 `Ymlx`.
        category: Code { header: "域名类型", path: "Ymlx", table: "domain_type" }
        /// The day of the registration 注册时间 `Zcsj`.
        registered: NaiveDate { header: "注册时间", path: "Zcsj" }
        /// Name of the registrant 注册人名称 `Zcr_mc`.
        registrant_name: Box<str> { header: "注册人名称", path: "Zcr_mc", length: (2, 255), privacy: Privacy::Name }
        /// Organization of the registrant 注册人组织 `Zcr_zz`.
        registrant_organization: Box<str> { header: "注册人组织", path: "Zcr_zz", length: (1, 255), privacy: Privacy::Name }
        /// Address of the registrant 注册人地址 `Zcr_txdz`.
        registrant_address: Box<str> { header: "注册人地址", path: "Zcr_txdz", length: (1, 1000), privacy: Privacy::Address }
        /// Province of the registrant 注册人省 `Zcr_shengid`, GB/T 2260.
        registrant_province: Code { header: "注册人省", path: "Zcr_shengid", table: "province" }
        /// City of the registrant 注册人市 `Zcr_shiid`, GB/T 2260.
        registrant_city: Code { header: "注册人市", path: "Zcr_shiid", table: "city" }
        /// E-mail address of the registrant 注册人邮箱 `Zcr_dzyj`.
        registrant_email: List { header: "注册人邮箱", path: "Zcr_dzyj", length: (6, 255), privacy: Privacy::Email }
        /// Telephone of the registrant 注册人电话 `Zcr_dhhm`.
        registrant_phone: List { header: "注册人电话", path: "Zcr_dhhm", length: (11, 255), privacy: Privacy::Phone }
        /// Name of the administrator 管理员姓名 `Gly_mz`.
        administrator_name: Box<str> { header: "管理员姓名", path: "Gly_mz", length: (2, 255), privacy: Privacy::Name }
        /// Organization of the administrator 管理员组织 `Gly_zz`.
        administrator_organization: Box<str> { header: "管理员组织", path: "Gly_zz", length: (1, 255), privacy: Privacy::Name }
        /// Address of the administrator 管理员地址 `Gly_dz`.
        administrator_address: Box<str> { header: "管理员地址", path: "Gly_dz", length: (1, 1000), privacy: Privacy::Address }
        /// Province of the administrator 管理员省 `Gly_shengid`, GB/T 2260.
        administrator_province: Code { header: "管理员省", path: "Gly_shengid", table: "province" }
        /// City of the administrator 管理员市 `Gly_shiid`, GB/T 2260.
        administrator_city: Code { header: "管理员市", path: "Gly_shiid", table: "city" }
        /// E-mail address of the administrator 管理员邮箱 `Gly_dzyj`.
        administrator_email: List { header: "管理员邮箱", path: "Gly_dzyj", length: (6, 255), privacy: Privacy::Email }
        /// Telephone of the administrator 管理员电话 `Gly_dh`.
        administrator_phone: List { header: "管理员电话", path: "Gly_dh", length: (11, 255), privacy: Privacy::Phone }
        /// Name of the payer 缴费人姓名 `Jfr_mz`.
        payer_name: Box<str> { header: "缴费人姓名", path: "Jfr_mz", length: (2, 255), privacy: Privacy::Name }
        /// Organization of the payer 缴费人组织 `Jfr_zz`.
        payer_organization: Box<str> { header: "缴费人组织", path: "Jfr_zz", length: (1, 255), privacy: Privacy::Name }
        /// Address of the payer 缴费人地址 `Jfr_dz`.
        payer_address: Box<str> { header: "缴费人地址", path: "Jfr_dz", length: (1, 1000), privacy: Privacy::Address }
        /// Province of the payer 缴费人省 `Jfr_shengid`, GB/T 2260.
        payer_province: Code { header: "缴费人省", path: "Jfr_shengid", table: "province" }
        /// City of the payer 缴费人市 `Jfr_shiid`, GB/T 2260.
        payer_city: Code { header: "缴费人市", path: "Jfr_shiid", table: "city" }
        /// E-mail address of the payer 缴费人邮箱 `Jfr_dzyj`.
        payer_email: List { header: "缴费人邮箱", path: "Jfr_dzyj", length: (6, 255), privacy: Privacy::Email }
        /// Telephone of the payer 缴费人电话 `Jfr_dh`.
        payer_phone: List { header: "缴费人电话", path: "Jfr_dh", length: (11, 255), privacy: Privacy::Phone }
        /// Registrar 注册商 `Ym_zcs`.
        registrar: Box<str> { header: "注册商", path: "Ym_zcs", length: (1, 500) }
        /// Name servers 域名服务器 `Ym_fwq`.
        name_servers: List { header: "域名服务器", path: "Ym_fwq", length: (4, 255) }
        /// Last day of the registration 有效日期 `Yxrq`.
        expires: NaiveDate { header: "有效日期", path: "Yxrq" }
        /// The ministry's id of the record 部级域名Id `Id`.
        bureau_id: Id { header: "部级域名Id", path: "Id" }
    }
}

macro_rules! rows {
    ($( $(#[$doc:meta])* $part:ident: $first:ident $( | $other:ident )*; )*) => {
        /// One row of an order that is no filing.
        #[derive(Clone, Debug)]
        pub enum ReportRow { $( $(#[$doc])* $part(Box<$part>) ),* }

        impl ReportRow {
            /// An empty row of the sheet of `kind`; `None` for kinds without a sheet of their own.
            pub fn new(kind: Kind) -> Option<Self> {
                match kind {
                    $( Kind::$first $( | Kind::$other )* => Some(Self::$part(Box::default())), )*
                    _ => None,
                }
            }

            /// The columns of the sheet of `kind`; none for kinds without a sheet of their own.
            pub fn columns(kind: Kind) -> &'static [Column] {
                match kind {
                    $( Kind::$first $( | Kind::$other )* => $part::columns(), )*
                    _ => &[],
                }
            }

            /// Whether such rows belong to orders of `kind`.
            pub fn is_of(&self, kind: Kind) -> bool {
                match self { $( Self::$part(_) => matches!(kind, Kind::$first $( | Kind::$other )*) ),* }
            }

            /// The row as the part that it is.
            pub fn part(&self) -> &dyn Part {
                match self { $( Self::$part(row) => row.as_ref() ),* }
            }

            /// The row as the part that it is, to be filled in.
            pub fn part_mut(&mut self) -> &mut dyn Part {
                match self { $( Self::$part(row) => row.as_mut() ),* }
            }
        }
    };
}

rows! {
    /// A source of IP addresses.
    IpSource: IpSource;
    /// An allocation of IP addresses.
    IpAllocation: IpAllocation;
    /// A broadcast of IP addresses.
    IpBroadcast: IpBroadcast;
    /// A customer's own IP addresses.
    IpOwn: IpOwn;
    /// A registered domain.
    DomainReport: DomainReport;
    /// What is cancelled.
    Cancellation: CancelSubject | CancelSite | CancelAccess;
    /// The result of a verification task.
    Verification: VerificationResult;
    /// What was done about an unfiled site.
    UnfiledSite: UnfiledSite;
}

/// The cells of one place: a province, and what lies within it.
#[derive(Debug)]
pub struct RegionFields<'r> {
    /// The province.
    pub province: &'r mut Field<Code>,
    /// The city.
    pub city: &'r mut Field<Code>,
    /// The county, where the sheet has a column for it.
    pub county: Option<&'r mut Field<Code>>,
}

impl ReportRow {
    /// The field with the tag `tag`.
    pub fn field(&self, tag: &str) -> Option<&dyn AnyField> {
        let mut fields = self.part().fields().into_iter();
        fields.find(|field| field.column().tag() == tag)
    }

    /// The carrier's id of a record of an IP or domain report.
    pub fn own_id(&self) -> Option<&Field<Id>> {
        match self {
            Self::IpSource(row) => Some(&row.own_id),
            Self::IpAllocation(row) => Some(&row.own_id),
            Self::IpBroadcast(row) => Some(&row.own_id),
            Self::IpOwn(row) => Some(&row.own_id),
            Self::DomainReport(row) => Some(&row.own_id),
            Self::Cancellation(_) | Self::Verification(_) | Self::UnfiledSite(_) => None,
        }
    }

    /// The bureau's id of a record of an IP or domain report.
    pub fn bureau_id(&self) -> Option<&Field<Id>> {
        match self {
            Self::IpSource(row) => Some(&row.bureau_id),
            Self::IpAllocation(row) => Some(&row.bureau_id),
            Self::IpBroadcast(row) => Some(&row.bureau_id),
            Self::IpOwn(row) => Some(&row.bureau_id),
            Self::DomainReport(row) => Some(&row.bureau_id),
            Self::Cancellation(_) | Self::Verification(_) | Self::UnfiledSite(_) => None,
        }
    }

    /// First and last address of an IP report, as the operator filled them in.
    pub fn ends(&self) -> Option<(&Field<IpRange>, &Field<IpAddress>)> {
        match self {
            Self::IpSource(row) => Some((&row.first, &row.last)),
            Self::IpAllocation(row) => Some((&row.first, &row.last)),
            Self::IpBroadcast(row) => Some((&row.first, &row.last)),
            Self::IpOwn(row) => Some((&row.first, &row.last)),
            _ => None,
        }
    }

    /// The range of an IP report; `None` when there is none that can be read.
    pub fn range(&self) -> Option<IpRange> {
        let (first, last) = self.ends()?;
        IpRange::between(first, last)
    }

    /// Every province, with the city and the county within it.
    pub fn regions_mut(&mut self) -> Vec<RegionFields<'_>> {
        macro_rules! regions {
            ($row:expr, $province:ident, $city:ident $(, $county:ident)?) => {
                RegionFields {
                    province: &mut $row.$province,
                    city: &mut $row.$city,
                    county: [$( &mut $row.$county )?].into_iter().next(),
                }
            };
        }
        match self {
            Self::IpAllocation(row) => vec![regions!(row, province, city, county)],
            Self::IpOwn(row) => vec![regions!(row, province, city, county)],
            Self::DomainReport(row) => vec![
                regions!(row, registrant_province, registrant_city),
                regions!(row, administrator_province, administrator_city),
                regions!(row, payer_province, payer_city),
            ],
            _ => Vec::new(),
        }
    }
}
