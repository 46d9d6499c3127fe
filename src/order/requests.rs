//! The parts of orders that ask for something else than a filing: a cancellation, the result of a verification task, what
//! was done about an unfiled site.

use chrono::NaiveDate;

use super::column::{Column, Privacy};
use super::field::{AnyField, Field, Tables, Value};
use super::filing_number::FilingNumber;
use super::ip::IpAddress;
use super::parts::{Part, parts};
use super::values::{Code, Id, List};

parts! {
    /// What is cancelled 注销 (`Zx_xx`).
    Cancellation CANCELLATION "注销" {
        /// Filing number of the subject 主体备案号, by which the bureau's id is looked up.
        subject_number: FilingNumber { header: "主体备案号" }
        /// Filing number of the site 网站备案号, by which the bureau's id is looked up.
        site_number: FilingNumber { header: "网站备案号" }
        /// Whether subject, site or access is cancelled 注销类别 `Zxlb`; absent means what the kind of order says.
        category: Code { header: "注销类别", path: "Zxlb", table: "cancel_category" }
        /// The bureau's id of what is cancelled 记录Id `Jlid`: `Ztid`, `Wzid` or `Jrid`.
        record_id: Id { header: "记录Id", path: "Jlid" }
        /// Why 注销理由 `Zxly`.
        reason: Code { header: "注销理由", path: "Zxly", table: "cancel_reason" }
        /// Why, in words 注销理由备注 `Zxlybz`.
        reason_remark: Box<str> { header: "注销理由备注", path: "Zxlybz", length: (1, 1000) }
    }

    /// The result of a verification task 核实 (`Hsjgxx`); the record that was verified stands in the other sheets.
    Verification VERIFICATION "核实" {
        /// The file in which the task came 任务来源文件.
        source_file: Box<str> { header: "任务来源文件" }
        /// Whether the record is right 核实结果 `Hsjg`: 0 passes, 1 refuses, the opposite of the bureau's own `Shjg`.
        result: Code { header: "核实结果", path: "Hsjg", table: "verification_result" }
        /// Who verified it 核实人姓名 `Hsrxm`.
        verifier: Box<str> { header: "核实人姓名", path: "Hsrxm", length: (1, 128), privacy: Privacy::Name }
        /// The day 核实时间 `Hssj`.
        verified: NaiveDate { header: "核实时间", path: "Hssj", length: (10, 10) }
        /// The unit that verified it 所属单位ID `Bbdw`, which is the carrier itself.
        unit: Id { header: "所属单位ID", path: "Bbdw" }
        /// What was found 核实意见 `Hsyj`.
        opinion: Box<str> { header: "核实意见", path: "Hsyj", length: (1, 1024) }
        /// What is wrong 错误信息 `Cwxx`.
        errors: Box<str> { header: "错误信息", path: "Cwxx", length: (1, 4000) }
    }

    /// What was done about an unfiled site 未备案处理 (`Clxx`).
    UnfiledSite UNFILED_SITE "未备案处理" {
        /// The site's domain 域名 `Ym`, as the bureau wrote it.
        domain: Box<str> { header: "域名", path: "Ym", length: (4, 128) }
        /// Its address IP `IP`.
        address: IpAddress { header: "IP", path: "IP" }
        /// The operator 运营商 `Yys`, by its unit id.
        operator: Id { header: "运营商", path: "Yys" }
        /// The access carrier 接入商 `Jrs`, by its unit id.
        carrier: Id { header: "接入商", path: "Jrs" }
        /// Province 省 `Shengid`, GB/T 2260.
        province: Code { header: "省", path: "Shengid", table: "province" }
        /// What was done 处理结果 `Cljg`.
        result: Code { header: "处理结果", path: "Cljg", table: "unregistered_site_status" }
        /// What was done, in words 处理意见 `Clyj`.
        opinion: Box<str> { header: "处理意见", path: "Clyj", length: (1, 255) }
        /// The day on which the bureau listed it 入表时间 `Rbsj`.
        listed: NaiveDate { header: "入表时间", path: "Rbsj", length: (10, 10) }
        /// The day by which it was to be dealt with 处理时限 `Clsx`.
        deadline: NaiveDate { header: "处理时限", path: "Clsx", length: (10, 10) }
        /// Who reports 上报人姓名 `Sbrxm`.
        reporter_name: Box<str> { header: "上报人姓名", path: "Sbrxm", length: (1, 128), privacy: Privacy::Name }
        /// Telephone of who reports 上报人电话 `Sbrdh`.
        reporter_phone: List { header: "上报人电话", path: "Sbrdh", length: (11, 128), privacy: Privacy::Phone }
        /// E-mail address of who reports 上报人邮箱 `Sbrdzyj`.
        reporter_email: List { header: "上报人邮箱", path: "Sbrdzyj", length: (6, 128), privacy: Privacy::Email }
    }
}
