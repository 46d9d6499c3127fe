//! Orders for the tests of rules: complete ones, of which a test changes one cell.
//!
//! Cells are named as operators name them, sheet and header (`主体.主办单位名称`); the first site, domain, access, address,
//! pre-approval and attachment are meant, `网站[2].网站名称` means the second.

mod assertions;
mod cells;
pub mod filed;
mod reports;
mod requests;

use chrono::NaiveDate;

pub use self::assertions::*;
use self::cells::value;
use crate::order::*;

/// An order under construction.
pub struct Sample {
    pub order: Order,
}

/// The day of the checks.
pub const DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 20) {
    Some(day) => day,
    None => panic!("a day of the calendar"),
};

/// A picture as it should be.
const JPEG: Content = Content::Jpeg {
    width: 900,
    height: 1200,
    components: 3,
    complete: true,
};

const UNIT: &[(&str, &str)] = &[
    ("订单.订单类型", "首次备案"),
    ("主体.主办单位名称", "杭州青杉溪网络有限公司"),
    ("主体.主办单位性质", "企业"),
    ("主体.投资人或主管单位", "林青杉"),
    ("主体.省", "330000"),
    ("主体.市", "330100"),
    ("主体.县", "330108"),
    ("主体.通信地址", "浙江省杭州市滨江区江南大道1号"),
    ("主体.主办单位证件类型", "营业执照"),
    ("主体.主办单位证件号码", "91330100MA00000072"),
    ("主体.证件住所", "浙江省杭州市滨江区江南大道1号"),
    ("主体.主体负责人姓名", "林青杉"),
    ("主体.主体负责人办公电话", "086-0571-86013388"),
    ("主体.主体负责人手机", "13812345670"),
    ("主体.主体负责人邮箱", "lin@qingshanxi-net.cn"),
    ("主体.主体负责人证件类型", "身份证"),
    ("主体.主体负责人证件号码", "110101199003070003"),
    ("主体.报备方式", "1"),
];

const INDIVIDUAL: &[(&str, &str)] = &[
    ("订单.订单类型", "首次备案"),
    ("主体.主办单位名称", "林青杉"),
    ("主体.主办单位性质", "个人"),
    ("主体.省", "330000"),
    ("主体.市", "330100"),
    ("主体.县", "330108"),
    ("主体.通信地址", "浙江省杭州市滨江区江南大道1号"),
    ("主体.主办单位证件类型", "身份证"),
    ("主体.主办单位证件号码", "110101199003070003"),
    ("主体.证件住所", "浙江省杭州市滨江区江南大道1号"),
    ("主体.主体负责人姓名", "林青杉"),
    ("主体.主体负责人手机", "13812345670"),
    ("主体.主体负责人邮箱", "lin@qingshanxi-net.cn"),
    ("主体.主体负责人证件类型", "身份证"),
    ("主体.主体负责人证件号码", "110101199003070003"),
    ("主体.报备方式", "1"),
];

const UNIT_SITE: &[(&str, &str)] = &[
    ("网站.网站名称", "青杉溪网络官方网站"),
    ("网站.服务内容", "单位门户网站"),
    ("网站.网站负责人办公电话", "086-0571-86013388"),
];

const INDIVIDUAL_SITE: &[(&str, &str)] = &[
    ("网站.网站名称", "青杉的山野笔记"),
    ("网站.服务内容", "其他"),
    ("网站.网站备注", "记录登山路线的个人主页"),
];

const SITE: &[(&str, &str)] = &[
    ("网站.网站序号", "1"),
    ("网站.语言类别", "中文简体"),
    ("网站.网站负责人姓名", "林青杉"),
    ("网站.网站负责人手机", "13812345670"),
    ("网站.网站负责人邮箱", "lin@qingshanxi-net.cn"),
    ("网站.网站负责人证件类型", "身份证"),
    ("网站.网站负责人证件号码", "110101199003070003"),
    ("网站.首页URL", "www.qingshanxi-net.cn"),
    ("域名.网站序号", "1"),
    ("域名.域名", "qingshanxi-net.cn"),
];

