//! Complete IP and domain reports.

use super::Sample;
use crate::order::{Kind, Operation};

const SOURCE: &[(&str, &str)] = &[
    ("IP来源.起始IP", "119.29.0.0/16"),
    ("IP来源.来源单位", "330000000002"),
    ("IP来源.备注", "骨干网地址"),
];

const ALLOCATION: &[(&str, &str)] = &[
    ("IP分配.起始IP", "119.29.8.0"),
    ("IP分配.终止IP", "119.29.8.255"),
    ("IP分配.分配方式", "分配且使用"),
    ("IP分配.使用方式", "静态"),
    ("IP分配.分配使用日期", "2026-05-28"),
    ("IP分配.是否域名跳转", "否"),
    ("IP分配.使用单位名称", "杭州青杉溪网络有限公司"),
    ("IP分配.单位性质", "企业"),
    ("IP分配.单位分类", "IDC"),
    ("IP分配.行业分类", "制造业"),
    ("IP分配.省", "浙江"),
    ("IP分配.市", "杭州"),
    ("IP分配.县", "滨江区"),
    ("IP分配.单位地址", "浙江省杭州市滨江区江南大道1号"),
    ("IP分配.联系人姓名", "林青杉"),
    ("IP分配.联系人电话", "086-0571-86013388"),
    ("IP分配.联系人邮箱", "lin@qingshanxi-net.cn"),
    ("IP分配.网关IP", "119.29.8.1"),
    ("IP分配.网关物理地址", "杭州市滨江区机房2号"),
    ("IP分配.备注", "专线客户"),
];

const BROADCAST: &[(&str, &str)] = &[
    ("IP广播.广播单位", "330000000003"),
    ("IP广播.申请单位", "330000000004"),
    ("IP广播.起始IP", "119.29.0.0-119.29.15.255"),
];

const OWN: &[(&str, &str)] = &[
    ("IP自带.起始IP", "119.30.8.0/24"),
    ("IP自带.是否域名跳转", "0"),
    ("IP自带.使用方式", "1"),
    ("IP自带.分配使用日期", "2026-05-28"),
    ("IP自带.使用单位名称", "杭州青杉溪网络有限公司"),
    ("IP自带.单位性质", "企业"),
    ("IP自带.省", "330000"),
    ("IP自带.市", "330100"),
    ("IP自带.单位地址", "浙江省杭州市滨江区江南大道1号"),
    ("IP自带.联系人姓名", "林青杉"),
    ("IP自带.联系人电话", "13812345670"),
    ("IP自带.联系人邮箱", "lin@qingshanxi-net.cn"),
    ("IP自带.网关IP", "119.30.8.1"),
    ("IP自带.网关物理地址", "杭州市滨江区机房2号"),
    ("IP自带.来源单位类型", "来自非报备单位"),
    ("IP自带.来源单位名称", "青杉溪海外有限公司"),
];

const DOMAIN: &[(&str, &str)] = &[
    ("域名报备.域名", "qingshanxi-net.cn"),
    ("域名报备.域名类型", "1"),
    ("域名报备.注册时间", "2016-03-01"),
    ("域名报备.注册人名称", "杭州青杉溪网络有限公司"),
    ("域名报备.注册人组织", "杭州青杉溪网络有限公司"),
    ("域名报备.注册人地址", "浙江省杭州市滨江区江南大道1号"),
    ("域名报备.注册人省", "浙江"),
    ("域名报备.注册人市", "杭州"),
    ("域名报备.注册人邮箱", "lin@qingshanxi-net.cn"),
    ("域名报备.注册人电话", "086-0571-86013388"),
    ("域名报备.管理员姓名", "林青杉"),
    ("域名报备.管理员组织", "杭州青杉溪网络有限公司"),
    ("域名报备.管理员地址", "浙江省杭州市滨江区江南大道1号"),
    ("域名报备.管理员省", "330000"),
    ("域名报备.管理员市", "330100"),
    ("域名报备.管理员邮箱", "lin@qingshanxi-net.cn"),
    ("域名报备.管理员电话", "13812345670"),
    ("域名报备.注册商", "浙江松径域名服务有限公司"),
    (
        "域名报备.域名服务器",
        "ns1.songjing-dns.cn;ns2.songjing-dns.cn",
    ),
    ("域名报备.有效日期", "2030-03-01"),
];

impl Sample {
    /// A complete report of one record that is added.
    pub fn report(kind: Kind) -> Self {
        let cells = match kind {
            Kind::IpSource => SOURCE,
            Kind::IpAllocation => ALLOCATION,
            Kind::IpBroadcast => BROADCAST,
            Kind::IpOwn => OWN,
            Kind::DomainReport => DOMAIN,
            other => panic!("{} is no report", other.name()),
        };
        let mut sample = Self::empty();
        sample.set("订单.订单类型", kind.name());
        sample.set("订单.操作", Operation::Add.name());
        sample.set_all(&[cells]);
        sample
    }

    /// A complete report of one record that is changed.
    pub fn changed_report(kind: Kind) -> Self {
        let mut sample = Self::report(kind);
        sample.set("订单.操作", Operation::Modify.name());
        sample.set_bureau_id("700001");
        sample
    }

    /// A complete report of one record that is deleted.
    pub fn deleted_report(kind: Kind) -> Self {
        let mut sample = Self::empty();
        sample.set("订单.订单类型", kind.name());
        sample.set("订单.操作", Operation::Delete.name());
        sample.set_bureau_id("700001");
        sample
    }

    /// Every combination of report and operation.
    pub fn reports() -> Vec<Self> {
        let makers = [Self::report, Self::changed_report, Self::deleted_report];
        let kinds = Kind::REPORTS.iter();
        kinds
            .flat_map(|kind| makers.map(|make| make(*kind)))
            .collect()
    }

    /// Says which of the bureau's records the first row is about.
    fn set_bureau_id(&mut self, id: &str) {
        let kind = self.order.kind().expect("a report has a kind");
        let header = match kind {
            Kind::DomainReport => "部级域名Id",
            _ => "省局记录Id",
        };
        self.set(&format!("{}.{header}", kind.name()), id);
    }
}
