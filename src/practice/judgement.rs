//! Judges a file as a whole, and if it stands, each of its records.

use super::Settings;
use super::records::{self, Record, Upload};
use super::reports::Reported;
use super::review::{Verdict, review};
use crate::bureau::tree::TreeError;
use crate::envelope::FileName;

/// The most records a file may hold.
const RECORD_LIMIT: usize = 1000;

const VERSION: &str = "V.3.0";

/// Codes that refuse a file as a whole.
const NOT_BY_SCHEMA: u32 = 5001;
const OTHER_CARRIER: u32 = 5003;
const OTHER_VERSION: u32 = 5004;
const ILLEGAL_CHARACTER: u32 = 5008;
const NOT_OFFERED: u32 = 5011;

/// The refusal of a whole file.
pub(super) struct Refused {
    pub code: u32,
    /// The reason, for the remark beside the code. It goes where the file's own data may go, never into a log.
    pub remark: String,
}

/// A file that stands as a whole.
pub(super) struct Judged {
    /// Each filing, with what becomes of it.
    pub decided: Vec<(Record, Verdict)>,
    /// Reports, each of which is checked beside those before it.
    pub reports: Vec<Reported>,
}

/// The verdict on each record, or the refusal of the whole file.
pub(super) fn judge(
    settings: &Settings,
    sequence: u32,
    name: &str,
    xml: &[u8],
) -> Result<Judged, Refused> {
    let refused = |code, remark: &str| Refused {
        code,
        remark: remark.to_owned(),
    };
    let whole_file = &settings.scenario.whole_file;
    if whole_file.refuse_5001.contains(&sequence) {
        return Err(refused(NOT_BY_SCHEMA, "演习场景按序号拒绝"));
    }
    if name.parse::<FileName>().is_err() {
        return Err(refused(NOT_BY_SCHEMA, "文件名须为英文字母和数字加 .xml"));
    }
    let Upload {
        version,
        carrier,
        records,
        reports,
        count,
    } = records::read(xml).map_err(|error| {
        let code = match error {
            TreeError::Encoding => ILLEGAL_CHARACTER,
            _ => NOT_BY_SCHEMA,
        };
        refused(code, &error.to_string())
    })?;
    if version != VERSION {
        return Err(refused(OTHER_VERSION, "当前接口版本为 V.3.0"));
    }
    if let Some(check) = &settings.schema_check {
        check(xml).map_err(|why| refused(NOT_BY_SCHEMA, &why))?;
    }
    if carrier != Some(settings.carrier.to_string()) {
        return Err(refused(OTHER_CARRIER, "Qqdwid 与报备单位不一致"));
    }
    if count == 0 || count > RECORD_LIMIT {
        return Err(refused(NOT_BY_SCHEMA, "备案数据须为 1 至 1000 条"));
    }
    if records.len() + reports.len() < count {
        return Err(refused(NOT_OFFERED, "演习管局不受理这类数据"));
    }
    if records
        .iter()
        .any(|record| whole_file.kinds.contains(&record.kind))
    {
        return Err(refused(NOT_BY_SCHEMA, "演习场景按业务类型拒绝"));
    }
    let decided = records.into_iter().map(|record| {
        let verdict = review(&record, &settings.scenario);
        (record, verdict)
    });
    Ok(Judged {
        decided: decided.collect(),
        reports,
    })
}
