//! Retained files whose time is over, or nearly.

use chrono::NaiveDate;

use crate::ledger::OldFile;
use crate::order::Text;

/// A retained file whose time is over, or is within a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionLine {
    /// The file.
    pub file: OldFile,
    /// The first day on which it need not be kept any more.
    pub until: NaiveDate,
    /// Whether that day has come.
    pub is_over: bool,
    /// Whether orders of it are not over, so that it stays all the same.
    pub has_open_orders: bool,
}

impl RetentionLine {
    /// Whether `archive prune` would remove it.
    pub fn is_removable(&self) -> bool {
        self.is_over && !self.has_open_orders
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self { file, until, .. } = self;
        let (name, taken) = (&file.name, file.accepted.date_naive());
        let (zh, en) = match (self.is_over, self.has_open_orders) {
            (true, false) => (
                "已满三个月，archive prune 可以删除".to_owned(),
                "kept for three months, `archive prune` may remove it".to_owned(),
            ),
            (true, true) => (
                "已满三个月，但有订单未结，继续保存".to_owned(),
                "kept for three months, but orders of it are open: it stays".to_owned(),
            ),
            (false, _) => (
                format!("保存期到 {until}"),
                format!("to be kept until {until}"),
            ),
        };
        Text::new(
            format!("{name}（{taken} 上报）{zh}"),
            format!("{name} (sent {taken}): {en}"),
        )
    }
}
