//! Records of the bureau that somebody has to look after.

use crate::ledger::{OddRecord, Oddity};
use crate::order::Text;
use crate::report::filing;

/// A record of the bureau that somebody has to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// What is odd about it.
    pub oddity: Oddity,
    /// The bureau's id.
    pub id: u64,
    /// Its filing number.
    pub number: Option<String>,
    /// What people call it, masked.
    pub name: String,
}

impl From<OddRecord> for RecordLine {
    fn from(record: OddRecord) -> Self {
        let path = match record.oddity {
            Oddity::EmptySite => "Wz_xx/Wzmc",
            Oddity::EmptySubject | Oddity::WrongPassword => "Zt_xx/Dwmc",
        };
        let name = filing::shown(path, &record.name).map(|(_, shown)| shown);
        Self {
            oddity: record.oddity,
            id: record.id,
            number: record.number,
            name: name.unwrap_or_default(),
        }
    }
}

impl RecordLine {
    /// The stable name of what is odd.
    pub fn what(&self) -> &'static str {
        match self.oddity {
            Oddity::EmptySubject => "empty_subject",
            Oddity::EmptySite => "empty_site",
            Oddity::WrongPassword => "wrong_password",
        }
    }

    /// The line: what is odd, and what to do.
    pub fn text(&self) -> Text {
        let number = self.number.clone().unwrap_or_else(|| self.id.to_string());
        let record = format!("{number} {}", self.name);
        let record = record.trim_end();
        match self.oddity {
            Oddity::EmptySubject => Text::new(
                format!("空壳主体 {record}：名下没有网站，请新增网站或注销主体"),
                format!("empty subject {record}: it has no site; file one or cancel the subject"),
            ),
            Oddity::EmptySite => Text::new(
                format!("空壳网站 {record}：没有接入，请报接入备案或注销网站"),
                format!("empty site {record}: it has no access; file one or cancel the site"),
            ),
            Oddity::WrongPassword => Text::new(
                format!("备案密码错误 {record}：请客户找回密码后再报"),
                format!(
                    "wrong filing password {record}: the customer has to recover it before anything is sent"
                ),
            ),
        }
    }
}
