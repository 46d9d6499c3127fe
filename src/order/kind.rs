//! Kinds of order, what an IP or domain report does, and how far the carrier's own review has come.

use super::column::Column;
use super::field::{Read, Tables};
use super::frame::Frame;
use super::text::Lang;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $first:literal $(| $other:literal)* ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_doc])* $variant ),* }

        impl $name {
            /// Every variant, in the order of the order model.
            pub const ALL: &[Self] = &[$( Self::$variant ),*];

            /// The word that operators use.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $first ),* }
            }
        }

        impl Read for $name {
            fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
                $( if [$first $(, $other)*].iter().any(|word| word.eq_ignore_ascii_case(text)) { return Some(Self::$variant); } )*
                None
            }
        }
    };
}

words! {
    /// What an order asks for 订单类型.
    Kind {
        /// A subject and its first sites 首次备案.
        NewFiling = "首次备案" | "XZBA" | "new_filing",
        /// A site for a subject that this carrier filed 新增网站.
        NewSite = "新增网站" | "XZWZ" | "new_site",
        /// A site for a subject that another carrier filed 无主体新增.
        NewSiteElsewhere = "无主体新增" | "new_site_elsewhere",
        /// An access for a filed site 接入备案.
        NewAccess = "接入备案" | "新增接入" | "转接入" | "XZJR" | "new_access",
        /// A change 变更备案.
        Change = "变更备案" | "BGBA" | "change",
        /// Cancellation of a subject 注销主体.
        CancelSubject = "注销主体" | "cancel_subject",
        /// Cancellation of a site 注销网站.
        CancelSite = "注销网站" | "cancel_site",
        /// Cancellation of an access 取消接入.
        CancelAccess = "取消接入" | "cancel_access",
        /// Result of a verification task 核实结果.
        VerificationResult = "核实结果" | "HSJG" | "verification_result",
        /// What was done about an unfiled site 未备案处理.
        UnfiledSite = "未备案处理" | "WBACLJG" | "unfiled_site",
        /// Verification material on its own 单独核验单.
        VerificationMaterial = "单独核验单" | "XZHYD" | "verification_material",
        /// Source of an IP range IP来源.
        IpSource = "IP来源" | "ip_source",
        /// Allocation of an IP range IP分配.
        IpAllocation = "IP分配" | "ip_allocation",
        /// Broadcast of an IP range IP广播.
        IpBroadcast = "IP广播" | "ip_broadcast",
        /// A customer's own IP range IP自带.
        IpOwn = "IP自带" | "ip_own",
        /// Domain report 域名报备.
        DomainReport = "域名报备" | "domain_report",
    }
}

words! {
    /// What an IP or domain report does 操作.
    Operation {
        /// Adds a record.
        Add = "新增" | "add",
        /// Changes a record.
        Modify = "修改" | "modify",
        /// Deletes a record.
        Delete = "删除" | "delete",
    }
}

words! {
    /// How far a review of the carrier has come.
    Review {
        /// Not yet reviewed.
        Pending = "待审" | "pending",
        /// Passed.
        Passed = "通过" | "passed",
        /// Refused.
        Refused = "驳回" | "refused",
        /// Not needed.
        Waived = "免" | "waived",
    }
}

impl Kind {
    /// The kinds that file, extend or access a site.
    pub const FILINGS: &[Self] = &[
        Self::NewFiling,
        Self::NewSite,
        Self::NewSiteElsewhere,
        Self::NewAccess,
    ];

    /// The filings that describe sites: all but an access for a filed one.
    pub const NEW_SITES: &[Self] = &[Self::NewFiling, Self::NewSite, Self::NewSiteElsewhere];

    /// The reports of IP ranges and domains: flat records, each on its own and without an audit.
    pub const REPORTS: &[Self] = &[
        Self::IpSource,
        Self::IpAllocation,
        Self::IpBroadcast,
        Self::IpOwn,
        Self::DomainReport,
    ];

    /// The reports of IP ranges.
    pub const IP_REPORTS: &[Self] = &[
        Self::IpSource,
        Self::IpAllocation,
        Self::IpBroadcast,
        Self::IpOwn,
    ];

    /// The kinds whose record describes a subject that is filed with all that belongs to it.
    pub const SNAPSHOTS: &[Self] = &[Self::Change, Self::VerificationResult];

    /// The kinds whose record describes domains: new sites and snapshots.
    pub const WITH_DOMAINS: &[Self] = &[
        Self::NewFiling,
        Self::NewSite,
        Self::NewSiteElsewhere,
        Self::Change,
        Self::VerificationResult,
    ];

    /// The kinds whose record holds sites with their accesses: filings and snapshots.
    pub const WITH_SITES: &[Self] = &[
        Self::NewFiling,
        Self::NewSite,
        Self::NewSiteElsewhere,
        Self::NewAccess,
        Self::Change,
        Self::VerificationResult,
    ];

    /// The kinds whose record holds attachments.
    pub const WITH_ATTACHMENTS: &[Self] = &[
        Self::NewFiling,
        Self::NewSite,
        Self::NewSiteElsewhere,
        Self::NewAccess,
        Self::Change,
        Self::VerificationMaterial,
    ];

    /// The kinds that the interface has no result for.
    pub const UNANSWERED: &[Self] = &[Self::VerificationResult, Self::UnfiledSite];

    /// The cancellations.
    pub const CANCELLATIONS: &[Self] = &[Self::CancelSubject, Self::CancelSite, Self::CancelAccess];

    /// What people call it, in the customer's language; what an order's column says is [`Self::name`] in either.
    pub fn named(self, lang: Lang) -> &'static str {
        if lang == Lang::Zh {
            return self.name();
        }
        match self {
            Self::NewFiling => "new filing",
            Self::NewSite => "new website",
            Self::NewSiteElsewhere => "new website, filed elsewhere",
            Self::NewAccess => "new access",
            Self::Change => "change of a filing",
            Self::CancelSubject => "cancellation of an organizer's filing",
            Self::CancelSite => "cancellation of a website's filing",
            Self::CancelAccess => "cancellation of an access",
            Self::VerificationResult => "verification result",
            Self::UnfiledSite => "answer about an unfiled website",
            Self::VerificationMaterial => "verification material",
            Self::IpSource => "source of an IP range",
            Self::IpAllocation => "allocation of an IP range",
            Self::IpBroadcast => "broadcast of an IP range",
            Self::IpOwn => "customer's own IP range",
            Self::DomainReport => "domain report",
        }
    }

    /// The upload family: the operation of a filing (`XZBA`, …), `IP` and `YM` for reports.
    pub fn family(self) -> &'static str {
        let frame = Frame::of(self, Some(Operation::Add));
        frame.map_or("", |frame| match frame.root.as_str() {
            "ICP" => &frame.element,
            root => root,
        })
    }
}
