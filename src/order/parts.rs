//! The parts of an order, each field declared once together with its column.
//!
//! One part is one sheet of the workbook. A declaration gives the field its type, its Chinese header, its element path in
//! a new filing, its code table and its bounds; the part then knows how to read a cell by column, and can list its fields
//! for rules that treat all columns alike.

use chrono::NaiveDate;

use super::column::{Column, Privacy};
use super::domain::DomainName;
use super::field::{AnyField, Field, Tables, Value};
use super::filing_number::FilingNumber;
use super::ip::{IpAddress, IpRange};
use super::kind::{Kind, Operation, Review};
use super::picture::Picture;
use super::values::{Code, Codes, Flag, Id, List, Number};

/// A part whose cells can be filled in by column.
pub trait Part {
    /// The columns of the part, in the order of the sheet.
    fn columns() -> &'static [Column]
    where
        Self: Sized;
    /// Reads `value` into the field of column `index`; the last value wins.
    fn fill(&mut self, index: usize, value: Value, tables: &dyn Tables);
    /// Empties the field of column `index`.
    fn clear(&mut self, index: usize);
    /// Every field, in the order of the columns.
    fn fields(&self) -> Vec<&dyn AnyField>;
}

/// Declares parts: sheet, fields and columns in one place.
macro_rules! parts {
    ($(
        $(#[$part_doc:meta])*
        $part:ident $columns:ident $sheet:literal {
            $( $(#[$doc:meta])* $field:ident : $type:ty { header: $header:literal $(, $key:ident : $property:expr)* } )*
        } $( + { $( $(#[$extra_doc:meta])* $extra:ident : $extra_type:ty ),* $(,)? } )?
    )*) => {
        /// The columns of every part.
        pub static COLUMNS: &[&[Column]] = &[$( $columns ),*];

        $(
        $(#[$part_doc])*
        #[derive(Clone, Debug)]
        pub struct $part {
            $( $(#[$doc])* pub $field: Field<$type>, )*
            $( $( $(#[$extra_doc])* pub $extra: $extra_type, )* )?
        }

        static $columns: &[Column] = &[
            $( Column { sheet: $sheet, header: $header, english: stringify!($field) $(, $key: $property)*, ..Column::BLANK } ),*
        ];

        impl Default for $part {
            fn default() -> Self {
                let mut column = $columns.iter();
                let mut next = || column.next().expect("one column is declared with each field");
                Self {
                    $( $field: Field::absent(next()), )*
                    $( $( $extra: Default::default(), )* )?
                }
            }
        }

        impl Part for $part {
            fn columns() -> &'static [Column] {
                $columns
            }

            fn fill(&mut self, index: usize, value: Value, tables: &dyn Tables) {
                let mut position = 0..;
                $( if position.next() == Some(index) {
                    self.$field = Field::read(&$columns[index], value, tables);
                    return;
                } )*
            }

            fn clear(&mut self, index: usize) {
                let mut position = 0..;
                $( if position.next() == Some(index) {
                    self.$field = Field::absent(&$columns[index]);
                    return;
                } )*
            }

            fn fields(&self) -> Vec<&dyn AnyField> {
                vec![$( &self.$field ),*]
            }
        }
        )*
    };
}
pub(super) use parts;

parts! {
    /// The order itself 订单: what is asked for, and how far the carrier's own review has come.
    Header HEADER "订单" {
        /// Order number 订单号, which links all sheets.
        number: Box<str> { header: "订单号", aliases: &["order_no", "order"], length: (1, 64) }
        /// Kind of order 订单类型.
        kind: Kind { header: "订单类型", aliases: &["type"] }
        /// What an IP or domain report does 操作.
        operation: Operation { header: "操作" }
        /// The customer's account with the carrier 账号.
        account: Box<str> { header: "账号" }
        /// How the order reached the carrier 渠道.
        channel: Box<str> { header: "渠道" }
        /// Cached answer: the subject is filed 主体已备案.
        subject_filed: Flag { header: "主体已备案" }
        /// Cached answer: the domain is filed 域名已备案.
        domain_filed: Flag { header: "域名已备案" }
        /// Whether the site is commercial 经营性.
        commercial: Flag { header: "经营性" }
        /// The carrier's first review 初审.
        first_review: Review { header: "初审", aliases: &["review_first"] }
        /// The carrier's second review 复审.
        second_review: Review { header: "复审", aliases: &["review_second"] }
        /// How the photo was taken 拍照方式.
        photo_method: Box<str> { header: "拍照方式", aliases: &["review_photo"] }
        /// The image code of the verification app APP图片验证码.
        app_image_code: Box<str> { header: "APP图片验证码" }
        /// Authorization code for a server of another account 授权码.
        authorization_code: Box<str> { header: "授权码" }
        /// The customer confirmed an irrevocable cancellation 确认注销.
        cancel_confirmed: Flag { header: "确认注销" }
        /// The customer confirmed removals by a change 删除确认.
        removal_confirmed: Flag { header: "删除确认" }
        /// When the customer submitted the order 提交时间.
        submitted: Box<str> { header: "提交时间" }
        /// A remark that stays with the carrier 订单备注.
        note: Box<str> { header: "订单备注" }
        /// The filing password, plain or as 32 hexadecimal digits 备案密码 `ICPmm`.
        password: Box<str> { header: "备案密码", path: "ICPmm", aliases: &["password"], length: (1, 32), privacy: Privacy::Secret }
    }

    /// The organizer 主体 (`Zt_xx`), a unit or an individual.
    Subject SUBJECT "主体" {
        /// Kind of organizer as the carrier's console names it 主体类型.
        category: Box<str> { header: "主体类型" }
        /// Whether it is a national unit 国家级单位.
        national: Flag { header: "国家级单位" }
        /// Name of the legal person 法人姓名.
        legal_person: Box<str> { header: "法人姓名", privacy: Privacy::Name }
        /// Name on the certificate 证件名称.
        certificate_name: Box<str> { header: "证件名称", privacy: Privacy::Name }
        /// Last day of the certificate 证件有效期至.
        certificate_expires: NaiveDate { header: "证件有效期至" }
        /// A sole trader without seal 无公章.
        without_seal: Flag { header: "无公章" }
        /// The carrier verified the mobile number 手机已验证.
        mobile_verified: Flag { header: "手机已验证" }
        /// Name of the principal so far 原负责人姓名.
        former_principal: Box<str> { header: "原负责人姓名", privacy: Privacy::Name }
        /// The carrier's id of the subject 企业侧主体Id `IspZtid`.
        own_id: Id { header: "企业侧主体Id", path: "Zt_xx/IspZtid" }
        /// Name of the organizer 主办单位名称 `Dwmc`.
        name: Box<str> { header: "主办单位名称", path: "Zt_xx/Dwmc", length: (1, 255), privacy: Privacy::Name }
        /// Nature of the unit 主办单位性质 `Dwxz`.
        nature: Code { header: "主办单位性质", path: "Zt_xx/Dwxz", table: "unit_nature" }
        /// Investor or superior unit 投资人或主管单位 `Tzr`.
        investor: Box<str> { header: "投资人或主管单位", path: "Zt_xx/Tzr", length: (1, 255), privacy: Privacy::Name }
        /// Province 省 `Shengid`, GB/T 2260.
        province: Code { header: "省", path: "Zt_xx/Txdz/Shengid", table: "province" }
        /// City 市 `Shiid`, GB/T 2260.
        city: Code { header: "市", path: "Zt_xx/Txdz/Shiid", table: "city" }
        /// County 县 `Xianid`, GB/T 2260.
        county: Code { header: "县", path: "Zt_xx/Txdz/Xianid", table: "county" }
        /// Postal address 通信地址 `Xxdz`.
        address: Box<str> { header: "通信地址", path: "Zt_xx/Txdz/Xxdz", length: (1, 1024), privacy: Privacy::Address }
        /// Type of the organizer's certificate 主办单位证件类型 `Zjlx`.
        certificate_type: Code { header: "主办单位证件类型", path: "Zt_xx/Zj/Zjlx", table: "certificate_type" }
        /// Number of the organizer's certificate 主办单位证件号码 `Zjhm`.
        certificate_number: Box<str> { header: "主办单位证件号码", path: "Zt_xx/Zj/Zjhm", length: (1, 255), privacy: Privacy::Number }
        /// Address on the certificate 证件住所 `Zjzs`.
        certificate_address: Box<str> { header: "证件住所", path: "Zt_xx/Zj/Zjzs", length: (1, 1024), privacy: Privacy::Address }
        /// Name of the subject's principal 主体负责人姓名 `Fzr_xm`.
        principal_name: Box<str> { header: "主体负责人姓名", path: "Zt_xx/Fzr/Fzr_xm", length: (1, 128), privacy: Privacy::Name }
        /// Office telephone 主体负责人办公电话 `Fzr_dhhm`.
        principal_phone: List { header: "主体负责人办公电话", path: "Zt_xx/Fzr/Fzr_dhhm", length: (11, 128), privacy: Privacy::Phone }
        /// Mobile numbers 主体负责人手机 `Fzr_sjhm`; the first one receives the bureau's message.
        principal_mobile: List { header: "主体负责人手机", path: "Zt_xx/Fzr/Fzr_sjhm", tags: &["sjhm"], length: (11, 128), privacy: Privacy::Phone }
        /// E-mail addresses 主体负责人邮箱 `Fzr_dzyj`.
        principal_email: List { header: "主体负责人邮箱", path: "Zt_xx/Fzr/Fzr_dzyj", length: (6, 128), privacy: Privacy::Email }
        /// Messenger account 主体负责人MSN `Msn`.
        principal_msn: Box<str> { header: "主体负责人MSN", path: "Zt_xx/Fzr/Msn", length: (6, 128), privacy: Privacy::Email }
        /// QQ number 主体负责人QQ `Qq`.
        principal_qq: List { header: "主体负责人QQ", path: "Zt_xx/Fzr/Qq", length: (5, 128), privacy: Privacy::Phone }
        /// Type of the principal's certificate 主体负责人证件类型 `Fzr_zjlx`.
        principal_certificate_type: Code { header: "主体负责人证件类型", path: "Zt_xx/Fzr/Fzr_zjlx", table: "certificate_type" }
        /// Number of the principal's certificate 主体负责人证件号码 `Fzr_zjhm`.
        principal_certificate_number: Box<str> { header: "主体负责人证件号码", path: "Zt_xx/Fzr/Fzr_zjhm", length: (1, 128), privacy: Privacy::Number }
        /// Who files 报备方式 `Bbfs`.
        reporting_mode: Code { header: "报备方式", path: "Zt_xx/Bbfs", table: "reporting_mode" }
        /// Remark 主体备注 `Bz`.
        remark: Box<str> { header: "主体备注", path: "Zt_xx/Bz", length: (1, 1024) }
        /// The subject's filing number 主体备案号 `Ztbah`.
        filing_number: FilingNumber { header: "主体备案号", path: "Zt_xx/Ztbah", tags: &["Baxh"], length: (1, 128) }
        /// The bureau's id of the subject 省局主体Id `Ztid`.
        bureau_id: Id { header: "省局主体Id", path: "Zt_xx/Ztid" }
    }

    /// A website 网站 (`Wz_xx`).
    Site SITE "网站" {
        /// Number of the site within its order 网站序号, from 1.
        position: Number { header: "网站序号", aliases: &["site_no"] }
        /// The site's principal is the subject's 同主体负责人.
        same_principal: Flag { header: "同主体负责人" }
        /// A probe reached the site 网站可访问.
        reachable: Flag { header: "网站可访问" }
        /// Title of the home page 网站首页标题.
        home_title: Box<str> { header: "网站首页标题" }
        /// Filing number in the footer 页脚备案号.
        footer_number: Box<str> { header: "页脚备案号" }
        /// Link in the footer 页脚链接.
        footer_link: Box<str> { header: "页脚链接" }
        /// The carrier's id of the site 企业侧网站Id `IspWzid`.
        own_id: Id { header: "企业侧网站Id", path: "Wz_xx/IspWzid" }
        /// Names of the site 网站名称 `Wzmc`.
        name: List { header: "网站名称", path: "Wz_xx/Wzmc", length: (1, 512) }
        /// Service contents 服务内容 `Fwnr_id`.
        service_content: Codes { header: "服务内容", path: "Wz_xx/Fwnr/Fwnr_id", table: "service_content" }
        /// Languages 语言类别 `Yylb_id`.
        language: Codes { header: "语言类别", path: "Wz_xx/Yylb/Yylb_id", table: "language" }
        /// Name of the site's principal 网站负责人姓名 `Fzr_xm`.
        principal_name: Box<str> { header: "网站负责人姓名", path: "Wz_xx/Wz_Fzr/Fzr_xm", length: (1, 128), privacy: Privacy::Name }
        /// Office telephone 网站负责人办公电话 `Fzr_dhhm`.
        principal_phone: List { header: "网站负责人办公电话", path: "Wz_xx/Wz_Fzr/Fzr_dhhm", length: (11, 128), privacy: Privacy::Phone }
        /// Mobile numbers 网站负责人手机 `Fzr_sjhm`.
        principal_mobile: List { header: "网站负责人手机", path: "Wz_xx/Wz_Fzr/Fzr_sjhm", tags: &["sjhm"], length: (11, 128), privacy: Privacy::Phone }
        /// E-mail addresses 网站负责人邮箱 `Fzr_dzyj`.
        principal_email: List { header: "网站负责人邮箱", path: "Wz_xx/Wz_Fzr/Fzr_dzyj", length: (6, 128), privacy: Privacy::Email }
        /// Messenger account 网站负责人MSN `Msn`.
        principal_msn: Box<str> { header: "网站负责人MSN", path: "Wz_xx/Wz_Fzr/Msn", length: (6, 128), privacy: Privacy::Email }
        /// QQ number 网站负责人QQ `Qq`.
        principal_qq: List { header: "网站负责人QQ", path: "Wz_xx/Wz_Fzr/Qq", length: (5, 128), privacy: Privacy::Phone }
        /// Type of the principal's certificate 网站负责人证件类型 `Fzr_zjlx`.
        principal_certificate_type: Code { header: "网站负责人证件类型", path: "Wz_xx/Wz_Fzr/Fzr_zjlx", table: "certificate_type" }
        /// Number of the principal's certificate 网站负责人证件号码 `Fzr_zjhm`.
        principal_certificate_number: Box<str> { header: "网站负责人证件号码", path: "Wz_xx/Wz_Fzr/Fzr_zjhm", length: (1, 128), privacy: Privacy::Number }
        /// Address of the home page 首页URL `Syurl`; 512 characters in XZWZ, 255 elsewhere.
        home_page: List { header: "首页URL", path: "Wz_xx/Syurl", length: (4, 512) }
        /// Remark 网站备注 `Wz_Bz`.
        remark: Box<str> { header: "网站备注", path: "Wz_xx/Wz_Bz", length: (1, 1024) }
        /// The site's filing number 网站备案号 `Wzbah`.
        filing_number: FilingNumber { header: "网站备案号", path: "Wz_xx/Wzbah", tags: &["Baxh"], length: (1, 128) }
        /// The bureau's id of the site 省局网站Id `Wzid`.
        bureau_id: Id { header: "省局网站Id", path: "Wz_xx/Wzid" }
    } + {
        /// Pre-approvals 前置审批; none means that none is needed.
        preapprovals: Vec<Preapproval>,
        /// Domains 域名.
        domains: Vec<Domain>,
        /// Accesses 接入.
        accesses: Vec<Access>,
    }

    /// A pre-approval 前置审批 (`Nrlx_xx`).
    Preapproval PREAPPROVAL "前置审批" {
        /// The site it belongs to 网站序号.
        site: Number { header: "网站序号", aliases: &["site_no"] }
        /// Its type 前置审批类型 `Nrlx_id`.
        category: Code { header: "前置审批类型", path: "Wz_xx/Nrlx/Nrlx_xx/Nrlx_id", table: "preapproval_type", aliases: &["type"] }
        /// Its number 审批号 `Qzsph`.
        number: Box<str> { header: "审批号", path: "Wz_xx/Nrlx/Nrlx_xx/Qzsph", length: (1, 512) }
        /// Paths of its scans 审批文件 `Spwj`, 1 to 10.
        files: List { header: "审批文件", path: "Wz_xx/Nrlx/Nrlx_xx/Spwj" }
    } + {
        /// The scans, in the order of the paths.
        pictures: Vec<Picture>,
    }

    /// A domain 域名 (`Ym_xx`).
    Domain DOMAIN "域名" {
        /// The site it belongs to 网站序号.
        site: Number { header: "网站序号", aliases: &["site_no"] }
        /// Who registered it 域名注册人.
        registrant: Box<str> { header: "域名注册人", privacy: Privacy::Name }
        /// Type of the registrant's certificate 注册人证件类型.
        registrant_certificate_type: Box<str> { header: "注册人证件类型" }
        /// Number of the registrant's certificate 注册人证件号.
        registrant_certificate_number: Box<str> { header: "注册人证件号", privacy: Privacy::Number }
        /// Registrar 域名注册商.
        registrar: Box<str> { header: "域名注册商" }
        /// Last day of the registration 域名到期日.
        expires: NaiveDate { header: "域名到期日" }
        /// The registrant's name was verified 域名已实名.
        real_name: Flag { header: "域名已实名" }
        /// The carrier's id of the domain 企业侧域名Id `IspYmid`.
        own_id: Id { header: "企业侧域名Id", path: "Wz_xx/Ym_xx/IspYmid" }
        /// The domain 域名 `Ym`.
        name: DomainName { header: "域名", path: "Wz_xx/Ym_xx/Ym", aliases: &["domain"], length: (4, 128) }
        /// The bureau's id of the domain 省局域名Id `Ymid`.
        bureau_id: Id { header: "省局域名Id", path: "Wz_xx/Ym_xx/Ymid" }
    }

    /// An access 接入 (`Jr_xx`): where a site's server stands and how it is connected.
    Access ACCESS "接入" {
        /// The site it belongs to 网站序号.
        site: Number { header: "网站序号", aliases: &["site_no"] }
        /// Number of the access within its site 接入序号, from 1.
        position: Number { header: "接入序号", aliases: &["access_no"] }
        /// The carrier's id of the access 企业侧接入Id `IspJrid`, new for every access.
        own_id: Id { header: "企业侧接入Id", path: "Wz_xx/Jr_xx/IspJrid" }
        /// Where the servers stand 服务器放置地 `Fbdd`.
        location: Codes { header: "服务器放置地", path: "Wz_xx/Jr_xx/Wzfb/Fbdd", table: "server_location" }
        /// How they are connected 接入方式 `Jrfs`.
        mode: Codes { header: "接入方式", path: "Wz_xx/Jr_xx/Wzjrfs/Jrfs", table: "access_mode" }
        /// The bureau's id of the access 省局接入Id `Jrid`.
        bureau_id: Id { header: "省局接入Id", path: "Wz_xx/Jr_xx/Jrid" }
        /// Who files 报备方式 `Bbfs`, in verification results only.
        reporting_mode: Code { header: "报备方式", path: "Wz_xx/Jr_xx/Bbfs", table: "reporting_mode" }
    } + {
        /// IP ranges IP地址, one or more.
        addresses: Vec<Address>,
    }

    /// One IP range of an access IP地址 (`Ip_xx`).
    Address ADDRESS "IP地址" {
        /// The site it belongs to 网站序号.
        site: Number { header: "网站序号", aliases: &["site_no"] }
        /// The access it belongs to 接入序号.
        access: Number { header: "接入序号", aliases: &["access_no"] }
        /// Type of server 服务器类型.
        server_type: Box<str> { header: "服务器.类型", aliases: &["服务器类型"] }
        /// How the server is paid for 服务器计费.
        server_billing: Box<str> { header: "服务器.计费", aliases: &["服务器计费"] }
        /// For how many months it is paid 服务器时长月.
        server_months: Number { header: "服务器.时长月", aliases: &["服务器时长月"] }
        /// Its bandwidth in Mbit/s 服务器带宽.
        server_bandwidth: Number { header: "服务器.带宽", aliases: &["服务器带宽"] }
        /// Where it stands 服务器地域.
        server_region: Box<str> { header: "服务器.地域", aliases: &["服务器地域"] }
        /// The carrier's id of the range 企业侧IP Id `IspIpid`.
        own_id: Id { header: "企业侧IP Id", path: "Wz_xx/Jr_xx/Ip_xx/IspIpid" }
        /// First address 起始IP `Qsip`; may hold a whole range (`a-b`, CIDR).
        first: IpRange { header: "起始IP", path: "Wz_xx/Jr_xx/Ip_xx/Qsip", aliases: &["ip"] }
        /// Last address 终止IP `Zzip`; absent means that `first` says it all.
        last: IpAddress { header: "终止IP", path: "Wz_xx/Jr_xx/Ip_xx/Zzip" }
        /// The bureau's id of the range 省局IP Id `Ipid`.
        bureau_id: Id { header: "省局IP Id", path: "Wz_xx/Jr_xx/Ip_xx/Ipid" }
    }

    /// An attachment 附件 (`Fjxx`).
    Attachment ATTACHMENT "附件" {
        /// The site it belongs to 网站序号; absent means the subject.
        site: Number { header: "网站序号", aliases: &["site_no"] }
        /// State of the paper form 核验单状态.
        form_state: Box<str> { header: "核验单状态" }
        /// Domains on the paper form 核验单域名.
        form_domains: List { header: "核验单域名" }
        /// The form is signed 签字.
        signed: Flag { header: "签字" }
        /// The form bears the seal 公章.
        sealed: Flag { header: "公章" }
        /// The form bears a fingerprint 手印.
        fingerprinted: Flag { header: "手印" }
        /// The required text was copied by hand 抄写.
        copied: Flag { header: "抄写" }
        /// Number of copies of the form 核验单份数.
        form_copies: Number { header: "核验单份数" }
        /// The day of the photo 拍摄日期.
        taken: NaiveDate { header: "拍摄日期" }
        /// Which side of a card it shows 正反面.
        side: Box<str> { header: "正反面" }
        /// Format 文件格式 `Fjwjgs`; absent means JPEG.
        format: Code { header: "文件格式", path: "Fj/Fjxx/Fjwjgs", table: "attachment_format" }
        /// Purpose 用途 `Fjyt`.
        usage: Code { header: "用途", path: "Fj/Fjxx/Fjyt", table: "attachment_purpose" }
        /// Path of the file 文件 `Fjnr`.
        file: Box<str> { header: "文件", path: "Fj/Fjxx/Fjnr" }
        /// Whether it belongs to subject or site 所属对象 `Ssdxlx`.
        owner: Code { header: "所属对象", path: "Fj/Fjxx/Fjssdx/Ssdxlx", table: "owner_type" }
        /// The owner's own id 所属对象(企业侧Id) `Ssdxbs`.
        owner_own_id: Id { header: "所属对象(企业侧Id)", path: "Fj/Fjxx/Fjssdx/Ssdxbs" }
        /// The owner's id 所属对象(省局Id/企业侧网站Id) `Jlid`.
        owner_id: Id { header: "所属对象(省局Id/企业侧网站Id)", path: "Fj/Fjxx/Fjssdx/Ssdxbs/Jlid" }
        /// The owner's filing number 所属备案号 `Baxh`.
        owner_filing_number: FilingNumber { header: "所属备案号", path: "Fj/Fjxx/Fjssdx/Ssdxbs/Baxh", length: (1, 128) }
        /// Remark 附件备注 `Bz`.
        remark: Box<str> { header: "附件备注", path: "Fj/Fjxx/Bz", length: (1, 256) }
    } + {
        /// The file itself; `None` when no path is given.
        picture: Option<Picture>,
    }
}