const ACCESS: &[(&str, &str)] = &[
    ("接入.网站序号", "1"),
    ("接入.接入序号", "1"),
    ("接入.服务器放置地", "浙江"),
    ("接入.接入方式", "3"),
    ("IP地址.网站序号", "1"),
    ("IP地址.接入序号", "1"),
    ("IP地址.起始IP", "119.29.0.1-119.29.0.5"),
];

const UNIT_DOCUMENTS: &[(&str, &str)] = &[
    ("主办单位证件", ""),
    ("主体负责人证件", ""),
    ("主体负责人证件", ""),
    ("网站负责人证件", "1"),
    ("网站负责人证件", "1"),
    ("核验单", "1"),
    ("当面核验照片", "1"),
];

const INDIVIDUAL_DOCUMENTS: &[(&str, &str)] = &[
    ("主体负责人证件", ""),
    ("主体负责人证件", ""),
    ("网站负责人证件", "1"),
    ("网站负责人证件", "1"),
    ("核验单", "1"),
    ("当面核验照片", "1"),
];

impl Sample {
    /// A unit's complete new filing.
    pub fn unit() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[UNIT, SITE, UNIT_SITE, ACCESS]);
        sample.attach(UNIT_DOCUMENTS);
        sample
    }

    /// An individual's complete new filing.
    pub fn individual() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[INDIVIDUAL, SITE, INDIVIDUAL_SITE, ACCESS]);
        sample.attach(INDIVIDUAL_DOCUMENTS);
        sample
    }

    /// A unit's complete new site for a subject that another carrier filed.
    pub fn new_site() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[
            &[
                ("订单.订单类型", "无主体新增"),
                ("订单.备案密码", "k7Wq2p"),
                ("主体.主体备案号", "浙ICP备99000123号"),
            ],
            SITE,
            UNIT_SITE,
            ACCESS,
        ]);
        sample.attach(&UNIT_DOCUMENTS[3..]);
        sample
    }

    /// A unit's complete new access for a filed site.
    pub fn new_access() -> Self {
        let mut sample = Self::empty();
        sample.set_all(&[
            &[
                ("订单.订单类型", "接入备案"),
                ("订单.备案密码", "k7Wq2p"),
                ("网站.网站序号", "1"),
                ("网站.网站备案号", "浙ICP备99000123号-1"),
            ],
            ACCESS,
        ]);
        sample.attach(UNIT_DOCUMENTS);
        sample
    }

    /// Repeats the first site until there are so many.
    pub fn with_sites(count: usize) -> impl FnOnce(&mut Self) {
        move |sample| sample.order.sites = vec![sample.order.sites[0].clone(); count]
    }

    /// Gives the first site domains with so many different prefixes.
    pub fn with_prefixes(count: usize) -> impl FnOnce(&mut Self) {
        move |sample| {
            for n in 1..=count {
                sample.set(&format!("域名[{n}].域名"), &format!("qingshanxi{n}.cn"));
            }
        }
    }

    fn empty() -> Self {
        let mut number = value("订单.订单号", "T-0001");
        number.place.spot = Spot::Cell { row: 1, column: 0 };
        Self {
            order: Order::new(number),
        }
    }

    fn set_all(&mut self, groups: &[&[(&str, &str)]]) {
        for (cell, text) in groups.iter().copied().flatten() {
            self.set(cell, text);
        }
    }

    fn attach(&mut self, documents: &[(&str, &str)]) {
        for (usage, site) in documents {
            let position = self.order.attachments.len() + 1;
            self.set(&format!("附件[{position}].用途"), usage);
            self.set(
                &format!("附件[{position}].文件"),
                &format!("attachments/{position}.jpg"),
            );
            if !site.is_empty() {
                self.set(&format!("附件[{position}].网站序号"), site);
            }
        }
    }

    /// Removes every attachment of a purpose.
    pub fn detach(&mut self, purpose: &str) {
        self.order
            .attachments
            .retain(|attachment| attachment.usage.text() != purpose);
    }

    /// Gives the file of the attachment at `index` this size.
    pub fn size(&mut self, index: usize, bytes: u64) {
        self.file(index, bytes, JPEG);
    }

    /// Makes the file of an attachment another one.
    pub fn file(&mut self, index: usize, bytes: u64, content: Content) {
        let picture = self.order.attachments[index].picture.as_mut();
        picture.expect("the attachment has a file").state = PictureState::Found { bytes, content };
    }
}
